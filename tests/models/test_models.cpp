#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <libnetwork/analysis/report.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <set>
#include <tests/models/promises.hpp>

using namespace gaussnet;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using models::Promise;

namespace {

std::string model_path(const std::string& name) { return MODELS_DIR "/" + name + ".yaml"; }

std::set<std::string> model_names() {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(MODELS_DIR)) {
    if (entry.path().extension() == ".yaml") names.insert(entry.path().stem().string());
  }
  return names;
}

const ResultReport& result(const Report& report, const std::string& name) {
  for (const ResultReport& each : report.results) {
    if (each.request.name == name) return each;
  }
  throw std::out_of_range(name);
}

Model with(const Model& model, const Promise& promise) {
  std::vector<std::pair<std::string, Expression>> values;
  for (const auto& [name, text] : promise.settings) {
    values.emplace_back(name, parse_setting(model.description(), name, text));
  }
  return model.at(values);
}

/// The number as it is printed, and what solving may add to it.
void check(const Model& model, const Promise& promise) {
  CAPTURE(promise.line);
  const Report report = solve(with(model, promise));
  const ResultReport& found = result(report, promise.result);
  const auto& value = promise.conditional ? found.conditional : found.unconditional;
  REQUIRE(value);
  CHECK(value->status == "ok");
  const double due = std::stod(promise.digits);
  CHECK_THAT(value->value, WithinAbs(due, promise.half_digit() + 1e-13 * std::abs(due)));
  CHECK(value->bound < 1e-5);
}

}  // namespace

TEST_CASE("Every model gives the numbers that its header promises") {
  for (const std::string& name : model_names()) {
    CAPTURE(name);
    const auto promises = models::promises_of(model_path(name));
    CHECK_FALSE(promises.empty());
    const Model model = load(model_path(name));
    for (const Promise& promise : promises) check(model, promise);
  }
}

TEST_CASE("A promise is read with its state, its digits and its settings") {
  const auto one = models::promise_in("# gives: E_N conditional 0.2500 at T=5 K, g=0.1 kappa");
  REQUIRE(one);
  CHECK(one->result == "E_N");
  CHECK(one->conditional);
  CHECK(one->digits == "0.2500");
  CHECK_THAT(one->half_digit(), WithinRel(0.5e-4, 1e-12));
  CHECK(one->settings == models::Settings{{"T", "5 K"}, {"g", "0.1 kappa"}});
  CHECK(models::promise_in("# gives: n unconditional 12")->half_digit() == 0.5);
  CHECK_FALSE(models::promise_in("# It gives: n unconditional 12"));
  CHECK_THROWS(models::promise_in("# gives: n sometimes 12"));
  CHECK_THROWS(models::promise_in("# gives: n unconditional about 12"));
  CHECK_THROWS(models::promise_in("# gives: n unconditional 12 at"));
  CHECK_THROWS(models::promise_in("# gives: n unconditional 12 at g"));
}

TEST_CASE("The full picture approaches the numbers of the approximation") {
  const Model model = load(model_path("spin_mechanical_full"));
  const auto xi = [&](double frequency) {
    const Report report = solve(model.at({{"omega", 2 * pi * frequency}}));
    return result(report, "xi_g").unconditional->value;
  };
  const double approximate =
      result(solve(load(model_path("spin_mechanical"))), "xi_g").unconditional->value;
  const double far = xi(10e6) - approximate;
  const double farther = xi(100e6) - approximate;
  CHECK_THAT(farther, WithinRel(far / 100, 0.02));  // O((Gamma/omega)^2)
}

TEST_CASE("The chain of dark dimers gives pure pairs and nothing else") {
  const Report report = solve(load(model_path("dark_dimers")));
  const double pair = -std::log(std::tan(1.1 - pi / 4));  // closed form 2, theory.md
  CHECK_THAT(result(report, "first").unconditional->value, WithinRel(pair, 1e-12));
  CHECK_THAT(result(report, "last").unconditional->value, WithinRel(pair, 1e-12));
  CHECK_THAT(result(report, "all").unconditional->value, WithinRel(10 * pair, 1e-12));
  CHECK_THAT(result(report, "pair").unconditional->value, WithinRel(1.0, 1e-12));
  CHECK(result(report, "next").unconditional->value == 0);
  CHECK_FALSE(report.conditional);
}

TEST_CASE("Every model of the folder is in its README, and nothing else is") {
  CHECK(models::listed_in(MODELS_DIR "/README.md") == model_names());
}
