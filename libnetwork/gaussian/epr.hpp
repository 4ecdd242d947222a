#pragma once

#include <array>
#include <complex>
#include <libnetwork/gaussian/gaussian_state.hpp>
#include <libnetwork/gaussian/pair_covariance.hpp>

namespace gaussnet {

/// Asks for the weight and the local rotations that make the EPR variance least.
struct OptimalWeight {};
inline constexpr OptimalWeight optimal_weight{};

///     xi(g) = [Var(X_j + g X_k) + Var(P_j - g P_k)]/(1 + g^2)
///           = [a + g^2 b + 2 g c_r]/(1 + g^2),
///     a = V_XjXj + V_PjPj,   b = V_XkXk + V_PkPk,   c_r = V_XjXk - V_PjPk
/// 1 for two vacua; below 1 the modes are entangled.
/// @throws std::invalid_argument weight not finite; the same mode twice, out of range, unknown name
/// Duan, Giedke, Cirac, Zoller, Phys. Rev. Lett. 84, 2722 (2000).
double epr_variance(const GaussianState& state, const ModePair& pair, double weight);

///     xi(g) = [a + |g|^2 b + 2 Re(g (c_r + i c_i))]/(1 + |g|^2),   c_i = V_XjPk + V_PjXk
/// The form above with mode k turned by -arg g, weight |g|.
double epr_variance(const GaussianState& state, const ModePair& pair, std::complex<double> weight);

///     min over g, phi of xi = least eigenvalue of [[a, c], [c, b]],   c = sqrt(c_r^2 + c_i^2)
double epr_variance(const GaussianState& state, const ModePair& pair, OptimalWeight);

/// |xi - exact| <= bound, at the weight as given.
BoundedValue bounded_epr_variance(const GaussianState& state, const ModePair& pair,
                                  std::complex<double> weight);
BoundedValue bounded_epr_variance(const GaussianState& state, const ModePair& pair, OptimalWeight);

/// Where xi is least: X_j + weight X_k' and P_j - weight P_k', with X' = X cos(angle) + P
/// sin(angle), P' = P cos(angle) - X sin(angle) for each mode. Only the sum of the two angles
/// counts, so the first is 0. Uncorrelated modes with a > b: weight infinite, the second mode
/// alone.
struct EprOptimum {
  double value = 0;
  double weight = 0;                   // >= 0
  std::array<double, 2> angles{0, 0};  // rad, of the first and of the second mode
};
EprOptimum epr_optimum(const GaussianState& state, const ModePair& pair);
EprOptimum epr_optimum(const PairCovariance& covariance);

/// The weight of a pair on the second mode at one light beam, from what its records see of each
/// mode:
///     mu_j = M_{.,Xj} - i M_{.,Pj},   g = (mu_j^T R^{-1} mu_k)/(mu_j^dagger R^{-1} mu_j),
///     coherence = |mu_j^T R^{-1} mu_k| / sqrt(mu_j^dagger R^{-1} mu_j  mu_k^dagger R^{-1} mu_k)
/// (a plain transpose in the numerators). Coherence 1: both modes write the same light, which has
/// one EPR mode to tell; below 1 the weight says little.
struct ReadoutWeight {
  std::complex<double> weight{};
  double coherence = 0;
};
/// @param measurement M, records x quadratures;   measurement_noise R, records x records, > 0
/// @throws std::invalid_argument shape, modes, R not positive definite, a mode no record sees
ReadoutWeight readout_weight(const Matrix& measurement, const Matrix& measurement_noise,
                             ModeIndexPair pair);

}  // namespace gaussnet
