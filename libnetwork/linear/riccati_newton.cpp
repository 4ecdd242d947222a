#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/drift_factor.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/linear/precise_product.hpp>
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
// X is kept if it answers to at least this share of the misfit.
constexpr double least_share = 0.5;
// Of a sharp bound, what may be granted without need.
constexpr double granted_share = 0.05;
// Corrections of this many eps are the rounding of V itself.
constexpr double last_bits = 4;
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

/// What misfit may be granted to every direction at little cost: the plain misfit of rounding,
/// reduced until it adds a small share of a sharp bound. It keeps W from directions without any.
Vector granted_noise(const DriftFactor& factor, const WhiteRecord& e, const Matrix& V) {
  const Matrix none = Matrix::Zero(V.rows(), V.cols());
  const Vector plain = misfit_weights({e.A, V, none, residual_of(e, V).noise});
  const double bound = relative_to_variances(factor.variances(plain), V);
  const double share = granted_share * sharp_bound(V.rows()) / bound;
  if (!(share < granted_share)) return granted_share * plain;
  return share * plain;
}

/// W of the misfit that F(V + delta) is bounded by.
Vector misfit_of_step(const WhiteRecord& e, const PreciseResidual& r, const Matrix& V,
                      const Matrix& delta) {
  const Matrix half = product(r.closed_loop.high, delta);
  const Matrix seen = product(delta, e.M, Transposed::right);
  const Matrix square = symmetric_product(seen, seen, Transposed::right);
  const Matrix left = (r.residual + half + half.transpose() - square).cwiseAbs() + r.hidden +
                      misfit_of_coefficients(e, V, r.white_gain);
  const Matrix noise = r.residual.cwiseAbs() + square.cwiseAbs();
  return misfit_weights({r.size_of_loop, delta, left, noise});
}

/// The factor by which X bounds the error; nothing if it is not proven to.
///     -(A_c X + X A_c^T) >= share W
/// is shown in twice the precision, as X may come from a badly conditioned solve.
std::optional<double> trusted_inflation(const PreciseMatrix& loop, const Matrix& X, const Vector& w,
                                        const Matrix& M) {
  PreciseMatrix Y(Matrix::Zero(X.rows(), X.cols()));
  add_product(-1, loop.high, X, Y);
  multiply_add(-1, loop.low, X, Y.low);
  const double share = share_of_noise(twice_symmetric_part(Y), w).minCoeff();
  if (!(share >= least_share) || X.diagonal().minCoeff() < 0) return std::nullopt;
  const std::optional<double> c = inflation(X / share, w, M);
  if (!c) return std::nullopt;
  return *c / share;
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
  Vector floor;
  double previous = std::numeric_limits<double>::infinity();
  for (int step = 0; step < max_sharp_steps; ++step) {
    const PreciseResidual r = precise_residual_of(system.given, e, V);
    const DriftFactor factor(r.closed_loop.high);
    if (step == 0) floor = granted_noise(factor, e, V);
    const Matrix delta = factor.solve(r.residual);
    const Vector w = misfit_of_step(e, r, V, delta) + floor;
    V += delta;
    const double change = relative_change(delta, V);
    const Matrix X = factor.solve(w.asDiagonal());
    if (!X.allFinite() || !V.allFinite() || !(change < previous)) break;
    previous = change;
    if (const std::optional<double> c = trusted_inflation(r.closed_loop, X, w, e.M)) {
      const double bound =
          *c * relative_to_variances(X.diagonal(), V) + relative_change(eps * V, V);
      if (best && !(bound < best->solution.error_bound)) break;
      best = PolishedRiccati{{V, {}, 0, bound, factor.spectral_abscissa()},
                             factor.spectral_abscissa()};
      if (change <= last_bits * eps) break;
    }
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
