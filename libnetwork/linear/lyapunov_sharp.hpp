#pragma once

#include <libnetwork/linear/drift_factor.hpp>
#include <libnetwork/linear/lyapunov.hpp>
#include <optional>

namespace gaussnet {

/// Refinement to the last bit: residuals in twice the precision, from a V that is right to a digit
/// or two. Where P = V + delta is the last step, not yet rounded,
///     F(P) = F(V) + A delta + delta A^T,   F(V) = A V + V A^T + D,
/// is small and known to the rounding of delta's products instead of V's; only what it misses goes
/// through the conditioning. Its residual is that of V as given out. Nothing if that proves no
/// bound.
std::optional<LyapunovSolution> sharpened(const LyapunovEquation& equation,
                                          const DriftFactor& factor, Matrix V);

/// What uncertain drift and noise leave of the equation: |dA||V| + |V||dA|^T + |dD|.
Matrix misfit_of_coefficients(const LyapunovEquation& equation, const Matrix& V);

/// Whether rounding is all that leaves V uncertain: nothing is said of the coefficients' own.
bool is_exact(const LyapunovEquation& equation);

}  // namespace gaussnet
