#include <Eigen/Eigenvalues>
#include <catch2/catch.hpp>
#include <libnetwork/linear/detectability.hpp>
#include <libnetwork/linear/drift_factor.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/filter_equation.hpp>
#include <libnetwork/linear/lu.hpp>
#include <libnetwork/linear/smith.hpp>
#include <libnetwork/linear/smith_correction.hpp>
#include <libnetwork/linear/symmetric_product.hpp>

#include "generators.hpp"
#include "references.hpp"

// What the dense Riccati solver is made of, against Schur forms and extended precision.

using namespace gaussnet;
using namespace gaussnet::test;

namespace {

std::optional<CorrectedRiccati> corrected(const WhiteRecord& e) {
  const BalancedFilter filter = balanced(filter_equation(e));
  const double shift = doubling_shift(filter);
  const std::optional<Matrix> V = solve_by_doubling(filter, shift);
  if (!V) return std::nullopt;
  return corrected_by_smith(e, {*V, filter.scale, shift});
}

}  // namespace

TEST_CASE("an LU factor solves with A, its transpose and its inverse, small and large") {
  for (const Eigen::Index n : {1, 2, 7, 15, 16, 17, 70}) {
    CAPTURE(n);
    Random random(1);
    const Matrix A = random.matrix(n, n);
    const Matrix B = random.matrix(n, 3);
    const LuFactor lu(A);
    const double tolerance = 1e-10;
    CHECK(relative_difference(B, A * lu.solve(B)) < tolerance);
    CHECK(relative_difference(B, A.transpose() * lu.solve_transposed(B)) < tolerance);
    CHECK(relative_difference(Matrix::Identity(n, n), A * lu.inverse()) < tolerance);
  }
}

TEST_CASE("a product known to be symmetric is multiplied out by halves") {
  for (const Eigen::Index n : {1, 5, 31, 32, 33, 100, 257}) {
    CAPTURE(n);
    Random random(2);
    const Matrix A = random.matrix(n, n);
    const Matrix S = random.covariance(n);
    const Matrix expected = A * S * A.transpose();
    const Matrix right = symmetric_product(A * S, A, Transposed::right);
    CHECK(relative_difference(expected, right) < 1e-13);
    CHECK(right == right.transpose());
    const Matrix left = A.transpose();
    CHECK(relative_difference(expected, symmetric_product(left, S * left, Transposed::left)) <
          1e-13);
    CHECK(relative_difference(expected, symmetric_product(A * S, left)) < 1e-13);
  }
}

TEST_CASE("squared Smith iterations agree with the Schur form, whatever their shift") {
  for (const Eigen::Index n : {1, 3, 8, 20, 40}) {
    for (const double factor : {0.3, 1.0, 3.0}) {
      CAPTURE(n, factor);
      Random random(3);
      const Matrix A = random.stable(n);
      std::vector<Matrix> noises{random.covariance(n), random.matrix(n, n)};
      noises[1] += Matrix(noises[1].transpose());
      const DriftFactor factored(A);
      const std::vector<Matrix> expected{factored.solve(noises[0]), factored.solve(noises[1])};
      REQUIRE(solve_by_smith(A, factor * A.norm() / std::sqrt(static_cast<double>(n)), noises));
      CHECK(relative_difference(expected[0], noises[0]) < 1e-5);
      CHECK(relative_difference(expected[1], noises[1]) < 1e-4);
    }
  }
}

TEST_CASE("Smith iterations of an unstable or marginal matrix do not claim to end") {
  std::vector<Matrix> noises{Matrix::Identity(2, 2)};
  Matrix A(2, 2);
  A << 0.5, 1, 0, -1;
  CHECK_FALSE(solve_by_smith(A, 1, noises));
  noises = {Matrix::Identity(2, 2)};
  A << 0, 1, -1, 0;
  CHECK_FALSE(solve_by_smith(A, 2, noises));
}

TEST_CASE("the proven bound of matrix products covers the error against extended precision") {
  int proven = 0;
  for (const Eigen::Index n : {1, 2, 3, 4, 6, 8}) {
    for (unsigned seed = 0; seed < 20; ++seed) {
      CAPTURE(n, seed);
      Random random(seed);
      const RiccatiEquation e = watched_system(random, n, 1 + seed % 3);
      const std::optional<CorrectedRiccati> found = corrected(whitened(e));
      if (!found) continue;
      ++proven;
      const Matrix& V = found->solution.covariance;
      const double error = true_error(V, reference(e, V));
      CAPTURE(error, found->solution.error_bound, found->solution.residual);
      CHECK(error <= found->solution.error_bound);
      CHECK(found->solution.residual < 1e-14);
    }
  }
  CHECK(proven > 100);
}

TEST_CASE("a proof of detectability is never given where a mode is not seen") {
  int proven = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Eigen::Index n = 2 + seed % 5;
    RiccatiEquation e = watched_system(random, n, 1);
    // State 0 grows, drives nothing, and is seen by `sight`.
    const double sight = seed % 2 == 0 ? random.decades(-18, -15) : random.decades(-4, 0);
    e.noise_correlation.setZero();
    e.drift.col(0).setZero();
    e.drift(0, 0) = random.decades(-2, 0);
    e.measurement(0, 0) = sight;
    const WhiteRecord white = whitened(e);
    const std::optional<CorrectedRiccati> found = corrected(white);
    const bool unseen = undetected_mode(white.A, white.M).has_value();
    const bool surely = found && is_surely_detectable(found->distance_to_unseen, n);
    CAPTURE(sight, found ? found->distance_to_unseen : 0.0);
    CHECK_FALSE((unseen && surely));
    if (seed % 2 == 0) CHECK(unseen);
    if (surely) ++proven;
  }
  CHECK(proven > 15);
}

TEST_CASE("what is surely positive has no eigenvalue that is not, whatever the units") {
  Random random(3);
  for (const Eigen::Index n : {1, 2, 5, 20}) {
    CAPTURE(n);
    const Matrix U = random.orthogonal(n);
    const Vector units = Vector::NullaryExpr(n, [&] { return random.decades(-8, 8); });
    Vector lambda = Vector::LinSpaced(n, 1e-6, 1);
    const auto matrix = [&] {
      const Matrix S = U * lambda.asDiagonal() * U.transpose();
      return Matrix(units.asDiagonal() * (0.5 * (S + S.transpose())) * units.asDiagonal());
    };
    CHECK(is_surely_positive(matrix()));
    lambda(0) = n > 1 ? 1e-17 : 0;  // below rounding
    CHECK_FALSE(is_surely_positive(matrix()));
    lambda(0) = -1e-6;
    CHECK_FALSE(is_surely_positive(matrix()));
  }
}

TEST_CASE("the share of a noise is the greatest one where both are diagonal, and a safe one else") {
  Vector w(3);
  w << 1, 1e-8, 4;
  const Matrix half = 0.5 * Matrix(w.asDiagonal());
  CHECK_THAT(share_of_noise(half, w).minCoeff(), Catch::Matchers::WithinRel(0.5, 1e-15));
  for (unsigned seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Matrix P = Matrix(w.asDiagonal()) + 1e-9 * random.covariance(3);
    P(0, 1) = P(1, 0) = 3e-5;
    const Vector s = w.cwiseSqrt().cwiseInverse();
    const Matrix scaled = s.asDiagonal() * P * s.asDiagonal();
    const double least = Eigen::SelfAdjointEigenSolver<Matrix>(scaled).eigenvalues()(0);
    CHECK(share_of_noise(P, w).minCoeff() <= least);
    CHECK(share_of_noise(P, w).minCoeff() > 0.5);
  }
}
