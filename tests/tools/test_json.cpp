#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <libnetwork/analysis/report.hpp>
#include <libnetwork/io/report.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <nlohmann/json.hpp>

#include "program.hpp"

namespace {

using nlohmann::json;

std::string quoted(const std::string& path) { return "'" + path + "'"; }

/// Whether docs/solve.schema.json takes the text, as Debian's python3-jsonschema sees it.
bool is_valid(const std::string& text) {
  const Folder folder;
  const std::string instance = folder.file("instance.json", text);
  const std::string schema = (source_dir() / "docs" / "solve.schema.json").string();
  const std::string log = folder.file("log", "");
  const std::string command = std::string(GAUSSNET_PYTHON) + " -m jsonschema -i " +
                              quoted(instance) + " " + quoted(schema) + " > " + quoted(log) +
                              " 2>&1";
  const int status = std::system(command.c_str());
  UNSCOPED_INFO(text_of(log));
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string solved(std::vector<std::string> arguments, const std::string& input = "") {
  arguments.insert(arguments.begin(), "solve");
  arguments.insert(arguments.end(), {"--format", "json"});
  return program(arguments, input).out;
}

}  // namespace

TEST_CASE("the documented schema takes every kind of output") {
  CHECK(is_valid(solved({"spin_mechanical"})));
  CHECK(is_valid(solved({"dark_dimers"})));  // no detector
  CHECK(is_valid(solved({"dark_dimers", "--state", "both"})));
  CHECK(is_valid(solved({"spin_mechanical", "--set", "theta_S=0.1 pi"})));  // unstable
  CHECK(is_valid(solved({"spin_mechanical", "--state", "conditional"})));
  CHECK(is_valid(solved({"-"}, unseen_growth())));  // no state at all
  CHECK(is_valid(solved({"-"}, one_oscillator(true))));
  CHECK(is_valid(solved({"dark_dimers", "--set", "theta=0.250000001 pi"})));  // inaccurate
}

TEST_CASE("the documented schema refuses what it should") {
  const json good = json::parse(solved({"spin_mechanical"}));
  REQUIRE(is_valid(good.dump()));
  json missing_bound = good;
  missing_bound["results"]["xi_g"]["conditional"].erase("bound");
  CHECK_FALSE(is_valid(missing_bound.dump()));
  json null_for_nan = good;
  null_for_nan["unconditional"]["covariance"][0][1] = nullptr;
  CHECK_FALSE(is_valid(null_for_nan.dump()));
  json bare_purity = good;
  bare_purity["unconditional"].erase("purity_bound");
  CHECK_FALSE(is_valid(bare_purity.dump()));
  json silent = good;
  silent["unconditional"] = {{"status", "unstable"}};
  CHECK_FALSE(is_valid(silent.dump()));
}

TEST_CASE("doubles reach the JSON to the last bit") {
  const auto report =
      gaussnet::solve(gaussnet::load((source_dir() / "models" / "spin_mechanical.yaml").string()));
  const json printed = json::parse(solved({"spin_mechanical"}));
  const gaussnet::Matrix& covariance = report.conditional->state->covariance();
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < 4; ++j) {
      CHECK(printed["conditional"]["covariance"][static_cast<std::size_t>(i)]
                   [static_cast<std::size_t>(j)]
                       .get<double>() == covariance(i, j));
    }
  }
  CHECK(printed["results"]["xi_g"]["unconditional"]["value"].get<double>() ==
        report.results.at(0).unconditional->value);
  CHECK(printed["parameters"]["theta_S"]["value"].get<double>() == report.model.parameters()[2]);
}

TEST_CASE("the JSON says which text, in what order and in which units") {
  const json printed = json::parse(solved({"spin_mechanical", "--set", "C_S=2 * 15"}));
  CHECK(printed["quadratures"] == json({"spin.X", "spin.P", "mech.X", "mech.P"}));
  CHECK(printed["convention"]["vacuum_variance"] == 0.5);
  CHECK(printed["detectors"] == json({"detector"}));
  CHECK(printed["parameters"]["C_S"] == json({{"value", 30.0}, {"text", "2 * 15"}, {"unit", ""}}));
  CHECK(printed["parameters"]["theta_M"]["unit"] == "rad");
  // sha256sum models/spin_mechanical.yaml, by an independent program
  const Folder folder;
  const std::string sum = folder.file("sum", "");
  const std::string file = (source_dir() / "models" / "spin_mechanical.yaml").string();
  REQUIRE(std::system(("sha256sum " + quoted(file) + " > " + quoted(sum)).c_str()) == 0);
  CHECK(text_of(sum).substr(0, 64) == printed["model"]["sha256"]);
}

