#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::opo_chain() {
  NetworkDescription network;
  network.title = "A chain of nondegenerate parametric oscillators";
  network.reference = "Phys. Rev. Lett. 60, 2731 (1988)";
  const Expression kappa_a =
      network.parameter("kappa_a", quantity("2pi * 1 MHz"), "decay rate of the signal modes");
  const Expression kappa_b =
      network.parameter("kappa_b", 3 * kappa_a, "decay rate of the idler modes");
  const Expression g = network.parameter("g", 0.4 * kappa_a, "two-mode squeezing rate");
  network.node("a",
               {{"type", "cavity"}, {"ports", {{"mirror", {{"rate", kappa_a}}}}}, {"repeat", 3}});
  network.node("b",
               {{"type", "cavity"}, {"ports", {{"mirror", {{"rate", kappa_b}}}}}, {"repeat", 3}});
  network.interaction(
      {{"between", Value::list({"a(*)", "b(*)"})}, {"kind", "two-mode-squeezing"}, {"rate", g}});
  network.link({"vacuum", {{"repeat", 3}, {"path", Value::list({"a(*).mirror"})}}});
  network.link({"vacuum", {{"repeat", 3}, {"path", Value::list({"b(*).mirror"})}}});
  network.result("n_a1", {{"measure", "occupation"}, {"mode", "a(1)"}});
  network.result("n_b1", {{"measure", "occupation"}, {"mode", "b(1)"}});
  network.result("n_a2", {{"measure", "occupation"}, {"mode", "a(2)"}});
  for (const std::string stage : {"1", "2", "3"}) {
    network.result("xi_" + stage, {{"measure", "epr"},
                                   {"modes", Value::list({"a(" + stage + ")", "b(" + stage + ")"})},
                                   {"weight", "optimal"}});
  }
  network.result("E_N3",
                 {{"measure", "log-negativity"}, {"partition", one_against_one("a(3)", "b(3)")}});
  return network;
}
