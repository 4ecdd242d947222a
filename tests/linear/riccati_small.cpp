#include <catch2/catch.hpp>
#include <libnetwork/linear/riccati_small.hpp>

#include "generators.hpp"
#include "references.hpp"

using namespace gaussnet;
using namespace gaussnet::test;

namespace {

template <int N>
SmallRiccatiEquation<N> small(const RiccatiEquation& e) {
  return {e.drift, e.diffusion, e.measurement, e.measurement_noise, e.noise_correlation};
}

template <int N>
void check_small_against_general() {
  int solved = 0;
  for (unsigned seed = 0; seed < 100; ++seed) {
    CAPTURE(N, seed);
    Random random(seed);
    const bool pure = seed % 4 == 3;
    const RiccatiEquation e =
        pure ? fully_watched_modes(random, N / 2, N / 2) : watched_system(random, N, 1 + seed % 4);
    SmallRiccatiSolution<N> s;
    if (!solve_small(small<N>(e), s)) continue;
    ++solved;
    const double error = true_error(s.covariance, reference(e, s.covariance));
    CAPTURE(error, s.error_bound);
    CHECK(error <= s.error_bound);
    CHECK(s.residual < 1e-12);
    const Matrix loop = e.drift - s.gain * e.measurement;
    CHECK(s.decay > 0);
    CHECK(s.decay <= -spectral_abscissa(loop) * (1 + 1e-9));
    CHECK(s.fastest >= loop.norm() * (1 - 1e-9));
    const RiccatiSolution general = solve(e);
    CHECK(relative_difference(general.covariance, s.covariance) <
          10 * (general.error_bound + s.error_bound));
    CHECK(relative_difference(general.gain, s.gain) < 1e-8);
  }
  CHECK(solved >= 95);
}

}  // namespace

TEST_CASE("the small Riccati path agrees with the general one and bounds its error") {
  check_small_against_general<2>();
  check_small_against_general<4>();
}

TEST_CASE("the small Riccati path leaves the refusals to the general one") {
  SmallRiccatiSolution<2> s;
  RiccatiEquation e{0.5 * Matrix::Identity(2, 2), Matrix::Identity(2, 2), Matrix::Identity(1, 2),
                    Matrix::Identity(1, 1), Matrix::Zero(2, 1)};
  CHECK_FALSE(solve_small(small<2>(e), s));  // not detectable
  e.measurement(0, 1) = 6e-17;
  CHECK_FALSE(solve_small(small<2>(e), s));
  e.drift *= -1;
  CHECK(solve_small(small<2>(e), s));
  e.measurement_noise(0, 0) = 0;
  CHECK_FALSE(solve_small(small<2>(e), s));
  e.measurement_noise(0, 0) = 1;
  e.noise_correlation(0, 0) = 1.1;
  CHECK_FALSE(solve_small(small<2>(e), s));
  e.noise_correlation(0, 0) = std::nan("");
  CHECK_FALSE(solve_small(small<2>(e), s));
  e.noise_correlation(0, 0) = 0;
  e.drift.setZero();
  e.diffusion.setZero();
  e.measurement(0, 1) = 0;
  CHECK_FALSE(solve_small(small<2>(e), s));  // marginal and undriven
}

TEST_CASE("without records that see anything the small path gives the unconditional state") {
  Random random(3);
  const LyapunovEquation unwatched = stable_equation(random, 4);
  SmallRiccatiSolution<4> s;
  REQUIRE(solve_small(small<4>({unwatched.drift, unwatched.diffusion, Matrix::Zero(2, 4),
                                Matrix::Identity(2, 2), Matrix::Zero(4, 2)}),
                      s));
  CHECK(relative_difference(solve(unwatched).covariance, s.covariance) < 1e-12);
}

TEST_CASE("the small path's bound covers what nearly equal records cost") {
  int solved = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    RiccatiEquation e = watched_system(random, 2, 2);
    // Two records whose noise, but for a small part, is one and the same in other units.
    const double part = random.decades(-9, -2);
    const Eigen::Vector2d units(random.decades(-1, 1), random.decades(-1, 1));
    e.measurement_noise << 1, 1 - part, 1 - part, 1;
    e.measurement_noise = units.asDiagonal() * e.measurement_noise * units.asDiagonal();
    e.noise_correlation.setZero();
    SmallRiccatiSolution<2> s;
    if (!solve_small(small<2>(e), s)) continue;
    ++solved;
    const double error = true_error(s.covariance, reference(e, s.covariance));
    CAPTURE(part, error, s.error_bound);
    CHECK(error <= s.error_bound);
  }
  CHECK(solved > 20);
}
