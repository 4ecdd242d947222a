#pragma once

#include <libnetwork/gaussian/gaussian_state.hpp>
#include <span>

namespace gaussnet {

///     Tr rho^2 = prod_k 1/(2 nu_k)
/// 1 for a pure state. For fewer modes: purity(state.reduced(modes)).
/// @throws InaccurateResult the covariance is not positive definite as rounded
double purity(const GaussianState& state);
BoundedValue bounded_purity(const GaussianState& state);

///     min_k nu_k
/// The least symplectic eigenvalue: 1/2 where some mode (of the normal form) is pure.
/// @throws InaccurateResult the covariance is not positive definite as rounded
BoundedValue least_symplectic_eigenvalue(const GaussianState& state);

///     n = (V_XX + V_PP)/2 - 1/2
/// Mean number of quanta in a mode of vanishing mean.
/// @throws std::invalid_argument out of range, unknown name
double occupation(const GaussianState& state, const Mode& mode);
BoundedValue bounded_occupation(const GaussianState& state, const Mode& mode);

/// One quadrature in a linear combination.
struct QuadratureTerm {
  Mode mode;
  Quadrature quadrature = Quadrature::X;
  double coefficient = 1;
};

/// w of w^T r = sum of the terms (terms of one quadrature add up), 2n entries.
/// @throws std::invalid_argument out of range, unknown name, a coefficient that is not finite
Vector quadrature_combination(const GaussianState& state, std::span<const QuadratureTerm> terms);

///     Var(w^T r) = w^T V w
/// @throws std::invalid_argument w not of 2n finite entries
double variance(const GaussianState& state, const Vector& combination);
BoundedValue bounded_variance(const GaussianState& state, const Vector& combination);

/// The same combination's variance in the vacuum, w^T w/2: what squeezing in dB refers to.
double vacuum_variance_of(const Vector& combination);

}  // namespace gaussnet
