#pragma once

#include <libnetwork/linear/matrix.hpp>

namespace gaussnet {

/// Let a computed V miss its equation by a symmetric E of which only |E_ij| <= e_ij is known. For
/// any positive s, W = diag(w), w_i = sum_j e_ij s_j / s_i, satisfies -W <= E <= W, and since the
/// Lyapunov operator of a stable A keeps the order of symmetric matrices, the solution of
///     A X + X A^T + W = 0
/// bounds the error, -X <= V - V_exact <= X: entrywise by sqrt(X_ii X_jj). (A certificate like the
/// estimate of sep(A, -A^T) in N. J. Higham, BIT 33, 124 (1993), but for each entry in its own
/// scale and without the estimate.)
///
/// Here e is the residual plus what rounding may have hidden from it,
/// e = |residual| + c eps (|A||V| + |V||A|^T + |D|), and s_i = 1 / sqrt(e_ii), which charges an
/// error between a fast and a slow state to both in proportion to their own rates. (Where e_ii
/// vanishes by symmetry, a share of what it might have been, sqrt(V_ii) sum_j |A_ij| sqrt(V_jj),
/// stands in; and where a state shares a larger misfit with another than the two have themselves,
/// e_ii is raised to cover it if that makes the largest w_i, relative to what it might be, less.)
/// Returns w.
struct Misfit {
  const Matrix& drift;       // A
  const Matrix& covariance;  // V
  const Matrix& residual;    // E as computed
  const Matrix& noise;       // D, and whatever else is added to it in absolute value
};
Vector misfit_weights(const Misfit& misfit);

///     |dA| |V| + |V| |dA|^T,
/// the misfit that an uncertain drift causes; 0 where nothing is said of dA.
Matrix misfit_of_drift(const Matrix& drift_rounding, const Matrix& covariance);

///     P >= share W,  W = diag(w):
/// for each state the left end of Gershgorin's circle of P in coordinates where W = 1. The least of
/// them is a share for certain; not finite where w vanishes.
Vector share_of_noise(const Matrix& P, const Vector& w);

/// Whether S > 0 for certain, S symmetric: by the Cholesky factor of S, scaled to unit diagonal,
/// less what its rounding may hide. S. M. Rump, BIT 46, 433 (2006).
bool is_surely_positive(const Matrix& S);

///     tr(M X M^T) >= lambda_max(M X M^T),  M of a white record:
/// in a Riccati equation the square of an error within -X <= Delta <= X is within Delta G Delta <=
/// that X, G = M^T M.
double information(const Matrix& X, const Matrix& M);

/// What that square adds to the bound of first order X of the misfit diag(w), relative to X.
double second_order(const Matrix& X, const Matrix& M, const Vector& w);

/// max_i X_ii / V_ii; a state without variance and without error does not count.
double relative_to_variances(const Vector& error, const Matrix& covariance);

///     max |Delta_ij| / sqrt(V_ii V_jj),  0/0 = 0
double relative_change(const Matrix& delta, const Matrix& covariance);

/// An error relative to the variances as computed, relative to the exact ones; infinity if it may
/// be all of them.
double relative_to_exact(double error);

}  // namespace gaussnet
