#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/gaussian/information.hpp>
#include <limits>

#include "random_states.hpp"

using namespace gaussnet;
using namespace gaussnet::testing;
using Catch::WithinAbs;
using Catch::WithinRel;

TEST_CASE("The purity of a pure state is 1, whatever symplectic acts on it") {
  Generator random(41);
  for (int sample = 0; sample < 40; ++sample) {
    const int modes = random.integer(1, 5);
    KnownState state = random_state(random, modes, 2, 4);
    state.values.setConstant(0.5);
    CHECK_THAT(purity(GaussianState(state.covariance())), WithinAbs(1, 1e-9));
    CHECK_THAT(purity(GaussianState::from_factor(state.factor())), WithinAbs(1, 1e-11));
  }
  CHECK(purity(GaussianState::vacuum(3)) == 1);
}

TEST_CASE("The purity is the product of 1/(2 nu)") {
  Generator random(42);
  for (int sample = 0; sample < 40; ++sample) {
    const KnownState state = random_state(random, random.integer(1, 5), 1, 4);
    const double wanted = (2 * state.values).cwiseInverse().prod();
    const GaussianState given(state.covariance());
    CHECK_THAT(purity(given), WithinRel(wanted, 1e-10));
    const BoundedValue bounded = bounded_purity(given);
    CHECK(bounded.bound > 0);
    CHECK(bounded.bound < 1e-6 * bounded.value);
  }
}

TEST_CASE("Either half of two-mode squeezed vacuum has sinh^2 r quanta and purity 1/cosh 2r") {
  const double r = 0.9;
  const GaussianState state(two_mode_squeezed(r), {{"s", "i"}});
  CHECK_THAT(occupation(state, 0), WithinRel(std::sinh(r) * std::sinh(r), 1e-14));
  CHECK_THAT(occupation(state, "i"), WithinRel(std::sinh(r) * std::sinh(r), 1e-14));
  const int one[] = {1};
  CHECK_THAT(purity(state.reduced(one)), WithinRel(1 / std::cosh(2 * r), 1e-14));
  CHECK(occupation(GaussianState::vacuum(1), 0) == 0);
  CHECK_THROWS_AS(occupation(state, 2), std::invalid_argument);
  CHECK_THROWS_AS(occupation(state, "mech"), std::invalid_argument);
}

TEST_CASE("The variance of a combination is w^T V w and knows its vacuum") {
  const double r = 1.1;
  const GaussianState state(two_mode_squeezed(r), {{"s", "i"}});
  const QuadratureTerm terms[] = {{"s", Quadrature::X, 1}, {"i", Quadrature::X, -1}};
  const Vector w = quadrature_combination(state, terms);
  CHECK(w == (Vector(4) << 1, 0, -1, 0).finished());
  CHECK_THAT(variance(state, w), WithinRel(std::exp(-2 * r), 1e-14));
  CHECK(vacuum_variance_of(w) == 1);
  const QuadratureTerm doubled[] = {
      {0, Quadrature::P, 1}, {1, Quadrature::P, 0.5}, {"i", Quadrature::P, 0.5}};
  CHECK_THAT(variance(state, quadrature_combination(state, doubled)),
             WithinRel(std::exp(-2 * r), 1e-14));
  Generator random(43);
  for (int sample = 0; sample < 30; ++sample) {
    const KnownState known = random_state(random, 3, 1.5, 3);
    Vector any(6);
    for (double& x : any) x = random.uniform(-2, 2);
    const double wanted = any.dot(known.covariance() * any);
    CHECK_THAT(variance(GaussianState(known.covariance()), any), WithinRel(wanted, 1e-11));
    CHECK_THAT(variance(GaussianState::from_factor(known.factor()), any), WithinRel(wanted, 1e-11));
  }
}

TEST_CASE("Strong squeezing is read off to what the state resolves, within the stated bound") {
  for (const double r : {2.0, 6.0, 8.0}) {
    const Vector w = (Vector(4) << 1, 0, -1, 0).finished();
    const double wanted = std::exp(-2 * r);
    const BoundedValue from_matrix = bounded_variance(GaussianState(two_mode_squeezed(r)), w);
    CAPTURE(r, from_matrix.value, from_matrix.bound);
    CHECK(std::abs(from_matrix.value - wanted) <= from_matrix.bound);
    CHECK(from_matrix.bound < 1e-15 * std::cosh(2 * r));
    const BoundedValue from_factor =
        bounded_variance(GaussianState::from_factor(two_mode_squeezed_factor(r)), w);
    CHECK(std::abs(from_factor.value - wanted) <= from_factor.bound);
    CHECK_THAT(from_factor.value, WithinRel(wanted, 1e-14));
    CHECK(from_factor.bound < 1e-15);
  }
}

TEST_CASE("Combinations that do not fit the state are refused") {
  const GaussianState state = GaussianState::vacuum(2);
  CHECK_THROWS_AS(variance(state, Vector::Ones(3)), std::invalid_argument);
  CHECK_THROWS_AS(variance(state, std::numeric_limits<double>::infinity() * Vector::Ones(4)),
                  std::invalid_argument);
  const QuadratureTerm beyond[] = {{2, Quadrature::X, 1}};
  CHECK_THROWS_AS(quadrature_combination(state, beyond), std::invalid_argument);
  const QuadratureTerm endless[] = {{0, Quadrature::X, std::numeric_limits<double>::infinity()}};
  CHECK_THROWS_AS(quadrature_combination(state, endless), std::invalid_argument);
}
