#include <algorithm>
#include <cmath>
#include <libnetwork/linear/balancing.hpp>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/cascade_order.hpp>
#include <libnetwork/linear/drift_factor.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/linear/quasi_triangular.hpp>
#include <libnetwork/linear/schur.hpp>
#include <libnetwork/linear/symmetric_product.hpp>
#include <libnetwork/linear/tolerances.hpp>
#include <limits>

namespace gaussnet {
namespace {

/// Largest real part among the diagonal blocks of a quasi-triangle.
double abscissa_of(const ConstMatrixBlock& T) {
  double abscissa = -std::numeric_limits<double>::infinity();
  for (Eigen::Index i = 0; i < T.rows(); ++i) {
    double right = T(i, i);
    if (i + 1 < T.rows() && T(i + 1, i) != 0.0) {
      const double mean = 0.5 * (T(i, i) + T(i + 1, i + 1));
      const double half = 0.5 * (T(i, i) - T(i + 1, i + 1));
      const double square = half * half + T(i, i + 1) * T(i + 1, i);
      right = mean + (square > 0 ? std::sqrt(square) : 0.0);
      ++i;
    }
    abscissa = std::max(abscissa, right);
  }
  return abscissa;
}

/// ||T||, T a Schur form of a balanced block, or a pair as it is.
double balanced_norm(const ConstMatrixBlock& T) {
  if (T.rows() != 2) return T.norm();
  return std::sqrt(T(0, 0) * T(0, 0) + T(1, 1) * T(1, 1) + 2 * std::abs(T(0, 1) * T(1, 0)));
}

/// V = G V G^T with G the identity but for the block Z that begins at `begin`.
void transform(Matrix& V, Eigen::Index begin, const Matrix& Z) {
  const Eigen::Index m = Z.rows();
  const Eigen::Index end = begin + m;
  const Matrix rows = product(Z, V.middleRows(begin, m));
  V.block(begin, 0, m, begin) = rows.leftCols(begin);
  V.block(begin, end, m, V.cols() - end) = rows.rightCols(V.cols() - end);
  V.block(0, begin, begin, m) = rows.leftCols(begin).transpose();
  V.block(end, begin, V.rows() - end, m) = rows.rightCols(V.cols() - end).transpose();
  symmetric_product(rows.middleCols(begin, m), Z, V.block(begin, begin, m, m), Transposed::right);
}

bool is_oscillating_pair(const ConstMatrixBlock& A) {
  const double half = 0.5 * (A(0, 0) - A(1, 1));
  return half * half + A(0, 1) * A(1, 0) < 0;
}

}  // namespace

DriftFactor::DriftFactor(const Matrix& A) : abscissa_(-std::numeric_limits<double>::infinity()) {
  std::vector<std::vector<int>> blocks = cascade_order(A);
  std::reverse(blocks.begin(), blocks.end());
  for (const std::vector<int>& states : blocks)
    order_.insert(order_.end(), states.begin(), states.end());
  triangle_ = along_cascade(A);
  Eigen::Index begin = 0;
  for (const std::vector<int>& states : blocks) {
    const auto size = static_cast<Eigen::Index>(states.size());
    const auto block = [&] { return triangle_.block(begin, begin, size, size); };
    factor_block({begin, size, {}, {}});
    const double margin = marginal_tolerance * static_cast<double>(size) *
                          std::numeric_limits<double>::epsilon() * balanced_norm(block());
    const double abscissa = abscissa_of(block());
    if (!(abscissa < -margin)) throw NotStable(rightmost_mode(A));
    abscissa_ = std::max(abscissa_, abscissa);
    begin += size;
  }
}

/// T_kk = Z^{-1} A_kk Z, and the couplings to and from the block: Z^{-1} A_kl, A_jk Z.
void DriftFactor::factor_block(Basis basis) {
  const Eigen::Index m = basis.size;
  auto T = triangle_.block(basis.begin, basis.begin, m, m);
  if (m > 1 && !(m == 2 && is_oscillating_pair(T))) {
    const bool is_whole = m == triangle_.rows();
    Matrix balanced = is_whole ? std::move(triangle_) : Matrix(T);
    const Vector s = balance(balanced);
    RealSchur schur = real_schur(balanced);
    if (is_whole) {
      triangle_ = std::move(schur.triangle);
    } else {
      T = schur.triangle;
    }
    basis.inverse.noalias() = schur.basis.transpose() * s.cwiseInverse().asDiagonal();
    basis.forward = std::move(schur.basis);
    basis.forward.array().colwise() *= s.array();
    const Eigen::Index rest = triangle_.cols() - basis.end();
    auto row = triangle_.block(basis.begin, basis.end(), m, rest);
    row = product(basis.inverse, row);
    auto column = triangle_.block(0, basis.begin, basis.begin, m);
    column = product(column, basis.forward);
  }
  bases_.push_back(std::move(basis));
}

Matrix DriftFactor::solve(const Matrix& D) const {
  Matrix V = -along_cascade(D);
  for (const Basis& basis : bases_) {
    if (!basis.is_identity()) transform(V, basis.begin, basis.inverse);
  }
  solve_quasi_triangular_lyapunov(triangle_, V);
  for (const Basis& basis : bases_) {
    if (!basis.is_identity()) transform(V, basis.begin, basis.forward);
  }
  if (is_in_order()) return V;
  Matrix covariance(D.rows(), D.cols());
  covariance(order_, order_) = V;
  return covariance;
}

bool DriftFactor::is_in_order() const { return std::is_sorted(order_.begin(), order_.end()); }

Matrix DriftFactor::along_cascade(const Matrix& M) const {
  return is_in_order() ? M : M(order_, order_);
}

Vector DriftFactor::variances(const Vector& w) const {
  const Vector noise = w(order_);
  Matrix V = Matrix::Zero(w.size(), w.size());
  for (const Basis& b : bases_) {
    auto block = V.block(b.begin, b.begin, b.size, b.size);
    block.diagonal() = -noise.segment(b.begin, b.size);
    if (!b.is_identity()) {
      symmetric_product(b.inverse * block.diagonal().asDiagonal(), b.inverse, block,
                        Transposed::right);
    }
  }
  solve_quasi_triangular_lyapunov(triangle_, V);
  Vector variances(w.size());
  for (const Basis& b : bases_) {
    const auto block = V.block(b.begin, b.begin, b.size, b.size);
    const Vector here =
        b.is_identity() ? Vector(block.diagonal()) : diagonal_of_congruence(b.forward, block);
    for (Eigen::Index i = 0; i < b.size; ++i)
      variances(order_[static_cast<std::size_t>(b.begin + i)]) = here(i);
  }
  return variances;
}

}  // namespace gaussnet
