// Entropy, mutual information, steering, temperature and squeezing in dB.
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/information.hpp>
#include <numeric>

#include "exact_reference.hpp"
#include "random_states.hpp"

using namespace gaussnet;
using namespace gaussnet::testing;
using Catch::WithinAbs;
using Catch::WithinRel;

namespace {

const Bipartition halves{{0}, {1}};

/// The first modes against the last `modes_of_b`.
Bipartition split(int modes, int modes_of_b) {
  Bipartition partition;
  for (int mode = 0; mode < modes; ++mode) {
    (mode < modes - modes_of_b ? partition.a : partition.b).emplace_back(mode);
  }
  return partition;
}

double textbook_entropy(long double quanta) {
  return static_cast<double>((quanta + 1) * std::log(quanta + 1) - quanta * std::log(quanta));
}

void check_close(const BoundedValue& found, double wanted) {
  CAPTURE(found.value, found.bound, wanted);
  CHECK(std::abs(found.value - wanted) <= found.bound);
}

}  // namespace

TEST_CASE("The entropy of a thermal state is (n + 1) ln(n + 1) - n ln n at any n") {
  for (const double quanta : {1e-3, 0.3, 1.0, 7.0, 1e4}) {
    const GaussianState state(Matrix((quanta + 0.5) * Matrix::Identity(2, 2)));
    CAPTURE(quanta);
    CHECK_THAT(entropy(state), WithinRel(textbook_entropy(quanta), 1e-12));
  }
  CHECK(entropy(GaussianState::vacuum(3)) == 0);
  // n ln(1/n) + n - ..., far below what n + 1/2 in double precision could tell from 1/2
  CHECK_THAT(thermal_entropy(1e-30), WithinRel(1e-30 * (30 * std::log(10.0) + 1), 1e-14));
  CHECK_THAT(thermal_entropy(1e12), WithinRel(std::log(1e12) + 1, 1e-12));
  CHECK(thermal_entropy(0) == 0);
  CHECK(thermal_entropy(-1e-17) == 0);
}

TEST_CASE("Two-mode squeezed vacuum has the textbook's correlations") {
  for (const double r : {0.01, 0.3, 1.0, 2.5}) {
    const GaussianState state(two_mode_squeezed(r));
    const int one[] = {0};
    const double of_half = textbook_entropy(std::pow(std::sinh(static_cast<long double>(r)), 2));
    CAPTURE(r);
    CHECK_THAT(entropy(state.reduced(one)), WithinRel(of_half, 1e-11));
    CHECK_THAT(entropy(GaussianState::from_factor(two_mode_squeezed_factor(r))),
               WithinAbs(0, 1e-9));
    check_close(bounded_mutual_information(state, halves), 2 * of_half);
    CHECK_THAT(mutual_information(state, halves), WithinRel(2 * of_half, 1e-8));
    CHECK_THAT(steering(state, halves), WithinRel(std::log(std::cosh(2 * r)), 1e-10));
  }
}

TEST_CASE("Entropy, mutual information and steering agree with 100 digits, within their bounds") {
  Generator random(51);
  for (int sample = 0; sample < 40; ++sample) {
    const int modes = random.integer(2, 4);
    const int modes_of_b = random.integer(1, modes - 1);
    KnownState state = random_state(random, modes, 2, 1.5);
    if (sample % 3 == 0) state.values.setConstant(0.5);
    if (sample % 3 == 1) state.values(0) = 0.5 + 1e-9;
    const ExactCorrelations exact = exact_correlations(state.symplectic, state.values, modes_of_b);
    const GaussianState given(exact.covariance);
    const Bipartition parts = split(modes, modes_of_b);
    CAPTURE(sample, modes, modes_of_b);
    const BoundedValue entropies[] = {bounded_entropy(given),
                                      bounded_entropy(GaussianState::from_factor(state.factor()))};
    for (const BoundedValue& found : entropies) {
      check_close(found, exact.entropy);
      CHECK(found.bound < 1e-8);
    }
    const BoundedValue information = bounded_mutual_information(given, parts);
    check_close(information, exact.mutual_information);
    CHECK(information.bound < 1e-8 * (1 + information.value));
    const BoundedValue steered = bounded_steering(given, parts);
    check_close(steered, exact.steering);
    CHECK(steered.bound < 1e-9);
    check_close(bounded_steering(GaussianState::from_factor(state.factor()), parts),
                exact.steering);
  }
}

