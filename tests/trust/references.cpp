#include <cmath>
#include <limits>
#include <optional>
#include <tests/trust/references.hpp>
#include <utility>

namespace trust {
namespace {

using gaussnet::LyapunovEquation;
using gaussnet::RiccatiEquation;

constexpr int most_doublings = 140;
constexpr int most_sign_steps = 120;
constexpr int most_newton_steps = 80;
constexpr int scaling_passes = 3;
// ||A_k|| below this: the next term of the Smith series is below 2^-106 of the sum.
constexpr double smith_tolerance = 1e-18;
// A change below this is a start for Newton's method, ...
constexpr double sign_tolerance = 1e-20;
// ... whose steps end here, or where they stop to shrink below the second number.
constexpr double newton_tolerance = 1e-29;
constexpr double stagnation = 1e-12;
// The last correction uses a shift that is farther by this factor.
constexpr double other_shift = 2.375;

bool finite(const Extended& x) { return x.rounded().allFinite(); }

double power_of_two_near(double x) {
  return std::ldexp(1.0, static_cast<int>(std::lround(std::log2(x))));
}

/// The geometric mean of the extreme rates.
double shift_of(const Extended& A) {
  const double slow = 1 / inverse(A).norm();
  const double shift = std::sqrt(A.norm() * slow);
  if (!(shift > 0) || !std::isfinite(shift)) throw NoReference("the drift matrix is singular");
  return shift;
}

/// V = A_p V A_p^T + 2 p N D N^T with N = (p - A)^{-1}, A_p = N (p + A), summed by squaring.
Extended smith(const Extended& A, const Extended& D, double p) {
  const Extended shift = DoubleDouble(p) * Extended::identity(A.rows());
  const Extended N = inverse(shift - A);
  Extended power = N * (shift + A);
  Extended V = DoubleDouble(2 * p) * (N * D * N.transposed());
  for (int k = 0; k < most_doublings; ++k) {
    if (!finite(power)) break;
    V = symmetric_part(V + power * V * power.transposed());
    const double size = power.norm();
    if (size < smith_tolerance) return V;
    power = power * power;
  }
  throw NoReference("the powers of the Cayley transform do not decay");
}

/// max |d_ij| / sqrt(V_ii V_jj), 0/0 = 0
double relative(const Matrix& d, const Matrix& V) {
  double worst = 0;
  for (Eigen::Index j = 0; j < d.cols(); ++j) {
    for (Eigen::Index i = 0; i < d.rows(); ++i) {
      if (d(i, j) == 0) continue;
      const double scale = std::sqrt(std::abs(V(i, i))) * std::sqrt(std::abs(V(j, j)));
      const double share = std::abs(d(i, j)) / scale;
      if (!(share <= worst)) worst = share;  // NaN stays
    }
  }
  return worst;
}

/// Powers of two near the standard deviations: exact to multiply with.
Vector deviations(const Extended& V) {
  Vector s = Vector::Ones(V.rows());
  for (Eigen::Index i = 0; i < V.rows(); ++i) {
    const double variance = V(i, i).high;
    if (variance > 0 && std::isfinite(variance)) s(i) = power_of_two_near(std::sqrt(variance));
  }
  return s;
}

Extended lyapunov_residual(const Extended& A, const Extended& D, const Extended& V) {
  const Extended AV = A * V;
  return AV + AV.transposed() + D;
}

Reference solved(const Extended& A, const Extended& D) {
  const double shift = shift_of(A);
  Extended V = smith(A, D, shift);
  V = V + smith(A, lyapunov_residual(A, D, V), shift);
  const Extended last = smith(A, lyapunov_residual(A, D, V), other_shift * shift);
  V = V + last;
  return {V, relative(last.rounded(), V.rounded())};
}

/// With its record's noise whitened away: G = M^T R^{-1} M and so on.
struct Filter {
  Extended A, D, M, R, Gam;

