#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::two_arm_network() {
  NetworkDescription network;
  network.title = "Four oscillators on two arms";
  network.reference = "closed form of docs/theory.md, Eqs. (83) and (84)";
  network.set("approximation", "rotating-wave");
  const Expression squeezing = network.parameter("squeezing", quantity("6 dB"));
  const Expression linewidth = network.parameter("linewidth", quantity("2pi * 1 kHz"));
  const Expression n = network.parameter("n", 0.5, "occupation of the baths");
  const Expression rate = network.parameter("rate", 20 * linewidth, "readout rate");
  const Expression theta = network.parameter("theta", quantity("0.35 pi"));
  const Expression efficiency = network.parameter("efficiency", quantity("90 %"));
  network.default_of("oscillator", {{"frequency", quantity("2pi * 1 MHz")},
                                    {"bath", {{"linewidth", linewidth}, {"occupation", n}}},
                                    {"light", {{"rate", rate}, {"angle", theta}}}});
  network.default_of("homodyne", {{"quadrature", "P"}, {"efficiency", efficiency}});
  network.node("laser", {{"type", "squeezed"}, {"squeezing", squeezing}, {"quadrature", "P"}});
  network.node("splitter", {{"type", "beam-splitter"}, {"reflectivity", quantity("50 %")}});
  network.node("spin", {{"type", "oscillator"}, {"mass", "negative"}, {"repeat", 2}});
  network.node("mech", {{"type", "oscillator"}, {"mass", "positive"}, {"repeat", 2}});
  network.node("detector", {{"type", "homodyne"}, {"repeat", 2}});
  network.link({"laser", "splitter.in1"});
  network.link({"vacuum", "splitter.in2"});
  network.link({"splitter.out1", "spin(1).light", "mech(1).light", "detector(1)"});
  network.link({"splitter.out2", "spin(2).light", "mech(2).light", "detector(2)"});
  network.result(
      "xi_1", {{"measure", "epr"}, {"modes", Value::list({"spin(1)", "mech(1)"})}, {"weight", 1}});
  network.result(
      "xi_2", {{"measure", "epr"}, {"modes", Value::list({"spin(2)", "mech(2)"})}, {"weight", 1}});
  for (const auto& [name, sign] : {std::pair{"difference", -1}, std::pair{"sum", 1}}) {
    network.result(
        name,
        {{"measure", "variance"},
         {"of", {{"spin(1).X", 1}, {"mech(1).X", 1}, {"spin(2).X", sign}, {"mech(2).X", sign}}}});
  }
  network.result("arms", {{"measure", "log-negativity"},
                          {"partition", Value::list({Value::list({"spin(1)", "mech(1)"}),
                                                     Value::list({"spin(2)", "mech(2)"})})}});
  return network;
}
