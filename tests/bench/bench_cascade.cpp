// Whole networks: from a description in code to the E_N of all pairs, block by block along the
// cascade; and, where matrices still fit, V as a whole beside a peer on the same matrices.
#include <benchmark/benchmark.h>

#include <cmath>
#include <functional>
#include <libnetwork/network/cascade_equation.hpp>
#include <numbers>
#include <string>
#include <tests/bench/clocks.hpp>
#include <tests/bench/most_entangled.hpp>
#include <tests/bench/registered.hpp>
#include <tests/bench/systems.hpp>
#include <tests/laws/long_cascades.hpp>
#ifdef GAUSSNET_BENCH_SLICOT
#include <tests/bench/slicot.hpp>
#endif

namespace bench {
namespace {

using gaussnet::BlockCascade;
using gaussnet::CascadeSolution;
using gaussnet::CovarianceRows;
using gaussnet::CovarianceVisitor;
using gaussnet::Model;
using gaussnet::NetworkDescription;

constexpr int checked_oscillators = 10'000;
constexpr std::uint64_t pairs_seed = 20;
// Each link loses a tenth of the light: what is left out of a stretch of 300 blocks is 2e-14.
constexpr laws::StretchLimits stretches{.stretches = 20, .pairs = 10, .reach = 300, .width = 150};

class Together : public CovarianceVisitor {
 public:
  explicit Together(std::vector<CovarianceVisitor*> visitors) : visitors_(std::move(visitors)) {}
  void visit(const CovarianceRows& rows) override {
    for (CovarianceVisitor* visitor : visitors_) visitor->visit(rows);
  }

 private:
  std::vector<CovarianceVisitor*> visitors_;
};

/// From words to V, and how long each part took.
struct Run {
  BlockCascade network{};
  CascadeSolution solution{};
  double reading = 0;  // s, description to equation
  double solving = 0;  // s, with the visitor
};

Run solved(const std::function<NetworkDescription()>& describe, CovarianceVisitor* visitor,
           int threads) {
  Run run;
  const double start = thread_seconds();
  run.network = Model(describe()).cascade();
  const gaussnet::Cascade equation = gaussnet::cascade_equation(run.network);
  const double read = thread_seconds();
  run.solution = gaussnet::solve(equation, visitor, {.threads = threads});
  run.reading = read - start;
  run.solving = thread_seconds() - read;
  return run;
}

void report(benchmark::State& state, const Run& run, double peak) {
  const auto modes = static_cast<double>(run.network.modes.size());
  state.counters["reading_s"] = run.reading;
  state.counters["solving_s"] = run.solving;
  state.counters["pair_ns"] = 1e9 * run.solving / (0.5 * modes * (modes + 1));
  state.counters["peak_MB"] = peak / 1e6;
  state.counters["residual"] = run.solution.residual;
  state.counters["bound"] = run.solution.error_bound;
}

/// The pairs of all stretches, one after the other.
std::vector<std::pair<int, int>> pairs_of(const std::vector<laws::Stretch>& all) {
  std::vector<std::pair<int, int>> pairs;
  for (const laws::Stretch& stretch : all) {
    pairs.insert(pairs.end(), stretch.pairs.begin(), stretch.pairs.end());
  }
  return pairs;
}

void compare(benchmark::State& state, const BlockCascade& network,
             const std::vector<laws::Stretch>& all, const laws::ChosenPairs& chosen) {
  double worst = 0;
  int pairs = 0;
  auto found = chosen.covariances().begin();
  for (const laws::Stretch& stretch : all) {
    const auto count = static_cast<std::ptrdiff_t>(stretch.pairs.size());
    const auto compared = laws::compare_with_dense(network, stretch, {found, found + count});
    found += count;
    worst = std::max(worst, compared.difference);
    pairs += compared.pairs;
  }
  state.counters["pairs_checked"] = pairs;
  state.counters["worst_pair"] = worst;
  if (!(worst <= 1e-10)) state.SkipWithError("a pair differs from the dense solution");
}

void long_cascade(benchmark::State& state, laws::LongCascade wanted, int threads) {
  const auto describe = [&] { return laws::long_cascade(wanted); };
  const bool is_checked = wanted.oscillators == checked_oscillators;
  std::vector<laws::Stretch> all;
  if (is_checked) {
    all = laws::random_stretches(Model(describe()).cascade(), stretches, pairs_seed);
  }
  laws::ChosenPairs chosen(pairs_of(all));
  MostEntangled entanglement;
  Together visitor({&entanglement, &chosen});
  Run run;
  forget_peak();
  const double before = resident_bytes();
  for (auto _ : state) run = solved(describe, &visitor, threads);
  report(state, run, peak_bytes() - before);
  state.counters["entangled"] = entanglement.entangled();
  state.counters["most_E_N"] = entanglement.most();
  if (is_checked) compare(state, run.network, all, chosen);
}

/// The largest |V_ij - exact V_ij|, relative to V_ii, which all modes share  [theory.md, Eq. (65)].
class DimersMissed : public CovarianceVisitor {
 public:
  DimersMissed(int modes, double theta) : worst_(static_cast<std::size_t>(modes)) {
    const double squeezing = -std::log(std::tan(theta - std::numbers::pi / 4));
    alone_ = 0.5 * std::cosh(squeezing);
    together_ = 0.5 * std::sinh(squeezing);
  }
  void visit(const CovarianceRows& rows) override {
    for (int i = rows.first(); i < rows.end(); ++i) {
      double& worst = worst_[static_cast<std::size_t>(i)];
      for (int j = 0; j <= i; ++j) worst = std::max(worst, missed(rows(i, j), i, j) / alone_);
    }
  }
  double worst() const { return *std::max_element(worst_.begin(), worst_.end()); }

