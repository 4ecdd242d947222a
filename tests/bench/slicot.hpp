#pragma once

#include <libnetwork/linear/lyapunov.hpp>
#include <libnetwork/linear/riccati.hpp>
#include <vector>

// The peer, by its Fortran symbols. SLICOT is under the GPL: it is linked to the benchmarks only.

namespace bench {

/// Workspace that is kept from call to call, as a fast caller would.
struct SlicotWorkspace {
  gaussnet::Matrix A{}, G{}, Q{}, U{}, S{};
  std::vector<double> real{}, imaginary{}, doubles{};
  std::vector<int> integers{}, logicals{};
};

/// A V + V A^T + D = 0 by SB03MD (Bartels, Stewart), neither residual nor error estimate.
/// @throws std::runtime_error if it reports a failure
void sb03md(const gaussnet::LyapunovEquation& equation, SlicotWorkspace& work, gaussnet::Matrix& V);

/// The filter's Riccati equation by SB02MD (Laub), its cross term taken away beforehand.
/// @throws std::runtime_error if it reports a failure
void sb02md(const gaussnet::RiccatiEquation& equation, SlicotWorkspace& work, gaussnet::Matrix& V);

}  // namespace bench
