#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <catch2/catch.hpp>
#include <libnetwork/linear/filter_equation.hpp>
#include <libnetwork/linear/white_record.hpp>

#include "generators.hpp"
#include "references.hpp"

// Laws and closed forms of A V + V A^T + D = (V M^T + Gam) R^{-1} (V M^T + Gam)^T.

using namespace gaussnet;
using namespace gaussnet::test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();

double least_eigenvalue(const Matrix& V) {
  return Eigen::SelfAdjointEigenSolver<Matrix>(V).eigenvalues()(0);
}

Matrix one_by_one(double x) { return Matrix::Constant(1, 1, x); }

RiccatiEquation scalar(double A, double D, double M, double R, double Gam) {
  return {one_by_one(A), one_by_one(D), one_by_one(M), one_by_one(R), one_by_one(Gam)};
}

/// Of F V + V F^T - V G V + Q = 0 the other way: from the eigenvectors of the Hamiltonian.
Matrix eigenvector_solution(const RiccatiEquation& e) {
  const Eigen::Index n = e.drift.rows();
  const Matrix information = e.measurement_noise.inverse();
  const Matrix F = e.drift - e.noise_correlation * information * e.measurement;
  Matrix H(2 * n, 2 * n);
  H << F.transpose(), -e.measurement.transpose() * information * e.measurement,
      e.noise_correlation * information * e.noise_correlation.transpose() - e.diffusion, -F;
  const Eigen::EigenSolver<Matrix> eigen(H);
  ComplexMatrix stable(2 * n, n);
  Eigen::Index count = 0;
  for (Eigen::Index k = 0; k < 2 * n; ++k) {
    if (eigen.eigenvalues()(k).real() < 0 && count < n)
      stable.col(count++) = eigen.eigenvectors().col(k);
  }
  return (stable.bottomRows(n) * stable.topRows(n).inverse()).real();
}

}  // namespace

TEST_CASE("one watched state: the root of a quadratic") {
  // (V M + Gam)^2 / R = 2 A V + D, stabilising root
  for (unsigned seed = 0; seed < 200; ++seed) {
    Random random(seed);
    const double A = random.normal();
    const double M = random.normal();
    const double R = random.decades(-2, 2);
    const double Gam = 0.5 * random.normal() * std::sqrt(R);
    const double D = Gam * Gam / R + random.decades(-3, 2);
    const double F = A - Gam * M / R;
    const double G = M * M / R;
    const double root = std::sqrt(F * F + G * (D - Gam * Gam / R));
    const double V = F > 0 ? (F + root) / G : (D - Gam * Gam / R) / (root - F);
    const RiccatiSolution s = solve(scalar(A, D, M, R, Gam));
    CAPTURE(seed, A, M, R, Gam, D, s.error_bound);
    CHECK_THAT(s.covariance(0, 0), WithinRel(V, s.error_bound + 1e-13));
    CHECK_THAT(s.gain(0, 0), WithinRel((V * M + Gam) / R, 1e-11));
    CHECK_THAT(A - s.gain(0, 0) * M, WithinRel(-root, 1e-11));
  }
}

TEST_CASE("an unstable state without any noise still has the variance that watching leaves") {
  // 2 A V = G V^2 has the roots 0, which does not stabilise, and 2 A / G.
  CHECK_THAT(solve(scalar(1, 0, 1, 1, 0)).covariance(0, 0), WithinRel(2.0, 4 * eps));
  CHECK_THAT(solve(scalar(3e9, 0, 1e4, 2, 0)).covariance(0, 0), WithinRel(120.0, 4 * eps));
}

TEST_CASE("one oscillator under homodyne detection: the closed form, stable or not, and pure") {
  struct Case {
    double rate, angle, linewidth, occupation, efficiency, expected;
  };
  for (const Case c : {Case{3, 0.3, 0.5, 2, 0.6, 1.0433358334639715},
                       Case{3, 1.2, 0.5, 2, 0.6, 0.7275545410663886}, Case{3, 0.3, 0, 0, 1, 0.5},
                       Case{3, 1.2, 0, 0, 1, 0.5}, Case{3, 0.785398163397448, 0, 0, 1, 0.5}}) {
    // b and Gam of the record from F = A - Gam M / R = -(linewidth - (1 - eta) rate cos 2 angle)/2
    const double cosine = std::cos(2 * c.angle);
    const double A = -(c.linewidth - c.rate * cosine) / 2;
    const double F = -(c.linewidth - (1 - c.efficiency) * c.rate * cosine) / 2;
    const double M = std::sqrt(c.efficiency * c.rate * (1 + std::sin(2 * c.angle)) / 2);
    const double D = c.rate / 2 + c.linewidth * (c.occupation + 0.5);
    const RiccatiSolution s = solve(scalar(A, D, M, 0.5, 0.5 * (A - F) / M));
    CAPTURE(c.angle, c.efficiency);
    CHECK_THAT(s.covariance(0, 0), WithinRel(c.expected, 1e-14));
  }
}

