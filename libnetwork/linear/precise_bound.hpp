#pragma once

#include <libnetwork/linear/drift_factor.hpp>
#include <libnetwork/linear/precise_product.hpp>
#include <optional>

namespace gaussnet {

/// Bounds up to this are as sharp as need be: above it, passes in twice the precision are worth
/// their time.
double sharp_bound(Eigen::Index n);

/// X of
///     -(A X + X A^T) >= diag(w),
/// proven in twice the precision; `factor` is that of A up to rounding. Nothing if it cannot be
/// proven.
std::optional<Matrix> proven(const PreciseMatrix& A, const DriftFactor& factor, const Vector& w);

}  // namespace gaussnet
