#include <catch2/catch.hpp>
#include <cstddef>
#include <libnetwork/linear/lyapunov_small.hpp>
#include <libnetwork/linear/riccati_small.hpp>

#include "generators.hpp"

// The paths that sweeps take 10^8 times must not touch the heap. Eigen allocates by malloc, the
// standard library by operator new, whose name for the linker is _Znwm; the linker redirects both
// calls here, for this executable and the library in it.

namespace {

int allocations = 0;

}  // namespace

extern "C" {
void* __real_malloc(std::size_t size);
void* __real__Znwm(std::size_t size);
void* __wrap_malloc(std::size_t size);
void* __wrap__Znwm(std::size_t size);

void* __wrap_malloc(std::size_t size) {
  ++allocations;
  return __real_malloc(size);
}

void* __wrap__Znwm(std::size_t size) {
  ++allocations;
  return __real__Znwm(size);
}
}

using namespace gaussnet;
using namespace gaussnet::test;

namespace {

template <class Function>
int allocations_of(Function function) {
  const int before = allocations;
  function();
  return allocations - before;
}

template <int N>
int allocations_of_riccati(const RiccatiEquation& e) {
  const SmallRiccatiEquation<N> small{e.drift, e.diffusion, e.measurement, e.measurement_noise,
                                      e.noise_correlation};
  SmallRiccatiSolution<N> s;
  bool solved = false;
  const int count = allocations_of([&] { solved = solve_small(small, s); });
  CHECK(solved);
  return count;
}

}  // namespace

TEST_CASE("the counter sees the general solvers allocate") {
  Random random(1);
  const LyapunovEquation e = stable_equation(random, 6);
  CHECK(allocations_of([&] { solve(e); }) > 0);
  CHECK(allocations_of([] { std::vector<int> v(3); }) == 1);
}

TEST_CASE("small Lyapunov and Riccati solutions allocate nothing") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Eigen::Matrix4d A = random.stable(4);
    if (seed % 2 == 0) A.topRightCorner<2, 2>().setZero();
    if (spectral_abscissa(A) >= 0) continue;
    const Eigen::Matrix4d D = random.covariance(4);
    Eigen::Matrix4d V;
    SmallLyapunovCheck check;
    CHECK(allocations_of([&] { solve_lyapunov_4(A.data(), D.data(), V.data(), &check); }) == 0);
    const Eigen::Matrix2d a = random.stable(2);
    Eigen::Matrix2d v;
    CHECK(allocations_of([&] { solve_lyapunov_2(a.data(), D.data(), v.data(), &check); }) == 0);
    RiccatiEquation e = watched_system(random, 4, 1 + seed % 4);
    e.drift = random.stable(4);
    CHECK(allocations_of_riccati<4>(e) == 0);
    e = watched_system(random, 2, 1 + seed % 4);
    e.drift = random.stable(2);
    CHECK(allocations_of_riccati<2>(e) == 0);
  }
}
