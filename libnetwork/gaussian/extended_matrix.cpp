#include <algorithm>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/extended_matrix.hpp>

namespace gaussnet {
namespace {

using Eigen::Index;

DoubleDouble abs(DoubleDouble a) { return a.high < 0 ? -a : a; }

/// Householder vector of column c below its diagonal; it maps that part to (pivot, 0, ..., 0).
struct Reflection {
  std::vector<DoubleDouble> v{};
  DoubleDouble scale{};  // H = 1 - scale v v^T
  DoubleDouble pivot{};
};
Reflection reflection_of(const ExtendedMatrix& k, Index column, Index n) {
  Reflection h{std::vector<DoubleDouble>(static_cast<std::size_t>(n)), 0.0, 0.0};
  DoubleDouble square;
  for (Index i = column + 1; i < n; ++i) {
    h.v[static_cast<std::size_t>(i)] = k(i, column);
    square += k(i, column) * k(i, column);
  }
  const DoubleDouble length = sqrt(square);
  if (!(length.high > 0)) return h;
  DoubleDouble& head = h.v[static_cast<std::size_t>(column + 1)];
  h.pivot = head.high > 0 ? -length : length;
  head -= h.pivot;
  h.scale = DoubleDouble(1.0) / (square - h.pivot * k(column + 1, column));
  return h;
}

/// K <- H K H = K + v p^T - p v^T, p = scale K v (v^T K v = 0), for the part behind `column`.
void reflect(ExtendedMatrix& k, const Reflection& h, Index column, Index n) {
  std::vector<DoubleDouble> p(static_cast<std::size_t>(n));
  for (Index i = column + 1; i < n; ++i) {
    DoubleDouble sum;
    for (Index j = column + 1; j < n; ++j) sum += k(i, j) * h.v[static_cast<std::size_t>(j)];
    p[static_cast<std::size_t>(i)] = h.scale * sum;
  }
  for (Index i = column + 1; i < n; ++i) {
    for (Index j = column + 1; j < i; ++j) {
      const auto a = static_cast<std::size_t>(i);
      const auto b = static_cast<std::size_t>(j);
      k(i, j) += h.v[a] * p[b] - p[a] * h.v[b];
      k(j, i) = -k(i, j);
    }
  }
}

/// K = Q T Q^T, T antisymmetric tridiagonal: the squares of its subdiagonal.
std::vector<DoubleDouble> tridiagonal_squares(ExtendedMatrix k, Index n) {
  std::vector<DoubleDouble> squares;
  for (Index c = 0; c + 2 < n; ++c) {
    const Reflection h = reflection_of(k, c, n);
    squares.push_back(h.pivot * h.pivot);
    if (h.pivot.high != 0) reflect(k, h, c, n);
  }
  squares.push_back(k(n - 1, n - 2) * k(n - 1, n - 2));
  return squares;
}

/// Number of eigenvalues below x > 0 of the symmetric tridiagonal matrix with zero diagonal and the
/// same subdiagonal, whose spectrum is +-nu_k: Sturm's sequence, relatively accurate for each nu_k.
/// Demmel, Kahan, SIAM J. Sci. Stat. Comput. 11, 873 (1990).
Index eigenvalues_below(const std::vector<DoubleDouble>& squares, DoubleDouble x) {
  const double tiny = 1e-60 * x.high;  // stands for an exact 0; a relative change of x as small
  DoubleDouble q = -x;
  Index count = 1;
  for (const DoubleDouble& square : squares) {
    if (abs(q).high < tiny) q = -tiny;
    q = -x - square / q;
    if (q.high < 0) ++count;
  }
  return count;
}

/// nu_k, k = 0 the least, between 0 and `above` by bisection: first in powers, then in value.
DoubleDouble singular_value(const std::vector<DoubleDouble>& squares, Index k, double above) {
  const Index wanted = static_cast<Index>(squares.size() + 1) / 2 + k + 1;
  double lower = above / 2;
  double upper = above;
  while (lower > 0 && eigenvalues_below(squares, lower) >= wanted) {
    upper = lower;
    lower /= 2;
  }
  DoubleDouble low(lower);
  DoubleDouble width(upper - lower);
  constexpr int bits = 64;  // more than a double holds
  for (int bit = 0; bit < bits; ++bit) {
    width *= 0.5;
    if (eigenvalues_below(squares, low + width) < wanted) low += width;
  }
  return low + width * 0.5;
}

}  // namespace

void refuse_indefinite() {
  throw InaccurateResult(
      "the covariance is not positive definite as rounded: its squeezing is too strong for the "
      "digits it is given to; it is squeezed beyond what double precision holds (in "
      "code, GaussianState::from_factor resolves more)");
}

void cholesky(ExtendedMatrix& v, Index n) {
  for (Index j = 0; j < n; ++j) {
    const double noise = static_cast<double>(n) * double_double_epsilon * v(j, j).high;
    for (Index k = 0; k < j; ++k) v(j, j) -= v(j, k) * v(j, k);
    if (!(v(j, j).high > noise)) refuse_indefinite();
    v(j, j) = sqrt(v(j, j));
    for (Index i = j + 1; i < n; ++i) {
      for (Index k = 0; k < j; ++k) v(i, j) -= v(i, k) * v(j, k);
      v(i, j) = v(i, j) / v(j, j);
    }
  }
}

ExtendedMatrix factor_commutators(const ExtendedMatrix& l, Index n) {
  ExtendedMatrix k(n, n);
  for (Index i = 0; i < n; ++i) {
    for (Index j = 0; j < i; ++j) {
      DoubleDouble sum;
      for (Index x = i - i % 2; x < n; x += 2) sum += l(x, i) * l(x + 1, j) - l(x + 1, i) * l(x, j);
      k(i, j) = sum;
      k(j, i) = -sum;
    }
  }
  return k;
}

std::vector<DoubleDouble> paired_singular_values(const ExtendedMatrix& k, Index n) {
  const std::vector<DoubleDouble> squares = tridiagonal_squares(k, n);
  double largest = 0;
  for (const DoubleDouble& square : squares) largest = std::max(largest, square.high);
  const double above = 2.5 * std::sqrt(largest);  // Gershgorin: at most two neighbours each
  std::vector<DoubleDouble> values;
  for (Index i = 0; i < n / 2; ++i) values.push_back(singular_value(squares, i, above));
  return values;
}

}  // namespace gaussnet
