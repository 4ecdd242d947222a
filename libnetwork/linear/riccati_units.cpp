#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/linear/riccati_units.hpp>
#include <limits>

namespace gaussnet {
namespace {

// Entries within 2^-plain ... 2^plain: no product of four of them leaves the range of doubles.
constexpr int plain = 128;

double largest(const Matrix& x) { return x.size() > 0 ? x.cwiseAbs().maxCoeff() : 0.0; }

bool is_plain(double largest) {
  return largest == 0 || (largest <= std::ldexp(1.0, plain) && largest >= std::ldexp(1.0, -plain));
}

int even(int exponent) { return exponent - (exponent & 1); }

Matrix scaled(const Matrix& x, int exponent) {
  return x.unaryExpr([exponent](double entry) { return std::ldexp(entry, exponent); });
}

/// x 2^-exponent into x; false if that rounds an entry.
bool divide_exactly(Matrix& x, int exponent) {
  Matrix quotient = scaled(x, -exponent);
  if (!quotient.allFinite() || scaled(quotient, exponent) != x) return false;
  x.swap(quotient);
  return true;
}

}  // namespace

std::optional<RiccatiUnits> units_of(const RiccatiEquation& e) {
  const double drift = largest(e.drift);
  const double diffusion = largest(e.diffusion);
  const double measurement = largest(e.measurement);
  const double noise = largest(e.measurement_noise);
  if (is_plain(drift) && is_plain(diffusion) && is_plain(measurement) && is_plain(noise)) {
    return std::nullopt;
  }
  RiccatiUnits units;
  if (noise > 0) units.noise = even(std::ilogb(noise));
  if (drift > 0) units.rate = std::ilogb(drift);
  const bool is_seen = measurement > 0 && noise > 0;
  const int seen = is_seen ? std::ilogb(measurement) - units.noise / 2 : 0;
  if (diffusion > 0) {
    units.diffusion = even(std::ilogb(diffusion));
    // The filter's own rate is sqrt(D M^T R^{-1} M).
    const int filter = seen + units.diffusion / 2;
    if (is_seen) units.rate = drift > 0 ? std::max(units.rate, filter) : filter;
  } else if (is_seen) {
    units.diffusion = 2 * (units.rate - seen);
  }
  return units;
}

std::optional<RiccatiEquation> in_units(const RiccatiUnits& u, const RiccatiEquation& equation) {
  RiccatiEquation e = equation;
  const int measurement = u.rate + (u.noise - u.diffusion) / 2;
  const int correlation = (u.diffusion + u.noise) / 2;
  const bool is_exact =
      divide_exactly(e.drift, u.rate) && divide_exactly(e.diffusion, u.diffusion) &&
      divide_exactly(e.measurement, measurement) && divide_exactly(e.measurement_noise, u.noise) &&
      divide_exactly(e.noise_correlation, correlation) &&
      divide_exactly(e.drift_rounding, u.rate) &&
      divide_exactly(e.diffusion_rounding, u.diffusion) &&
      divide_exactly(e.measurement_rounding, measurement) &&
      divide_exactly(e.measurement_noise_rounding, u.noise) &&
      divide_exactly(e.noise_correlation_rounding, correlation);
  if (!is_exact) return std::nullopt;
  return e;
}

RiccatiSolution as_given(const RiccatiUnits& u, RiccatiSolution solution) {
  constexpr double least = std::numeric_limits<double>::min();
  const Matrix V = scaled(solution.covariance, u.diffusion - u.rate);
  solution.gain = scaled(solution.gain, (u.diffusion - u.noise) / 2);
  if (!V.allFinite() || !solution.gain.allFinite()) {
    throw InaccurateResult(
        "the conditional covariance or its gain overflows: its entries exceed "
        "the largest double");
  }
  for (Eigen::Index i = 0; i < V.rows(); ++i) {
    if (solution.covariance(i, i) == 0 || V(i, i) >= least) continue;
    throw InaccurateResult(
        "the conditional covariance underflows: its entries are below the "
        "least double");
  }
  // Covariances between variances that do not underflow lose at most this much of them.
  const bool is_exact = scaled(V, u.rate - u.diffusion) == solution.covariance;
  if (!is_exact) solution.error_bound += std::numeric_limits<double>::epsilon();
  solution.covariance = V;
  return solution;
}

}  // namespace gaussnet
