#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <cmath>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/cholesky.hpp>
#include <libnetwork/linear/symmetric_product.hpp>
#include <libnetwork/linear/tolerances.hpp>
#include <libnetwork/linear/validate.hpp>
#include <libnetwork/linear/white_record.hpp>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
// R counts as singular if, scaled to unit diagonal, its least eigenvalue is below this many m eps.
constexpr double singular_tolerance = 16;
// R may be uncertain by at most this share of itself.
constexpr double most_uncertain = 0.5;

// Significant digits in messages.
constexpr int digits = 3;

Matrix full(const Matrix& rounding, const Matrix& of) {
  if (rounding.size() == 0) return Matrix::Zero(of.rows(), of.cols());
  return rounding.cwiseAbs();
}

double least_eigenvalue(const Matrix& S) {
  return Eigen::SelfAdjointEigenSolver<Matrix>(S, Eigen::EigenvaluesOnly).eigenvalues()(0);
}

/// S > level; false also where rounding decides.
bool is_above(Matrix S, double level) {
  S.diagonal().array() -= level;
  return is_positive_definite(std::move(S));
}

/// Scales a symmetric matrix to unit diagonal; rows without a diagonal entry keep their scale
/// relative to the largest one.
Matrix scaled_by_diagonal(const Matrix& S, const Vector& diagonal) {
  const double largest = diagonal.maxCoeff();
  const Vector d = diagonal.cwiseMax(eps * eps * largest).cwiseSqrt().cwiseInverse();
  return d.asDiagonal() * S * d.asDiagonal();
}

[[noreturn]] void refuse_as_inaccurate(Eigen::Index record) {
  throw InaccurateResult("rounding decides the noise of record " + std::to_string(record) +
                         ", which is what is left of much larger parts");
}

/// Lower Cholesky factor of R, and its condition, rows scaled.
void factor_noise(const Matrix& R, WhiteRecord& record) {
  const Eigen::Index m = R.rows();
  if (m == 0) return;
  const Vector rounding = record.measurement_noise_rounding.diagonal().cwiseAbs();
  for (Eigen::Index i = 0; i < m; ++i) {
    if (R(i, i) != 0 && std::abs(R(i, i)) <= rounding(i)) refuse_as_inaccurate(i);
    if (R(i, i) > 0) continue;
    throw std::invalid_argument("measurement_noise(" + std::to_string(i) + ", " +
                                std::to_string(i) + ") is " + number_in_words(R(i, i), digits) +
                                "; a record's noise must be positive");
  }
  const Matrix scaled = scaled_by_diagonal(R, R.diagonal());
  const double least = least_eigenvalue(scaled);
  if (!(least > singular_tolerance * static_cast<double>(m) * eps)) {
    throw std::invalid_argument(
        "measurement_noise is " + std::string(least < -1e-12 ? "indefinite" : "singular") +
        ": scaled to unit variances its least eigenvalue is " + number_in_words(least, digits) +
        "; some combination of records has no noise");
  }
  record.C = Eigen::LLT<Matrix>(R).matrixL();
  record.condition = std::sqrt(static_cast<double>(m) / least);
  const Matrix inverse =
      record.C.triangularView<Eigen::Lower>().solve(Matrix::Identity(m, m)).cwiseAbs();
  record.inverse_columns = inverse.colwise().norm().transpose();
  Matrix growth = Matrix::Identity(m, m);
  if (!R.isDiagonal(0)) {
    growth = inverse * record.C.cwiseAbs();
    record.growth = growth;
  }
  record.rounding = static_cast<double>(m + 1) * eps * growth.squaredNorm();
  const Vector relative =
      inverse * (record.measurement_noise_rounding * inverse.colwise().sum().transpose());
  Eigen::Index worst = 0;
  record.uncertainty = relative.maxCoeff(&worst) + record.rounding;
  if (record.rounding > most_uncertain) growth.rowwise().norm().maxCoeff(&worst);
  if (record.uncertainty > most_uncertain) refuse_as_inaccurate(worst);
}

}  // namespace

Matrix WhiteRecord::unwhitened(const Matrix& L) const {
  if (C.rows() == 0) return L;
  return C.transpose().triangularView<Eigen::Upper>().solve(L.transpose()).transpose();
}

Matrix WhiteRecord::grown(const Matrix& L) const {
  return growth.size() == 0 ? Matrix(L.cwiseAbs()) : product(L.cwiseAbs(), growth);
}

