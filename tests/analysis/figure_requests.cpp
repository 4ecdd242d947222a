// What results ask for: lists over pairs and partitions, states, detectors.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/analysis/report.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <set>

using namespace gaussnet;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// Three oscillators, two on one beam to `d`, one on its own to the repeated `h`.
Model three_oscillators(const std::string& results) {
  const std::string bath = "bath: {linewidth: 0.3 rad/s, occupation: 0.7}, ";
  return load_text(
      "gaussnet: 1\napproximation: rotating-wave\nnodes:\n"
      "  a: {type: oscillator, mass: negative, frequency: 1000 rad/s, " +
          bath + "light: {rate: 2 rad/s, angle: 1.1 rad}}\n" +
          "  b: {type: oscillator, mass: positive, frequency: 1000 rad/s, " + bath +
          "light: {rate: 2 rad/s, angle: 1.1 rad}}\n" +
          "  c: {type: oscillator, mass: positive, frequency: 1000 rad/s, " + bath +
          "light: {rate: 1 rad/s, angle: 0.9 rad}}\n" +
          "  d: {type: homodyne, quadrature: P}\n  h: {type: homodyne, quadrature: P, repeat: 2}\n"
          "links:\n  - [vacuum, a, b, d]\n  - [vacuum, c, h(1)]\nresults:\n" +
          results,
      "three.yaml");
}

const ResultReport& result_named(const Report& report, const std::string& name) {
  for (const ResultReport& result : report.results) {
    if (result.request.name == name) return result;
  }
  FAIL("no result " << name);
  return report.results.front();
}

std::string code_of(const std::string& results) {
  try {
    three_oscillators(results);
  } catch (const DescriptionError& error) {
    return error.mistakes().front().code;
  }
  return "none";
}

}  // namespace

TEST_CASE("A scan over pairs gives what each pair gives by itself, ordered pairs for steering") {
  const Report report = solve(three_oscillators(
      "  E: {measure: log-negativity, pairs: all}\n  xi: {measure: epr, pairs: all}\n"
      "  G: {measure: steering, pairs: all}\n"
      "  E_ab: {measure: log-negativity, partition: [[a], [b]]}\n"
      "  xi_ac: {measure: epr, modes: [a, c]}\n  G_ba: {measure: steering, from: [b], to: [a]}\n"));
  const auto& all = result_named(report, "E").conditional_items;
  REQUIRE(all.size() == 3);
  CHECK(all[0].a == std::vector<int>{0});
  CHECK(all[0].b == std::vector<int>{1});
  CHECK(all[0].value.value == result_named(report, "E_ab").conditional->value);
  const auto& pairs = result_named(report, "xi").unconditional_items;
  REQUIRE(pairs.size() == 3);
  CHECK(pairs[1].value.value == result_named(report, "xi_ac").unconditional->value);
  const auto& ordered = result_named(report, "G").conditional_items;
  REQUIRE(ordered.size() == 6);
  CHECK(ordered[2].a == std::vector<int>{1});
  CHECK(ordered[2].b == std::vector<int>{0});
  CHECK(ordered[2].value.value == result_named(report, "G_ba").conditional->value);
  CHECK(ordered[2].value.value > 0);
}

TEST_CASE("A scan over partitions meets every bipartition once") {
  const Report report = solve(
      three_oscillators("  E: {measure: log-negativity, partitions: all, base: 2}\n"
                        "  one: {measure: log-negativity, partition: [[a], [b, c]], base: 2}\n"));
  const auto& items = result_named(report, "E").unconditional_items;
  REQUIRE(items.size() == 3);
  std::set<std::vector<int>> parts;
  for (const FigureItem& item : items) {
    CHECK(item.a.size() + item.b.size() == 3);
    CHECK(item.a.front() == 0);
    parts.insert(item.b);
    if (item.a.size() == 1) {
      CHECK(item.value.value == result_named(report, "one").unconditional->value);
    }
  }
  CHECK(parts == std::set<std::vector<int>>{{1}, {2}, {1, 2}});
}

