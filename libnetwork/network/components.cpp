#include <cmath>
#include <complex>
#include <libnetwork/network/components.hpp>
#include <libnetwork/network/physical_constants.hpp>
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

/// The oscillator's coupling to its beam; the sideband of a and that of a^dagger swap with the sign
/// of the mass.
Matrix light_coupling(const OscillatorNumbers& numbers, Picture picture) {
  const auto [cosine, sine] = direction(numbers.phase);
  const std::complex<double> phase = -1i * std::complex<double>(cosine, sine);
  const std::complex<double> c = phase * std::sqrt(numbers.beam_splitter);
  const std::complex<double> d = phase * std::sqrt(numbers.parametric);
  if (picture == Picture::full) return coupling(c, d);
  Matrix sidebands(4, 2);
  const Eigen::Matrix2d with_a = coupling(c, 0);
  const Eigen::Matrix2d with_a_dagger = coupling(0, d);
  const bool positive = numbers.mass_sign > 0;
  sidebands << (positive ? with_a : with_a_dagger), (positive ? with_a_dagger : with_a);
  return sidebands;
}

/// x cos phi + p sin phi of each channel.
Matrix quadrature(double angle, int channels) {
  Matrix rows = Matrix::Zero(channels, 2 * channels);
  for (int channel = 0; channel < channels; ++channel) {
    rows(channel, 2 * channel) = direction(angle).cosine;
    rows(channel, 2 * channel + 1) = direction(angle).sine;
  }
  return rows;
}

/// The records of a homodyne detector as rows on the beam's quadratures.
Matrix homodyne_records(double angle, Picture picture) {
  if (picture == Picture::full) return quadrature(angle, 1);
  Matrix records(2, 4);
  const Matrix cosine = quadrature(angle, 2);
  const Matrix sine = quadrature(angle + pi / 2, 2);
  records.row(0) = (cosine.row(0) + cosine.row(1)) / std::sqrt(2.0);
  records.row(1) = (sine.row(0) - sine.row(1)) / std::sqrt(2.0);
  return records;
}

Component without_modes(Matrix feedthrough) {
  Component component;
  component.drift = Matrix::Zero(0, 0);
  component.drift_rounding = Matrix::Zero(0, 0);
  component.input = Matrix::Zero(0, feedthrough.cols());
  component.output = Matrix::Zero(feedthrough.rows(), 0);
  component.mode_noise = Matrix::Zero(0, 0);
  component.output_noise = Matrix::Zero(feedthrough.rows(), 0);
  component.feedthrough = std::move(feedthrough);
  return component;
}

/// Appends the fresh noise w with its columns of E_x and E_y.
void add_noise(Component& component, Noise noise, const Matrix& on_modes,
               const Matrix& on_outputs) {
  const Eigen::Index before = component.mode_noise.cols();
  const Eigen::Index added = noise.covariance.cols();
  component.mode_noise.conservativeResize(component.drift.rows(), before + added);
  component.output_noise.conservativeResize(component.feedthrough.rows(), before + added);
  component.mode_noise.rightCols(added) = on_modes;
  component.output_noise.rightCols(added) = on_outputs;
  component.noise.push_back(std::move(noise));
}

/// The fraction 1 - eta of vacuum that an imperfect detector records.
void add_inefficiency(Component& detector, const Matrix& records, double efficiency,
                      Picture picture, const std::string& name) {
  if (efficiency == 1) return;
  add_noise(detector, thermal_field(name + " inefficiency", channels_per_beam(picture)),
            Matrix::Zero(0, beam_size(picture)), std::sqrt(1 - efficiency) * records);
}

}  // namespace

double OscillatorNumbers::coupling_angle() const {
  if (readout_rate() == 0) return pi / 4;
  return std::atan2(std::sqrt(beam_splitter), std::sqrt(parametric));
}

int channels_per_beam(Picture picture) { return picture == Picture::full ? 1 : 2; }
int beam_size(Picture picture) { return 2 * channels_per_beam(picture); }

