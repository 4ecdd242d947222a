#include <cmath>
#include <cstddef>
#include <libnetwork/network/dimension.hpp>
#include <string_view>

namespace gaussnet {
namespace {

constexpr int largest_half_power = 126;
constexpr int largest_denominator = 12;       // of a "simple fraction"
constexpr double fraction_tolerance = 1e-12;  // 1/3 is no double

std::size_t at(BaseUnit unit) { return static_cast<std::size_t>(unit); }

/// left + sign * right, power by power.
std::optional<Dimension> sum_of_powers(const Dimension& left, const Dimension& right, int sign) {
  Dimension result;
  for (std::size_t i = 0; i < result.half_powers.size(); ++i) {
    const int half_powers = left.half_powers[i] + sign * right.half_powers[i];
    if (std::abs(half_powers) > largest_half_power) return std::nullopt;
    result.half_powers[i] = static_cast<std::int8_t>(half_powers);
  }
  return result;
}

struct Fraction {
  int numerator = 0;
  int denominator = 1;
};

std::optional<Fraction> simple_fraction(double x) {
  if (!(std::abs(x) <= largest_half_power)) return std::nullopt;
  for (int denominator = 1; denominator <= largest_denominator; ++denominator) {
    const double numerator = std::round(x * denominator);
    if (std::abs(x * denominator - numerator) <= fraction_tolerance * std::abs(numerator)) {
      return Fraction{static_cast<int>(numerator), denominator};
    }
  }
  return std::nullopt;
}

/// "s", "s^2", "s^(1/2)"
std::string power_of(std::string_view unit, int half_powers) {
  std::string text(unit);
  if (half_powers == 2) return text;
  if (half_powers % 2 == 0) return text + "^" + std::to_string(half_powers / 2);
  return text + "^(" + std::to_string(half_powers) + "/2)";
}

}  // namespace

int half_power(const Dimension& dimension, BaseUnit unit) {
  return dimension.half_powers[at(unit)];
}

Dimension base(BaseUnit unit, int half_powers) {
  Dimension dimension;
  dimension.half_powers[at(unit)] = static_cast<std::int8_t>(half_powers);
  return dimension;
}

Dimension without_angles(Dimension dimension) {
  dimension.half_powers[at(BaseUnit::cycle)] = 0;
  dimension.half_powers[at(BaseUnit::rad)] = 0;
  return dimension;
}

bool Dimension::is_number() const { return *this == dimensions::number; }

bool Dimension::cycle_free() const {
  const int cycle = half_power(*this, BaseUnit::cycle);
  const int rad = half_power(*this, BaseUnit::rad);
  return cycle == 0 || (cycle < 0 && rad == -cycle);
}

bool Dimension::is_rate() const {
  return cycle_free() && without_angles(*this) == base(BaseUnit::second, -2);
}

bool Dimension::is_angle() const { return *this == dimensions::angle || *this == dimensions::pi; }

bool Dimension::is_decibel() const { return *this == dimensions::decibel; }

bool Dimension::is_geometric() const { return without_angles(*this).is_number(); }

std::optional<Dimension> multiply(const Dimension& left, const Dimension& right) {
  return sum_of_powers(left, right, +1);
}

std::optional<Dimension> divide(const Dimension& left, const Dimension& right) {
  return sum_of_powers(left, right, -1);
}

std::optional<Dimension> power(const Dimension& dimension, double exponent) {
  const std::optional<Fraction> fraction = simple_fraction(exponent);
  if (!fraction) return std::nullopt;
  Dimension result;
  for (std::size_t i = 0; i < result.half_powers.size(); ++i) {
    const int product = dimension.half_powers[i] * fraction->numerator;
    if (product % fraction->denominator != 0) return std::nullopt;
    const int half_powers = product / fraction->denominator;
    if (std::abs(half_powers) > largest_half_power) return std::nullopt;
    result.half_powers[i] = static_cast<std::int8_t>(half_powers);
  }
  return result;
}

std::string to_string(const Dimension& dimension) {
  struct Named {
    BaseUnit unit;
    std::string_view name;
  };
  constexpr Named order[] = {{BaseUnit::cycle, "cycle"}, {BaseUnit::rad, "rad"},
                             {BaseUnit::joule, "J"},     {BaseUnit::kelvin, "K"},
                             {BaseUnit::second, "s"},    {BaseUnit::decibel, "dB"}};
  std::string above;
  std::string below;
  int num_below = 0;
  for (const auto& [unit, name] : order) {
    const int half_powers = half_power(dimension, unit);
    if (half_powers == 0) continue;
    std::string& side = half_powers > 0 ? above : below;
    side += (side.empty() ? "" : " ") + power_of(name, std::abs(half_powers));
    if (half_powers < 0) ++num_below;
  }
  if (above.empty()) above = "1";
  if (num_below == 0) return above;
  return above + (num_below == 1 ? "/" + below : "/(" + below + ")");
}

std::string describe(Kind kind) {
  switch (kind) {
    case Kind::number:
      return "a number (no dimension)";
    case Kind::rate:
      return "a rate (1/s, no 2 pi hidden)";
    case Kind::angle:
      return "an angle (rad, deg or a multiple of pi)";
    case Kind::decibel:
      return "a ratio in dB";
    case Kind::number_or_decibel:
      return "a number (no dimension) or a ratio in dB";
    case Kind::temperature:
      return "a temperature (K)";
  }
  return {};
}

}  // namespace gaussnet
