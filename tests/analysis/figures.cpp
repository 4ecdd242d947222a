#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/analysis/report.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/network/physical_constants.hpp>

using namespace gaussnet;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// The matched pair of closed form 1 (theory.md), with these results and this detector line.
Model matched_pair(const std::string& results, const std::string& angle = "P") {
  const std::string oscillator =
      "frequency: 1000 rad/s, bath: {linewidth: 0.3 rad/s, occupation: 0.7}, light: {rate: 2 "
      "rad/s, "
      "angle: 1.1 rad}}\n";
  return load_text(
      "gaussnet: 1\napproximation: rotating-wave\nnodes:\n  a: {type: oscillator, mass: "
      "negative, " +
          oscillator + "  b: {type: oscillator, mass: positive, " + oscillator +
          "  d: {type: homodyne, quadrature: " + angle +
          "}\nlinks:\n  - [vacuum, a, b, d]\nresults:\n" + results,
      "matched.yaml");
}

double value(const Report& report, std::size_t k = 0) {
  REQUIRE(report.results[k].unconditional->status == "ok");
  return report.results[k].unconditional->value;
}

}  // namespace

TEST_CASE("The matched pair has the closed form's figures") {
  // R = 0: xi = [Gamma (1 - sin 2 theta) + gamma_0 (2n + 1)]/(gamma_0 - Gamma cos 2 theta)
  const double xi = (2 * (1 - std::sin(2.2)) + 0.3 * 2.4) / (0.3 - 2 * std::cos(2.2));
  const Report report =
      solve(matched_pair("  xi: {measure: epr, modes: [a, b], weight: readout}\n"
                         "  one: {measure: epr, modes: [a, b], weight: 1}\n"
                         "  best: {measure: epr, modes: [a, b]}\n"
                         "  E: {measure: log-negativity, partition: [[a], [b]]}\n"
                         "  bits: {measure: log-negativity, partition: [[a], [b]], base: 2}\n"
                         "  nu: {measure: symplectic-eigenvalue, partition: [[a], [b]]}\n"
                         "  V: {measure: variance, of: {a.X: 1, b.X: 1}}\n"
                         "  n: {measure: occupation, mode: a}\n"));
  for (const std::size_t k : {0U, 1U, 2U}) CHECK_THAT(value(report, k), WithinRel(xi, 1e-12));
  CHECK_THAT(value(report, 3), WithinRel(-std::log(xi), 1e-12));
  CHECK_THAT(value(report, 4), WithinRel(-std::log2(xi), 1e-12));
  CHECK_THAT(value(report, 5), WithinRel(xi / 2, 1e-12));
  CHECK_THAT(value(report, 6), WithinRel(xi, 1e-12));
  // Var X_S = (Gamma/2 + gamma_0 (n + 1/2))/gamma, the letter's Eq. (7)
  CHECK_THAT(value(report, 7), WithinRel((1 + 0.3 * 1.2) / (0.3 - 2 * std::cos(2.2)) - 0.5, 1e-12));
  CHECK_THAT(*report.results[0].unconditional->weight, WithinRel(1.0, 1e-12));
  CHECK_THAT(*report.results[0].unconditional->coherence, WithinRel(1.0, 1e-9));
}

TEST_CASE(
    "The least symplectic eigenvalue and the purity of one mode are those of its covariance") {
  const Report report = solve(matched_pair(
      "  nu: {measure: symplectic-eigenvalue, modes: [a]}\n  mu: {measure: purity, modes: [a]}\n"
      "  n: {measure: occupation, mode: a}\n"));
  const double thermal = value(report, 2) + 0.5;  // phase-insensitive: V = (n + 1/2) 1
  CHECK_THAT(value(report, 0), WithinRel(thermal, 1e-12));
  CHECK_THAT(value(report, 1), WithinRel(1 / (2 * thermal), 1e-12));
}

TEST_CASE("A readout weight is refused where the records do not define it") {
  const auto message = [](const Model& model) {
    try {
      solve(model);
    } catch (const DescriptionError& error) {
      CHECK(error.mistakes().front().code == "readout");
      return error.mistakes().front().message;
    }
    return std::string("taken");
  };
  const std::string two_beams =
      "gaussnet: 1\napproximation: rotating-wave\nnodes:\n"
      "  a: {type: oscillator, mass: negative, frequency: 1000 rad/s, bath: {linewidth: 1 rad/s, "
      "occupation: 0}, light: {rate: 2 rad/s, angle: 1.1 rad}}\n"
      "  b: {type: oscillator, mass: positive, frequency: 1000 rad/s, bath: {linewidth: 1 rad/s, "
      "occupation: 0}, light: {rate: 2 rad/s, angle: 1.1 rad}}\n"
      "  d: {type: homodyne, quadrature: P, repeat: 2}\n"
      "links:\n  - [vacuum, a, d(1)]\n  - [vacuum, b, d(2)]\nresults:\n"
      "  xi: {measure: epr, modes: [a, b], weight: readout}\n";
  CHECK_THAT(message(load_text(two_beams, "two.yaml")), Catch::Contains("coherence"));
  std::string unseen = two_beams;
  unseen.replace(unseen.find("[vacuum, b, d(2)]"), 17, "[vacuum, b]");
  CHECK_THAT(message(load_text(unseen, "two.yaml")), Catch::Contains("both oscillators' light"));
  // The angle of the detector turns the weight, not the coherence.
  CHECK(message(matched_pair("  xi: {measure: epr, modes: [a, b], weight: readout}\n", "X")) ==
        "taken");
}

TEST_CASE("The effective temperature of an oscillator is that of its bath when nothing else acts") {
  const Report report = solve(load_text(
      "gaussnet: 1\nnodes:\n  m: {type: oscillator, mass: positive, frequency: 2pi * 1 GHz, bath: "
      "{linewidth: 2pi * 1 kHz, temperature: 50 mK}}\nresults:\n"
      "  T: {measure: effective-temperature, mode: m}\n",
      "bath.yaml"));
  CHECK_THAT(value(report), WithinRel(0.05, 1e-9));
  CHECK(std::abs(value(report) - 0.05) <= report.results[0].unconditional->bound + 1e-16);
}

TEST_CASE("Squeezing does not depend on the length of the combination") {
  const auto squeezing = [](const std::string& factor) {
    return value(solve(matched_pair("  s: {measure: squeezing, of: {a.X: " + factor +
                                    ", b.X: 2 * " + factor + ", b.P: -0.7 * " + factor + "}}\n")));
  };
  const double once = squeezing("1");
  for (const char* factor : {"1e-200", "1e200", "1e-307", "4e307", "0.25", "-3"}) {
    CAPTURE(factor);
    CHECK_THAT(squeezing(factor), WithinRel(once, 1e-13));
  }
  CHECK_THROWS_WITH(matched_pair("  s: {measure: squeezing, of: {a.X: 0}}\n"),
                    Catch::Matchers::Contains("[empty-value]"));
}
