#include <algorithm>
#include <libnetwork/linear/symmetric_product.hpp>

namespace gaussnet {
namespace {

// Columns taken at once: few enough to save work, many enough for a fast product.
constexpr Eigen::Index least_panel = 32;
constexpr Eigen::Index panels = 4;

}  // namespace

Matrix symmetric_product(const ConstMatrixBlock& A, const ConstMatrixBlock& B, Transposed which) {
  const Eigen::Index n = which == Transposed::left ? A.cols() : A.rows();
  const Eigen::Index panel = std::max(least_panel, (n + panels - 1) / panels);
  Matrix C(n, n);
  for (Eigen::Index j = 0; j < n; j += panel) {
    const Eigen::Index width = std::min(panel, n - j);
    const Eigen::Index below = n - j;
    const auto left = which == Transposed::left ? ConstMatrixBlock(A.rightCols(below))
                                                : ConstMatrixBlock(A.bottomRows(below));
    const auto right = which == Transposed::right ? ConstMatrixBlock(B.middleRows(j, width))
                                                  : ConstMatrixBlock(B.middleCols(j, width));
    multiply(left, right, C.block(j, j, below, width), which);
  }
  // The diagonal blocks come out whole, and are averaged; what is below them is mirrored.
  for (Eigen::Index j = 0; j < n; j += panel) {
    const Eigen::Index width = std::min(panel, n - j);
    auto diagonal = C.block(j, j, width, width);
    diagonal = (0.5 * (diagonal + diagonal.transpose())).eval();
    C.block(j, j + width, width, n - j - width) =
        C.block(j + width, j, n - j - width, width).transpose();
  }
  return C;
}

}  // namespace gaussnet
