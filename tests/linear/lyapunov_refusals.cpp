#include <catch2/catch.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/linear/failures.hpp>
#include <limits>
#include <stdexcept>

#include "generators.hpp"

using namespace gaussnet;
using namespace gaussnet::test;

namespace {

/// The text with which solve() refuses, which must come as a Failure.
template <class Failure>
std::string refusal(const LyapunovEquation& e) {
  try {
    solve(e);
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "not refused";
}

}  // namespace

TEST_CASE("a drift matrix that grows is refused with its rightmost eigenvalue") {
  Matrix A(2, 2);
  A << 0.25, 3, -3, 0.25;
  CHECK(refusal<NotStable>({A, Matrix::Identity(2, 2)}) ==
        "the drift matrix is not stable: its rightmost eigenvalue is 0.25 + 3i (mostly state 0)");
  CHECK(refusal<NotStable>({Matrix::Constant(1, 1, 2.5e6), Matrix::Identity(1, 1)}) ==
        "the drift matrix is not stable: its rightmost eigenvalue is 2.5e+06 (mostly state 0)");
}

TEST_CASE("the growing mode is named by where it lives, not by where it is felt") {
  // Block 1 of three grows; the one downstream of it is driven a thousand times harder.
  Random random(1);
  Matrix A = random.cascade(3, 1.0);
  A.block(2, 2, 2, 2) << 0.1, 0, 0.5, -1;
  A.block(4, 2, 2, 2) *= 1000;
  try {
    solve(LyapunovEquation{A, Matrix::Identity(6, 6)});
    FAIL("not refused");
  } catch (const NotStable& failure) {
    CHECK(failure.mode().state == 2);
    CHECK(failure.mode().eigenvalue == std::complex<double>(0.1, 0));
    CHECK(failure.mode().participation == std::vector<double>{0, 0, 1, 0, 0, 0});
  }
}

TEST_CASE("marginal drift is refused, also where only rounding makes it decay") {
  for (const Eigen::Index n : {1, 2, 3, 4, 6}) {
    CAPTURE(n);
    CHECK_THROWS_AS(solve(LyapunovEquation{Matrix::Zero(n, n), Matrix::Identity(n, n)}), NotStable);
  }
  for (const double rate : {1.0, 1e-9, 1e9}) {
    Matrix A(2, 2);
    A << -1e-17, 1, -1, 1e-17;
    CAPTURE(rate);
    CHECK_THROWS_AS(solve(LyapunovEquation{rate * A, Matrix::Identity(2, 2)}), NotStable);
  }
  Random random(4);
  for (const Eigen::Index n : {3, 4, 8}) {
    const Matrix K = random.matrix(n, n);
    const Matrix A = K - K.transpose();  // energy is kept
    CAPTURE(n);
    CHECK_THROWS_AS(solve(LyapunovEquation{A, Matrix::Identity(n, n)}), NotStable);
  }
}

TEST_CASE("slow decay beside fast rotation is no refusal") {
  Matrix A(2, 2);
  A << -1e-9, 1, -1, -1e-9;
  const LyapunovSolution s = solve(LyapunovEquation{A, 2e-9 * Matrix::Identity(2, 2)});
  CHECK((s.covariance - Matrix::Identity(2, 2)).norm() <= 2 * s.error_bound);
  CHECK(s.error_bound < 1e-5);
}

TEST_CASE("a matrix whose stability rounding decides is refused, not answered") {
  // A shift register has the eigenvalue -0.3 alone, but perturbed by eps its eigenvalues lie on a
  // circle of radius eps^{1/30} = 0.3 around it, and a change of basis makes all entries round.
  const Eigen::Index n = 30;
  Matrix A = -0.3 * Matrix::Identity(n, n);
  A.diagonal(-1).setConstant(1);
  CHECK_NOTHROW(solve(LyapunovEquation{A, Matrix::Identity(n, n)}));
  Random random(2);
  const Matrix U = random.orthogonal(n);
  CHECK_THROWS(solve(LyapunovEquation{U * A * U.transpose(), Matrix::Identity(n, n)}));
}

TEST_CASE("wrong shapes, entries and asymmetries are refused by name") {
  const Matrix A = -Matrix::Identity(2, 2);
  Matrix D = Matrix::Identity(2, 2);
  CHECK(refusal<std::invalid_argument>({Matrix::Zero(2, 3), D}) ==
        "drift is 2 x 3; it must be 2 x 2");
  CHECK(refusal<std::invalid_argument>({A, Matrix::Identity(3, 3)}) ==
        "diffusion is 3 x 3; it must be 2 x 2");
  D(0, 1) = 0.25;
  CHECK(refusal<std::invalid_argument>({A, D}) ==
        "diffusion is not symmetric: diffusion(1, 0) is 0, diffusion(0, 1) is 0.25");
  D(0, 1) = std::numeric_limits<double>::quiet_NaN();
  CHECK(refusal<std::invalid_argument>({A, D}) == "diffusion(0, 1) is nan; it must be finite");
  Matrix bad = A;
  bad(1, 0) = -std::numeric_limits<double>::infinity();
  CHECK(refusal<std::invalid_argument>({bad, Matrix::Identity(2, 2)}) ==
        "drift(1, 0) is -inf; it must be finite");
}

TEST_CASE("asymmetry is judged in the scale of its own entries") {
  Matrix D = Matrix::Identity(3, 3);
  D(0, 0) = 1e9;
  D(1, 2) = 1e-3;  // a millionth of a millionth of the largest entry, but wrong
  const Matrix A = -Matrix::Identity(3, 3);
  CHECK_THROWS_AS(solve(LyapunovEquation{A, D}), std::invalid_argument);
  D(2, 1) = 1e-3 * (1 + 1e-15);  // rounding
  CHECK_NOTHROW(solve(LyapunovEquation{A, D}));
}
