#include <cmath>
#include <tests/trust/verdict.hpp>

// The same for watched systems. In the words of control theory (transposed), what is "not
// stabilisable" there is unseen here, and what is "undetectable" there is not driven here.

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

Matrix row(double a, double b) {
  Matrix m(1, 2);
  m << a, b;
  return m;
}

const Matrix one = Matrix::Identity(2, 2);
const Matrix unit = Matrix::Identity(1, 1);

/// One record of noise 1 without correlation.
RiccatiEquation watched(const Matrix& drift, const Matrix& diffusion, const Matrix& measurement) {
  const Eigen::Index m = measurement.rows();
  return {drift, diffusion, measurement, Matrix::Identity(m, m), Matrix::Zero(drift.rows(), m)};
}

template <class Failure>
std::string refused(const RiccatiEquation& e) {
  try {
    solve(e);
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "not refused";
}

struct Wanted {
  Matrix covariance{};
  double accuracy = 0;
};

void check_right(const RiccatiEquation& e, const Wanted& wanted) {
  const RiccatiSolution s = solve(e);
  CAPTURE(s.covariance, s.error_bound, s.residual);
  const double error = entrywise_error(s.covariance, Extended(wanted.covariance));
  CHECK(error <= wanted.accuracy);
  CHECK(error <= s.error_bound);
  CHECK(s.error_bound <= 1e4 * wanted.accuracy);
  CHECK(gaussnet::spectral_abscissa(e.drift - s.gain * e.measurement) < 0);
}

/// 2 a v + d = g v^2
double scalar_filter(double a, double d, double g) {
  return a > 0 ? (a + std::sqrt(a * a + d * g)) / g : d / (std::sqrt(a * a + d * g) - a);
}

}  // namespace

TEST_CASE("riccati, reference: a free particle that is watched") {
  // dx = p dt, dp = dw: V = [[sqrt 2, 1], [1, sqrt 2]]
  const double root = std::sqrt(2.0);
  check_right(watched(square(0, 1, 0, 0), square(0, 0, 0, 1), row(1, 0)),
              {square(root, 1, 1, root), 1e-14});
}

TEST_CASE("riccati, a growing mode that no record sees: refused by name") {
  CHECK(refused<NotDetectable>(watched(square(-1, 0, 0, 0.5), one, row(1, 0))) ==
        "the record does not see a mode that does not decay: eigenvalue 0.5 (mostly state 1)");
}

TEST_CASE("riccati, an undamped pair that no record sees: refused by name") {
  Matrix A = Matrix::Zero(3, 3);
  A(0, 0) = -1;
  A(1, 2) = 1;
  A(2, 1) = -1;
  Matrix M = Matrix::Zero(1, 3);
  M(0, 0) = 1;
  CHECK_THAT(refused<NotDetectable>(watched(A, Matrix::Identity(3, 3), M)),
             Matches("the record does not see a mode that does not decay: eigenvalue 0 \\+ 1i "
                     "\\(mostly state [12]\\)"));
}

TEST_CASE("riccati, a growing mode without noise: what watching leaves, not 0") {
  // 2 a v = v^2 has the stabilising root 2 a.
  check_right(watched(square(0.5, 0, 0, -1), square(0, 0, 0, 2), one),
              {square(1, 0, 0, scalar_filter(-1, 2, 1)), 1e-14});
}

TEST_CASE("riccati, an undamped pair without noise: refused by name") {
  CHECK_THAT(
      refused<NotStabilisable>(watched(square(0, 1, -1, 0), Matrix::Zero(2, 2), row(1, 0))),
      StartsWith(
          "given the record, a mode neither decays nor is driven by noise: eigenvalue 0 + 1i"));
}

TEST_CASE("riccati, an integrator without noise: refused by name") {
  CHECK(refused<NotStabilisable>(watched(Matrix::Zero(1, 1), Matrix::Zero(1, 1), unit)) ==
        "given the record, a mode neither decays nor is driven by noise: eigenvalue 0 (mostly "
        "state 0)");
}

TEST_CASE("riccati, singular noise of the records: refused") {
  RiccatiEquation e = watched(-one, one, one);
  e.measurement_noise = square(1, 1, 1, 1);
  CHECK_THAT(refused<std::invalid_argument>(e), Contains("measurement_noise is singular"));
  e.measurement_noise = square(1, 0, 0, 0);
  CHECK(refused<std::invalid_argument>(e) ==
        "measurement_noise(1, 1) is 0; a record's noise must be positive");
}

TEST_CASE("riccati, a record with noise 1e-14: the closed form of each state") {
  RiccatiEquation e = watched(-one, one, row(1, 0));
  e.measurement_noise(0, 0) = 1e-14;
  check_right(e, {square(scalar_filter(-1, 1, 1e14), 0, 0, 0.5), 1e-12});
}

TEST_CASE("riccati, negative noise of the records: refused") {
  RiccatiEquation e = watched(-one, one, one);
  e.measurement_noise = -one;
  CHECK(refused<std::invalid_argument>(e) ==
        "measurement_noise(0, 0) is -1; a record's noise must be positive");
}

TEST_CASE("riccati, indefinite noise of the records: refused") {
  RiccatiEquation e = watched(-one, one, one);
  e.measurement_noise = square(1, 2, 2, 1);
  CHECK_THAT(refused<std::invalid_argument>(e), Contains("measurement_noise is indefinite"));
}

