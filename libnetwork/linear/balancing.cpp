#include <cmath>
#include <libnetwork/linear/balancing.hpp>
#include <libnetwork/linear/tolerances.hpp>

namespace gaussnet {

Vector balance(Matrix& A) {
  const Eigen::Index n = A.rows();
  Vector s = Vector::Ones(n);
  for (int sweep = 0; sweep < balancing_sweeps; ++sweep) {
    bool done = true;
    for (Eigen::Index i = 0; i < n; ++i) {
      const double column = off_diagonal_sum(A.col(i), i);
      const double row = off_diagonal_sum(A.row(i), i);
      if (!(column > 0 && row > 0)) continue;
      const double f = std::ldexp(1.0, std::ilogb(row / column) / 2);
      if (f == 1.0) continue;
      done = false;
      s(i) *= f;
      A.col(i) *= f;
      A.row(i) /= f;
    }
    if (done) break;
  }
  return s;
}

}  // namespace gaussnet