TEST_CASE("a Riccati solution satisfies its equation, stabilises, and is below the unwatched one") {
  int stable = 0;
  int unstable = 0;
  for (const Eigen::Index n : {1, 2, 3, 4, 5, 8, 13, 24}) {
    for (unsigned seed = 0; seed < 10; ++seed) {
      CAPTURE(n, seed);
      Random random(seed);
      RiccatiEquation e = watched_system(random, n, 1 + n / 3 + seed % 3);
      if (seed % 2 == 0) e.drift = random.stable(n);
      const RiccatiSolution s = solve(e);
      const Matrix& V = s.covariance;
      const Matrix K =
          (V * e.measurement.transpose() + e.noise_correlation) * e.measurement_noise.inverse();
      const Matrix gained = K * e.measurement_noise * K.transpose();
      const Matrix misfit = e.drift * V + V * e.drift.transpose() + e.diffusion - gained;
      const double scale = 2 * e.drift.norm() * V.norm() + e.diffusion.norm() + gained.norm();
      CHECK(misfit.norm() <= 1e-12 * scale);
      CHECK(s.residual <= 1e-13);
      CHECK(V == V.transpose());
      CHECK(least_eigenvalue(V) > -s.error_bound * V.norm());
      CHECK(relative_difference(K, s.gain) < 1e-9);
      const double closed = spectral_abscissa(e.drift - s.gain * e.measurement);
      CHECK(closed < 0);
      if (spectral_abscissa(e.drift) >= 0) {
        ++unstable;
        continue;
      }
      ++stable;
      const LyapunovSolution unwatched = solve(LyapunovEquation{e.drift, e.diffusion});
      const double tolerance =
          (s.error_bound + unwatched.error_bound) * unwatched.covariance.norm();
      CHECK(least_eigenvalue(unwatched.covariance - V) > -tolerance);
    }
  }
  CHECK(stable > 30);
  CHECK(unstable > 20);
}

TEST_CASE("doubling, the invariant subspace and the Hamiltonian's eigenvectors agree") {
  for (const Eigen::Index n : {1, 2, 4, 6, 11}) {
    for (unsigned seed = 0; seed < 10; ++seed) {
      CAPTURE(n, seed);
      Random random(seed);
      const RiccatiEquation e = watched_system(random, n, 2);
      const BalancedFilter filter = balanced(filter_equation(whitened(e)));
      const Matrix V = solve(e).covariance;
      const std::optional<Matrix> doubled = solve_by_doubling(filter, doubling_shift(filter));
      const std::optional<Matrix> subspace = solve_by_invariant_subspace(filter);
      REQUIRE(doubled);
      REQUIRE(subspace);
      CHECK(relative_difference(V, *doubled) < 1e-6);  // before Newton's step
      CHECK(relative_difference(V, *subspace) < 1e-8);
      CHECK(relative_difference(V, eigenvector_solution(e)) < 1e-8);
    }
  }
}

TEST_CASE("doubling does not depend on its shift") {
  Random random(21);
  const RiccatiEquation e = watched_system(random, 6, 2);
  const BalancedFilter filter = balanced(filter_equation(whitened(e)));
  const double shift = doubling_shift(filter);
  const std::optional<Matrix> V = solve_by_doubling(filter, shift);
  REQUIRE(V);
  for (const double factor : {0.1, 0.3, 3.0, 10.0}) {
    const std::optional<Matrix> other = solve_by_doubling(filter, factor * shift);
    CAPTURE(factor);
    REQUIRE(other);
    CHECK(relative_difference(*V, *other) < 1e-6);
  }
}

