#include <Eigen/Cholesky>
#include <Eigen/LU>
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/epr.hpp>
#include <libnetwork/gaussian/information.hpp>
#include <limits>

#include "exact_reference.hpp"
#include "random_states.hpp"

using namespace gaussnet;
using namespace gaussnet::testing;

namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
const Bipartition halves{{0}, {1}};

GaussianState held(const Matrix& covariance) {
  return GaussianState(covariance, {{}, 0, Physicality::reported});
}

/// error/(eps e^{2 E_N}): what physics.md allows is 4.
double ratio(double value, double exact) {
  return std::abs(value - exact) / (eps * std::exp(2 * exact));
}

Bipartition last_against_rest(int modes, int modes_of_b) {
  Bipartition partition;
  for (int k = 0; k < modes; ++k) {
    (k < modes - modes_of_b ? partition.a : partition.b).emplace_back(k);
  }
  return partition;
}

}  // namespace

TEST_CASE("E_N of two-mode squeezed vacuum from its rounded covariance is right up to 18") {
  double worst = 0;
  for (int step = 1; step <= 720; ++step) {
    const double r = 0.0125 * step;
    CAPTURE(r);
    const BoundedValue found =
        bounded_logarithmic_negativity(held(rounded_two_mode_squeezed(r)), halves);
    REQUIRE(std::isfinite(found.value));
    CHECK(std::abs(found.value - 2 * r) <= found.bound);
    CHECK(found.bound <= 4 * eps * std::exp(4 * r));
    worst = std::max(worst, ratio(found.value, 2 * r));
  }
  CAPTURE(worst);
  CHECK(worst <= 4);
}

TEST_CASE("E_N 8 and 10 from a covariance are right to 1e-8 and 1e-6") {
  for (const auto& [r, tolerance] : {std::pair{4.0, 1e-8}, std::pair{5.0, 1e-6}}) {
    CHECK_THAT(logarithmic_negativity(GaussianState(rounded_two_mode_squeezed(r)), halves),
               Catch::WithinAbs(2 * r, tolerance));
    CHECK_THAT(logarithmic_negativity(GaussianState(two_mode_squeezed(r)), halves),
               Catch::WithinAbs(2 * r, tolerance));
  }
}

TEST_CASE("Two modes: E_N is that of the rounded covariance, whatever its squeezing and heat") {
  Generator random(20180903);
  double worst = 0;
  double largest = 0;
  int refused = 0;
  for (int sample = 0; sample < 3000; ++sample) {
    const double r = 9 * std::pow(random.uniform(0, 1), 2);
    const double local = random.uniform(0, 3);
    const Matrix s = random_local(random, 2, 0, local) * random_local(random, 2, 1, local);
    Vector heat(4);
    heat << 1, 1, 1, 1;
    if (sample % 2 == 0) heat *= 1 + std::pow(10, random.uniform(-14, 1));
    Matrix v = s * two_mode_squeezed(r) * heat.asDiagonal() * s.transpose();
    v = Matrix(0.5 * (v + v.transpose()));
    CAPTURE(sample, r, local);
    const std::optional<double> exact = exact_negativity(v);
    if (!exact) {
      ++refused;
      CHECK_THROWS_AS(logarithmic_negativity(held(v), halves), InaccurateResult);
      CHECK_THROWS_AS(bounded_logarithmic_negativity(held(v), halves), InaccurateResult);
      CHECK_THROWS_AS(logarithmic_negativity(PairCovariance(v)), InaccurateResult);
      continue;
    }
    const double value = logarithmic_negativity(held(v), halves);
    worst = std::max(worst, ratio(value, *exact));
    largest = std::max(largest, *exact);
    CHECK_THAT(bounded_logarithmic_negativity(held(v), halves).value,
               Catch::WithinAbs(value, 1e-15 + 4 * eps * value));
    CHECK_THAT(logarithmic_negativity(PairCovariance(v)),
               Catch::WithinAbs(*exact, 1e-13 + 4 * eps * *exact));
  }
  CAPTURE(worst, largest, refused);
  CHECK(worst <= 4);
  CHECK(largest > 16);
  CHECK(refused > 0);
}

