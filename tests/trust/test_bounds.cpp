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
}

unsigned share_of(unsigned systems) {
  return static_cast<unsigned>(sharp_share * static_cast<double>(systems));
}

}  // namespace

TEST_CASE("random Lyapunov equations: the bound covers the error and is sharp in nine of ten") {
  Tally tally;
  for (unsigned seed = 0; seed < random_systems; ++seed) examine(random_lyapunov(seed), tally);
  CHECK(tally.systems == 500);
  CHECK(tally.answered == tally.systems);
  CHECK(tally.sharp >= share_of(tally.systems));
}

TEST_CASE("nasty Lyapunov equations: the bound covers the error and is sharp in nine of ten") {
  Tally tally;
  for (unsigned family = 0; family < nasty_families; ++family) {
    for (unsigned seed = 0; seed < nasty_seeds; ++seed) {
      examine(nasty_lyapunov(family, seed), tally);
    }
  }
  CHECK(tally.systems == 100);
  CHECK(tally.answered == tally.systems);
  CHECK(tally.sharp >= share_of(tally.systems));
}

TEST_CASE("random Riccati equations: the bound covers the error and is sharp in nine of ten") {
  Tally tally;
  for (unsigned seed = 0; seed < random_systems; ++seed) examine(random_riccati(seed), tally);
  CHECK(tally.systems == 500);
  CHECK(tally.answered == tally.systems);
  CHECK(tally.sharp >= share_of(tally.systems));
}

TEST_CASE("nasty Riccati equations: the bound covers the error and is sharp in nine of ten") {
  Tally tally;
  for (unsigned family = 0; family < nasty_families; ++family) {
    for (unsigned seed = 0; seed < nasty_seeds; ++seed) examine(nasty_riccati(family, seed), tally);
  }
  CHECK(tally.systems == 100);
  CHECK(tally.answered == tally.systems);
  CHECK(tally.sharp >= share_of(tally.systems));
}
