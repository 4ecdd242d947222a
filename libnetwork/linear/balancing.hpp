#pragma once

#include <libnetwork/linear/matrix.hpp>

namespace gaussnet {

/// Powers of two s such that rows and columns of S^{-1} A S have like norms; A becomes that.
/// B. N. Parlett, C. Reinsch, Numer. Math. 13, 293 (1969).
Vector balance(Matrix& A);

}  // namespace gaussnet
