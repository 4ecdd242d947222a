#include <catch2/catch.hpp>
#include <libnetwork/analysis/report.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/yaml_reader.hpp>

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
