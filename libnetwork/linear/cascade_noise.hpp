#pragma once

#include <libnetwork/linear/cascade_plan.hpp>

namespace gaussnet {

/// White noise that two blocks share, so far as it drives states.
struct CascadeNoise {
  /// D_ii of each block in its basis, [modes][modes][4], one after the other.
  std::vector<double> own{};
  /// <y dxi_i^T> of a field y that is under way when row i is done, b numbers a state of i.
  struct Shared {
    int slot = 0;
    Matrix with_states{};  // b x n_i
    double rounding = 0;   // of it, Frobenius norm
  };
  std::vector<std::vector<Shared>> shared{};  // by block; empty: none at all
  std::vector<double> rounding{};             // of D_ii, by block, Frobenius norm; or none
};

/// The noise of the cascade itself.
CascadeNoise noise_of(const CascadePlan& plan);
/// Independent noise of that strength on both states of each mode, no other.
CascadeNoise independent_noise(const CascadePlan& plan, const std::vector<double>& strength);

}  // namespace gaussnet
