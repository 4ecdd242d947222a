#include <algorithm>
#include <cmath>
#include <libnetwork/linear/doubling.hpp>
#include <libnetwork/linear/lyapunov_small.hpp>
#include <libnetwork/linear/riccati_small.hpp>
#include <libnetwork/linear/tolerances.hpp>
#include <limits>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
constexpr int max_newton_steps = 6;
// Doubling is cheap here beside Newton steps, so it goes on until one step suffices.
constexpr double doubling_tolerance = 1e-7;
// Corrections below this many times the bound on rounding change nothing that can be known.
constexpr double newton_tolerance = 0.5;
// Answers with a larger bound are left to the general solver.
constexpr double trusted_bound = 1e-8;
// Modes that do not decay must be seen by this much, relative to A, for certain: more than what
// undetected_mode() in detectability.hpp takes for rounding.
constexpr double least_distance_to_unseen = 1e-12;
// R, scaled to unit diagonal, must have Cholesky pivots above this.
constexpr double least_noise_pivot = 1e-12;
// Q = D - Gam R^{-1} Gam^T may be negative by this much of D's own scale; the general solver, which
// knows whether noise contradicts itself, gets the others.
constexpr double filter_noise_tolerance = 1e-12;

SmallLyapunovStatus lyapunov(const Eigen::Matrix2d& A, const Eigen::Matrix2d& D,
                             Eigen::Matrix2d& V) {
  return solve_lyapunov_2(A.data(), D.data(), V.data());
}

SmallLyapunovStatus lyapunov(const Eigen::Matrix4d& A, const Eigen::Matrix4d& D,
                             Eigen::Matrix4d& V) {
  return solve_lyapunov_4(A.data(), D.data(), V.data());
}

/// The equation with its record rescaled to unit noise, R = C C^T.
template <int N>
struct White {
  using Small = SmallRiccatiEquation<N>;
  typename Small::States A, D;
  typename Small::Records M;
  typename Small::Gain Gam;
  typename Small::Noise C;
  typename Small::Noise growth;  // as in white_record.hpp, and never empty
  double rounding = 0;           // as there
};

/// B <- C^{-1} B, C lower triangular
template <class Triangle, class Columns>
void divide_by_triangle(const Triangle& C, Columns& B) {
  for (Eigen::Index j = 0; j < B.cols(); ++j) {
    for (Eigen::Index i = 0; i < C.rows(); ++i) {
      for (Eigen::Index k = 0; k < i; ++k) B(i, j) -= C(i, k) * B(k, j);
      B(i, j) /= C(i, i);
    }
  }
}

template <int N>
bool whiten(const SmallRiccatiEquation<N>& e, White<N>& white) {
  white.A = e.drift;
  white.D = e.diffusion;
  white.M = e.measurement;
  white.Gam = e.noise_correlation;
  const auto& R = e.measurement_noise;
  const Eigen::Index m = R.rows();
  white.C.setZero(m, m);
  for (Eigen::Index j = 0; j < m; ++j) {
    for (Eigen::Index i = j; i < m; ++i) {
      double left = R(i, j);
      for (Eigen::Index k = 0; k < j; ++k) left -= white.C(i, k) * white.C(j, k);
      if (i == j && !(left > least_noise_pivot * R(j, j) && R(j, j) > 0)) return false;
      white.C(i, j) = i == j ? std::sqrt(left) : left / white.C(j, j);
    }
  }
  white.growth.setIdentity(m, m);
  if (!white.C.isDiagonal(0)) {
    typename White<N>::Small::Noise inverse = white.growth;
    divide_by_triangle(white.C, inverse);
    white.growth = inverse.cwiseAbs().lazyProduct(white.C.cwiseAbs());
    white.rounding = static_cast<double>(m + 1) * eps * white.growth.squaredNorm();
    if (!(white.rounding <= linear_limit)) return false;
  }
  divide_by_triangle(white.C, white.M);
  // Gam C^{-T}, by columns
  for (Eigen::Index i = 0; i < m; ++i) {
    for (Eigen::Index k = 0; k < i; ++k) white.Gam.col(i) -= white.C(i, k) * white.Gam.col(k);
    white.Gam.col(i) /= white.C(i, i);
  }
  return white.M.allFinite() && white.Gam.allFinite() && white.A.allFinite() && white.D.allFinite();
}

