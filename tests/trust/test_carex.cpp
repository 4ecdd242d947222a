#include <algorithm>
#include <tests/trust/carex.hpp>
#include <tests/trust/verdict.hpp>

using namespace trust;
using Catch::Matchers::Contains;

namespace {

constexpr double none = std::numeric_limits<double>::infinity();

/// Least forward error (Frobenius, relative) of SLICOT 5.0 SB02MD, SB02RD, SB02OD and SG02AD,
/// SciPy 1.10 and Octave, as measured against a reference of quadruple precision.
struct Peer {
  const char* name;
  double best;
};
constexpr Peer peers[] = {
    {"1.1", 2.8e-16},  {"1.2", 5.7e-16},  {"2.1", 4.2e-29},  {"2.1a", 1.1e-17}, {"2.1b", 2.3e-16},
    {"2.2", 4.8e-9},   {"2.2a", 6.3e-15}, {"2.2b", 9.1e-13}, {"2.3", 2.7e-15},  {"2.3a", 1.6e-16},
    {"2.3b", 4.8e-16}, {"2.4", 3.0e-11},  {"2.4a", 1.4e-16}, {"2.4b", 1.4e-16}, {"2.5", 3.6e-10},
    {"2.5a", 3.7e-16}, {"2.6", 4.2e-16},  {"2.6a", 4.7e-16}, {"2.7", 2.3e-11},  {"2.7b", 2.2e-9},
    {"2.8", 3.4e-4},   {"2.8a", 6.2e-13}, {"2.8b", none},    {"3.1", 3.1e-15},  {"3.1s", 1.3e-15},
    {"3.2", 6.0e-15},  {"3.2s", 7.2e-16}, {"4.1", 1.3e-7},   {"4.2", 1.4e-10},  {"4.2s", 6.0e-10},
    {"4.3", 8.3e-14}};

double best_peer(const std::string& name) {
  const auto* row = std::find_if(std::begin(peers), std::end(peers),
                                 [&](const Peer& p) { return name == p.name; });
  REQUIRE(row != std::end(peers));
  return row->best;
}

double limit_of(const CarexCase& example) {
  return std::max(peer_factor * best_peer(example.name),
                  plain_limit(example.equation.drift.rows()));
}

/// Q of H-infinity control is no covariance of noise.
bool has_negative_noise(const std::string& name) { return name == "2.5" || name == "2.5a"; }

/// No peer answers: the closed loop decays at 1e-10 of the fastest rate.
bool is_refused_rightly(const std::string& name) { return name == "2.8b"; }

}  // namespace

TEST_CASE("CAREX: forward errors within ten times the best peer's, and below the stated bound") {
  int examples = 0;
  int answered = 0;
  for (const CarexCase& example : carex()) {
    ++examples;
    if (has_negative_noise(example.name)) continue;
    CAPTURE(example.name);
    const Reference exact = reference(example.equation);
    CHECK(is_beyond_doubles(exact) == is_refused_rightly(example.name));
    if (is_refused_rightly(example.name)) {
      CHECK_THAT(outcome(example.equation).refusal,
                 Contains("too near to one without a steady state"));
      continue;
    }
    const double limit = limit_of(example);
    REQUIRE(exact.uncertainty < 1e-3 * limit);
    const auto found = outcome(example.equation);
    CAPTURE(found.refusal);
    REQUIRE(found.solution);
    const Matrix& V = found.solution->covariance;
    CAPTURE(found.solution->error_bound);
    CHECK(forward_error(V, exact.covariance) <= limit);
    CHECK(entrywise_error(V, exact.covariance) <= found.solution->error_bound);
    ++answered;
  }
  CHECK(examples == 31);
  CHECK(answered == 28);
}

TEST_CASE("CAREX 2.5, whose noise would be negative, is refused by what contradicts") {
  for (const CarexCase& example : carex()) {
    if (!has_negative_noise(example.name)) continue;
    CAPTURE(example.name);
    CHECK_THAT(outcome(example.equation).refusal,
               Contains("diffusion and noise_correlation contradict each other"));
  }
}

TEST_CASE("CAREX as a table", "[.][table]") {
  std::puts("| CAREX | n | forward error | best peer | stated bound |");
  for (const CarexCase& example : carex()) {
    const bool negative = has_negative_noise(example.name);
    print_row(example, best_peer(example.name), negative ? "refused: Q indefinite" : "refused");
  }
}