Noise thermal_field(std::string label, int channels, double occupation) {
  return {
      .label = std::move(label),
      .covariance = (occupation + vacuum_variance) * Matrix::Identity(2 * channels, 2 * channels),
      .commutator = symplectic_form(channels)};
}

Component oscillator(const OscillatorNumbers& numbers, Picture picture, double sideband,
                     const std::string& name) {
  const bool rotating = picture == Picture::rotating_wave;
  const double rest = rotating ? numbers.frequency - sideband : numbers.frequency;
  const double rest_rounding = rotating && rest != 0 ? numbers.frequency + sideband : rest;
  const int beam = numbers.has_light ? beam_size(picture) : 0;
  const Matrix light = numbers.has_light ? light_coupling(numbers, picture) : Matrix(0, 2);
  const Matrix bath = coupling(std::sqrt(numbers.linewidth), 0);

  Component component;
  component.input = drive(light);
  // 1/2 sum of B L is -1/2 (linewidth + Gamma_B - Gamma_P) 1 for these couplings.
  component.drift = numbers.mass_sign * rest * symplectic_form(1) -
                    0.5 * numbers.damping_rate() * Matrix::Identity(2, 2);
  component.drift_rounding =
      kEps * (rest_rounding * symplectic_form(1).cwiseAbs() +
              (numbers.linewidth + numbers.readout_rate()) * Matrix::Identity(2, 2));
  component.output = light;
  component.feedthrough = Matrix::Identity(beam, beam);
  add_noise(component, thermal_field(name + " bath", 1, numbers.occupation), drive(bath),
            Matrix::Zero(beam, 2));
  return component;
}

Component vacuum_source(Picture picture, const std::string& name) {
  Component component = without_modes(Matrix::Zero(beam_size(picture), 0));
  add_noise(component, thermal_field(name, channels_per_beam(picture)),
            Matrix::Zero(0, beam_size(picture)),
            Matrix::Identity(beam_size(picture), beam_size(picture)));
  return component;
}

Component homodyne(double angle, double efficiency, Picture picture, const std::string& name) {
  const Matrix records = homodyne_records(angle, picture);
  Component component = without_modes(std::sqrt(efficiency) * records);
  add_inefficiency(component, records, efficiency, picture, name);
  return component;
}

Component heterodyne(double efficiency, Picture picture, const std::string& name) {
  const int beam = beam_size(picture);
  const Matrix records = Matrix::Identity(beam, beam);
  Component component = without_modes(std::sqrt(efficiency) * records);
  add_inefficiency(component, records, efficiency, picture, name);
  Matrix conjugate =
      records;  // v^dagger: x recorded with +x, p with -p, so that the records commute
  for (int row = 1; row < beam; row += 2) conjugate(row, row) = -1;
  add_noise(component, thermal_field(name + " half quantum", channels_per_beam(picture)),
            Matrix::Zero(0, beam), conjugate);
  return component;
}

Transmission Transmission::then(double loss, double link_phase) const {
  return {.amplitude = amplitude * std::sqrt(1 - loss),
          .phase = phase + link_phase,
          .noise_variance = (1 - loss) * noise_variance + loss * vacuum_variance};
}

Matrix transfer(const Transmission& wire, Picture picture) {
  const auto [cosine, sine] = direction(wire.phase);
  const double c = wire.amplitude * cosine;
  const double s = wire.amplitude * sine;
  Matrix on_beam = Matrix::Zero(beam_size(picture), beam_size(picture));
  for (int row = 0; row < beam_size(picture); row += 2) {
    on_beam.block<2, 2>(row, row) << c, -s, s, c;
  }
  return on_beam;
}

Noise fresh_noise(const Transmission& wire, Picture picture, std::string label) {
  const int beam = beam_size(picture);
  return {.label = std::move(label),
          .covariance = wire.noise_variance * Matrix::Identity(beam, beam),
          .commutator =
              (1 - wire.amplitude * wire.amplitude) * symplectic_form(channels_per_beam(picture))};
}

}  // namespace gaussnet
