#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <cmath>
#include <cstdio>
#include <libnetwork/linear/validate.hpp>
#include <libnetwork/linear/white_record.hpp>
#include <limits>
#include <stdexcept>
#include <string>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
// R counts as singular if, scaled to unit diagonal, its least eigenvalue is below this many m eps.
constexpr double singular_tolerance = 16;
// D - Gam R^{-1} Gam^T may be negative by this much of D's own scale: rounding of its assembly.
constexpr double noise_tolerance = 1e-10;

std::string text_of(double x) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.3g", x);
  return digits;
}

double least_eigenvalue(const Matrix& S) {
  return Eigen::SelfAdjointEigenSolver<Matrix>(S, Eigen::EigenvaluesOnly).eigenvalues()(0);
}

/// Scales a symmetric matrix to unit diagonal; rows without a diagonal entry keep their scale
/// relative to the largest one.
Matrix scaled_by_diagonal(const Matrix& S, const Vector& diagonal) {
  const double largest = diagonal.maxCoeff();
  const Vector d = diagonal.cwiseMax(eps * eps * largest).cwiseSqrt().cwiseInverse();
  return d.asDiagonal() * S * d.asDiagonal();
}

/// Lower Cholesky factor of R, and its condition, rows scaled.
void factor_noise(const Matrix& R, WhiteRecord& record) {
  const Eigen::Index m = R.rows();
  if (m == 0) return;
  for (Eigen::Index i = 0; i < m; ++i) {
    if (R(i, i) > 0) continue;
    throw std::invalid_argument("measurement_noise(" + std::to_string(i) + ", " +
                                std::to_string(i) + ") is " + text_of(R(i, i)) +
                                "; a record's noise must be positive");
  }
  const Matrix scaled = scaled_by_diagonal(R, R.diagonal());
  const double least = least_eigenvalue(scaled);
  if (!(least > singular_tolerance * static_cast<double>(m) * eps)) {
    throw std::invalid_argument("measurement_noise is " +
                                std::string(least < -1e-12 ? "indefinite" : "singular") +
                                ": scaled to unit variances its least eigenvalue is " +
                                text_of(least) + "; some combination of records has no noise");
  }
  record.C = Eigen::LLT<Matrix>(R).matrixL();
  record.condition = std::sqrt(static_cast<double>(m) / least);
}

}  // namespace

Matrix WhiteRecord::unwhitened(const Matrix& L) const {
  if (C.rows() == 0) return L;
  return C.transpose().triangularView<Eigen::Upper>().solve(L.transpose()).transpose();
}

WhiteRecord whitened(const RiccatiEquation& equation) {
  const Eigen::Index n = equation.drift.rows();
  const Eigen::Index m = equation.measurement.rows();
  check_square(equation.drift, "drift");
  check_shape(equation.diffusion, {n, n}, "diffusion");
  check_shape(equation.measurement, {m, n}, "measurement");
  check_shape(equation.measurement_noise, {m, m}, "measurement_noise");
  check_shape(equation.noise_correlation, {n, m}, "noise_correlation");
  if (equation.drift_rounding.size() != 0) {
    check_shape(equation.drift_rounding, {n, n}, "drift_rounding");
  }
  WhiteRecord record{equation.drift,
                     symmetric_part(equation.diffusion, "diffusion"),
                     equation.measurement,
                     equation.noise_correlation,
                     Matrix(),
                     equation.drift_rounding,
                     equation.noise_rounding,
                     1};
  factor_noise(symmetric_part(equation.measurement_noise, "measurement_noise"), record);
  if (m == 0) return record;
  const auto C = record.C.triangularView<Eigen::Lower>();
  record.M = C.solve(equation.measurement);
  record.Gam = C.solve(equation.noise_correlation.transpose()).transpose();
  return record;
}

FilterEquation filter_equation(const WhiteRecord& e) {
  FilterEquation filter;
  filter.drift = e.A - e.Gam * e.M;
  filter.information = e.M.transpose() * e.M;
  const Matrix known = e.Gam * e.Gam.transpose();
  filter.diffusion = e.D - known;
  const Vector scale = e.D.diagonal().cwiseAbs() + known.diagonal();
  if (!(scale.size() > 0 && scale.maxCoeff() > 0)) return filter;
  const double least = least_eigenvalue(scaled_by_diagonal(filter.diffusion, scale));
  const double tolerance = noise_tolerance * e.condition * e.condition;
  if (least < -tolerance - 2 * e.noise_rounding) {
    throw std::invalid_argument(
        "diffusion and noise_correlation contradict each other: D - Gam R^{-1} Gam^T, which is a "
        "covariance, has the eigenvalue " +
        text_of(least) + " relative to D");
  }
  return filter;
}

}  // namespace gaussnet
