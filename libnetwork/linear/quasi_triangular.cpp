#include <algorithm>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/lyapunov_kernels.hpp>
#include <libnetwork/linear/quasi_triangular.hpp>
#include <libnetwork/linear/symmetric_product.hpp>

namespace gaussnet {
namespace {

using Eigen::Index;

// Up to this size the kernels are faster than halving once more.
constexpr Index base_size = 32;

/// A block in a compact copy. In place, columns at a power of two apart would share few lines of
/// the cache.
class Compact {
 public:
  explicit Compact(const ConstMatrixBlock& block) {
    Eigen::Map<Matrix>(entries_, block.rows(), block.cols()) = block;
  }
  double* data() { return entries_; }
  void copy_to(MatrixBlock block) const {
    block = Eigen::Map<const Matrix>(entries_, block.rows(), block.cols());
  }

 private:
  double entries_[base_size * base_size];
};

/// Near the middle, and never through a 2 x 2 block.
Index split(const ConstMatrixBlock& T) {
  const Index middle = T.rows() / 2;
  return T(middle, middle - 1) != 0.0 ? (middle + 1 < T.rows() ? middle + 1 : middle - 1) : middle;
}

void sylvester_at_once(const ConstMatrixBlock& S, const ConstMatrixBlock& T, MatrixBlock C) {
  const auto m = static_cast<int>(S.rows());
  const auto n = static_cast<int>(T.rows());
  Compact s(S), t(T), c(C);
  lyapunov_kernels().sylvester_block(s.data(), m, m, t.data(), n, n, c.data(), m);
  c.copy_to(C);
}

void lyapunov_at_once(const ConstMatrixBlock& T, MatrixBlock C) {
  const auto n = static_cast<int>(T.rows());
  Compact t(T), c(C);
  lyapunov_kernels().lyapunov_block(t.data(), n, n, c.data(), n);
  c.copy_to(C);
}

/// S X + X T^T = C, S and T upper quasi-triangular.
void sylvester(const ConstMatrixBlock& S, const ConstMatrixBlock& T, MatrixBlock C) {
  const Index m = S.rows();
  const Index n = T.rows();
  if (std::max(m, n) <= base_size) return sylvester_at_once(S, T, C);
  if (m >= n) {
    const Index p = split(S);
    sylvester(S.bottomRightCorner(m - p, m - p), T, C.bottomRows(m - p));
    multiply_add(-1, S.topRightCorner(p, m - p), C.bottomRows(m - p), C.topRows(p));
    sylvester(S.topLeftCorner(p, p), T, C.topRows(p));
  } else {
    const Index p = split(T);
    sylvester(S, T.bottomRightCorner(n - p, n - p), C.rightCols(n - p));
    multiply_add(-1, C.rightCols(n - p), T.topRightCorner(p, n - p), C.leftCols(p),
                 Transposed::right);
    sylvester(S, T.topLeftCorner(p, p), C.leftCols(p));
  }
}

/// C -= A B^T + B A^T, of which the upper triangle is wanted.
void subtract_symmetric(const ConstMatrixBlock& A, const ConstMatrixBlock& B, MatrixBlock C) {
  const Index n = C.rows();
  if (n <= 2 * base_size) {
    multiply_add(-1, A, B, C, Transposed::right);
    multiply_add(-1, B, A, C, Transposed::right);
    return;
  }
  const Index p = n / 2;
  const Index q = n - p;
  subtract_symmetric(A.topRows(p), B.topRows(p), C.topLeftCorner(p, p));
  multiply_add(-1, A.topRows(p), B.bottomRows(q), C.topRightCorner(p, q), Transposed::right);
  multiply_add(-1, B.topRows(p), A.bottomRows(q), C.topRightCorner(p, q), Transposed::right);
  subtract_symmetric(A.bottomRows(q), B.bottomRows(q), C.bottomRightCorner(q, q));
}

/// The upper triangle of Y from that of C.
void lyapunov(const ConstMatrixBlock& T, MatrixBlock C) {
  const Index n = T.rows();
  if (n <= base_size) return lyapunov_at_once(T, C);
  const Index p = split(T);
  const Index q = n - p;
  const auto T12 = T.topRightCorner(p, q);
  auto C12 = C.topRightCorner(p, q);
  auto C22 = C.bottomRightCorner(q, q);
  lyapunov(T.bottomRightCorner(q, q), C22);
  mirror_upper(C22);
  multiply_add(-1, T12, C22, C12);
  sylvester(T.topLeftCorner(p, p), T.bottomRightCorner(q, q), C12);
  subtract_symmetric(T12, C12, C.topLeftCorner(p, p));
  lyapunov(T.topLeftCorner(p, p), C.topLeftCorner(p, p));
}

}  // namespace

void solve_quasi_triangular_lyapunov(const Matrix& T, Matrix& C) {
  lyapunov(T, C);
  mirror_upper(C);
}

}  // namespace gaussnet
