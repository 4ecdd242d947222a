#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <libnetwork/gaussian/pair_scan.hpp>
#include <limits>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
// |V_ab| <= sqrt(V_aa V_bb) in each of the products that are summed up; of these there are 36 in
// det V, each rounded up to five times, and 8 in T.
constexpr double kDeterminantRounding = 256 * eps;
constexpr double kTraceRounding = 16 * eps;
// Of the few operations that follow.
constexpr double kRounding = 16 * eps;

/// det V of two modes, T, and how far rounding may have taken them.
struct Determinants {
  double own = 0;          // det V_i
  double other = 0;        // det V_j
  double cross = 0;        // det V_ij
  double both = 0;         // det V
  double both_error = 0;   // |det V - exact|
  double trace_error = 0;  // of det V_i, det V_j and 2 det V_ij together
};

inline Determinants determinants(const double* a, const double* b, const double* c) {
  const double c11 = c[0], c21 = c[1], c12 = c[2], c22 = c[3];
  Determinants d;
  d.own = a[0] * a[3] - a[1] * a[2];
  d.other = b[0] * b[3] - b[1] * b[2];
  d.cross = c11 * c22 - c12 * c21;
  // C^T adj(A) C
  const double p11 = a[3] * c11 - a[2] * c21, p12 = a[3] * c12 - a[2] * c22;
  const double p21 = a[0] * c21 - a[1] * c11, p22 = a[0] * c22 - a[1] * c12;
  const double x11 = c11 * p11 + c21 * p21, x22 = c12 * p12 + c22 * p22;
  const double x12 = c11 * p12 + c21 * p22;
  d.both = d.own * d.other + d.cross * d.cross - (b[3] * x11 - 2 * b[1] * x12 + b[0] * x22);
  const double diagonal_a = std::abs(a[0] * a[3]);
  const double diagonal_b = std::abs(b[0] * b[3]);
  d.both_error = kDeterminantRounding * diagonal_a * diagonal_b;
  d.trace_error = kTraceRounding * (diagonal_a + diagonal_b);
  return d;
}

inline double lower_transposed(const Determinants& d) {
  const double both = std::max(0.0, 16 * (d.both - d.both_error));  // (2 nu_1)^2 (2 nu_2)^2
  const double sum = 4 * (d.own + d.other - 2 * d.cross);           // (2 nu_1)^2 + (2 nu_2)^2
  const double error = 4 * d.trace_error;
  const double square = sum * sum - 16 * 4 * d.both;
  const double square_error =
      2 * std::abs(sum) * error + error * error + 64 * d.both_error + 4 * eps * sum * sum;
  const double high = sum + error + std::sqrt(std::max(0.0, square + square_error));
  const double low = sum - error + std::sqrt(std::max(0.0, square - square_error));
  const double smaller = high > 0 ? 2 * both / high : 0.0;
  return (1 - kRounding) * smaller * std::clamp(low / 2, 0.0, 1.0);
}

inline double lower_steered(const Determinants& d, double by) {
  const double high = by + d.trace_error;
  return high > 0 ? (1 - kRounding) * std::max(0.0, 4 * (d.both - d.both_error)) / high : 0.0;
}

inline double lower_epr(const double* v, const double* w, const double* pair) {
  const double a = v[0] + v[3];
  const double b = w[0] + w[3];
  const double real = pair[0] - pair[3];
  const double imaginary = pair[1] + pair[2];
  const double c_squared = real * real + imaginary * imaginary;
  const double s = std::sqrt((a - b) * (a - b) + 4 * c_squared);
  const double product = a * b - c_squared - kRounding * (a * b + c_squared);
  return 2 * product / (a + b + s) * (1 - (product > 0 ? kRounding : -kRounding));
}

/// bounds[j] = of(V_ii, V_jj, V_ij)
template <class Bound>
inline void for_each(const PairRow& row, double* bounds, Bound of) {
  for (int j = 0; j < row.count; ++j) {
    const std::ptrdiff_t at = 4 * static_cast<std::ptrdiff_t>(j);
    bounds[j] = of(row.own, row.others + at, row.pairs + at);
  }
}

}  // namespace

