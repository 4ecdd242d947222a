// The entanglement of formation of two modes.
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/information.hpp>

#include "random_states.hpp"

using namespace gaussnet;
using namespace gaussnet::testing;
using Catch::WithinAbs;
using Catch::WithinRel;

namespace {

const ModePair both{0, 1};

double textbook(long double r) {
  const long double c = std::cosh(r) * std::cosh(r);
  const long double s = std::sinh(r) * std::sinh(r);
  return s > 0 ? static_cast<double>(c * std::log(c) - s * std::log(s)) : 0;
}

Matrix standard_form(double a, double b, double c_x, double c_p) {
  Matrix v(4, 4);
  v << a, 0, c_x, 0, 0, a, 0, c_p, c_x, 0, b, 0, 0, c_p, 0, b;
  return v;
}

/// The least r whose two-mode squeezed vacuum fits below a squeezed thermal state, gamma <= V:
/// (a - cosh(2r)/2)(b - cosh(2r)/2) = (c - sinh(2r)/2)^2, by bisection.
double least_squeezing(long double a, long double b, long double c) {
  const auto misfit = [&](long double r) {
    const long double ch = std::cosh(2 * r) / 2;
    const long double sh = std::sinh(2 * r) / 2;
    return (a - ch) * (b - ch) - (c - sh) * (c - sh);
  };
  long double low = 0;  // does not fit: V is entangled
  long double high = 0;
  while (misfit(high) < 0) high += 1e-3L;
  for (int halving = 0; halving < 80; ++halving) {
    const long double middle = (low + high) / 2;
    (misfit(middle) < 0 ? low : high) = middle;
  }
  return static_cast<double>(high);
}

/// The same where both solutions of that equation coincide (a symplectic eigenvalue is 1/2, as
/// behind pure loss): the misfit only touches 0 from below, at its maximum.
double touching_squeezing(long double a, long double b, long double c) {
  const auto misfit = [&](long double r) {
    const long double ch = std::cosh(2 * r) / 2;
    const long double sh = std::sinh(2 * r) / 2;
    return (a - ch) * (b - ch) - (c - sh) * (c - sh);
  };
  long double low = 0;
  long double high = 3;
  for (int step = 0; step < 200; ++step) {
    const long double left = low + (high - low) / 3;
    const long double right = high - (high - low) / 3;
    (misfit(left) < misfit(right) ? low : high) = misfit(left) < misfit(right) ? left : right;
  }
  return static_cast<double>(low);
}

}  // namespace

TEST_CASE("The entanglement of formation of two-mode squeezed vacuum is the entropy of a half") {
  for (const double r : {0.01, 0.2, 1.0, 3.0}) {
    const GaussianState state(two_mode_squeezed(r));
    const BoundedValue found = bounded_entanglement_of_formation(state, both);
    CAPTURE(r, found.value, found.bound);
    CHECK_THAT(found.value, WithinRel(textbook(r), 1e-9));
    CHECK(std::abs(found.value - textbook(r)) <= found.bound);
  }
  const GaussianState strong = GaussianState::from_factor(two_mode_squeezed_factor(7));
  CHECK_THAT(entanglement_of_formation(strong, both), WithinRel(textbook(7), 1e-9));
}

TEST_CASE("Symmetric states follow Giedke's formula in the least symplectic eigenvalue") {
  Generator random(61);
  for (int sample = 0; sample < 30; ++sample) {
    const double a = random.uniform(0.6, 3);
    const double c_x = random.uniform(0, 1) * (a - 0.4);
    const double c_p = -random.uniform(0.5, 1) * (a - 0.4);
    const double x = 2 * std::sqrt((a - c_x) * (a + c_p));
    const Matrix local =
        direct_sum(random_local(random, 1, 0, 0.7), random_local(random, 1, 0, 0.7));
    const GaussianState state(Matrix(local * standard_form(a, a, c_x, c_p) * local.transpose()),
                              {.physicality = Physicality::reported});
    if (state.uncertainty_margin() < 1e-6) continue;
    const auto part = [&](double sign) { return (1 + sign * x) * (1 + sign * x) / (4 * x); };
    const double wanted = x < 1 ? part(1) * std::log(part(1)) - part(-1) * std::log(part(-1)) : 0;
    CAPTURE(sample, a, c_x, c_p, x);
    CHECK_THAT(entanglement_of_formation(state, both), WithinAbs(wanted, 1e-9));
  }
}

