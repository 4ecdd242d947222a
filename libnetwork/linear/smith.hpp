#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <vector>

namespace gaussnet {

///     A X + X A^T + W = 0
/// for one stable A and each of the symmetric matrices W in `noises`, which become the X: the
/// squared Smith iteration on the Cayley transform C = (A + p)(A - p)^{-1}, p = `shift` > 0 a rate,
///     X <- X + C X C^T,  C <- C^2,  from X = 2 p (A - p)^{-1} W (A - p)^{-T},
/// products of matrices and no Schur form. X is right to about six digits, and it leaves of W what
/// it has not summed, C W C^T. R. A. Smith, SIAM J. Appl. Math. 16, 198 (1968).
/// False if C does not decay; the noises are then spent.
bool solve_by_smith(const Matrix& A, double shift, std::vector<Matrix>& noises);

}  // namespace gaussnet
