#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::degenerate_opo_chain() {
  NetworkDescription network;
  network.title = "A chain of degenerate parametric oscillators";
  network.reference = "Phys. Rev. A 30, 1386 (1984)";
  const Expression kappa = network.parameter("kappa", quantity("2pi * 1 MHz"));
  const Expression chi =
      network.parameter("chi", 0.2 * kappa, "parametric rate; the threshold is kappa/2");
  network.node("opo", {{"type", "cavity"},
                       {"ports", {{"mirror", {{"rate", kappa}}}}},
                       {"parametric", {{"rate", chi}, {"phase", 0}}},
                       {"repeat", 6}});
  network.link({"vacuum", {{"repeat", 6}, {"path", Value::list({"opo(*).mirror"})}}});
  network.result("X_1", {{"measure", "variance"}, {"of", {{"opo(1).X", 1}}}});
  network.result("P_1", {{"measure", "variance"}, {"of", {{"opo(1).P", 1}}}});
  network.result("P_2", {{"measure", "variance"}, {"of", {{"opo(2).P", 1}}}});
  network.result("X_6", {{"measure", "variance"}, {"of", {{"opo(6).X", 1}}}});
  network.result("P_6", {{"measure", "variance"}, {"of", {{"opo(6).P", 1}}}});
  return network;
}
