#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::light_mediated() {
  NetworkDescription network;
  network.title = "Light-mediated Hamiltonian by double pass";
  network.reference = "Phys. Rev. A 99, 063829 (2019)";
  network.set("approximation", "none");
  const Expression omega = network.parameter("omega", quantity("2pi * 1 MHz"));
  const Expression rate_s =
      network.parameter("rate_s", 0.02 * omega, "readout rate of each pass at s");
  const Expression rate_m = network.parameter("rate_m", 0.03 * omega, "readout rate at m");
  const Expression linewidth = network.parameter("linewidth", 0.01 * omega);
  const Expression n = network.parameter("n", 2, "occupation of both baths");
  const Expression right_angle = quantity("pi/2");
  const Expression qnd = quantity("pi/4");
  network.default_of("oscillator", {{"mass", "positive"},
                                    {"frequency", omega},
                                    {"bath", {{"linewidth", linewidth}, {"occupation", n}}}});
  network.node("s", {{"type", "oscillator"},
                     {"ports",
                      {{"first", {{"rate", rate_s}, {"angle", qnd}}},
                       {"second", {{"rate", rate_s}, {"angle", qnd}}}}}});
  network.node("m", {{"type", "oscillator"}, {"light", {{"rate", rate_m}, {"angle", qnd}}}});
  network.link({"vacuum",
                "s.first",
                {{"phase", right_angle}},
                "m.light",
                {{"phase", right_angle}},
                "s.second"});
  network.result("n_s", {{"measure", "occupation"}, {"mode", "s"}});
  network.result("n_m", {{"measure", "occupation"}, {"mode", "m"}});
  network.result("sum", {{"measure", "variance"}, {"of", {{"s.X", 1}, {"m.X", 1}}}});
  return network;
}
