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

/// L = c a + d a^dagger on the quadratures: rows (x, p) of the field, columns (X, P) of the mode.
Eigen::Matrix2d coupling(std::complex<double> c, std::complex<double> d) {
  const std::complex<double> on_x = c + d;
  const std::complex<double> on_p = 1i * (c - d);
  return Eigen::Matrix2d{{on_x.real(), on_p.real()}, {on_x.imag(), on_p.imag()}};
}

/// B = Om L^T Om_field: how the field that leaves as b + L drives the modes.
Matrix drive(const Matrix& coupling) {
  const auto modes = static_cast<int>(coupling.cols() / 2);
  const auto channels = static_cast<int>(coupling.rows() / 2);
  return symplectic_form(modes) * coupling.transpose() * symplectic_form(channels);
}

/// The coupling of one port; the sideband of a and that of a^dagger swap with the sign of the mass.
Matrix light_coupling(const LightNumbers& light, double mass_sign, Picture picture) {
  const auto [cosine, sine] = direction(light.phase);
  const std::complex<double> phase = -1i * std::complex<double>(cosine, sine);
  const std::complex<double> c = phase * std::sqrt(light.beam_splitter);
  const std::complex<double> d = phase * std::sqrt(light.parametric);
  if (picture == Picture::full) return coupling(c, d);
  Matrix sidebands(4, 2);
  const Eigen::Matrix2d with_a = coupling(c, 0);
  const Eigen::Matrix2d with_a_dagger = coupling(0, d);
  const bool positive = mass_sign > 0;
  sidebands << (positive ? with_a : with_a_dagger), (positive ? with_a_dagger : with_a);
  return sidebands;
}

/// A mode with F = 1 at each port, L stacked in `light`, and its drift.
Component resonator(Matrix light, Eigen::Matrix2d drift, Eigen::Matrix2d rounding) {
  Component component;
  const Eigen::Index beams = light.rows();
  component.drift = std::move(drift);
  component.drift_rounding = std::move(rounding);
  component.input = drive(light);
  component.output = std::move(light);
  component.feedthrough = Matrix::Identity(beams, beams);
  return component;
}

void add_thermal_bath(Component& component, double linewidth, double occupation,
                      const std::string& name) {
  const Matrix bath = coupling(std::sqrt(linewidth), 0);
  component.add_noise(thermal_field(name + " bath", 1, occupation), drive(bath),
                      Matrix::Zero(component.feedthrough.rows(), 2));
}

/// A force on P alone, which no field could exert: its commutator is 0.
void add_brownian_force(Component& component, const OscillatorNumbers& numbers,
                        const std::string& name) {
  component.add_noise(classical_noise(name + " bath", 1, numbers.occupation + vacuum_variance),
                      Eigen::Vector2d(0, std::sqrt(2 * numbers.linewidth)),
                      Matrix::Zero(component.feedthrough.rows(), 1));
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

Component oscillator(const OscillatorNumbers& numbers, Picture picture, double sideband,
                     const std::string& name) {
  const bool rotating = picture == Picture::rotating_wave;
  const double rest = rotating ? numbers.frequency - sideband : numbers.frequency;
  const double rest_rounding = rotating && rest != 0 ? numbers.frequency + sideband : rest;
  const int beam = beam_size(picture);
  Matrix light(beam * static_cast<int>(numbers.ports.size()), 2);
  for (std::size_t port = 0; port < numbers.ports.size(); ++port) {
    light.middleRows(static_cast<int>(port) * beam, beam) =
        light_coupling(numbers.ports[port], numbers.mass_sign, picture);
  }
  // 1/2 sum of B L is -1/2 (Gamma_B - Gamma_P) 1 for each port, -1/2 linewidth 1 for the bath.
  const double on_both = numbers.brownian ? numbers.light_damping() : numbers.damping_rate();
  Eigen::Matrix2d drift =
      numbers.mass_sign * rest * symplectic_form(1) - 0.5 * on_both * Eigen::Matrix2d::Identity();
  if (numbers.brownian) drift(1, 1) -= numbers.linewidth;
  const Eigen::Matrix2d rounding =
      kEps * (rest_rounding * symplectic_form(1).cwiseAbs() +
              (numbers.linewidth + numbers.readout_rate()) * Eigen::Matrix2d::Identity());
  Component component = resonator(std::move(light), drift, rounding);
  if (numbers.brownian) {
    add_brownian_force(component, numbers, name);
  } else {
    add_thermal_bath(component, numbers.linewidth, numbers.occupation, name);
  }
  return component;
}

Component cavity(const CavityNumbers& numbers, const std::string& name) {
  Matrix mirrors(2 * static_cast<int>(numbers.port_rates.size()), 2);
  for (std::size_t port = 0; port < numbers.port_rates.size(); ++port) {
    mirrors.middleRows<2>(2 * static_cast<int>(port)) =
        coupling(std::sqrt(numbers.port_rates[port]), 0);
  }
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
  Component component = resonator(std::move(mirrors), drift, rounding);
  add_thermal_bath(component, numbers.linewidth, numbers.occupation, name);
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
