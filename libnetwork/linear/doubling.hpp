#pragma once

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

// Structure-preserving doubling for matrices of fixed or dynamic size; fixed sizes allocate
// nothing.
//     F V + V F^T - V G V + Q = 0
// E. K.-W. Chu, H.-Y. Fan, W.-W. Lin, Linear Algebra Appl. 396, 55 (2005), with their A = F^T.

namespace gaussnet::doubling {

// Rates may span 2^max_doublings; convergence is quadratic from there on.
constexpr int max_doublings = 80;
constexpr int balancing_sweeps = 6;
constexpr int inverse_iterations = 4;

template <class Square>
struct Equation {
  Square F{}, G{}, Q{};
};

/// Diagonal s, in powers of two, such that with V = S V' S rows and columns of the Hamiltonian
/// [[F^T, -G], [-Q, -F]] have like norms; overwrites F, G, Q by those of V'.
template <class Square>
auto balance(Equation<Square>& e) {
  using Column = Eigen::Matrix<double, Square::RowsAtCompileTime, 1>;
  const Eigen::Index n = e.F.rows();
  Column s = Column::Ones(n);
  for (int sweep = 0; sweep < balancing_sweeps; ++sweep) {
    bool done = true;
    for (Eigen::Index i = 0; i < n; ++i) {
      const double diagonal = std::abs(e.F(i, i));
      const double row = e.F.row(i).cwiseAbs().sum() - diagonal + e.Q.row(i).cwiseAbs().sum();
      const double column = e.F.col(i).cwiseAbs().sum() - diagonal + e.G.row(i).cwiseAbs().sum();
      if (!(row > 0 && column > 0)) continue;
      const double f = std::ldexp(1.0, std::ilogb(row / column) / 2);
      if (f == 1.0) continue;
      done = false;
      s(i) *= f;
      e.F.col(i) *= f;
      e.F.row(i) /= f;
      e.G.col(i) *= f;
      e.G.row(i) *= f;
      e.Q.col(i) /= f;
      e.Q.row(i) /= f;
    }
    if (done) break;
  }
  return s;
}

/// [[F^T, -G], [-Q, -F]]
template <class Square>
auto hamiltonian(const Equation<Square>& e) {
  constexpr int N = Square::RowsAtCompileTime;
  constexpr int size = N == Eigen::Dynamic ? Eigen::Dynamic : 2 * N;
  const Eigen::Index n = e.F.rows();
  Eigen::Matrix<double, size, size> H(2 * n, 2 * n);
  H.topLeftCorner(n, n) = e.F.transpose();
  H.topRightCorner(n, n) = -e.G;
  H.bottomLeftCorner(n, n) = -e.Q;
  H.bottomRightCorner(n, n) = -e.F;
  return H;
}

/// The geometric mean of the extreme singular values of the Hamiltonian (the least one by a few
/// steps of inverse iteration): a shift that serves fast and slow rates alike.
template <class Square>
double shift(const Equation<Square>& e) {
  const auto H = hamiltonian(e);
  using Ham = std::remove_const_t<decltype(H)>;
  using Column = Eigen::Matrix<double, Ham::RowsAtCompileTime, 1>;
  const double fast = H.norm() / std::sqrt(static_cast<double>(H.rows()));
  if (!(fast > 0)) return 1;
  const double floor = std::numeric_limits<double>::epsilon() * fast;
  const Eigen::PartialPivLU<Ham> lu(H);
  Column x = Column::Ones(H.rows()).normalized();
  double slow = floor;
  for (int k = 0; k < inverse_iterations; ++k) {
    const Column y = lu.solve(x);
    const double growth = y.norm();
    if (!std::isfinite(growth) || growth == 0) return std::sqrt(fast * floor);
    slow = std::clamp(1 / growth, floor, fast);
    x = lu.transpose().solve(Column(y / growth));
    if (!x.allFinite()) break;
    x.normalize();
  }
  return std::sqrt(fast * slow);
}

/// V of the balanced equation into V; false if the iteration does not converge.
template <class Square>
bool solve(const Equation<Square>& e, double shift, Square& V) {
  const Eigen::Index n = e.F.rows();
  const Square one = Square::Identity(n, n);
  const double tolerance = std::sqrt(std::numeric_limits<double>::epsilon()) / 16;

  const Eigen::PartialPivLU<Square> cayley(Square(e.F.transpose() - shift * one));
  const Square cayley_inverse = cayley.inverse();
  const Square cayley_G = cayley_inverse * e.G;
  const Eigen::PartialPivLU<Square> w(Square(e.F - shift * one + e.Q * cayley_G));
  const Square w_inverse = w.inverse();
  Square A = one + 2 * shift * w_inverse.transpose();
  Square G = 2 * shift * cayley_G * w_inverse;
  Square H = 2 * shift * w_inverse * e.Q * cayley_inverse;
  Square T(n, n);
  for (int k = 0; k < max_doublings; ++k) {
    T = G + G.transpose();
    G = 0.5 * T;
    T = H + H.transpose();
    H = 0.5 * T;
    const double size = A.norm();
    if (!std::isfinite(size) || !H.allFinite() || !G.allFinite()) return false;
    // A is the closed loop's Cayley transform to the power 2^k: V - H is of the order of its
    // square.
    if (size <= tolerance) {
      V = H;
      return true;
    }
    const Eigen::PartialPivLU<Square> lu(Square(one + G * H));
    const Square MA = lu.solve(A);
    const Square MG = lu.solve(G);
    T.noalias() = A * MG;
    G.noalias() += T * A.transpose();
    T.noalias() = H * MA;
    H.noalias() += A.transpose() * T;
    T.noalias() = A * MA;
    A = T;
  }
  return false;
}

}  // namespace gaussnet::doubling
