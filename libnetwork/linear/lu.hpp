#pragma once

#include <Eigen/LU>
#include <libnetwork/linear/matrix.hpp>
#include <vector>

namespace gaussnet {

/// P A = L U with partial pivoting, by OpenBLAS where it is linked and A is large enough to gain
/// from it, else by Eigen. A singular A gives entries that are not finite.
class LuFactor {
 public:
  explicit LuFactor(Matrix A);

  /// A^{-1} B and A^{-T} B
  Matrix solve(Matrix B) const;
  Matrix solve_transposed(Matrix B) const;
  Matrix inverse() const;

 private:
  Matrix factors_{};  // by OpenBLAS
  std::vector<int> exchanges_{};
  Eigen::PartialPivLU<Matrix> by_eigen_{};
};

}  // namespace gaussnet
