#include <Eigen/LU>
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/epr.hpp>
#include <libnetwork/gaussian/information.hpp>
#include <limits>
#include <numbers>

#include "random_states.hpp"

using namespace gaussnet;
using namespace gaussnet::testing;
using Catch::Contains;
using Catch::WithinAbs;
using Catch::WithinRel;

namespace {

GaussianState generated(Generator& random) {
  return GaussianState(random_state(random, 2, random.uniform(0, 2), 1.3).covariance());
}

/// [Var(X_j + g X_k) + Var(P_j - g P_k)]/(1 + g^2), spelled out.
double spelled_out(const GaussianState& state, double g) {
  const Vector x = (Vector(4) << 1, 0, g, 0).finished();
  const Vector p = (Vector(4) << 0, 1, 0, -g).finished();
  return (variance(state, x) + variance(state, p)) / (1 + g * g);
}

GaussianState turned(const GaussianState& state, int mode, double angle) {
  const Matrix s = rotation(2, mode, angle);
  const Matrix v = s * state.covariance() * s.transpose();
  return GaussianState(Matrix(0.5 * (v + v.transpose())));
}

}  // namespace

TEST_CASE("The EPR variance is the sum of the two variances it is named after") {
  Generator random(31);
  for (int sample = 0; sample < 50; ++sample) {
    const GaussianState state = generated(random);
    const double g = random.uniform(-3, 3);
    CHECK_THAT(epr_variance(state, {0, 1}, g), WithinRel(spelled_out(state, g), 1e-12));
  }
  CHECK(epr_variance(GaussianState::vacuum(2), {0, 1}, 1.0) == 1);
  CHECK(epr_variance(GaussianState::vacuum(2), {0, 1}, -0.3) == 1);
}

TEST_CASE("A complex weight turns the second mode by minus its argument") {
  Generator random(32);
  for (int sample = 0; sample < 50; ++sample) {
    const GaussianState state = generated(random);
    const double angle = random.uniform(-3, 3);
    const double g = random.uniform(0, 2);
    CHECK_THAT(epr_variance(state, {0, 1}, std::polar(g, angle)),
               WithinRel(spelled_out(turned(state, 1, -angle), g), 1e-12));
  }
}

TEST_CASE("No weight and no local rotation beats the optimal EPR variance, which is reached") {
  Generator random(33);
  for (int sample = 0; sample < 50; ++sample) {
    const GaussianState state = generated(random);
    const EprOptimum best = epr_optimum(state, {0, 1});
    CAPTURE(sample, best.value, best.weight, best.angles[1]);
    CHECK(best.weight >= 0);
    CHECK(epr_variance(state, {0, 1}, optimal_weight) == best.value);
    for (int trial = 0; trial < 200; ++trial) {
      const auto g = std::polar(std::pow(10, random.uniform(-2, 2)), random.uniform(-3.2, 3.2));
      CHECK(epr_variance(state, {0, 1}, g) >= best.value * (1 - 1e-13));
    }
    const GaussianState aligned = turned(turned(state, 0, best.angles[0]), 1, best.angles[1]);
    CHECK_THAT(spelled_out(aligned, best.weight), WithinRel(best.value, 1e-11));
    CHECK_THAT(epr_variance(state, {0, 1}, std::polar(best.weight, -best.angles[1])),
               WithinRel(best.value, 1e-12));
  }
}

TEST_CASE("Local rotations and exchange of the modes leave the optimal EPR variance") {
  Generator random(34);
  for (int sample = 0; sample < 50; ++sample) {
    const GaussianState state = generated(random);
    const double value = epr_variance(state, {0, 1}, optimal_weight);
    const GaussianState other =
        turned(turned(state, 0, random.uniform(-3, 3)), 1, random.uniform(-3, 3));
    CHECK_THAT(epr_variance(other, {0, 1}, optimal_weight), WithinRel(value, 1e-11));
    CHECK_THAT(epr_variance(state, {1, 0}, optimal_weight), WithinRel(value, 1e-13));
    CHECK_THAT(epr_optimum(state, {1, 0}).weight * epr_optimum(state, {0, 1}).weight,
               WithinRel(1.0, 1e-10));
  }
}

TEST_CASE("An EPR variance below 1 proves at least E_N = -ln xi") {
  Generator random(35);
  int entangled = 0;
  for (int sample = 0; sample < 200; ++sample) {
    const GaussianState state = generated(random);
    const double xi = epr_variance(state, {0, 1}, optimal_weight);
    if (xi >= 1) continue;
    ++entangled;
    CHECK(logarithmic_negativity(state, {{0}, {1}}) >= -std::log(xi) - 1e-11);
  }
  CHECK(entangled > 10);
}

TEST_CASE("Two-mode squeezed vacuum has xi = e^{-2r} at weight 1, also in its last digits") {
  for (const double r : {0.2, 1.0, 4.0, 8.0}) {
    CAPTURE(r);
    const EprOptimum best = epr_optimum(GaussianState(two_mode_squeezed(r)), {0, 1});
    CHECK_THAT(best.value, WithinAbs(std::exp(-2 * r), 1e-15 * std::cosh(2 * r)));
    CHECK_THAT(best.weight, WithinRel(1.0, 1e-12));
    CHECK_THAT(std::abs(best.angles[1]), WithinRel(std::numbers::pi, 1e-15));
    const auto factored = GaussianState::from_factor(two_mode_squeezed_factor(r));
    CHECK_THAT(epr_variance(factored, {0, 1}, optimal_weight), WithinRel(std::exp(-2 * r), 1e-14));
    CHECK_THAT(epr_variance(factored, {0, 1}, -1.0), WithinRel(std::exp(-2 * r), 1e-14));
    const BoundedValue bounded = bounded_epr_variance(factored, {0, 1}, optimal_weight);
    CHECK(std::abs(bounded.value - std::exp(-2 * r)) <= bounded.bound);
    CHECK(bounded.bound < 10 * 2.3e-16 * (1 + std::exp(-2 * r)));
  }
}

