#include <catch2/catch.hpp>
#include <libnetwork/analysis/large_report.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <map>
#include <set>

using namespace gaussnet;

namespace {

/// One oscillator under light of that angle, watched or not.
Model oscillator_under_light(const std::string& angle, bool watched) {
  const std::string detector = "  d: {type: homodyne, quadrature: P, efficiency: 60 %}\n";
  return load_text(
      "gaussnet: 1\napproximation: rotating-wave\nnodes:\n"
      "  m: {type: oscillator, mass: positive, frequency: 1000 rad/s, bath: {linewidth: 0.5 rad/s, "
      "occupation: 2}, light: {rate: 3 rad/s, angle: " +
          angle + "}}\n" + (watched ? detector : "") + "links:\n  - [vacuum, m" +
          (watched ? ", d" : "") + "]\n",
      "watched.yaml");
}

}  // namespace

TEST_CASE("A stable watched network has both states, with what it takes to trust them") {
  const Report report = solve(oscillator_under_light("1.2 rad", true));
  REQUIRE(report.unconditional);
  REQUIRE(report.conditional);
  for (const StateReport& state : {*report.unconditional, *report.conditional}) {
    CHECK(state.status == "ok");
    REQUIRE(state.state);
    CHECK(state.state->residual < 1e-14);
    CHECK(state.state->error_bound() < 1e-10);
    CHECK(state.state->error_bound() > 0);
    CHECK(state.state->spectral_abscissa < 0);
    CHECK(state.state->slowest_mode == "m");
    CHECK(state.uncertainty_margin > 0);
    CHECK(state.purity.value > 0);
    CHECK(state.purity.value <= 1);
  }
  CHECK(report.detectors == std::vector<std::string>{"d"});
  CHECK(report.warnings.empty());
}

TEST_CASE("An unstable network that is watched has its conditional state only") {
  const Report report = solve(oscillator_under_light("0.3 rad", true));
  CHECK(report.unconditional->status == "unstable");
  CHECK_FALSE(report.unconditional->state);
  CHECK(report.conditional->status == "ok");
  // closed form 4 of theory.md
  CHECK_THAT(report.conditional->state->covariance()(0, 0),
             Catch::Matchers::WithinRel(1.0433358334639715, 1e-12));
  for (const ResultReport& result : report.results) {
    CHECK(result.unconditional->status == "unstable");
    CHECK_FALSE(result.unconditional->why.empty());
    CHECK(result.conditional->status == "ok");
  }
}

TEST_CASE("An unstable network that nobody watches has no state, and the mode is named") {
  const Report report = solve(oscillator_under_light("0.3 rad", false), StateChoice::both);
  CHECK(report.unconditional->status == "unstable");
  CHECK_THAT(report.unconditional->failure->message, Catch::Contains("'m'"));
  CHECK(report.conditional->status == "no-detector");
}

TEST_CASE("What is asked for is what is computed") {
  const Model model = oscillator_under_light("1.2 rad", true);
  CHECK_FALSE(solve(model, StateChoice::unconditional).conditional);
  CHECK_FALSE(solve(model, StateChoice::conditional).unconditional);
  CHECK_FALSE(solve(oscillator_under_light("1.2 rad", false)).conditional);
}

TEST_CASE("A state that cannot be trusted to a digit is no state") {
  // damping at the last digit of the frequency: neither clearly stable nor clearly not
  for (const char* linewidth : {"1e-9", "3e-10", "1e-10", "3e-11"}) {
    const std::string text = std::string(
                                 "gaussnet: 1\nnodes:\n  m: {type: oscillator, mass: positive, "
                                 "frequency: 1e6 rad/s, bath: {linewidth: ") +
                             linewidth + " rad/s, occupation: 2}}\n";
    const Report report = solve(load_text(text, "marginal.yaml"));
    CAPTURE(linewidth, report.unconditional->status);
    if (report.unconditional->status == "ok") {
      const Matrix& V = report.unconditional->state->covariance();
      CHECK(std::abs(V(0, 0) - 2.5) <= report.unconditional->state->error_bound());
    } else {
      CHECK((report.unconditional->status == "unstable" ||
             report.unconditional->status == "inaccurate"));
      CHECK_FALSE(report.unconditional->state);
    }
  }
}

TEST_CASE("a report counts what its network is made of") {
  const Model model = load_text(
      "gaussnet: 1\nnodes:\n"
      "  a: {type: oscillator, mass: negative, frequency: 2pi * 1 MHz, bath: {linewidth: 2pi * 9 "
      "Hz, occupation: 1}, repeat: 3}\n"
      "  b: {type: oscillator, mass: positive, frequency: 2pi * 1 MHz, bath: {linewidth: 2pi * 9 "
      "Hz, occupation: 1}, light: {rate: 2pi * 50 Hz, angle: 0.3 pi}, repeat: 2}\n"
      "  c: {type: cavity, detuning: 0 rad/s, ports: {in: {rate: 2pi * 1 MHz}}}\n"
      "  d: {type: homodyne, quadrature: P}\n"
      "links: [[vacuum, b(1).light, b(2).light, c.in, d]]\n"
      "interactions:\n"
      "  - {between: [a(1), a(3)], kind: position-position, rate: 2pi * 1 Hz}\n"
      "  - {between: [a(3), b(1)], kind: position-position, rate: 2pi * 1 Hz}\n",
      "mixed.yaml");
  for (const Report& report : {solve(model, StateChoice::unconditional), solve_large(model, {})}) {
    const NetworkCounts& counts = report.counts;
    std::map<std::string, std::size_t> nodes;
    for (const auto& each : counts.nodes) nodes[std::string(each.type)] = each.nodes;
    CHECK(nodes["oscillator"] == 5);
    CHECK(nodes["cavity"] == 1);
    CHECK(nodes["homodyne"] == 1);
    CHECK(nodes.count("squeezer") == 0);
    CHECK(counts.modes == 6);
    CHECK(counts.negative_mass == 3);
    CHECK(counts.positive_mass == 2);
    std::set<std::string> largest;
    for (const int mode : counts.largest_block) {
      largest.insert(report.linear.modes[static_cast<std::size_t>(mode)]);
    }
    CHECK(largest == std::set<std::string>{"a(1)", "a(3)", "b(1)"});
  }
}
