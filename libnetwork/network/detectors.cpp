#include <cmath>
#include <libnetwork/network/detectors.hpp>
#include <utility>

namespace gaussnet {
namespace {

/// sqrt(fraction) times the rows, for a fraction that is right to that many units of rounding.
RoundedMatrix scaled_by_root(double fraction, double units, const RoundedMatrix& rows) {
  const double root = std::sqrt(fraction);
  return {root * rows.value, root * rows.rounding + (0.5 * units + 2) * rounding_unit() * root *
                                                        rows.value.cwiseAbs()};
}

RoundedMatrix recorded(double efficiency, const RoundedMatrix& rows) {
  return efficiency == 1 ? rows : scaled_by_root(efficiency, 1, rows);
}

/// The fraction 1 - eta of vacuum that an imperfect detector records.
void add_inefficiency(Component& detector, const RoundedMatrix& records, double efficiency,
                      Picture picture) {
  if (efficiency == 1) return;
  detector.add_noise(thermal_field("inefficiency", channels_per_beam(picture)),
                     RoundedMatrix::zero(0, beam_size(picture)),
                     scaled_by_root(1 - efficiency, 1 + efficiency / (1 - efficiency), records));
}

/// @param in_vacuum  a record's variance with vacuum at the input
void add_electronic_noise(Component& detector, double relative, double in_vacuum) {
  if (relative == 0) return;
  const auto records = static_cast<int>(detector.feedthrough.rows());
  Noise noise = classical_noise("electronics", records, relative * in_vacuum);
  noise.rounding *= 1 + std::abs(std::log(relative));  // it was given in dB
  detector.add_noise(std::move(noise), RoundedMatrix::zero(0, records),
                     RoundedMatrix::exact(Matrix::Identity(records, records)));
}

}  // namespace

Component homodyne(const HomodyneNumbers& numbers, Picture picture) {
  const RoundedMatrix records = rounded_quadrature(numbers.angle, picture);
  Component component = without_modes(recorded(numbers.efficiency, records));
  add_inefficiency(component, records, numbers.efficiency, picture);
  add_electronic_noise(component, numbers.electronic_noise, vacuum_variance);
  return component;
}

Component heterodyne(const HeterodyneNumbers& numbers, Picture picture) {
  const int beam = beam_size(picture);
  const auto records = RoundedMatrix::exact(Matrix::Identity(beam, beam));
  Component component = without_modes(recorded(numbers.efficiency, records));
  add_inefficiency(component, records, numbers.efficiency, picture);
  Matrix conjugate = records.value;  // v^dagger: x with +x, p with -p, so that the records commute
  for (int row = 1; row < beam; row += 2) conjugate(row, row) = -1;
  component.add_noise(thermal_field("half quantum", channels_per_beam(picture)),
                      RoundedMatrix::zero(0, beam), RoundedMatrix::exact(std::move(conjugate)));
  add_electronic_noise(component, numbers.electronic_noise, 2 * vacuum_variance);
  return component;
}

}  // namespace gaussnet
