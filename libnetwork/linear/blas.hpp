#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <string_view>

// Products of dense matrices: by OpenBLAS where it is linked (GAUSSNET_LAPACK) and the product is
// large enough to gain from it, else by Eigen. (EIGEN_USE_BLAS would make Eigen's templates mean
// different things here and in a program that includes our headers.)

namespace gaussnet {

/// A matrix or a block of one, by reference. A transpose is not one of these: name it in
/// `Transposed`, else Eigen copies it first.
using MatrixBlock = Eigen::Ref<Matrix, 0, Eigen::OuterStride<>>;
using ConstMatrixBlock = Eigen::Ref<const Matrix, 0, Eigen::OuterStride<>>;

enum class Transposed { neither, left, right };

///     C += alpha op(A) op(B)
/// with op the transpose of the factor that `which` names. C must not overlap A or B.
void multiply_add(double alpha, const ConstMatrixBlock& A, const ConstMatrixBlock& B, MatrixBlock C,
                  Transposed which = Transposed::neither);

///     C = op(A) op(B)
/// Likewise, whatever C held before (NaN too).
void multiply(const ConstMatrixBlock& A, const ConstMatrixBlock& B, MatrixBlock C,
              Transposed which = Transposed::neither);

///     op(A) op(B)
Matrix product(const ConstMatrixBlock& A, const ConstMatrixBlock& B,
               Transposed which = Transposed::neither);

/// "OpenBLAS" or "Eigen": who multiplies large matrices.
std::string_view blas_name();

}  // namespace gaussnet
