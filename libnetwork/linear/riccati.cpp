#include <algorithm>
#include <cmath>
#include <functional>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/linear/balancing.hpp>
#include <libnetwork/linear/detectability.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/linear/filter_equation.hpp>
#include <libnetwork/linear/lyapunov_small.hpp>
#include <libnetwork/linear/precise_bound.hpp>
#include <libnetwork/linear/riccati.hpp>
#include <libnetwork/linear/riccati_newton.hpp>
#include <libnetwork/linear/riccati_residual.hpp>
#include <libnetwork/linear/riccati_small.hpp>
#include <libnetwork/linear/riccati_units.hpp>
#include <libnetwork/linear/smith_correction.hpp>
#include <libnetwork/linear/stability.hpp>
#include <libnetwork/linear/tolerances.hpp>
#include <libnetwork/linear/validate.hpp>
#include <libnetwork/linear/white_record.hpp>
#include <limits>
#include <optional>

namespace gaussnet {
namespace {

// Doubling is tried with these multiples of its shift, should the first be near an eigenvalue of F.
constexpr double shift_factors[] = {1.0, 1.7};
// Noise added to start Newton's method where doubling alone fails, relative to the natural scale.
constexpr double starting_noise = 0.1;
// Closed loops whose slowest rate is below this times ||A - K M|| are examined for undriven modes.
constexpr double suspicious_abscissa = 1e-6;
// A bound below this is good enough not to try another method.
constexpr double good_bound = 1e-6;

void refuse_if_undetectable(const WhiteRecord& e) {
  if (std::optional<Eigenmode> mode = undetected_mode(e.A, e.M)) {
    throw NotDetectable(*std::move(mode));
  }
}

/// In units that balance the Hamiltonian.
void refuse_if_undriven(const WhiteRecord& e, const BalancedFilter& filter) {
  const Vector s = filter.scale.cwiseInverse();
  const double noise_scale =
      (s.asDiagonal() * e.D * s.asDiagonal()).norm() + (s.asDiagonal() * e.Gam).squaredNorm();
  const FilterEquation& scaled = filter.equation;
  if (auto mode = undriven_marginal_mode(scaled.drift, scaled.diffusion, noise_scale)) {
    throw NotStabilisable(*std::move(mode));
  }
}

/// Extra noise makes every mode reachable; its stabilising gain stabilises the given system too,
/// and Newton's method from there converges from above (D. L. Kleinman, IEEE Trans. Autom. Control
/// 13, 114 (1968)).
std::optional<Matrix> solve_with_extra_noise(const FilterEquation& filter) {
  const double information = filter.information.norm();
  if (!(information > 0)) return std::nullopt;
  FilterEquation noisy = filter;
  const double rate =
      std::max(filter.drift.norm(), std::sqrt(information * filter.diffusion.norm()));
  noisy.diffusion.diagonal().array() += starting_noise * rate * rate / information;
  const BalancedFilter balanced_noisy = balanced(noisy);
  return solve_by_doubling(balanced_noisy, doubling_shift(balanced_noisy));
}

/// By products of matrices alone; nothing if that does not prove what it finds.
std::optional<RiccatiSolution> fast_solution(const WatchedSystem& system,
                                             const BalancedFilter& filter, double shift) {
  const WhiteRecord& e = system.white;
  std::optional<Matrix> V = solve_by_doubling(filter, shift);
  if (!V) return std::nullopt;
  std::optional<CorrectedRiccati> found =
      corrected_by_smith(e, {*std::move(V), filter.scale, shift});
  if (!found || !(found->solution.error_bound < good_bound)) return std::nullopt;
  if (!is_surely_detectable(found->distance_to_unseen, e.A.rows())) {
    refuse_if_undetectable(e);
  }
  const bool is_sharp = found->solution.error_bound <= sharp_bound(e.A.rows());
  if (!is_sharp && is_exact(system.given)) {
    auto sharp = sharpened(system, found->solution.covariance);
    if (sharp) return sharp;
  }
  return std::move(found->solution);
}

/// A loop so slow, in units that balance it, that its mode may be one that neither decays nor is
/// driven.
bool is_suspicious(const RiccatiSolution& s, const RiccatiEquation& e) {
  Matrix loop = e.drift;
  Matrix KM = s.gain * e.measurement;
  loop -= KM;
  const Vector scale = balance(loop);
  KM = scale.cwiseInverse().asDiagonal() * KM * scale.asDiagonal();
  return spectral_abscissa(loop) > -suspicious_abscissa * (loop.norm() + KM.norm());
}

/// The bound of a small solution whose coefficients are uncertain: rounding and coefficients as one
/// misfit, since the second order of their sum is more than that of each.
template <class Kernel>
double bound_with_coefficients(Kernel kernel, const RiccatiEquation& e, const RiccatiSolution& s) {
  const WhiteRecord white = whitened(e);
  const Matrix& V = s.covariance;
  const RiccatiResidual r = residual_of(white, V);
  const Matrix misfit = r.residual.cwiseAbs() + misfit_of_coefficients(white, V, r.white_gain);
  const Vector w = misfit_weights({white.A, V, misfit, r.noise});
  const Matrix W = w.asDiagonal();
  Matrix X(V.rows(), V.cols());
  const bool certain =
      kernel(r.closed_loop.data(), W.data(), X.data(), nullptr) == SmallLyapunovStatus::solved &&
      X.allFinite() && X.diagonal().minCoeff() >= 0 &&
      second_order(X, white.M, w) + lost_share(r.loop_rounding, X, w) <= linear_limit;
  return certain ? relative_to_variances(X.diagonal(), V) / (1 - 2 * linear_limit)
                 : std::numeric_limits<double>::infinity();
}

/// Two or four states by solve_small(), if that decides.
template <int N, class Kernel>
std::optional<RiccatiSolution> small_solution(const RiccatiEquation& e, Kernel kernel) {
  if (e.measurement.rows() > SmallRiccatiEquation<N>::max_records) return std::nullopt;
  const SmallRiccatiEquation<N> small{
      e.drift, symmetric_part(e.diffusion, "diffusion"), e.measurement,
      symmetric_part(e.measurement_noise, "measurement_noise"), e.noise_correlation};
  SmallRiccatiSolution<N> found;
  if (!solve_small(small, found)) return std::nullopt;
  if (is_exact(e) && !(found.error_bound <= sharp_bound(N))) return std::nullopt;
  RiccatiSolution s{found.covariance, found.gain, found.residual, found.error_bound};
  const bool is_quick = found.decay > suspicious_abscissa * found.fastest;
  if (!is_quick && is_suspicious(s, e)) return std::nullopt;
  if (!is_exact(e)) s.error_bound = bound_with_coefficients(kernel, e, s);
  if (!(s.error_bound < good_bound)) return std::nullopt;
  return s;
}

std::optional<RiccatiSolution> small_solution(const RiccatiEquation& e) {
  if (e.drift.rows() == 2) return small_solution<2>(e, solve_lyapunov_2);
  if (e.drift.rows() == 4) return small_solution<4>(e, solve_lyapunov_4);
  return std::nullopt;
}

std::optional<RiccatiSolution> first_good(const WatchedSystem& system, const FilterEquation& filter,
                                          const BalancedFilter& scaled, double shift) {
  const std::function<std::optional<Matrix>()> methods[] = {
      [&] { return solve_by_doubling(scaled, shift_factors[0] * shift); },
      [&] { return solve_by_doubling(scaled, shift_factors[1] * shift); },
      [&] { return solve_with_extra_noise(filter); },
      [&] { return solve_by_invariant_subspace(scaled); }};
  std::optional<RiccatiSolution> best;
  for (const auto& method : methods) {
    std::optional<Matrix> V = method();
    if (!V) continue;
    std::optional<RiccatiSolution> found = polished(system, *std::move(V));
    if (!found) continue;
    const double bound = found->error_bound;
    if (!best || bound < best->error_bound) best = std::move(found);
    if (bound < good_bound) break;
  }
  return best;
}

[[noreturn]] void refuse_as_inaccurate(const WhiteRecord& e) {
  throw InaccurateResult("rounding decides the conditional covariance (" +
                         std::to_string(e.A.rows()) +
                         " states): the watched system is too near to one without a steady state, "
                         "or to one of which the record tells some variance exactly");
}

RiccatiSolution solve_checked(const RiccatiEquation& equation) {
  if (std::optional<RiccatiSolution> small = small_solution(equation)) return *std::move(small);
  const WhiteRecord e = whitened(equation);
  if (e.A.rows() == 0) return {Matrix(0, 0), Matrix(0, e.M.rows())};
  const WatchedSystem system{equation, e};
  const FilterEquation filter = filter_equation(e);
  const BalancedFilter scaled = balanced(filter);
  const double shift = doubling_shift(scaled);
  if (std::optional<RiccatiSolution> fast = fast_solution(system, scaled, shift))
    return *std::move(fast);
  refuse_if_undetectable(e);
  std::optional<RiccatiSolution> best = first_good(system, filter, scaled, shift);
  if (!best || is_suspicious(*best, equation)) {
    refuse_if_undriven(e, scaled);
  }
  if (!best || best->error_bound >= 1) refuse_as_inaccurate(e);
  return *std::move(best);
}

Eigenmode as_given(const RiccatiUnits& units, Eigenmode mode) {
  mode.eigenvalue = {std::ldexp(mode.eigenvalue.real(), units.rate),
                     std::ldexp(mode.eigenvalue.imag(), units.rate)};
  return mode;
}

RiccatiSolution solve_in(const RiccatiUnits& units, const RiccatiEquation& scaled) try {
  return as_given(units, solve_checked(scaled));
} catch (const NotDetectable& refusal) {
  throw NotDetectable(as_given(units, refusal.mode()));
} catch (const NotStabilisable& refusal) {
  throw NotStabilisable(as_given(units, refusal.mode()));
}

}  // namespace

RiccatiSolution solve(const RiccatiEquation& equation) {
  check(equation);
  const std::optional<RiccatiUnits> units = units_of(equation);
  if (!units) return solve_checked(equation);
  whitened(equation);  // what is wrong with the numbers is said of those given
  const std::optional<RiccatiEquation> scaled = in_units(*units, equation);
  return scaled ? solve_in(*units, *scaled) : solve_checked(equation);
}

}  // namespace gaussnet
