#include <Eigen/Eigenvalues>
#include <catch2/catch.hpp>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/drift_factor.hpp>
#include <libnetwork/linear/lyapunov_kernels.hpp>
#include <libnetwork/linear/quasi_triangular.hpp>
#include <libnetwork/linear/schur.hpp>

#include "generators.hpp"
#include "references.hpp"

// The ways to a dense solution (kernels on the stack, Eigen, LAPACK, blocks) are one solution.

using namespace gaussnet;
using namespace gaussnet::test;

namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();

/// Loops of 1 to 4 states, each driving all later ones, in an order that hides it.
LyapunovEquation mixed_cascade(Random& random, Eigen::Index n) {
  Matrix A = Matrix::Zero(n, n);
  Eigen::Index begin = 0;
  while (begin < n) {
    const auto size = std::min<Eigen::Index>(n - begin, 1 + static_cast<int>(random.uniform(0, 4)));
    A.block(begin, 0, size, begin) = 0.3 * random.matrix(size, begin);
    A.block(begin, begin, size, size) = random.stable(size, 0.2);
    begin += size;
  }
  const Matrix P = random.permutation(n);
  return {P * A * P.transpose(), random.covariance(n)};
}

/// A stable quasi-triangle with pairs in any place.
Matrix quasi_triangle(Random& random, Eigen::Index n) {
  Matrix T = random.matrix(n, n).triangularView<Eigen::StrictlyUpper>();
  T *= 0.3;
  for (Eigen::Index i = 0; i < n; ++i) {
    const double rate = random.uniform(0.5, 2);
    T(i, i) = -rate;
    if (i + 1 == n || random.uniform(0, 1) < 0.4) continue;
    const double frequency = random.uniform(0.1, 3);
    T.block(i, i, 2, 2) << -rate, frequency, -frequency * random.uniform(0.5, 2), -rate;
    ++i;
  }
  return T;
}

double misfit_of(const LyapunovEquation& e, const Matrix& V) {
  const Matrix AV = e.drift * V;
  return (AV + AV.transpose() + e.diffusion).norm() /
         (2 * e.drift.norm() * V.norm() + e.diffusion.norm());
}

}  // namespace

TEST_CASE("a quasi-triangular Lyapunov equation is solved wherever its pairs stand") {
  Random random(1);
  for (Eigen::Index n = 1; n < 140; n += n < 70 ? 1 : 9) {
    const Matrix T = quasi_triangle(random, n);
    const Matrix C = random.covariance(n);
    Matrix Y = C;
    solve_quasi_triangular_lyapunov(T, Y);
    CAPTURE(n);
    CHECK(Y == Y.transpose());
    const Matrix misfit = T * Y + Y * T.transpose() - C;
    CHECK(misfit.norm() <= 10 * eps * (2 * T.norm() * Y.norm() + C.norm()));
  }
}

TEST_CASE("a Schur form is orthogonal, triangular and that of its matrix, at every size") {
  for (const Eigen::Index n : {1, 2, 3, 10, 63, 120, 159, 160, 161, 180}) {
    Random random(static_cast<unsigned>(n));
    const Matrix A = random.matrix(n, n);
    const RealSchur s = real_schur(A);
    CAPTURE(n);
    const double allowed = 10 * static_cast<double>(n) * eps;
    CHECK((s.basis.transpose() * s.basis - Matrix::Identity(n, n)).norm() < allowed);
    CHECK((s.basis * s.triangle * s.basis.transpose() - A).norm() < allowed * A.norm());
    for (Eigen::Index j = 0; j < n; ++j) {
      for (Eigen::Index i = j + 1; i < n; ++i) {
        const bool in_pair = i == j + 1 && (j == 0 || s.triangle(j, j - 1) == 0);
        if (!in_pair) CHECK(s.triangle(i, j) == 0);
      }
    }
    const ComplexVector lambda = eigenvalues(A);
    CHECK(std::abs(lambda.sum() - A.trace()) < allowed * A.norm());
    CHECK(std::abs(lambda.array().square().sum() - (A * A).trace()) < allowed * A.squaredNorm());
  }
}

