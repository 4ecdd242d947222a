#pragma once

#include <libnetwork/linear/drift_factor.hpp>
#include <libnetwork/linear/precise_product.hpp>
#include <optional>

namespace gaussnet {

/// Bounds up to this are as sharp as need be: above it, passes in twice the precision are worth
/// their time.
double sharp_bound(Eigen::Index n);

/// Corrections of this many eps are the rounding of V itself.
inline constexpr double last_bits = 4;

/// What misfit may be granted to every direction at little cost: `plain`, the misfit of rounding
/// [misfit_weights], reduced until it adds a small share of a sharp bound. It keeps W from
/// directions without any.
Vector granted_noise(const DriftFactor& factor, const Vector& plain, const Matrix& V);

/// X of
///     -(A X + X A^T) >= diag(w),
/// proven in twice the precision; `factor` is that of A up to rounding. Nothing if it cannot be
/// proven.
std::optional<Matrix> proven(const PreciseMatrix& A, const DriftFactor& factor, const Vector& w);

}  // namespace gaussnet
