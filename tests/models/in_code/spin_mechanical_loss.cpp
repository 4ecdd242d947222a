#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::spin_mechanical_loss() {
  NetworkDescription network;
  network.title = "Spin-mechanical cascade with loss";
  network.reference = "Phys. Rev. Lett. 121, 103602 (2018)";
  network.set("approximation", "rotating-wave");
  const Expression C_S = network.parameter("C_S", 10, "cooperativity of the spins");
  const Expression C_M = network.parameter("C_M", 12.39, "cooperativity of the mechanics");
  const Expression theta_S = network.parameter("theta_S", quantity("0.25028 pi"));
  const Expression theta_M = network.parameter("theta_M", quantity("0.45656 pi"));
  const Expression eps = network.parameter("eps", quantity("10 %"), "power lost between the two");
  network.parameters.back().range = {0.0, 1.0};
  network.node("spin", {{"type", "oscillator"},
                        {"mass", "negative"},
                        {"frequency", quantity("2pi * 1 MHz")},
                        {"bath", {{"linewidth", quantity("2pi * 5 kHz")}, {"occupation", 1}}},
                        {"light", {{"cooperativity", C_S}, {"angle", theta_S}}}});
  network.node(
      "mech",
      {{"type", "oscillator"},
       {"mass", "positive"},
       {"frequency", quantity("2pi * 1 MHz")},
       {"bath",
        {{"linewidth", quantity("2pi * 10 mHz")}, {"decoherence", quantity("2pi * 10 kHz")}}},
       {"light", {{"cooperativity", C_M}, {"angle", theta_M}}}});
  network.node("detector", {{"type", "homodyne"}, {"quadrature", "P"}, {"efficiency", 1}});
  network.link({"vacuum", "spin.light", {{"loss", eps}}, "mech.light", "detector"});
  network.result(
      "xi_g",
      {{"measure", "epr"}, {"modes", Value::list({"spin", "mech"})}, {"weight", "readout"}});
  network.result("E_N",
                 {{"measure", "log-negativity"},
                  {"partition", Value::list({Value::list({"spin"}), Value::list({"mech"})})}});
  return network;
}
