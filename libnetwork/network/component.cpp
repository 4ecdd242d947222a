#include <cmath>
#include <libnetwork/network/component.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <libnetwork/network/turns.hpp>
#include <utility>

namespace gaussnet {
namespace {

/// x cos phi + p sin phi of each channel.
Matrix channel_quadratures(double angle, int channels) {
  const auto [cosine, sine] = direction(angle);
  Matrix rows = Matrix::Zero(channels, 2 * channels);
  for (int channel = 0; channel < channels; ++channel) {
    rows(channel, 2 * channel) = cosine;
    rows(channel, 2 * channel + 1) = sine;
  }
  return rows;
}

}  // namespace

int channels_per_beam(Picture picture) { return picture == Picture::full ? 1 : 2; }
int beam_size(Picture picture) { return 2 * channels_per_beam(picture); }

Noise thermal_field(std::string label, int channels, double occupation) {
  const Matrix identity = Matrix::Identity(2 * channels, 2 * channels);
  return {.label = std::move(label),
          .covariance = (occupation + vacuum_variance) * identity,
          .commutator = symplectic_form(channels),
          .rounding = kVarianceUnits * rounding_unit() * occupation * identity};
}

Noise classical_noise(std::string label, int size, double variance) {
  const Matrix identity = Matrix::Identity(size, size);
  return {.label = std::move(label),
          .covariance = variance * identity,
          .commutator = Matrix::Zero(size, size),
          .rounding = kVarianceUnits * rounding_unit() * variance * identity};
}

void Component::add_noise(Noise added, const RoundedMatrix& on_modes,
                          const RoundedMatrix& on_outputs) {
  const Eigen::Index before = mode_noise.cols();
  const Eigen::Index size = added.covariance.cols();
  for (Matrix RoundedMatrix::*part : {&RoundedMatrix::value, &RoundedMatrix::rounding}) {
    (mode_noise.*part).conservativeResize(drift.rows(), before + size);
    (output_noise.*part).conservativeResize(feedthrough.rows(), before + size);
    (mode_noise.*part).rightCols(size) = on_modes.*part;
    (output_noise.*part).rightCols(size) = on_outputs.*part;
  }
  noise.push_back(std::move(added));
}

Component without_modes(RoundedMatrix feedthrough) {
  Component component;
  component.drift = RoundedMatrix::zero(0, 0);
  component.input = RoundedMatrix::zero(0, feedthrough.cols());
  component.output = RoundedMatrix::zero(feedthrough.rows(), 0);
  component.mode_noise = RoundedMatrix::zero(0, 0);
  component.output_noise = RoundedMatrix::zero(feedthrough.rows(), 0);
  component.feedthrough = std::move(feedthrough);
  return component;
}

Matrix beam_quadrature(double angle, Picture picture) {
  if (picture == Picture::full) return channel_quadratures(angle, 1);
  Matrix components(2, 4);
  const Matrix cosine = channel_quadratures(angle, 2);
  const Matrix sine = channel_quadratures(angle + pi / 2, 2);
  components.row(0) = (cosine.row(0) + cosine.row(1)) / std::sqrt(2.0);
  components.row(1) = (sine.row(0) - sine.row(1)) / std::sqrt(2.0);
  return components;
}

RoundedMatrix rounded_quadrature(double angle, Picture picture) {
  // Of cosine and sine, where they are not 0 and 1, and of 1/sqrt2.
  const double turned = direction_rounding(angle);
  const double units = (turned > 0 ? 1 : 0) + (picture == Picture::full ? 0 : 2);
  RoundedMatrix rows = RoundedMatrix::to(units, beam_quadrature(angle, picture));
  rows.rounding += turned * beam_quadrature(angle + pi / 2, picture).cwiseAbs();
  return rows;
}

}  // namespace gaussnet