/// Q >= 0 up to rounding, by Cholesky steps that leave out states in which no noise is left.
template <class Square>
bool is_nonnegative(Square Q, const Square& D) {
  const double scale = D.diagonal().cwiseAbs().maxCoeff();
  const double floor = filter_noise_tolerance * scale;
  for (Eigen::Index k = 0; k < Q.rows(); ++k) {
    if (Q(k, k) < -floor) return false;
    const bool is_quiet = Q(k, k) <= floor;
    for (Eigen::Index j = k + 1; j < Q.rows(); ++j) {
      if (is_quiet && std::abs(Q(j, k)) > std::sqrt(floor * scale)) return false;
      for (Eigen::Index i = j; !is_quiet && i < Q.rows(); ++i)
        Q(i, j) -= Q(i, k) * Q(j, k) / Q(k, k);
    }
  }
  return true;
}

/// The diagonal noise of misfit_weights() in error_bound.hpp, here of rounding alone.
template <class Square>
Square as_noise(const Square& misfit, const Square& A, const Square& V) {
  const auto sigma = V.diagonal().cwiseAbs().cwiseSqrt().eval();
  const auto possible = sigma.cwiseProduct(A.cwiseAbs() * sigma).eval();
  const auto diagonal =
      (misfit.diagonal() + possible_share * (Square::RowsAtCompileTime + 4) * eps * possible)
          .eval();
  const auto root =
      diagonal.cwiseMax(std::max(eps * eps * diagonal.maxCoeff(), 1e-300)).cwiseSqrt().eval();
  const auto w = (root.asDiagonal() * misfit * root.cwiseInverse()).eval();
  return Square(w.asDiagonal());
}

template <class Square>
double relative(const Square& error, const Square& V) {
  const auto s =
      V.diagonal().cwiseAbs().cwiseMax(std::numeric_limits<double>::min()).cwiseSqrt().eval();
  return (error.cwiseAbs().array() / (s * s.transpose()).array()).maxCoeff();
}

/// As in smith_correction.cpp: a closed loop that X, the answer to noise w, keeps away from the
/// right half plane has no mode that does not decay and is not seen.
template <int N>
bool is_surely_detectable(const White<N>& e, const typename White<N>::Small::Gain& L,
                          double decay) {
  const double scale = e.A.norm();
  const double unit = scale > 0 ? scale : std::max(e.M.squaredNorm(), 1e-300);
  const double margin = decay - marginal_tolerance * N * eps * scale;
  return margin > least_distance_to_unseen * (unit + L.norm() * std::sqrt(unit));
}

template <int N>
void set_solution(const White<N>& e, const typename White<N>::Small::States& V,
                  SmallRiccatiSolution<N>& solution) {
  using Square = typename White<N>::Small::States;
  const typename White<N>::Small::Gain L = V * e.M.transpose() + e.Gam;
  const Square LL = L * L.transpose();
  const Square AV = e.A * V;
  const double scale = 2 * e.A.norm() * V.norm() + e.D.norm() + LL.norm();
  solution.covariance = V;
  solution.residual = scale > 0 ? (AV + AV.transpose() + e.D - LL).norm() / scale : 0;
  solution.gain = L;
  // L C^{-1}, by columns from the last
  for (Eigen::Index i = e.C.rows(); i-- > 0;) {
    for (Eigen::Index k = i + 1; k < e.C.rows(); ++k) {
      solution.gain.col(i) -= e.C(k, i) * solution.gain.col(k);
    }
    solution.gain.col(i) /= e.C(i, i);
  }
}

