#pragma once

#include <libnetwork/linear/blas.hpp>

namespace gaussnet {

///     op(A) op(B)
/// known to be symmetric: half of it is multiplied out, the other half is the mirror image.
Matrix symmetric_product(const ConstMatrixBlock& A, const ConstMatrixBlock& B,
                         Transposed which = Transposed::neither);

/// The same into C.
void symmetric_product(const ConstMatrixBlock& A, const ConstMatrixBlock& B, MatrixBlock C,
                       Transposed which);

///     X + X^T, in place
void add_transpose(Matrix& X);

///     S = S^T, to the last bit
bool is_symmetric(const Matrix& S);

/// The lower triangle from the upper one.
void mirror_upper(MatrixBlock S);

///     diag(Z S Z^T), S symmetric: half of Z S is multiplied out.
Vector diagonal_of_congruence(const ConstMatrixBlock& Z, const ConstMatrixBlock& S);

}  // namespace gaussnet