TEST_CASE("riccati, noise of the records that is not symmetric: refused") {
  RiccatiEquation e = watched(-one, one, one);
  e.measurement_noise = square(1, 0.5, 0.25, 1);
  CHECK(refused<std::invalid_argument>(e) ==
        "measurement_noise is not symmetric: measurement_noise(1, 0) is 0.25, "
        "measurement_noise(0, 1) is 0.5");
}

TEST_CASE("riccati, indefinite diffusion: refused") {
  CHECK_THAT(refused<std::invalid_argument>(watched(-one, square(1, 0, 0, -0.25), row(1, 0))),
             Contains("diffusion"));
}

TEST_CASE("riccati, eigenvalues of the Hamiltonian on the axis: refused") {
  // V^2 + 2 V + 1 = 0 has the double root -1 and the closed loop 0; its noise is negative.
  CHECK_THAT(refused<std::invalid_argument>(watched(-unit, -unit, unit)), Contains("diffusion"));
}

TEST_CASE("riccati, eigenvalues of the Hamiltonian 1e-9 from the axis: right within the bound") {
  // Both quadratures alike: v solves the scalar equation.
  const double damping = 5e-10;
  const double strength = 1e-12;
  const RiccatiEquation e =
      watched(square(-damping, 1, -1, -damping), 2 * damping * one, std::sqrt(strength) * one);
  check_right(e, {scalar_filter(-damping, 2 * damping, strength) * one, 1e-6});
}

TEST_CASE("riccati, NaN in the drift: refused by its place") {
  CHECK(refused<std::invalid_argument>(watched(square(-1, std::nan(""), 0, -1), one, row(1, 0))) ==
        "drift(0, 1) is nan; it must be finite");
}

TEST_CASE("riccati, infinite diffusion: refused by its place") {
  const double inf = std::numeric_limits<double>::infinity();
  CHECK(refused<std::invalid_argument>(watched(-one, square(1, 0, 0, inf), row(1, 0))) ==
        "diffusion(1, 1) is inf; it must be finite");
}

TEST_CASE("riccati, rates 1 and 1e9: both variances right") {
  // One record sees a slow state and the fast one that it drives.
  const RiccatiEquation e = watched(square(-0.5, 0, 3e4, -1e9), square(1, 0, 0, 1e9), row(1, 1e4));
  const Reference exact = reference(e);
  REQUIRE(exact.uncertainty < 1e-20);
  check_right(e, {exact.covariance.rounded(), 1e-13});
}

TEST_CASE("riccati, sizes that differ: refused by both sizes") {
  CHECK(refused<std::invalid_argument>(watched(-one, one, Matrix::Zero(1, 3))) ==
        "measurement is 1 x 3; it must be 1 x 2");
}

TEST_CASE("riccati, a record that sees nothing of a stable system: the unconditional variance") {
  check_right(watched(square(-1, 0, 0, -2), one, row(0, 0)), {square(0.5, 0, 0, 0.25), 1e-14});
}

TEST_CASE("riccati, a record that sees nothing of an unstable system: refused by name") {
  CHECK(refused<NotDetectable>(watched(square(-1, 0, 0, 0.5), one, row(0, 0))) ==
        "the record does not see a mode that does not decay: eigenvalue 0.5 (mostly state 1)");
}

TEST_CASE("riccati, numbers whose squares overflow: the closed form of each state") {
  struct Scalar {
    double drift, diffusion, noise, measurement;
  };
  for (const Scalar& s :
       {Scalar{-1, 1, 1e-300, 1}, Scalar{-1, 1, 1e300, 1}, Scalar{-1, 1e300, 1, 1},
        Scalar{-1, 1e200, 1, 1}, Scalar{-1, 1e-300, 1, 1}, Scalar{-1e-200, 1, 1, 1},
        Scalar{-1e200, 1, 1, 1}, Scalar{-1, 1, 1, 1e150}, Scalar{-1e150, 1e300, 1, 1},
        Scalar{1e150, 0, 1, 1e75}}) {
    for (const Eigen::Index n : {1, 2, 3}) {
      CAPTURE(s.drift, s.diffusion, s.noise, s.measurement, n);
      const Matrix identity = Matrix::Identity(n, n);
      RiccatiEquation e =
          watched(s.drift * identity, s.diffusion * identity, s.measurement * identity);
      e.measurement_noise *= s.noise;
      const double g = s.measurement * (s.measurement / s.noise);
      const double rate = std::hypot(s.drift, std::sqrt(s.diffusion) * std::sqrt(g));
      const double v = s.drift > 0 ? (s.drift + rate) / g : s.diffusion / (rate - s.drift);
      check_right(e, {v * identity, 1e-14});
    }
  }
}

TEST_CASE("riccati, numbers whose squares overflow: refusals are in units as given") {
  CHECK(refused<NotDetectable>(watched(square(-1e200, 0, 0, 5e199), one, row(1, 0))) ==
        "the record does not see a mode that does not decay: eigenvalue 5e+199 (mostly state 1)");
  RiccatiEquation e = watched(-one, 1e300 * one, one);
  e.measurement_noise = -one;
  CHECK(refused<std::invalid_argument>(e) ==
        "measurement_noise(0, 0) is -1; a record's noise must be positive");
}
