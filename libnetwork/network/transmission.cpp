#include <algorithm>
#include <cmath>
#include <libnetwork/network/transmission.hpp>
#include <libnetwork/network/turns.hpp>
#include <utility>

namespace gaussnet {
namespace {

/// Units of rounding of what a passage lets through. A fraction given by its loss is uncertain by
/// the loss's own rounding, one given in dB by that of dB/10 and its logarithm.
double units_of(const Passage& passage) {
  const double transmitted = passage.transmitted();
  if (transmitted == 0 || passage.loss == 0) return 0;
  if (passage.accurate_transmission) return 2 - 2 * std::log(transmitted);
  return 2 + passage.loss / transmitted;
}

/// Turns by that angle, on each channel of a beam.
Matrix turn(double cosine, double sine, int beam) {
  Matrix on_beam = Matrix::Zero(beam, beam);
  for (int row = 0; row < beam; row += 2) {
    on_beam.block<2, 2>(row, row) << cosine, -sine, sine, cosine;
  }
  return on_beam;
}

}  // namespace

double Transmission::amplitude() const { return std::sqrt(transmitted); }

Transmission Transmission::then(const Passage& passage) const {
  const double variance = passage.loss * (passage.occupation + vacuum_variance);
  return then(Transmission{.transmitted = passage.transmitted(),
                           .lost = passage.loss,
                           .phase = passage.phase,
                           .noise_variance = variance,
                           .units = units_of(passage),
                           .noise_rounding = kVarianceUnits * rounding_unit() * variance,
                           .phase_rounding = direction_rounding(passage.phase)});
}

Transmission Transmission::then(const Transmission& next) const {
  const double passed_on = next.transmitted * noise_variance;
  return {.transmitted = transmitted * next.transmitted,
          .lost = next.transmitted * lost + next.lost,
          .phase = phase + next.phase,
          .noise_variance = passed_on + next.noise_variance,
          .units = units + next.units + (units > 0 && next.units > 0 ? 1 : 0),
          .noise_rounding = next.transmitted * noise_rounding + next.noise_rounding +
                            rounding_unit() * ((next.units + 2) * passed_on + next.noise_variance),
          .phase_rounding = phase_rounding + next.phase_rounding};
}

RoundedMatrix transfer(const Transmission& wire, Picture picture) {
  const int beam = beam_size(picture);
  const auto [cosine, sine] = direction(wire.phase);
  const double amplitude = wire.amplitude();
  const bool is_quarter = cosine == 0 || sine == 0;
  if (is_quarter && wire.units == 0 && amplitude == 1) {
    return RoundedMatrix::exact(turn(cosine, sine, beam));
  }
  // The square root halves the rounding of the fraction; it and the product add one unit each.
  RoundedMatrix on_beam =
      RoundedMatrix::to(0.5 * wire.units + 3, turn(amplitude * cosine, amplitude * sine, beam));
  if (is_quarter) return on_beam;
  const double turned = std::max(wire.phase_rounding, direction_rounding(wire.phase));
  on_beam.rounding += turned * turn(amplitude * sine, amplitude * cosine, beam).cwiseAbs();
  return on_beam;
}

Noise fresh_noise(const Transmission& wire, Picture picture, std::string label) {
  const Matrix identity = Matrix::Identity(beam_size(picture), beam_size(picture));
  return {.label = std::move(label),
          .covariance = wire.noise_variance * identity,
          .commutator = wire.lost * symplectic_form(channels_per_beam(picture)),
          .rounding = wire.noise_rounding * identity};
}

}  // namespace gaussnet
