#include <libnetwork/linear/doubling.hpp>
#include <libnetwork/linear/filter_equation.hpp>
#include <libnetwork/linear/schur.hpp>
#include <utility>

namespace gaussnet {
namespace {

// V is right to about the square of this, and one Newton step squares the error once more.
constexpr double doubling_tolerance = 1e-4;

doubling::Equation<Matrix> equation_of(const BalancedFilter& filter) {
  return {filter.equation.drift, filter.equation.information, filter.equation.diffusion};
}

}  // namespace

BalancedFilter balanced(const FilterEquation& equation) {
  doubling::Equation<Matrix> e{equation.drift, equation.information, equation.diffusion};
  Vector scale = doubling::balance(e);
  return {{std::move(e.F), std::move(e.G), std::move(e.Q)}, std::move(scale)};
}

double doubling_shift(const BalancedFilter& filter) { return doubling::shift(equation_of(filter)); }

std::optional<Matrix> solve_by_doubling(const BalancedFilter& filter, double shift) {
  Matrix V;
  if (!doubling::solve(equation_of(filter), shift, doubling_tolerance, V)) return std::nullopt;
  return filter.scale.asDiagonal() * V * filter.scale.asDiagonal();
}

std::optional<Matrix> solve_by_invariant_subspace(const BalancedFilter& filter) {
  const Eigen::Index n = filter.scale.size();
  const Matrix U = stable_subspace(doubling::hamiltonian(equation_of(filter)));
  if (U.cols() != n) return std::nullopt;
  // V = lower upper^{-1}, from upper^T V^T = lower^T
  const Matrix V = U.topRows(n).transpose().partialPivLu().solve(U.bottomRows(n).transpose());
  if (!V.allFinite()) return std::nullopt;
  const Matrix symmetric = 0.5 * (V + V.transpose());
  return filter.scale.asDiagonal() * symmetric * filter.scale.asDiagonal();
}

}  // namespace gaussnet
