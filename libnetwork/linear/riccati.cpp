#include <algorithm>
#include <cmath>
#include <functional>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/linear/detectability.hpp>
#include <libnetwork/linear/drift_factor.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/linear/filter_equation.hpp>
#include <libnetwork/linear/riccati.hpp>
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

struct Judged {
  RiccatiSolution solution{};
  Matrix residual{};     // A V + V A^T + D - K R K^T
  Matrix closed_loop{};  // A - K M
  Matrix noise{};        // what rounding of D and K R K^T scales with
};

Judged judged(const WhiteRecord& e, Matrix V) {
  const Matrix L = V * e.M.transpose() + e.Gam;
  const Matrix LL = L * L.transpose();
  const Matrix AV = e.A * V;
  Judged j;
  j.residual = AV + AV.transpose() + e.D - LL;
  j.closed_loop = e.A - L * e.M;
  const Matrix size = V.cwiseAbs() * e.M.cwiseAbs().transpose() + e.Gam.cwiseAbs();
  const Matrix cross = L.cwiseAbs() * size.transpose();
  j.noise = e.D.cwiseAbs() + e.condition * (cross + cross.transpose());
  const double scale = 2 * e.A.norm() * V.norm() + e.D.norm() + LL.norm();
  j.solution.residual = scale > 0 ? j.residual.norm() / scale : 0.0;
  j.solution.gain = e.unwhitened(L);
  j.solution.covariance = std::move(V);
  return j;
}

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
    Judged j = judged(e, std::move(V));
    const Matrix& now = j.solution.covariance;
    const DriftFactor factor(j.closed_loop);
    const Matrix delta = factor.solve(j.residual);
    const Matrix uncertain =
        misfit_of_drift(e.drift_rounding, now) + misfit_of_record(e, now, j.solution.gain);
    const Vector w = misfit_weights({e.A, now, uncertain, j.noise});
    const Matrix X = factor.solve(w.asDiagonal());
    const double rounding = relative_to_variances(X.diagonal(), now);
    const double change = relative_change(delta, now);
    if (!std::isfinite(rounding) || !std::isfinite(change)) return std::nullopt;
    const bool converged = change <= newton_tolerance * rounding &&
                           j.solution.residual <= residual_target * static_cast<double>(now.rows());
    const bool stagnant = change < good_bound && change > 0.5 * previous;
    if (converged || stagnant) {
      const double second = nonlinearity(factor, X, e.M);
      if (X.diagonal().minCoeff() < 0 || second > linearity_limit) return std::nullopt;
      j.solution.error_bound = (rounding + change) / (1 - second);
      j.solution.spectral_abscissa = factor.spectral_abscissa();
      return std::move(j.solution);
    }
    previous = change;
    V = now + delta;
  }
  return std::nullopt;
} catch (const NotStable&) {
  return std::nullopt;
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
  return solve_by_doubling(noisy, doubling_shift(noisy));
}

std::optional<RiccatiSolution> first_good(const WhiteRecord& e, const FilterEquation& filter) {
  const double shift = doubling_shift(filter);
  const std::function<std::optional<Matrix>()> methods[] = {
      [&] { return solve_by_doubling(filter, shift_factors[0] * shift); },
      [&] { return solve_by_doubling(filter, shift_factors[1] * shift); },
      [&] { return solve_with_extra_noise(filter); },
      [&] { return solve_by_invariant_subspace(filter); }};
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
  const WhiteRecord e = whitened(equation);
  if (e.A.rows() == 0) return {Matrix(0, 0), Matrix(0, e.M.rows()), 0, 0, spectral_abscissa(e.A)};
  if (std::optional<Eigenmode> mode = undetected_mode(e.A, e.M)) {
    throw NotDetectable(*std::move(mode));
  }
  const FilterEquation filter = filter_equation(e);
  std::optional<RiccatiSolution> best = first_good(e, filter);
  const double scale =
      filter.drift.norm() + (best ? (best->gain * equation.measurement).norm() : 0);
  if (!best || best->spectral_abscissa > -suspicious_abscissa * scale) {
    const double noise_scale = e.D.norm() + e.Gam.squaredNorm();
    if (auto mode = undriven_marginal_mode(filter.drift, filter.diffusion, noise_scale)) {
      throw NotStabilisable(*std::move(mode));
    }
  }
  if (!best || best->error_bound >= 1) refuse_as_inaccurate(e);
  return *std::move(best);
}

}  // namespace gaussnet
