#include <cstdlib>
#include <libnetwork/linear/cascade_kernels.hpp>
#include <libnetwork/linear/isa.hpp>
#include <libnetwork/linear/lyapunov_kernels.hpp>

namespace gaussnet {
namespace {

#ifdef GAUSSNET_HAS_AVX2_KERNELS

bool may_use_avx2() {
  const char* isa = std::getenv("GAUSSNET_ISA");
  if (isa != nullptr && std::string_view(isa) == "baseline") return false;
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

LyapunovKernels choose() noexcept {
  return may_use_avx2() ? avx2_lyapunov_kernels() : baseline_lyapunov_kernels();
}

CascadeKernelTable choose_for_cascades() noexcept {
  return may_use_avx2() ? avx2_cascade_kernels() : baseline_cascade_kernels();
}

#else

LyapunovKernels choose() noexcept { return baseline_lyapunov_kernels(); }
CascadeKernelTable choose_for_cascades() noexcept { return baseline_cascade_kernels(); }

#endif

}  // namespace

const LyapunovKernels& lyapunov_kernels() noexcept {
  static const LyapunovKernels chosen = choose();
  return chosen;
}

const CascadeKernelTable& cascade_kernels() noexcept {
  static const CascadeKernelTable chosen = choose_for_cascades();
  return chosen;
}

std::string_view kernel_isa() { return lyapunov_kernels().isa; }

SmallLyapunovStatus solve_lyapunov_2(const double* A, const double* D, double* V,
                                     SmallLyapunovCheck* check) noexcept {
  return lyapunov_kernels().two(A, D, V, check);
}

SmallLyapunovStatus solve_lyapunov_4(const double* A, const double* D, double* V,
                                     SmallLyapunovCheck* check) noexcept {
  return lyapunov_kernels().four(A, D, V, check);
}

}  // namespace gaussnet
