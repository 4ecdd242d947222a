#include <libnetwork/linear/lyapunov_kernels.hpp>

namespace gaussnet {
namespace {
#include <libnetwork/linear/lyapunov_kernels.inc>
#include <libnetwork/linear/triangular_kernels.inc>
}  // namespace

LyapunovKernels baseline_lyapunov_kernels() noexcept {
  return {"baseline", solve_2, solve_4, sylvester_block, lyapunov_block};
}

}  // namespace gaussnet
