#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <utility>

namespace gaussnet {

/// An unevaluated sum high + low, entry by entry: twice the precision of a double.
struct PreciseMatrix {
  Matrix high{};
  Matrix low{};

  PreciseMatrix() = default;
  explicit PreciseMatrix(Matrix of)
      : high(std::move(of)), low(Matrix::Zero(high.rows(), high.cols())) {}
  Matrix rounded() const { return high + low; }
  /// |low| <= ulp(high) / 2
  void normalise();
};

///     S += alpha A B^T,  alpha a power of two,
/// summed without rounding but for that of the low part: with k terms in an entry the error is
/// below (k + 2)^2 eps^2 (|S| + |A||B|^T). T. Ogita, S. M. Rump, S. Oishi, SIAM J. Sci. Comput. 26,
/// 1955 (2005).
void add_product(double alpha, const Matrix& A, const Matrix& B, PreciseMatrix& S);

///     Y + Y^T
Matrix twice_symmetric_part(const PreciseMatrix& Y);

}  // namespace gaussnet
