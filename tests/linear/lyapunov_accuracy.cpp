#include <catch2/catch.hpp>
#include <limits>

#include "generators.hpp"
#include "references.hpp"

// Against independent solutions in extended precision: is V right, and does its bound say so?

using namespace gaussnet;
using namespace gaussnet::test;

namespace {

void check_against(const LyapunovEquation& e, const LongMatrix& exact, double accuracy) {
  const LyapunovSolution s = solve(e);
  const double error = true_error(s.covariance, exact);
  CAPTURE(error, s.error_bound, s.residual);
  CHECK(error <= s.error_bound);
  CHECK(error <= accuracy);
}

/// Oscillators on one beam that amplifies what it carries: each drives all later ones.
LyapunovEquation amplifying_cascade(Eigen::Index oscillators) {
  Random random(20);
  const Eigen::Index n = 2 * oscillators;
  Matrix A = Matrix::Zero(n, n);
  Matrix B(n, 2);
  for (Eigen::Index k = 0; k < oscillators; ++k) {
    const double rate = random.uniform(0.5, 1.5);
    const double angle = random.uniform(0.15, 0.22) * 3.14159;
    const double sign = k % 2 == 0 ? 1 : -1;
    const double detuning = random.uniform(-0.2, 0.2);
    const double damping = 0.5 * rate * std::cos(2 * angle);
    A.block(2 * k, 2 * k, 2, 2) << -damping, sign * detuning, -sign * detuning, -damping;
    const double x = std::sqrt(rate) * (std::cos(angle) + std::sin(angle));
    const double p = std::sqrt(rate) * (std::cos(angle) - std::sin(angle));
    B.block(2 * k, 0, 2, 2) << sign * p, 0, 0, x;
    for (Eigen::Index j = 0; j < k; ++j) {
      A.block(2 * k, 2 * j, 2, 2) =
          0.5 * B.block(2 * k, 0, 2, 2) * B.block(2 * j, 0, 2, 2).reverse().transpose();
    }
  }
  return {A, 0.5 * B * B.transpose() + 0.1 * Matrix::Identity(n, n)};
}

}  // namespace

TEST_CASE("solutions agree with the Kronecker system in extended precision") {
  for (const Eigen::Index n : {1, 2, 3, 4, 5, 6, 7, 8}) {
    for (unsigned seed = 0; seed < 12; ++seed) {
      CAPTURE(n, seed);
      Random random(seed);
      const LyapunovEquation e = stable_equation(random, n);
      check_against(e, reference(e), 1e-11);
    }
  }
}

TEST_CASE("the error bound holds and stays useful near the limit of stability") {
  for (const Eigen::Index n : {2, 3, 4, 6}) {
    for (const double margin : {1e-3, 1e-6, 1e-9}) {
      for (unsigned seed = 0; seed < 6; ++seed) {
        CAPTURE(n, margin, seed);
        Random random(seed);
        const LyapunovEquation e{random.stable(n, margin), random.covariance(n)};
        const LyapunovSolution s = solve(e);
        const double error = true_error(s.covariance, reference(e));
        // Nearest to the limit the answer is better than a reference in extended precision.
        const double of_reference =
            10 * static_cast<double>(std::numeric_limits<long double>::epsilon()) / margin;
        CAPTURE(error, s.error_bound);
        CHECK(error <= s.error_bound + of_reference);
        CHECK(s.error_bound < 1e-11 / margin);
      }
    }
  }
}

TEST_CASE("rates from 1 to 1e9 in one cascade keep every variance, in any order of states") {
  for (unsigned seed = 0; seed < 12; ++seed) {
    Random random(seed);
    Matrix A = random.cascade(4, 0.5);
    Vector rate(8);
    for (Eigen::Index k = 0; k < 4; ++k) rate.segment(2 * k, 2).setConstant(random.decades(0, 9));
    const Vector root = rate.cwiseSqrt();
    const LyapunovEquation e{root.asDiagonal() * A * root.asDiagonal(),
                             root.asDiagonal() * random.covariance(8) * root.asDiagonal()};
    const LongMatrix exact = cascade_reference(e);
    CAPTURE(seed);
    check_against(e, exact, 1e-12);
    const Matrix P = random.permutation(8);
    check_against({P * e.drift * P.transpose(), P * e.diffusion * P.transpose()},
                  P.cast<long double>() * exact * P.transpose().cast<long double>(), 1e-12);
  }
}

