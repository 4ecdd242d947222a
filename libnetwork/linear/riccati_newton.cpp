#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/drift_factor.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/linear/riccati_newton.hpp>
#include <libnetwork/linear/riccati_residual.hpp>
#include <libnetwork/linear/symmetric_product.hpp>
#include <limits>
#include <utility>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
constexpr int max_newton_steps = 60;
constexpr int max_sharp_steps = 4;
// A correction below this many times the bound on rounding changes nothing that can be known.
constexpr double newton_tolerance = 0.5;
// ... but the steps go on while the relative residual is above n times this and they help.
constexpr double residual_target = 2 * eps;
// Steps that shrink no more below this have come to the end.
constexpr double stagnation = 1e-6;
// Delta = L^{-1}(E - Delta G Delta) has a solution |Delta| <= c X for s up to this; see
// inflation().
constexpr double largest_nonlinearity = 0.25;
// X, the solution for the misfit W, may itself be off by this many times n eps |A_c||X|.
constexpr double bound_of_roundings = 1e3;

/// max |Delta_ij| / sqrt(V_ii V_jj), 0/0 = 0
double relative_change(const Matrix& delta, const Matrix& V) {
  const Vector sigma =
      V.diagonal().cwiseAbs().cwiseMax(std::numeric_limits<double>::min()).cwiseSqrt();
  if (delta.size() == 0) return 0;
  return (sigma.cwiseInverse().asDiagonal() * delta.cwiseAbs() * sigma.cwiseInverse().asDiagonal())
      .maxCoeff();
}

/// lambda_max(S X S), S diagonal, from above
double largest_scaled(const Matrix& X, const Vector& s) {
  const Matrix scaled = s.asDiagonal() * X * s.asDiagonal();
  if (!scaled.allFinite()) return std::numeric_limits<double>::infinity();
  return Eigen::SelfAdjointEigenSolver<Matrix>(scaled, Eigen::EigenvaluesOnly)
      .eigenvalues()
      .cwiseAbs()
      .maxCoeff();
}

/// The error beyond -X <= Delta <= X of first order. In the order of symmetric matrices
/// Delta G Delta <= c^2 g X for |Delta| <= c X, g = lambda_max(M X M^T), and X <= t W gives
/// L^{-1} X <= t X; so |Delta| <= c X is mapped into itself if 1 + c^2 s <= c with s = g t.
/// Returns c; nothing for s > 1/4.
std::optional<double> inflation(const Matrix& X, const Vector& w, const Matrix& M) {
  if (M.rows() == 0 || X.isZero(0)) return 1;
  const double g = (M * X * M.transpose()).trace();
  double s = g * X.diagonal().cwiseQuotient(w).sum();
  if (!(s <= 1e-3)) s = g * largest_scaled(X, w.cwiseSqrt().cwiseInverse());
  if (!(s <= largest_nonlinearity)) return std::nullopt;
  return s > 0 ? 2 / (1 + std::sqrt(1 - 4 * s)) : 1;
}

}  // namespace

double sharp_bound(Eigen::Index n) { return bound_of_roundings * static_cast<double>(n) * eps; }

bool is_exact(const RiccatiEquation& e) {
  return e.drift_rounding.size() == 0 && e.diffusion_rounding.size() == 0 &&
         e.measurement_rounding.size() == 0 && e.measurement_noise_rounding.size() == 0 &&
         e.noise_correlation_rounding.size() == 0;
}

std::optional<PolishedRiccati> polished(const WatchedSystem& system, Matrix V) try {
  const WhiteRecord& e = system.white;
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
    const bool stagnant = change < stagnation && change > 0.5 * previous;
    if (converged || stagnant) {
      std::optional<PolishedRiccati> sharp;
      const bool is_sharp = rounding + change <= sharp_bound(V.rows());
      if (!is_sharp && is_exact(system.given)) sharp = sharpened(system, V);
      if (sharp) return sharp;
      const std::optional<double> c = inflation(X, w, e.M);
      if (X.diagonal().minCoeff() < 0 || !c) return std::nullopt;
      RiccatiSolution s{std::move(V), e.unwhitened(r.white_gain), r.relative,
                        *c * (rounding + change)};
      s.spectral_abscissa = factor.spectral_abscissa();
      return PolishedRiccati{std::move(s), factor.spectral_abscissa()};
    }
    previous = change;
    V += delta;
  }
  return std::nullopt;
} catch (const NotStable&) {
  return std::nullopt;
}

std::optional<PolishedRiccati> sharpened(const WatchedSystem& system, Matrix V) try {
  const WhiteRecord& e = system.white;
  std::optional<PolishedRiccati> best;
  for (int step = 0; step < max_sharp_steps; ++step) {
    const PreciseResidual r = precise_residual_of(system.given, e, V);
    const DriftFactor factor(r.closed_loop);
    const Matrix delta = factor.solve(r.residual);
    const Matrix half = product(r.closed_loop, delta);
    const Matrix seen = product(delta, e.M, Transposed::right);
    const Matrix square = symmetric_product(seen, seen, Transposed::right);
    const Matrix left = (r.residual + half + half.transpose() - square).cwiseAbs() + r.hidden +
                        misfit_of_coefficients(e, V, r.white_gain);
    const Matrix noise = r.residual.cwiseAbs() + square.cwiseAbs();
    const Vector w = misfit_weights({r.size_of_loop, delta, left, noise});
    const Matrix X = factor.solve(w.asDiagonal());
    const Matrix next = V + delta;
    if (!X.allFinite() || !next.allFinite() || X.diagonal().minCoeff() < 0) break;
    const std::optional<double> c = inflation(X, w, e.M);
    if (!c) break;
    const double last_bit = relative_change(0.5 * eps * next, next);
    const double bound = *c * relative_to_variances(X.diagonal(), next) + last_bit;
    if (best && !(bound < 0.5 * best->solution.error_bound)) break;
    V = next;
    best =
        PolishedRiccati{{V, {}, 0, bound, factor.spectral_abscissa()}, factor.spectral_abscissa()};
    if (bound <= 8 * eps) break;
  }
  if (!best) return best;
  const RiccatiResidual r = residual_of(e, best->solution.covariance);
  best->solution.gain = e.unwhitened(r.white_gain);
  best->solution.residual = r.relative;
  return best;
} catch (const NotStable&) {
  return std::nullopt;
}

}  // namespace gaussnet
