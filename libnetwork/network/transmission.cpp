#include <cmath>
#include <libnetwork/network/transmission.hpp>
#include <libnetwork/network/turns.hpp>
#include <utility>

namespace gaussnet {

double Transmission::amplitude() const { return std::sqrt(transmitted); }

Transmission Transmission::then(const Passage& passage) const {
  return then(
      Transmission{.transmitted = passage.transmitted(),
                   .lost = passage.loss,
                   .phase = passage.phase,
                   .noise_variance = passage.loss * (passage.occupation + vacuum_variance)});
}

Transmission Transmission::then(const Transmission& next) const {
  return {.transmitted = transmitted * next.transmitted,
          .lost = next.transmitted * lost + next.lost,
          .phase = phase + next.phase,
          .noise_variance = next.transmitted * noise_variance + next.noise_variance};
}

Matrix transfer(const Transmission& wire, Picture picture) {
  const auto [cosine, sine] = direction(wire.phase);
  const double c = wire.amplitude() * cosine;
  const double s = wire.amplitude() * sine;
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
          .commutator = wire.lost * symplectic_form(channels_per_beam(picture))};
}

}  // namespace gaussnet