PairCovariance pair_covariance(const PairRow& row, int j) {
  using Two = Eigen::Map<const Eigen::Matrix2d>;
  const std::ptrdiff_t at = 4 * static_cast<std::ptrdiff_t>(j);
  PairCovariance v;
  v.topLeftCorner<2, 2>() = Two(row.own);
  v.topRightCorner<2, 2>() = Two(row.pairs + at);
  v.bottomLeftCorner<2, 2>() = Two(row.pairs + at).transpose();
  v.bottomRightCorner<2, 2>() = Two(row.others + at);
  return v;
}

void bound_transposed(const PairRow& row, double* bounds) {
  for_each(row, bounds, [](const double* v, const double* w, const double* pair) {
    return lower_transposed(determinants(v, w, pair));
  });
}

void bound_steered(const PairRow& row, double* bounds) {
  for_each(row, bounds, [](const double* v, const double* w, const double* pair) {
    const Determinants d = determinants(v, w, pair);
    return lower_steered(d, d.own);
  });
}

void bound_steering(const PairRow& row, double* bounds) {
  for_each(row, bounds, [](const double* v, const double* w, const double* pair) {
    const Determinants d = determinants(v, w, pair);
    return lower_steered(d, d.other);
  });
}

void bound_epr(const PairRow& row, double* bounds) { for_each(row, bounds, lower_epr); }

void bound_weighted_epr(const PairRow& row, double weight, double* bounds) {
  const double square = weight * weight;
  for_each(row, bounds, [=](const double* v, const double* w, const double* pair) {
    const double a = v[0] + v[3];
    const double b = w[0] + w[3];
    const double cross = 2 * weight * (pair[0] - pair[3]);
    const double least = std::min(a + square * b, b + square * a);
    const double size = (1 + square) * (a + b) + 2 * std::abs(weight) * (a + b);
    return (least + cross - kRounding * size) / (1 + square);
  });
}

namespace {

/// From the Cholesky factor, which holds where the determinant has lost all digits.
double condition_of_factor(const PairCovariance& v) {
  constexpr double least_reciprocal = 1e3 * eps;
  const Eigen::LLT<PairCovariance> llt(v);
  if (llt.info() != Eigen::Success) return std::numeric_limits<double>::infinity();
  const PairCovariance inverse = llt.matrixL().solve(PairCovariance::Identity());
  const double condition = v.trace() * inverse.squaredNorm();
  const bool is_certain = condition * least_reciprocal < 1;
  return is_certain ? 2 * condition : std::numeric_limits<double>::infinity();
}

}  // namespace

double condition_bound(const PairRow& row, int j) {
  const std::ptrdiff_t at = 4 * static_cast<std::ptrdiff_t>(j);
  const double* a = row.own;
  const double* b = row.others + at;
  const double* c = row.pairs + at;
  const Determinants d = determinants(a, b, c);
  const double both = d.both - d.both_error;
  if (!(both > d.both_error)) return condition_of_factor(pair_covariance(row, j));
  // tr (V^{-1})_ii = tr S_i/det S_i,   det V = det V_j det S_i,   S_i = V_ii - V_ij V_jj^{-1} V_ji
  const double trace_a = a[0] + a[3];
  const double trace_b = b[0] + b[3];
  const double cbc = b[3] * (c[0] * c[0] + c[1] * c[1]) - 2 * b[1] * (c[0] * c[2] + c[1] * c[3]) +
                     b[0] * (c[2] * c[2] + c[3] * c[3]);
  const double cac = a[3] * (c[0] * c[0] + c[2] * c[2]) - 2 * a[1] * (c[0] * c[1] + c[2] * c[3]) +
                     a[0] * (c[1] * c[1] + c[3] * c[3]);
  const double minors = trace_a * d.other - cbc + trace_b * d.own - cac;
  const double error =
      kDeterminantRounding * (trace_a * std::abs(b[0] * b[3]) + trace_b * std::abs(a[0] * a[3]));
  return (trace_a + trace_b) * (minors + error) / both;
}

}  // namespace gaussnet
