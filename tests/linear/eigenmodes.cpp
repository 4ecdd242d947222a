#include <catch2/catch.hpp>
#include <libnetwork/linear/balancing.hpp>
#include <libnetwork/linear/cascade_order.hpp>
#include <libnetwork/linear/stability.hpp>
#include <numeric>

#include "generators.hpp"

using namespace gaussnet;
using namespace gaussnet::test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

double sum(const std::vector<double>& p) { return std::accumulate(p.begin(), p.end(), 0.0); }

}  // namespace

TEST_CASE("eigenmodes: eigenvalues sum to the trace, participations to 1, rightmost first") {
  for (const Eigen::Index n : {1, 2, 3, 5, 8, 15}) {
    for (unsigned seed = 0; seed < 6; ++seed) {
      CAPTURE(n, seed);
      Random random(seed);
      const Matrix A = random.matrix(n, n);
      const std::vector<Eigenmode> modes = eigenmodes(A);
      REQUIRE(modes.size() == static_cast<std::size_t>(n));
      std::complex<double> trace = 0;
      for (std::size_t k = 0; k < modes.size(); ++k) {
        trace += modes[k].eigenvalue;
        CHECK_THAT(sum(modes[k].participation), WithinRel(1.0, 1e-12));
        if (k > 0) CHECK(modes[k].eigenvalue.real() <= modes[k - 1].eigenvalue.real());
      }
      CHECK_THAT(trace.real(), WithinAbs(A.trace(), 1e-12 * A.norm()));
      CHECK_THAT(trace.imag(), WithinAbs(0, 1e-12 * A.norm()));
      CHECK(modes.front().eigenvalue.real() == spectral_abscissa(A));
      CHECK(rightmost_mode(A).eigenvalue.real() == spectral_abscissa(A));
      CHECK(rightmost_mode(A).participation == modes.front().participation);
    }
  }
}

TEST_CASE("a mode is the same in other units of its states") {
  for (unsigned seed = 0; seed < 8; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Matrix A = random.matrix(8, 8);
    const Vector units = Vector::NullaryExpr(8, [&] { return random.decades(-6, 6); });
    const Eigenmode plain = rightmost_mode(A);
    const Eigenmode scaled =
        rightmost_mode(units.asDiagonal() * A * units.cwiseInverse().asDiagonal());
    CHECK_THAT(scaled.eigenvalue.real(), WithinAbs(plain.eigenvalue.real(), 1e-11 * A.norm()));
    CHECK(scaled.state == plain.state);
  }
}

TEST_CASE("participations of a symmetric matrix are its squared eigenvectors") {
  Random random(7);
  const Matrix U = random.orthogonal(5);
  const Vector lambda = Vector::LinSpaced(5, -2.0, 1.0);
  const Matrix A = U * lambda.asDiagonal() * U.transpose();
  const std::vector<Eigenmode> modes = eigenmodes(A);
  for (Eigen::Index k = 0; k < 5; ++k) {
    for (Eigen::Index i = 0; i < 5; ++i) {
      const double p =
          modes[static_cast<std::size_t>(k)].participation[static_cast<std::size_t>(i)];
      CAPTURE(k, i);
      CHECK_THAT(p, WithinAbs(U(i, 4 - k) * U(i, 4 - k), 2e-3));
    }
  }
}

TEST_CASE("a mode belongs to its own block of a cascade, however strongly it drives the next") {
  Matrix A = Matrix::Zero(4, 4);
  A.topLeftCorner(2, 2) << 0.2, 1, -1, 0.2;
  A.bottomRightCorner(2, 2) << -1, 5, -5, -1;
  A.bottomLeftCorner(2, 2).setConstant(1e6);
  const Eigenmode mode = rightmost_mode(A);
  CHECK_THAT(mode.eigenvalue.real(), WithinRel(0.2, 1e-14));
  CHECK_THAT(mode.eigenvalue.imag(), WithinRel(1.0, 1e-14));
  CHECK_THAT(mode.participation[0] + mode.participation[1], WithinRel(1.0, 1e-14));
  CHECK(mode.participation[2] + mode.participation[3] == 0);
}

