#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <span>

namespace gaussnet {

/// Variance of X and of P in the vacuum: hbar = 1, [X, P] = i, a = (X + iP)/sqrt2. Half of every
/// quantum in this library is this number.
inline constexpr double vacuum_variance = 0.5;

/// r = (X1, P1, X2, P2, ...): where a quadrature stands.
enum class Quadrature { X, P };
constexpr Eigen::Index quadrature_index(int mode, Quadrature quadrature) {
  return 2 * static_cast<Eigen::Index>(mode) + (quadrature == Quadrature::P ? 1 : 0);
}

///     Om = direct sum of [[0, 1], [-1, 0]],   [r_a, r_b] = i Om_ab
/// @return 2 num_modes x 2 num_modes
/// @throws std::invalid_argument num_modes negative
Matrix symplectic_form(int num_modes);

///     nu_k:   S V S^T = diag(nu_1, nu_1, nu_2, nu_2, ...),   S Om S^T = Om
/// The nu_k are the singular values of L^T Om L, V = L L^T, which come in pairs; each pair is
/// given once. Up to `max_modes_in_double_double` the work is done in twice the precision of the
/// entries, so that their own rounding decides the accuracy.
/// @param covariance V, 2n x 2n, symmetric, positive definite
/// @return n values, ascending
/// @throws std::invalid_argument shape; InaccurateResult V not positive definite as rounded
/// Williamson, Am. J. Math. 58, 141 (1936).
Vector symplectic_eigenvalues(const Matrix& covariance);

/// The same from a factor, V = L L^T: resolves nu_k down to eps times the entries of L, not of V.
/// @param factor L, 2n x m, m >= 2n, full row rank
Vector symplectic_eigenvalues_of_factor(const Matrix& factor);

/// Above this size symplectic eigenvalues are computed in double precision, and bounds say so.
inline constexpr int max_modes_in_double_double = 48;

///     P V P,   P: X -> X, P -> -P on `modes`
/// Transposition of the density operator on `modes`; for a factor L of V use `flip_momenta`.
/// @throws std::invalid_argument shape, a mode out of range
/// Simon, Phys. Rev. Lett. 84, 2726 (2000).
Matrix partial_transpose(const Matrix& covariance, std::span<const int> modes);

///     P L
/// @param factor 2n x m
Matrix flip_momenta(const Matrix& factor, std::span<const int> modes);

///     min eig (V + i Om/2)
/// Non-negative for a state that exists. Accurate to about `uncertainty_tolerance`.
/// @throws std::invalid_argument shape
double uncertainty_margin(const Matrix& covariance);

///     10 n eps ||V||_F,   n = rows of V
/// A margin above minus this is rounding, not physics.
double uncertainty_tolerance(const Matrix& covariance);

/// Whether the margin is above -uncertainty_tolerance: one Cholesky factorisation, no eigenvalues.
/// @throws std::invalid_argument shape
bool satisfies_uncertainty(const Matrix& covariance);

}  // namespace gaussnet