TEST_CASE("Strong squeezing: steering keeps the digits that the covariance holds") {
  for (const double r : {3.0, 5.0}) {
    const BoundedValue found =
        bounded_steering(GaussianState(rounded_two_mode_squeezed(r)), halves);
    CAPTURE(r);
    check_close(found, std::log(std::cosh(2 * r)));
    CHECK(found.bound < 1e-14 * std::exp(4 * r));
  }
  const BoundedValue factor =
      bounded_steering(GaussianState::from_factor(two_mode_squeezed_factor(8)), halves);
  CHECK_THAT(factor.value, WithinRel(std::log(std::cosh(16.0)), 1e-9));
}

TEST_CASE("Steering has a direction: loss on one side shuts one way first") {
  // TMSV with transmission t on mode 1: S_1 = t/(2 cosh 2r) + (1 - t)/2 and, the other way,
  // S_0 = cosh(2r)/2 - t sinh^2(2r)/(4 b), b = (t cosh 2r + 1 - t)/2.
  const double r = 1;
  for (const double t : {0.9, 0.6, 0.4, 0.1}) {
    const GaussianState state(attenuated(two_mode_squeezed(r), 1, t));
    const double c = std::cosh(2 * r);
    const double s = std::sinh(2 * r);
    const double kept = t / c + 1 - t;
    const double other = c - t * s * s / (t * c + 1 - t);
    CAPTURE(t);
    CHECK_THAT(steering(state, halves), WithinAbs(std::max(0.0, -std::log(kept)), 1e-12));
    CHECK_THAT(steering(state, {{1}, {0}}), WithinAbs(std::max(0.0, -std::log(other)), 1e-12));
    CHECK((steering(state, {{1}, {0}}) > 0) == (t > 0.5));  // no steering by who loses half
  }
}

TEST_CASE("A covariance that no quantum state has has no entropy") {
  const GaussianState cold(Matrix(0.4 * Matrix::Identity(2, 2)),
                           {.physicality = Physicality::reported});
  CHECK_THROWS_AS(entropy(cold), std::domain_error);
  CHECK_THROWS_AS(reduced_temperature(cold, 0), std::domain_error);
  const GaussianState rounded(Matrix((0.5 - 1e-12) * Matrix::Identity(2, 2)),
                              {.error_bound = 1e-11, .physicality = Physicality::reported});
  CHECK(entropy(rounded) == 0);
  CHECK(bounded_entropy(rounded).bound > 0);
}

TEST_CASE("The temperature of a thermal state is the one in its Bose-Einstein occupation") {
  for (const double x : {1e-3, 0.5, 2.0, 30.0}) {  // hbar omega/(k_B T)
    const double quanta = 1 / std::expm1(x);
    const GaussianState state(Matrix((quanta + 0.5) * Matrix::Identity(2, 2)));
    const BoundedValue found = bounded_reduced_temperature(state, 0);
    CAPTURE(x);
    check_close(found, 1 / x);
    if (x < 5) CHECK_THAT(found.value, WithinRel(1 / x, 1e-12));
  }
  CHECK(reduced_temperature(GaussianState::vacuum(1), 0) == 0);
}

TEST_CASE("Squeezing in dB is that of the variance, whatever the length of the combination") {
  const double r = 1.2;
  const GaussianState state(
      Matrix((Vector(2) << 0.5 * std::exp(-2 * r), 0.5 * std::exp(2 * r)).finished().asDiagonal()));
  const double decibel = 20 * r / std::log(10.0);
  for (const double length : {1.0, 3.0, -0.1}) {
    CHECK_THAT(squeezing(state, length * Vector::Unit(2, 0)), WithinRel(decibel, 1e-13));
    CHECK_THAT(squeezing(state, length * Vector::Unit(2, 1)), WithinRel(-decibel, 1e-13));
  }
  const GaussianState pair(two_mode_squeezed(r), {.error_bound = 1e-10});
  const BoundedValue found = bounded_squeezing(pair, (Vector(4) << 1, 0, -1, 0).finished());
  check_close(found, decibel);
  // dV of 1e-10 on a variance of e^{-2r}: 10/ln 10 of its share in dB
  CHECK_THAT(found.bound, WithinRel(10 / std::log(10.0) * 2e-10 * std::exp(2 * r), 1e-3));
  CHECK(squeezing(GaussianState::vacuum(2), Vector::Ones(4)) == 0);
  CHECK_THROWS_AS(squeezing(pair, Vector::Zero(4)), std::invalid_argument);
  CHECK_THROWS_AS(squeezing(pair, Vector::Ones(2)), std::invalid_argument);
}
