#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <optional>

namespace gaussnet {

///     F V + V F^T - V G V + Q = 0
/// The Riccati equation once the record's noise is made white and independent of the system's:
/// F = A - Gam R^{-1} M,  G = M^T R^{-1} M >= 0,  Q = D - Gam R^{-1} Gam^T >= 0.
struct FilterEquation {
  Matrix drift{};        // F
  Matrix information{};  // G
  Matrix diffusion{};    // Q
};

/// The same with V = S V' S, S = diag(scale) in powers of two such that rows and columns of the
/// Hamiltonian have like norms.
struct BalancedFilter {
  FilterEquation equation{};  // of V'
  Vector scale{};
};
BalancedFilter balanced(const FilterEquation& equation);

/// The geometric mean of the Hamiltonian's extreme rates, a shift that serves fast and slow alike.
double doubling_shift(const BalancedFilter& filter);

/// The stabilising V by structure-preserving doubling with Cayley shift `shift` > 0 (a rate), to
/// about eight digits. Nothing if it does not converge: (F, Q) must reach every mode of F that does
/// not decay.
std::optional<Matrix> solve_by_doubling(const BalancedFilter& filter, double shift);

/// The stabilising V from the stable invariant subspace of the Hamiltonian
///     [[F^T, -G], [-Q, -F]] [1; V] = [1; V] (F - V G)^T.
/// Nothing if that subspace has not n dimensions, or V would not be finite.
/// A. J. Laub, IEEE Trans. Autom. Control 24, 913 (1979).
std::optional<Matrix> solve_by_invariant_subspace(const BalancedFilter& filter);

}  // namespace gaussnet