TEST_CASE("Without correlations the quieter mode alone is the optimum") {
  const Vector quiet_first = (Vector(4) << 0.5, 0.5, 2, 2).finished();
  const EprOptimum first = epr_optimum(PairCovariance(quiet_first.asDiagonal()));
  CHECK(first.value == 1);
  CHECK(first.weight == 0);
  const Vector quiet_second = (Vector(4) << 2, 2, 0.5, 0.5).finished();
  const EprOptimum second = epr_optimum(PairCovariance(quiet_second.asDiagonal()));
  CHECK(second.value == 1);
  CHECK(std::isinf(second.weight));
}

TEST_CASE("The readout weight of a cascade is the letter's g") {
  // Homodyne of the phase quadrature in the rotating-wave picture: the cosine record sees
  // -kappa X of both, the sine record +kappa P of a negative, -kappa P of a positive mass,
  // kappa = sqrt(Gamma) cos(theta - pi/4); light of the first passes the loss eps.
  Generator random(36);
  for (int sample = 0; sample < 30; ++sample) {
    const double eps = random.uniform(0, 0.5);
    const double rate_s = random.uniform(0.5, 3);
    const double rate_m = random.uniform(0.5, 3);
    const double theta_s = random.uniform(0.1, 1.5);
    const double theta_m = random.uniform(0.1, 1.5);
    const double kappa_s = std::sqrt((1 - eps) * rate_s) * std::cos(theta_s - std::numbers::pi / 4);
    const double kappa_m = std::sqrt(rate_m) * std::cos(theta_m - std::numbers::pi / 4);
    Matrix m = Matrix::Zero(2, 4);
    m << -kappa_s, 0, -kappa_m, 0, 0, kappa_s, 0, -kappa_m;
    const Matrix r = 0.5 * Matrix::Identity(2, 2);
    const ReadoutWeight found = readout_weight(m, r, {0, 1});
    const double g = std::sqrt(rate_m / ((1 - eps) * rate_s)) *
                     std::cos(theta_m - std::numbers::pi / 4) /
                     std::cos(theta_s - std::numbers::pi / 4);
    CHECK_THAT(found.weight.real(), WithinRel(g, 1e-13));
    CHECK_THAT(found.weight.imag(), WithinAbs(0, 1e-14));
    CHECK_THAT(found.coherence, WithinRel(1.0, 1e-14));
    // records mixed by any invertible T tell the same
    Matrix t(2, 2);
    t << 1, random.uniform(-2, 2), random.uniform(0.1, 0.4), 1;
    if (std::abs(t.determinant()) < 0.1) continue;
    const ReadoutWeight mixed = readout_weight(t * m, t * r * t.transpose(), {0, 1});
    CHECK_THAT(std::abs(mixed.weight - found.weight), WithinAbs(0, 1e-11 * g));
    CHECK_THAT(mixed.coherence, WithinRel(1.0, 1e-11));
    // turning the second mode by phi multiplies its mu and g by e^{i phi}
    const double phi = random.uniform(-3, 3);
    const ReadoutWeight rotated = readout_weight(m * rotation(2, 1, phi).transpose(), r, {0, 1});
    CHECK_THAT(std::abs(rotated.weight - std::polar(g, phi)), WithinAbs(0, 1e-13 * g));
  }
}

TEST_CASE("Two oscillators of the same mass sign share no readout: coherence 0") {
  Matrix m(2, 4);
  m << -1.2, 0, -0.7, 0, 0, -1.2, 0, -0.7;
  CHECK_THAT(readout_weight(m, Matrix::Identity(2, 2), {0, 1}).coherence, WithinAbs(0, 1e-15));
}

TEST_CASE("What has no EPR variance or readout weight is refused") {
  const GaussianState state = GaussianState::vacuum(2);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(epr_variance(state, {0, 1}, nan), std::invalid_argument);
  CHECK_THROWS_AS(epr_variance(state, {0, 0}, 1.0), std::invalid_argument);
  CHECK_THROWS_AS(epr_variance(state, {0, 2}, optimal_weight), std::invalid_argument);
  CHECK_THROWS_AS(epr_variance(state, {"spin", "mech"}, optimal_weight), std::invalid_argument);
  const Matrix r = Matrix::Identity(2, 2);
  Matrix m = Matrix::Ones(2, 4);
  CHECK_THROWS_AS(readout_weight(m, Matrix::Identity(3, 3), {0, 1}), std::invalid_argument);
  CHECK_THROWS_AS(readout_weight(m, -r, {0, 1}), std::invalid_argument);
  CHECK_THROWS_AS(readout_weight(m, r, {0, 2}), std::invalid_argument);
  CHECK_THROWS_AS(readout_weight(nan * m, r, {0, 1}), std::invalid_argument);
  m.rightCols(2).setZero();
  CHECK_THROWS_WITH(readout_weight(m, r, {0, 1}), Contains("no record sees mode 1"));
}
