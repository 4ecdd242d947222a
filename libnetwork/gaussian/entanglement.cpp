#include <algorithm>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/extended_matrix.hpp>
#include <libnetwork/gaussian/symplectic_spectrum.hpp>
#include <limits>
#include <numeric>

namespace gaussnet {
namespace {

using Eigen::Index;

constexpr double eps = std::numeric_limits<double>::epsilon();

/// max(0, -ln 2 nu); what is far below the last digit of any V is 0, not an entanglement of 1e-32.
constexpr double resolution = 0x1p-60;
double contribution(double minus_logarithm) {
  return minus_logarithm > resolution ? minus_logarithm : 0;
}
double minus_logarithm(double nu) { return -std::log(nu / vacuum_variance); }
double minus_logarithm(DoubleDouble nu) { return -log(nu / vacuum_variance); }

/// The modes of A, then those of B; all others traced out.
GaussianState a_then_b(const GaussianState& state, const BipartitionIndices& parts) {
  std::vector<int> modes = parts.a;
  modes.insert(modes.end(), parts.b.begin(), parts.b.end());
  return state.reduced(modes);
}

/// B's momenta flipped: nu~.
SymplecticSpectrum transposed_spectrum(const GaussianState& state, const Bipartition& partition) {
  const BipartitionIndices parts = state.indices(partition);
  std::vector<int> transposed(parts.b.size());
  std::iota(transposed.begin(), transposed.end(), static_cast<int>(parts.a.size()));
  const GaussianState both = a_then_b(state, parts);
  if (both.factor()) {
    return symplectic_spectrum_of_factor(flip_momenta(*both.factor(), transposed),
                                         both.error_bound());
  }
  return symplectic_spectrum(partial_transpose(both.covariance(), transposed), both.error_bound());
}

/// nu_k(S_B) of what is left of B when A is known.
SymplecticSpectrum steered_spectrum(const GaussianState& state, const Bipartition& partition) {
  const BipartitionIndices parts = state.indices(partition);
  const ConditionedOn a{2 * static_cast<Index>(parts.a.size())};
  const GaussianState both = a_then_b(state, parts);
  return both.factor() ? symplectic_spectrum_of_factor(*both.factor(), both.error_bound(), a)
                       : symplectic_spectrum(both.covariance(), both.error_bound(), a);
}

/// sum_k max(0, -ln 2 nu_k) and what tau leaves open of it.
BoundedValue below_vacuum(const SymplecticSpectrum& spectrum) {
  const double spread = logarithmic_bound(spectrum.relative_bound);
  BoundedValue sum;
  for (const DoubleDouble& nu : spectrum.values) {
    const double distance = minus_logarithm(nu);
    sum.value += contribution(distance);
    sum.bound += std::max(0.0, spread + std::min(0.0, distance));
  }
  sum.bound += eps * sum.value;
  return sum;
}

/// P V P of a pair, the second mode transposed.
PairCovariance transposed(PairCovariance v) {
  v.row(3) *= -1;
  v.col(3) *= -1;
  return v;
}

template <class Real>
double negativity(const PairSpectrum<Real>& spectrum) {
  double sum = 0;
  for (const Real& nu : spectrum.values) sum += contribution(minus_logarithm(nu));
  return sum;
}

double negativity_in_double_double(const PairCovariance& transposed_covariance) {
  const auto spectrum = pair_spectrum_in_double_double(transposed_covariance);
  if (!spectrum.positive_definite) {
    throw InaccurateResult(
        "logarithmic negativity: the covariance of the two modes is not positive definite as "
        "rounded: they are squeezed beyond what double precision holds (in code, "
        "GaussianState::from_factor resolves more)");
  }
  return negativity(spectrum);
}

}  // namespace

double logarithmic_negativity(const GaussianState& state, const Bipartition& partition) {
  if (partition.a.size() == 1 && partition.b.size() == 1 && !state.factor()) {
    const BipartitionIndices parts = state.indices(partition);
    const Index j = quadrature_index(parts.a[0], Quadrature::X);
    const Index k = quadrature_index(parts.b[0], Quadrature::X);
    const Index rows[] = {j, j + 1, k, k + 1};
    return negativity_in_double_double(transposed(state.covariance()(rows, rows)));
  }
  double sum = 0;
  for (const DoubleDouble& nu : transposed_spectrum(state, partition).values) {
    sum += contribution(minus_logarithm(nu));
  }
  return sum;
}

BoundedValue bounded_logarithmic_negativity(const GaussianState& state,
                                            const Bipartition& partition) {
  return below_vacuum(transposed_spectrum(state, partition));
}

double logarithmic_negativity(const PairCovariance& covariance) {
  constexpr double certain_enough = 1e-13;
  const PairCovariance flipped = transposed(covariance);
  const PairSpectrum<double> quick = pair_spectrum(flipped);
  if (quick.positive_definite && quick.relative_error < certain_enough) return negativity(quick);
  return negativity_in_double_double(flipped);
}

BoundedValue least_partial_transpose_eigenvalue(const GaussianState& state,
                                                const Bipartition& partition) {
  const SymplecticSpectrum spectrum = transposed_spectrum(state, partition);
  const double least = spectrum.values.front().high;
  return {least, least * (spectrum.relative_bound + eps)};
}

double steering(const GaussianState& state, const Bipartition& from_a_to_b) {
  return bounded_steering(state, from_a_to_b).value;
}

BoundedValue bounded_steering(const GaussianState& state, const Bipartition& from_a_to_b) {
  return below_vacuum(steered_spectrum(state, from_a_to_b));
}

double steering(const PairCovariance& covariance) {
  const PairFactor factor = factor_of_pair(covariance);
  if (!factor.positive_definite) refuse_indefinite();
  return contribution(minus_logarithm(factor.diagonal[2] * factor.diagonal[3]));
}

}  // namespace gaussnet