TEST_CASE("rates from 1 to 1e9 in one loop: the bound covers what is lost") {
  for (const Eigen::Index n : {2, 3, 4, 6}) {
    for (unsigned seed = 0; seed < 10; ++seed) {
      Random random(seed);
      Vector root(n);
      for (double& r : root) r = std::sqrt(random.decades(0, 9));
      const LyapunovEquation e{root.asDiagonal() * random.stable(n) * root.asDiagonal(),
                               root.asDiagonal() * random.covariance(n) * root.asDiagonal()};
      if (spectral_abscissa(e.drift) >= 0) continue;
      CAPTURE(n, seed);
      check_against(e, reference(e), 1e-9);
    }
  }
}

TEST_CASE("an amplifying cascade of 64 oscillators in its natural order") {
  const LyapunovEquation e = amplifying_cascade(64);
  const LongMatrix exact = cascade_reference(e);
  CAPTURE(exact.cwiseAbs().maxCoeff(), e.drift.norm());
  check_against(e, exact, 1e-10);
  const Matrix reversed = Matrix::Identity(128, 128).rowwise().reverse();
  check_against({reversed * e.drift * reversed, reversed * e.diffusion * reversed},
                reversed.cast<long double>() * exact * reversed.cast<long double>(), 1e-10);
}

TEST_CASE("known solutions of the CTLEX collection, example 4.1") {
  // D. Kressner, V. Mehrmann, T. Penzl, CTLEX, SLICOT Working Note 1999-6: A = H2 S H1 diag H1 S^-1
  // H2 with reflections H1, H2: the conditioning grows with r and s, the bound must follow.
  const Eigen::Index n = 10;
  const Vector e1 = Vector::Ones(n);
  Vector e2(n);
  for (Eigen::Index i = 0; i < n; ++i) e2(i) = i % 2 == 0 ? 1 : -1;
  const Matrix H1 = Matrix::Identity(n, n) - 2.0 / static_cast<double>(n) * e1 * e1.transpose();
  const Matrix H2 = Matrix::Identity(n, n) - 2.0 / static_cast<double>(n) * e2 * e2.transpose();
  for (const double r : {1.1, 1.5, 2.0}) {
    for (const double s : {1.01, 1.3}) {
      Vector rates(n);
      Vector S(n);
      for (Eigen::Index i = 0; i < n; ++i) {
        rates(i) = -std::pow(r, static_cast<double>(i + 1));
        S(i) = std::pow(s, static_cast<double>(i + 1));
      }
      const Matrix T = H2 * S.asDiagonal() * H1;
      const Matrix inverse = H1 * S.cwiseInverse().asDiagonal() * H2;
      const LyapunovEquation e{T * rates.asDiagonal() * inverse, e1 * e1.transpose()};
      CAPTURE(r, s);
      check_against(e, reference(e), 1e-8);
    }
  }
}

TEST_CASE("an uncertain noise is covered by the bound, whatever it hides") {
  // D' = S D S with |S_ii - 1| <= rho / 2 is within rho sqrt(D_ii D_jj) of D, to first order.
  const double rho = 1e-6;
  for (const Eigen::Index n : {2, 3, 4, 8}) {
    for (unsigned seed = 0; seed < 10; ++seed) {
      CAPTURE(n, seed);
      Random random(seed);
      LyapunovEquation e = stable_equation(random, n);
      const double certain = solve(e).error_bound;
      const Vector sigma = e.diffusion.diagonal().cwiseSqrt();
      e.diffusion_rounding = rho * sigma * sigma.transpose();
      const LyapunovSolution s = solve(e);
      Vector scale(n);
      for (Eigen::Index i = 0; i < n; ++i) scale(i) = 1 + 0.5 * random.uniform(-1, 1) * rho;
      LyapunovEquation other = e;
      other.diffusion = scale.asDiagonal() * e.diffusion * scale.asDiagonal();
      const double error = true_error(s.covariance, reference(other));
      CAPTURE(error, s.error_bound);
      CHECK(error <= s.error_bound);
      CHECK(s.error_bound >= 100 * certain);
    }
  }
}
