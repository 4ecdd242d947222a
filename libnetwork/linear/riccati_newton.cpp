#include <algorithm>
#include <cmath>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/double_double.hpp>
#include <libnetwork/linear/drift_factor.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/linear/precise_bound.hpp>
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
// A loop is shifted by this many times what the second order of the error may need.
constexpr double shift_margin = 4;
// What rescaling leaves open of a loop may cost a proof at most this share of its noise.
constexpr double most_lost = 0.1;
// Records whose rescaling leaves more open than this, relative to them, have no sharp bound.
constexpr double most_rescaling = 1e-2;

Matrix symmetric(const Matrix& S) { return 0.5 * (S + S.transpose()); }

/// W of rounding alone.
Vector plain_misfit(const WhiteRecord& e, const Matrix& V) {
  return misfit_weights({e.A, V, Matrix::Zero(V.rows(), V.cols()), residual_of(e, V).noise});
}

/// V + delta, before rounding
struct Step {
  Matrix delta{};
  Matrix residual{};            // F(V + delta)
  Matrix size{};                // what its rounding scales with, beside |A_c||delta|
  PreciseMatrix closed_loop{};  // of V + delta
  Matrix loop_rounding{};       // how far it may be from that
};
Step step_by(const WhiteRecord& e, const PreciseResidual& r, const Matrix& delta) {
  Step step{symmetric(delta), r.residual, r.residual.cwiseAbs(), r.closed_loop, r.loop_rounding};
  const Matrix half = product(r.closed_loop.high, step.delta);
  const Matrix seen = product(step.delta, e.M, Transposed::right);
  const Matrix square = symmetric_product(seen, seen, Transposed::right);
  step.residual += half + half.transpose() - square;
  const Eigen::RowVectorXd columns = e.M.colwise().norm();
  const Vector rows = step.delta.cwiseAbs() * columns.transpose();
  step.size += square.cwiseAbs() + e.rounding / eps * rows * rows.transpose();
  step.loop_rounding +=
      (e.rounding + static_cast<double>(e.M.rows() + e.M.cols()) * eps) * rows * columns;
  multiply_add(-1, seen, e.M, step.closed_loop.low);
  step.closed_loop.normalise();
  return step;
}

/// A Newton step and its refinement.
Step newton_step(const WhiteRecord& e, const PreciseResidual& r, const DriftFactor& factor) {
  const Step first = step_by(e, r, factor.solve(r.residual));
  return step_by(e, r, first.delta + factor.solve(first.residual));
}

/// W of the misfit that F(V + delta) is bounded by.
Vector misfit_of(const Step& step, const PreciseResidual& r, const Matrix& coefficients) {
  const Matrix left = step.residual.cwiseAbs() + r.hidden + coefficients;
  return misfit_weights({r.size_of_loop, step.delta, left, step.size});
}

/// A loop to the right by `shift`.
PreciseMatrix shifted(PreciseMatrix loop, double shift) {
  for (Eigen::Index i = 0; i < loop.high.rows(); ++i) {
    const DoubleDouble sum = double_double::exact_sum(loop.high(i, i), shift);
    loop.high(i, i) = sum.high;
    loop.low(i, i) += sum.low;
  }
  return loop;
}

/// X with -X <= Delta <= X for the error Delta, which obeys
///     Delta = L^{-1}(E - Delta G Delta),  -W <= E <= W.
/// There Delta G Delta <= g X, g = lambda_max(M X M^T), so that
///     -(A_c X + X A_c^T) >= W + 2 g X
/// maps the interval into itself and makes every loop of it stable. X is the solution for the loop
/// to the right by `shift` >= g, which leaves W + 2 shift X; X > 0 makes A_c stable.
std::optional<Matrix> covering(const Step& step, const DriftFactor& factor, const Vector& w,
                               const WhiteRecord& e) {
  const std::optional<Matrix> first = proven(step.closed_loop, factor, w);
  if (!first) return std::nullopt;
  const double shift = shift_margin * information(*first, e.M);
  if (!(shift < 0.5 * std::abs(factor.spectral_abscissa()))) return std::nullopt;
  const PreciseMatrix slower = shifted(step.closed_loop, shift);
  std::optional<Matrix> X = proven(slower, DriftFactor(slower.high), w);
  if (!X) return std::nullopt;
  const double lost = lost_share(step.loop_rounding, *X, w);
  if (!(lost <= most_lost)) return std::nullopt;
  *X /= 1 - lost;
  const bool covers = information(*X, e.M) <= (1 - e.rounding) * shift;
  if (!covers || !is_surely_positive(*X)) return std::nullopt;
  return X;
}

