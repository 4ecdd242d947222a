// Lists of results, chosen states and chosen detectors, as a user of the program meets them.
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

#include "program.hpp"

using Catch::Matchers::Contains;

namespace {

using nlohmann::json;

/// A cascade of two oscillators to `d`, a third one to `h`.
std::string three_modes(const std::string& results, const std::string& angle = "1.1 rad") {
  const std::string bath = "bath: {linewidth: 0.3 rad/s, occupation: 0.7}, ";
  return "gaussnet: 1\napproximation: rotating-wave\nnodes:\n"
         "  a: {type: oscillator, mass: negative, frequency: 1000 rad/s, " +
         bath + "light: {rate: 2 rad/s, angle: " + angle + "}}\n" +
         "  b: {type: oscillator, mass: positive, frequency: 1000 rad/s, " + bath +
         "light: {rate: 2 rad/s, angle: 1.1 rad}}\n" +
         "  c: {type: oscillator, mass: positive, frequency: 1000 rad/s, " + bath +
         "light: {rate: 1 rad/s, angle: 0.9 rad}}\n" +
         "  d: {type: homodyne, quadrature: P}\n  h: {type: heterodyne}\n"
         "links:\n  - [vacuum, a, b, d]\n  - [vacuum, c, h]\nresults:\n" +
         results;
}

const std::string lists =
    "  E: {measure: log-negativity, pairs: all}\n  xi: {measure: epr, pairs: all, top: 2}\n"
    "  Ep: {measure: log-negativity, partitions: all, state: conditional}\n"
    "  G: {measure: steering, pairs: all, given: [d]}\n  S: {measure: entropy, modes: [a, b]}\n"
    "  T: {measure: effective-temperature, mode: a}\n"
    "  Sq: {measure: squeezing, of: {a.X: 1, b.X: 1}, state: unconditional}\n";

std::string solved(const std::string& text, const std::string& format) {
  const Ran ran = program({"solve", "-", "--format", format}, text);
  CAPTURE(ran.err);
  CHECK(ran.exit_code == 0);
  return ran.out;
}

bool is_valid(const std::string& text) {
  const Folder folder;
  const std::string instance = folder.file("instance.json", text);
  const std::string log = folder.file("log", "");
  const std::string schema = (source_dir() / "docs" / "solve.schema.json").string();
  const std::string command = std::string(GAUSSNET_PYTHON) + " -m jsonschema -i '" + instance +
                              "' '" + schema + "' > '" + log + "' 2>&1";
  const int status = std::system(command.c_str());
  UNSCOPED_INFO(text_of(log));
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

TEST_CASE("the JSON of lists names modes and parts, and the schema takes it") {
  const std::string text = solved(three_modes(lists), "json");
  CHECK(is_valid(text));
  const json printed = json::parse(text);
  const json& pairs = printed["results"]["E"]["conditional"]["values"];
  REQUIRE(pairs.size() == 3);
  CHECK(pairs[0]["modes"] == json({"a", "b"}));
  CHECK(pairs[0]["value"].get<double>() > 0.1);
  CHECK(pairs[0]["bound"].get<double>() > 0);
  CHECK_FALSE(printed["results"]["E"]["conditional"].contains("value"));
  CHECK(printed["results"]["xi"]["unconditional"]["values"].size() == 2);
  const json& parts = printed["results"]["Ep"]["conditional"]["values"];
  CHECK(parts[0]["partition"] == json({{"a", "c"}, {"b"}}));
  CHECK_FALSE(printed["results"]["Ep"].contains("unconditional"));
  CHECK(printed["results"]["G"]["given"] == json({"d"}));
  REQUIRE(printed["given"].size() == 1);
  CHECK(printed["given"][0]["detectors"] == json({"d"}));
  CHECK(printed["given"][0]["covariance"].size() == 6);
  CHECK(printed["results"]["S"]["unit"] == "nats");
  CHECK(printed["results"]["T"]["unit"] == "K");
  CHECK(is_valid(solved(three_modes("  n: {measure: occupation, mode: a, state: conditional, "
                                    "given: [h]}\n"),
                        "json")));  // neither of the two usual states
}

TEST_CASE("the schema refuses items without modes and states without detectors") {
  const json good = json::parse(solved(three_modes(lists), "json"));
  json nameless = good;
  nameless["results"]["E"]["conditional"]["values"][0].erase("modes");
  CHECK_FALSE(is_valid(nameless.dump()));
  json unnamed = good;
  unnamed["given"][0].erase("detectors");
  CHECK_FALSE(is_valid(unnamed.dump()));
  json bare = good;
  bare["results"]["E"]["conditional"]["values"][0].erase("bound");
  CHECK_FALSE(is_valid(bare.dump()));
}

TEST_CASE("the CSV has a row for each item of a list, and the JSON's numbers") {
  const std::string csv = solved(three_modes(lists), "csv");
  const json printed = json::parse(solved(three_modes(lists), "json"));
  CHECK_THAT(csv, Contains("\"E[a, b]\",log-negativity,unconditional,") &&
                      Contains("\"Ep[a, c | b]\",log-negativity,conditional,") &&
                      Contains("G[b -> a],steering,conditional,") &&
                      Contains("Sq,squeezing,unconditional,") && !Contains("Sq,squeezing,cond"));
  std::size_t items = 0;
  for (const std::string& line : lines_of(csv)) {
    const std::string head = "\"E[a, b]\",log-negativity,conditional,";
    if (line.rfind("\"E[", 0) == 0) ++items;
    if (line.rfind(head, 0) != 0) continue;
    CHECK(std::stod(line.substr(head.size())) ==
          printed["results"]["E"]["conditional"]["values"][0]["value"].get<double>());
  }
  CHECK(items == 6);  // three pairs, two states
}

TEST_CASE("the text has a table for each list and says what a value is given") {
  const std::string text = program({"solve", "-"}, three_modes(lists)).out;
  CAPTURE(text);
  CHECK_THAT(text, Contains("\nepr of all pairs, the best 2\n") &&
                       Contains("\nsteering of all pairs, given d\n") && Contains("\n  b -> a") &&
                       Contains("\n  a, c | b") && Contains("effective-temperature (K) of a"));
  CHECK_THAT(text, Contains("given d") && !Contains("nan") && !Contains("inf"));
  for (const std::string& line : lines_of(text)) CHECK(line.size() <= 100);
}

TEST_CASE("what is undefined has a status and a sentence in every format") {
  const std::string text =
      "gaussnet: 1\nnodes:\n"
      "  a: {type: oscillator, mass: negative, frequency: 20 rad/s, bath: {linewidth: 0.3 rad/s, "
      "occupation: 0.7}, light: {rate: 2 rad/s, angle: 1.1 rad}}\n"
      "  b: {type: oscillator, mass: positive, frequency: 20 rad/s, bath: {linewidth: 0.3 rad/s, "
      "occupation: 0.1}, light: {rate: 2 rad/s, angle: 1.1 rad}}\nlinks:\n  - [vacuum, a, b]\n"
      "results:\n  F: {measure: entanglement-of-formation, modes: [a, b]}\n";
  CHECK_THAT(solved(text, "csv"),
             Contains("F,entanglement-of-formation,unconditional,,,undefined"));
  CHECK_THAT(solved(text, "text"), Contains("undefined") && Contains("no closed form"));
  const std::string printed = solved(text, "json");
  CHECK(is_valid(printed));
  CHECK(json::parse(printed)["results"]["F"]["unconditional"]["status"] == "undefined");
}

TEST_CASE("a result that asks for a state that does not exist, and for no other, is an error") {
  // At 0.3 rad light amplifies `a`; it is watched, so that it has a conditional state.
  const auto run = [](const std::string& results, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"solve", "-"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return program(arguments, three_modes(results, "0.3 rad"));
  };
  const std::string n = "  n: {measure: occupation, mode: a";
  CHECK(run(n + "}\n").exit_code == 0);
  CHECK_THAT(run(n + "}\n").err, Contains("warning: no steady state"));
  const Ran only = run(n + "}\n  m: {measure: occupation, mode: b, state: unconditional}\n");
  CHECK(only.exit_code == 1);
  CHECK_THAT(only.err, Contains("error: no steady state"));
  const Ran conditional = run(n + ", state: conditional}\n");
  CHECK(conditional.exit_code == 0);
  CHECK(conditional.err.empty());
  CHECK(run(n + ", state: conditional}\n", {"--state", "unconditional"}).exit_code == 1);
  const Ran unseen = run(n + ", given: [h]}\n");  // which sees nothing of a
  CHECK(unseen.exit_code == 1);
  CHECK_THAT(unseen.err, Contains("[undetectable]") && Contains("[unstable]"));
  const Ran one_set = run(n +
                          ", given: [h], state: conditional}\n  m: {measure: occupation, mode: "
                          "a}\n");
  CHECK(one_set.exit_code == 1);
  CHECK_THAT(one_set.err,
             Contains("error: no conditional state") && Contains("warning: no steady"));
  CHECK(run(n + ", given: [h]}\n  m: {measure: occupation, mode: a}\n").exit_code == 0);
}

TEST_CASE("a figure of which few digits are certain is noted, one that is 0 is not") {
  const Ran fine = program({"solve", "dark_dimers"});
  CHECK_THAT(fine.out, !Contains("digits are certain"));
  // E_N = 8 from a covariance whose own error bound leaves one digit of it.
  const Ran coarse = program({"solve", "dark_dimers", "--set", "theta=0.2501 pi"});
  CAPTURE(coarse.out, coarse.err);
  CHECK_THAT(coarse.out, Contains("less than three digits are certain of"));
}
