#include <cmath>
#include <libnetwork/network/detectors.hpp>

namespace gaussnet {
namespace {

/// The fraction 1 - eta of vacuum that an imperfect detector records.
void add_inefficiency(Component& detector, const Matrix& records, double efficiency,
                      Picture picture, const std::string& name) {
  if (efficiency == 1) return;
  detector.add_noise(thermal_field(name + " inefficiency", channels_per_beam(picture)),
                     Matrix::Zero(0, beam_size(picture)), std::sqrt(1 - efficiency) * records);
}

/// @param in_vacuum  a record's variance with vacuum at the input
void add_electronic_noise(Component& detector, double relative, double in_vacuum,
                          const std::string& name) {
  if (relative == 0) return;
  const auto records = static_cast<int>(detector.feedthrough.rows());
  detector.add_noise(classical_noise(name + " electronics", records, relative * in_vacuum),
                     Matrix::Zero(0, records), Matrix::Identity(records, records));
}

}  // namespace

Component homodyne(const HomodyneNumbers& numbers, Picture picture, const std::string& name) {
  const Matrix records = beam_quadrature(numbers.angle, picture);
  Component component = without_modes(std::sqrt(numbers.efficiency) * records);
  add_inefficiency(component, records, numbers.efficiency, picture, name);
  add_electronic_noise(component, numbers.electronic_noise, vacuum_variance, name);
  return component;
}

Component heterodyne(const HeterodyneNumbers& numbers, Picture picture, const std::string& name) {
  const int beam = beam_size(picture);
  const Matrix records = Matrix::Identity(beam, beam);
  Component component = without_modes(std::sqrt(numbers.efficiency) * records);
  add_inefficiency(component, records, numbers.efficiency, picture, name);
  Matrix conjugate = records;  // v^dagger: x with +x, p with -p, so that the records commute
  for (int row = 1; row < beam; row += 2) conjugate(row, row) = -1;
  component.add_noise(thermal_field(name + " half quantum", channels_per_beam(picture)),
                      Matrix::Zero(0, beam), conjugate);
  add_electronic_noise(component, numbers.electronic_noise, 2 * vacuum_variance, name);
  return component;
}

}  // namespace gaussnet
