#pragma once

#include <libnetwork/linear/cascade.hpp>

namespace gaussnet {

/// The states of a kind of block in a basis of its own, x = Z x', in which the drift is upper
/// triangular in chunks of 2 x 2: balanced, then a real Schur form whose complex pairs all begin
/// at an even state. A single mode that oscillates keeps its quadratures up to powers of two.
struct CascadeBasis {
  Matrix forward{};  // Z
  Matrix inverse{};
  bool is_identity = true;
  Matrix drift{};                // Z^{-1} A Z, exact zeros below the chunks
  std::vector<char> is_pair{};   // of each chunk: a complex pair; else upper triangular
  double drift_rounding = 0;     // of each entry of `drift`, by the transformation itself
  double spectral_abscissa = 0;  // of the block; -infinity without states
};

/// @throws NotStable (states of the block), InaccurateResult
CascadeBasis basis_of(const Matrix& drift);

}  // namespace gaussnet
