#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::vitali() {
  NetworkDescription network;
  network.title = "Optomechanical entanglement of a movable mirror and a cavity field";
  network.reference = "Phys. Rev. Lett. 98, 030405 (2007)";
  network.set("approximation", "none");
  // Lengths are the times that light takes for them, 1 J is defined by k_B: units as parameters.
  const Expression hbar = quantity("hbar");
  const Expression metre = network.parameter("metre", quantity("1 s / 299792458"));
  const Expression joule = network.parameter("joule", quantity("k_B * 1 K / 1.380649e-23"));
  const Expression kilogram = network.parameter("kilogram", quantity("299792458^2") * joule);
  const Expression watt = network.parameter("watt", joule / quantity("1 s"));
  const Expression length = network.parameter("length", 1e-3 * metre, "of the cavity");
  const Expression wavelength = network.parameter("wavelength", 810e-9 * metre);
  const Expression finesse = network.parameter("finesse", 1.07e4);
  const Expression power = network.parameter("power", 50e-3 * watt, "of the laser");
  const Expression mass = network.parameter("mass", 5e-12 * kilogram, "of the mirror's mode");
  const Expression omega_m =
      network.parameter("omega_m", quantity("2pi * 10 MHz"), "frequency of the mirror");
  const Expression gamma_m = network.parameter("gamma_m", quantity("2pi * 100 Hz"), "its damping");
  const Expression T = network.parameter("T", quantity("400 mK"), "its temperature");
  const Expression Delta = network.parameter("Delta", 0.75 * omega_m, "cavity minus laser");
  const Expression omega_c =
      network.parameter("omega_c", quantity("2pi") / wavelength, "frequency of the light");
  const Expression kappa =
      network.parameter("kappa", quantity("pi") / (finesse * length), "amplitude decay rate");
  const Expression photons = network.parameter(
      "photons", 2 * number(power / (hbar * omega_c) * kappa / (pow(kappa, 2) + pow(Delta, 2))),
      "in the cavity");
  const Expression G_0 = network.parameter(
      "G_0", omega_c * number(sqrt(hbar / (mass * omega_m)) / length), "coupling of one photon");
  const Expression G =
      network.parameter("G", sqrt(2 * photons) * G_0, "coupling enhanced by the drive");
  network.node(
      "cavity",
      {{"type", "cavity"}, {"detuning", -Delta}, {"ports", {{"mirror", {{"rate", 2 * kappa}}}}}});
  network.node("mirror",
               {{"type", "oscillator"},
                {"mass", "positive"},
                {"frequency", omega_m},
                {"bath", {{"linewidth", gamma_m}, {"temperature", T}, {"damping", "brownian"}}}});
  network.interaction({{"between", Value::list({"cavity", "mirror"})},
                       {"kind", "position-position"},
                       {"rate", -G}});
  network.result(
      "E_N", {{"measure", "log-negativity"}, {"partition", one_against_one("cavity", "mirror")}});
  network.result("n", {{"measure", "occupation"}, {"mode", "mirror"}});
  return network;
}
