#pragma once

#include <Eigen/Core>

namespace gaussnet {

/// Covariance of two modes, (X_j, P_j, X_k, P_k), on the stack: for scans over many pairs, where a
/// GaussianState per pair (its checks, its memory) would cost more than the figure.
using PairCovariance = Eigen::Matrix4d;

}  // namespace gaussnet
