#include <algorithm>
#include <cmath>
#include <libnetwork/linear/balancing.hpp>
#include <libnetwork/linear/cascade_order.hpp>
#include <libnetwork/linear/drift_factor.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/linear/quasi_triangular.hpp>
#include <libnetwork/linear/schur.hpp>
#include <limits>

namespace gaussnet {
namespace {

// A block of m states is marginal if its eigenvalues come nearer to 0 than this many m eps
// ||block||.
constexpr double marginal_tolerance = 4;

/// Largest real part among the diagonal blocks of a quasi-triangle.
double abscissa_of(const Matrix& T) {
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

bool is_oscillating_pair(const Matrix& A) {
  const double half = 0.5 * (A(0, 0) - A(1, 1));
  return half * half + A(0, 1) * A(1, 0) < 0;
}

}  // namespace

DriftFactor::DriftFactor(const Matrix& A)
    : triangle_(Matrix::Zero(A.rows(), A.rows())),
      abscissa_(-std::numeric_limits<double>::infinity()) {
  std::vector<std::vector<int>> blocks = cascade_order(A);
  std::reverse(blocks.begin(), blocks.end());
  for (const std::vector<int>& states : blocks) {
    const auto begin = static_cast<Eigen::Index>(order_.size());
    order_.insert(order_.end(), states.begin(), states.end());
    const Matrix block = A(states, states);
    factor_block(block, begin);
    const auto size = static_cast<Eigen::Index>(states.size());
    const double abscissa = abscissa_of(triangle_.block(begin, begin, size, size));
    const double margin = marginal_tolerance * static_cast<double>(size) *
                          std::numeric_limits<double>::epsilon() * block.norm();
    if (!(abscissa < -margin)) throw NotStable(rightmost_mode(A));
    abscissa_ = std::max(abscissa_, abscissa);
  }
  // Couplings between blocks: T_kl = Z_k^{-1} A_kl Z_l above the diagonal.
  Matrix coupling = A(order_, order_);
  for (const Basis& basis : bases_) {
    if (basis.forward.size() == 0) continue;
    const Eigen::Index m = basis.forward.rows();
    coupling.middleRows(basis.begin, m) = basis.inverse * coupling.middleRows(basis.begin, m);
    coupling.middleCols(basis.begin, m) *= basis.forward;
  }
  for (const Basis& basis : bases_) {
    const Eigen::Index end = basis.begin + std::max<Eigen::Index>(1, basis.forward.rows());
    for (Eigen::Index i = basis.begin; i < end; ++i) {
      triangle_.row(i).tail(A.rows() - end) = coupling.row(i).tail(A.rows() - end);
    }
  }
}

void DriftFactor::factor_block(const Matrix& block, Eigen::Index begin) {
  const Eigen::Index m = block.rows();
  auto T = triangle_.block(begin, begin, m, m);
  if (m == 1 || (m == 2 && is_oscillating_pair(block))) {
    T = block;
    bases_.push_back({begin, m == 1 ? Matrix() : Matrix::Identity(m, m), Matrix::Identity(m, m)});
    return;
  }
  Matrix balanced = block;
  const Vector s = balance(balanced);
  const RealSchur schur = real_schur(balanced);
  T = schur.triangle;
  bases_.push_back({begin, s.asDiagonal() * schur.basis,
                    schur.basis.transpose() * s.cwiseInverse().asDiagonal()});
}

Matrix DriftFactor::solve(const Matrix& D) const {
  Matrix V = -D(order_, order_);
  for (const Basis& basis : bases_) {
    if (basis.forward.size() == 0) continue;
    const Eigen::Index m = basis.forward.rows();
    V.middleRows(basis.begin, m) = basis.inverse * V.middleRows(basis.begin, m);
    V.middleCols(basis.begin, m) *= basis.inverse.transpose();
  }
  solve_quasi_triangular_lyapunov(triangle_, V);
  for (const Basis& basis : bases_) {
    if (basis.forward.size() == 0) continue;
    const Eigen::Index m = basis.forward.rows();
    V.middleRows(basis.begin, m) = basis.forward * V.middleRows(basis.begin, m);
    V.middleCols(basis.begin, m) *= basis.forward.transpose();
  }
  Matrix covariance(D.rows(), D.cols());
  covariance(order_, order_) = 0.5 * (V + V.transpose());
  return covariance;
}

}  // namespace gaussnet
