#include <algorithm>
#include <cmath>
#include <libnetwork/linear/quasi_triangular.hpp>
#include <limits>
#include <utility>

namespace gaussnet {
namespace {

using Eigen::Index;
using Block = Eigen::Ref<Matrix, 0, Eigen::OuterStride<>>;
using ConstBlock = Eigen::Ref<const Matrix, 0, Eigen::OuterStride<>>;

// Below this size scalar loops are faster than halving once more.
constexpr Index base_size = 12;

/// Gaussian elimination with complete pivoting for up to four unknowns; x holds the right side.
void solve_tiny(double (&a)[4][4], double (&x)[4], int n) {
  int column_of[4] = {0, 1, 2, 3};
  for (int k = 0; k < n; ++k) {
    int row = k;
    int column = k;
    for (int i = k; i < n; ++i) {
      for (int j = k; j < n; ++j) {
        if (std::abs(a[i][j]) > std::abs(a[row][column])) {
          row = i;
          column = j;
        }
      }
    }
    for (int j = 0; j < n; ++j) std::swap(a[k][j], a[row][j]);
    std::swap(x[k], x[row]);
    for (int i = 0; i < n; ++i) std::swap(a[i][k], a[i][column]);
    std::swap(column_of[k], column_of[column]);
    // A pivot of exactly 0 needs two eigenvalues that sum to 0, which a stable T cannot have.
    if (a[k][k] == 0.0) a[k][k] = std::numeric_limits<double>::min();
    for (int i = k + 1; i < n; ++i) {
      const double factor = a[i][k] / a[k][k];
      for (int j = k + 1; j < n; ++j) a[i][j] -= factor * a[k][j];
      x[i] -= factor * x[k];
    }
  }
  double y[4] = {};
  for (int k = n - 1; k >= 0; --k) {
    double sum = x[k];
    for (int j = k + 1; j < n; ++j) sum -= a[k][j] * y[j];
    y[k] = sum / a[k][k];
  }
  for (int k = 0; k < n; ++k) x[column_of[k]] = y[k];
}

/// S X + X T^T = C for S and T of size 1 or 2 (blocks that cannot be split further).
void solve_smallest(const ConstBlock& S, const ConstBlock& T, Block C) {
  const int m = static_cast<int>(S.rows());
  const int n = static_cast<int>(T.rows());
  if (m * n == 1) {
    C(0, 0) /= S(0, 0) + T(0, 0);
    return;
  }
  double a[4][4] = {};
  double x[4] = {};
  for (int j = 0; j < n; ++j) {
    for (int i = 0; i < m; ++i) {
      x[i + m * j] = C(i, j);
      for (int k = 0; k < m; ++k) a[i + m * j][k + m * j] += S(i, k);
      for (int k = 0; k < n; ++k) a[i + m * j][i + m * k] += T(j, k);
    }
  }
  solve_tiny(a, x, m * n);
  for (int j = 0; j < n; ++j) {
    for (int i = 0; i < m; ++i) C(i, j) = x[i + m * j];
  }
}

/// First row of the diagonal block that ends before `end`.
Index block_begin(const ConstBlock& T, Index end) {
  return end >= 2 && T(end - 1, end - 2) != 0.0 ? end - 2 : end - 1;
}

/// Near the middle, and never through a 2 x 2 block.
Index split(const ConstBlock& T) {
  const Index middle = T.rows() / 2;
  return T(middle, middle - 1) != 0.0 ? (middle + 1 < T.rows() ? middle + 1 : middle - 1) : middle;
}

void sylvester_by_blocks(const ConstBlock& S, const ConstBlock& T, Block C) {
  for (Index j_end = T.rows(); j_end > 0;) {
    const Index j = block_begin(T, j_end);
    const Index nj = j_end - j;
    for (Index i_end = S.rows(); i_end > 0;) {
      const Index i = block_begin(S, i_end);
      const Index ni = i_end - i;
      for (Index c = j; c < j_end; ++c) {
        for (Index r = i; r < i_end; ++r) {
          double sum = C(r, c);
          for (Index k = i_end; k < S.rows(); ++k) sum -= S(r, k) * C(k, c);
          for (Index k = j_end; k < T.rows(); ++k) sum -= C(r, k) * T(c, k);
          C(r, c) = sum;
        }
      }
      solve_smallest(S.block(i, i, ni, ni), T.block(j, j, nj, nj), C.block(i, j, ni, nj));
      i_end = i;
    }
    j_end = j;
  }
}

/// S X + X T^T = C, S and T upper quasi-triangular.
void sylvester(const ConstBlock& S, const ConstBlock& T, Block C) {
  const Index m = S.rows();
  const Index n = T.rows();
  if (std::max(m, n) <= base_size) return sylvester_by_blocks(S, T, C);
  if (m >= n) {
    const Index p = split(S);
    sylvester(S.bottomRightCorner(m - p, m - p), T, C.bottomRows(m - p));
    C.topRows(p).noalias() -= S.topRightCorner(p, m - p) * C.bottomRows(m - p);
    sylvester(S.topLeftCorner(p, p), T, C.topRows(p));
  } else {
    const Index p = split(T);
    sylvester(S, T.bottomRightCorner(n - p, n - p), C.rightCols(n - p));
    C.leftCols(p).noalias() -= C.rightCols(n - p) * T.topRightCorner(p, n - p).transpose();
    sylvester(S, T.topLeftCorner(p, p), C.leftCols(p));
  }
}

void lyapunov(const ConstBlock& T, Block C) {
  const Index n = T.rows();
  if (n <= base_size) return sylvester_by_blocks(T, T, C);
  const Index p = split(T);
  const Index q = n - p;
  const auto T12 = T.topRightCorner(p, q);
  lyapunov(T.bottomRightCorner(q, q), C.bottomRightCorner(q, q));
  C.topRightCorner(p, q).noalias() -= T12 * C.bottomRightCorner(q, q);
  sylvester(T.topLeftCorner(p, p), T.bottomRightCorner(q, q), C.topRightCorner(p, q));
  Matrix update(p, p);
  update.noalias() = T12 * C.topRightCorner(p, q).transpose();
  C.topLeftCorner(p, p) -= update + update.transpose();
  lyapunov(T.topLeftCorner(p, p), C.topLeftCorner(p, p));
  C.bottomLeftCorner(q, p) = C.topRightCorner(p, q).transpose();
}

}  // namespace

void solve_quasi_triangular_lyapunov(const Matrix& T, Matrix& C) { lyapunov(T, C); }

}  // namespace gaussnet