TEST_CASE("the solution on the stack is that of the general factor, and both bounds hold it") {
  for (Eigen::Index n = 1; n <= 36; ++n) {
    for (unsigned seed = 0; seed < 6; ++seed) {
      CAPTURE(n, seed);
      Random random(seed);
      const LyapunovEquation e =
          seed % 2 == 0 ? stable_equation(random, n) : mixed_cascade(random, n);
      const LyapunovSolution s = solve(e);
      const Matrix V = DriftFactor(e.drift).solve(e.diffusion);
      CHECK(misfit_of(e, V) <= 10 * static_cast<double>(n) * eps);
      CHECK(misfit_of(e, s.covariance) <= 10 * static_cast<double>(n) * eps);
      const Vector sigma = s.covariance.diagonal().cwiseSqrt();
      const Matrix scaled = sigma.cwiseInverse().asDiagonal() * (V - s.covariance) *
                            sigma.cwiseInverse().asDiagonal();
      CHECK(scaled.cwiseAbs().maxCoeff() <= 2 * s.error_bound);
      CHECK(s.covariance == s.covariance.transpose());
    }
  }
}

TEST_CASE("the kernel on the stack leaves nothing plain to the general solver") {
  for (int n = 1; n <= largest_small; ++n) {
    for (unsigned seed = 0; seed < 8; ++seed) {
      CAPTURE(n, seed);
      Random random(seed);
      LyapunovEquation e = seed % 4 == 0 ? mixed_cascade(random, n) : stable_equation(random, n);
      if (seed % 4 == 1 && n % 2 == 0) e.drift = random.cascade(n / 2, 0.3);
      if (seed % 4 == 2) {  // states in units of their own, which balancing takes back
        Vector unit(n);
        for (double& u : unit) u = random.decades(-2, 2);
        e.drift = unit.asDiagonal() * e.drift * unit.cwiseInverse().asDiagonal();
        e.diffusion = unit.asDiagonal() * e.diffusion * unit.asDiagonal();
      }
      Matrix V(n, n);
      SmallLyapunovCheck check;
      const SmallLyapunovStatus status =
          lyapunov_kernels().dense(n, e.drift.data(), e.diffusion.data(), {}, V.data(), &check);
      REQUIRE(status == SmallLyapunovStatus::solved);
      CHECK(misfit_of(e, V) <= 10 * n * eps);
      CHECK(std::abs(check.residual - misfit_of(e, V)) <= 10 * eps);
      const Matrix exact = DriftFactor(e.drift).solve(e.diffusion);
      const Vector sigma = exact.diagonal().cwiseSqrt();
      const Matrix relative = (V - exact).cwiseQuotient(sigma * sigma.transpose());
      CHECK(relative.cwiseAbs().maxCoeff() <= 2 * check.error_bound);
      CHECK(check.error_bound < 1e-8);
    }
  }
}

TEST_CASE("the variances of a diagonal noise are those of the whole solution") {
  for (const Eigen::Index n : {1, 2, 5, 20, 50, 70, 110}) {
    for (unsigned seed = 0; seed < 4; ++seed) {
      CAPTURE(n, seed);
      Random random(seed);
      const LyapunovEquation e =
          seed % 2 == 0 ? stable_equation(random, n) : mixed_cascade(random, n);
      const Vector w = e.diffusion.diagonal();
      const DriftFactor factor(e.drift);
      const Vector whole = factor.solve(w.asDiagonal()).diagonal();
      CHECK((factor.variances(w) - whole).cwiseQuotient(whole).cwiseAbs().maxCoeff() < 1e-10);
    }
  }
}

TEST_CASE("sizes of every path: laws of residual, symmetry and renumbering") {
  for (const Eigen::Index n : {31, 32, 33, 47, 64, 66, 90, 130}) {
    for (const bool is_cascade : {false, true}) {
      CAPTURE(n, is_cascade);
      Random random(static_cast<unsigned>(n));
      const LyapunovEquation e = is_cascade ? mixed_cascade(random, n) : stable_equation(random, n);
      const LyapunovSolution s = solve(e);
      CHECK(misfit_of(e, s.covariance) <= 10 * static_cast<double>(n) * eps);
      CHECK(s.residual <= 10 * static_cast<double>(n) * eps);
      CHECK(s.covariance == s.covariance.transpose());
      const Matrix P = random.permutation(n);
      const Matrix renumbered =
          solve(LyapunovEquation{P * e.drift * P.transpose(), P * e.diffusion * P.transpose()})
              .covariance;
      const Vector sigma = renumbered.diagonal().cwiseSqrt();
      const Matrix difference = P * s.covariance * P.transpose() - renumbered;
      const double worst =
          difference.cwiseQuotient(sigma * sigma.transpose()).cwiseAbs().maxCoeff();
      CHECK(worst <= 3 * s.error_bound);
      CHECK(s.error_bound < 1e-6);
    }
  }
}

