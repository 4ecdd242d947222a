#include <algorithm>
#include <array>
#include <cmath>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/information.hpp>
#include <libnetwork/gaussian/symplectic_spectrum.hpp>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace gaussnet {
namespace {

using Eigen::Index;

constexpr double eps = std::numeric_limits<double>::epsilon();

/// A state counts as one of a closed form's if it is that close to it (relatively, in V); the
/// bound covers the distance.
constexpr double kSameForm = 1e-9;

using ExtendedPair = std::array<std::array<DoubleDouble, 4>, 4>;

DoubleDouble row_product(const Matrix& l, Index i, Index j) {
  DoubleDouble sum;
  for (Index m = 0; m < l.cols(); ++m) sum += double_double::exact_product(l(i, m), l(j, m));
  return sum;
}

ExtendedPair entries_of(const GaussianState& two_modes) {
  ExtendedPair v;
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 4; ++j) {
      const auto row = static_cast<Index>(i);
      const auto column = static_cast<Index>(j);
      v[i][j] = two_modes.factor() ? row_product(*two_modes.factor(), row, column)
                                   : DoubleDouble(two_modes.covariance()(row, column));
    }
  }
  return v;
}

/// Local symplectics bring V to [[a 1, diag(c + d, -(c - d))], [., b 1]] if the correlations have
/// a negative determinant, as those of every entangled state have (Simon 2000).
struct StandardForm {
  DoubleDouble a{}, b{}, c{}, d{};

  DoubleDouble product() const { return a * b - c * c; }
  /// The least eigenvalue, from the stronger correlation.
  double least_eigenvalue() const {
    const DoubleDouble strong = c + d;
    const DoubleDouble half = (a - b) * 0.5;
    const DoubleDouble mean = (a + b) * 0.5;
    return ((a * b - strong * strong) / (mean + sqrt(half * half + strong * strong))).high;
  }
};

/// V_j = L L^T = a S S^T with S = L/sqrt a symplectic, so the correlations become
/// sqrt(ab) L_1^{-1} C L_2^{-T}, of which the singular values c + d and c - d are wanted:
/// for [[p, q], [r, s]] they are (|(p - s, q + r)| +- |(p + s, q - r)|)/2.
StandardForm standard_form(const ExtendedPair& v) {
  const auto lower = [&v](std::size_t x) {
    const DoubleDouble first = sqrt(v[x][x]);
    const DoubleDouble below = v[x + 1][x] / first;
    return std::array{first, below, sqrt(v[x + 1][x + 1] - below * below)};
  };
  const auto [l00, l10, l11] = lower(0);
  const auto [m00, m10, m11] = lower(2);
  const auto solved = [](DoubleDouble f, DoubleDouble g, const auto& l) {  // L^{-1} (f, g)
    const DoubleDouble first = f / l[0];
    return std::array{first, (g - l[1] * first) / l[2]};
  };
  const std::array one{l00, l10, l11};
  const std::array two{m00, m10, m11};
  const auto left = solved(v[0][2], v[1][2], one);
  const auto right = solved(v[0][3], v[1][3], one);
  const auto [p, q] = solved(left[0], right[0], two);
  const auto [r, s] = solved(left[1], right[1], two);
  const DoubleDouble a = l00 * l11;
  const DoubleDouble b = m00 * m11;
  const DoubleDouble scale = sqrt(a * b) * 0.5;
  const auto length = [](DoubleDouble x, DoubleDouble y) { return sqrt(x * x + y * y); };
  return {a, b, scale * length(p - s, q + r), scale * length(p + s, q - r)};
}

/// The entropy of half of a two-mode squeezed vacuum with e^{2r} = z.
double entropy_of_half(DoubleDouble z) {
  const DoubleDouble above = z - 1.0;
  return above.high > 0 ? thermal_entropy((above * above / (z * 4.0)).high) : 0;
}

/// det V_A = det V_B, at `scale` V.
double symmetric_form(DoubleDouble least, double scale) {
  return entropy_of_half(DoubleDouble(1.0) / (least * 2.0 * scale));
}

/// Squeezed thermal, at `scale` V:  K^2 - s^2 + d^2 = (4 (ab - c^2) - 1)^2 - 4 (a - b)^2, which is
/// not negative for a state that exists.
double squeezed_thermal_form(const StandardForm& form, double scale) {
  const DoubleDouble m = form.product() * 4.0 * (DoubleDouble(scale) * scale);
  const DoubleDouble difference = (form.a - form.b) * 2.0 * scale;
  const DoubleDouble discriminant = (m - 1.0 - difference) * (m - 1.0 + difference);
  const DoubleDouble sum = ((form.a + form.b) * 2.0 + form.c * 4.0) * scale;
  return entropy_of_half(sum / (m + 1.0 + sqrt(discriminant)));
}

/// E_F falls as V grows, and (1 - tau) V <= exact V <= (1 + tau) V.
template <class Form>
BoundedValue between(double tau, Form form) {
  const double value = form(1.0);
  if (!(tau < 1)) return {value, std::numeric_limits<double>::infinity()};
  const double higher = form(1 - tau) - value;
  const double lower = value - form(1 + tau);
  return {value, std::max({higher, lower, 0.0}) + 4 * eps * value};
}

[[noreturn]] void refuse(const StandardForm& form) {
  std::ostringstream text;
  text << "no closed form of the entanglement of formation covers these modes: their local "
          "invariants sqrt(det V) are "
       << form.a.high << " and " << form.b.high << ", which would have to be equal, or their "
       << "correlations in standard form " << (form.c + form.d).high << " and "
       << (form.c - form.d).high << ", which would have to be equal";
  throw std::domain_error(text.str());
}

}  // namespace

double entanglement_of_formation(const GaussianState& state, const ModePair& pair) {
  return bounded_entanglement_of_formation(state, pair).value;
}

BoundedValue bounded_entanglement_of_formation(const GaussianState& state, const ModePair& pair) {
  const ModeIndexPair places = state.indices(pair);
  const int modes[] = {places.first, places.second};
  const int second[] = {1};
  const GaussianState both = state.reduced(modes);
  const SymplecticSpectrum transposed =
      both.factor()
          ? symplectic_spectrum_of_factor(flip_momenta(*both.factor(), second), both.error_bound())
          : symplectic_spectrum(partial_transpose(both.covariance(), second), both.error_bound());
  const DoubleDouble least = transposed.values.front();
  const double tau = transposed.relative_bound;
  if (!((least - vacuum_variance).high < 0)) {  // separable; what rounding leaves open is o(tau)
    return {0, (least * (1 - tau) - vacuum_variance).high < 0 ? tau : 0};
  }
  const StandardForm form = standard_form(entries_of(both));
  const double asymmetry = std::abs((form.a - form.b).high) / (2 * form.least_eigenvalue());
  if (asymmetry <= kSameForm + tau) {
    return between(tau + 2 * asymmetry, [&](double scale) { return symmetric_form(least, scale); });
  }
  const double distance = form.d.high / form.least_eigenvalue();
  if (distance <= kSameForm + tau) {
    return between(tau + 2 * distance,
                   [&](double scale) { return squeezed_thermal_form(form, scale); });
  }
  refuse(form);
}

}  // namespace gaussnet
