#include <algorithm>
#include <cmath>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/precise_bound.hpp>
#include <limits>

namespace gaussnet {
namespace {

constexpr int max_refinements = 2;
// X is kept if it answers to at least this share of the misfit.
constexpr double least_share = 0.5;
// Bounds as sharp as need be: n thousand roundings, and where passes in twice the precision would
// take most of the time, eight digits, of very large systems less (bounds that charge n roundings
// to n directions grow with n^2).
constexpr Eigen::Index small_size = 32;
constexpr double large_size = 256;
constexpr double large_bound = 1e-8;
constexpr double bound_of_roundings = 1e3;
// Of a sharp bound, what may be granted without need.
constexpr double granted_share = 0.05;

}  // namespace

double sharp_bound(Eigen::Index n) {
  const auto size = static_cast<double>(n);
  if (n <= small_size) return bound_of_roundings * size * std::numeric_limits<double>::epsilon();
  return large_bound * std::max(1.0, std::pow(size / large_size, 2));
}

Vector granted_noise(const DriftFactor& factor, const Vector& plain, const Matrix& V) {
  const double bound = relative_to_variances(factor.variances(plain), V);
  const double share = granted_share * sharp_bound(V.rows()) / bound;
  return (share < granted_share ? share : granted_share) * plain;
}

std::optional<Matrix> proven(const PreciseMatrix& A, const DriftFactor& factor, const Vector& w) {
  Matrix X = factor.solve(w.asDiagonal());
  for (int refinement = 0; refinement <= max_refinements; ++refinement) {
    if (!X.allFinite()) return std::nullopt;
    PreciseMatrix Y(Matrix::Zero(w.size(), w.size()));
    add_product(-1, A.high, X, Y);
    multiply_add(-1, A.low, X, Y.low);
    const Matrix P = twice_symmetric_part(Y);
    const double share = share_of_noise(P, w).minCoeff();
    if (share >= least_share && X.diagonal().minCoeff() >= 0) return X / std::min(share, 1.0);
    X += factor.solve(Matrix(w.asDiagonal()) - P);
  }
  return std::nullopt;
}

}  // namespace gaussnet
