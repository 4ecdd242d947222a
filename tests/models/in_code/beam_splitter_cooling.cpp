#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::beam_splitter_cooling() {
  NetworkDescription network;
  network.title = "Beam-splitter cooling";
  network.reference = "Phys. Rev. Lett. 99, 093902 (2007); Phys. Rev. Lett. 99, 093901 (2007)";
  const Expression kappa =
      network.parameter("kappa", quantity("2pi * 100 kHz"), "energy decay rate of the cavity");
  const Expression gamma =
      network.parameter("gamma", 0.01 * kappa, "energy decay rate of the mechanics");
  const Expression g = network.parameter("g", 0.3 * kappa, "coupling enhanced by the drive");
  const Expression n_bath = network.parameter("n_bath", 20, "occupation of the mechanical bath");
  network.node("cavity", {{"type", "cavity"}, {"ports", {{"mirror", {{"rate", kappa}}}}}});
  network.node("mech",
               {{"type", "cavity"}, {"bath", {{"linewidth", gamma}, {"occupation", n_bath}}}});
  network.interaction(
      {{"between", Value::list({"cavity", "mech"})}, {"kind", "beam-splitter"}, {"rate", g}});
  network.result("n", {{"measure", "occupation"}, {"mode", "mech"}});
  network.result("n_cavity", {{"measure", "occupation"}, {"mode", "cavity"}});
  return network;
}
