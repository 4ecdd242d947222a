#include <libnetwork/linear/lyapunov_kernels.hpp>
#include <libnetwork/linear/tolerances.hpp>

namespace gaussnet {
namespace {
// Each stands on those before it.
// clang-format off
#include <libnetwork/linear/misfit_kernels.inc>
#include <libnetwork/linear/noise_kernels.inc>
#include <libnetwork/linear/lyapunov_kernels.inc>
#include <libnetwork/linear/triangular_kernels.inc>
#include <libnetwork/linear/pair_kernels.inc>
#include <libnetwork/linear/schur_kernels.inc>
#include <libnetwork/linear/dense_kernels.inc>
// clang-format on
}  // namespace

LyapunovKernels avx2_lyapunov_kernels() noexcept {
  return {"avx2+fma",     solve_2,     solve_4,    sylvester_block,
          lyapunov_block, solve_small, schur_form, is_noise};
}

}  // namespace gaussnet