TEST_CASE("a purity comes with its bound, or not at all") {
  // 1/(4 sqrt(det V)) of the printed covariance, [theory.md, Eq. (57)]; X and P do not correlate.
  const json printed = json::parse(solved({"spin_mechanical"}));
  for (const char* state : {"unconditional", "conditional"}) {
    const json& found = printed[state];
    const auto v = [&](std::size_t i, std::size_t j) {
      return found["covariance"][i][j].get<double>();
    };
    const double det =
        (v(0, 0) * v(2, 2) - v(0, 2) * v(2, 0)) * (v(1, 1) * v(3, 3) - v(1, 3) * v(3, 1));
    CAPTURE(state);
    CHECK(std::abs(found["purity"].get<double>() - 1 / (4 * std::sqrt(det))) < 1e-10);
    CHECK(found["purity_bound"].get<double>() > 0);
    CHECK(found["purity_bound"].get<double>() < 1e-6);
  }
  for (const char* angle : {"1.1 rad", "0.2501 pi", "0.25000002 pi"}) {
    const json dimers =
        json::parse(solved({"dark_dimers", "--set", std::string("theta=") + angle}));
    const json& state = dimers["unconditional"];
    CAPTURE(angle, state["status"]);
    CHECK(state.contains("purity") == state.contains("purity_bound"));
    if (!state.contains("purity")) continue;
    CHECK(std::abs(state["purity"].get<double>() - 1) <= state["purity_bound"].get<double>());
  }
}

TEST_CASE("brackets and quotes in a title leave the JSON whole") {
  const std::string title = R"(a [b, c] "d" \)";
  std::string text = one_oscillator(true);
  text.insert(text.find("parameters"), "title: 'a [b, c] \"d\" \\'\n");
  const std::string printed = solved({"-"}, text);
  CHECK(json::parse(printed)["model"]["title"] == title);
  CHECK(is_valid(printed));
}

TEST_CASE("a missing number has a status and a sentence, and no key") {
  const json printed = json::parse(solved({"spin_mechanical", "--set", "theta_S=0.1 pi"}));
  CHECK(printed["unconditional"]["status"] == "unstable");
  CHECK_FALSE(printed["unconditional"].contains("covariance"));
  CHECK(printed["unconditional"]["message"].get<std::string>().find("'spin'") != std::string::npos);
  CHECK(printed["results"]["E_N"]["unconditional"]["status"] == "unstable");
  CHECK_FALSE(printed["results"]["E_N"]["unconditional"].contains("value"));
  CHECK(printed["conditional"]["status"] == "ok");
}

TEST_CASE("a list of which an item has no number is not 'ok'") {
  gaussnet::Report report =
      gaussnet::solve(gaussnet::load_text("gaussnet: 1\nnodes:\n  a: {type: oscillator, repeat: 3, "
                                          "mass: negative, frequency: 20 rad/s, "
                                          "bath: {linewidth: 0.3 rad/s, occupation: 0.7}}\n"
                                          "results: {E: {measure: log-negativity, pairs: all}}\n",
                                          "three.yaml"));
  const auto list = [&] {
    const std::string text = gaussnet::to_json(report);
    CHECK(is_valid(text));
    return json::parse(text)["results"]["E"]["unconditional"];
  };
  CHECK(list()["status"] == "ok");
  report.results.front().unconditional_items.back().value = {.status = "inaccurate",
                                                             .why = "no digit is certain"};
  CHECK(list()["status"] == "inaccurate");
  CHECK(list()["values"][0]["status"] == "ok");
  CHECK(list()["values"][2]["status"] == "inaccurate");
}
