#include <algorithm>
#include <tests/trust/ctlex.hpp>
#include <tests/trust/verdict.hpp>

using namespace trust;

namespace {

/// Least forward error (Frobenius, relative) of SLICOT 5.0 SB03MD and SB03OD, SciPy 1.10 and
/// Octave, as measured against a reference of quadruple precision or the closed form.
struct Peer {
  const char* name;
  double best;
};
constexpr Peer peers[] = {{"4.1", 2.4e-15},
                          {"4.1_n10_r1.1", 1.3e-15},
                          {"4.1_n10_r3.0", 3.1e-7},
                          {"4.1_n10_r4.0", 1.2e-3},
                          {"4.1_n30_r1.1", 2.0e-15},
                          {"4.2", 4.3e-14},
                          {"4.2_n10_s1.05_l0.5", 2.2e-14},
                          {"4.2_n10_s1.30_l0.5", 1.2e-14}};

/// Has a steady state, of which doubles do not know a digit, and no peer either.
bool is_refused_rightly(const std::string& name) { return name == "4.2_n30_s1.30_l0.5"; }

/// Rounded to doubles these have no steady state: 106 bits show that their powers grow, and the
/// formulas' own eigenvalues, a Jordan block's or r^0 beside r^29, do not survive 53. (The peers
/// answer with a residual of 1e-12 and variances below 0.)
bool is_unstable_as_rounded(const std::string& name) {
  if (name == "4.1_n30_r3.0" || name == "4.1_n30_r4.0") return true;
  if (is_refused_rightly(name)) return false;
  const bool jordan = name.starts_with("4.2_");
  return jordan && (!name.starts_with("4.2_n10") || !name.ends_with("l0.5"));
}

/// Fall short today: refused although 106 bits find a steady state. Delete a name when its case
/// meets the limit; the test below says so.
/// 4.1_n10_r4.0, eigenvalues -1 ... -2.6e5 far from normal: no bound below 1 is found, and steps in
/// twice the precision do not converge, as the factor they go through is right to no digit in the
/// scale of the small variances; peers keep two to three digits of the large ones.
constexpr const char* known_short[] = {"4.1_n10_r4.0"};

bool is_known_short(const std::string& name) {
  return std::find(std::begin(known_short), std::end(known_short), name) != std::end(known_short);
}

/// 0 where no peer's error is known.
double best_peer(const std::string& name) {
  const auto* row = std::find_if(std::begin(peers), std::end(peers),
                                 [&](const Peer& p) { return name == p.name; });
  return row == std::end(peers) ? 0 : row->best;
}

double limit_of(const CtlexCase& example) {
  return std::max(peer_factor * best_peer(example.name),
                  plain_limit(example.equation.drift.rows()));
}

}  // namespace

TEST_CASE("CTLEX: forward errors within ten times the best peer's, and below the stated bound") {
  int examples = 0;
  int answered = 0;
  for (const CtlexCase& example : ctlex()) {
    ++examples;
    if (is_unstable_as_rounded(example.name) || is_known_short(example.name)) continue;
    CAPTURE(example.name);
    const Reference exact = reference(example.equation);
    CHECK(is_beyond_doubles(exact) == is_refused_rightly(example.name));
    if (is_refused_rightly(example.name)) {
      CHECK_FALSE(outcome(example.equation).solution);
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
  CHECK(examples == 26);
  CHECK(answered == 8 - static_cast<int>(std::size(known_short)));
}

TEST_CASE("CTLEX: matrices that rounding makes unstable are refused") {
  int refused = 0;
  for (const CtlexCase& example : ctlex()) {
    if (!is_unstable_as_rounded(example.name)) continue;
    CAPTURE(example.name);
    CHECK_THROWS_AS(reference(example.equation), NoReference);
    CHECK_FALSE(outcome(example.equation).solution);
    ++refused;
  }
  CHECK(refused == 17);
}

TEST_CASE("CTLEX: what falls short is refused or within its bound, and still falls short") {
  for (const CtlexCase& example : ctlex()) {
    if (!is_known_short(example.name)) continue;
    CAPTURE(example.name);
    const Reference exact = reference(example.equation);
    const auto found = outcome(example.equation);
    if (!found.solution) continue;
    const Matrix& V = found.solution->covariance;
    CHECK(entrywise_error(V, exact.covariance) <= found.solution->error_bound);
    if (forward_error(V, exact.covariance) <= limit_of(example)) {
      WARN(example.name << " meets its limit now: take it from known_short");
    }
  }
}

TEST_CASE("CTLEX as a table", "[.][table]") {
  std::puts("| CTLEX | n | forward error | best peer | stated bound |");
  for (const CtlexCase& example : ctlex()) {
    const bool unstable = is_unstable_as_rounded(example.name);
    print_row(example, best_peer(example.name), unstable ? "refused: unstable" : "refused");
  }
}