TEST_CASE("Many modes: E_N and nu are those of the rounded covariance") {
  Generator random(7);
  double worst = 0;
  double worst_value = 0;
  for (int sample = 0; sample < 60; ++sample) {
    const int modes = random.integer(3, 5);
    const int modes_of_b = random.integer(1, modes - 1);
    const Matrix v = random_state(random, modes, random.uniform(0, 6), 1.5).covariance();
    CAPTURE(sample, modes, modes_of_b);
    const std::optional<double> exact = exact_negativity(v, modes_of_b);
    REQUIRE(exact);
    const double value = logarithmic_negativity(held(v), last_against_rest(modes, modes_of_b));
    worst = std::max(worst, ratio(value, *exact));
    const std::vector<double> nu = exact_symplectic_eigenvalues(v);
    const Vector found = symplectic_eigenvalues(v);
    for (int k = 0; k < modes; ++k) {
      const double known = nu[static_cast<std::size_t>(k)];
      worst_value = std::max(worst_value, std::abs(found(k) / known - 1) / eps);
    }
  }
  CAPTURE(worst, worst_value);
  CHECK(worst <= 4);
  CHECK(worst_value <= 2);
}

TEST_CASE("Entanglement near nothing is resolved to 1e-13") {
  for (const double wanted : {1e-13, 1e-12, 1e-10, 1e-7, 1e-4}) {
    // thermal two-mode squeezing, heated until 2 nu~ = 1 - wanted
    const double r = 0.4;
    const Matrix v = two_mode_squeezed(r) * std::exp(2 * r - wanted);
    CAPTURE(wanted);
    const std::optional<double> exact = exact_negativity(v);
    REQUIRE(exact);
    CHECK_THAT(*exact, Catch::WithinAbs(wanted, 1e-15));
    CHECK_THAT(logarithmic_negativity(GaussianState(v), halves), Catch::WithinAbs(*exact, 1e-16));
    CHECK_THAT(logarithmic_negativity(PairCovariance(v)), Catch::WithinAbs(*exact, 1e-13));
  }
}

TEST_CASE("From a factor, E_N 16 is right to 1e-9") {
  for (const double r : {0.5, 2.0, 4.0, 6.0, 8.0, 12.0}) {
    CAPTURE(r);
    const auto state = GaussianState::from_factor(two_mode_squeezed_factor(r));
    const BoundedValue found = bounded_logarithmic_negativity(state, halves);
    CHECK_THAT(found.value, Catch::WithinAbs(2 * r, 1e-9));
    CHECK(std::abs(found.value - 2 * r) <= found.bound);
    CHECK(found.bound <= 10 * eps * std::exp(2 * r));
  }
}

TEST_CASE("From any factor, E_N is that of the factor as rounded") {
  Generator random(11);
  for (int sample = 0; sample < 40; ++sample) {
    const int modes = random.integer(2, 4);
    Matrix l = random_state(random, modes, random.uniform(0, 12), 1.5).factor();
    if (sample % 2 == 0) {  // more columns than rows, as noise that came from many baths
      Matrix wide(l.rows(), l.cols() + 3);
      wide << l, 1e-3 * l.leftCols(3);
      l = wide;
    }
    CAPTURE(sample, modes);
    const std::optional<double> exact = exact_negativity_of_factor(l, 1);
    REQUIRE(exact);
    const auto state = GaussianState::from_factor(l, {{}, 0, Physicality::reported});
    CHECK_THAT(logarithmic_negativity(state, last_against_rest(modes, 1)),
               Catch::WithinAbs(*exact, 1e-15 + 4 * eps * *exact));
  }
}

TEST_CASE("The bound of E_N covers the rounding of the covariance") {
  Generator random(3);
  double tightest = 0;
  for (int sample = 0; sample < 200; ++sample) {
    const int modes = random.integer(2, 3);
    const KnownState state = random_state(random, modes, random.uniform(0, 4), 1.2);
    const RoundedState rounded = rounded_product(state.symplectic, state.values, 1);
    REQUIRE(rounded.exact);
    const GaussianState given = held(rounded.covariance);
    const BoundedValue found = bounded_logarithmic_negativity(given, last_against_rest(modes, 1));
    CAPTURE(sample, modes, found.value, found.bound);
    CHECK(std::abs(found.value - *rounded.exact) <= found.bound);
    const Matrix& v = rounded.covariance;
    CHECK(found.bound <= 40 * eps * v.norm() * v.inverse().norm() + 4 * eps * found.value);
    if (found.value > 0) {
      tightest = std::max(tightest, std::abs(found.value - *rounded.exact) / found.bound);
    }
  }
  CHECK(tightest > 0.01);  // a bound that is never approached says nothing
}

