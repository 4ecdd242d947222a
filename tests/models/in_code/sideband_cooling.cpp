#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::sideband_cooling() {
  NetworkDescription network;
  network.title = "Sideband cooling in the full picture";
  network.reference = "Phys. Rev. Lett. 99, 093902 (2007); Phys. Rev. Lett. 99, 093901 (2007)";
  network.set("approximation", "none");
  const Expression omega =
      network.parameter("omega", quantity("2pi * 1 MHz"), "mechanical frequency");
  const Expression kappa =
      network.parameter("kappa", 0.2 * omega, "energy decay rate of the cavity");
  const Expression detuning = network.parameter("detuning", -omega, "laser minus cavity");
  const Expression g = network.parameter("g", 0.02 * omega, "coupling enhanced by the drive");
  const Expression gamma =
      network.parameter("gamma", 1e-6 * omega, "energy decay rate of the mechanics");
  const Expression n_bath = network.parameter("n_bath", 1000, "occupation of the mechanical bath");
  network.node(
      "cavity",
      {{"type", "cavity"}, {"detuning", detuning}, {"ports", {{"mirror", {{"rate", kappa}}}}}});
  network.node("mech", {{"type", "oscillator"},
                        {"mass", "positive"},
                        {"frequency", omega},
                        {"bath", {{"linewidth", gamma}, {"occupation", n_bath}}}});
  network.interaction({{"between", Value::list({"cavity", "mech"})},
                       {"kind", "position-position"},
                       {"rate", 2 * g}});
  network.result("n", {{"measure", "occupation"}, {"mode", "mech"}});
  network.result("E_N",
                 {{"measure", "log-negativity"}, {"partition", one_against_one("cavity", "mech")}});
  return network;
}
