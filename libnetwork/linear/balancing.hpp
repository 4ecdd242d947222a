#pragma once

#include <cmath>
#include <libnetwork/linear/matrix.hpp>

namespace gaussnet {

/// The sum of |x_j|, j != i. (A sum less |x_i| would lose what is below its rounding.)
template <class Line>
double off_diagonal_sum(const Line& x, Eigen::Index i) {
  double sum = 0;
  for (Eigen::Index j = 0; j < x.size(); ++j) sum += j == i ? 0.0 : std::abs(x(j));
  return sum;
}

/// Powers of two s such that rows and columns of S^{-1} A S have like norms; A becomes that.
/// B. N. Parlett, C. Reinsch, Numer. Math. 13, 293 (1969).
Vector balance(Matrix& A);

}  // namespace gaussnet
