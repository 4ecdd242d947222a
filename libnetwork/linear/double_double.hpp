#pragma once

#include <cmath>

#ifdef __FAST_MATH__
#error "double-double arithmetic is void under -ffast-math"
#endif

namespace gaussnet {

/// An unevaluated sum high + low, |low| <= ulp(high)/2: 106 bits, a relative error of about
/// `double_double_epsilon` per operation. Where V's small eigenvalues are the difference of large
/// entries, the work then adds nothing to the rounding that V came with.
/// Dekker, Numer. Math. 18, 224 (1971); Hida, Li, Bailey, ARITH-15, 155 (2001).
struct DoubleDouble {
  double high = 0;
  double low = 0;

  constexpr DoubleDouble() = default;
  constexpr DoubleDouble(double value) : high(value) {}  // NOLINT: numbers mix freely
  constexpr DoubleDouble(double h, double l) : high(h), low(l) {}
  explicit constexpr operator double() const { return high; }
};

inline constexpr double double_double_epsilon = 0x1p-104;

namespace double_double {

/// a + b = high + low exactly, for |a| >= |b|.
inline DoubleDouble ordered_sum(double a, double b) {
  const double s = a + b;
  return {s, b - (s - a)};
}

/// a + b = high + low exactly (Knuth).
inline DoubleDouble exact_sum(double a, double b) {
  const double s = a + b;
  const double t = s - a;
  return {s, (a - (s - t)) + (b - t)};
}

/// a b = high + low exactly (barring overflow above about 1e300).
inline DoubleDouble exact_product(double a, double b) {
  const double p = a * b;
#ifdef __FMA__
  return {p, std::fma(a, b, -p)};
#else
  constexpr double splitter = 0x1p27 + 1;  // Veltkamp: 26 + 26 bits (a libm fma would be slower)
  const double ta = splitter * a;
  const double tb = splitter * b;
  const double ah = ta - (ta - a);
  const double bh = tb - (tb - b);
  const double al = a - ah;
  const double bl = b - bh;
  return {p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
#endif
}

}  // namespace double_double

inline DoubleDouble operator-(DoubleDouble a) { return {-a.high, -a.low}; }

inline DoubleDouble operator+(DoubleDouble a, DoubleDouble b) {
  DoubleDouble s = double_double::exact_sum(a.high, b.high);
  const DoubleDouble t = double_double::exact_sum(a.low, b.low);
  s = double_double::ordered_sum(s.high, s.low + t.high);
  return double_double::ordered_sum(s.high, s.low + t.low);
}

inline DoubleDouble operator-(DoubleDouble a, DoubleDouble b) { return a + (-b); }

inline DoubleDouble operator*(DoubleDouble a, DoubleDouble b) {
  const DoubleDouble p = double_double::exact_product(a.high, b.high);
  return double_double::ordered_sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

inline DoubleDouble operator/(DoubleDouble a, DoubleDouble b) {
  const double q1 = a.high / b.high;
  DoubleDouble rest = a - b * q1;
  const double q2 = rest.high / b.high;
  rest = rest - b * q2;
  const DoubleDouble q = double_double::ordered_sum(q1, q2);
  return q + rest.high / b.high;
}

inline DoubleDouble& operator+=(DoubleDouble& a, DoubleDouble b) { return a = a + b; }
inline DoubleDouble& operator-=(DoubleDouble& a, DoubleDouble b) { return a = a - b; }
inline DoubleDouble& operator*=(DoubleDouble& a, DoubleDouble b) { return a = a * b; }

inline bool operator<(DoubleDouble a, DoubleDouble b) {
  return a.high < b.high || (a.high == b.high && a.low < b.low);
}
inline bool operator>(DoubleDouble a, DoubleDouble b) { return b < a; }

/// One Newton step from the double root; 0 for what is not positive.
inline DoubleDouble sqrt(DoubleDouble a) {
  if (!(a.high > 0)) return {};
  const double root = std::sqrt(a.high);
  const DoubleDouble rest = a - double_double::exact_product(root, root);
  return double_double::ordered_sum(root, rest.high / (2 * root));
}

/// ln a, rounded to a double without loss near a = 1.
inline double log(DoubleDouble a) {
  const DoubleDouble above_one = a - 1.0;
  if (std::abs(above_one.high) < 0.25) return std::log1p(above_one.high);
  return std::log(a.high) + a.low / a.high;
}

}  // namespace gaussnet
