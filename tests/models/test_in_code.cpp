// Every model of models/ built in code: the same description, matrices, checks and errors as the
// file, and the file that it prints.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <libnetwork/analysis/model.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/io/yaml_writer.hpp>
#include <set>
#include <tests/models/same_description.hpp>

#include "in_code/in_code.hpp"

using namespace gaussnet;

namespace {

std::string model_path(std::string_view name) {
  return MODELS_DIR "/" + std::string(name) + ".yaml";
}

void check_same_matrices(const Model& a, const Model& b) {
  const LinearModel x = a.linear_model();
  const LinearModel y = b.linear_model();
  CHECK(x.modes == y.modes);
  CHECK(x.records == y.records);
  CHECK(x.drift == y.drift);
  CHECK(x.diffusion == y.diffusion);
  CHECK(x.measurement == y.measurement);
  CHECK(x.measurement_noise == y.measurement_noise);
  CHECK(x.noise_correlation == y.noise_correlation);
}

/// "code argument" of each mistake, sorted.
std::vector<std::string> said_of(const NetworkDescription& network, bool in_code) {
  std::vector<std::string> said;
  try {
    Model{network};
  } catch (const DescriptionError& error) {
    for (const Mistake& mistake : error.mistakes()) {
      CAPTURE(mistake.code, mistake.message, mistake.place.argument);
      if (in_code) CHECK(mistake.place.line == 0);
      said.push_back(mistake.code + " " + mistake.place.argument.text());
    }
  }
  std::sort(said.begin(), said.end());
  return said;
}

std::vector<std::string> codes_of(const std::vector<std::string>& said) {
  std::vector<std::string> codes;
  for (const std::string& each : said) codes.push_back(each.substr(0, each.find(' ')));
  std::sort(codes.begin(), codes.end());
  return codes;
}

using Visit = std::function<void(Value::Group&, std::size_t)>;

/// Every setting of the nodes and results, as a place in its group.
void walk(Value::Group& group, const Visit& visit) {
  for (std::size_t k = 0; k < group.size(); ++k) {
    if (auto* inner = std::get_if<Value::Group>(&group[k].value.content)) walk(*inner, visit);
    visit(group, k);
  }
}

void walk(NetworkDescription& network, const Visit& visit) {
  for (Entry& node : network.nodes) walk(node.settings, visit);
  for (Entry& result : network.results) walk(result.settings, visit);
}

/// The network with `change` applied to its setting number `wanted`; false: there is none.
template <class Change>
bool change_setting(NetworkDescription& network, int wanted, const Change& change) {
  int number = 0;
  Value::Group* group = nullptr;
  std::size_t place = 0;
  walk(network, [&](Value::Group& each, std::size_t at) {
    if (number++ != wanted) return;
    group = &each;
    place = at;
  });
  if (group) change(*group, place);
  return group != nullptr;
}

struct Breakage {
  const char* name;
  void (*change)(Value::Group&, std::size_t);
};

constexpr Breakage kBreakages[] = {
    {"a key that does not exist",
     [](Value::Group& group, std::size_t at) { group[at].key += "_of_nothing"; }},
    {"a key left out",
     [](Value::Group& group, std::size_t at) {
       group.erase(group.begin() + static_cast<std::ptrdiff_t>(at));
     }},
    {"a word that means nothing",
     [](Value::Group& group, std::size_t at) {
       if (auto* word = std::get_if<Value::Word>(&group[at].value.content)) *word += "_wrong";
     }},
    {"a quantity far out of range or of a wrong kind",
     [](Value::Group& group, std::size_t at) {
       if (auto* said = std::get_if<Expression>(&group[at].value.content)) {
         const Place place = said->place;
         *said = quantity("-3 K");
         said->place = place;
       }
     }},
    {"a key given twice",
     [](Value::Group& group, std::size_t at) {
       const Setting copy = group[at];
       group.push_back(copy);
     }},
};

}  // namespace

TEST_CASE("Every model of the folder is built in code, too") {
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(MODELS_DIR)) {
    if (entry.path().extension() == ".yaml") files.insert(entry.path().stem().string());
  }
  std::set<std::string> built;
  for (const auto& model : in_code::models()) built.emplace(model.name);
  CHECK(built == files);
}

