#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <libnetwork/linear/stability.hpp>
#include <optional>

namespace gaussnet {

/// The test of Popov, Belevitch and Hautus: a mode of A that does not decay by more than rounding
/// and that M, an m x n matrix in square roots of rates, does not see,
///     A v = lambda v,  M v = 0,  Re lambda >= 0,
/// up to rounding, in units of the states that balance A. Nothing if (M, A) is detectable. Its
/// participations are restricted to v.
std::optional<Eigenmode> undetected_mode(const Matrix& A, const Matrix& M);

/// Whether a proven lower bound on the distance that undetected_mode() looks for, relative to A, is
/// large enough that it would not find one among n states.
bool is_surely_detectable(double distance, Eigen::Index n);

/// A mode of F on the imaginary axis, up to rounding, that the noise Q does not drive:
///     w^H F = i omega w^H,  w^H Q = 0,  with Q in units of `noise_scale`.
std::optional<Eigenmode> undriven_marginal_mode(const Matrix& F, const Matrix& Q,
                                                double noise_scale);

}  // namespace gaussnet
