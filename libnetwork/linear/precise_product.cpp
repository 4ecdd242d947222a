#include <libnetwork/linear/double_double.hpp>
#include <libnetwork/linear/precise_product.hpp>

namespace gaussnet {
namespace {

using Eigen::Index;

/// high + low += a b, entry by entry
void add_column(const double* a, double b, Index size, double* high, double* low) {
  for (Index i = 0; i < size; ++i) {
    const DoubleDouble product = double_double::exact_product(a[i], b);
    const DoubleDouble sum = double_double::exact_sum(high[i], product.high);
    high[i] = sum.high;
    low[i] += sum.low + product.low;
  }
}

}  // namespace

void PreciseMatrix::normalise() {
  for (Index k = 0; k < high.size(); ++k) {
    const DoubleDouble sum = double_double::exact_sum(high.data()[k], low.data()[k]);
    high.data()[k] = sum.high;
    low.data()[k] = sum.low;
  }
}

void add_product(double alpha, const Matrix& A, const Matrix& B, PreciseMatrix& S) {
  for (Index j = 0; j < S.high.cols(); ++j) {
    for (Index k = 0; k < A.cols(); ++k) {
      if (B(j, k) == 0) continue;
      add_column(A.col(k).data(), alpha * B(j, k), A.rows(), S.high.col(j).data(),
                 S.low.col(j).data());
    }
  }
}

Matrix twice_symmetric_part(const PreciseMatrix& Y) {
  const Index n = Y.high.rows();
  Matrix S(n, n);
  for (Index j = 0; j < n; ++j) {
    for (Index i = 0; i <= j; ++i) {
      const DoubleDouble sum = double_double::exact_sum(Y.high(i, j), Y.high(j, i));
      S(i, j) = sum.high + (sum.low + (Y.low(i, j) + Y.low(j, i)));
      S(j, i) = S(i, j);
    }
  }
  return S;
}

}  // namespace gaussnet
