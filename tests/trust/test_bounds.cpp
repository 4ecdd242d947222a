#include <algorithm>
#include <tests/trust/systems.hpp>
#include <tests/trust/verdict.hpp>

// Is the stated bound a bound, and of use? 500 random and 100 nasty systems, against references.

using namespace trust;

namespace {

/// A bound is sharp enough if it is below this many times the error, or is rounding itself.
constexpr double sharpness = 1e4;
constexpr double sharp_share = 0.9;

struct Tally {
  unsigned systems = 0;
  unsigned answered = 0;
  unsigned sharp = 0;
  double bluntest = 0;  // bound over error, where the bound is above rounding
};

/// The bound holds, in every system that is answered.
template <class Equation>
void examine(const System<Equation>& system, Tally& tally) {
  CAPTURE(system.family, system.seed, system.equation.drift.rows());
  ++tally.systems;
  const Reference exact = reference(system.equation);
  const double limit = plain_limit(system.equation.drift.rows());
  REQUIRE(exact.uncertainty < 1e-3 * limit);
  const auto found = outcome(system.equation);
  CAPTURE(found.refusal);
  if (!found.solution) return;
  ++tally.answered;
  const double bound = found.solution->error_bound;
  const double error = entrywise_error(found.solution->covariance, exact.covariance);
  CAPTURE(error);
  CHECK(error <= bound);
  if (bound <= sharpness * error + limit) ++tally.sharp;
  if (bound > limit) tally.bluntest = std::max(tally.bluntest, bound / error);
}

Tally of_random(auto system) {
  Tally tally;
  for (unsigned seed = 0; seed < random_systems; ++seed) examine(system(seed), tally);
  return tally;
}

Tally of_nasty(auto system) {
  Tally tally;
  for (unsigned family = 0; family < nasty_families; ++family) {
    for (unsigned seed = 0; seed < nasty_seeds; ++seed) examine(system(family, seed), tally);
  }
  return tally;
}

void check(const Tally& tally, unsigned systems) {
  CHECK(tally.systems == systems);
  CHECK(tally.answered == systems);
  CHECK(tally.sharp >= static_cast<unsigned>(sharp_share * systems));
}

void print_row(const char* name, const Tally& tally) {
  std::printf("| %s | %u | %u | %u | %s |\n", name, tally.systems, tally.answered, tally.sharp,
              in_table(tally.bluntest).c_str());
}

}  // namespace

TEST_CASE("random Lyapunov equations: the bound covers the error and is sharp in nine of ten") {
  check(of_random(random_lyapunov), 500);
}

TEST_CASE("nasty Lyapunov equations: the bound covers the error and is sharp in nine of ten") {
  check(of_nasty(nasty_lyapunov), 100);
}

TEST_CASE("random Riccati equations: the bound covers the error and is sharp in nine of ten") {
  check(of_random(random_riccati), 500);
}

TEST_CASE("nasty Riccati equations: the bound covers the error and is sharp in nine of ten") {
  check(of_nasty(nasty_riccati), 100);
}

TEST_CASE("error bounds as a table", "[.][table]") {
  std::puts("| equations | systems | answered | sharp | bluntest bound / error |");
  print_row("Lyapunov, random", of_random(random_lyapunov));
  print_row("Lyapunov, nasty", of_nasty(nasty_lyapunov));
  print_row("Riccati, random", of_random(random_riccati));
  print_row("Riccati, nasty", of_nasty(nasty_riccati));
}
