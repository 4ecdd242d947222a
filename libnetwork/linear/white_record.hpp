#pragma once

#include <libnetwork/linear/filter_equation.hpp>
#include <libnetwork/linear/matrix.hpp>
#include <libnetwork/linear/riccati.hpp>

namespace gaussnet {

/// A Riccati equation whose record is rescaled to unit noise: with R = C C^T, M -> C^{-1} M and
/// Gam -> Gam C^{-T},
///     A V + V A^T + D = (V M^T + Gam) (V M^T + Gam)^T.
struct WhiteRecord {
  Matrix A{}, D{}, M{}, Gam{};
  Matrix C{};            // lower triangular
  double condition = 1;  // of C, rows scaled
  /// |C^{-1}||C|: what rescaling multiplies rounding by, in absolute value,
  ///     |C^{-1} (C C^T - R) C^{-T}| <= (m + 1) u B B^T,   |d(C^{-1} y)| <= m u B |C^{-1} y|,
  /// u half of epsilon (N. J. Higham, Accuracy and Stability, 2nd ed., theorems 8.5 and 10.3).
  /// Empty where R is diagonal: B = 1.
  Matrix growth{};
  /// The norm of C^{-1} (C C^T - R) C^{-T} and twice that of rescaling's own rounding, or more.
  double rounding = 0;
  Vector inverse_columns{};  // norms of the columns of C^{-1}
  // of the record as given, each of its full shape (drift_rounding may be empty)
  Matrix drift_rounding{};
  Matrix diffusion_rounding{};
  Matrix measurement_rounding{};
  Matrix measurement_noise_rounding{};
  Matrix noise_correlation_rounding{};
  /// Of C^{-1} dR C^{-T}, the largest row sum, and `rounding`: what R is uncertain by and what its
  /// factor misses, relative to R itself. First order in it is |K dR K^T|; all orders are at most
  /// 1/(1 - uncertainty) times that.
  double uncertainty = 0;

  /// K = L C^{-1} of the record as given, from L = V M^T + Gam of the white one.
  Matrix unwhitened(const Matrix& L) const;
  /// |L| B, |L| where R is diagonal: L of the white record, as its rounding grows.
  Matrix grown(const Matrix& L) const;
  /// L C^{-T} of the white record, from L = V M^T + Gam of the one as given.
  Matrix whitened(const Matrix& L) const;
};

/// @throws std::invalid_argument: shapes, NaN.
void check(const RiccatiEquation& equation);

/// @throws std::invalid_argument: shapes, NaN, symmetry of D and R, R not positive definite;
///         InaccurateResult: R not positive definite for certain.
WhiteRecord whitened(const RiccatiEquation& equation);

///     |dD| + |dL| |K|^T + |K| |dL|^T + |K| |dR| |K|^T,   |dL| = |V| |dM|^T + |dGam|,
/// the misfit of V with gain K = L R^{-1} that uncertain noise and records cause.
Matrix misfit_of_record(const WhiteRecord& record, const Matrix& V, const Matrix& K);

/// @throws std::invalid_argument: D - Gam Gam^T has a negative eigenvalue beyond rounding.
FilterEquation filter_equation(const WhiteRecord& record);

}  // namespace gaussnet
