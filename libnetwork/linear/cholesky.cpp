#include <Eigen/Cholesky>
#include <libnetwork/linear/cholesky.hpp>

#ifdef GAUSSNET_HAS_LAPACK
#include <lapacke.h>
#endif

namespace gaussnet {

bool is_positive_definite(Matrix S) {
#ifdef GAUSSNET_HAS_LAPACK
  constexpr Eigen::Index worthwhile = 64;  // rows
  if (S.rows() >= worthwhile) {
    const auto n = static_cast<lapack_int>(S.rows());
    return LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'L', n, S.data(), n) == 0;
  }
#endif
  return Eigen::LLT<Eigen::Ref<Matrix>>(S).info() == Eigen::Success;
}

}  // namespace gaussnet
