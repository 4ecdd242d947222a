#pragma once

#include <Eigen/LU>
#include <libnetwork/linear/lyapunov.hpp>
#include <libnetwork/linear/riccati.hpp>

// Slow and independent solutions in extended precision (64 bits of mantissa on x86).

namespace gaussnet::test {

using LongMatrix = Eigen::Matrix<long double, Eigen::Dynamic, Eigen::Dynamic>;
using LongVector = Eigen::Matrix<long double, Eigen::Dynamic, 1>;

/// A X + X B^T + C = 0 as one linear system for all entries of X.
inline LongMatrix kronecker_sylvester(const LongMatrix& A, const LongMatrix& B,
                                      const LongMatrix& C) {
  const Eigen::Index m = A.rows();
  const Eigen::Index n = B.rows();
  LongMatrix system = LongMatrix::Zero(m * n, m * n);
  for (Eigen::Index j = 0; j < n; ++j) {
    system.block(j * m, j * m, m, m) += A;
    for (Eigen::Index k = 0; k < n; ++k)
      system.block(j * m, k * m, m, m).diagonal().array() += B(j, k);
  }
  LongMatrix X = C;
  const LongVector right = -Eigen::Map<const LongVector>(C.data(), m * n);
  Eigen::Map<LongVector>(X.data(), m * n) = system.partialPivLu().solve(right);
  return X;
}

inline LongMatrix reference(const LyapunovEquation& e) {
  const auto A = e.drift.cast<long double>();
  return kronecker_sylvester(A, A, e.diffusion.cast<long double>());
}

/// Block by block down a cascade of 2 x 2 blocks (A block lower triangular).
inline LongMatrix cascade_reference(const LongMatrix& A, const LongMatrix& D) {
  LongMatrix V = LongMatrix::Zero(A.rows(), A.cols());
  for (Eigen::Index j = 0; j < A.rows(); j += 2) {
    for (Eigen::Index i = j; i < A.rows(); i += 2) {
      LongMatrix right = D.block(i, j, 2, 2) + A.block(i, 0, 2, i) * V.block(0, j, i, 2) +
                         V.block(i, 0, 2, j) * A.block(j, 0, 2, j).transpose();
      V.block(i, j, 2, 2) = kronecker_sylvester(A.block(i, i, 2, 2), A.block(j, j, 2, 2), right);
      if (i != j) V.block(j, i, 2, 2) = V.block(i, j, 2, 2).transpose();
    }
  }
  return V;
}

inline LongMatrix cascade_reference(const LyapunovEquation& e) {
  return cascade_reference(e.drift.cast<long double>(), e.diffusion.cast<long double>());
}

/// Newton's method in extended precision from V; converges to the solution that V is near to.
inline LongMatrix reference(const RiccatiEquation& e, const Matrix& start) {
  const LongMatrix A = e.drift.cast<long double>();
  const LongMatrix M = e.measurement.cast<long double>();
  const LongMatrix D = e.diffusion.cast<long double>();
  const LongMatrix Gam = e.noise_correlation.cast<long double>();
  const LongMatrix information = e.measurement_noise.cast<long double>().inverse();
  LongMatrix V = start.cast<long double>();
  for (int step = 0; step < 8; ++step) {
    const LongMatrix L = V * M.transpose() + Gam;
    const LongMatrix K = L * information;
    const LongMatrix misfit = A * V + V * A.transpose() + D - K * L.transpose();
    const LongMatrix closed = A - K * M;
    V += kronecker_sylvester(closed, closed, misfit);
  }
  return V;
}

/// max |V_ij - exact V_ij| / sqrt(V_ii V_jj): what error_bound bounds.
inline double true_error(const Matrix& V, const LongMatrix& exact) {
  long double worst = 0;
  for (Eigen::Index j = 0; j < V.cols(); ++j) {
    for (Eigen::Index i = 0; i < V.rows(); ++i) {
      const long double difference = std::abs(static_cast<long double>(V(i, j)) - exact(i, j));
      if (difference == 0) continue;
      worst = std::max(worst, difference / std::sqrt(std::abs(exact(i, i) * exact(j, j))));
    }
  }
  return static_cast<double>(worst);
}

inline double relative_difference(const Matrix& a, const Matrix& b) {
  return (a - b).norm() / std::max(a.norm(), 1e-300);
}

}  // namespace gaussnet::test
