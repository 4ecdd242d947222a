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

///     S = sum_k f(nu_k),   f(nu) = (nu + 1/2) ln(nu + 1/2) - (nu - 1/2) ln(nu - 1/2)
/// Entropy (nats); 0 for a pure state. From n = nu - 1/2 as n ln(1 + 1/n) + ln(1 + n), which keeps
/// its digits near n = 0.                                             [theory.md, Eq. (57a)]
/// @throws std::domain_error a nu_k certainly below 1/2: no quantum state, no entropy
/// @throws InaccurateResult the covariance is not positive definite as rounded
double entropy(const GaussianState& state);
BoundedValue bounded_entropy(const GaussianState& state);

///     I(A:B) = S(A) + S(B) - S(AB)
/// All correlations between A and B (nats), modes in neither traced out. [theory.md, Eq. (57b)]
/// @throws as entropy; std::invalid_argument an empty part, a mode twice or out of range
double mutual_information(const GaussianState& state, const Bipartition& partition);
BoundedValue bounded_mutual_information(const GaussianState& state, const Bipartition& partition);

///     f(n + 1/2) = n ln(1 + 1/n) + ln(1 + n),   0 for n <= 0
/// Entropy of a thermal state of n quanta; with n = sinh^2 r, of either half of two-mode squeezed
/// vacuum.
double thermal_entropy(double quanta);

///     k_B T/(hbar omega) = 1/ln(1 + 1/n)
/// The temperature at which the mode, in equilibrium, would have its n quanta, in units of
/// hbar omega/k_B; 0 for n = 0.                                        [theory.md, Eq. (58a)]
/// @throws std::domain_error n certainly below 0; std::invalid_argument out of range, unknown name
double reduced_temperature(const GaussianState& state, const Mode& mode);
BoundedValue bounded_reduced_temperature(const GaussianState& state, const Mode& mode);

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

///     -10 log10[Var(w^T r)/(w^T w/2)]
/// Squeezing in dB: how far the variance is below that of the same combination in the vacuum.
/// Infinite bound where the variance is 0 to its accuracy.             [theory.md, Eq. (58b)]
/// @throws std::invalid_argument w = 0, or not of 2n finite entries
double squeezing(const GaussianState& state, const Vector& combination);
BoundedValue bounded_squeezing(const GaussianState& state, const Vector& combination);

}  // namespace gaussnet
