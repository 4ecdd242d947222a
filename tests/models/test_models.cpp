#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <libnetwork/analysis/report.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <set>

using namespace gaussnet;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

std::string model_path(const std::string& name) { return MODELS_DIR "/" + name + ".yaml"; }

const ResultReport& result(const Report& report, const std::string& name) {
  for (const ResultReport& each : report.results) {
    if (each.request.name == name) return each;
  }
  throw std::out_of_range(name);
}

/// The numbers a model's header states, with the digits that are printed there.
struct Due {
  const char* name;
  double unconditional;
  double conditional;
  double half_digit;
};

void check(const Report& report, std::initializer_list<Due> dues) {
  for (const Due& due : dues) {
    CAPTURE(due.name);
    const ResultReport& found = result(report, due.name);
    REQUIRE(found.unconditional);
    REQUIRE(found.conditional);
    CHECK(found.unconditional->status == "ok");
    CHECK(found.conditional->status == "ok");
    CHECK_THAT(found.unconditional->value, WithinAbs(due.unconditional, due.half_digit));
    CHECK_THAT(found.conditional->value, WithinAbs(due.conditional, due.half_digit));
    CHECK(found.unconditional->bound < 1e-6);
    CHECK(found.conditional->bound < 1e-6);
  }
}

}  // namespace

TEST_CASE("The reference model gives the published numbers") {
  check(solve(load(model_path("spin_mechanical"))),
        {{"xi_g", 0.351572, 0.349371, 6e-7}, {"E_N", 1.111579, 1.114803, 6e-7}});
}

TEST_CASE("The reference model with loss gives its numbers") {
  check(solve(load(model_path("spin_mechanical_loss"))), {{"xi_g", 0.398994, 0.397139, 6e-7}});
}

TEST_CASE("The full picture gives its numbers, which approach those of the approximation") {
  const Model model = load(model_path("spin_mechanical_full"));
  check(solve(model), {{"xi_g", 0.3580750, 0.3529129, 6e-8}, {"E_N", 1.1108287, 1.1140208, 6e-8}});
  check(solve(model.at({{"omega", 2 * pi * 10e6}})), {{"xi_g", 0.3516372, 0.3494084, 6e-8}});
  check(solve(model.at({{"omega", 2 * pi * 100e6}})), {{"xi_g", 0.35157278, 0.34937179, 6e-9}});
}

TEST_CASE("The chain of dark dimers gives pure pairs and nothing else") {
  const Report report = solve(load(model_path("dark_dimers")));
  const double pair = -std::log(std::tan(1.1 - pi / 4));  // closed form, theory.md
  CHECK_THAT(result(report, "first").unconditional->value, WithinRel(pair, 1e-12));
  CHECK_THAT(result(report, "last").unconditional->value, WithinRel(pair, 1e-12));
  CHECK_THAT(result(report, "all").unconditional->value, WithinRel(10 * pair, 1e-12));
  CHECK_THAT(result(report, "pair").unconditional->value, WithinRel(1.0, 1e-12));
  CHECK(result(report, "next").unconditional->value == 0);
  CHECK_FALSE(report.conditional);
}

TEST_CASE("Every model of the folder is one that a test here knows") {
  const std::set<std::string> known{"spin_mechanical", "spin_mechanical_loss",
                                    "spin_mechanical_full", "dark_dimers"};
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(MODELS_DIR)) {
    if (entry.path().extension() == ".yaml") found.insert(entry.path().stem().string());
  }
  CHECK(found == known);
}
