#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <optional>
#include <vector>

// Figures of a covariance in 100 decimal digits, by other routes than the library's.
namespace gaussnet::testing {

/// E_N of two modes from determinants, as textbooks have it:
///     2 nu~^2 = D - sqrt(D^2 - 4 det V),   D = det A + det B - 2 det C.
/// Nothing if V is not positive definite.
std::optional<double> exact_negativity(const Matrix& two_mode_covariance);

/// E_N of any number of modes, the last `modes_of_b` of them being B: -nu~^2 are the eigenvalues of
/// (Om V~)^2, found through sqrt(V~) by Jacobi rotations.
std::optional<double> exact_negativity(const Matrix& covariance, int modes_of_b);

/// The same for V = L L^T, multiplied out in 100 digits.
std::optional<double> exact_negativity_of_factor(const Matrix& factor, int modes_of_b);

/// E_N of V = S diag(nu) S^T, all exact, and V rounded entry by entry.
struct RoundedState {
  Matrix covariance{};
  std::optional<double> exact{};
};
RoundedState rounded_product(const Matrix& symplectic, const Vector& values, int modes_of_b);

/// Two-mode squeezed vacuum, rounded entry by entry from 100 digits: E_N = 2r.
Matrix rounded_two_mode_squeezed(double r);

/// Entropy, mutual information and steering (A to B) of V = S diag(nu) S^T, all exact, with V
/// rounded entry by entry. The Schur complement is found by elimination.
struct ExactCorrelations {
  Matrix covariance{};
  double entropy = 0;
  double mutual_information = 0;
  double steering = 0;
};
ExactCorrelations exact_correlations(const Matrix& symplectic, const Vector& values,
                                     int modes_of_b);

/// Symplectic eigenvalues, ascending.
std::vector<double> exact_symplectic_eigenvalues(const Matrix& covariance);

}  // namespace gaussnet::testing
