#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::muschik() {
  NetworkDescription network;
  network.title = "Dissipatively entangled spin ensembles";
  network.reference = "Phys. Rev. A 83, 052312 (2011)";
  network.set("approximation", "rotating-wave");
  const Expression collective =
      network.parameter("collective", quantity("2pi * 100 Hz"), "rate of the collective damping");
  const Expression single =
      network.parameter("single", 0.1 * collective, "decay rate of single spins");
  const Expression n =
      network.parameter("n", 0, "occupation that the single spins' decay leads to");
  const Expression Z = network.parameter("Z", 2.5, "1/(mu - nu)");
  const Expression mu = network.parameter("mu", (Z + 1 / Z) / 2);
  const Expression nu = network.parameter("nu", (Z - 1 / Z) / 2);
  network.default_of(
      "oscillator",
      {{"frequency", quantity("2pi * 322 kHz")},
       {"bath", {{"linewidth", single}, {"occupation", n}}},
       {"light",
        {{"beam_splitter", pow(mu, 2) * collective}, {"parametric", pow(nu, 2) * collective}}}});
  network.node("ensemble_I", {{"type", "oscillator"}, {"mass", "negative"}});
  network.node("ensemble_II", {{"type", "oscillator"}, {"mass", "positive"}});
  network.link({"vacuum", "ensemble_I.light", "ensemble_II.light"});
  const Value both = Value::list({"ensemble_I", "ensemble_II"});
  network.result("xi", {{"measure", "epr"}, {"modes", both}, {"weight", 1}});
  network.result("E_N", {{"measure", "log-negativity"},
                         {"partition", one_against_one("ensemble_I", "ensemble_II")}});
  network.result("purity", {{"measure", "purity"}, {"modes", both}});
  return network;
}
