#include <algorithm>
#include <cmath>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/drift_factor.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/linear/lyapunov.hpp>
#include <libnetwork/linear/lyapunov_kernels.hpp>
#include <libnetwork/linear/lyapunov_sharp.hpp>
#include <libnetwork/linear/lyapunov_small.hpp>
#include <libnetwork/linear/precise_bound.hpp>
#include <libnetwork/linear/symmetric_product.hpp>
#include <libnetwork/linear/tolerances.hpp>
#include <libnetwork/linear/validate.hpp>
#include <limits>
#include <optional>
#include <utility>

namespace gaussnet {
namespace {

// A small kernel's answer is kept if its bound is below this many eps.
constexpr double small_kernel_trust = 1e5;
// Entries between this and its inverse have norms that neither overflow nor vanish.
constexpr double plain_scale = 1e100;
// Smaller numbers have fewer digits.
constexpr double least_whole = std::numeric_limits<double>::min();
constexpr double eps = std::numeric_limits<double>::epsilon();

struct Candidate {
  Matrix covariance{};
  Matrix residual{};
  double relative_residual = 0;
};

Candidate judged(const Matrix& A, const Matrix& D, Matrix V) {
  Matrix residual = product(A, V);
  add_transpose(residual);
  residual += D;
  const double scale = 2 * A.norm() * V.norm() + D.norm();
  const double relative = scale > 0 ? residual.norm() / scale : 0.0;
  return {std::move(V), std::move(residual), relative};
}

/// No bound is found: said with the rightmost eigenvalue as computed.
struct Undecided {
  double spectral_abscissa = 0;
};

/// Trust in V, from the solution of the same equation with the misfit as its noise; nothing if that
/// is none.
std::optional<double> plain_bound(const DriftFactor& factor, const LyapunovEquation& e,
                                  const Candidate& found) {
  const auto weights = [&](const Matrix& misfit) {
    return misfit_weights({e.drift, found.covariance, misfit, e.diffusion});
  };
  const Vector w =
      is_exact(e)
          ? weights(found.residual)
          : weights(found.residual.cwiseAbs() + misfit_of_coefficients(e, found.covariance));
  const Vector error = factor.variances(w);
  const bool is_certain = error.allFinite() && (error.size() == 0 || error.minCoeff() >= 0);
  if (!is_certain) return std::nullopt;
  const double bound = relative_to_exact(relative_to_variances(error, found.covariance));
  return std::isfinite(bound) ? std::optional(bound) : std::nullopt;
}

LyapunovSolution solve_dense(const LyapunovEquation& e) {
  const Matrix& A = e.drift;
  const Matrix& D = e.diffusion;
  const DriftFactor factor(A);
  Candidate found = judged(A, D, factor.solve(D));
  if (found.relative_residual > refinement_threshold * static_cast<double>(A.rows()) * eps) {
    Candidate refined = judged(A, D, found.covariance + factor.solve(found.residual));
    if (refined.relative_residual < found.relative_residual) found = std::move(refined);
  }
  const std::optional<double> bound = plain_bound(factor, e, found);
  const bool is_sharp = bound && *bound <= sharp_bound(A.rows());
  if (!is_sharp && (is_exact(e) || !bound)) {
    if (std::optional<LyapunovSolution> sharp = sharpened(e, factor, found.covariance)) {
      sharp->residual = judged(A, D, sharp->covariance).relative_residual;
      return *std::move(sharp);
    }
  }
  if (!bound) throw Undecided{factor.spectral_abscissa()};
  return {std::move(found.covariance), found.relative_residual, *bound};
}

/// What uncertain drift and noise add to the bound, by the kernel that found V.
template <class Kernel>
double bound_of_coefficients(Kernel kernel, const LyapunovEquation& e, const Matrix& V) {
  if (e.drift_rounding.size() == 0 && e.diffusion_rounding.size() == 0) return 0;
  const Matrix misfit = misfit_of_coefficients(e, V);
  const Matrix W =
      misfit_weights({e.drift, V, misfit, Matrix::Zero(V.rows(), V.cols())}).asDiagonal();
  Matrix X(V.rows(), V.cols());
  const bool solved =
      kernel(e.drift.data(), W.data(), X.data(), nullptr) == SmallLyapunovStatus::solved;
  const bool certain = solved && X.allFinite() && X.diagonal().minCoeff() >= 0;
  return certain ? relative_to_variances(X.diagonal(), V) : std::numeric_limits<double>::infinity();
}

std::optional<LyapunovSolution> solve_tiny(const LyapunovEquation& e) {
  const Matrix& A = e.drift;
  const Eigen::Index n = A.rows();
  if (n != 2 && n != 4) return std::nullopt;
  LyapunovSolution solution{Matrix(n, n), 0, 0};
  SmallLyapunovCheck check;
  const auto kernel = n == 2 ? solve_lyapunov_2 : solve_lyapunov_4;
  const SmallLyapunovStatus status =
      kernel(A.data(), e.diffusion.data(), solution.covariance.data(), &check);
  if (status != SmallLyapunovStatus::solved) return std::nullopt;
  solution.error_bound = check.error_bound + bound_of_coefficients(kernel, e, solution.covariance);
  if (!(solution.error_bound < small_kernel_trust * eps)) return std::nullopt;
  solution.residual = check.residual;
  return solution;
}

/// Without a heap but for the answer.
std::optional<LyapunovSolution> solve_small(const LyapunovEquation& e) {
  const Eigen::Index n = e.drift.rows();
  if (n == 0 || n > largest_small) return std::nullopt;
  const auto entries = [](const Matrix& m) { return m.size() == 0 ? nullptr : m.data(); };
  LyapunovSolution solution{Matrix(n, n), 0, 0};
  SmallLyapunovCheck check;
  const SmallLyapunovStatus status =
      lyapunov_kernels().dense(static_cast<int>(n), e.drift.data(), e.diffusion.data(),
                               {entries(e.drift_rounding), entries(e.diffusion_rounding)},
                               solution.covariance.data(), &check);
  if (status != SmallLyapunovStatus::solved) return std::nullopt;
  if (!(check.error_bound < small_kernel_trust * eps)) return std::nullopt;
  solution.residual = check.residual;
  solution.error_bound = check.error_bound;
  return solution;
}

LyapunovSolution solve_checked(const LyapunovEquation& e) {
  if (std::optional<LyapunovSolution> solution = solve_tiny(e)) return *std::move(solution);
  if (std::optional<LyapunovSolution> solution = solve_small(e)) return *std::move(solution);
  return solve_dense(e);
}

/// No noise but >= 0, or V would be no covariance.
void check_diffusion(const LyapunovEquation& e) {
  const Eigen::Index n = e.diffusion.rows();
  const bool is_plain =
      n <= largest_small && lyapunov_kernels().is_noise(static_cast<int>(n), e.diffusion.data());
  if (!is_plain) check_noise(e.diffusion, e.diffusion_rounding, "diffusion");
}

/// k such that 2^{-k} x has no norm that overflows; 0 where x has none as it is.
int exponent(const Matrix& x) {
  const double largest = x.size() == 0 ? 0 : x.cwiseAbs().maxCoeff();
  const bool is_plain = largest == 0 || (largest > 1 / plain_scale && largest < plain_scale);
  return is_plain ? 0 : std::ilogb(largest);
}

Matrix scaled(const Matrix& x, int exponent) {
  return x.unaryExpr([exponent](double entry) { return std::ldexp(entry, exponent); });
}

/// With A = 2^a A', D = 2^d D':  V = 2^{d-a} V'.
LyapunovSolution solve_scaled(const LyapunovEquation& e) {
  const int a = exponent(e.drift);
  const int d = exponent(e.diffusion);
  try {
    if (a == 0 && d == 0) return solve_checked(e);
    LyapunovSolution solution =
        solve_checked({scaled(e.drift, -a), scaled(e.diffusion, -d), scaled(e.drift_rounding, -a),
                       scaled(e.diffusion_rounding, -d)});
    Matrix V = scaled(solution.covariance, d - a);
    const auto is_lost = [](double before, double after) {
      return !std::isfinite(after) || (before != 0 && std::abs(after) < least_whole);
    };
    if (V.binaryExpr(solution.covariance, [&](double after, double before) {
           return is_lost(before, after);
         }).any()) {
      throw InaccurateResult("the covariance leaves the range of doubles");
    }
    solution.covariance = std::move(V);
    return solution;
  } catch (const Undecided& refusal) {
    throw decided_by_rounding(std::ldexp(refusal.spectral_abscissa, a));
  } catch (const NotStable& refusal) {
    if (a == 0) throw;
    Eigenmode mode = refusal.mode();
    mode.eigenvalue = {std::ldexp(mode.eigenvalue.real(), a),
                       std::ldexp(mode.eigenvalue.imag(), a)};
    throw NotStable(std::move(mode));
  }
}

}  // namespace

LyapunovSolution solve(const LyapunovEquation& equation) {
  const Matrix& A = equation.drift;
  check_square(A, "drift");
  check_shape(equation.diffusion, {A.rows(), A.rows()}, "diffusion");
  check_rounding(equation.drift_rounding, A, "drift_rounding");
  check_rounding(equation.diffusion_rounding, equation.diffusion, "diffusion_rounding");
  if (is_symmetric(equation.diffusion)) {
    check_diffusion(equation);
    return solve_scaled(equation);
  }
  LyapunovEquation symmetric = equation;
  symmetric.diffusion = symmetric_part(equation.diffusion, "diffusion");
  check_diffusion(symmetric);
  return solve_scaled(symmetric);
}

}  // namespace gaussnet
