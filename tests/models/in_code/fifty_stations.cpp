#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::fifty_stations() {
  NetworkDescription network;
  network.title = "Fifty spin-mechanics stations on one beam";
  network.reference = "closed form of docs/theory.md, Eq. (85)";
  network.set("approximation", "rotating-wave");
  const Expression N = network.parameter("N", 50);
  const Expression linewidth = network.parameter("linewidth", quantity("2pi * 10 Hz"));
  const Expression n = network.parameter("n", 0.5, "occupation of the baths");
  const Expression rate = network.parameter("rate", 500 * linewidth, "readout rate");
  const Expression theta = network.parameter("theta", quantity("0.3 pi"));
  network.default_of("oscillator", {{"frequency", quantity("2pi * 1 MHz")},
                                    {"bath", {{"linewidth", linewidth}, {"occupation", n}}},
                                    {"light", {{"rate", rate}, {"angle", theta}}}});
  network.node("spin", {{"type", "oscillator"}, {"mass", "negative"}, {"repeat", N}});
  network.node("mech", {{"type", "oscillator"}, {"mass", "positive"}, {"repeat", N}});
  network.link(
      {"vacuum", {{"repeat", N}, {"path", Value::list({"spin(*).light", "mech(*).light"})}}});
  for (const std::string station : {"1", "2", "10", "25", "50"}) {
    network.result("xi_" + station,
                   {{"measure", "epr"},
                    {"modes", Value::list({"spin(" + station + ")", "mech(" + station + ")"})},
                    {"weight", 1}});
  }
  network.result("E_N1", {{"measure", "log-negativity"},
                          {"partition", one_against_one("spin(1)", "mech(1)")}});
  return network;
}
