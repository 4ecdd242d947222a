// The filter's Riccati equation with a cross term: ours, with refusals, residual and error bound,
// beside a peer that gives V.
#include <benchmark/benchmark.h>

#include <tests/bench/registered.hpp>
#include <tests/bench/systems.hpp>
#ifdef GAUSSNET_BENCH_SLICOT
#include <tests/bench/slicot.hpp>
#endif

namespace bench {
namespace {

using gaussnet::Matrix;
using gaussnet::RiccatiEquation;

template <class Solve>
void run(benchmark::State& state, const std::vector<RiccatiEquation>& systems, int n, Solve solve) {
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(solve(systems[next]).data());
    next = (next + 1) % systems.size();
  }
  double worst = 0;
  for (const RiccatiEquation& system : systems) {
    if (n <= largest_judged) worst = std::max(worst, residual(system, solve(system)));
  }
  state.counters["residual"] = worst;
}

void ours(benchmark::State& state, int n) {
  double bound = 0;
  gaussnet::RiccatiSolution solution;
  run(state, riccati_systems(n), n, [&](const RiccatiEquation& e) -> const Matrix& {
    solution = gaussnet::solve(e);
    bound = std::max(bound, solution.error_bound);
    return solution.covariance;
  });
  state.counters["bound"] = bound;
}

#ifdef GAUSSNET_BENCH_SLICOT
void slicot(benchmark::State& state, int n) {
  SlicotWorkspace work;
  Matrix V;
  run(state, riccati_systems(n), n, [&](const RiccatiEquation& e) -> const Matrix& {
    sb02md(e, work, V);
    return V;
  });
}
#endif

}  // namespace

void register_riccati() {
  for (const int n : sizes) {
    const std::string job = "riccati/dense/" + std::to_string(n);
    scaled(benchmark::RegisterBenchmark((job + "/gaussnet").c_str(), ours, n), n);
#ifdef GAUSSNET_BENCH_SLICOT
    scaled(benchmark::RegisterBenchmark((job + "/SB02MD").c_str(), slicot, n), n);
#endif
  }
}

}  // namespace bench
