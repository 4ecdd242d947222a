#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::squeezed_into_cavity() {
  NetworkDescription network;
  network.title = "Squeezed light into a cavity";
  network.reference = "Phys. Rev. Lett. 56, 1917 (1986)";
  const Expression squeezing = network.parameter("squeezing", quantity("6 dB"));
  const Expression loss =
      network.parameter("loss", quantity("10 %"), "power lost on the way to the cavity");
  const Expression kappa =
      network.parameter("kappa", quantity("2pi * 200 kHz"), "decay rate through the mirror");
  const Expression internal =
      network.parameter("internal", quantity("2pi * 30 kHz"), "decay rate by internal loss");
  const Expression n = network.parameter("n", 0.4, "occupation behind the internal loss");
  network.node("laser", {{"type", "squeezed"}, {"squeezing", squeezing}, {"quadrature", "X"}});
  network.node("cavity", {{"type", "cavity"},
                          {"ports", {{"mirror", {{"rate", kappa}}}}},
                          {"bath", {{"linewidth", internal}, {"occupation", n}}}});
  network.link({"laser", {{"loss", loss}}, "cavity.mirror"});
  network.result("var_X", {{"measure", "variance"}, {"of", {{"cavity.X", 1}}}});
  network.result("var_P", {{"measure", "variance"}, {"of", {{"cavity.P", 1}}}});
  return network;
}
