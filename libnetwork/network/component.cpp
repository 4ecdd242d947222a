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
  return {
      .label = std::move(label),
      .covariance = (occupation + vacuum_variance) * Matrix::Identity(2 * channels, 2 * channels),
      .commutator = symplectic_form(channels)};
}

Noise classical_noise(std::string label, int size, double variance) {
  return {.label = std::move(label),
          .covariance = variance * Matrix::Identity(size, size),
          .commutator = Matrix::Zero(size, size)};
}

void Component::add_noise(Noise added, const Matrix& on_modes, const Matrix& on_outputs) {
  const Eigen::Index before = mode_noise.cols();
  const Eigen::Index size = added.covariance.cols();
  mode_noise.conservativeResize(drift.rows(), before + size);
  output_noise.conservativeResize(feedthrough.rows(), before + size);
  mode_noise.rightCols(size) = on_modes;
  output_noise.rightCols(size) = on_outputs;
  noise.push_back(std::move(added));
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

Matrix beam_quadrature(double angle, Picture picture) {
  if (picture == Picture::full) return channel_quadratures(angle, 1);
  Matrix components(2, 4);
  const Matrix cosine = channel_quadratures(angle, 2);
  const Matrix sine = channel_quadratures(angle + pi / 2, 2);
  components.row(0) = (cosine.row(0) + cosine.row(1)) / std::sqrt(2.0);
  components.row(1) = (sine.row(0) - sine.row(1)) / std::sqrt(2.0);
  return components;
}

}  // namespace gaussnet
