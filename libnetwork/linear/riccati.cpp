#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <functional>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/linear/detectability.hpp>
#include <libnetwork/linear/drift_factor.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/linear/filter_equation.hpp>
#include <libnetwork/linear/lyapunov_small.hpp>
#include <libnetwork/linear/riccati.hpp>
#include <libnetwork/linear/riccati_residual.hpp>
#include <libnetwork/linear/riccati_small.hpp>
#include <libnetwork/linear/smith_correction.hpp>
#include <libnetwork/linear/validate.hpp>
#include <libnetwork/linear/white_record.hpp>
#include <limits>
#include <optional>

namespace gaussnet {
namespace {

constexpr int max_newton_steps = 60;
// A correction below this many times the bound on rounding changes nothing that can be known.
constexpr double newton_tolerance = 0.5;
// ... but the steps go on while the relative residual is above n times this and they help.
constexpr double residual_target = 2 * std::numeric_limits<double>::epsilon();
// Doubling is tried with these multiples of its shift, should the first be near an eigenvalue of F.
constexpr double shift_factors[] = {1.0, 1.7};
// Noise added to start Newton's method where doubling alone fails, relative to the natural scale.
constexpr double starting_noise = 0.1;
// The second-order term of the error must stay below this times the first-order one.
constexpr double linearity_limit = 0.5;
// Closed loops whose slowest rate is below this times ||A - K M|| are examined for undriven modes.
constexpr double suspicious_abscissa = 1e-6;
// A bound below this is good enough not to try another method.
constexpr double good_bound = 1e-6;

/// max |Delta_ij| / sqrt(V_ii V_jj), 0/0 = 0
double relative_change(const Matrix& delta, const Matrix& V) {
  const Vector sigma =
      V.diagonal().cwiseAbs().cwiseMax(std::numeric_limits<double>::min()).cwiseSqrt();
  if (delta.size() == 0) return 0;
  return (sigma.cwiseInverse().asDiagonal() * delta.cwiseAbs() * sigma.cwiseInverse().asDiagonal())
      .maxCoeff();
}

/// What the error's second-order term, X G X, adds to its first-order bound X; >= 1: unbounded.
double nonlinearity(const DriftFactor& factor, const Matrix& X, const Matrix& M) {
  const Matrix XM = X * M.transpose();
  const double rough = (M * XM).trace() / std::abs(2 * factor.spectral_abscissa());
  if (rough < 1e-3) return 0;
  const Matrix second = factor.solve(XM * XM.transpose());
  return relative_to_variances(second.diagonal(), X);
}

/// Newton's method from a stabilising V; nothing if a closed loop on the way is not stable.
std::optional<RiccatiSolution> polished(const WhiteRecord& e, Matrix V) try {
  double previous = std::numeric_limits<double>::infinity();
  for (int step = 0; step < max_newton_steps; ++step) {
    const RiccatiResidual r = residual_of(e, V);
    const DriftFactor factor(r.closed_loop);
    const Matrix delta = factor.solve(r.residual);
    const Vector w = misfit_weights({e.A, V, misfit_of_coefficients(e, V, r.white_gain), r.noise});
    const Matrix X = factor.solve(w.asDiagonal());
    const double rounding = relative_to_variances(X.diagonal(), V);
    const double change = relative_change(delta, V);
    if (!std::isfinite(rounding) || !std::isfinite(change)) return std::nullopt;
    const bool converged = change <= newton_tolerance * rounding &&
                           r.relative <= residual_target * static_cast<double>(V.rows());
    const bool stagnant = change < good_bound && change > 0.5 * previous;
    if (converged || stagnant) {
      const double second = nonlinearity(factor, X, e.M);
      if (X.diagonal().minCoeff() < 0 || second > linearity_limit) return std::nullopt;
      return RiccatiSolution{std::move(V), e.unwhitened(r.white_gain), r.relative,
                             (rounding + change) / (1 - second), factor.spectral_abscissa()};
    }
    previous = change;
    V += delta;
  }
  return std::nullopt;
} catch (const NotStable&) {
  return std::nullopt;
}

void refuse_if_undetectable(const WhiteRecord& e) {
  if (std::optional<Eigenmode> mode = undetected_mode(e.A, e.M)) {
    throw NotDetectable(*std::move(mode));
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
std::optional<RiccatiSolution> fast_solution(const WhiteRecord& e, const BalancedFilter& filter,
                                             double shift) {
  std::optional<Matrix> V = solve_by_doubling(filter, shift);
  if (!V) return std::nullopt;
  std::optional<CorrectedRiccati> found =
      corrected_by_smith(e, {*std::move(V), filter.scale, shift});
  if (!found || !(found->solution.error_bound < good_bound)) return std::nullopt;
  if (!is_surely_detectable(found->distance_to_unseen, e.A.rows())) {
    refuse_if_undetectable(e);
  }
  return std::move(found->solution);
}

/// A loop so slow that its mode may be one that neither decays nor is driven.
bool is_suspicious(const RiccatiSolution& s, const RiccatiEquation& e) {
  const Matrix KM = s.gain * e.measurement;
  return s.spectral_abscissa > -suspicious_abscissa * (e.drift.norm() + KM.norm());
}

/// What uncertain coefficients add to the bound of a small solution.
template <class Kernel>
double bound_of_coefficients(Kernel kernel, const RiccatiEquation& e, const RiccatiSolution& s) {
  const bool is_exact = e.drift_rounding.size() == 0 && e.diffusion_rounding.size() == 0 &&
                        e.measurement_rounding.size() == 0 &&
                        e.measurement_noise_rounding.size() == 0 &&
                        e.noise_correlation_rounding.size() == 0;
  if (is_exact) return 0;
  const WhiteRecord white = whitened(e);
  const Matrix& V = s.covariance;
  const Matrix L = V * white.M.transpose() + white.Gam;
  const Matrix closed_loop = white.A - L * white.M;
  const Matrix misfit = misfit_of_coefficients(white, V, L);
  const Matrix W =
      misfit_weights({white.A, V, misfit, Matrix::Zero(V.rows(), V.cols())}).asDiagonal();
  Matrix X(V.rows(), V.cols());
  const bool certain =
      kernel(closed_loop.data(), W.data(), X.data(), nullptr) == SmallLyapunovStatus::solved &&
      X.allFinite() && X.diagonal().minCoeff() >= 0;
  return certain ? relative_to_variances(X.diagonal(), V) : std::numeric_limits<double>::infinity();
}

/// The eigenvalues of a full matrix of fixed size, without allocation; zeros may mean a cascade,
/// whose blocks spectral_abscissa() takes one by one.
template <int N>
double small_abscissa(const Eigen::Matrix<double, N, N>& A) {
  if ((A.array() == 0.0).any()) return spectral_abscissa(A);
  const Eigen::EigenSolver<Eigen::Matrix<double, N, N>> solver(A, false);
  if (solver.info() != Eigen::Success) return spectral_abscissa(A);
  return solver.eigenvalues().real().maxCoeff();
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
  RiccatiSolution s{found.covariance, found.gain, found.residual, found.error_bound, 0};
  s.spectral_abscissa = small_abscissa<N>(small.drift - found.gain * small.measurement);
  if (!(s.spectral_abscissa < 0) || is_suspicious(s, e)) return std::nullopt;
  s.error_bound += bound_of_coefficients(kernel, e, s);
  if (!(s.error_bound < good_bound)) return std::nullopt;
  return s;
}

std::optional<RiccatiSolution> small_solution(const RiccatiEquation& e) {
  if (e.drift.rows() == 2) return small_solution<2>(e, solve_lyapunov_2);
  if (e.drift.rows() == 4) return small_solution<4>(e, solve_lyapunov_4);
  return std::nullopt;
}

std::optional<RiccatiSolution> first_good(const WhiteRecord& e, const FilterEquation& filter,
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
    std::optional<RiccatiSolution> found = polished(e, *std::move(V));
    if (!found) continue;
    if (!best || found->error_bound < best->error_bound) best = std::move(found);
    if (best->error_bound < good_bound) break;
  }
  return best;
}

[[noreturn]] void refuse_as_inaccurate(const WhiteRecord& e) {
  throw InaccurateResult("rounding decides the conditional covariance of these " +
                         std::to_string(e.A.rows()) +
                         " states: the watched system is too near to one without a steady state");
}

}  // namespace

RiccatiSolution solve(const RiccatiEquation& equation) {
  check(equation);
  if (std::optional<RiccatiSolution> small = small_solution(equation)) return *std::move(small);
  const WhiteRecord e = whitened(equation);
  if (e.A.rows() == 0) return {Matrix(0, 0), Matrix(0, e.M.rows()), 0, 0, spectral_abscissa(e.A)};
  const FilterEquation filter = filter_equation(e);
  const BalancedFilter scaled = balanced(filter);
  const double shift = doubling_shift(scaled);
  if (std::optional<RiccatiSolution> fast = fast_solution(e, scaled, shift))
    return *std::move(fast);
  refuse_if_undetectable(e);
  std::optional<RiccatiSolution> best = first_good(e, filter, scaled, shift);
  if (!best || is_suspicious(*best, equation)) {
    const double noise_scale = e.D.norm() + e.Gam.squaredNorm();
    if (auto mode = undriven_marginal_mode(filter.drift, filter.diffusion, noise_scale)) {
      throw NotStabilisable(*std::move(mode));
    }
  }
  if (!best || best->error_bound >= 1) refuse_as_inaccurate(e);
  return *std::move(best);
}

}  // namespace gaussnet
