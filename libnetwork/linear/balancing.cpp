#include <cmath>
#include <libnetwork/linear/balancing.hpp>
#include <libnetwork/linear/tolerances.hpp>

namespace gaussnet {
namespace {

/// The power of two that a state's unit changes by.
double change_of_unit(double row, double column) {
  if (!(column > 0 && row > 0)) return 1;
  return std::ldexp(1.0, std::ilogb(row / column) / 2);
}

/// In one pass down the columns: most matrices are balanced as they are.
bool is_balanced(const Matrix& A) {
  const Eigen::Index n = A.rows();
  Vector rows = Vector::Zero(n);
  Vector columns = Vector::Zero(n);
  for (Eigen::Index j = 0; j < n; ++j) {
    const auto above = A.col(j).head(j).cwiseAbs();
    const auto below = A.col(j).tail(n - j - 1).cwiseAbs();
    rows.head(j) += above;
    rows.tail(n - j - 1) += below;
    columns(j) = above.sum() + below.sum();
  }
  for (Eigen::Index i = 0; i < n; ++i) {
    if (change_of_unit(rows(i), columns(i)) != 1) return false;
  }
  return true;
}

}  // namespace

Vector balance(Matrix& A) {
  const Eigen::Index n = A.rows();
  Vector s = Vector::Ones(n);
  if (is_balanced(A)) return s;
  for (int sweep = 0; sweep < balancing_sweeps; ++sweep) {
    bool done = true;
    for (Eigen::Index i = 0; i < n; ++i) {
      const double f = change_of_unit(off_diagonal_sum(A.row(i), i), off_diagonal_sum(A.col(i), i));
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