/// The bound of a V whose closed loop has been factored, second order included; infinity if that
/// is not small.
struct Plain {
  const WhiteRecord& e;
  const RiccatiResidual& r;
  const DriftFactor& factor;
  const Vector& w;
  const Matrix& X;
  const Matrix& V;
  double change = 0;  // what the residual adds
};
double bound_with_second_order(const Plain& p) try {
  constexpr double none = std::numeric_limits<double>::infinity();
  const double shift = shift_margin * information(p.X, p.e.M);
  if (!(shift < 0.5 * std::abs(p.factor.spectral_abscissa()))) return none;
  const Matrix one = Matrix::Identity(p.V.rows(), p.V.cols());
  const Matrix Y = DriftFactor(p.r.closed_loop + shift * one).solve(p.w.asDiagonal());
  const double lost = lost_share(p.r.loop_rounding, Y, p.w);
  if (!(lost <= most_lost)) return none;
  const double room = (1 - lost) * (1 - p.e.rounding) * shift;
  const bool covers = Y.diagonal().minCoeff() >= 0 && information(Y, p.e.M) <= room;
  return covers ? (relative_to_variances(Y.diagonal(), p.V) + p.change) / (1 - lost) : none;
} catch (const NotStable&) {
  return std::numeric_limits<double>::infinity();
}

/// sharpened() without gain and residual. A step that fails takes nothing from what is proven.
std::optional<RiccatiSolution> best_proven(const WatchedSystem& system, Matrix V) {
  const WhiteRecord& e = system.white;
  std::optional<RiccatiSolution> best;
  Vector floor;
  double previous = std::numeric_limits<double>::infinity();
  try {
    for (int k = 0; k < max_sharp_steps; ++k) {
      const PreciseResidual r = precise_residual_of(system.given, e, V);
      const DriftFactor factor(r.closed_loop.high);
      if (k == 0) floor = granted_noise(factor, plain_misfit(e, V), V);
      const Step step = newton_step(e, r, factor);
      const Vector w = misfit_of(step, r, misfit_of_coefficients(e, V, r.white_gain)) + floor;
      V += step.delta;
      const double change = relative_change(step.delta, V);
      if (!V.allFinite() || !(change < previous)) break;
      previous = change;
      if (const auto X = covering(step, factor, w, e)) {
        const double error = relative_to_variances(X->diagonal(), V) + relative_change(eps * V, V);
        if (best && !(relative_to_exact(error) < best->error_bound)) break;
        best = RiccatiSolution{V, {}, 0, relative_to_exact(error)};
        if (change <= last_bits * eps) break;
      }
    }
  } catch (const NotStable&) {
    return best;
  }
  return best;
}

}  // namespace

bool is_exact(const RiccatiEquation& e) {
  return e.drift_rounding.size() == 0 && e.diffusion_rounding.size() == 0 &&
         e.measurement_rounding.size() == 0 && e.measurement_noise_rounding.size() == 0 &&
         e.noise_correlation_rounding.size() == 0;
}

std::optional<RiccatiSolution> polished(const WatchedSystem& system, Matrix V) try {
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
      const double bound = bound_with_second_order({e, r, factor, w, X, V, change});
      const bool is_sharp = bound <= sharp_bound(V.rows());
      if (!is_sharp && (is_exact(system.given) || !std::isfinite(bound))) {
        if (auto sharp = sharpened(system, V)) return sharp;
      }
      if (!std::isfinite(bound)) return std::nullopt;
      return RiccatiSolution{std::move(V), e.unwhitened(r.white_gain), r.relative,
                             relative_to_exact(bound)};
    }
    previous = change;
    V += delta;
  }
  return std::nullopt;
} catch (const NotStable&) {
  return std::nullopt;
}

std::optional<RiccatiSolution> sharpened(const WatchedSystem& system, Matrix V) {
  const WhiteRecord& e = system.white;
  if (!(e.rounding <= most_rescaling)) return std::nullopt;
  std::optional<RiccatiSolution> best = best_proven(system, symmetric(V));
  if (!best) return best;
  const RiccatiResidual r = residual_of(e, best->covariance);
  best->gain = e.unwhitened(r.white_gain);
  best->residual = r.relative;
  return best;
}

}  // namespace gaussnet