TEST_CASE("Squeezed thermal states follow the two-mode squeezed vacuum that fits below them") {
  Generator random(62);
  int entangled = 0;
  for (int sample = 0; sample < 60; ++sample) {
    // thermal states of n_1 and n_2 quanta behind a two-mode squeezer: any (a, b, c) there is
    const double r = random.uniform(0.1, 1.5);
    const double n_1 = random.uniform(0, 0.4) + 0.5;
    const double n_2 = random.uniform(0, 0.4) + 0.5;
    const double a = n_1 * std::pow(std::cosh(r), 2) + n_2 * std::pow(std::sinh(r), 2);
    const double b = n_2 * std::pow(std::cosh(r), 2) + n_1 * std::pow(std::sinh(r), 2);
    const double c = (n_1 + n_2) * std::sinh(r) * std::cosh(r);
    const Matrix local =
        direct_sum(random_local(random, 1, 0, 0.5), random_local(random, 1, 0, 0.5));
    const GaussianState state(Matrix(local * standard_form(a, b, c, -c) * local.transpose()));
    const bool is_entangled = logarithmic_negativity(state, {{0}, {1}}) > 0;
    const double wanted = is_entangled ? textbook(least_squeezing(a, b, c)) : 0;
    const BoundedValue found = bounded_entanglement_of_formation(state, both);
    CAPTURE(sample, a, b, c, found.value, found.bound, wanted);
    CHECK_THAT(found.value, WithinAbs(wanted, 1e-7));
    CHECK(std::abs(found.value - wanted) <= found.bound + 1e-12);
    CHECK(found.bound < 1e-6);
    entangled += is_entangled ? 1 : 0;
  }
  CHECK(entangled > 30);
}

TEST_CASE("Both closed forms agree where both hold, and loss on one side leaves one of them") {
  const double r = 0.8;
  const GaussianState nearly(standard_form(1.4, 1.4 + 3e-9, 1.1, -1.1));
  const GaussianState equal(standard_form(1.4, 1.4, 1.1, -1.1));
  CHECK_THAT(entanglement_of_formation(nearly, both),
             WithinAbs(entanglement_of_formation(equal, both), 1e-7));
  double last = textbook(r);
  for (const double t : {0.9, 0.5, 0.1}) {
    const GaussianState lossy(attenuated(two_mode_squeezed(r), 1, t));
    const Matrix& v = lossy.covariance();
    const double wanted = textbook(touching_squeezing(v(0, 0), v(2, 2), v(0, 2)));
    const BoundedValue found = bounded_entanglement_of_formation(lossy, both);
    CAPTURE(t, found.value, found.bound, wanted);
    CHECK_THAT(found.value, WithinAbs(wanted, 1e-6));
    CHECK(found.value < last);
    last = found.value;
  }
}

TEST_CASE("What no closed form covers is refused, with its invariants; what is separable is 0") {
  const GaussianState odd(standard_form(1.5, 1.1, 1.0, -0.9));
  REQUIRE(logarithmic_negativity(odd, {{0}, {1}}) > 0);
  CHECK_THROWS_WITH(entanglement_of_formation(odd, both),
                    Catch::Contains("no closed form") && Catch::Contains("1.5 and 1.1"));
  CHECK_THROWS_AS(entanglement_of_formation(odd, both), std::domain_error);
  CHECK(entanglement_of_formation(GaussianState(standard_form(1.5, 1.1, 0.4, 0.3)), both) == 0);
  CHECK(entanglement_of_formation(GaussianState::vacuum(2), both) == 0);
  CHECK_THROWS_AS(entanglement_of_formation(odd, {0, 0}), std::invalid_argument);
}
