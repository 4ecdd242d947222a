#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::two_tone_squeezing() {
  NetworkDescription network;
  network.title = "Two-tone dissipative squeezing";
  network.reference = "Phys. Rev. A 88, 063833 (2013)";
  const Expression kappa =
      network.parameter("kappa", quantity("2pi * 450 kHz"), "energy decay rate of the cavity");
  const Expression gamma =
      network.parameter("gamma", 1e-4 * kappa, "energy decay rate of the mechanics");
  const Expression n_bath = network.parameter("n_bath", 10, "occupation of the mechanical bath");
  const Expression G_minus =
      network.parameter("G_minus", 0.2 * kappa, "coupling by the tone on the lower sideband");
  const Expression G_plus =
      network.parameter("G_plus", 0.15 * kappa, "coupling by the tone on the upper sideband");
  network.node("cavity", {{"type", "cavity"}, {"ports", {{"mirror", {{"rate", kappa}}}}}});
  network.node("mech",
               {{"type", "cavity"}, {"bath", {{"linewidth", gamma}, {"occupation", n_bath}}}});
  const Value pair = Value::list({"cavity", "mech"});
  network.interaction({{"between", pair}, {"kind", "beam-splitter"}, {"rate", G_minus}});
  network.interaction({{"between", pair}, {"kind", "two-mode-squeezing"}, {"rate", G_plus}});
  network.result("var_X", {{"measure", "variance"}, {"of", {{"mech.X", 1}}}});
  network.result("var_P", {{"measure", "variance"}, {"of", {{"mech.P", 1}}}});
  network.result("purity", {{"measure", "purity"}, {"modes", Value::list({"mech"})}});
  return network;
}
