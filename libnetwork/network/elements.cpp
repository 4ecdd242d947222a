#include <cmath>
#include <libnetwork/network/elements.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <libnetwork/network/transmission.hpp>
#include <libnetwork/network/turns.hpp>
#include <utility>

namespace gaussnet {
namespace {

/// a Q^T Q + b Q'^T Q' of the quadratures at `angle` and at angle + pi/2: a and b on the two,
/// each right to `units` of rounding.
struct OnQuadratures {
  double angle = 0;
  double at_angle = 1;
  double beside = 1;
  double units = 0;
};
RoundedMatrix on_beam(const OnQuadratures& factors, Picture picture) {
  const auto part = [&](double angle, double factor) {
    const RoundedMatrix rows = rounded_quadrature(angle, picture);
    const Matrix scale = factor * Matrix::Identity(rows.rows(), rows.rows());
    return rows.transpose() * (RoundedMatrix::to(factors.units, scale) * rows);
  };
  return part(factors.angle, factors.at_angle) + part(factors.angle + pi / 2, factors.beside);
}

/// One fresh field that leaves as it is.
Component source(Noise noise) {
  const Eigen::Index size = noise.covariance.rows();
  Component component = without_modes(RoundedMatrix::zero(size, 0));
  component.add_noise(std::move(noise), RoundedMatrix::zero(0, size),
                      RoundedMatrix::exact(Matrix::Identity(size, size)));
  return component;
}

/// Units of rounding of 10^{dB/10}: those of dB/10 on the exponent.
double units_of_ratio(double decibel) { return 2 + 0.5 * std::abs(decibel); }

/// sqrt(value) 1 for a value that may be wrong by `error`.
RoundedMatrix root(double value, double error, const Matrix& on) {
  RoundedMatrix scaled = RoundedMatrix::to(2, std::sqrt(value) * on);
  if (value > 0) scaled.rounding += 0.5 * error / std::sqrt(value) * on.cwiseAbs();
  return scaled;
}

}  // namespace

double power_ratio(double decibel) { return std::pow(10.0, decibel / 10); }

Component beam_splitter(const BeamSplitterNumbers& numbers, Picture picture) {
  const int beam = beam_size(picture);
  const double reflectivity = numbers.reflectivity;
  RoundedMatrix feedthrough = root(1 - reflectivity, 2 * rounding_unit() * reflectivity,
                                   Matrix::Identity(2 * beam, 2 * beam));
  const auto mirror = [&](double phase) {
    return transfer({.transmitted = reflectivity, .phase = phase, .units = 1}, picture);
  };
  const RoundedMatrix there = mirror(numbers.phase);
  const RoundedMatrix back = mirror(-numbers.phase);
  feedthrough.value.topRightCorner(beam, beam) = there.value;
  feedthrough.rounding.topRightCorner(beam, beam) = there.rounding;
  feedthrough.value.bottomLeftCorner(beam, beam) = -back.value;
  feedthrough.rounding.bottomLeftCorner(beam, beam) = back.rounding;
  return without_modes(std::move(feedthrough));
}

Component squeezer(const SqueezerNumbers& numbers, Picture picture) {
  const double less = power_ratio(-numbers.decibel / 2);
  return without_modes(on_beam({.angle = numbers.angle,
                                .at_angle = less,
                                .beside = 1 / less,
                                .units = units_of_ratio(numbers.decibel / 2) + 1},
                               picture));
}

Component amplifier(const AmplifierNumbers& numbers, Picture picture) {
  const int beam = beam_size(picture);
  // A gain of 1 is none, and exact; another may have been given in dB.
  const double units = numbers.gain == 1 ? 0 : 2 + 2 * std::log(numbers.gain);
  const double error = units * rounding_unit() * numbers.gain;
  Component component = without_modes(root(numbers.gain, error, Matrix::Identity(beam, beam)));
  Matrix conjugate = Matrix::Identity(beam, beam);  // v^dagger
  for (int row = 1; row < beam; row += 2) conjugate(row, row) = -1;
  component.add_noise(thermal_field("idler", channels_per_beam(picture)),
                      RoundedMatrix::zero(0, beam), root(numbers.gain - 1, error, conjugate));
  return component;
}

Component thermal_source(const ThermalNumbers& numbers, Picture picture) {
  return source(thermal_field({}, channels_per_beam(picture), numbers.occupation));
}

Component squeezed_source(const SqueezedNumbers& numbers, Picture picture) {
  const OnQuadratures variances{.angle = numbers.angle,
                                .at_angle = vacuum_variance * power_ratio(-numbers.squeezing),
                                .beside = vacuum_variance * power_ratio(numbers.antisqueezing),
                                .units = units_of_ratio(numbers.antisqueezing)};
  RoundedMatrix covariance = on_beam(variances, picture);
  return source({.covariance = std::move(covariance.value),
                 .commutator = symplectic_form(channels_per_beam(picture)),
                 .rounding = std::move(covariance.rounding)});
}

Component epr_source(const EprNumbers& numbers, Picture picture) {
  const double least = vacuum_variance * power_ratio(-numbers.squeezing);
  const double most = vacuum_variance * power_ratio(numbers.antisqueezing);
  const int channels = channels_per_beam(picture);
  const int beam = beam_size(picture);
  Matrix covariance = 0.5 * (least + most) * Matrix::Identity(2 * beam, 2 * beam);
  const double correlation = 0.5 * (most - least);
  for (int channel = 0; channel < channels; ++channel) {
    const int signal = 2 * channel;
    const int idler = beam + 2 * (channels - 1 - channel);  // the opposite sideband, if there are
    covariance(signal, idler) = covariance(idler, signal) = correlation;
    covariance(signal + 1, idler + 1) = covariance(idler + 1, signal + 1) = -correlation;
  }
  const double units = units_of_ratio(numbers.antisqueezing) + 2;
  Matrix rounding = units * rounding_unit() * most * covariance.cwiseSign().cwiseAbs();
  return source({.covariance = std::move(covariance),
                 .commutator = symplectic_form(2 * channels),
                 .rounding = std::move(rounding)});
}

}  // namespace gaussnet
