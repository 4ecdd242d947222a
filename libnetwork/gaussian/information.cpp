#include <cmath>
#include <libnetwork/gaussian/double_double.hpp>
#include <libnetwork/gaussian/information.hpp>
#include <libnetwork/gaussian/symplectic_spectrum.hpp>
#include <limits>
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
  return {quanta.high, state.error_bound() + eps * sum.high};
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
  const double given = w.squaredNorm() * state.error_bound();
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

}  // namespace gaussnet