TEST_CASE("doubling solves a long watched chain whose open chain amplifies by 10^40") {
  // A unit amplifies thirtyfold what the one before hands on; watched, each is held at once.
  constexpr Eigen::Index n = 80;
  Matrix A = -Matrix::Identity(n, n);
  A.diagonal(-1).setConstant(30);
  const Matrix one = Matrix::Identity(n, n);
  const RiccatiEquation e{A, one, one, one, Matrix::Zero(n, n)};
  const BalancedFilter filter = balanced(filter_equation(whitened(e)));
  const double shift = doubling_shift(filter);
  const Matrix open = (shift * one - A).inverse();
  CHECK(shift * open.cwiseAbs().maxCoeff() > 1e20);
  const std::optional<Matrix> doubled = solve_by_doubling(filter, shift);
  const std::optional<Matrix> subspace = solve_by_invariant_subspace(filter);
  REQUIRE(doubled);
  REQUIRE(subspace);
  CHECK(relative_difference(*doubled, *subspace) < 1e-6);
}

TEST_CASE("what is fully watched is pure") {
  for (const Eigen::Index modes : {1, 2, 3, 6}) {
    for (unsigned seed = 0; seed < 12; ++seed) {
      CAPTURE(modes, seed);
      Random random(seed);
      const RiccatiSolution s = solve(fully_watched_modes(random, modes, modes / 2 + 1 + seed % 2));
      const Matrix square = symplectic_form(modes) * s.covariance;
      const Matrix misfit = square * square + 0.25 * Matrix::Identity(2 * modes, 2 * modes);
      const double size = s.covariance.squaredNorm();
      CAPTURE(s.error_bound, s.covariance.norm());
      CHECK(misfit.norm() <= (4 * s.error_bound + 1e-14) * size);
      CHECK(s.error_bound < 1e-6);
    }
  }
}

TEST_CASE("a detector that sees nothing of the modes leaves the unconditional state") {
  for (const Eigen::Index n : {1, 2, 4, 7}) {
    for (const Eigen::Index m : {0, 1, 3}) {
      CAPTURE(n, m);
      Random random(31);
      const LyapunovEquation unwatched = stable_equation(random, n);
      const RiccatiSolution s =
          solve(RiccatiEquation{unwatched.drift, unwatched.diffusion, Matrix::Zero(m, n),
                                random.covariance(m), Matrix::Zero(n, m)});
      CHECK(relative_difference(solve(unwatched).covariance, s.covariance) < 1e-12);
      CHECK(s.gain.isZero(0));
    }
  }
}

TEST_CASE("a record that carries nothing beside a good one changes nothing") {
  Random random(32);
  const RiccatiEquation e = watched_system(random, 4, 2);
  RiccatiEquation more = e;
  more.measurement.conservativeResize(3, 4);
  more.measurement.row(2).setZero();
  more.measurement_noise = Matrix::Identity(3, 3);
  more.measurement_noise.topLeftCorner(2, 2) = e.measurement_noise;
  more.noise_correlation.conservativeResize(4, 3);
  more.noise_correlation.col(2).setZero();
  CHECK(relative_difference(solve(e).covariance, solve(more).covariance) < 1e-11);
}

TEST_CASE("units of records and of rates do not matter") {
  for (unsigned seed = 0; seed < 6; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const RiccatiEquation e = watched_system(random, 4, 2);
    const Matrix V = solve(e).covariance;
    RiccatiEquation other = e;
    Matrix units(2, 2);
    units << 1e6, 0, 3e-5, 1e-5;
    other.measurement = units * e.measurement;
    other.measurement_noise = units * e.measurement_noise * units.transpose();
    other.noise_correlation = e.noise_correlation * units.transpose();
    CHECK(relative_difference(V, solve(other).covariance) < 1e-6);
    const double f = 1e7;
    const RiccatiSolution faster =
        solve(RiccatiEquation{f * e.drift, f * e.diffusion, f * e.measurement,
                              f * e.measurement_noise, f * e.noise_correlation});
    CHECK(relative_difference(V, faster.covariance) < 1e-9);
  }
}

TEST_CASE("more light on the detector never adds variance") {
  Random random(33);
  for (unsigned seed = 0; seed < 6; ++seed) {
    RiccatiEquation e = watched_system(random, 5, 2);
    e.noise_correlation.setZero();
    const RiccatiSolution noisy = solve(e);
    e.measurement_noise *= 0.3;
    const RiccatiSolution clean = solve(e);
    CAPTURE(seed);
    CHECK(least_eigenvalue(noisy.covariance - clean.covariance) > -1e-8 * noisy.covariance.norm());
  }
}