TEST_CASE("A model built in code is the model of its file, to the bit") {
  for (const auto& each : in_code::models()) {
    CAPTURE(each.name);
    const NetworkDescription built = each.network();
    const Model read = load(model_path(each.name));
    CHECK(first_difference(built, read.description()) == "");
    check_same_matrices(Model(built), read);
  }
}

TEST_CASE("The file that a model built in code prints is the same network") {
  for (const auto& each : in_code::models()) {
    const NetworkDescription built = each.network();
    const std::string printed = to_yaml(built);
    CAPTURE(each.name, printed);
    const Model again = load_text(printed, "printed.yaml");
    CHECK(first_difference(built, again.description()) == "");
    check_same_matrices(Model(built), again);
    CHECK(to_yaml(again.description()) == printed);
  }
}

TEST_CASE("A file that is read and printed is the same network") {
  for (const auto& each : in_code::models()) {
    const Model read = load(model_path(each.name));
    const std::string printed = to_yaml(read.description());
    CAPTURE(each.name, printed);
    const Model again = load_text(printed, "printed.yaml");
    CHECK(first_difference(read.description(), again.description()) == "");
    check_same_matrices(read, again);
  }
}

TEST_CASE("Broken in the same way, a file and a network in code meet the same mistakes") {
  int broken = 0;
  for (const auto& each : in_code::models()) {
    const NetworkDescription file = load(model_path(each.name)).description();
    for (const Breakage& breakage : kBreakages) {
      for (int setting = 0;; ++setting) {
        NetworkDescription in_code = each.network();
        if (!change_setting(in_code, setting, breakage.change)) break;
        NetworkDescription in_file = file;
        REQUIRE(change_setting(in_file, setting, breakage.change));
        CAPTURE(each.name, breakage.name, setting);
        const auto said = said_of(in_code, true);
        CHECK(said == said_of(in_file, false));
        broken += said.empty() ? 0 : 1;
      }
    }
  }
  CHECK(broken > 100);
}

TEST_CASE("The mistakes of a network in code name the call's argument") {
  for (const auto& each : in_code::models()) {
    CAPTURE(each.name);
    NetworkDescription network = each.network();
    REQUIRE_FALSE(network.results.empty());
    Entry& result = network.results.front();
    Setting& misspelt = result.settings[1];
    const std::string argument = result.name + "." + misspelt.key;
    misspelt.key += "x";
    const auto said = said_of(network, true);
    CHECK(std::count(said.begin(), said.end(), "unknown-key " + argument) == 1);
  }
}

TEST_CASE("The mistakes of a list name its items") {
  NetworkDescription network = in_code::two_arm_network();
  network.result("none", {{"measure", "purity"}, {"modes", Value::list({"spin(1)", "spin(3)"})}});
  network.result("pair", {{"measure", "log-negativity"},
                          {"partition", Value::list({Value::list({"spin(1)"}),
                                                     Value::list({"spin(2)", "spin(4)"})})}});
  network.link({"vacuum", "splitter.in3"});
  CHECK(said_of(network, true) == std::vector<std::string>{"index-range none.modes(2)",
                                                           "index-range pair.partition(2)(2)",
                                                           "unknown-port links(5)(2)"});
}

TEST_CASE("What is wrong with a network in code is wrong with the file that it prints") {
  for (const auto& each : in_code::models()) {
    for (int setting = 0;; ++setting) {
      NetworkDescription network = each.network();
      bool is_kind = false;
      const auto misspell = [&](Value::Group& group, std::size_t at) {
        is_kind = group[at].key == "type" || group[at].key == "measure";
        kBreakages[0].change(group, at);
      };
      if (!change_setting(network, setting, misspell)) break;
      if (is_kind) continue;  // without it a file is read without a table, and more is wrong
      const std::string printed = to_yaml(network);
      CAPTURE(each.name, setting, printed);
      std::vector<std::string> codes;
      try {
        load_text(printed, "printed.yaml");
      } catch (const DescriptionError& error) {
        for (const Mistake& mistake : error.mistakes()) codes.push_back(mistake.code);
      }
      std::sort(codes.begin(), codes.end());
      CHECK(codes == codes_of(said_of(network, true)));
    }
  }
}
