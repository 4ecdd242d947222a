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

///     G(A -> B) = sum_k max(0, -ln 2 nu_k(S_B)),   S_B = V_B - V_BA V_A^{-1} V_AB
/// How far Gaussian measurements on A can steer B (nats); modes in neither are traced out. Not
/// symmetric. S_B is never formed as a difference: it is a block of the Cholesky factor, so the
/// accuracy is that of the logarithmic negativity.                  [theory.md, Eq. (62a)]
/// @throws as logarithmic_negativity
/// Kogias, Lee, Ragy, Adesso, Phys. Rev. Lett. 114, 060403 (2015).
double steering(const GaussianState& state, const Bipartition& from_a_to_b);
BoundedValue bounded_steering(const GaussianState& state, const Bipartition& from_a_to_b);

/// How far the first mode of a pair steers the second, for scans over many. Allocates nothing.
/// @param covariance as of logarithmic_negativity
/// @throws InaccurateResult not positive definite as rounded
double steering(const PairCovariance& covariance);

///     E_F = cosh^2 r ln cosh^2 r - sinh^2 r ln sinh^2 r,                [theory.md, Eq. (62b)]
/// the entropy of either half of the least entangled pure state gamma <= V (nats), one mode against
/// one. Closed forms exist, and are given, for separable states (0), for det V_A = det V_B
/// (e^{-2r} = 2 nu~_min), and for squeezed thermal states, whose standard form (a, b, c) has one c:
///     e^{2r} = (s + d)/(K + sqrt(K^2 - s^2 + d^2)),
///     K = 4 (ab - c^2) + 1,   s = 2 (a + b),   d = 4 c
/// The bound covers the exact states of the same form that lie within V's error.
/// @throws std::domain_error any other state, with the reason
/// @throws std::invalid_argument, InaccurateResult as logarithmic_negativity
/// Giedke, Wolf, Krueger, Werner, Cirac, Phys. Rev. Lett. 91, 107901 (2003); Adesso, Illuminati,
/// Phys. Rev. A 72, 032334 (2005).
double entanglement_of_formation(const GaussianState& state, const ModePair& pair);
BoundedValue bounded_entanglement_of_formation(const GaussianState& state, const ModePair& pair);

}  // namespace gaussnet
