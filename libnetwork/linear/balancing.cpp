#include <cmath>
#include <libnetwork/linear/balancing.hpp>
#include <libnetwork/linear/tolerances.hpp>

namespace gaussnet {
namespace {

/// The sum of all but the entry k; subtracting that from the whole would cancel.
template <class Entries>
double sum_without(const Entries& x, Eigen::Index k) {
  return x.head(k).cwiseAbs().sum() + x.tail(x.size() - k - 1).cwiseAbs().sum();
}

}  // namespace

Vector balance(Matrix& A) {
  const Eigen::Index n = A.rows();
  Vector s = Vector::Ones(n);
  for (int sweep = 0; sweep < balancing_sweeps; ++sweep) {
    bool done = true;
    for (Eigen::Index i = 0; i < n; ++i) {
      const double column = sum_without(A.col(i), i);
      const double row = sum_without(A.row(i), i);
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
