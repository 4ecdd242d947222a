// Closed form 11: D. Vitali et al., Phys. Rev. Lett. 98, 030405 (2007), from the numbers of the
// paper in SI units, worked out here without the model language [theory.md, Eqs. (86) and (87)].
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/gaussian/entanglement.hpp>
#include <numbers>
#include <tests/laws/closed_forms.hpp>

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using laws::Values;
using std::numbers::pi;

namespace {

constexpr double planck = 1.054571817e-34, boltzmann_constant = 1.380649e-23,
                 light_speed = 299792458;

struct Mirror {
  double temperature = 0;
  double omega = 2 * pi * 10e6, gamma = 2 * pi * 100, mass = 5e-12;
  double length = 1e-3, wavelength = 810e-9, power = 50e-3, finesse = 1.07e4;
  double detuning = 0.75 * 2 * pi * 10e6;  // the paper's Delta

  double kappa() const { return pi * light_speed / (finesse * length); }
  double laser() const { return 2 * pi * light_speed / wavelength; }
  double amplitude() const {
    const double drive = std::sqrt(2 * power * kappa() / (planck * laser()));
    return drive / std::sqrt(kappa() * kappa() + detuning * detuning);
  }
  double coupling() const {
    return std::sqrt(2) * amplitude() * laser() / length * std::sqrt(planck / (mass * omega));
  }
  double occupation() const {
    return 1 / std::expm1(planck * omega / (boltzmann_constant * temperature));
  }
};

constexpr const char* plain_numbers = R"(
gaussnet: 1
parameters: {omega: 1 rad/s, gamma: 1 rad/s, kappa: 1 rad/s, Delta: 1 rad/s, G: 1 rad/s, n: 1}
nodes:
  mirror: {type: oscillator, mass: positive, frequency: omega,
           bath: {linewidth: gamma, occupation: n, damping: brownian}}
  cavity: {type: cavity, detuning: -Delta, ports: {left: {rate: kappa}, right: {rate: kappa}}}
interactions:
  - {between: [mirror, cavity], kind: position-position, rate: -G}
)";

double entanglement(const gaussnet::Model& model) {
  return gaussnet::logarithmic_negativity(gaussnet::unconditional_state(model),
                                          {{"mirror"}, {"cavity"}});
}

double parameter(const gaussnet::Model& model, const std::string& name) {
  const auto& parameters = model.description().parameters;
  for (std::size_t slot = 0; slot < parameters.size(); ++slot) {
    if (parameters[slot].name == name) return model.parameters()[slot];
  }
  throw std::out_of_range(name);
}

}  // namespace

TEST_CASE("the mirror's numbers follow from the laboratory's in the file as in SI units") {
  const auto model = laws::model_of("vitali");
  const Mirror mirror;
  CHECK_THAT(parameter(model, "kappa"), WithinRel(mirror.kappa(), 1e-12));
  CHECK_THAT(parameter(model, "omega_c"), WithinRel(mirror.laser(), 1e-12));
  CHECK_THAT(parameter(model, "photons"), WithinRel(std::pow(mirror.amplitude(), 2), 1e-9));
  CHECK_THAT(parameter(model, "G"), WithinRel(mirror.coupling(), 1e-9));  // hbar, to its digits
}

TEST_CASE("a movable mirror and the light in its cavity are entangled as printed, up to 20 K") {
  struct Row {
    double temperature, printed;
  };
  for (const Row& row : {Row{0.4, 0.3086}, {5, 0.2281}, {10, 0.1555}, {20, 0.0402}, {30, 0}}) {
    CAPTURE(row.temperature);
    const Mirror m{.temperature = row.temperature};
    const double by_numbers = entanglement(laws::text_of(plain_numbers, {{"omega", m.omega},
                                                                         {"gamma", m.gamma},
                                                                         {"kappa", m.kappa()},
                                                                         {"Delta", m.detuning},
                                                                         {"G", m.coupling()},
                                                                         {"n", m.occupation()}}));
    const double by_file = entanglement(laws::model_of("vitali", {{"T", row.temperature}}));
    CHECK_THAT(by_numbers, WithinAbs(row.printed, 5e-5));
    CHECK_THAT(by_file, WithinAbs(row.printed, 5e-5));
    CHECK_THAT(by_file, WithinAbs(by_numbers, 1e-8));
  }
}