 private:
  double missed(const CovarianceRows::Pair& V, int i, int j) const {
    const double diagonal = i == j ? alone_ : i == j + 1 && j % 2 == 0 ? together_ : 0;
    return std::max({std::abs(std::abs(V(0, 0)) - diagonal), std::abs(V(0, 1)), std::abs(V(1, 0)),
                     std::abs(std::abs(V(1, 1)) - diagonal)});
  }
  std::vector<double> worst_;
  double alone_ = 0;
  double together_ = 0;
};

void dark_dimers(benchmark::State& state, int oscillators) {
  const double theta = 1.1;
  DimersMissed missed(oscillators, theta);
  Run run;
  forget_peak();
  const double before = resident_bytes();
  for (auto _ : state) {
    run = solved([&] { return laws::dark_dimers(oscillators / 2, theta); }, &missed, 1);
  }
  report(state, run, peak_bytes() - before);
  state.counters["worst_pair"] = missed.worst();
  if (!(missed.worst() <= 1e-12)) state.SkipWithError("a pair differs from the closed form");
}

void stored(benchmark::State& state, int oscillators) {
  const Model model(laws::long_cascade({.oscillators = oscillators}));
  const gaussnet::Cascade cascade = gaussnet::cascade_equation(model.cascade());
  for (auto _ : state) benchmark::DoNotOptimize(gaussnet::solve_and_store(cascade));
  // States along the cascade, matrices as declared: compared where both are in one order.
  const gaussnet::LinearModel linear = model.linear_model();
  const std::vector<int> along = gaussnet::modes_along(model.cascade());
  const gaussnet::StoredCascadeSolution solution = gaussnet::solve_and_store(cascade);
  gaussnet::Matrix V(solution.covariance.rows(), solution.covariance.cols());
  for (std::size_t i = 0; i < along.size(); ++i) {
    for (std::size_t j = 0; j < along.size(); ++j) {
      V.block<2, 2>(2 * along[i], 2 * along[j]) = solution.covariance.block<2, 2>(
          2 * static_cast<Eigen::Index>(i), 2 * static_cast<Eigen::Index>(j));
    }
  }
  state.counters["residual"] =
      residual(gaussnet::LyapunovEquation{linear.drift, linear.diffusion}, V);
  state.counters["bound"] = solution.error_bound;
}

#ifdef GAUSSNET_BENCH_SLICOT
void stored_by_slicot(benchmark::State& state, int oscillators) {
  const auto systems = lyapunov_systems(Family::cascade, 2 * oscillators);
  SlicotWorkspace work;
  gaussnet::Matrix V;
  for (auto _ : state) sb03md(systems.front(), work, V);
  state.counters["residual"] = residual(systems.front(), V);
}
#endif

}  // namespace

void register_cascades() {
  const auto add = [](const std::string& name, auto function, auto... arguments) {
    return benchmark::RegisterBenchmark(name.c_str(), function, arguments...)
        ->Unit(benchmark::kMillisecond);
  };
  add("stored/512/gaussnet", stored, 512);
#ifdef GAUSSNET_BENCH_SLICOT
  add("stored/512/SB03MD", stored_by_slicot, 512)->Iterations(1);
#endif
  for (const bool has_junctions : {false, true}) {
    const std::string family = has_junctions ? "junctions/" : "chain/";
    for (const int n : {100, 300, 1000, 3000, 10'000, 30'000, 100'000}) {
      const laws::LongCascade wanted{.oscillators = n, .has_junctions = has_junctions};
      add(family + std::to_string(n) + "/gaussnet", long_cascade, wanted, 1)->Iterations(1);
    }
    const laws::LongCascade largest{.oscillators = 100'000, .has_junctions = has_junctions};
    add(family + "100000/gaussnet-2-threads", long_cascade, largest, 2)
        ->Iterations(1)
        ->MeasureProcessCPUTime()
        ->UseRealTime();
  }
  add("dark-dimers/10000/gaussnet", dark_dimers, 10'000)->Iterations(1);
}

}  // namespace bench
