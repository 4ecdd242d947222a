#include <libnetwork/linear/lu.hpp>
#include <utility>

#ifdef GAUSSNET_HAS_LAPACK
#include <lapacke.h>
#endif

namespace gaussnet {

#ifdef GAUSSNET_HAS_LAPACK

namespace {

// Rows from which the calls are worth their overhead.
constexpr Eigen::Index worthwhile = 16;

lapack_int size(Eigen::Index n) { return static_cast<lapack_int>(n); }

}  // namespace

LuFactor::LuFactor(Matrix A) {
  const Eigen::Index n = A.rows();
  if (n < worthwhile) {
    by_eigen_.compute(A);
    return;
  }
  factors_ = std::move(A);
  exchanges_.resize(static_cast<std::size_t>(n));
  // Exact zeros on the diagonal of U show as infinities of the solution.
  LAPACKE_dgetrf_work(LAPACK_COL_MAJOR, size(n), size(n), factors_.data(), size(n),
                      exchanges_.data());
}

Matrix LuFactor::solve(Matrix B) const {
  if (factors_.size() == 0) return by_eigen_.solve(B);
  LAPACKE_dgetrs_work(LAPACK_COL_MAJOR, 'N', size(factors_.rows()), size(B.cols()), factors_.data(),
                      size(factors_.rows()), exchanges_.data(), B.data(), size(B.rows()));
  return B;
}

Matrix LuFactor::solve_transposed(Matrix B) const {
  if (factors_.size() == 0) return by_eigen_.transpose().solve(B);
  LAPACKE_dgetrs_work(LAPACK_COL_MAJOR, 'T', size(factors_.rows()), size(B.cols()), factors_.data(),
                      size(factors_.rows()), exchanges_.data(), B.data(), size(B.rows()));
  return B;
}

#else

LuFactor::LuFactor(Matrix A) { by_eigen_.compute(A); }

Matrix LuFactor::solve(Matrix B) const { return by_eigen_.solve(B); }

Matrix LuFactor::solve_transposed(Matrix B) const { return by_eigen_.transpose().solve(B); }

#endif

Matrix LuFactor::inverse() const {
  const Eigen::Index n = factors_.size() != 0 ? factors_.rows() : by_eigen_.rows();
  return solve(Matrix::Identity(n, n));
}

}  // namespace gaussnet
