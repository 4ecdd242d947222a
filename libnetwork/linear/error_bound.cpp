#include <algorithm>
#include <cmath>
#include <libnetwork/linear/error_bound.hpp>
#include <limits>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();

/// Diagonal entries of e below this fraction of the largest count as this fraction.
constexpr double diagonal_floor = eps * eps;
/// Share of the largest possible e_ii that is always granted.
constexpr double possible_share = 1e-3;

}  // namespace

Vector misfit_weights(const Misfit& misfit) {
  const Eigen::Index n = misfit.drift.rows();
  if (n == 0) return {};
  const auto A = misfit.drift.cwiseAbs();
  const auto V = misfit.covariance.cwiseAbs();
  const auto residual = misfit.residual.cwiseAbs();
  const auto noise = misfit.noise.cwiseAbs();
  const double rounding = static_cast<double>(n + 4) * eps;
  const Vector AV = A.cwiseProduct(V).rowwise().sum();  // diagonal of |A||V|, V being symmetric
  const Vector sigma = V.diagonal().cwiseSqrt();
  const Vector possible = sigma.cwiseProduct(A * sigma);
  const Vector diagonal =
      residual.diagonal() + rounding * (2 * AV + noise.diagonal() + possible_share * possible);
  const double largest = diagonal.maxCoeff();
  if (!(largest > 0)) return Vector::Zero(n);
  const Vector root = diagonal.cwiseMax(diagonal_floor * largest).cwiseSqrt();
  const Vector s = root.cwiseInverse();
  const Vector Vs = V * s;
  const Vector As = A.transpose() * s;
  const Vector hidden = rounding * (A * Vs + V * As + noise * s);
  return root.cwiseProduct(residual * s + hidden);
}

Matrix misfit_of_drift(const Matrix& drift_rounding, const Matrix& covariance) {
  if (drift_rounding.size() == 0) return Matrix::Zero(covariance.rows(), covariance.cols());
  const Matrix one_side = drift_rounding.cwiseAbs() * covariance.cwiseAbs();
  return one_side + one_side.transpose();
}

Matrix misfit_of_noise(double relative, const Matrix& noise) {
  const Vector sigma = noise.diagonal().cwiseAbs().cwiseSqrt();
  return relative * sigma * sigma.transpose();
}

double relative_to_variances(const Vector& error, const Matrix& covariance) {
  double bound = 0;
  for (Eigen::Index i = 0; i < error.size(); ++i) {
    if (error(i) == 0) continue;
    const double variance =
        std::max(std::abs(covariance(i, i)), std::numeric_limits<double>::min());
    bound = std::max(bound, std::abs(error(i)) / variance);
  }
  return bound;
}

}  // namespace gaussnet
