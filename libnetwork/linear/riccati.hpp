#pragma once

#include <libnetwork/linear/matrix.hpp>

namespace gaussnet {

/// The continuous Riccati equation of a watched system                   [theory.md, Eq. (5)]
///     A V + V A^T + D = (V M^T + Gam) R^{-1} (V M^T + Gam)^T,
/// whose stabilising solution V is the covariance of dr = A r dt + dxi given the record
/// dz = M r dt + dnu, with <dxi dxi^T> = D dt, <dnu dnu^T> = R dt, <dxi dnu^T> = Gam dt.
struct RiccatiEquation {
  Matrix drift{};              // A, n x n, in rates
  Matrix diffusion{};          // D, n x n, symmetric
  Matrix measurement{};        // M, m x n
  Matrix measurement_noise{};  // R, m x m, symmetric, positive definite
  Matrix noise_correlation{};  // Gam, n x m
  // |A - exact A| and so on, as in LyapunovEquation; or empty
  Matrix drift_rounding{};
  Matrix diffusion_rounding{};
  Matrix measurement_rounding{};
  Matrix measurement_noise_rounding{};
  Matrix noise_correlation_rounding{};
};

struct RiccatiSolution {
  Matrix covariance{};
  Matrix gain{};  // K = (V M^T + Gam) R^{-1}
  ///     ||A V + V A^T + D - K R K^T|| / (2 ||A|| ||V|| + ||D|| + ||K R K^T||), Frobenius norms
  double residual = 0;
  /// |V_ij - exact V_ij| <= error_bound sqrt(V_ii V_jj) for every entry
  double error_bound = 0;
};

/// Structure-preserving doubling (E. K.-W. Chu, H.-Y. Fan, W.-W. Lin, Linear Algebra Appl. 396, 55
/// (2005)) and Newton's method to the end; where doubling fails, the Hamiltonian's stable subspace.
/// A may be unstable; an answer says that A - K M is stable, and spectral_abscissa(A - K M) how
/// stable. Without records (m = 0) V is the unconditional covariance.
/// @throws std::invalid_argument if a shape, an entry or a symmetry is wrong, R is not positive
///         definite, or D - Gam R^{-1} Gam^T has a negative eigenvalue (no noise correlates so),
///         NotDetectable if the record does not see a mode that does not decay,
///         NotStabilisable if a mode of A - Gam R^{-1} M neither decays nor grows nor is driven,
///         InaccurateResult if not one digit of V, or of the noise of some record, can be trusted.
RiccatiSolution solve(const RiccatiEquation& equation);

}  // namespace gaussnet
