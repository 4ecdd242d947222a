#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/epr.hpp>

#include "random_states.hpp"

using namespace gaussnet;
using namespace gaussnet::testing;
using Catch::WithinAbs;

namespace {

GaussianState generated(Generator& random, int modes) {
  return GaussianState(random_state(random, modes, random.uniform(0, 2.5), 1.3).covariance());
}

/// V with the modes of `local` transformed: S V S^T.
GaussianState transformed(const GaussianState& state, const Matrix& s) {
  const Matrix v = s * state.covariance() * s.transpose();
  return GaussianState(Matrix(0.5 * (v + v.transpose())));
}

/// Squeezed-thermal standard form diag(a, a, b, b) with correlations c, -c.
Matrix standard_form(double a, double b, double c) {
  Matrix v(4, 4);
  v << a, 0, c, 0, 0, a, 0, -c, c, 0, b, 0, 0, -c, 0, b;
  return v;
}

}  // namespace

TEST_CASE("Two-mode squeezed vacuum has E_N = 2r") {
  for (const double r : {1e-6, 0.1, 1.0, 3.0}) {
    const GaussianState state(two_mode_squeezed(r));
    CHECK_THAT(logarithmic_negativity(state, {{0}, {1}}), WithinAbs(2 * r, 1e-10));
  }
}

TEST_CASE("Thermal two-mode squeezing n (two-mode squeezed) has E_N = 2r - ln 2n") {
  for (const double n : {0.5, 0.7, 1.4, 3.0}) {
    const double r = 0.6;
    const GaussianState state(2 * n * two_mode_squeezed(r));
    CHECK_THAT(logarithmic_negativity(state, {{0}, {1}}),
               WithinAbs(std::max(0.0, 2 * r - std::log(2 * n)), 1e-14));
  }
}

TEST_CASE("The nondegenerate parametric oscillator below threshold is entangled as published") {
  // n_a = g^2 k2/((k1 + k2) q), n_b = g^2 k1/((k1 + k2) q), <X_a P_b> = g k1 k2/(2 (k1 + k2) q)
  const double k1 = 1;
  const double k2 = 3;
  const double g = 0.4;
  const double q = k1 * k2 / 4 - g * g;
  const double a = g * g * k2 / ((k1 + k2) * q) + 0.5;
  const double b = g * g * k1 / ((k1 + k2) * q) + 0.5;
  const double c = g * k1 * k2 / (2 * (k1 + k2) * q);
  // nu~ = [(a + b) - sqrt((a - b)^2 + 4 c^2)]/2, harmless at this squeezing
  const double nu = (a + b - std::sqrt((a - b) * (a - b) + 4 * c * c)) / 2;
  Matrix v = Matrix::Zero(4, 4);
  v.diagonal() << a, a, b, b;
  v(0, 3) = v(3, 0) = v(1, 2) = v(2, 1) = c;
  CHECK_THAT(logarithmic_negativity(GaussianState(v), {{0}, {1}}),
             WithinAbs(-std::log(2 * nu), 1e-14));
  CHECK_THAT(least_partial_transpose_eigenvalue(GaussianState(v), {{0}, {1}}).value,
             WithinAbs(nu, 1e-15));
}

TEST_CASE("Matched oscillators without coupling between them: E_N = -ln xi_1") {
  // xi_1 = [Gamma (1 - sin 2 theta) + gamma_0 (2n + 1)]/(gamma_0 - Gamma cos 2 theta)
  const double rate = 2;
  const double theta = 1.1;
  const double gamma = 0.3;
  const double n = 0.7;
  const double damping = gamma - rate * std::cos(2 * theta);
  const double a = (rate / 2 + gamma * (n + 0.5)) / damping;
  const double c = rate * std::sin(2 * theta) / (2 * damping);
  const GaussianState state(standard_form(a, a, -c));
  CHECK_THAT(logarithmic_negativity(state, {{0}, {1}}), WithinAbs(0.2919742554431, 1e-12));
  CHECK_THAT(epr_variance(state, {0, 1}, optimal_weight), WithinAbs(0.746787761445892, 1e-14));
}

TEST_CASE("Local symplectic transformations leave E_N") {
  Generator random(21);
  for (int sample = 0; sample < 100; ++sample) {
    const GaussianState state = generated(random, 4);
    const Matrix s = random_local(random, 4, 0, 1) * random_local(random, 4, 3, 1) *
                     beam_splitter(4, 1, 2, random.uniform(0, 6.3));
    const GaussianState other = transformed(state, s);
    for (const Bipartition& parts :
         {Bipartition{{0}, {1, 2}}, Bipartition{{0, 3}, {1, 2}}, Bipartition{{1, 2}, {3}}}) {
      const BoundedValue before = bounded_logarithmic_negativity(state, parts);
      const BoundedValue after = bounded_logarithmic_negativity(other, parts);
      CAPTURE(sample, before.value);
      CHECK_THAT(after.value, WithinAbs(before.value, 20 * (before.bound + after.bound) + 1e-14));
    }
  }
}

