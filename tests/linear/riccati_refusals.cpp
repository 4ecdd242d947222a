#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/linear/failures.hpp>
#include <limits>
#include <stdexcept>

#include "generators.hpp"

using namespace gaussnet;
using namespace gaussnet::test;
using Catch::Matchers::Contains;

namespace {

template <class Failure>
std::string refusal(const RiccatiEquation& e) {
  try {
    solve(e);
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "not refused";
}

/// Two decoupled oscillators, the first one watched.
RiccatiEquation two_oscillators(double rate_of_second) {
  Matrix A = Matrix::Zero(4, 4);
  A.topLeftCorner(2, 2) << -1, 2, -2, -1;
  A.bottomRightCorner(2, 2) << rate_of_second, 5, -5, rate_of_second;
  Matrix M = Matrix::Zero(1, 4);
  M(0, 1) = 1;
  return {A, Matrix::Identity(4, 4), M, Matrix::Identity(1, 1), Matrix::Zero(4, 1)};
}

}  // namespace

TEST_CASE("a growing mode that the record does not see is named") {
  CHECK(
      refusal<NotDetectable>(two_oscillators(0.25)) ==
      "the record does not see a mode that does not decay: eigenvalue 0.25 + 5i (mostly state 2)");
  CHECK_NOTHROW(solve(two_oscillators(-0.25)));
}

TEST_CASE("a mode that neither decays nor is seen is named") {
  CHECK_THAT(refusal<NotDetectable>(two_oscillators(0)), Contains("eigenvalue 0 + 5i"));
  RiccatiEquation e = two_oscillators(-1);
  e.drift.bottomRightCorner(2, 2).setZero();
  try {
    solve(e);
    FAIL("not refused");
  } catch (const NotDetectable& failure) {
    CHECK(failure.mode().eigenvalue == 0.0);
    CHECK(failure.mode().participation[0] + failure.mode().participation[1] == 0);
  }
}

TEST_CASE("no unit of the states hides a growing mode that the record does not see") {
  for (const int exponent : {-900, 900}) {
    RiccatiEquation e = two_oscillators(0.25);
    e.diffusion *= std::ldexp(1.0, exponent);
    CAPTURE(exponent);
    CHECK_THAT(refusal<NotDetectable>(e), Contains("eigenvalue 0.25 + 5i (mostly state 2)"));
  }
}

TEST_CASE("a covariance of 0 has no certain digit, and the refusal names that case") {
  // D = Gam R^{-1} Gam^T: the record tells all of the noise, V = 0.
  const Matrix one = Matrix::Identity(1, 1);
  CHECK_THAT(refusal<InaccurateResult>({-one, one, one, one, one}),
             Contains("tells some variance exactly"));
}

TEST_CASE("seeing a growing mode to 1e-17 is not seeing it") {
  // A homodyne angle of pi/2 in doubles: cos(pi/2) = 6e-17.
  RiccatiEquation e = two_oscillators(0.25);
  e.measurement(0, 2) = 6e-17;
  CHECK_THROWS_AS(solve(e), NotDetectable);
  e.measurement(0, 2) = 0.1;
  CHECK_NOTHROW(solve(e));
}

TEST_CASE(
    "a growing mode that its own record sees to 1e-17 is refused, although it has a solution") {
  // Balanced, the equation is harmless: V_00 = 2 A_00 / M_00^2.
  for (const Eigen::Index n : {2, 3, 6}) {
    CAPTURE(n);
    Matrix A = -Matrix::Identity(n, n);
    A(0, 0) = 0.5;
    Matrix M = Matrix::Identity(n, n);
    M(0, 0) = 6e-17;
    RiccatiEquation e{A, Matrix::Identity(n, n), M, Matrix::Identity(n, n), Matrix::Zero(n, n)};
    CHECK_THAT(refusal<NotDetectable>(e), Contains("eigenvalue 0.5"));
    e.measurement(0, 0) = 1e-6;
    CHECK_THAT(solve(e).covariance(0, 0), Catch::Matchers::WithinRel(1e12, 1e-6));
  }
}

TEST_CASE("of two equal modes the unseen one is named") {
  for (const Eigen::Index seen : {0, 1}) {
    Matrix M = Matrix::Zero(1, 2);
    M(0, seen) = 1;
    try {
      solve(RiccatiEquation{0.5 * Matrix::Identity(2, 2), Matrix::Identity(2, 2), M,
                            Matrix::Identity(1, 1), Matrix::Zero(2, 1)});
      FAIL("not refused");
    } catch (const NotDetectable& failure) {
      CHECK(failure.mode().state == 1 - seen);
    }
  }
}

TEST_CASE("a growing mode seen only through what it drives is seen") {
  Matrix A(2, 2);
  A << 0.5, 0, 1, -1;
  Matrix M(1, 2);
  M << 0, 1;
  const RiccatiEquation e{A, Matrix::Identity(2, 2), M, Matrix::Identity(1, 1), Matrix::Zero(2, 1)};
  CHECK(spectral_abscissa(A - solve(e).gain * M) < 0);
  RiccatiEquation reversed = e;
  reversed.drift.transposeInPlace();  // now the growing mode is downstream and unseen
  CHECK_NOTHROW(solve(e));
  Matrix blind(1, 2);
  blind << 0, 1;
  reversed.drift << 0.5, 1, 0, -1;
  CHECK_THROWS_AS(solve(reversed), NotDetectable);
}

TEST_CASE("a marginal mode that is watched but not driven has no stabilising solution") {
  RiccatiEquation e = two_oscillators(0);
  e.measurement = Matrix::Zero(2, 4);
  e.measurement(0, 1) = 1;
  e.measurement(1, 3) = 1;
  e.measurement_noise = Matrix::Identity(2, 2);
  e.noise_correlation = Matrix::Zero(4, 2);
  CHECK_NOTHROW(solve(e));
  e.diffusion.bottomRightCorner(2, 2).setZero();
  CHECK(refusal<NotStabilisable>(e) ==
        "given the record, a mode neither decays nor is driven by noise: eigenvalue 0 + 5i (mostly "
        "state 2)");
  e.drift.bottomRightCorner(2, 2) *= 1e-6;
  CHECK_THROWS_AS(solve(e), NotStabilisable);
}

TEST_CASE("what is refused, and what is not, does not depend on the units of the states") {
  Vector units(4);
  units << 1e-6, 1e5, 1e-3, 1e6;
  const auto in_units = [&](RiccatiEquation e) {
    e.drift = units.asDiagonal() * e.drift * units.cwiseInverse().asDiagonal();
    e.diffusion = units.asDiagonal() * e.diffusion * units.asDiagonal();
    e.measurement = e.measurement * units.cwiseInverse().asDiagonal();
    return e;
  };
  CHECK_THAT(refusal<NotDetectable>(in_units(two_oscillators(0.25))),
             Contains("eigenvalue 0.25 + 5i"));
  CHECK_NOTHROW(solve(in_units(two_oscillators(-0.25))));
  RiccatiEquation e = two_oscillators(0);
  e.measurement = Matrix::Identity(4, 4);
  e.measurement_noise = Matrix::Identity(4, 4);
  e.noise_correlation = Matrix::Zero(4, 4);
  CHECK_NOTHROW(solve(in_units(e)));
  e.diffusion.bottomRightCorner(2, 2).setZero();
  CHECK_THAT(refusal<NotStabilisable>(in_units(e)), Contains("eigenvalue 0 + 5i"));
}

TEST_CASE("a marginal mode hidden in a change of basis is still refused") {
  for (unsigned seed = 0; seed < 8; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Matrix U = random.orthogonal(4);
    Matrix A = Matrix::Zero(4, 4);
    A.topLeftCorner(2, 2) << 0, 1, -1, 0;
    A.bottomRightCorner(2, 2) = random.stable(2);
    Matrix D = Matrix::Zero(4, 4);
    D.bottomRightCorner(2, 2) = random.covariance(2);
    const Matrix M = random.matrix(2, 4);
    CHECK_THROWS_AS(
        solve(RiccatiEquation{U * A * U.transpose(), U * D * U.transpose(), M * U.transpose(),
                              Matrix::Identity(2, 2), Matrix::Zero(4, 2)}),
        NotStabilisable);
  }
}

TEST_CASE("a record without noise, or with impossible noise, is refused") {
  RiccatiEquation e = two_oscillators(-1);
  e.measurement_noise(0, 0) = 0;
  CHECK(refusal<std::invalid_argument>(e) ==
        "measurement_noise(0, 0) is 0; a record's noise must be positive");
  e.measurement_noise(0, 0) = -0.5;
  CHECK(refusal<std::invalid_argument>(e) ==
        "measurement_noise(0, 0) is -0.5; a record's noise must be positive");
  e.measurement = Matrix::Identity(2, 4);
  e.noise_correlation = Matrix::Zero(4, 2);
  e.measurement_noise = Matrix::Ones(2, 2);
  CHECK_THAT(refusal<std::invalid_argument>(e), Contains("measurement_noise is singular"));
  e.measurement_noise << 1, 2, 2, 1;
  CHECK(
      refusal<std::invalid_argument>(e) ==
      "measurement_noise is indefinite: scaled to unit variances its least eigenvalue is -1; some "
      "combination of records has no noise");
  e.measurement_noise << 1, 0.5, 0.25, 1;
  CHECK_THAT(refusal<std::invalid_argument>(e), Contains("measurement_noise is not symmetric"));
}

TEST_CASE("noise that correlates more than it can is refused") {
  RiccatiEquation e = two_oscillators(-1);
  e.noise_correlation(0, 0) = 1.0;  // all of D_00: allowed
  CHECK_NOTHROW(solve(e));
  e.noise_correlation(0, 0) = 1.001;
  CHECK_THAT(refusal<std::invalid_argument>(e), Contains("contradict each other"));
}

TEST_CASE("wrong shapes and entries of a watched system are refused by name") {
  const RiccatiEquation good = two_oscillators(-1);
  RiccatiEquation e = good;
  e.measurement = Matrix::Zero(1, 3);
  CHECK(refusal<std::invalid_argument>(e) == "measurement is 1 x 3; it must be 1 x 4");
  e = good;
  e.noise_correlation = Matrix::Zero(1, 4);
  CHECK(refusal<std::invalid_argument>(e) == "noise_correlation is 1 x 4; it must be 4 x 1");
  e = good;
  e.measurement_noise = Matrix::Identity(2, 2);
  CHECK(refusal<std::invalid_argument>(e) == "measurement_noise is 2 x 2; it must be 1 x 1");
  e = good;
  e.measurement(0, 3) = std::numeric_limits<double>::quiet_NaN();
  CHECK(refusal<std::invalid_argument>(e) == "measurement(0, 3) is nan; it must be finite");
  e = good;
  e.diffusion(0, 1) = 1;
  CHECK_THAT(refusal<std::invalid_argument>(e), Contains("diffusion is not symmetric"));
}

TEST_CASE("an entry far below its diagonal counts in balancing: the system is solved") {
  // In units where the states are alike, every entry is of order 1.
  Matrix A(2, 2), M(1, 2), D(2, 2);
  A << -0.96, -4e-18, -3.8e15, -1.01;
  M << 1e8, 1e-8;
  D << 1e-16, 0, 0, 1e16;
  const RiccatiSolution s =
      solve(RiccatiEquation{A, D, M, Matrix::Identity(1, 1), Matrix::Zero(2, 1)});
  CHECK(s.error_bound < 1e-12);
}