/// As in riccati_residual.hpp, of A - L M with `grown` = |L| B and `size` = |V||M|^T + |Gam|.
template <int N>
double lost_share(const White<N>& e, const typename White<N>::Small::Gain& grown,
                  const typename White<N>::Small::Gain& size,
                  const typename White<N>::Small::States& X,
                  const typename White<N>::Small::States& w) {
  if (e.rounding == 0) return 0;
  using Square = typename White<N>::Small::States;
  const typename White<N>::Small::Records seen = e.growth.transpose() * e.M.cwiseAbs();
  const Square loop = static_cast<double>(e.M.rows() + 1) * eps * (grown + size) * seen;
  const auto s = w.diagonal().cwiseSqrt().cwiseInverse().eval();
  const Square half = loop * X.cwiseAbs();
  const Square lost = s.asDiagonal() * (half + half.transpose()) * s.asDiagonal();
  const double share = lost.rowwise().sum().maxCoeff();
  return lost.allFinite() ? share : std::numeric_limits<double>::infinity();
}

/// Newton's method from V; false if a closed loop is not safely stable or the end is not reached.
template <int N>
bool polish(const White<N>& e, typename White<N>::Small::States V,
            SmallRiccatiSolution<N>& solution) {
  using Square = typename White<N>::Small::States;
  double previous = std::numeric_limits<double>::infinity();
  for (int step = 0; step < max_newton_steps; ++step) {
    const typename White<N>::Small::Gain L = V * e.M.transpose() + e.Gam;
    const Square LL = L * L.transpose();
    const Square AV = e.A * V;
    const Square residual = AV + AV.transpose() + e.D - LL;
    const Square closed_loop = e.A - L * e.M;
    const typename White<N>::Small::Gain size =
        V.cwiseAbs() * e.M.cwiseAbs().transpose() + e.Gam.cwiseAbs();
    const typename White<N>::Small::Gain grown = L.cwiseAbs() * e.growth;
    const Square cross = grown * (size + 0.5 * grown).transpose();
    const Square AV_size = e.A.cwiseAbs() * V.cwiseAbs();
    const Square rounding =
        (N + 4) * eps *
        (AV_size + AV_size.transpose() + e.D.cwiseAbs() + 2 * (cross + cross.transpose()));
    const Square w = as_noise(rounding, e.A, V);
    Square X, delta;
    if (lyapunov(closed_loop, w, X) != SmallLyapunovStatus::solved ||
        lyapunov(closed_loop, residual, delta) != SmallLyapunovStatus::solved) {
      return false;
    }
    const double bound = relative(Square(X.diagonal().asDiagonal()), V);
    const double change = relative(delta, V);
    // as second_order() in error_bound.hpp
    const double second =
        (e.M * X).cwiseProduct(e.M).sum() * X.diagonal().cwiseQuotient(w.diagonal()).sum();
    const double lost = lost_share<N>(e, grown, size, X, w);
    if (!(bound < trusted_bound) || !std::isfinite(change)) return false;
    if (change <= newton_tolerance * bound || (change < trusted_bound && change > previous / 2)) {
      set_solution(e, Square(V + delta), solution);
      if (!(second + lost <= linear_limit)) return false;
      solution.error_bound = bound / (1 - 2 * linear_limit) + change;
      solution.decay = w.diagonal().minCoeff() / (2 * X.norm());
      solution.fastest = e.A.norm() + (e.A - closed_loop).norm();
      return solution.error_bound < trusted_bound && is_surely_detectable<N>(e, L, solution.decay);
    }
    previous = change;
    V += delta;
  }
  return false;
}

}  // namespace

template <int N>
bool solve_small(const SmallRiccatiEquation<N>& equation,
                 SmallRiccatiSolution<N>& solution) noexcept {
  using Square = typename SmallRiccatiEquation<N>::States;
  White<N> e;
  if (!whiten(equation, e)) return false;
  doubling::Equation<Square> filter{e.A - e.Gam * e.M, e.M.transpose() * e.M,
                                    e.D - e.Gam * e.Gam.transpose()};
  if (!is_nonnegative(filter.Q, e.D)) return false;
  const auto s = doubling::balance(filter);
  Square V;
  if (!doubling::solve(filter, doubling::shift(filter), doubling_tolerance, V)) return false;
  return polish<N>(e, s.asDiagonal() * V * s.asDiagonal(), solution);
}

template bool solve_small<2>(const SmallRiccatiEquation<2>&, SmallRiccatiSolution<2>&) noexcept;
template bool solve_small<4>(const SmallRiccatiEquation<4>&, SmallRiccatiSolution<4>&) noexcept;

}  // namespace gaussnet
