#pragma once

// Numbers that more than one solver goes by. No include and no function: this header is seen by
// sources that are compiled for more than one instruction set.

namespace gaussnet {

/// A block of m states is marginal if its eigenvalues come nearer to 0 than this many m eps
/// ||block||, the norm taken in units that balance it.
inline constexpr double marginal_tolerance = 4;

/// Sweeps over all rows after which balancing gives up.
inline constexpr int balancing_sweeps = 20;

/// Scaled to unit variances, noise may be negative by this much: rounding of its assembly.
inline constexpr double noise_tolerance = 1e-10;

/// A Lyapunov residual above this many n eps is worth one step of refinement.
inline constexpr double refinement_threshold = 10;

/// Share of the largest possible misfit e_ii that is always granted [error_bound.hpp].
inline constexpr double possible_share = 1e-3;

/// Bounds of first order are trusted where the second order adds less than this, relative to them.
inline constexpr double linear_limit = 1e-3;

}  // namespace gaussnet
