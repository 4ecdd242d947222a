// A V + V A^T + D = 0: ours, with its refusals, residual and error bound, beside peers that give V.
#include <benchmark/benchmark.h>

#include <tests/bench/registered.hpp>
#include <tests/bench/systems.hpp>
#ifdef GAUSSNET_BENCH_SLICOT
#include <tests/bench/slicot.hpp>
#endif
#ifdef GAUSSNET_BENCH_LAPACKE
#include <tests/bench/dgees.hpp>
#endif

namespace bench {
namespace {

using gaussnet::LyapunovEquation;
using gaussnet::Matrix;

/// Times `solve` on one system after the other; what `judge` says of one more round is no part.
template <class Solve, class Judge>
void run(benchmark::State& state, const std::vector<LyapunovEquation>& systems, Solve solve,
         Judge judge) {
  std::size_t next = 0;
  for (auto _ : state) {
    solve(systems[next]);
    next = (next + 1) % systems.size();
  }
  for (const LyapunovEquation& system : systems) judge(system);
}

void ours(benchmark::State& state, Family family, int n) {
  const auto systems = lyapunov_systems(family, n);
  double worst = 0, bound = 0;
  run(
      state, systems, [](const LyapunovEquation& e) { benchmark::DoNotOptimize(solve(e)); },
      [&](const LyapunovEquation& e) {
        if (n > largest_judged) return;
        const auto solution = solve(e);
        worst = std::max(worst, residual(e, solution.covariance));
        bound = std::max(bound, solution.error_bound);
      });
  state.counters["residual"] = worst;
  state.counters["bound"] = bound;
}

#ifdef GAUSSNET_BENCH_SLICOT
void slicot(benchmark::State& state, Family family, int n) {
  const auto systems = lyapunov_systems(family, n);
  SlicotWorkspace work;
  Matrix V;
  double worst = 0;
  run(
      state, systems, [&](const LyapunovEquation& e) { sb03md(e, work, V); },
      [&](const LyapunovEquation& e) {
        if (n > largest_judged) return;
        sb03md(e, work, V);
        worst = std::max(worst, residual(e, V));
      });
  state.counters["residual"] = worst;
}
#endif

#ifdef GAUSSNET_BENCH_LAPACKE
void schur(benchmark::State& state, Family family, int n) {
  const auto systems = lyapunov_systems(family, n);
  SchurWorkspace work;
  run(
      state, systems, [&](const LyapunovEquation& e) { dgees(e.drift, work); },
      [](const LyapunovEquation&) {});
}
#endif

}  // namespace

void register_lyapunov() {
  for (const Family family : {Family::dense, Family::cascade}) {
    for (const int n : sizes) {
      const std::string job = std::string("lyapunov/") + name_of(family) + "/" + std::to_string(n);
      const auto add = [&](const char* who, auto function) {
        scaled(benchmark::RegisterBenchmark((job + "/" + who).c_str(), function, family, n), n);
      };
      add("gaussnet", ours);
#ifdef GAUSSNET_BENCH_SLICOT
      add("SB03MD", slicot);
#endif
#ifdef GAUSSNET_BENCH_LAPACKE
      add("dgees", schur);
#endif
    }
  }
}

}  // namespace bench
