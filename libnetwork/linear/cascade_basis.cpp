#include <Eigen/LU>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <libnetwork/linear/balancing.hpp>
#include <libnetwork/linear/cascade_basis.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/linear/schur.hpp>
#include <libnetwork/linear/tolerances.hpp>
#include <limits>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();

struct Triangle {
  Matrix T{};
  Matrix U{};
};

/// Exchanges the real eigenvalue at k with the complex pair behind it: the eigenvectors of the pair
/// span the columns of (X; 1) with t X - X P = -row, which a rotation takes to the front
/// (Z. Bai, J. W. Demmel, Linear Algebra Appl. 186, 73 (1993)).
void exchange(Triangle& schur, Eigen::Index k) {
  Matrix& T = schur.T;
  const double t = T(k, k);
  const Eigen::Matrix2d pair = T.block<2, 2>(k + 1, k + 1);
  const Eigen::RowVector2d row = T.block<1, 2>(k, k + 1);
  // x (P - t) = row
  const Eigen::Matrix2d shifted = (pair - t * Eigen::Matrix2d::Identity()).transpose();
  const Eigen::Vector2d x = shifted.fullPivLu().solve(row.transpose());
  Eigen::Matrix<double, 3, 2> span;
  span.row(0) = x.transpose();
  span.bottomRows<2>().setIdentity();
  const Eigen::Matrix3d Q = Eigen::HouseholderQR<Eigen::Matrix<double, 3, 2>>(span).householderQ();
  const Matrix rows = Q.transpose() * T.middleRows(k, 3);
  T.middleRows(k, 3) = rows;
  const Matrix columns = T.middleCols(k, 3) * Q;
  T.middleCols(k, 3) = columns;
  const Matrix basis = schur.U.middleCols(k, 3) * Q;
  schur.U.middleCols(k, 3) = basis;
  T(k + 2, k) = T(k + 2, k + 1) = 0;
}

bool begins_pair(const Matrix& T, Eigen::Index k) { return k + 1 < T.rows() && T(k + 1, k) != 0.0; }

/// Moves real eigenvalues back past complex pairs until each pair begins at an even state.
void align(Triangle& schur) {
  for (Eigen::Index k = 0; k + 1 < schur.T.rows(); k += 2) {
    if (begins_pair(schur.T, k)) continue;
    // A real eigenvalue here needs another one beside it.
    Eigen::Index next = k + 1;
    while (begins_pair(schur.T, next)) next += 2;
    for (; next > k + 1; next -= 2) {
      // The real one behind the pair is brought before it: exchange seen from the other side.
      Matrix& T = schur.T;
      Triangle turned{T.block(next - 2, next - 2, 3, 3).reverse().transpose(),
                      Matrix::Identity(3, 3)};
      exchange(turned, 0);
      const Matrix Q = turned.U.reverse();
      const Matrix rows = Q.transpose() * T.middleRows(next - 2, 3);
      T.middleRows(next - 2, 3) = rows;
      const Matrix columns = T.middleCols(next - 2, 3) * Q;
      T.middleCols(next - 2, 3) = columns;
      const Matrix basis = schur.U.middleCols(next - 2, 3) * Q;
      schur.U.middleCols(next - 2, 3) = basis;
      T(next - 1, next - 2) = T(next, next - 2) = 0;
    }
  }
}

double right_of(const Matrix& chunk) {
  const double mean = 0.5 * (chunk(0, 0) + chunk(1, 1));
  const double half = 0.5 * (chunk(0, 0) - chunk(1, 1));
  const double square = half * half + chunk(0, 1) * chunk(1, 0);
  return mean + (square > 0 ? std::sqrt(square) : 0.0);
}

bool is_chunk(const Matrix& A) {
  if (A.rows() != 2) return false;
  const double half = 0.5 * (A(0, 0) - A(1, 1));
  return A(1, 0) == 0.0 || half * half + A(0, 1) * A(1, 0) < 0;
}

}  // namespace

CascadeBasis basis_of(const Matrix& drift) {
  const Eigen::Index n = drift.rows();
  CascadeBasis basis{.spectral_abscissa = -std::numeric_limits<double>::infinity()};
  if (n == 0) return basis;
  Triangle schur{drift, Matrix::Identity(n, n)};
  const Vector s = balance(schur.T);
  if (!is_chunk(schur.T)) {
    RealSchur found = real_schur(schur.T);
    schur = {std::move(found.triangle), std::move(found.basis)};
    align(schur);
    basis.drift_rounding = 10 * static_cast<double>(n) * eps * schur.T.norm();
  }
  for (Eigen::Index k = 0; k < n; k += 2) {
    const Matrix chunk = schur.T.block(k, k, 2, 2);
    basis.is_pair.push_back(chunk(1, 0) != 0.0 ? 1 : 0);
    schur.T.block(k + 2, k, n - k - 2, 2).setZero();
    basis.spectral_abscissa = std::max(basis.spectral_abscissa, right_of(chunk));
  }
  const double margin = marginal_tolerance * static_cast<double>(n) * eps * schur.T.norm();
  if (!(basis.spectral_abscissa < -margin)) throw NotStable(rightmost_mode(drift));
  basis.drift = std::move(schur.T);
  basis.forward = s.asDiagonal() * schur.U;
  basis.inverse = schur.U.transpose() * s.cwiseInverse().asDiagonal();
  basis.is_identity = basis.forward.isIdentity(0);
  return basis;
}

}  // namespace gaussnet
