#pragma once

#include <libnetwork/gaussian/gaussian_state.hpp>
#include <libnetwork/gaussian/pair_covariance.hpp>

namespace gaussnet {

///     E_N(A|B) = sum_k max(0, -ln 2 nu~_k),
/// nu~_k the symplectic eigenvalues of P V P (momenta of B flipped) of the modes in A and B; modes
/// in neither are traced out. Natural logarithm (nats).
///
/// The rounding of V's entries alone allows an error of about eps e^{2 E_N}; nothing is added to it
/// (up to `max_modes_in_double_double`). From a factor it is eps e^{E_N}.
/// @throws std::invalid_argument an empty part, a mode twice or out of range, an unknown name
/// @throws InaccurateResult the covariance of these modes is not positive definite as rounded
/// Vidal, Werner, Phys. Rev. A 65, 032314 (2002).
double logarithmic_negativity(const GaussianState& state, const Bipartition& partition);

///     bound = sum_k ln[nu~_k / ((1 - tau) nu~_k)] over the nu~_k that are or may be below 1/2,
///     tau = ||L^{-1} dV L^{-T}|| <= (eps/2 ||V||_inf + error_bound) ||V^{-1}||_2
/// Symplectic eigenvalues are monotone in V, and (1 - tau) V <= V + dV <= (1 + tau) V. Infinite for
/// tau >= 1, which is what strong squeezing comes to (E_N around 18.5 from a covariance).
/// @throws as above
BoundedValue bounded_logarithmic_negativity(const GaussianState& state,
                                            const Bipartition& partition);

/// E_N of one pair for scans over many: in double precision where that is certain to 1e-13, as
/// above where it is not. Allocates nothing.
/// @param covariance symmetric; only its lower triangle is read; not checked for V + i Om/2 >= 0
/// @throws InaccurateResult not positive definite as rounded
double logarithmic_negativity(const PairCovariance& covariance);

///     min_k nu~_k
/// The least symplectic eigenvalue of the partial transpose: entangled if below 1/2 (and, for one
/// mode against many, only then).
/// @throws as logarithmic_negativity
BoundedValue least_partial_transpose_eigenvalue(const GaussianState& state,
                                                const Bipartition& partition);

}  // namespace gaussnet
