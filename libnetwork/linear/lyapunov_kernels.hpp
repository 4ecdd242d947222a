#pragma once

#include <libnetwork/linear/lyapunov_small.hpp>

// The two builds of misfit_kernels.inc and what follows it. No other include: see there.

namespace gaussnet {

using SmallLyapunovKernel = SmallLyapunovStatus (*)(const double*, const double*, double*,
                                                    SmallLyapunovCheck*) noexcept;

/// S X + X T^T = C for upper quasi-triangular S (m x m) and T (n x n); X replaces C. Arrays column
/// by column with leading dimensions; sizes of a few ten.
using SylvesterBlock = void (*)(const double* s, int lds, int m, const double* t, int ldt, int n,
                                double* c, int ldc) noexcept;
/// T Y + Y T^T = C likewise, C symmetric.
using LyapunovBlock = void (*)(const double* t, int ldt, int n, double* c, int ldc) noexcept;

/// |A - exact A| and |D - exact D|, n x n; null: exact.
struct SmallRounding {
  const double* drift = nullptr;
  const double* noise = nullptr;
};

/// A V + V A^T + D = 0 for n <= largest_small states, D symmetric. V is the answer only if the
/// status is `solved`; whatever is not plain is `undecided`, and the general solver is to be asked.
constexpr int largest_small = 32;
using DenseLyapunovKernel = SmallLyapunovStatus (*)(int n, const double* A, const double* D,
                                                    const SmallRounding& rounding, double* V,
                                                    SmallLyapunovCheck* check) noexcept;

/// A = Q T Q^T, the real Schur form of n <= largest_schur states; h holds A, then T. False if the
/// QR iteration stalls.
constexpr int largest_schur = 160;
using SchurForm = bool (*)(int n, double* h, double* q) noexcept;

/// Whether S, symmetric with n <= largest_small rows, is plainly a covariance; if not,
/// check_noise() is to be asked.
using NoiseTest = bool (*)(int n, const double* S) noexcept;

struct LyapunovKernels {
  const char* isa;
  SmallLyapunovKernel two;
  SmallLyapunovKernel four;
  SylvesterBlock sylvester_block;
  LyapunovBlock lyapunov_block;
  DenseLyapunovKernel dense;
  SchurForm schur_form;
  NoiseTest is_noise;
};

/// Those that isa.cpp has chosen for this processor.
const LyapunovKernels& lyapunov_kernels() noexcept;

LyapunovKernels baseline_lyapunov_kernels() noexcept;
LyapunovKernels avx2_lyapunov_kernels() noexcept;  // only where GAUSSNET_HAS_AVX2_KERNELS

}  // namespace gaussnet
