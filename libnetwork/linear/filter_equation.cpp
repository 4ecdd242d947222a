#include <libnetwork/linear/doubling.hpp>
#include <libnetwork/linear/filter_equation.hpp>
#include <libnetwork/linear/schur.hpp>

namespace gaussnet {

double doubling_shift(const FilterEquation& equation) {
  doubling::Equation<Matrix> e{equation.drift, equation.information, equation.diffusion};
  doubling::balance(e);
  return doubling::shift(e);
}

std::optional<Matrix> solve_by_doubling(const FilterEquation& equation, double shift) {
  doubling::Equation<Matrix> e{equation.drift, equation.information, equation.diffusion};
  const Vector s = doubling::balance(e);
  Matrix V;
  if (!doubling::solve(e, shift, V)) return std::nullopt;
  return s.asDiagonal() * V * s.asDiagonal();
}

std::optional<Matrix> solve_by_invariant_subspace(const FilterEquation& equation) {
  doubling::Equation<Matrix> e{equation.drift, equation.information, equation.diffusion};
  const Vector s = doubling::balance(e);
  const Eigen::Index n = e.F.rows();
  const OrderedSchur schur = stable_first_schur(doubling::hamiltonian(e));
  if (schur.count != n) return std::nullopt;
  const ComplexMatrix upper = schur.basis.topLeftCorner(n, n);
  const ComplexMatrix lower = schur.basis.bottomLeftCorner(n, n);
  // V = lower upper^{-1}, from upper^T V^T = lower^T
  const Matrix V = upper.transpose().partialPivLu().solve(lower.transpose()).real();
  if (!V.allFinite()) return std::nullopt;
  const Matrix symmetric = 0.5 * (V + V.transpose());
  return s.asDiagonal() * symmetric * s.asDiagonal();
}

}  // namespace gaussnet
