#pragma once

#include <libnetwork/linear/matrix.hpp>

namespace gaussnet {

///     S = L L^T
/// Whether S > 0, up to rounding: whether its Cholesky factor exists. S is lost. By LAPACK where it
/// is linked and the matrix is large, else by Eigen.
bool is_positive_definite(Matrix S);

}  // namespace gaussnet
