#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::epr_into_two() {
  NetworkDescription network;
  network.title = "EPR light into two oscillators";
  network.reference = "Phys. Rev. A 61, 052104 (2000)";
  network.set("approximation", "rotating-wave");
  const Expression squeezing = network.parameter("squeezing", quantity("6 dB"));
  const Expression antisqueezing = network.parameter("antisqueezing", squeezing);
  const Expression rate = network.parameter("rate", quantity("2pi * 20 kHz"), "readout rate");
  const Expression linewidth = network.parameter("linewidth", quantity("2pi * 3 kHz"));
  const Expression n = network.parameter("n", 0.4, "occupation of the baths");
  network.default_of("oscillator", {{"frequency", quantity("2pi * 1 MHz")},
                                    {"bath", {{"linewidth", linewidth}, {"occupation", n}}},
                                    {"light", {{"rate", rate}, {"angle", quantity("pi/2")}}}});
  network.node("source",
               {{"type", "epr"}, {"squeezing", squeezing}, {"antisqueezing", antisqueezing}});
  network.node("spin", {{"type", "oscillator"}, {"mass", "negative"}});
  network.node("mech", {{"type", "oscillator"}, {"mass", "positive"}});
  network.link({"source.signal", "spin.light"});
  network.link({"source.idler", "mech.light"});
  network.result("xi",
                 {{"measure", "epr"}, {"modes", Value::list({"spin", "mech"})}, {"weight", 1}});
  network.result("E_N",
                 {{"measure", "log-negativity"}, {"partition", one_against_one("spin", "mech")}});
  return network;
}
