#include <algorithm>
#include <cmath>
#include <libnetwork/linear/balancing.hpp>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/riccati_residual.hpp>
#include <libnetwork/linear/smith.hpp>
#include <libnetwork/linear/smith_correction.hpp>
#include <libnetwork/linear/stability.hpp>
#include <libnetwork/linear/tolerances.hpp>
#include <limits>
#include <utility>
#include <vector>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
constexpr int max_newton_steps = 4;
// Relative residuals below this are rounding.
constexpr double residual_target = 16 * eps;
// A proof that would need more than this many X is none of ours.
constexpr double largest_kappa = 4;
// With the second order at s of the first, X / (1 - 2 s) covers the error as long as s <= 1/4: the
// root of k = 1 + s k^2 is below 1 / (1 - 2 s). Beyond this share the Schur form costs no more.
constexpr double most_second_order = 0.1;

Matrix scaled(const Matrix& S, const Vector& left, const Vector& right) {
  return left.asDiagonal() * S * right.asDiagonal();
}

Vector weights(const WhiteRecord& e, const Matrix& V, const RiccatiResidual& r) {
  const Matrix misfit = r.residual.cwiseAbs() + misfit_of_coefficients(e, V, r.white_gain);
  return misfit_weights({e.A, V, misfit, r.noise});
}

/// The largest 1 / kappa with P = -(A X + X A^T) >= W / kappa for certain; <= 0: none. A may be off
/// by `rounding_of_A`.
double share_proven(const Matrix& A, const Matrix& rounding_of_A, const Matrix& X,
                    const Vector& w) {
  const Vector s = w.cwiseSqrt().cwiseInverse();
  if (!s.allFinite()) return 0;
  const Matrix AX = product(A, X);
  const Vector circles = share_of_noise(-(AX + AX.transpose()), w);
  const auto size_A = A.cwiseAbs();
  const auto size_X = X.cwiseAbs();
  const double rounding = static_cast<double>(A.rows() + 4) * eps;
  const Vector hidden =
      rounding * s.cwiseProduct(size_A * (size_X * s) + size_X * (size_A.transpose() * s));
  return (circles - hidden).minCoeff() - lost_share(rounding_of_A, X, w);
}

/// With A v = lambda v and M v = 0 up to a small vector, lambda is an eigenvalue of A_c = A - L M
/// up to the norm of that; but P >= p keeps those out of the right half plane,
/// ||w^H (A_c - lambda)|| >= p / (2 ||X||) - marginal  for every unit w, Re lambda >= -marginal.
double distance_to_unseen(const WhiteRecord& e, const Matrix& L, double least_noise,
                          const Matrix& X) {
  const double scale = e.A.norm();
  const double unit = scale > 0 ? scale : std::max(e.M.squaredNorm(), 1e-300);
  const double marginal = marginal_tolerance * static_cast<double>(e.A.rows()) * eps * scale;
  return (least_noise / (2 * X.norm()) - marginal) / (unit + L.norm() * std::sqrt(unit));
}

/// By its eigenvalues, in units that balance it: in others rounding is charged to slow modes too.
bool is_stable(Matrix A) {
  balance(A);
  const double margin = marginal_tolerance * static_cast<double>(A.rows()) * eps;
  return spectral_abscissa(A) < -margin * A.norm();
}

class Correction {
 public:
  Correction(const WhiteRecord& e, const DoublingSolution& start)
      : e_(e),
        scale_(start.scale),
        inverse_(start.scale.cwiseInverse()),
        shift_(start.shift),
        V_(start.covariance) {}

  std::optional<CorrectedRiccati> solution() {
    RiccatiResidual r = residual_of(e_, V_);
    for (int step = 0; step < max_newton_steps; ++step) {
      const bool is_first = step == 0;
      if (!is_first && r.relative <= residual_target) break;
      const Matrix before = V_;
      if (!improve(r, is_first)) return std::nullopt;
      RiccatiResidual next = residual_of(e_, V_);
      if (!(next.relative <= r.relative)) {
        V_ = before;
        break;
      }
      const bool stagnant = next.relative > 0.5 * r.relative;
      r = std::move(next);
      if (stagnant) break;
    }
    return proven(std::move(r));
  }

 private:
  /// A_c in the coordinates of V' = S^{-1} V S^{-1}
  Matrix balanced_loop(const RiccatiResidual& r) const {
    return scaled(r.closed_loop, inverse_, scale_);
  }

  Matrix balanced_rounding(const RiccatiResidual& r) const {
    return r.loop_rounding.size() == 0 ? Matrix{} : scaled(r.loop_rounding, inverse_, scale_);
  }

  /// One Newton step; the first one also finds X.
  bool improve(const RiccatiResidual& r, bool with_bound) {
    std::vector<Matrix> noises{scaled(r.residual, inverse_, inverse_)};
    if (with_bound) {
      RiccatiResidual without = r;
      without.residual.setZero();
      const Vector w = inverse_.cwiseAbs2().cwiseProduct(weights(e_, V_, without));
      noises.push_back(w.asDiagonal());
    }
    if (!solve_by_smith(balanced_loop(r), shift_, noises)) return false;
    V_ += scaled(noises[0], scale_, scale_);
    if (with_bound) X_ = std::move(noises[1]);
    return V_.allFinite() && X_.allFinite();
  }

  std::optional<CorrectedRiccati> proven(RiccatiResidual r) const {
    const Vector w = inverse_.cwiseAbs2().cwiseProduct(weights(e_, V_, r));
    const double share = share_proven(balanced_loop(r), balanced_rounding(r), X_, w);
    if (!(share * largest_kappa >= 1) || !(X_.diagonal().minCoeff() >= 0)) return std::nullopt;
    const double kappa = 1 / share;
    const double second = kappa * kappa * second_order(X_, e_.M * scale_.asDiagonal(), w);
    if (!(second <= most_second_order)) return std::nullopt;
    if (!is_surely_positive(X_) && !is_stable(r.closed_loop)) return std::nullopt;
    const Matrix X = scaled(X_, scale_, scale_);
    CorrectedRiccati found;
    const Vector noise = scale_.cwiseAbs2().cwiseProduct(w) * share;
    found.distance_to_unseen = distance_to_unseen(e_, r.white_gain, noise.minCoeff(), X);
    found.solution = {V_, e_.unwhitened(r.white_gain), r.relative,
                      kappa * relative_to_variances(X.diagonal(), V_) / (1 - 2 * second)};
    return found;
  }

  const WhiteRecord& e_;
  Vector scale_;
  Vector inverse_;
  double shift_;
  Matrix V_;
  Matrix X_{};  // in balanced coordinates
};

}  // namespace

std::optional<CorrectedRiccati> corrected_by_smith(const WhiteRecord& record,
                                                   const DoublingSolution& start) {
  return Correction(record, start).solution();
}

}  // namespace gaussnet
