#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::coherent_feedback() {
  NetworkDescription network;
  network.title = "Entanglement by coherent feedback";
  network.reference = "Phys. Rev. A 80, 042107 (2009)";
  const Expression R =
      network.parameter("R", quantity("40 %"), "reflectivity of the beam splitters");
  const Expression loop_phase =
      network.parameter("loop_phase", quantity("pi"), "phase of one round outside the cavity");
  const Expression kappa = network.parameter("kappa", quantity("2pi * 1 MHz"));
  const Expression g = network.parameter("g", 0.05 * kappa, "two-mode squeezing rate");
  network.default_of("beam-splitter", {{"reflectivity", R}});
  network.default_of("cavity", {{"ports", {{"mirror", {{"rate", kappa}}}}}});
  network.node("a", {{"type", "cavity"}});
  network.node("b", {{"type", "cavity"}});
  network.node("splitter_a", {{"type", "beam-splitter"}});
  network.node("splitter_b", {{"type", "beam-splitter"}});
  network.interaction(
      {{"between", Value::list({"a", "b"})}, {"kind", "two-mode-squeezing"}, {"rate", g}});
  network.link({"splitter_a.out2", "a.mirror", {{"phase", loop_phase}}, "splitter_a.in2"});
  network.link({"splitter_b.out2", "b.mirror", {{"phase", loop_phase}}, "splitter_b.in2"});
  network.result("xi", {{"measure", "epr"}, {"modes", Value::list({"a", "b"})}});
  network.result("E_N", {{"measure", "log-negativity"}, {"partition", one_against_one("a", "b")}});
  network.result("n", {{"measure", "occupation"}, {"mode", "a"}});
  return network;
}