Matrix WhiteRecord::whitened(const Matrix& L) const {
  if (C.rows() == 0) return L;
  return C.triangularView<Eigen::Lower>().solve(L.transpose()).transpose();
}

void check(const RiccatiEquation& equation) {
  const Eigen::Index n = equation.drift.rows();
  const Eigen::Index m = equation.measurement.rows();
  check_square(equation.drift, "drift");
  check_shape(equation.diffusion, {n, n}, "diffusion");
  check_shape(equation.measurement, {m, n}, "measurement");
  check_shape(equation.measurement_noise, {m, m}, "measurement_noise");
  check_shape(equation.noise_correlation, {n, m}, "noise_correlation");
  check_rounding(equation.drift_rounding, equation.drift, "drift_rounding");
  check_rounding(equation.diffusion_rounding, equation.diffusion, "diffusion_rounding");
  check_rounding(equation.measurement_rounding, equation.measurement, "measurement_rounding");
  check_rounding(equation.measurement_noise_rounding, equation.measurement_noise,
                 "measurement_noise_rounding");
  check_rounding(equation.noise_correlation_rounding, equation.noise_correlation,
                 "noise_correlation_rounding");
}

WhiteRecord whitened(const RiccatiEquation& equation) {
  const Eigen::Index m = equation.measurement.rows();
  check(equation);
  WhiteRecord record{
      .A = equation.drift,
      .D = symmetric_part(equation.diffusion, "diffusion"),
      .M = equation.measurement,
      .Gam = equation.noise_correlation,
      .drift_rounding = equation.drift_rounding,
      .diffusion_rounding = full(equation.diffusion_rounding, equation.diffusion),
      .measurement_rounding = full(equation.measurement_rounding, equation.measurement),
      .measurement_noise_rounding =
          full(equation.measurement_noise_rounding, equation.measurement_noise),
      .noise_correlation_rounding =
          full(equation.noise_correlation_rounding, equation.noise_correlation)};
  factor_noise(symmetric_part(equation.measurement_noise, "measurement_noise"), record);
  if (m == 0) return record;
  record.M = record.C.triangularView<Eigen::Lower>().solve(equation.measurement);
  record.Gam = record.whitened(equation.noise_correlation);
  return record;
}

Matrix misfit_of_record(const WhiteRecord& e, const Matrix& V, const Matrix& K) {
  const bool is_exact = e.measurement_rounding.isZero(0) &&
                        e.noise_correlation_rounding.isZero(0) &&
                        e.measurement_noise_rounding.isZero(0);
  if (is_exact) return e.diffusion_rounding;
  const Matrix size = K.cwiseAbs();
  Matrix of_gain = e.noise_correlation_rounding + 0.5 * size * e.measurement_noise_rounding;
  multiply_add(1, V.cwiseAbs(), e.measurement_rounding, of_gain, Transposed::right);
  const Matrix one_side = product(of_gain, size, Transposed::right) / (1 - e.uncertainty);
  return e.diffusion_rounding + one_side + one_side.transpose();
}

FilterEquation filter_equation(const WhiteRecord& e) {
  FilterEquation filter;
  filter.drift = e.A;
  multiply_add(-1, e.Gam, e.M, filter.drift);
  filter.information = symmetric_product(e.M, e.M, Transposed::left);
  const Matrix known = symmetric_product(e.Gam, e.Gam, Transposed::right);
  filter.diffusion = e.D - known;
  const Vector scale = e.D.diagonal().cwiseAbs() + known.diagonal();
  if (!(scale.size() > 0 && scale.maxCoeff() > 0)) return filter;
  const Matrix scaled = scaled_by_diagonal(filter.diffusion, scale);
  if (is_above(scaled, -noise_tolerance)) return filter;
  const double least = least_eigenvalue(scaled);
  const Matrix none = Matrix::Zero(e.A.rows(), e.A.cols());
  const Matrix uncertain = misfit_of_record(e, none, e.unwhitened(e.Gam));
  const double rounding = scaled_by_diagonal(uncertain, scale).rowwise().sum().maxCoeff();
  const double tolerance = noise_tolerance * e.condition * e.condition;
  if (least < -tolerance - rounding) {
    throw std::invalid_argument(
        "diffusion and noise_correlation contradict each other: D - Gam R^{-1} Gam^T, which is a "
        "covariance, has the eigenvalue " +
        number_in_words(least, digits) + " relative to D");
  }
  return filter;
}

}  // namespace gaussnet
