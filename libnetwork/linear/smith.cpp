#include <cmath>
#include <libnetwork/linear/lu.hpp>
#include <libnetwork/linear/smith.hpp>
#include <libnetwork/linear/symmetric_product.hpp>

namespace gaussnet {
namespace {

// Rates may span 2^max_squarings.
constexpr int max_squarings = 60;
// The iteration ends when the Cayley transform's power is below this; what is left of W is below
// its square.
constexpr double tolerance = 1e-3;

/// C S C^T for symmetric S
Matrix congruent(const Matrix& C, const Matrix& S) {
  return symmetric_product(product(C, S), C, Transposed::right);
}

}  // namespace

bool solve_by_smith(const Matrix& A, double shift, std::vector<Matrix>& noises) {
  const Eigen::Index n = A.rows();
  const Matrix B = LuFactor(A - shift * Matrix::Identity(n, n)).inverse();
  Matrix C = Matrix::Identity(n, n) + 2 * shift * B;
  for (Matrix& X : noises) X = 2 * shift * congruent(B, X);
  for (int k = 0; k < max_squarings; ++k) {
    const double size = C.norm();
    if (!std::isfinite(size)) return false;
    for (Matrix& X : noises) X += congruent(C, X);
    if (size * size <= tolerance) return true;
    C = product(C, C);
  }
  return false;
}

}  // namespace gaussnet