TEST_CASE("'top' keeps the best, the smallest of EPR variances and the largest of the others") {
  // Many pairs, so that the list is shortened on the way: thermal modes and one entangled pair.
  const int modes = 30;
  Matrix v = Matrix::Identity(2 * modes, 2 * modes);
  for (int mode = 0; mode < modes; ++mode) {
    v.block<2, 2>(2 * mode, 2 * mode) *= 0.6 + 0.01 * ((7 * mode) % modes);
  }
  const double c = 0.4;
  v(2 * 4, 2 * 21) = v(2 * 21, 2 * 4) = c;
  v(2 * 4 + 1, 2 * 21 + 1) = v(2 * 21 + 1, 2 * 4 + 1) = -c;
  const LinearModel no_records;
  const std::vector<ModeNumbers> numbers(modes);
  const GaussianState state(v);
  for (const char* measure : {"epr", "log-negativity"}) {
    FigureRequest request{.figure = find_figure(measure), .scan = FigureRequest::Scan::pairs};
    std::vector<FigureItem> all = evaluate_scan(request, state, {no_records, numbers});
    REQUIRE(all.size() == 435);
    request.top = 3;
    const std::vector<FigureItem> best = evaluate_scan(request, state, {no_records, numbers});
    REQUIRE(best.size() == 3);
    std::stable_sort(all.begin(), all.end(), [&](const FigureItem& one, const FigureItem& other) {
      return std::string(measure) == "epr" ? one.value.value < other.value.value
                                           : one.value.value > other.value.value;
    });
    for (std::size_t k = 0; k < 3; ++k) CHECK(best[k].value.value == all[k].value.value);
    CHECK(best[0].a == std::vector<int>{4});
    CHECK(best[0].b == std::vector<int>{21});
    CHECK(evaluate(request, state, {no_records, numbers}).value == best[0].value.value);
  }
}

TEST_CASE("Only the states that results ask for are computed") {
  const Report one =
      solve(three_oscillators("  n: {measure: occupation, mode: a, state: unconditional}\n"));
  CHECK(one.unconditional);
  CHECK_FALSE(one.conditional);
  CHECK_FALSE(one.results[0].conditional);
  CHECK(one.unconditional->is_required);
  const Report other =
      solve(three_oscillators("  n: {measure: occupation, mode: a, state: conditional}\n"));
  CHECK_FALSE(other.unconditional);
  CHECK(other.conditional);
  const Report both =
      solve(three_oscillators("  n: {measure: occupation, mode: a, state: conditional}\n  m: "
                              "{measure: occupation, mode: b}\n"));
  CHECK(both.unconditional);
  CHECK_FALSE(both.unconditional->is_required);
  CHECK(both.conditional->is_required);
  CHECK_FALSE(both.results[0].unconditional);
  CHECK(both.results[1].unconditional);
  const Report forced =
      solve(three_oscillators("  n: {measure: occupation, mode: a, state: conditional}\n"),
            StateChoice::unconditional);
  CHECK(forced.results[0].unconditional);
  CHECK_FALSE(forced.results[0].conditional);
}

TEST_CASE("'given' conditions on the records of the named detectors only, one state a set") {
  const Report report = solve(three_oscillators(
      "  seen: {measure: occupation, mode: a, given: [d]}\n"
      "  unseen: {measure: occupation, mode: a, given: [h(*)]}\n"
      "  same: {measure: occupation, mode: c, given: [h(2), h(1)]}\n"
      "  one: {measure: occupation, mode: c, given: [h(1)]}\n"
      "  dark: {measure: occupation, mode: c, given: [h(2)]}\n"
      "  all: {measure: occupation, mode: a}\n  all_c: {measure: occupation, mode: c}\n"));
  CHECK(report.given.size() == 4);  // d; h(1) and h(2); h(1); h(2)
  const auto conditional = [&](const char* name) {
    return result_named(report, name).conditional->value;
  };
  const auto free = [&](const char* name) {
    return result_named(report, name).unconditional->value;
  };
  // Beams are independent: what is recorded of one says nothing of the other's oscillators.
  CHECK_THAT(conditional("seen"), WithinRel(conditional("all"), 1e-10));
  CHECK_THAT(conditional("unseen"), WithinRel(free("all"), 1e-10));
  CHECK_THAT(conditional("same"), WithinRel(conditional("all_c"), 1e-10));
  CHECK_THAT(conditional("one"), WithinRel(conditional("all_c"), 1e-10));
  CHECK_THAT(conditional("dark"), WithinRel(free("all_c"), 1e-10));
  CHECK(conditional("seen") < free("all") - 1e-3);
  CHECK(conditional("one") < free("all_c") - 1e-3);
  const Report alone = solve(
      three_oscillators("  n: {measure: occupation, mode: a, state: conditional, given: [d]}\n"));
  CHECK_FALSE(alone.unconditional);
  CHECK_FALSE(alone.conditional);
  REQUIRE(alone.given.size() == 1);
  CHECK(alone.given[0].report.is_required);
  CHECK(alone.results[0].conditional->value == conditional("seen"));
}

