#include <algorithm>
#include <array>
#include <cmath>
#include <libnetwork/gaussian/information.hpp>
#include <libnetwork/gaussian/symplectic_spectrum.hpp>
#include <libnetwork/linear/double_double.hpp>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace gaussnet {
namespace {

using Eigen::Index;

constexpr double eps = std::numeric_limits<double>::epsilon();

/// w^T M w with every product exact.
DoubleDouble quadratic_form(const Matrix& m, const Vector& w) {
  DoubleDouble sum;
  for (Index j = 0; j < m.cols(); ++j) {
    if (w(j) == 0) continue;
    DoubleDouble column;
    for (Index i = 0; i < m.rows(); ++i) {
      if (w(i) != 0) column += double_double::exact_product(m(i, j), w(i));
    }
    sum += column * w(j);
  }
  return sum;
}

/// |L^T w|^2: a sum of squares, so strong squeezing costs half the digits it costs in V.
struct FactorForm {
  double value = 0;
  double rounding = 0;  // from eps/2 |L|
};
FactorForm factor_form(const Matrix& l, const Vector& w) {
  DoubleDouble sum;
  double rounding = 0;
  for (Index m = 0; m < l.cols(); ++m) {
    DoubleDouble entry;
    double magnitude = 0;
    for (Index i = 0; i < l.rows(); ++i) {
      entry += double_double::exact_product(l(i, m), w(i));
      magnitude += std::abs(l(i, m) * w(i));
    }
    sum += entry * entry;
    const double half = eps / 2 * magnitude;
    rounding += half * (2 * std::abs(entry.high) + half);
  }
  return {sum.high, rounding};
}

SymplecticSpectrum spectrum_of(const GaussianState& state) {
  return state.factor() ? symplectic_spectrum_of_factor(*state.factor(), state.error_bound())
                        : symplectic_spectrum(state.covariance(), state.error_bound());
}

/// f at n, and the furthest it goes when n is off by `error`; f grows with n.
BoundedValue bounded_thermal_entropy(double n, double error) {
  const double value = thermal_entropy(n);
  if (!std::isfinite(error)) return {value, error};
  const double above = thermal_entropy(n + error) - value;
  const double below = value - thermal_entropy(n - error);
  return {value, std::max(above, below) + 4 * eps * value};
}

/// A nu_k below 1/2 is taken for 1/2 if V + i Om/2 >= 0 holds to its tolerance.
void require_rounding(const GaussianState& state, double quanta) {
  if (satisfies_uncertainty(state.covariance())) return;
  std::ostringstream text;
  text << "a symplectic eigenvalue is below 1/2 by " << -quanta
       << ": no quantum state has this covariance, so that it has no entropy";
  throw std::domain_error(text.str());
}

/// 1/ln(1 + 1/n), 0 for n <= 0.
double temperature_of(double quanta) { return quanta > 0 ? 1 / std::log1p(1 / quanta) : 0; }

}  // namespace

double purity(const GaussianState& state) { return bounded_purity(state).value; }

BoundedValue bounded_purity(const GaussianState& state) {
  const SymplecticSpectrum spectrum = spectrum_of(state);
  double logarithm = 0;
  for (const DoubleDouble& nu : spectrum.values) logarithm -= log(nu / vacuum_variance);
  const auto modes = static_cast<double>(state.num_modes());
  const double spread =
      modes * (logarithmic_bound(spectrum.relative_bound) + eps) + eps * std::abs(logarithm);
  const double value = std::exp(logarithm);
  return {value, value * std::expm1(spread)};
}

BoundedValue least_symplectic_eigenvalue(const GaussianState& state) {
  const SymplecticSpectrum spectrum = spectrum_of(state);
  const double least = spectrum.values.front().high;
  return {least, least * (spectrum.relative_bound + eps)};
}

double occupation(const GaussianState& state, const Mode& mode) {
  return bounded_occupation(state, mode).value;
}

BoundedValue bounded_occupation(const GaussianState& state, const Mode& mode) {
  const int k = state.index(mode);
  const Index x = quadrature_index(k, Quadrature::X);
  const Index p = quadrature_index(k, Quadrature::P);
  const DoubleDouble sum =
      double_double::exact_sum(state.covariance()(x, x), state.covariance()(p, p));
  const DoubleDouble quanta = sum * 0.5 - vacuum_variance;
  const std::array one{k};
  return {quanta.high, state.reduced(one).error_bound() + eps * sum.high};
}

