#pragma once

#include <libnetwork/linear/matrix.hpp>

namespace gaussnet {

/// The continuous Lyapunov equation                                      [theory.md, Eq. (4)]
///     A V + V A^T + D = 0,
/// whose V is the stationary covariance of dr = A r dt + dxi, <dxi dxi^T> = D dt.
struct LyapunovEquation {
  Matrix drift{};      // A, n x n, in rates
  Matrix diffusion{};  // D, n x n, symmetric, in rates
  /// |A - exact A|, entrywise, where A is the outcome of a calculation; empty: A is exact. The
  /// error bound of the solution covers it to first order.
  Matrix drift_rounding{};
  Matrix diffusion_rounding{};  // |D - exact D|, likewise
};

struct LyapunovSolution {
  Matrix covariance{};
  ///     ||A V + V A^T + D|| / (2 ||A|| ||V|| + ||D||), Frobenius norms
  double residual = 0;
  /// Every entry is right to
  ///     |V_ij - exact V_ij| <= error_bound sqrt(V_ii V_jj),
  /// rounding and conditioning included: a small residual alone is no certificate.
  double error_bound = 0;
};

/// Sizes 2 and 4 by elimination; else R. H. Bartels, G. W. Stewart, Commun. ACM 15, 820 (1972),
/// along the cascade where A is one (in whatever order its states are numbered). An answer says
/// that A is stable; how stable, spectral_abscissa(A) says.
/// @throws std::invalid_argument if a shape, an entry or the symmetry of D is wrong,
///         NotStable if A is not stable, or only by rounding,
///         InaccurateResult if not one digit of V can be trusted.
LyapunovSolution solve(const LyapunovEquation& equation);

}  // namespace gaussnet
