#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/symplectic.hpp>
#include <limits>

#include "exact_reference.hpp"
#include "random_states.hpp"

using namespace gaussnet;
using namespace gaussnet::testing;
using Catch::WithinAbs;
using Catch::WithinRel;

TEST_CASE("The symplectic form is antisymmetric, squares to -1 and is kept by every element") {
  Generator random(1);
  for (int n = 1; n <= 4; ++n) {
    const Matrix form = symplectic_form(n);
    CHECK(form == -form.transpose());
    CHECK(form * form == -Matrix::Identity(2 * n, 2 * n));
    CHECK(form(0, 1) == 1);
    const Matrix s = random_symplectic(random, n, 1);
    CHECK((s * form * s.transpose() - form).norm() < 1e-12);
  }
  CHECK(symplectic_form(0).size() == 0);
  CHECK_THROWS_AS(symplectic_form(-1), std::invalid_argument);
}

TEST_CASE("Symplectic eigenvalues are those the state was made from") {
  Generator random(2);
  for (int sample = 0; sample < 60; ++sample) {
    const int n = random.integer(1, 7);
    KnownState state = random_state(random, n, 1.5, 20);
    if (n > 2 && sample % 3 == 0) state.values.setConstant(0.5);  // all alike
    const Vector found = symplectic_eigenvalues(state.covariance());
    const Vector from_factor = symplectic_eigenvalues_of_factor(state.factor());
    std::sort(state.values.begin(), state.values.end());
    CAPTURE(sample, n, found.transpose(), state.values.transpose());
    REQUIRE(found.size() == n);
    CHECK((found - state.values).cwiseQuotient(state.values).cwiseAbs().maxCoeff() < 1e-11);
    CHECK((from_factor - state.values).cwiseQuotient(state.values).cwiseAbs().maxCoeff() < 1e-12);
  }
}

TEST_CASE("Symplectic eigenvalues of uncoupled modes are exact") {
  const Vector variances = (Vector(8) << 2, 8, 0.5, 0.5, 1e-6, 1e6, 3e5, 3e7).finished();
  const Vector found = symplectic_eigenvalues(Matrix(variances.asDiagonal()));
  const double wanted[] = {0.5, 1, 4, 3e6};
  for (int k = 0; k < 4; ++k) CHECK_THAT(found(k), WithinRel(wanted[k], 1e-15));
  CHECK(symplectic_eigenvalues(0.5 * Matrix::Identity(2, 2))(0) == 0.5);
  CHECK(symplectic_eigenvalues(0.5 * Matrix::Identity(4, 4)) == Vector::Constant(2, 0.5));
}

TEST_CASE("A large state has the symplectic eigenvalues of its parts") {
  Generator random(4);
  const KnownState small = random_state(random, 3, 1, 5);
  Matrix v = small.covariance();
  while (v.rows() <= 2 * max_modes_in_double_double) v = direct_sum(v, small.covariance());
  const Vector found = symplectic_eigenvalues(v);
  const Vector few = symplectic_eigenvalues(small.covariance());
  REQUIRE(found.size() == v.rows() / 2);
  const auto copies = found.size() / 3;
  for (int k = 0; k < 3; ++k) {
    CHECK_THAT(found(k * copies), WithinRel(few(k), 1e-11));
    CHECK_THAT(found((k + 1) * copies - 1), WithinRel(few(k), 1e-11));
  }
}

TEST_CASE("Partial transposition flips momenta, twice is nothing, and on all modes keeps nu") {
  Generator random(5);
  const Matrix v = random_state(random, 3, 1, 3).covariance();
  const int one[] = {1};
  const int all[] = {0, 1, 2};
  const Matrix transposed = partial_transpose(v, one);
  CHECK(transposed(3, 0) == -v(3, 0));
  CHECK(transposed(2, 0) == v(2, 0));
  CHECK(transposed(3, 2) == -v(3, 2));
  CHECK(transposed(3, 3) == v(3, 3));
  CHECK(partial_transpose(transposed, one) == v);
  CHECK((symplectic_eigenvalues(partial_transpose(v, all)) - symplectic_eigenvalues(v)).norm() <
        1e-13);
  const Matrix l = random_state(random, 3, 1, 3).factor();
  CHECK(flip_momenta(l, one).row(3) == -l.row(3));
  const int beyond[] = {3};
  CHECK_THROWS_AS(partial_transpose(v, beyond), std::invalid_argument);
  const int negative[] = {-1};
  CHECK_THROWS_AS(flip_momenta(l, negative), std::invalid_argument);
}

TEST_CASE("The uncertainty margin is 0 for pure states and nu - 1/2 for heated vacuum") {
  CHECK_THAT(uncertainty_margin(0.5 * Matrix::Identity(4, 4)), WithinAbs(0, 1e-15));
  CHECK_THAT(uncertainty_margin(1.7 * Matrix::Identity(4, 4)), WithinAbs(1.2, 1e-14));
  CHECK_THAT(uncertainty_margin(0.4 * Matrix::Identity(2, 2)), WithinAbs(-0.1, 1e-15));
  // one mode: ((a + b) - sqrt((a - b)^2 + 1))/2
  CHECK_THAT(uncertainty_margin(Vector(Eigen::Vector2d(2, 0.3)).asDiagonal()),
             WithinAbs((2.3 - std::sqrt(1.7 * 1.7 + 1)) / 2, 1e-15));
  Generator random(6);
  for (int sample = 0; sample < 40; ++sample) {
    const int n = random.integer(1, 5);
    KnownState state = random_state(random, n, random.uniform(0, 4), 2);
    CHECK(satisfies_uncertainty(state.covariance()));
    CHECK(uncertainty_margin(state.covariance()) >= -uncertainty_tolerance(state.covariance()));
    state.values.setConstant(0.5);
    const Matrix pure = state.covariance();
    CHECK(satisfies_uncertainty(pure));
    CHECK_THAT(uncertainty_margin(pure), WithinAbs(0, uncertainty_tolerance(pure)));
    state.values(0) = 0.4;
    if (pure.norm() < 1e3) CHECK_FALSE(satisfies_uncertainty(state.covariance()));
  }
}

TEST_CASE("Shapes that are no covariance are refused, and so is what is not positive definite") {
  CHECK_THROWS_AS(symplectic_eigenvalues(Matrix::Identity(3, 3)), std::invalid_argument);
  CHECK_THROWS_AS(symplectic_eigenvalues(Matrix::Identity(4, 2)), std::invalid_argument);
  CHECK_THROWS_AS(symplectic_eigenvalues(Matrix(0, 0)), std::invalid_argument);
  CHECK_THROWS_AS(uncertainty_margin(Matrix::Identity(5, 5)), std::invalid_argument);
  CHECK_THROWS_AS(symplectic_eigenvalues_of_factor(Matrix::Identity(4, 2)), std::invalid_argument);
  Matrix broken = Matrix::Identity(2, 2);
  broken(0, 0) = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(symplectic_eigenvalues(broken), std::invalid_argument);
  broken(0, 0) = -1;
  CHECK_THROWS_AS(symplectic_eigenvalues(broken), InaccurateResult);
  CHECK_THROWS_AS(symplectic_eigenvalues_of_factor(Matrix::Ones(4, 6)), InaccurateResult);
  CHECK_THROWS_AS(symplectic_eigenvalues(1e200 * Matrix::Identity(4, 4)), InaccurateResult);
}
