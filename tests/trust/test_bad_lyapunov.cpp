#include <cmath>
#include <libnetwork/analysis/steady_state.hpp>
#include <libnetwork/linear/validate.hpp>
#include <random>
#include <tests/linear/generators.hpp>
#include <tests/trust/verdict.hpp>

// Inputs that solvers are handed by mistake, or at the edge of what has an answer. One test each,
// named by its class: the wanted refusal, or the right number.

using namespace gaussnet;
using namespace trust;
using Catch::Matchers::Contains;
using Catch::Matchers::Matches;
using Catch::Matchers::StartsWith;

namespace {

Matrix square(double a, double b, double c, double d) {
  Matrix m(2, 2);
  m << a, b, c, d;
  return m;
}

Matrix oscillator(double damping, double frequency) {
  return square(-damping, frequency, -frequency, -damping);
}

/// Three states that turn into each other and decay alike.
Matrix turning() {
  Matrix turn = Matrix::Zero(3, 3);
  turn(0, 1) = turn(1, 2) = 0.25;
  return turn - turn.transpose() - 0.5 * Matrix::Identity(3, 3);
}

const Matrix one = Matrix::Identity(2, 2);

template <class Failure>
std::string refused(const LyapunovEquation& e) {
  try {
    solve(e);
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "not refused";
}

/// What is said of a diffusion that is no covariance of noise.
std::string refusal_of_noise(const Matrix& diffusion, const Matrix& rounding = {}) {
  try {
    solve(LyapunovEquation{.drift = -Matrix::Identity(diffusion.rows(), diffusion.rows()),
                           .diffusion = diffusion,
                           .diffusion_rounding = rounding});
  } catch (const std::invalid_argument& failure) {
    return failure.what();
  }
  return "not refused";
}

/// The right number, and a bound that says so.
void check_right(const LyapunovEquation& e, const Matrix& exact, double accuracy) {
  const LyapunovSolution s = solve(e);
  CAPTURE(s.covariance, s.error_bound, s.residual);
  const double error = entrywise_error(s.covariance, Extended(exact));
  CHECK(error <= accuracy);
  CHECK(error <= s.error_bound);
  CHECK(s.error_bound <= 1e4 * accuracy);
  CHECK(s.residual <= 1e-14);
}

}  // namespace

TEST_CASE("lyapunov, reference: a parametric oscillator below threshold") {
  check_right({square(-0.5, 0, 0, -1.5), one}, square(1, 0, 0, 1.0 / 3), 1e-15);
}

TEST_CASE("lyapunov, unstable: a parametric oscillator above threshold is refused") {
  CHECK(refused<NotStable>({square(0.25, 0, 0, -2.25), one}) ==
        "the drift matrix is not stable: its rightmost eigenvalue is 0.25 (mostly state 0)");
}

TEST_CASE("lyapunov, unstable, complex pair: refused with frequency and growth") {
  // Both states take part alike: either may be named.
  CHECK_THAT(refused<NotStable>({oscillator(-0.125, 1), one}),
             StartsWith("the drift matrix is not stable: its rightmost eigenvalue is 0.125 + 1i"));
}

TEST_CASE("lyapunov, marginal: an undamped mode is refused") {
  CHECK_THAT(refused<NotStable>({oscillator(0, 1), one}),
             StartsWith("the drift matrix is not stable: its rightmost eigenvalue is 0 + 1i"));
}

TEST_CASE("lyapunov, threshold: the eigenvalue 0 is refused") {
  CHECK(refused<NotStable>({square(-2, 0, 0, 0), one}) ==
        "the drift matrix is not stable: its rightmost eigenvalue is 0 (mostly state 1)");
}

TEST_CASE("lyapunov, damping 1e-12 of the frequency: right, within what rounding leaves") {
  check_right({oscillator(1e-12, 1), 2e-12 * one}, one, 1e-4);
}

TEST_CASE("lyapunov, damping 1e-15 of the frequency: rounding decides, refused") {
  CHECK_THAT(refused<std::runtime_error>({oscillator(1e-15, 1), 2e-15 * one}),
             Contains("-1e-15 + 1i"));
}

TEST_CASE("lyapunov, damping 1e-17 of the frequency: rounding decides, refused") {
  CHECK_THAT(refused<std::runtime_error>({oscillator(1e-17, 1), 2e-17 * one}),
             Contains("-1e-17 + 1i"));
}

TEST_CASE("lyapunov, eigenvalues +1 and -1, whose sum is 0: refused for the growth") {
  CHECK(refused<NotStable>({square(1, 0, 0, -1), one}) ==
        "the drift matrix is not stable: its rightmost eigenvalue is 1 (mostly state 0)");
}

TEST_CASE("lyapunov, rates 1 and 1e9 in a cascade: every entry right") {
  // dx = -x dt/2 + dw, dy = -b y dt + c x dt + noise of strength d
  const double b = 1e9;
  const double c = 3e4;
  const double d = 1e9;
  const double xy = c / (b + 0.5);
  Matrix exact = square(1, xy, xy, (d / 2 + c * xy) / b);
  check_right({square(-0.5, 0, c, -b), square(1, 0, 0, d)}, exact, 1e-14);
  exact = square(exact(1, 1), xy, xy, 1);
  check_right({square(-b, c, 0, -0.5), square(d, 0, 0, 1)}, exact, 1e-14);
}

TEST_CASE("lyapunov, all rates times 1e-160: the same covariance") {
  check_right({1e-160 * square(-0.5, 0.25, -0.25, -0.5), 1e-160 * one}, one, 1e-14);
  const Matrix three = Matrix::Identity(3, 3);
  check_right({1e-160 * turning(), 1e-160 * three}, three, 1e-14);
}

TEST_CASE("lyapunov, all rates times 1e200: the same covariance") {
  check_right({1e200 * square(-0.5, 0.25, -0.25, -0.5), 1e200 * one}, one, 1e-14);
  const Matrix three = Matrix::Identity(3, 3);
  check_right({1e200 * turning(), 1e200 * three}, three, 1e-14);
  CHECK_THAT(refused<NotStable>({1e200 * square(0.5, 0.25, -0.25, 0.5), 1e200 * one}),
             Contains("5e+199 + 2.5e+199i"));
}

TEST_CASE("lyapunov, noise times 1e300 or 1e-250: the covariance likewise") {
  const Matrix drift = square(-0.5, 0.25, -0.25, -0.5);
  check_right({drift, 1e300 * one}, 1e300 * one, 1e-14);
  check_right({drift, 1e-250 * one}, 1e-250 * one, 1e-14);
  CHECK_THAT(refused<InaccurateResult>({1e-300 * drift, 1e100 * one}),
             Contains("range of doubles"));
  CHECK_THAT(refused<InaccurateResult>({1e200 * drift, 1e-200 * one}),
             Contains("range of doubles"));
}

TEST_CASE("lyapunov, defective: a hidden Jordan block that decays at 0.01 is refused") {
  const Eigen::Index n = 16;
  Matrix A = -0.01 * Matrix::Identity(n, n);
  A.diagonal(1).setOnes();
  const Matrix U = test::Random(3).orthogonal(n);
  const LyapunovEquation hidden{U * A * U.transpose(), Matrix::Identity(n, n)};
  CHECK_FALSE(outcome(hidden).solution);
}

TEST_CASE("lyapunov, NaN in the drift: refused by its place") {
  CHECK(refused<std::invalid_argument>({square(-1, std::nan(""), 0, -1), one}) ==
        "drift(0, 1) is nan; it must be finite");
}

TEST_CASE("lyapunov, infinite diffusion: refused by its place") {
  const double inf = std::numeric_limits<double>::infinity();
  CHECK(refused<std::invalid_argument>({-one, square(1, 0, 0, inf)}) ==
        "diffusion(1, 1) is inf; it must be finite");
}

TEST_CASE("lyapunov, a diffusion that is not symmetric: refused by its worst pair") {
  CHECK(refused<std::invalid_argument>({-one, square(1, 0.5, 0.25, 1)}) ==
        "diffusion is not symmetric: diffusion(1, 0) is 0.25, diffusion(0, 1) is 0.5");
}

TEST_CASE("lyapunov, an indefinite diffusion, which no noise has: refused") {
  for (const double scale : {1.0, 1e-9, 1e9, 1e-200, 1e200}) {
    CAPTURE(scale);
    CHECK_THAT(refusal_of_noise(scale * square(1, 0, 0, -1)),
               Matches("diffusion\\(1, 1\\) is -1(e.*)?; a variance cannot be negative"));
    CHECK(refusal_of_noise(scale * square(1, 2, 2, 1)) ==
          "diffusion is indefinite: scaled to unit variances its least eigenvalue is -1; no noise "
          "correlates so");
    CHECK(refusal_of_noise(scale * square(0, 1, 1, 1)) != "not refused");
    CHECK(refusal_of_noise(scale * square(0, 1, 1, 0)) != "not refused");
    for (const Eigen::Index n : {3, 4, 7, 16, 32, 33, 70}) {
      Matrix S = scale * Matrix::Ones(n, n);
      S(n - 1, 0) = S(0, n - 1) = 1.5 * scale;
      CHECK_THAT(refusal_of_noise(S), Contains("diffusion is indefinite"));
    }
  }
}

TEST_CASE("lyapunov, a diffusion that is singular, or negative by rounding only: not refused") {
  CHECK(refusal_of_noise(square(1, 1, 1, 1)) == "not refused");
  CHECK(refusal_of_noise(Matrix::Ones(40, 40)) == "not refused");
  CHECK(refusal_of_noise(Matrix::Zero(2, 2)) == "not refused");
  CHECK(refusal_of_noise(square(1, 1 + 1e-15, 1 + 1e-15, 1)) == "not refused");
  CHECK(refusal_of_noise(square(1e18, 1, 1, 1e-18)) == "not refused");
  CHECK(refusal_of_noise(square(1, 0, 0, -1e-9)) != "not refused");
  CHECK_NOTHROW(check_noise(square(1, 0, 0, -1e-9), Matrix::Constant(2, 2, 1e-9), "diffusion"));
}

TEST_CASE("lyapunov, no diffusion: no variance, and nothing uncertain about it") {
  const LyapunovSolution s = solve(LyapunovEquation{-one, Matrix::Zero(2, 2)});
  CHECK(s.covariance == Matrix::Zero(2, 2));
  CHECK(s.error_bound == 0);
  CHECK(s.residual == 0);
}

TEST_CASE("lyapunov, diffusion below the vacuum's: the state says by how much") {
  // Damping at 1 needs D = 1/2 of each quadrature; a tenth of it leaves V + i Om/2 = -0.45.
  const LinearModel model{.modes = {"cavity"},
                          .records = {},
                          .drift = -0.5 * one,
                          .diffusion = 0.05 * one,
                          .measurement = Matrix(0, 2),
                          .measurement_noise = Matrix(0, 0),
                          .noise_correlation = Matrix(2, 0)};
  const SteadyState state = unconditional_state(model);
  CHECK(state.physicality() == Physicality::reported);
  CHECK_THAT(state.uncertainty_margin(), Catch::Matchers::WithinAbs(-0.45, 1e-14));
  CHECK_THROWS_AS(GaussianState(state.covariance()), std::invalid_argument);
}

TEST_CASE("lyapunov, sizes that differ: refused by both sizes") {
  CHECK(refused<std::invalid_argument>({-one, Matrix::Identity(3, 3)}) ==
        "diffusion is 3 x 3; it must be 2 x 2");
}

TEST_CASE("lyapunov, no states: no covariance") {
  const LyapunovSolution s = solve(LyapunovEquation{Matrix(0, 0), Matrix(0, 0)});
  CHECK(s.covariance.size() == 0);
  CHECK(s.residual == 0);
  CHECK(s.error_bound == 0);
}

TEST_CASE("lyapunov, one state: diffusion over twice the rate") {
  check_right({Matrix::Constant(1, 1, -2), Matrix::Constant(1, 1, 3)}, Matrix::Constant(1, 1, 0.75),
              1e-15);
}

TEST_CASE("lyapunov, noise that may be nothing but rounding: no digit is certain, refused") {
  for (const Eigen::Index n : {1, 2, 4, 7, 40}) {
    CAPTURE(n);
    LyapunovEquation e{.drift = -Matrix::Identity(n, n), .diffusion = Matrix::Identity(n, n)};
    e.diffusion(n - 1, n - 1) = 1e-9;
    e.diffusion_rounding = Matrix::Zero(n, n);
    e.diffusion_rounding(n - 1, n - 1) = 2e-9;
    CHECK_THAT(refused<InaccurateResult>(e), Contains("rounding decides"));
    e.diffusion_rounding(n - 1, n - 1) = 1e-12;
    CHECK(solve(e).error_bound < 3e-3);
  }
}

TEST_CASE("lyapunov, units from 1e-8 to 1e8: the same answer in each, for any number of states") {
  for (const Eigen::Index n : {2, 3, 4, 5, 6, 33}) {
    CAPTURE(n);
    std::mt19937_64 engine(static_cast<unsigned>(n));
    std::normal_distribution<double> normal;
    const auto random = [&] { return Matrix::NullaryExpr(n, n, [&] { return normal(engine); }); };
    const Matrix B = random();
    const Matrix skew = random();
    const Matrix A = -Matrix::Identity(n, n) + 0.3 * (skew - skew.transpose());
    const LyapunovSolution plain =
        solve(LyapunovEquation{.drift = A, .diffusion = B * B.transpose()});
    for (const double size : {0x1p10, 0x1p27}) {
      Vector unit(n);
      for (Eigen::Index i = 0; i < n; ++i) unit(i) = i % 2 == 0 ? size : 1 / size;
      const Vector inverse = unit.cwiseInverse();
      const LyapunovSolution s = solve(LyapunovEquation{
          .drift = unit.asDiagonal() * A * inverse.asDiagonal(),
          .diffusion = unit.asDiagonal() * (B * B.transpose()).eval() * unit.asDiagonal()});
      const Matrix back = inverse.asDiagonal() * s.covariance * inverse.asDiagonal();
      const Vector sigma = plain.covariance.diagonal().cwiseSqrt();
      const Matrix off = (back - plain.covariance).cwiseQuotient(sigma * sigma.transpose());
      CHECK(off.cwiseAbs().maxCoeff() <= plain.error_bound + s.error_bound);
      CHECK(s.error_bound < 1e-9);
    }
  }
}