TEST_CASE("The bounds cover an error of the covariance of the size the state declares") {
  Generator random(5);
  for (int sample = 0; sample < 300; ++sample) {
    const KnownState known = random_state(random, 3, random.uniform(0, 2), 1.2);
    const Matrix v = known.covariance();
    Matrix noise(6, 6);
    for (int i = 0; i < 6; ++i) {
      for (int j = 0; j <= i; ++j) noise(i, j) = noise(j, i) = random.uniform(-1, 1);
    }
    const double size = std::pow(10, random.uniform(-10, -2));
    noise *= size / noise.norm();
    const GaussianState exact(v, {{}, 0, Physicality::reported});
    const Matrix moved = v + noise;
    if (moved.llt().info() != Eigen::Success) continue;
    const GaussianState state(moved, {{}, size, Physicality::reported});
    CAPTURE(sample, size);
    const Bipartition parts{{0}, {1, 2}};
    const BoundedValue negativity = bounded_logarithmic_negativity(state, parts);
    CHECK(std::abs(negativity.value - logarithmic_negativity(exact, parts)) <= negativity.bound);
    const BoundedValue least = least_partial_transpose_eigenvalue(state, parts);
    CHECK(std::abs(least.value - least_partial_transpose_eigenvalue(exact, parts).value) <=
          least.bound);
    const BoundedValue xi = bounded_epr_variance(state, {0, 1}, optimal_weight);
    CHECK(std::abs(xi.value - epr_variance(exact, {0, 1}, optimal_weight)) <= xi.bound);
    const BoundedValue fixed = bounded_epr_variance(state, {0, 1}, {0.4, 0.7});
    CHECK(std::abs(fixed.value - epr_variance(exact, {0, 1}, {0.4, 0.7})) <= fixed.bound);
    const BoundedValue pure = bounded_purity(state);
    CHECK(std::abs(pure.value - purity(exact)) <= pure.bound);
    const BoundedValue quanta = bounded_occupation(state, 2);
    CHECK(std::abs(quanta.value - occupation(exact, 2)) <= quanta.bound);
    const Vector w = noise.col(0) / size + Vector::Ones(6);
    const BoundedValue spread = bounded_variance(state, w);
    CHECK(std::abs(spread.value - variance(exact, w)) <= spread.bound);
  }
}

TEST_CASE("Where rounding leaves nothing certain the bound is infinite or the figure is refused") {
  int finite = 0;
  int infinite = 0;
  int refused = 0;
  for (double r = 8.5; r < 12; r += 0.01) {
    CAPTURE(r);
    try {
      const BoundedValue found =
          bounded_logarithmic_negativity(held(rounded_two_mode_squeezed(r)), halves);
      CHECK(std::isfinite(found.value));
      ++(std::isfinite(found.bound) ? finite : infinite);
      CHECK(std::abs(found.value - 2 * r) <= found.bound);
    } catch (const InaccurateResult& failure) {
      ++refused;
      CHECK(std::string(failure.what()).find("factor") != std::string::npos);
      CHECK(r > 9);
    }
  }
  CHECK(finite > 0);
  CHECK(infinite > 0);
  CHECK(refused > 0);
}

TEST_CASE("Above the size of double-double the values stay within the stated bound") {
  Generator random(13);
  const int modes = max_modes_in_double_double + 2;
  const double r = 0.7;
  Matrix v = two_mode_squeezed(r);
  while (v.rows() < 2 * modes) v = direct_sum(v, two_mode_squeezed(r));
  Bipartition parts;
  for (int k = 0; k < modes; ++k) (k % 2 == 0 ? parts.a : parts.b).emplace_back(k);
  const Matrix s = random_local(random, modes, 0, 0.5);
  const BoundedValue found =
      bounded_logarithmic_negativity(GaussianState(Matrix(s * v * s.transpose())), parts);
  CHECK(std::abs(found.value - r * modes) <= found.bound);
  CHECK(found.bound < 1e-7);
  const BoundedValue pure = bounded_purity(GaussianState(v));
  CHECK(std::abs(pure.value - 1) <= pure.bound);
}
