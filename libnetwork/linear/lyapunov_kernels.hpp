#pragma once

#include <libnetwork/linear/lyapunov_small.hpp>

// The two builds of lyapunov_kernels.inc. No other include: see there.

namespace gaussnet {

using SmallLyapunovKernel = SmallLyapunovStatus (*)(const double*, const double*, double*,
                                                    SmallLyapunovCheck*) noexcept;

struct LyapunovKernels {
  const char* isa;
  SmallLyapunovKernel two;
  SmallLyapunovKernel four;
};

LyapunovKernels baseline_lyapunov_kernels() noexcept;
LyapunovKernels avx2_lyapunov_kernels() noexcept;  // only where GAUSSNET_HAS_AVX2_KERNELS

}  // namespace gaussnet
