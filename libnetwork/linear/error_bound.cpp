#include <algorithm>
#include <cmath>
#include <libnetwork/linear/error_bound.hpp>
#include <limits>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();

/// Variances below this fraction of the largest count as this fraction.
constexpr double variance_floor = eps * eps;

Vector standard_deviations(const Matrix& V) {
  const Vector variances = V.diagonal().cwiseAbs();
  const double largest = variances.size() > 0 ? variances.maxCoeff() : 0.0;
  if (!(largest > 0)) return Vector::Ones(V.rows());
  return variances.cwiseMax(variance_floor * largest).cwiseSqrt();
}

}  // namespace

Vector misfit_weights(const Misfit& misfit) {
  const auto n = static_cast<double>(misfit.drift.rows());
  const auto A = misfit.drift.cwiseAbs();
  const auto V = misfit.covariance.cwiseAbs();
  const Vector sigma = standard_deviations(misfit.covariance);
  const Vector s = sigma.cwiseInverse();
  const Vector Vs = V * s;
  const Vector As = A.transpose() * s;
  const Vector rounding = A * Vs + V * As + misfit.noise.cwiseAbs() * s;
  const Vector hidden = (n + 4) * eps * rounding;
  return sigma.cwiseProduct(misfit.residual.cwiseAbs() * s + hidden);
}

double relative_to_variances(const Vector& error, const Matrix& covariance) {
  double bound = 0;
  for (Eigen::Index i = 0; i < error.size(); ++i) {
    if (error(i) == 0) continue;
    const double variance = std::max(std::abs(covariance(i, i)), std::numeric_limits<double>::min());
    bound = std::max(bound, std::abs(error(i)) / variance);
  }
  return bound;
}

}  // namespace gaussnet