TEST_CASE("rates times a power of two leave V to the last bit") {
  // Of four, since the bound takes roots; below LAPACK's sizes, whose norms are not homogeneous.
  for (const Eigen::Index n : {2, 3, 4, 8, 9, 16, 40, 60}) {
    for (const bool is_cascade : {false, true}) {
      Random random(4);
      const LyapunovEquation e = is_cascade ? mixed_cascade(random, n) : stable_equation(random, n);
      const LyapunovSolution s = solve(e);
      for (const double factor : {0x1p-20, 0x1p34}) {
        CAPTURE(n, is_cascade, factor);
        const LyapunovSolution scaled =
            solve(LyapunovEquation{factor * e.drift, factor * e.diffusion});
        CHECK(scaled.covariance == s.covariance);
        CHECK(scaled.error_bound == s.error_bound);
      }
    }
  }
}

TEST_CASE("stiff and weakly damped cascades are right to their bound on the stack too") {
  for (const double damping : {1.0, 1e-3, 1e-6}) {
    for (unsigned seed = 0; seed < 20; ++seed) {
      CAPTURE(damping, seed);
      Random random(seed);
      const Eigen::Index n = 2 * (2 + static_cast<Eigen::Index>(seed % 7));
      LyapunovEquation e{random.cascade(n / 2, 0.2), random.covariance(n)};
      for (Eigen::Index k = 0; k < n; k += 2) {
        const double rate = damping * random.uniform(0.5, 1);
        const double frequency = random.decades(-2, 2);
        e.drift.block(k, k, 2, 2) << -rate, frequency, -frequency, -rate;
        e.drift.block(k, 0, 2, k) *= damping;
      }
      const LyapunovSolution s = solve(e);
      const double error = true_error(s.covariance, cascade_reference(e));
      CAPTURE(error, s.error_bound);
      CHECK(error <= s.error_bound);
      CHECK(s.error_bound < 1e-9 / damping);
    }
  }
}

TEST_CASE("the bound is at most 1e4 times the error in nine of ten systems") {
  int useful = 0;
  int all = 0;
  const auto judge = [&](const LyapunovEquation& e, const LongMatrix& exact) {
    const LyapunovSolution s = solve(e);
    const double error = true_error(s.covariance, exact);
    CHECK(error <= s.error_bound);
    CHECK(std::isfinite(s.error_bound));
    const double n = static_cast<double>(e.drift.rows());
    useful += s.error_bound <= 1e4 * error + 1e3 * n * eps;
    ++all;
  };
  for (unsigned seed = 0; seed < 100; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const LyapunovEquation dense = stable_equation(random, 2 + static_cast<int>(seed % 6));
    judge(dense, reference(dense));
    const Eigen::Index modes = 2 + static_cast<Eigen::Index>(seed % 20);
    const LyapunovEquation cascade{random.cascade(modes, 0.4), random.covariance(2 * modes)};
    judge(cascade, cascade_reference(cascade));
  }
  CAPTURE(useful, all);
  CHECK(10 * useful >= 9 * all);
}

TEST_CASE("the small test of noise takes covariances and nothing else") {
  Random random(23);
  int taken = 0, left = 0;
  for (int round = 0; round < 4000; ++round) {
    const int n = 1 + round % 8;
    const Matrix B = random.matrix(n, n);
    Matrix S = B * B.transpose();
    const Vector sigma = S.diagonal().cwiseSqrt();
    S = S.cwiseQuotient(sigma * sigma.transpose());
    S -= (round % 3 - 1) * 0.1 * random.uniform(0, 1) * Matrix::Identity(n, n);
    const double least = Eigen::SelfAdjointEigenSolver<Matrix>(S).eigenvalues()(0);
    const Matrix scaled = sigma.asDiagonal() * S * sigma.asDiagonal();
    const bool is_taken = lyapunov_kernels().is_noise(n, scaled.data());
    CAPTURE(round, n, least);
    if (least < -1e-7) CHECK_FALSE(is_taken);
    if (least > 1e-7) CHECK(is_taken);
    ++(is_taken ? taken : left);
  }
  CHECK(taken > 1000);
  CHECK(left > 500);
}
