#pragma once

#include <Eigen/Core>

namespace gaussnet {

/// The Riccati equation for N = 2 or 4 states and up to four records, without allocation:
///     A V + V A^T + D = (V M^T + Gam) R^{-1} (V M^T + Gam)^T              [theory.md, Eq. (5)]
/// Shapes, symmetry and finiteness are the caller's care (solve(RiccatiEquation) checks them).
template <int N>
struct SmallRiccatiEquation {
  static constexpr int max_records = 4;
  using States = Eigen::Matrix<double, N, N>;
  using Records = Eigen::Matrix<double, Eigen::Dynamic, N, Eigen::ColMajor, max_records, N>;
  using Noise = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, max_records,
                              max_records>;
  using Gain = Eigen::Matrix<double, N, Eigen::Dynamic, Eigen::ColMajor, N, max_records>;

  States drift{};             // A
  States diffusion{};         // D
  Records measurement{};      // M, m x N with m <= 4
  Noise measurement_noise{};  // R
  Gain noise_correlation{};   // Gam
};

template <int N>
struct SmallRiccatiSolution {
  typename SmallRiccatiEquation<N>::States covariance{};
  typename SmallRiccatiEquation<N>::Gain gain{};
  double residual = 0;     // as in RiccatiSolution
  double error_bound = 0;  // as in RiccatiSolution
  double decay = 0;        // every mode of A - K M decays faster than this, proven
  double fastest = 0;      // ||A|| + ||K M||
};

/// True: solved, the closed loop is stable and error_bound holds. False: this path cannot decide
/// (no solution, or one near the limits of stability or detectability); ask solve(RiccatiEquation),
/// which finds it or says why there is none. Never throws.
template <int N>
bool solve_small(const SmallRiccatiEquation<N>& equation,
                 SmallRiccatiSolution<N>& solution) noexcept;

extern template bool solve_small<2>(const SmallRiccatiEquation<2>&,
                                    SmallRiccatiSolution<2>&) noexcept;
extern template bool solve_small<4>(const SmallRiccatiEquation<4>&,
                                    SmallRiccatiSolution<4>&) noexcept;

}  // namespace gaussnet
