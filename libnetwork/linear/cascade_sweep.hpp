#pragma once

#include <libnetwork/linear/cascade_noise.hpp>
#include <mutex>

namespace gaussnet {

/// The action of V on four vectors, gathered while V passes: y = V x.
struct CascadeProbe {
  std::vector<double> x{};  // [mode][2][4]
  std::vector<double> y{};
};

struct CascadeSweepResult {
  std::vector<Eigen::Matrix2d> own{};  // V_jj of each mode, quadratures
  /// w of each mode, in the bases of the kinds; only if asked for. Let E be what the computed V
  /// misses the equation by, chunks of 2 x 2 between modes. Along with V the sweep carries how far
  /// rounding can have taken each number, so that it knows e_ij >= ||E_ij||; then, as in
  /// error_bound.hpp,
  ///     -W <= E <= W,   W = diag(w 1),   w_i = sum_j e_ij sqrt(e_ii/e_jj),
  /// and the solution of the same equation with the noise W bounds the error of V.
  std::vector<double> misfit_weights{};
};

struct CascadeSweepOptions {
  int threads = 1;
  CovarianceVisitor* visitor = nullptr;
  CascadeProbe* probe = nullptr;
  bool misfit_weights = false;
};

/// One pass over all pairs of blocks, panel of rows by panel of rows, tile by tile along them. Two
/// threads work on neighbouring panels, the later always behind the earlier, so that every number
/// comes about in the same way as with one.
CascadeSweepResult sweep(const CascadePlan& plan, const CascadeNoise& noise,
                         const CascadeSweepOptions& options);

}  // namespace gaussnet