double thermal_entropy(double quanta) {
  if (!(quanta > std::numeric_limits<double>::min())) return 0;
  return quanta * std::log1p(1 / quanta) + std::log1p(quanta);
}

double entropy(const GaussianState& state) { return bounded_entropy(state).value; }

BoundedValue bounded_entropy(const GaussianState& state) {
  const SymplecticSpectrum spectrum = spectrum_of(state);
  BoundedValue sum;
  for (const DoubleDouble& nu : spectrum.values) {
    const double n = (nu - vacuum_variance).high;
    double error = (spectrum.relative_bound + eps) * nu.high;
    if (n + error < 0) {
      require_rounding(state, n);
      error = -n;
    }
    const BoundedValue part = bounded_thermal_entropy(n, error);
    sum.value += part.value;
    sum.bound += part.bound;
  }
  return sum;
}

double mutual_information(const GaussianState& state, const Bipartition& partition) {
  return bounded_mutual_information(state, partition).value;
}

BoundedValue bounded_mutual_information(const GaussianState& state, const Bipartition& partition) {
  const BipartitionIndices parts = state.indices(partition);
  std::vector<int> all = parts.a;
  all.insert(all.end(), parts.b.begin(), parts.b.end());
  const BoundedValue a = bounded_entropy(state.reduced(parts.a));
  const BoundedValue b = bounded_entropy(state.reduced(parts.b));
  const BoundedValue both = bounded_entropy(state.reduced(all));
  const double rounding = 2 * eps * (a.value + b.value);
  return {std::max(0.0, a.value + b.value - both.value), a.bound + b.bound + both.bound + rounding};
}

double reduced_temperature(const GaussianState& state, const Mode& mode) {
  return bounded_reduced_temperature(state, mode).value;
}

BoundedValue bounded_reduced_temperature(const GaussianState& state, const Mode& mode) {
  const BoundedValue quanta = bounded_occupation(state, mode);
  if (quanta.value < -quanta.bound - uncertainty_tolerance(state.covariance())) {
    std::ostringstream text;
    text << "the mode has " << quanta.value
         << " quanta, below the vacuum's 0: no temperature gives that";
    throw std::domain_error(text.str());
  }
  const double value = temperature_of(quanta.value);
  const double above = temperature_of(quanta.value + quanta.bound) - value;
  const double below = value - temperature_of(quanta.value - quanta.bound);
  return {value, std::max(above, below) + 8 * eps * value};
}

Vector quadrature_combination(const GaussianState& state, std::span<const QuadratureTerm> terms) {
  Vector w = Vector::Zero(2 * static_cast<Index>(state.num_modes()));
  for (const QuadratureTerm& term : terms) {
    w(quadrature_index(state.index(term.mode), term.quadrature)) += term.coefficient;
  }
  if (!w.allFinite()) throw std::invalid_argument("a coefficient of a variance is not finite");
  return w;
}

double variance(const GaussianState& state, const Vector& combination) {
  return bounded_variance(state, combination).value;
}

BoundedValue bounded_variance(const GaussianState& state, const Vector& combination) {
  const Vector& w = combination;
  if (w.size() != state.covariance().rows() || !w.allFinite()) {
    throw std::invalid_argument(
        "a combination of the quadratures of " + std::to_string(state.num_modes()) +
        " modes has twice as many finite coefficients, this one has " + std::to_string(w.size()));
  }
  const double given = state.error_bound_of(w);
  if (state.factor()) {
    const FactorForm form = factor_form(*state.factor(), w);
    return {form.value, given + form.rounding + eps * form.value};
  }
  const Vector magnitude = w.cwiseAbs();
  const double rounding = eps * magnitude.dot(state.covariance().cwiseAbs() * magnitude);
  return {quadratic_form(state.covariance(), w).high, given + rounding};
}

double vacuum_variance_of(const Vector& combination) {
  return vacuum_variance * combination.squaredNorm();
}

double squeezing(const GaussianState& state, const Vector& combination) {
  return bounded_squeezing(state, combination).value;
}

BoundedValue bounded_squeezing(const GaussianState& state, const Vector& combination) {
  const double vacuum = vacuum_variance_of(combination);
  if (!(vacuum > 0)) throw std::invalid_argument("the combination of quadratures is 0");
  const BoundedValue found = bounded_variance(state, combination);
  const double decibel = 10 / std::log(10.0);
  const double value = -decibel * std::log(found.value / vacuum);
  const double spread = logarithmic_bound(found.bound / found.value) + 4 * eps;
  return {value, decibel * spread + 2 * eps * std::abs(value)};
}

}  // namespace gaussnet