  Extended gain(const Extended& V) const {
    const Extended L = V * M.transposed() + Gam;
    return trust::solve(R, L.transposed()).transposed();
  }
  Extended residual(const Extended& V, const Extended& K) const {
    const Extended AV = A * V;
    const Extended L = V * M.transposed() + Gam;
    return symmetric_part(AV + AV.transposed() + D - K * L.transposed());
  }
  Filter in_units_of(const Vector& s) const {
    const Vector t = s.cwiseInverse();
    const Vector records = Vector::Ones(R.rows());
    return {scaled(A, t, s), scaled(D, t, t), scaled(M, records, s), R, scaled(Gam, t, records)};
  }
};

/// [[F^T, -G], [-Q, -F]] of F V + V F^T - V G V + Q = 0
Extended hamiltonian(const Filter& f) {
  const Eigen::Index n = f.A.rows();
  const Extended RM = trust::solve(f.R, f.M);
  const Extended F = f.A - f.Gam * RM;
  Extended H(2 * n, 2 * n);
  H.set_block(0, 0, F.transposed());
  H.set_block(0, n, (-1.0) * symmetric_part(f.M.transposed() * RM));
  H.set_block(n, 0, symmetric_part(f.Gam * trust::solve(f.R, f.Gam.transposed())) - f.D);
  H.set_block(n, n, (-1.0) * F);
  return H;
}

/// 1 - sign(H) spans the stable subspace [1; V].
Extended stabilising_start(const Filter& f) {
  const Eigen::Index n = f.A.rows();
  Extended Z = hamiltonian(f);
  double previous = std::numeric_limits<double>::infinity();
  for (int step = 0; step < most_sign_steps; ++step) {
    const Extended inverted = inverse(Z);
    const double ratio = previous < 1e-2 ? 1.0 : std::sqrt(inverted.norm() / Z.norm());
    if (!(ratio > 0) || !std::isfinite(ratio)) break;
    const double c = power_of_two_near(ratio);
    const Extended next = 0.5 * (DoubleDouble(c) * Z + DoubleDouble(1 / c) * inverted);
    const double change = (next - Z).norm() / next.norm();
    Z = next;
    if (change < sign_tolerance || (change < 1e-10 && change > 0.5 * previous)) {
      const Extended upper = Extended::identity(n) - Z.block(0, 0, n, n);
      const Extended lower = (-1.0) * Z.block(n, 0, n, n);
      return symmetric_part(trust::solve(upper.transposed(), lower.transposed()).transposed());
    }
    previous = change;
  }
  throw NoReference("the sign function of the Hamiltonian does not converge");
}

Reference newton(const Filter& f, Extended V) {
  double previous = std::numeric_limits<double>::infinity();
  for (int step = 0; step < most_newton_steps; ++step) {
    const Extended K = f.gain(V);
    const Extended closed = f.A - K * f.M;
    const double shift = shift_of(closed) * (step % 2 == 0 ? 1 : other_shift);
    const Extended delta = smith(closed, f.residual(V, K), shift);
    V = V + delta;
    const double change = relative(delta.rounded(), V.rounded());
    if (change < newton_tolerance || (change < stagnation && change > 0.25 * previous)) {
      return {V, change};
    }
    previous = change;
  }
  throw NoReference("Newton's method does not converge");
}

}  // namespace

Reference reference(const LyapunovEquation& equation) {
  const Extended A(equation.drift);
  const Extended D(equation.diffusion);
  Vector s = Vector::Ones(A.rows());
  std::optional<Reference> found;
  for (int pass = 0; pass < scaling_passes; ++pass) {
    const Vector t = s.cwiseInverse();
    found = solved(scaled(A, t, s), scaled(D, t, t));
    const Vector of_this = deviations(found->covariance);
    found->covariance = scaled(found->covariance, s, s);
    if ((of_this.array() == 1.0).all()) break;
    s = s.cwiseProduct(of_this);
  }
  return *std::move(found);
}

Reference reference(const RiccatiEquation& equation) {
  const Filter given{Extended(equation.drift), Extended(equation.diffusion),
                     Extended(equation.measurement), Extended(equation.measurement_noise),
                     Extended(equation.noise_correlation)};
  Vector s = Vector::Ones(given.A.rows());
  std::optional<Reference> found;
  for (int pass = 0; pass < scaling_passes; ++pass) {
    const Filter f = given.in_units_of(s);
    found = newton(f, pass == 0 ? stabilising_start(f)
                                : scaled(found->covariance, s.cwiseInverse(), s.cwiseInverse()));
    const Vector of_this = deviations(found->covariance);
    found->covariance = scaled(found->covariance, s, s);
    if ((of_this.array() == 1.0).all()) break;
    s = s.cwiseProduct(of_this);
  }
  return *std::move(found);
}

double entrywise_error(const Matrix& covariance, const Extended& exact) {
  return relative((Extended(covariance) - exact).rounded(), exact.rounded());
}

double forward_error(const Matrix& covariance, const Extended& exact) {
  return (Extended(covariance) - exact).norm() / exact.norm();
}

}  // namespace trust
