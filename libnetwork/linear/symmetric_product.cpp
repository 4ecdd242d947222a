#include <algorithm>
#include <libnetwork/linear/symmetric_product.hpp>

namespace gaussnet {
namespace {

using Eigen::Index;

// Below this size halving once more costs more than it saves.
constexpr Index small_product = 48;
// Columns taken at once: few enough to save work, many enough for a fast product.
constexpr Index panel = 128;
// A tile and its mirror image stay in the cache.
constexpr Index tile = 32;
// Of what is only moved, whole lines of the cache, few of which share a place in it.
constexpr Index line = 8;

}  // namespace

void symmetric_product(const ConstMatrixBlock& A, const ConstMatrixBlock& B, MatrixBlock C,
                       Transposed which) {
  const Index n = C.rows();
  if (n <= small_product) {
    multiply(A, B, C, which);
    C = 0.5 * (C + C.transpose()).eval();
    return;
  }
  const auto rows = [&](Index begin, Index count) {
    return which == Transposed::left ? ConstMatrixBlock(A.middleCols(begin, count))
                                     : ConstMatrixBlock(A.middleRows(begin, count));
  };
  const auto columns = [&](Index begin, Index count) {
    return which == Transposed::right ? ConstMatrixBlock(B.middleRows(begin, count))
                                      : ConstMatrixBlock(B.middleCols(begin, count));
  };
  const Index p = n / 2;
  const Index q = n - p;
  symmetric_product(rows(0, p), columns(0, p), C.topLeftCorner(p, p), which);
  symmetric_product(rows(p, q), columns(p, q), C.bottomRightCorner(q, q), which);
  multiply(rows(0, p), columns(p, q), C.topRightCorner(p, q), which);
  C.bottomLeftCorner(q, p) = C.topRightCorner(p, q).transpose();
}

Matrix symmetric_product(const ConstMatrixBlock& A, const ConstMatrixBlock& B, Transposed which) {
  const Index n = which == Transposed::left ? A.cols() : A.rows();
  Matrix C(n, n);
  symmetric_product(A, B, C, which);
  return C;
}

void add_transpose(Matrix& X) {
  const Index n = X.rows();
  for (Index j = 0; j < n; j += tile) {
    const Index width = std::min(tile, n - j);
    for (Index i = j; i < n; i += tile) {
      const Index height = std::min(tile, n - i);
      const Matrix sum = X.block(i, j, height, width) + X.block(j, i, width, height).transpose();
      X.block(i, j, height, width) = sum;
      X.block(j, i, width, height) = sum.transpose();
    }
  }
}

bool is_symmetric(const Matrix& S) {
  const Index n = S.rows();
  const Index whole = n - n % line;
  for (Index j = 0; j < whole; j += line) {
    for (Index i = j; i < whole; i += line) {
      if (S.block<line, line>(i, j) != S.block<line, line>(j, i).transpose()) return false;
    }
  }
  for (Index i = whole; i < n; ++i) {
    if (S.row(i).head(i) != S.col(i).head(i).transpose()) return false;
  }
  return true;
}

void mirror_upper(MatrixBlock S) {
  const Index n = S.rows();
  const Index whole = n - n % line;
  for (Index j = 0; j < whole; j += line) {
    auto diagonal = S.block<line, line>(j, j);
    diagonal.triangularView<Eigen::StrictlyLower>() = diagonal.transpose();
    for (Index i = j + line; i < whole; i += line) {
      S.block<line, line>(i, j) = S.block<line, line>(j, i).transpose();
    }
  }
  for (Index i = whole; i < n; ++i) S.row(i).head(i) = S.col(i).head(i).transpose();
}

/// Z S Z^T = Z U Z^T + (Z U Z^T)^T, U the upper triangle of S by blocks, with half of those on the
/// diagonal.
Vector diagonal_of_congruence(const ConstMatrixBlock& Z, const ConstMatrixBlock& S) {
  Vector diagonal = Vector::Zero(Z.rows());
  for (Index begin = 0; begin < S.cols(); begin += panel) {
    const Index width = std::min(panel, S.cols() - begin);
    Matrix U = S.block(0, begin, begin + width, width);
    U.bottomRows(width) *= 0.5;
    const Matrix ZU = product(Z.leftCols(begin + width), U);
    diagonal += 2 * ZU.cwiseProduct(Z.middleCols(begin, width)).rowwise().sum();
  }
  return diagonal;
}

}  // namespace gaussnet