TEST_CASE("a cascade of equal blocks has exactly equal eigenvalues, in any order of states") {
  // As a whole this is one Jordan block, whose eigenvalues a plain solver spreads by eps^(1/12).
  const Eigen::Index n = 12;
  Matrix A = -0.5 * Matrix::Identity(n, n);
  A.diagonal(-1).setConstant(3);
  Random random(9);
  const Matrix P = random.permutation(n);
  for (const Matrix& B : {A, Matrix(A.transpose()), Matrix(P * A * P.transpose())}) {
    for (const Eigenmode& mode : eigenmodes(B)) CHECK(mode.eigenvalue == -0.5);
    CHECK(spectral_abscissa(B) == -0.5);
  }
}

TEST_CASE("a repeated eigenvalue inside one block is shared by all its states") {
  // Three copies of one oscillator, coupled so that no state stands alone, but all alike.
  const Matrix A = Matrix::Ones(3, 3) - 3 * Matrix::Identity(3, 3);  // eigenvalues 0, -3, -3
  const std::vector<Eigenmode> modes = eigenmodes(A);
  for (const double p : modes[1].participation) CHECK_THAT(p, WithinAbs(1.0 / 3, 1e-3));
  for (const double p : modes[2].participation) CHECK_THAT(p, WithinAbs(1.0 / 3, 1e-3));
}

TEST_CASE("a defective block has finite participations") {
  Matrix A(2, 2);  // critical damping: one eigenvector only
  A << 1, 1, -1, -1;
  const Eigenmode mode = rightmost_mode(A);
  CHECK_THAT(mode.eigenvalue.real(), WithinAbs(0, 1e-7));
  CHECK_THAT(mode.participation[0], WithinAbs(0.5, 1e-3));
  CHECK_THAT(mode.participation[1], WithinAbs(0.5, 1e-3));
}

TEST_CASE("cascade order finds the finest blocks, upstream first") {
  // 2 -> {0, 3} -> 1, with 0 and 3 in a loop
  Matrix A = -Matrix::Identity(4, 4);
  A(0, 2) = 1;
  A(0, 3) = 1;
  A(3, 0) = 1;
  A(1, 3) = 1;
  CHECK(cascade_order(A) == std::vector<std::vector<int>>{{2}, {0, 3}, {1}});
}

TEST_CASE("cascade order makes any hidden cascade block triangular") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Matrix P = random.permutation(30);
    const Matrix A = P * random.cascade(15, 1.0) * P.transpose();
    std::vector<int> order;
    std::size_t blocks = 0;
    for (const std::vector<int>& block : cascade_order(A)) {
      order.insert(order.end(), block.begin(), block.end());
      ++blocks;
    }
    CHECK(blocks == 15);
    const Matrix T = A(order, order);
    CHECK(T.triangularView<Eigen::StrictlyUpper>().toDenseMatrix().diagonal(2).isZero(0));
    for (Eigen::Index i = 0; i < 30; ++i) {
      for (Eigen::Index j = i + 2; j < 30; ++j) CHECK(T(i, j) == 0);
    }
  }
}

TEST_CASE("a long loop and a long chain are found without recursion") {
  const Eigen::Index n = 2000;
  Matrix ring = Matrix::Zero(n, n);
  ring.diagonal(-1).setOnes();
  ring(0, n - 1) = 1;
  CHECK(cascade_order(ring).size() == 1);
  ring(0, n - 1) = 0;
  CHECK(cascade_order(ring).size() == static_cast<std::size_t>(n));
}

TEST_CASE("a matrix that is not square has no modes") {
  CHECK_THROWS_AS(rightmost_mode(Matrix::Zero(2, 3)), std::invalid_argument);
  CHECK_THROWS_AS(eigenmodes(Matrix::Constant(1, 1, std::nan(""))), std::invalid_argument);
  CHECK_THROWS_AS(rightmost_mode(Matrix(0, 0)), std::invalid_argument);
}

TEST_CASE("balancing sees what is far below the diagonal") {
  Matrix A(2, 2);
  A << -0.96, -4e-18, -3.8e15, -1.01;
  Matrix B = A;
  const Vector s = balance(B);
  CHECK(B == s.cwiseInverse().asDiagonal() * A * s.asDiagonal());
  CHECK(std::abs(B(1, 0) / B(0, 1)) < 16);
  CHECK(std::abs(B(1, 0) / B(0, 1)) > 1.0 / 16);
}
