#pragma once

// No include: this header is seen by sources that are compiled for more than one instruction set.

namespace gaussnet {

enum class SmallLyapunovStatus {
  solved,
  not_stable,  // some eigenvalue of A is to the right of 0 by more than rounding
  undecided    // too near to the limit of stability, or too inaccurate: ask solve(LyapunovEquation)
};

struct SmallLyapunovCheck {
  double residual = 0;     // as in LyapunovSolution
  double error_bound = 0;  // as in LyapunovSolution
};

///     A V + V A^T + D = 0                                                [theory.md, Eq. (4)]
/// for 2 or 4 states: arrays of n * n doubles, column by column, D symmetric. V is written whole,
/// and only if the status is `solved`. Nothing is allocated, nothing thrown; entries are expected
/// to be finite. `check` may be null, which saves its cost.
///
/// n = 4: along the cascade if A is block triangular in 2 x 2 blocks, either way round; else
/// elimination with partial pivoting on the ten entries of V.
/// Compiled for plain x86-64 and for AVX2 with FMA; kernel_isa() says which one runs.
SmallLyapunovStatus solve_lyapunov_2(const double* A, const double* D, double* V,
                                     SmallLyapunovCheck* check = nullptr) noexcept;
SmallLyapunovStatus solve_lyapunov_4(const double* A, const double* D, double* V,
                                     SmallLyapunovCheck* check = nullptr) noexcept;

}  // namespace gaussnet