TEST_CASE("E_N is the same from either side, under relabelling, and where other modes are traced") {
  Generator random(22);
  for (int sample = 0; sample < 60; ++sample) {
    const GaussianState state = generated(random, 4);
    const double value = logarithmic_negativity(state, {{0}, {2, 3}});
    const double tolerance = 1e-13 + 4 * bounded_logarithmic_negativity(state, {{0}, {2, 3}}).bound;
    CHECK_THAT(logarithmic_negativity(state, {{2, 3}, {0}}), WithinAbs(value, tolerance));
    CHECK_THAT(logarithmic_negativity(state, {{0}, {3, 2}}), WithinAbs(value, tolerance));
    const int kept[] = {3, 0, 2};
    const GaussianState part = state.reduced(kept);
    CHECK_THAT(logarithmic_negativity(part, {{1}, {2, 0}}), WithinAbs(value, tolerance));
    // fewer modes in B cannot hold more entanglement
    CHECK(logarithmic_negativity(state, {{0}, {2}}) <= value + tolerance);
    CHECK(logarithmic_negativity(state, {{0}, {1, 2, 3}}) >= value - tolerance);
  }
}

TEST_CASE("The scan over pairs, the matrix and the factor agree") {
  Generator random(23);
  for (int sample = 0; sample < 200; ++sample) {
    const KnownState known = random_state(random, 2, random.uniform(0, 2.5), 1.3);
    const GaussianState state(known.covariance());
    const BoundedValue bounded = bounded_logarithmic_negativity(state, {{0}, {1}});
    const double value = logarithmic_negativity(state, {{0}, {1}});
    CHECK_THAT(bounded.value, WithinAbs(value, 1e-15 * (1 + value)));
    CHECK_THAT(logarithmic_negativity(PairCovariance(state.covariance())), WithinAbs(value, 1e-13));
    const auto factored = GaussianState::from_factor(known.factor());
    CHECK_THAT(logarithmic_negativity(factored, {{0}, {1}}), WithinAbs(value, 100 * bounded.bound));
  }
}

TEST_CASE("Products of states are not entangled, and entanglement of products adds") {
  Generator random(24);
  for (int sample = 0; sample < 40; ++sample) {
    const GaussianState one = generated(random, 2);
    const GaussianState two = generated(random, 2);
    const GaussianState both(direct_sum(one.covariance(), two.covariance()));
    const BoundedValue none = bounded_logarithmic_negativity(both, {{0, 1}, {2, 3}});
    CHECK(none.value <= none.bound);
    const double sum =
        logarithmic_negativity(one, {{0}, {1}}) + logarithmic_negativity(two, {{0}, {1}});
    CHECK_THAT(logarithmic_negativity(both, {{0, 2}, {1, 3}}), WithinAbs(sum, 1e-10));
  }
  CHECK(logarithmic_negativity(GaussianState::vacuum(2), {{0}, {1}}) == 0);
  CHECK(logarithmic_negativity(GaussianState::vacuum(3), {{0}, {1, 2}}) == 0);
  const BoundedValue hot =
      bounded_logarithmic_negativity(GaussianState(Matrix::Identity(4, 4)), {{0}, {1}});
  CHECK(hot.value == 0);
  CHECK(hot.bound == 0);
}

TEST_CASE("Loss never adds entanglement, complete loss takes it all") {
  Generator random(25);
  for (int sample = 0; sample < 40; ++sample) {
    const GaussianState state = generated(random, 3);
    double before = logarithmic_negativity(state, {{0}, {1, 2}});
    for (const double t : {0.99, 0.9, 0.5, 0.2, 0.0}) {
      const GaussianState lossy(attenuated(state.covariance(), 0, t));
      const double after = logarithmic_negativity(lossy, {{0}, {1, 2}});
      CHECK(after <= before + 1e-9);
      before = after;
    }
    CHECK(before <= 1e-9);
  }
}

TEST_CASE("Two-mode squeezing under loss of both modes has its known E_N") {
  const double r = 1.2;
  const double t = 0.6;
  const Matrix v = attenuated(attenuated(two_mode_squeezed(r), 0, t), 1, t);
  CHECK_THAT(logarithmic_negativity(GaussianState(v), {{0}, {1}}),
             WithinAbs(-std::log(t * std::exp(-2 * r) + 1 - t), 1e-13));
}

TEST_CASE("E_N of a partition whose modes have names, and mistakes in it") {
  const GaussianState state(two_mode_squeezed(1), {{"spin", "mech"}});
  CHECK_THAT(logarithmic_negativity(state, {{"spin"}, {"mech"}}), WithinAbs(2, 1e-13));
  CHECK_THROWS_AS(logarithmic_negativity(state, {{"spin"}, {"spin"}}), std::invalid_argument);
  CHECK_THROWS_AS(logarithmic_negativity(state, {{"spin"}, {}}), std::invalid_argument);
  CHECK_THROWS_AS(logarithmic_negativity(state, {{"spin"}, {"membrane"}}), std::invalid_argument);
  CHECK_THROWS_AS(bounded_logarithmic_negativity(state, {{0}, {2}}), std::invalid_argument);
}
