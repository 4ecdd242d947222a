#include <algorithm>
#include <cmath>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/cholesky.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/tolerances.hpp>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();

/// Diagonal entries of e below this fraction of the largest count as this fraction.
constexpr double diagonal_floor = eps * eps;

/// |M| x, column by column as M lies in memory.
template <class Columns>
Columns times_magnitudes(const Matrix& M, const Columns& x) {
  Columns y = Columns::Zero(M.rows(), x.cols());
  for (Eigen::Index j = 0; j < M.cols(); ++j) {
    for (Eigen::Index k = 0; k < x.cols(); ++k) y.col(k) += M.col(j).cwiseAbs() * x(j, k);
  }
  return y;
}

/// |M|^T x
Matrix transposed_magnitudes_times(const Matrix& M, const Matrix& x) {
  Matrix y(M.cols(), x.cols());
  for (Eigen::Index j = 0; j < M.cols(); ++j) {
    for (Eigen::Index k = 0; k < x.cols(); ++k) y(j, k) = M.col(j).cwiseAbs().dot(x.col(k));
  }
  return y;
}

/// The diagonal of |A||V|, V symmetric.
Vector diagonal_of_magnitudes(const Matrix& A, const Matrix& V) {
  Vector sums = Vector::Zero(A.rows());
  for (Eigen::Index j = 0; j < A.cols(); ++j) sums += A.col(j).cwiseProduct(V.col(j)).cwiseAbs();
  return sums;
}

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
      const double shared = std::abs(e(*j, *i));
      t(*i) = std::max(t(*i), shared / t(*j) * shared);
    }
  }
  return t;
}

}  // namespace

Vector misfit_weights(const Misfit& misfit) {
  const Matrix& A = misfit.drift;
  const Matrix& V = misfit.covariance;
  const Eigen::Index n = A.rows();
  if (n == 0) return {};
  const double rounding = static_cast<double>(n + 4) * eps;
  const Vector AV = diagonal_of_magnitudes(A, V);
  const Vector sigma = V.diagonal().cwiseAbs().cwiseSqrt();
  const Vector possible = sigma.cwiseProduct(times_magnitudes(A, sigma));
  const Vector diagonal =
      misfit.residual.diagonal().cwiseAbs() +
      rounding * (2 * AV + misfit.noise.diagonal().cwiseAbs() + possible_share * possible);
  const double largest = diagonal.maxCoeff();
  if (!(largest > 0)) return Vector::Zero(n);
  const Vector plain = diagonal.cwiseMax(diagonal_floor * largest);
  Matrix root(n, 2);
  root.col(0) = plain.cwiseSqrt();
  root.col(1) = covering(plain, possible, misfit.residual).cwiseSqrt();
  const Matrix s = root.cwiseInverse();
  const Matrix hidden = times_magnitudes(A, times_magnitudes(V, s)) +
                        times_magnitudes(V, transposed_magnitudes_times(A, s)) +
                        times_magnitudes(misfit.noise, s);
  const Matrix w = root.cwiseProduct(times_magnitudes(misfit.residual, s) + rounding * hidden);
  const Vector most = possible.cwiseMax(std::numeric_limits<double>::min());
  const auto share = [&](Eigen::Index k) { return w.col(k).cwiseQuotient(most).maxCoeff(); };
  return w.col(share(1) < share(0) ? 1 : 0);
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
  return is_positive_definite(std::move(scaled));
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

double relative_change(const Matrix& delta, const Matrix& V) {
  const Vector sigma =
      V.diagonal().cwiseAbs().cwiseMax(std::numeric_limits<double>::min()).cwiseSqrt();
  if (delta.size() == 0) return 0;
  return (sigma.cwiseInverse().asDiagonal() * delta.cwiseAbs() * sigma.cwiseInverse().asDiagonal())
      .maxCoeff();
}

double relative_to_exact(double error) {
  return error < 1 ? error / (1 - error) : std::numeric_limits<double>::infinity();
}

}  // namespace gaussnet
