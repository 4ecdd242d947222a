#include <Eigen/Eigenvalues>
#include <catch2/catch.hpp>

#include "generators.hpp"
#include "references.hpp"

// Laws of A V + V A^T + D = 0 over generated equations.

using namespace gaussnet;
using namespace gaussnet::test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
constexpr unsigned seeds = 8;

double least_eigenvalue(const Matrix& V) {
  return Eigen::SelfAdjointEigenSolver<Matrix>(V).eigenvalues()(0);
}

}  // namespace

TEST_CASE("a Lyapunov solution is symmetric, positive and satisfies its equation") {
  for (const Eigen::Index n : {1, 2, 3, 4, 5, 7, 8, 12, 13, 20, 25, 40}) {
    for (unsigned seed = 0; seed < seeds; ++seed) {
      CAPTURE(n, seed);
      Random random(seed);
      const LyapunovEquation e = stable_equation(random, n);
      const LyapunovSolution s = solve(e);
      const Matrix& V = s.covariance;
      const Matrix misfit = e.drift * V + V * e.drift.transpose() + e.diffusion;
      const double scale = 2 * e.drift.norm() * V.norm() + e.diffusion.norm();
      CHECK(misfit.norm() <= 10 * static_cast<double>(n) * eps * scale);
      CHECK_THAT(s.residual, WithinAbs(misfit.norm() / scale, 10 * eps));
      CHECK(V == V.transpose());
      CHECK(least_eigenvalue(V) > 0);
      CHECK(s.error_bound < 1e-9);
    }
  }
}

TEST_CASE("one state: V = D / (2 rate)") {
  const LyapunovSolution s =
      solve(LyapunovEquation{Matrix::Constant(1, 1, -0.25), Matrix::Constant(1, 1, 3)});
  CHECK_THAT(s.covariance(0, 0), WithinRel(6.0, 2 * eps));
}

TEST_CASE("a damped oscillator in a thermal bath: equipartition") {
  // dx = omega p, dp = -omega x - gamma p + force of strength 2 gamma T: <x^2> = <p^2> = T.
  for (const double gamma : {1e-3, 0.1, 2.0, 50.0}) {
    CAPTURE(gamma);
    const double omega = 3;
    const double T = 0.7;
    Matrix A(2, 2);
    A << 0, omega, -omega, -gamma;
    Matrix D = Matrix::Zero(2, 2);
    D(1, 1) = 2 * gamma * T;
    const LyapunovSolution s = solve(LyapunovEquation{A, D});
    CHECK((s.covariance - T * Matrix::Identity(2, 2)).norm() <= s.error_bound * 2 * T);
    CHECK(s.error_bound < 1e-13 * (omega / gamma + gamma / omega + 10));
  }
}

TEST_CASE("no states and no noise are equations too") {
  CHECK(solve(LyapunovEquation{Matrix(0, 0), Matrix(0, 0)}).covariance.size() == 0);
  Random random(3);
  for (const Eigen::Index n : {2, 4, 6}) {
    const LyapunovSolution s = solve(LyapunovEquation{random.stable(n), Matrix::Zero(n, n)});
    CAPTURE(n);
    CHECK(s.covariance.isZero(0));
    CHECK(s.error_bound == 0);
    CHECK(s.residual == 0);
  }
}

TEST_CASE("all rates times a factor leave V") {
  for (const Eigen::Index n : {2, 4, 9, 20}) {
    for (const double factor : {1e-12, 3.0, 1e9}) {
      CAPTURE(n, factor);
      Random random(11);
      const LyapunovEquation e = stable_equation(random, n);
      const LyapunovSolution s = solve(e);
      const LyapunovSolution scaled =
          solve(LyapunovEquation{factor * e.drift, factor * e.diffusion});
      CHECK(relative_difference(s.covariance, scaled.covariance) < 1e-12);
    }
  }
}

TEST_CASE("V turns with an orthogonal change of basis") {
  for (const Eigen::Index n : {2, 4, 6, 17}) {
    for (unsigned seed = 0; seed < seeds; ++seed) {
      CAPTURE(n, seed);
      Random random(seed);
      const LyapunovEquation e = stable_equation(random, n);
      const Matrix U = random.orthogonal(n);
      const Matrix V = solve(e).covariance;
      const Matrix turned =
          solve(LyapunovEquation{U * e.drift * U.transpose(), U * e.diffusion * U.transpose()})
              .covariance;
      CHECK(relative_difference(U * V * U.transpose(), turned) < 1e-11);
    }
  }
}

TEST_CASE("renumbering the states of a cascade renumbers V") {
  for (const Eigen::Index blocks : {1, 2, 3, 8, 20}) {
    for (unsigned seed = 0; seed < seeds; ++seed) {
      CAPTURE(blocks, seed);
      Random random(seed);
      const Eigen::Index n = 2 * blocks;
      const LyapunovEquation e{random.cascade(blocks, 0.3), random.covariance(n)};
      const Matrix P = random.permutation(n);
      const Matrix V = solve(e).covariance;
      const Matrix renumbered =
          solve(LyapunovEquation{P * e.drift * P.transpose(), P * e.diffusion * P.transpose()})
              .covariance;
      CHECK(relative_difference(P * V * P.transpose(), renumbered) < 1e-12);
    }
  }
}

TEST_CASE("noise adds: V is linear in D") {
  Random random(5);
  for (const Eigen::Index n : {2, 4, 10}) {
    const Matrix A = random.stable(n);
    const Matrix D1 = random.covariance(n);
    const Matrix D2 = random.covariance(n);
    const Matrix sum = solve(LyapunovEquation{A, D1 + 2 * D2}).covariance;
    const Matrix parts =
        solve(LyapunovEquation{A, D1}).covariance + 2 * solve(LyapunovEquation{A, D2}).covariance;
    CAPTURE(n);
    CHECK(relative_difference(sum, parts) < 1e-12);
  }
}

TEST_CASE("upstream ignores downstream, to the last bits") {
  Random random(8);
  const Eigen::Index n = 12;
  LyapunovEquation e{random.cascade(n / 2, 0.5), random.covariance(n)};
  const Matrix before = solve(e).covariance;
  e.drift.bottomRows(4).leftCols(8) = 7 * random.matrix(4, 8);
  e.diffusion.bottomRightCorner(4, 4) *= 100;
  const Matrix after = solve(e).covariance;
  CHECK(relative_difference(before.topLeftCorner(8, 8), after.topLeftCorner(8, 8)) < 1e-15);
  CHECK(relative_difference(before.bottomRightCorner(4, 4), after.bottomRightCorner(4, 4)) > 1);
}
