#pragma once

#include <libnetwork/linear/matrix.hpp>

namespace gaussnet {

///     A = U T U^T,   U orthogonal, T upper triangular but for 2 x 2 blocks of complex pairs
struct RealSchur {
  Matrix triangle{};  // T
  Matrix basis{};     // U
};

/// @throws InaccurateResult if the QR iteration does not converge.
RealSchur real_schur(const Matrix& A);

/// The eigenvalues of A alone, in the order of the Schur form of A once balanced: their rounding
/// is measured by the norm of that, whatever the units of the states.
ComplexVector eigenvalues(const Matrix& A);

///     A U = U S,   U^T U = 1,   S has A's eigenvalues of negative real part
/// U, whose columns are as many as these.
/// @throws InaccurateResult if the QR iteration does not converge.
Matrix stable_subspace(const Matrix& A);

}  // namespace gaussnet
