#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <complex>
#include <stdexcept>
#include <tests/laws/samples.hpp>

namespace laws {

using gaussnet::ComplexMatrix;
using gaussnet::Matrix;

const std::vector<NetworkRecord>& samples() {
  static const std::vector<NetworkRecord> networks = [] {
    std::vector<NetworkRecord> drawn;
    for (int seed = 1; seed <= sample_count; ++seed) {
      drawn.push_back(generate(static_cast<std::uint64_t>(seed)));
    }
    return drawn;
  }();
  return networks;
}

Covariance unconditional(const gaussnet::LinearModel& model) {
  const auto solution = gaussnet::solve(gaussnet::lyapunov_equation(model));
  return {solution.covariance, solution.error_bound};
}

Covariance conditional(const gaussnet::LinearModel& model) {
  const auto solution = gaussnet::solve(gaussnet::riccati_equation(model));
  return {solution.covariance, solution.error_bound};
}

std::size_t seed_of(const NetworkRecord& record) {
  return static_cast<std::size_t>(&record - samples().data()) + 1;
}

namespace {

/// A, D, M^T R^{-1} M, Gam R^{-1} M, Gam R^{-1} Gam^T.
std::vector<Matrix> what_counts(const gaussnet::LinearModel& model) {
  const Eigen::LLT<Matrix> r(model.measurement_noise);
  const Matrix seen = r.solve(model.measurement);
  const Matrix driven = r.solve(model.noise_correlation.transpose());
  return {model.drift, model.diffusion, model.measurement.transpose() * seen,
          model.noise_correlation * seen, model.noise_correlation * driven};
}

}  // namespace

double model_difference(const gaussnet::LinearModel& one, const gaussnet::LinearModel& other) {
  const std::vector<Matrix> of_one = what_counts(one);
  const std::vector<Matrix> of_other = what_counts(other);
  const Eigen::VectorXd scale = of_one[0]
                                    .cwiseAbs()
                                    .rowwise()
                                    .maxCoeff()
                                    .cwiseMax(of_one[1].diagonal())
                                    .cwiseSqrt()
                                    .cwiseInverse();
  double largest = 0;
  for (std::size_t k = 0; k < of_one.size(); ++k) {
    const Matrix scaled = scale.asDiagonal() * (of_one[k] - of_other[k]) * scale.asDiagonal();
    const double difference = scaled.cwiseAbs().maxCoeff();
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

gaussnet::LinearModel in_order_of(gaussnet::LinearModel model,
                                  const std::vector<std::string>& names) {
  std::vector<int> rows;
  for (const std::string& name : names) {
    const auto found = std::find(model.modes.begin(), model.modes.end(), name);
    if (found == model.modes.end()) throw std::logic_error("no mode '" + name + "'");
    const auto place = static_cast<int>(found - model.modes.begin());
    rows.push_back(2 * place);
    rows.push_back(2 * place + 1);
  }
  model.drift = Matrix(model.drift(rows, rows));
  model.diffusion = Matrix(model.diffusion(rows, rows));
  model.measurement = Matrix(model.measurement(Eigen::all, rows));
  model.noise_correlation = Matrix(model.noise_correlation(rows, Eigen::all));
  model.drift_rounding = Matrix(model.drift_rounding(rows, rows));
  model.diffusion_rounding = Matrix(model.diffusion_rounding(rows, rows));
  model.measurement_rounding = Matrix(model.measurement_rounding(Eigen::all, rows));
  model.noise_correlation_rounding = Matrix(model.noise_correlation_rounding(rows, Eigen::all));
  model.modes = names;
  return model;
}

gaussnet::LinearModel in_record_order(gaussnet::LinearModel model, const NetworkRecord& record) {
  std::vector<std::string> names;
  for (const OscillatorRecord& one : record.oscillators) names.push_back(one.name);
  return in_order_of(std::move(model), names);
}

double scaled_difference(const Matrix& v, const Matrix& w) {
  double largest = 0;
  for (Eigen::Index i = 0; i < v.rows(); ++i) {
    for (Eigen::Index j = 0; j < v.cols(); ++j) {
      const double difference = std::abs(v(i, j) - w(i, j)) / std::sqrt(v(i, i) * v(j, j));
      if (!(difference <= largest)) largest = difference;  // a NaN stays
    }
  }
  return largest;
}

double scaled_margin(const Matrix& v, const Matrix& imaginary) {
  const Eigen::VectorXd scale =
      v.diagonal().unaryExpr([](double d) { return d > 0 ? 1 / std::sqrt(d) : 1.0; });
  ComplexMatrix hermitian(v.rows(), v.cols());
  hermitian.real() = scale.asDiagonal() * v * scale.asDiagonal();
  hermitian.imag() = scale.asDiagonal() * imaginary * scale.asDiagonal();
  return Eigen::SelfAdjointEigenSolver<ComplexMatrix>(hermitian, Eigen::EigenvaluesOnly)
      .eigenvalues()(0);
}

}  // namespace laws
