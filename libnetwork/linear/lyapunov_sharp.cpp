#include <cmath>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/lyapunov_sharp.hpp>
#include <libnetwork/linear/precise_bound.hpp>
#include <libnetwork/linear/symmetric_product.hpp>
#include <limits>
#include <utility>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
constexpr int max_steps = 6;

/// F(V), and what its rounding in twice the precision may hide.
struct Residual {
  Matrix value{};
  Matrix hidden{};
};
Residual precise_residual(const LyapunovEquation& e, const Matrix& V) {
  PreciseMatrix half(0.5 * e.diffusion);
  add_product(1, e.drift, V, half);
  Matrix size = 0.5 * e.diffusion.cwiseAbs();
  multiply_add(1, e.drift.cwiseAbs(), V.cwiseAbs(), size);
  add_transpose(size);
  const auto terms = static_cast<double>(V.rows() + 4);
  Matrix value = twice_symmetric_part(half);
  Matrix hidden = eps * value.cwiseAbs() + terms * terms * eps * eps * size;
  return {std::move(value), std::move(hidden)};
}

/// A delta + delta A^T
Matrix image(const Matrix& A, const Matrix& delta) {
  Matrix image = product(A, delta);
  add_transpose(image);
  return image;
}

/// V + delta, before rounding.
struct Step {
  Matrix delta{};
  Matrix residual{};  // F(V + delta)
};
Step step_by(const LyapunovEquation& e, const DriftFactor& factor, const Residual& r) {
  Matrix delta = factor.solve(r.value);
  delta += factor.solve(r.value + image(e.drift, delta));
  Matrix residual = r.value + image(e.drift, delta);
  return {std::move(delta), std::move(residual)};
}

/// W of rounding alone.
Vector plain_misfit(const LyapunovEquation& e, const Matrix& V) {
  return misfit_weights({e.drift, V, Matrix::Zero(V.rows(), V.cols()), e.diffusion});
}

}  // namespace

std::optional<LyapunovSolution> sharpened(const LyapunovEquation& e, const DriftFactor& factor,
                                          Matrix V) {
  const PreciseMatrix A(e.drift);
  const Vector granted = granted_noise(factor, plain_misfit(e, V), V);
  std::optional<LyapunovSolution> best;
  double previous = std::numeric_limits<double>::infinity();
  for (int k = 0; k < max_steps; ++k) {
    const Residual r = precise_residual(e, V);
    const Step step = step_by(e, factor, r);
    const Matrix left =
        step.residual.cwiseAbs() + r.hidden + misfit_of_coefficients(e, V + step.delta);
    const Vector w = misfit_weights({e.drift, step.delta, left, r.value}) + granted;
    V += step.delta;
    const double change = relative_change(step.delta, V);
    if (!V.allFinite() || !(change < previous)) break;
    previous = change;
    const std::optional<Matrix> X = proven(A, factor, w);
    if (!X || !is_surely_positive(*X)) continue;
    const double bound =
        relative_to_exact(relative_to_variances(X->diagonal(), V) + relative_change(eps * V, V));
    if (!std::isfinite(bound) || (best && !(bound < best->error_bound))) break;
    best = LyapunovSolution{V, 0, bound};
    if (change <= last_bits * eps) break;
  }
  return best;
}

Matrix misfit_of_coefficients(const LyapunovEquation& e, const Matrix& V) {
  Matrix misfit = misfit_of_drift(e.drift_rounding, V);
  if (e.diffusion_rounding.size() != 0) misfit += e.diffusion_rounding.cwiseAbs();
  return misfit;
}

bool is_exact(const LyapunovEquation& e) {
  return e.drift_rounding.size() == 0 && e.diffusion_rounding.size() == 0;
}

}  // namespace gaussnet
