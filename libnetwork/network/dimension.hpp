#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace gaussnet {

/// A product of powers of six base units, in the order of `BaseUnit`, counted in half powers:
///     cycle^(h0/2) rad^(h1/2) s^(h2/2) K^(h3/2) J^(h4/2) dB^(h5/2).
/// Cycle and rad are kept apart so that no 2 pi can hide: Hz = cycle/s, pi = rad/cycle.
struct Dimension {
  std::array<std::int8_t, 6> half_powers{};

  friend bool operator==(const Dimension&, const Dimension&) = default;

  /// Every power is 0.
  bool is_number() const;
  /// The power of cycle is 0, or negative and cancelled one to one by rad (a power of pi).
  bool cycle_free() const;
  /// 1/s (with any rad) and cycle-free.
  bool is_rate() const;
  /// rad, or one power of pi.
  bool is_angle() const;
  /// dB to the first power and nothing else.
  bool is_decibel() const;
  /// Only cycle and rad: a number once `number(...)` has dropped them.
  bool is_geometric() const;
};

enum class BaseUnit { cycle, rad, second, kelvin, joule, decibel };

int half_power(const Dimension& dimension, BaseUnit unit);
/// unit^(half_powers/2)
Dimension base(BaseUnit unit, int half_powers = 2);
/// The dimension without its powers of cycle and rad: what `number(...)` leaves.
Dimension without_angles(Dimension dimension);

/// Products add powers, quotients subtract them. Nothing: a power beyond +-63.
std::optional<Dimension> multiply(const Dimension& left, const Dimension& right);
std::optional<Dimension> divide(const Dimension& left, const Dimension& right);
/// Every power times `exponent`. Nothing: the exponent is no fraction with a denominator up to 12,
/// or a power is neither whole nor half.
std::optional<Dimension> power(const Dimension& dimension, double exponent);

namespace dimensions {
inline constexpr Dimension number{};
inline constexpr Dimension cycle{{2, 0, 0, 0, 0, 0}};
inline constexpr Dimension angle{{0, 2, 0, 0, 0, 0}};
inline constexpr Dimension second{{0, 0, 2, 0, 0, 0}};
inline constexpr Dimension kelvin{{0, 0, 0, 2, 0, 0}};
inline constexpr Dimension joule{{0, 0, 0, 0, 2, 0}};
inline constexpr Dimension decibel{{0, 0, 0, 0, 0, 2}};
inline constexpr Dimension hertz{{2, 0, -2, 0, 0, 0}};
inline constexpr Dimension rate{{0, 2, -2, 0, 0, 0}};
inline constexpr Dimension pi{{-2, 2, 0, 0, 0, 0}};
inline constexpr Dimension hbar{{0, -2, 2, 0, 2, 0}};       // J s/rad
inline constexpr Dimension boltzmann{{0, 0, 0, -2, 2, 0}};  // J/K
}  // namespace dimensions

/// "cycle/s", "rad/s", "1/s", "J s/rad", "rad^(1/2)"; a number is "1".
std::string to_string(const Dimension& dimension);

/// What a key of the language takes.
enum class Kind { number, rate, angle, decibel, number_or_decibel, temperature };

/// "a rate (1/s, no 2 pi hidden)"
std::string describe(Kind kind);

}  // namespace gaussnet
