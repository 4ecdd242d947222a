#include <catch2/catch.hpp>
#include <cstdlib>
#include <libnetwork/linear/isa.hpp>
#include <libnetwork/linear/lyapunov_small.hpp>

#include "generators.hpp"
#include "references.hpp"

using namespace gaussnet;
using namespace gaussnet::test;

namespace {

struct Small {
  SmallLyapunovStatus status{};
  Matrix covariance{};
  SmallLyapunovCheck check{};
};

Small solve_small(const LyapunovEquation& e) {
  const Eigen::Index n = e.drift.rows();
  Small s{{}, Matrix::Constant(n, n, -77), {}};
  const auto kernel = n == 2 ? solve_lyapunov_2 : solve_lyapunov_4;
  s.status = kernel(e.drift.data(), e.diffusion.data(), s.covariance.data(), &s.check);
  return s;
}

void check_against_reference(const LyapunovEquation& e) {
  const Small s = solve_small(e);
  REQUIRE(s.status == SmallLyapunovStatus::solved);
  const double error = true_error(s.covariance, reference(e));
  CAPTURE(error, s.check.error_bound);
  CHECK(error <= s.check.error_bound);
  CHECK(s.check.error_bound < 1e-10);
  CHECK(s.check.residual < 1e-15);
  CHECK(s.covariance == s.covariance.transpose());
}

}  // namespace

TEST_CASE("small kernels agree with extended precision, and their bounds hold") {
  for (const Eigen::Index n : {2, 4}) {
    for (unsigned seed = 0; seed < 200; ++seed) {
      CAPTURE(n, seed);
      Random random(seed);
      check_against_reference(stable_equation(random, n));
    }
  }
}

TEST_CASE("the kernel for 4 states takes cascades in both orders") {
  for (unsigned seed = 0; seed < 100; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    LyapunovEquation e{Matrix::Zero(4, 4), random.covariance(4)};
    e.drift.topLeftCorner(2, 2) = random.stable(2, 0.1);
    e.drift.bottomRightCorner(2, 2) = random.decades(0, 6) * random.stable(2, 0.1);
    e.drift.bottomLeftCorner(2, 2) = random.matrix(2, 2);
    check_against_reference(e);
    e.drift.transposeInPlace();
    check_against_reference(e);
  }
}

TEST_CASE("small kernels know stability from instability") {
  for (const Eigen::Index n : {2, 4}) {
    int stable = 0;
    for (unsigned seed = 0; seed < 400; ++seed) {
      Random random(seed);
      Matrix A = random.matrix(n, n) - random.uniform(0, 2) * Matrix::Identity(n, n);
      if (n == 4 && seed % 3 == 0) A.topRightCorner(2, 2).setZero();
      const Small s = solve_small({A, random.covariance(n)});
      CAPTURE(n, seed, spectral_abscissa(A));
      const bool is_stable = spectral_abscissa(A) < 0;
      CHECK((s.status == SmallLyapunovStatus::solved) == is_stable);
      if (!is_stable) CHECK(s.covariance == Matrix::Constant(n, n, -77));
      stable += is_stable;
    }
    CHECK(stable > 100);
    CHECK(stable < 300);
  }
}

TEST_CASE("small kernels do not decide what rounding decides") {
  Matrix A(2, 2);
  A << -1e-17, 1, -1, 1e-17;
  CHECK(solve_small({A, Matrix::Identity(2, 2)}).status == SmallLyapunovStatus::undecided);
  Random random(2);
  const Matrix K = random.matrix(4, 4);
  const Matrix kept = K - K.transpose();
  CHECK(solve_small({kept, Matrix::Identity(4, 4)}).status != SmallLyapunovStatus::solved);
  CHECK(solve_small({Matrix::Zero(4, 4), Matrix::Identity(4, 4)}).status ==
        SmallLyapunovStatus::undecided);
}

TEST_CASE("the environment chooses the kernels") {
  const char* isa = std::getenv("GAUSSNET_ISA");
  const bool forced = isa != nullptr && std::string_view(isa) == "baseline";
  if (forced) CHECK(kernel_isa() == "baseline");
  CHECK((kernel_isa() == "baseline" || kernel_isa() == "avx2+fma"));
}