TEST_CASE("A readout weight is read from the records that are given") {
  const std::string xi = "  xi: {measure: epr, modes: [a, b], weight: readout, given: [";
  const Report report = solve(three_oscillators(xi + "d]}\n"));
  CHECK_THAT(*report.results[0].unconditional->weight, WithinRel(1.0, 1e-9));
  CHECK_THAT(*report.results[0].conditional->coherence, WithinRel(1.0, 1e-9));
  CHECK_THROWS_WITH(solve(three_oscillators(xi + "h(1)]}\n")),
                    Catch::Contains("both oscillators' light in the records"));
}

TEST_CASE("Two modes may be named where two parties are asked for, and what cannot be is refused") {
  const Report report = solve(three_oscillators(
      "  I: {measure: mutual-information, modes: [a, b]}\n"
      "  J: {measure: mutual-information, partition: [[a], [b]]}\n"
      "  F: {measure: entanglement-of-formation, modes: [a, b]}\n"
      "  S: {measure: entropy, partition: [[a], [b]]}\n  R: {measure: entropy, modes: [a, b]}\n"));
  CHECK(report.results[0].unconditional->value == report.results[1].unconditional->value);
  CHECK(report.results[3].unconditional->value == report.results[4].unconditional->value);
  CHECK(*report.results[2].unconditional->in_log2 ==
        report.results[2].unconditional->value / std::log(2.0));
  CHECK(code_of("  I: {measure: mutual-information, modes: [a, b, c]}\n") == "not-a-pair");
  CHECK(code_of("  F: {measure: entanglement-of-formation, partition: [[a], [b, c]]}\n") ==
        "not-a-pair");
  CHECK(code_of("  G: {measure: steering, from: [], to: [a]}\n") == "empty-value");
  CHECK(code_of("  G: {measure: steering, from: [a], to: [b], pairs: all}\n") == "over-determined");
  CHECK(code_of("  n: {measure: occupation, mode: a, given: [a]}\n") == "unknown-detector");
  CHECK(code_of("  n: {measure: occupation, mode: a, given: [h]}\n") == "bare-repeated-name");
  CHECK(code_of("  n: {measure: occupation, mode: a, given: [h(3)]}\n") == "index-range");
}

TEST_CASE("An entanglement of formation without a closed form has a reason, not a number") {
  const Report report = solve(load_text(
      "gaussnet: 1\nnodes:\n"
      "  a: {type: oscillator, mass: negative, frequency: 20 rad/s, bath: {linewidth: 0.3 rad/s, "
      "occupation: 0.7}, light: {rate: 2 rad/s, angle: 1.1 rad}}\n"
      "  b: {type: oscillator, mass: positive, frequency: 20 rad/s, bath: {linewidth: 0.3 rad/s, "
      "occupation: 0.1}, light: {rate: 2 rad/s, angle: 1.1 rad}}\nlinks:\n  - [vacuum, a, b]\n"
      "results:\n  F: {measure: entanglement-of-formation, modes: [a, b]}\n"
      "  E: {measure: log-negativity, partition: [[a], [b]]}\n",
      "full.yaml"));
  REQUIRE(report.results[1].unconditional->value > 0.01);
  CHECK(report.results[0].unconditional->status == "undefined");
  CHECK_THAT(report.results[0].unconditional->why, Catch::Contains("no closed form"));
}
