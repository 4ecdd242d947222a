#pragma once

#include <libnetwork/linear/blas.hpp>

namespace gaussnet {

///     op(A) op(B)
/// known to be symmetric: half of it is multiplied out, the other half is the mirror image.
Matrix symmetric_product(const ConstMatrixBlock& A, const ConstMatrixBlock& B,
                         Transposed which = Transposed::neither);

}  // namespace gaussnet
