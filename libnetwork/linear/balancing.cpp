#include <cmath>
#include <libnetwork/linear/balancing.hpp>

namespace gaussnet {
namespace {

constexpr int balancing_sweeps = 20;

}  // namespace

Vector balance(Matrix& A) {
  const Eigen::Index n = A.rows();
  Vector s = Vector::Ones(n);
  for (int sweep = 0; sweep < balancing_sweeps; ++sweep) {
    bool done = true;
    for (Eigen::Index i = 0; i < n; ++i) {
      const double column = A.col(i).cwiseAbs().sum() - std::abs(A(i, i));
      const double row = A.row(i).cwiseAbs().sum() - std::abs(A(i, i));
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
