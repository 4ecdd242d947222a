#include <libnetwork/linear/lyapunov_kernels.hpp>

namespace gaussnet {
namespace {
#include <libnetwork/linear/lyapunov_kernels.inc>
#include <libnetwork/linear/triangular_kernels.inc>
}  // namespace

LyapunovKernels avx2_lyapunov_kernels() noexcept {
  return {"x86-64-v3", solve_2, solve_4, sylvester_block, lyapunov_block};
}

}  // namespace gaussnet
