#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <libnetwork/linear/balancing.hpp>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/lu.hpp>
#include <libnetwork/linear/small_lu.hpp>
#include <libnetwork/linear/symmetric_product.hpp>
#include <limits>
#include <type_traits>
#include <utility>

// Structure-preserving doubling for matrices of fixed or dynamic size; fixed sizes allocate
// nothing.
//     F V + V F^T - V G V + Q = 0
// E. K.-W. Chu, H.-Y. Fan, W.-W. Lin, Linear Algebra Appl. 396, 55 (2005), with their A = F^T.

namespace gaussnet::doubling {

// Rates may span 2^max_doublings; convergence is quadratic from there on.
constexpr int max_doublings = 80;
constexpr int balancing_sweeps = 6;
constexpr int inverse_iterations = 2;
// Inverses of F - shift beyond this, relative to 1/shift, would cost the first step its digits.
constexpr double most_amplified = 1e4;
// An iterate whose trace shrinks by more than this has lost its digits.
constexpr double shrinking = 1e-2;

/// How matrices are multiplied: of fixed size in place, of dynamic size by blas.hpp and lu.hpp.
template <class Square>
struct Arithmetic {
  using Lu = SmallLu<Square>;
  static Square product(const Square& A, const Square& B) { return A * B; }
  static Square symmetric_product(const Square& A, const Square& B, Transposed which) {
    const Square AB = which == Transposed::left    ? Square(A.transpose() * B)
                      : which == Transposed::right ? Square(A * B.transpose())
                                                   : Square(A * B);
    return 0.5 * (AB + AB.transpose());
  }
  template <class Column>
  static Column solve_transposed(const Lu& lu, const Column& b) {
    return lu.solve_transposed(b);
  }
};

template <>
struct Arithmetic<Matrix> {
  using Lu = LuFactor;
  static Matrix product(const Matrix& A, const Matrix& B) { return gaussnet::product(A, B); }
  static Matrix symmetric_product(const Matrix& A, const Matrix& B, Transposed which) {
    return gaussnet::symmetric_product(A, B, which);
  }
  static Vector solve_transposed(const Lu& lu, const Vector& b) { return lu.solve_transposed(b); }
};

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
      const double row = off_diagonal_sum(e.F.row(i), i) + e.Q.row(i).cwiseAbs().sum();
      const double column = off_diagonal_sum(e.F.col(i), i) + e.G.row(i).cwiseAbs().sum();
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
  const typename Arithmetic<Ham>::Lu lu(H);
  Column x = Column::Ones(H.rows()).normalized();
  double slow = floor;
  for (int k = 0; k < inverse_iterations; ++k) {
    const Column y = lu.solve(x);
    const double growth = y.norm();
    if (!std::isfinite(growth) || growth == 0) return std::sqrt(fast * floor);
    slow = std::clamp(1 / growth, floor, fast);
    x = Arithmetic<Ham>::solve_transposed(lu, Column(y / growth));
    if (!x.allFinite()) break;
    x.normalize();
  }
  return std::sqrt(fast * slow);
}

/// A, G and H of the first step, the Cayley transform of the Hamiltonian as a scattering matrix:
///     [[A, -G], [H, A^T]] = 1 + 2 shift K^{-1},   K = [[F^T - shift, G], [-Q, F - shift]].
template <class Square>
Equation<Square> scattering(const Equation<Square>& e, double shift) {
  constexpr int N = Square::RowsAtCompileTime;
  constexpr int size = N == Eigen::Dynamic ? Eigen::Dynamic : 2 * N;
  using Pair = Eigen::Matrix<double, size, size>;
  const Eigen::Index n = e.F.rows();
  Pair K(2 * n, 2 * n);
  K.topLeftCorner(n, n) = e.F.transpose();
  K.topRightCorner(n, n) = e.G;
  K.bottomLeftCorner(n, n) = -e.Q;
  K.bottomRightCorner(n, n) = e.F;
  K.diagonal().array() -= shift;
  const Pair inverse = typename Arithmetic<Pair>::Lu(K).inverse();
  const auto symmetric = [&](const auto& S) { return Square(shift * (S + S.transpose())); };
  Square A = 2 * shift * inverse.topLeftCorner(n, n);
  A.diagonal().array() += 1;
  return {std::move(A), symmetric(-inverse.topRightCorner(n, n)),
          symmetric(inverse.bottomLeftCorner(n, n))};
}

/// The same through F - shift alone, in less time. Where a long cascade amplifies, the inverse of
/// that is large though K^{-1} is not, and would take the digits: then by K.
template <class Square>
Equation<Square> first_step(const Equation<Square>& e, double shift) {
  using Do = Arithmetic<Square>;
  using Lu = typename Do::Lu;
  const Square one = Square::Identity(e.F.rows(), e.F.rows());
  const Square cayley_inverse = Lu(Square(e.F.transpose() - shift * one)).inverse();
  if (!(shift * cayley_inverse.norm() < most_amplified)) return scattering(e, shift);
  const Square Q_cayley = Do::product(e.Q, cayley_inverse);
  const Square w_inverse = Lu(Square(e.F - shift * one + Do::product(Q_cayley, e.G))).inverse();
  return {
      one + 2 * shift * w_inverse.transpose(),
      2 * shift *
          Do::symmetric_product(Do::product(cayley_inverse, e.G), w_inverse, Transposed::neither),
      2 * shift * Do::symmetric_product(w_inverse, Q_cayley, Transposed::neither)};
}

/// V of the balanced equation into V, off by the order of the square of `tolerance`; false if the
/// iteration does not converge.
template <class Square>
bool solve(const Equation<Square>& e, double shift, double tolerance, Square& V) {
  using Do = Arithmetic<Square>;
  using Lu = typename Do::Lu;
  const Eigen::Index n = e.F.rows();
  const Square one = Square::Identity(n, n);
  auto [A, G, H] = first_step(e, shift);
  double trace = H.trace();
  for (int k = 0; k < max_doublings; ++k) {
    const double size = A.norm();
    if (!std::isfinite(size) || !H.allFinite() || !G.allFinite()) return false;
    // A is the closed loop's Cayley transform to the power 2^k, up to a factor: V - H is of the
    // order of its square.
    if (size <= tolerance) {
      V = H;
      return true;
    }
    const Lu lu(Square(one + Do::product(G, H)));
    const Square MA = lu.solve(A);
    H += Do::symmetric_product(A, Do::product(H, MA), Transposed::left);
    // H grows towards V; one that shrinks is rounding.
    if (H.trace() < (1 - shrinking) * trace) return false;
    trace = H.trace();
    if (size * MA.norm() <= tolerance && H.allFinite()) {
      V = H;
      return true;
    }
    G += Do::symmetric_product(Do::product(A, lu.solve(G)), A, Transposed::right);
    A = Do::product(A, MA);
  }
  return false;
}

}  // namespace gaussnet::doubling
