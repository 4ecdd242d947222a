#include <cmath>
#include <complex>
#include <libnetwork/network/physical_constants.hpp>
#include <libnetwork/network/resonators.hpp>
#include <libnetwork/network/turns.hpp>
#include <limits>
#include <utility>

namespace gaussnet {
namespace {

using std::complex_literals::operator""i;

constexpr double kEps = std::numeric_limits<double>::epsilon();
/// Units of rounding of the root of a rate made of a few factors, and of an angle theta.
constexpr double kRootUnits = 2;
constexpr double kAngleUnits = 4;

/// A complex number, the error of its real and that of its imaginary part.
struct Amplitude {
  std::complex<double> value = 0;
  std::complex<double> rounding = 0;
};

/// -i e^{i phase} times a root of a rate, which may be wrong by `error`.
Amplitude turned(double root, double error, double phase) {
  const auto [cosine, sine] = direction(phase);
  const std::complex<double> turn{sine, -cosine};
  const std::complex<double> beside{std::abs(cosine), std::abs(sine)};
  const std::complex<double> along{std::abs(sine), std::abs(cosine)};
  const double cut = error + (beside.real() == 0 || along.real() == 0 ? 0 : 2) * kEps / 2 * root;
  return {turn * root, cut * along + direction_rounding(phase) * root * beside};
}

/// L = c a + d a^dagger on the quadratures: rows (x, p) of the field, columns (X, P) of the mode.
RoundedMatrix coupling(const Amplitude& c, const Amplitude& d) {
  const std::complex<double> on_x = c.value + d.value;
  const std::complex<double> on_p = 1i * (c.value - d.value);
  const std::complex<double> error = c.rounding + d.rounding;
  RoundedMatrix light =
      RoundedMatrix::to(1, Eigen::Matrix2d{{on_x.real(), on_p.real()}, {on_x.imag(), on_p.imag()}});
  light.rounding += Eigen::Matrix2d{{error.real(), error.imag()}, {error.imag(), error.real()}};
  return light;
}

/// sqrt(rate) a
RoundedMatrix decay(double rate) {
  const double root = std::sqrt(rate);
  return coupling({root, {kRootUnits * kEps / 2 * root, 0}}, {});
}

/// B = Om L^T Om_field: how the field that leaves as b + L drives the modes.
RoundedMatrix drive(const RoundedMatrix& coupling) {
  const auto modes = symplectic_form(static_cast<int>(coupling.cols() / 2));
  const auto channels = symplectic_form(static_cast<int>(coupling.rows() / 2));
  return {modes * coupling.value.transpose() * channels,
          modes.cwiseAbs() * coupling.rounding.transpose() * channels.cwiseAbs()};
}

/// The coupling of one port; the sideband of a and that of a^dagger swap with the sign of the mass.
RoundedMatrix light_coupling(const LightNumbers& light, double mass_sign, Picture picture) {
  const double with_a = std::sqrt(light.beam_splitter);
  const double with_a_dagger = std::sqrt(light.parametric);
  // An angle theta that is wrong by d moves sqrt(Gamma) sin theta by sqrt(Gamma) cos theta d.
  const bool has_angle = light.accurate_damping && with_a > 0 && with_a_dagger > 0;
  const double angle = has_angle ? kAngleUnits * kEps / 2 * light.coupling_angle() : 0;
  const double few = kRootUnits * kEps / 2;
  const Amplitude c = turned(with_a, few * with_a + angle * with_a_dagger, light.phase);
  const Amplitude d = turned(with_a_dagger, few * with_a_dagger + angle * with_a, light.phase);
  if (picture == Picture::full) return coupling(c, d);
  const RoundedMatrix of_a = coupling(c, {});
  const RoundedMatrix of_a_dagger = coupling({}, d);
  const bool positive = mass_sign > 0;
  RoundedMatrix sidebands = RoundedMatrix::zero(4, 2);
  for (Matrix RoundedMatrix::*part : {&RoundedMatrix::value, &RoundedMatrix::rounding}) {
    sidebands.*part << (positive ? of_a : of_a_dagger).*part, (positive ? of_a_dagger : of_a).*part;
  }
  return sidebands;
}

/// The couplings of several ports, one below the other.
RoundedMatrix stacked(const std::vector<RoundedMatrix>& ports, int beam) {
  RoundedMatrix all = RoundedMatrix::zero(beam * static_cast<int>(ports.size()), 2);
  for (std::size_t port = 0; port < ports.size(); ++port) {
    all.value.middleRows(static_cast<int>(port) * beam, beam) = ports[port].value;
    all.rounding.middleRows(static_cast<int>(port) * beam, beam) = ports[port].rounding;
  }
  return all;
}

/// A mode with F = 1 at each port, L stacked in `light`, and its drift.
Component resonator(RoundedMatrix light, Eigen::Matrix2d drift, Eigen::Matrix2d rounding) {
  Component component;
  const Eigen::Index beams = light.rows();
  component.drift = {std::move(drift), std::move(rounding)};
  component.input = drive(light);
  component.output = std::move(light);
  component.feedthrough = RoundedMatrix::exact(Matrix::Identity(beams, beams));
  return component;
}

void add_thermal_bath(Component& component, double linewidth, double occupation) {
  component.add_noise(thermal_field("bath", 1, occupation), drive(decay(linewidth)),
                      RoundedMatrix::zero(component.feedthrough.rows(), 2));
}

/// A force on P alone, which no field could exert: its commutator is 0.
void add_brownian_force(Component& component, const OscillatorNumbers& numbers) {
  component.add_noise(
      classical_noise("bath", 1, numbers.occupation + vacuum_variance),
      RoundedMatrix::to(kRootUnits, Eigen::Vector2d(0, std::sqrt(2 * numbers.linewidth))),
      RoundedMatrix::zero(component.feedthrough.rows(), 1));
}

}  // namespace

double LightNumbers::coupling_angle() const {
  if (readout_rate() == 0) return pi / 4;
  return std::atan2(std::sqrt(beam_splitter), std::sqrt(parametric));
}

double OscillatorNumbers::readout_rate() const {
  double sum = 0;
  for (const LightNumbers& light : ports) sum += light.readout_rate();
  return sum;
}

double OscillatorNumbers::light_damping() const {
  double sum = 0;
  for (const LightNumbers& light : ports) sum += light.damping();
  return sum;
}

double CavityNumbers::decay_rate() const {
  double sum = linewidth;
  for (const double rate : port_rates) sum += rate;
  return sum;
}

Component oscillator(const OscillatorNumbers& numbers, Picture picture, double sideband) {
  const bool rotating = picture == Picture::rotating_wave;
  const double rest = rotating ? numbers.frequency - sideband : numbers.frequency;
  const double rest_rounding = rotating && rest != 0 ? numbers.frequency + sideband : rest;
  const int beam = beam_size(picture);
  std::vector<RoundedMatrix> light;
  for (const LightNumbers& port : numbers.ports) {
    light.push_back(light_coupling(port, numbers.mass_sign, picture));
  }
  // 1/2 sum of B L is -1/2 (Gamma_B - Gamma_P) 1 for each port, -1/2 linewidth 1 for the bath.
  const double on_both = numbers.brownian ? numbers.light_damping() : numbers.damping_rate();
  Eigen::Matrix2d drift =
      numbers.mass_sign * rest * symplectic_form(1) - 0.5 * on_both * Eigen::Matrix2d::Identity();
  if (numbers.brownian) drift(1, 1) -= numbers.linewidth;
  const Eigen::Matrix2d rounding =
      kEps * (rest_rounding * symplectic_form(1).cwiseAbs() +
              (numbers.linewidth + numbers.readout_rate()) * Eigen::Matrix2d::Identity());
  Component component = resonator(stacked(light, beam), drift, rounding);
  if (numbers.brownian) {
    add_brownian_force(component, numbers);
  } else {
    add_thermal_bath(component, numbers.linewidth, numbers.occupation);
  }
  return component;
}

Component cavity(const CavityNumbers& numbers) {
  std::vector<RoundedMatrix> mirrors;
  for (const double rate : numbers.port_rates) mirrors.push_back(decay(rate));
  // Om G of H = chi/2 (cos 2 phi (XP + PX) - sin 2 phi (X^2 - P^2)).
  const auto [cosine, sine] = direction(2 * numbers.parametric_phase);
  const Eigen::Matrix2d pumped{{cosine, sine}, {sine, -cosine}};
  const Eigen::Matrix2d identity = Eigen::Matrix2d::Identity();
  const Eigen::Matrix2d drift = -numbers.detuning * symplectic_form(1) +
                                numbers.parametric_rate * pumped -
                                0.5 * numbers.decay_rate() * identity;
  const Eigen::Matrix2d rounding =
      kEps * (std::abs(numbers.detuning) * symplectic_form(1).cwiseAbs() +
              2 * numbers.parametric_rate * pumped.cwiseAbs() + numbers.decay_rate() * identity);
  Component component = resonator(stacked(mirrors, 2), drift, rounding);
  add_thermal_bath(component, numbers.linewidth, numbers.occupation);
  return component;
}

std::string_view word_of(InteractionKind kind) {
  switch (kind) {
    case InteractionKind::beam_splitter:
      return "beam-splitter";
    case InteractionKind::two_mode_squeezing:
      return "two-mode-squeezing";
    default:
      return "position-position";
  }
}

Eigen::Matrix4d interaction_hamiltonian(InteractionKind kind) {
  Eigen::Matrix4d g = Eigen::Matrix4d::Zero();
  g(0, 2) = g(2, 0) = 1;
  if (kind == InteractionKind::beam_splitter) g(1, 3) = g(3, 1) = 1;
  if (kind == InteractionKind::two_mode_squeezing) g(1, 3) = g(3, 1) = -1;
  return g;
}

}  // namespace gaussnet
