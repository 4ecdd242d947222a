#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::squeezed_onto_oscillator() {
  NetworkDescription network;
  network.title = "Squeezed light onto a QND oscillator";
  network.reference = "closed form of docs/theory.md, Eq. (76)";
  network.set("approximation", "rotating-wave");
  const Expression squeezing = network.parameter("squeezing", quantity("6 dB"));
  const Expression quadrature =
      network.parameter("quadrature", quantity("0 rad"), "the squeezed one");
  const Expression rate = network.parameter("rate", quantity("2pi * 20 kHz"), "readout rate");
  const Expression linewidth = network.parameter("linewidth", quantity("2pi * 3 kHz"));
  const Expression n_bath = network.parameter("n_bath", 0.4);
  network.node("laser",
               {{"type", "squeezed"}, {"squeezing", squeezing}, {"quadrature", quadrature}});
  network.node("mech", {{"type", "oscillator"},
                        {"mass", "positive"},
                        {"frequency", quantity("2pi * 1 MHz")},
                        {"bath", {{"linewidth", linewidth}, {"occupation", n_bath}}},
                        {"light", {{"rate", rate}, {"angle", quantity("pi/4")}}}});
  network.link({"laser", "mech.light"});
  network.result("var_X", {{"measure", "variance"}, {"of", {{"mech.X", 1}}}});
  network.result("var_P", {{"measure", "variance"}, {"of", {{"mech.P", 1}}}});
  network.result("n", {{"measure", "occupation"}, {"mode", "mech"}});
  return network;
}
