#include <cmath>
#include <libnetwork/linear/rounded_matrix.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <libnetwork/network/turns.hpp>

namespace gaussnet {
namespace {

/// Units of rounding of the angle: that it was read with, pi, and the turns taken off it.
constexpr double kUnits = 4;

}  // namespace

Direction direction(double angle) {
  const double half_turns = angle / pi;
  const double quarters = std::nearbyint(2 * half_turns);
  const double rest = quarters == 0 ? angle : (half_turns - quarters / 2) * pi;
  const double c = std::cos(rest);
  const double s = std::sin(rest);
  if (!std::isfinite(rest)) return {c, s};  // of a parameter that could not be read
  switch (static_cast<int>(std::fmod(std::fmod(quarters, 4) + 4, 4))) {
    case 0:
      return {c, s};
    case 1:
      return {-s, c};
    case 2:
      return {-c, -s};
    default:
      return {s, -c};
  }
}

double direction_rounding(double angle) {
  const auto [cosine, sine] = direction(angle);
  return cosine == 0 || sine == 0 ? 0 : kUnits * rounding_unit() * std::abs(angle);
}

}  // namespace gaussnet
