#pragma once

#include <libnetwork/linear/lyapunov_small.hpp>

// The two builds of lyapunov_kernels.inc. No other include: see there.

namespace gaussnet {

using SmallLyapunovKernel = SmallLyapunovStatus (*)(const double*, const double*, double*,
                                                    SmallLyapunovCheck*) noexcept;

/// S X + X T^T = C for upper quasi-triangular S (m x m) and T (n x n); X replaces C. Arrays column
/// by column with leading dimensions; sizes of a few ten.
using SylvesterBlock = void (*)(const double* s, int lds, int m, const double* t, int ldt, int n,
                                double* c, int ldc) noexcept;
/// T Y + Y T^T = C likewise, C symmetric.
using LyapunovBlock = void (*)(const double* t, int ldt, int n, double* c, int ldc) noexcept;

struct LyapunovKernels {
  const char* isa;
  SmallLyapunovKernel two;
  SmallLyapunovKernel four;
  SylvesterBlock sylvester_block;
  LyapunovBlock lyapunov_block;
};

/// Those that isa.cpp has chosen for this processor.
const LyapunovKernels& lyapunov_kernels() noexcept;

LyapunovKernels baseline_lyapunov_kernels() noexcept;
LyapunovKernels avx2_lyapunov_kernels() noexcept;  // only where GAUSSNET_HAS_AVX2_KERNELS

}  // namespace gaussnet
