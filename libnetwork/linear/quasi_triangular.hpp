#pragma once

#include <libnetwork/linear/matrix.hpp>

namespace gaussnet {

///     T Y + Y T^T = C
/// for upper quasi-triangular T (2 x 2 blocks of complex pairs on the diagonal) and symmetric C,
/// which Y replaces. No pair of eigenvalues of T may sum to zero.
/// Recursive halving, so that nearly all work is matrix products: I. Jonsson, B. Kagstrom,
/// ACM Trans. Math. Softw. 28, 392 (2002).
void solve_quasi_triangular_lyapunov(const Matrix& T, Matrix& C);

}  // namespace gaussnet
