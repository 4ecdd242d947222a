#include <catch2/catch.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/linear/riccati.hpp>

#include "generators.hpp"
#include "references.hpp"

using namespace gaussnet;
using namespace gaussnet::test;
using Catch::Matchers::WithinRel;

namespace {

void check_against_reference(const RiccatiEquation& e, double accuracy) {
  const RiccatiSolution s = solve(e);
  const double error = true_error(s.covariance, reference(e, s.covariance));
  CAPTURE(error, s.error_bound, s.residual);
  CHECK(error <= s.error_bound);
  CHECK(error <= accuracy);
}

}  // namespace

TEST_CASE("the Riccati error bound covers the error against extended precision") {
  for (const Eigen::Index n : {1, 2, 3, 4, 6}) {
    for (unsigned seed = 0; seed < 15; ++seed) {
      CAPTURE(n, seed);
      Random random(seed);
      check_against_reference(watched_system(random, n, 1 + seed % 2), 1e-10);
    }
  }
}

TEST_CASE("the bound covers pure conditional states too") {
  for (const Eigen::Index modes : {1, 2, 3}) {
    for (unsigned seed = 0; seed < 10; ++seed) {
      CAPTURE(modes, seed);
      Random random(seed);
      check_against_reference(fully_watched_modes(random, modes, modes), 1e-10);
    }
  }
}

TEST_CASE("a cavity at 1e9 that feeds an oscillator at 1, both watched") {
  for (unsigned seed = 0; seed < 12; ++seed) {
    Random random(seed);
    const Matrix A = random.cascade(2, 0.5);
    Vector root(4);
    root << 1, 1, 0, 0;
    root.head(2) *= std::sqrt(random.decades(5, 9));
    root.tail(2).setOnes();
    if (seed % 2 == 1) root.reverseInPlace();
    RiccatiEquation e = watched_system(random, 4, 2);
    e.drift = root.asDiagonal() * A * root.asDiagonal();
    e.diffusion = root.asDiagonal() * e.diffusion * root.asDiagonal();
    e.measurement = e.measurement * root.asDiagonal();
    e.noise_correlation = root.asDiagonal() * e.noise_correlation;
    CAPTURE(seed, root(0), root(3));
    check_against_reference(e, 1e-11);
  }
}

TEST_CASE("rates 1 and 1e9 side by side keep their own closed forms") {
  // Two scalar filters, turned into each other's record so that no method can split them by zeros:
  // V_i = (F_i + sqrt(F_i^2 + G_i D_i)) / G_i.
  const double fast = 1e9;
  Matrix A(2, 2);
  A << -1, 0, 0, -2 * fast;
  Matrix D(2, 2);
  D << 3, 0, 0, 5 * fast;
  Matrix M(2, 2);
  M << std::sqrt(2.0), 0, 0, std::sqrt(7 * fast);
  Matrix turn(2, 2);
  turn << 0.6, -0.8, 0.8, 0.6;
  const RiccatiSolution s =
      solve(RiccatiEquation{A, D, turn * M, Matrix::Identity(2, 2), Matrix::Zero(2, 2)});
  CAPTURE(s.error_bound);
  CHECK_THAT(s.covariance(0, 0), WithinRel(3 / (1 + std::sqrt(1 + 6.0)), 1e-6));
  CHECK_THAT(s.covariance(1, 1), WithinRel(5 / (2 + std::sqrt(4 + 35.0)), 1e-6));
  CHECK(s.error_bound > 1e-16);
  check_against_reference({A, D, turn * M, Matrix::Identity(2, 2), Matrix::Zero(2, 2)}, 1e-6);
}

TEST_CASE("known solution of the CAREX collection, example 2.2 with small parameter") {
  // J. Abels, P. Benner, CAREX, SLICOT Working Note 1999-14: A = [[1,0],[0,-2]] and nearly singular
  // noise. The duality of filter and regulator turns A into A^T.
  for (const double small : {1e-2, 1e-4}) {
    Matrix A(2, 2);
    A << 1, 0, 0, -2;
    Matrix M(1, 2);
    M << small, 0;
    CAPTURE(small);
    check_against_reference({A, Matrix::Ones(2, 2), M, Matrix::Identity(1, 1), Matrix::Zero(2, 1)},
                            1e-6);
  }
}

TEST_CASE("watching a chain of 30 states to machine residual") {
  Random random(40);
  RiccatiEquation e = watched_system(random, 60, 1);
  e.drift = random.cascade(30, 0.05);
  const RiccatiSolution s = solve(e);
  CHECK(s.residual < 1e-14);
  CHECK(s.error_bound < 1e-9);
}

TEST_CASE("the bound covers the second order of what is uncertain") {
  // Of two states the difference is damped by watching alone, at r: V_- = sqrt(r^2 + dq), while the
  // sum, V_+ = 2, hides in the variances how much that is.
  for (const double r : {1e-3, 1e-5}) {
    CAPTURE(r);
    const double share = 0.1;
    Matrix D(2, 2);
    D << 4 + r * r, 4 - r * r, 4 - r * r, 4 + r * r;
    const Matrix one = Matrix::Identity(2, 2);
    RiccatiEquation e{Matrix::Zero(2, 2), 0.5 * D, one, one, Matrix::Zero(2, 2)};
    e.diffusion_rounding = share * r * r * Matrix::Ones(2, 2);
    const RiccatiSolution s = solve(e);
    const double least = r * std::sqrt(1 - 2 * share);
    CHECK(s.covariance(0, 0) - (2 + least) / 2 <= s.error_bound * s.covariance(0, 0));
    CHECK(s.error_bound < r);
    e.diffusion_rounding *= 10;  // the difference might not be driven at all
    CHECK_THROWS_AS(solve(e), InaccurateResult);
  }
}

TEST_CASE("an uncertain record is covered by the bound") {
  // One state: a V + V a + d = (V m + c)^2 / r, every coefficient but a uncertain by rho.
  const double a = -1, d = 2, m = 1.5, r = 0.7, c = 0.3, rho = 1e-6;
  const auto variance = [&](double dd, double mm, double rr, double cc) {
    const double p = mm * mm / rr, q = 2 * a - 2 * mm * cc / rr, s = dd - cc * cc / rr;
    return (q + std::sqrt(q * q + 4 * p * s)) / (2 * p);
  };
  RiccatiEquation e{Matrix::Constant(1, 1, a), Matrix::Constant(1, 1, d), Matrix::Constant(1, 1, m),
                    Matrix::Constant(1, 1, r), Matrix::Constant(1, 1, c)};
  e.diffusion_rounding = rho / 2 * e.diffusion;
  e.measurement_rounding = rho / 2 * e.measurement;
  e.measurement_noise_rounding = rho / 2 * e.measurement_noise;
  e.noise_correlation_rounding = rho / 2 * e.noise_correlation;
  const RiccatiSolution s = solve(e);
  const double V = s.covariance(0, 0);
  CHECK_THAT(V, Catch::Matchers::WithinRel(variance(d, m, r, c), 1e-13));
  for (int signs = 0; signs < 16; ++signs) {
    const auto off = [&](int bit) { return 1 + (signs >> bit & 1 ? 0.5 : -0.5) * rho; };
    const double other = variance(d * off(0), m * off(1), r * off(2), c * off(3));
    CHECK(std::abs(other - V) <= s.error_bound * V);
  }
  CHECK(s.error_bound < 100 * rho);
  e.measurement_noise_rounding = 0.6 * e.measurement_noise;
  CHECK_THROWS_AS(solve(e), InaccurateResult);
}
