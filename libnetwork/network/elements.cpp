#include <cmath>
#include <libnetwork/network/elements.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <libnetwork/network/transmission.hpp>
#include <libnetwork/network/turns.hpp>
#include <utility>

namespace gaussnet {
namespace {

/// a Q^T Q + b Q'^T Q' of the quadratures at `angle` and at angle + pi/2: a and b on the two.
struct OnQuadratures {
  double angle = 0;
  double at_angle = 1;
  double beside = 1;
};
Matrix on_beam(const OnQuadratures& factors, Picture picture) {
  const Matrix along = beam_quadrature(factors.angle, picture);
  const Matrix beside = beam_quadrature(factors.angle + pi / 2, picture);
  return factors.at_angle * along.transpose() * along +
         factors.beside * beside.transpose() * beside;
}

/// One fresh field that leaves as it is.
Component source(Noise noise) {
  const Eigen::Index size = noise.covariance.rows();
  Component component = without_modes(Matrix::Zero(size, 0));
  component.add_noise(std::move(noise), Matrix::Zero(0, size), Matrix::Identity(size, size));
  return component;
}

}  // namespace

double power_ratio(double decibel) { return std::pow(10.0, decibel / 10); }

Component beam_splitter(const BeamSplitterNumbers& numbers, Picture picture) {
  const int beam = beam_size(picture);
  const double through = std::sqrt(1 - numbers.reflectivity);
  Matrix feedthrough = through * Matrix::Identity(2 * beam, 2 * beam);
  feedthrough.topRightCorner(beam, beam) =
      transfer({.transmitted = numbers.reflectivity, .phase = numbers.phase}, picture);
  feedthrough.bottomLeftCorner(beam, beam) =
      -transfer({.transmitted = numbers.reflectivity, .phase = -numbers.phase}, picture);
  return without_modes(std::move(feedthrough));
}

Component squeezer(const SqueezerNumbers& numbers, Picture picture) {
  const double less = power_ratio(-numbers.decibel / 2);
  return without_modes(
      on_beam({.angle = numbers.angle, .at_angle = less, .beside = 1 / less}, picture));
}

Component amplifier(const AmplifierNumbers& numbers, Picture picture, const std::string& name) {
  const int beam = beam_size(picture);
  Component component = without_modes(std::sqrt(numbers.gain) * Matrix::Identity(beam, beam));
  Matrix conjugate = Matrix::Identity(beam, beam);  // v^dagger
  for (int row = 1; row < beam; row += 2) conjugate(row, row) = -1;
  component.add_noise(thermal_field(name + " idler", channels_per_beam(picture)),
                      Matrix::Zero(0, beam), std::sqrt(numbers.gain - 1) * conjugate);
  return component;
}

Component thermal_source(const ThermalNumbers& numbers, Picture picture, const std::string& name) {
  return source(thermal_field(name, channels_per_beam(picture), numbers.occupation));
}

Component squeezed_source(const SqueezedNumbers& numbers, Picture picture,
                          const std::string& name) {
  const OnQuadratures variances{.angle = numbers.angle,
                                .at_angle = vacuum_variance * power_ratio(-numbers.squeezing),
                                .beside = vacuum_variance * power_ratio(numbers.antisqueezing)};
  return source({.label = name,
                 .covariance = on_beam(variances, picture),
                 .commutator = symplectic_form(channels_per_beam(picture))});
}

Component epr_source(const EprNumbers& numbers, Picture picture, const std::string& name) {
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
  return source({.label = name,
                 .covariance = std::move(covariance),
                 .commutator = symplectic_form(2 * channels)});
}

}  // namespace gaussnet
