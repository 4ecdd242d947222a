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
  Matrix C{};  // lower triangular
  Matrix drift_rounding{};
  double noise_rounding = 0;
  double condition = 1;  // of C, rows scaled: how much rounding the rescaling may add

  /// K = L C^{-1} of the record as given, from L = V M^T + Gam of the white one.
  Matrix unwhitened(const Matrix& L) const;
};

/// @throws std::invalid_argument: shapes, NaN, symmetry of D and R, R not positive definite.
WhiteRecord whitened(const RiccatiEquation& equation);

/// @throws std::invalid_argument: D - Gam Gam^T has a negative eigenvalue beyond rounding.
FilterEquation filter_equation(const WhiteRecord& record);

}  // namespace gaussnet
