#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <limits>
#include <numeric>
#include <vector>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();

/// Diagonal entries of e below this fraction of the largest count as this fraction.
constexpr double diagonal_floor = eps * eps;
/// Share of the largest possible e_ii that is always granted.
constexpr double possible_share = 1e-3;

/// Raises t until t_i t_j >= e_ij^2: a state that misses little of its own but shares a misfit with
/// another is given what the other does not cover. States are raised that miss least of what they
/// might, t_i / possible_i, so that those that decide the bound stay as they are.
Vector covering(Vector t, const Vector& possible, const Matrix& e) {
  const Vector share =
      t.binaryExpr(possible, [](double own, double most) { return most > 0 ? own / most : own; });
  std::vector<Eigen::Index> order(static_cast<std::size_t>(t.size()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](Eigen::Index i, Eigen::Index j) { return share(i) > share(j); });
  for (auto i = order.begin(); i != order.end(); ++i) {
    for (auto j = order.begin(); j != i; ++j) {
      t(*i) = std::max(t(*i), e(*i, *j) / t(*j) * e(*i, *j));
    }
  }
  return t;
}

}  // namespace

Vector misfit_weights(const Misfit& misfit) {
  const Eigen::Index n = misfit.drift.rows();
  if (n == 0) return {};
  const Matrix A = misfit.drift.cwiseAbs();
  const Matrix V = misfit.covariance.cwiseAbs();
  const Matrix residual = misfit.residual.cwiseAbs();
  const Matrix noise = misfit.noise.cwiseAbs();
  const double rounding = static_cast<double>(n + 4) * eps;
  const Vector AV = A.cwiseProduct(V).rowwise().sum();  // diagonal of |A||V|, V being symmetric
  const Vector sigma = misfit.covariance.diagonal().cwiseAbs().cwiseSqrt();
  const Vector possible = sigma.cwiseProduct(A * sigma);
  const Vector diagonal =
      residual.diagonal() + rounding * (2 * AV + noise.diagonal() + possible_share * possible);
  const double largest = diagonal.maxCoeff();
  if (!(largest > 0)) return Vector::Zero(n);
  const Vector plain = diagonal.cwiseMax(diagonal_floor * largest);
  const auto weights = [&](const Vector& t) -> Vector {
    const Vector root = t.cwiseSqrt();
    const Vector s = root.cwiseInverse();
    const Vector hidden = rounding * (A * (V * s) + V * (A.transpose() * s) + noise * s);
    return root.cwiseProduct(residual * s + hidden);
  };
  const auto share = [&](const Vector& w) {
    return w.cwiseQuotient(possible.cwiseMax(std::numeric_limits<double>::min())).maxCoeff();
  };
  const Vector w = weights(plain);
  const Vector covered = weights(covering(plain, possible, residual));
  return share(covered) < share(w) ? covered : w;
}

Matrix misfit_of_drift(const Matrix& drift_rounding, const Matrix& covariance) {
  if (drift_rounding.size() == 0) return Matrix::Zero(covariance.rows(), covariance.cols());
  const Matrix one_side = drift_rounding.cwiseAbs() * covariance.cwiseAbs();
  return one_side + one_side.transpose();
}

Vector share_of_noise(const Matrix& P, const Vector& w) {
  const Vector s = w.cwiseSqrt().cwiseInverse();
  const Matrix scaled = s.asDiagonal() * P * s.asDiagonal();
  return 2 * scaled.diagonal() - scaled.cwiseAbs().rowwise().sum();
}

bool is_surely_positive(const Matrix& S) {
  const Vector s = S.diagonal().cwiseSqrt().cwiseInverse();
  Matrix scaled = s.asDiagonal() * S * s.asDiagonal();
  if (!scaled.allFinite()) return false;
  const double n = static_cast<double>(S.rows());
  scaled.diagonal().array() -= 2 * n * (n + 4) * eps;
  return Eigen::LLT<Eigen::Ref<Matrix>>(scaled).info() == Eigen::Success;
}

double information(const Matrix& X, const Matrix& M) {
  return M.rows() > 0 ? product(M, X).cwiseProduct(M).sum() : 0;
}

double second_order(const Matrix& X, const Matrix& M, const Vector& w) {
  const double square = information(X, M);
  return square == 0 ? 0 : square * X.diagonal().cwiseQuotient(w).sum();
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
