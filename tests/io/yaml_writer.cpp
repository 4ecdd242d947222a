// The writer's law: what is read back is what was written.
#include <catch2/catch.hpp>
#include <libnetwork/analysis/model.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/quantity.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/io/yaml_scalar.hpp>
#include <libnetwork/io/yaml_writer.hpp>
#include <libnetwork/network/file_keys.hpp>
#include <libnetwork/network/node_types.hpp>
#include <set>
#include <tests/io/random_descriptions.hpp>
#include <tests/models/same_description.hpp>

using namespace gaussnet;

namespace {

bool is_fine(const NetworkDescription& network) {
  try {
    Model{network};
  } catch (const DescriptionError&) {
    return false;
  }
  return true;
}

/// "oscillator", "oscillator.bath", "bath.linewidth", "interactions.position-position", ...
void note_words(const std::string& outer, const Value::Group& group, std::set<std::string>& words) {
  for (const Setting& setting : group) {
    words.insert(outer + "." + setting.key);
    if (const auto* word = setting.value.as<Value::Word>()) words.insert(setting.key + ":" + *word);
    if (const auto* inner = setting.value.as<Value::Group>())
      note_words(setting.key, *inner, words);
  }
}

void note_words(const NetworkDescription& network, std::set<std::string>& words) {
  for (const Entry& entry : network.defaults) note_words("defaults", entry.settings, words);
  for (const Entry& entry : network.nodes) {
    const auto* type = find(entry.settings, "type")->value.as<Value::Word>();
    note_words(*type, entry.settings, words);
  }
  for (const Value& item : network.interactions) {
    note_words("interactions", *item.as<Value::Group>(), words);
  }
  for (const Value& chain : network.links) {
    for (const Value& item : *chain.as<Value::List>()) {
      if (const auto* group = item.as<Value::Group>()) note_words("links", *group, words);
    }
  }
  for (const Entry& entry : network.sweeps) note_words("sweeps", entry.settings, words);
  for (const Entry& entry : network.optimisations) {
    note_words("optimisations", entry.settings, words);
  }
}

/// What the random networks must have used between them.
std::vector<std::string> words_of_tables() {
  std::vector<std::string> words;
  for (const NodeTypeRow& type : node_types()) {
    words.push_back("type:" + std::string(type.name));
    for (const KeyRow& row : type.keys) {
      // Of all types the oscillator stands for, as repetition is the same for each.
      if (row.name == "repeat" && type.name != "oscillator") continue;
      words.push_back(std::string(type.name) + "." + std::string(row.name));
      if (row.shape != KeyRow::Shape::group) continue;
      for (const KeyRow& inner : row.keys) {
        words.push_back(std::string(row.name) + "." + std::string(inner.name));
      }
    }
  }
  for (const KeyRow& row : link_keys()) words.push_back("links." + std::string(row.name));
  for (const KeyRow& row : repeated_path_keys()) words.push_back("links." + std::string(row.name));
  for (const KeyRow& row : interaction_keys()) {
    words.push_back("interactions." + std::string(row.name));
    for (const std::string_view kind : words_of(row.choices, '|')) {
      words.push_back(std::string(row.name) + ":" + std::string(kind));
    }
  }
  for (const KeyRow& row : sweep_keys()) words.push_back("sweeps." + std::string(row.name));
  for (const KeyRow& row : optimisation_keys()) {
    words.push_back("optimisations." + std::string(row.name));
  }
  return words;
}

std::string written(const Expression& frequency) {
  NetworkDescription network;
  network.node("m", {{"type", "oscillator"}, {"frequency", frequency}});
  const std::string text = to_yaml(network);
  const std::string key = "frequency: ";
  const std::size_t at = text.find(key) + key.size();
  return text.substr(at, text.find_first_of("\n,}", at) - at);
}

}  // namespace

TEST_CASE("A random description reads back as the same network, to the bit") {
  RandomDescriptions descriptions(20261122);
  int solvable = 0;
  std::set<std::string> said_somewhere;
  for (int k = 0; k < 1000; ++k) {
    const NetworkDescription said = descriptions.next();
    const std::string text = to_yaml(said);
    CAPTURE(k, text);
    const ReadDescription read = read_description(text, "printed.yaml");
    for (const Mistake& mistake : read.mistakes) UNSCOPED_INFO(to_string(mistake, text));
    REQUIRE(read.mistakes.empty());
    REQUIRE(first_difference(said, read.description) == "");
    if (!is_fine(said)) continue;  // a unit that is written may mend it
    ++solvable;
    note_words(said, said_somewhere);
    const LinearModel a = Model(said).linear_model();
    const LinearModel b = load_text(text, "printed.yaml").linear_model();
    REQUIRE(a.drift == b.drift);
    REQUIRE(a.diffusion == b.diffusion);
    REQUIRE(a.measurement == b.measurement);
    REQUIRE(a.measurement_noise == b.measurement_noise);
    REQUIRE(a.noise_correlation == b.noise_correlation);
    REQUIRE(to_yaml(read.description) == text);
  }
  CHECK(solvable > 400);
  for (const std::string& word : words_of_tables()) {
    CAPTURE(word);
    CHECK(said_somewhere.contains(word));
  }
}

TEST_CASE("Doubles get the unit of their key, in the shortest digits that read back") {
  CHECK(written(31415.9) == "3.14159e4 rad/s");
  CHECK(written(quantity("2pi * 5 kHz")) == "2pi * 5 kHz");
  CHECK(written(quantity("2pi * 5 kHz") * 0.1) == "2 * pi * (5 kHz) * 0.1");
  CHECK(written(quantity("1/(20 us)") + 100.0) == "1 / (20 us) + 100 rad/s");
  CHECK(written(2.0 * (Expression(3.0) + 4.0)) == "2 rad/s * (3 + 4)");
}

TEST_CASE("A parameter declared by a double is in the unit that its uses agree on") {
  NetworkDescription network;
  const Expression rate = network.parameter("rate", 50.0);
  const Expression twice = network.parameter("twice", 2.0 * rate);
  const Expression odd = network.parameter("odd", 0.5);
  network.node("m", {{"type", "oscillator"},
                     {"mass", "positive"},
                     {"frequency", twice},
                     {"bath", {{"linewidth", odd}, {"occupation", odd}}},
                     {"light", {{"rate", rate}, {"angle", odd}}}});
  const std::string text = to_yaml(network);
  CAPTURE(text);
  CHECK(text.find("rate: 50 rad/s") != text.npos);
  CHECK(text.find("odd: 0.5,") == text.npos);
  CHECK(text.find("odd: 0.5}") != text.npos);
  CHECK(text.find("linewidth: odd rad/s") != text.npos);
  CHECK(text.find("occupation: odd}") != text.npos);
  CHECK(text.find("angle: odd rad") != text.npos);
  const Model again = load_text(text, "printed.yaml");
  CHECK(first_difference(network, again.description()) == "");
  CHECK(again.linear_model().drift == Model(network).linear_model().drift);
}

TEST_CASE("What is said of a parameter has its unit, and so has the parameter") {
  NetworkDescription network;
  const Expression rate = network.parameter("rate", 50.0);
  const Expression x = network.parameter("x", 0.25);
  network.parameter("tied", 7.0);
  network.parameter("spread", 3.0);
  network.parameters.back().deviation = quantity("2 mK");
  network.node("m", {{"type", "oscillator"},
                     {"mass", "positive"},
                     {"frequency", 1e6},
                     {"bath", {{"linewidth", rate * x}, {"occupation", x}}}});
  network.result("n", {{"measure", "occupation"}, {"mode", "m"}});
  network.sweep("one", {{"axes", {{"rate", {{"from", 10.0}, {"to", 20.0}, {"points", 61.0}}}}},
                        {"minimise", "n"},
                        {"over", {{"x", {{"from", 0.125}, {"to", 0.5}}}}}});
  network.optimisation("best", {{"minimise", "n"},
                                {"over", {{"rate", Value::list({quantity("2pi * 3 Hz"), 40.0})}}},
                                {"tie", {{"tied", rate * x}}}});
  const std::string text = to_yaml(network);
  CAPTURE(text);
  CHECK(text.find("rate: {from: 10 rad/s, to: 20 rad/s, points: 61}") != text.npos);
  CHECK(text.find("over: {x: {from: 0.125, to: 0.5}}") != text.npos);
  CHECK(text.find("over: {rate: [2pi * 3 Hz, 40 rad/s]}") != text.npos);
  CHECK(text.find("spread: 3 K +- 2 mK") != text.npos);
  const ReadDescription read = read_description(text, "printed.yaml");
  CHECK(read.mistakes.empty());
  CHECK(first_difference(network, read.description) == "");
}

TEST_CASE("A key is in its own unit, also where a parameter of another kind has its name") {
  NetworkDescription network;
  network.parameter("rate", quantity("25 %"));
  network.parameter("loss", quantity("2pi * 7 kHz"));
  for (const char* name : {"a", "b"}) {
    network.node(name, {{"type", "oscillator"},
                        {"mass", "positive"},
                        {"frequency", 1e6},
                        {"bath", {{"linewidth", 10.0}, {"occupation", 1}}},
                        {"ports", {{"rate", {{"rate", 20.0}, {"angle", 0.5}}}}}});
  }
  network.interaction(
      {{"between", Value::list({"a", "b"})}, {"kind", "position-position"}, {"rate", 1e3}});
  network.link({"vacuum", "a.rate", {{"loss", 0.5}, {"phase", 0.25}}, "b.rate"});
  const std::string text = to_yaml(network);
  CAPTURE(text);
  CHECK(text.find("rate: 1e3 rad/s}") != text.npos);
  CHECK(text.find("{loss: 0.5, phase: 0.25 rad}") != text.npos);
  CHECK(text.find("ports: {rate: {rate: 20 rad/s, angle: 0.5 rad}}") != text.npos);
  CHECK(load_text(text, "printed.yaml").linear_model().drift ==
        Model(network).linear_model().drift);
}

TEST_CASE("A parameter set in code is written in the unit it was declared in") {
  const std::string text =
      "gaussnet: 1\nparameters: {angle: 0.3 pi, omega: 2pi * 1 MHz}\nnodes:\n  m: {type: "
      "oscillator, mass: positive, frequency: omega, bath: {linewidth: 1 rad/s, occupation: 1}, "
      "light: {rate: 10 rad/s, angle: angle}}\n";
  const Model model = load_text(text, "m.yaml").at({{"angle", 0.7}, {"omega", 1e6}});
  const std::string printed = to_yaml(model.description());
  CAPTURE(printed);
  const Model again = load_text(printed, "printed.yaml");
  CHECK(again.linear_model().drift == model.linear_model().drift);
}

TEST_CASE("A text that YAML would take for something else reads back as it is") {
  const std::vector<std::string> texts{
      "plain", "a: b",   "a #b",   "#a",    "- a",  "-a",        "-",   "",     " a",     "a ",
      "null",  "~",      "Null",   "'",     "\"",   "it's",      "a,b", "[a]",  "{a}",    "a]",
      "&a",    "*a",     "!a",     "|",     ">",    "%a",        "@a",  "`a",   "a\\b",   "a\tb",
      "a\nb",  "a\n",    "\na",    "a\n\n", "a:b",  "a:",        ":a",  "? a",  "?a",     "...",
      "---",   "--- a",  "= a",    "<<",    "1e3",  "a\x01\x7F", "µ→Ω", "true", "a'b\nc", "x\n  y",
      "x\n#y", "x\n\ny", "a\r\nb", "0x10",  "a  b", "a: \nb"};
  for (const std::string& text : texts) {
    NetworkDescription said;
    said.title = text;
    said.description = text;
    said.parameter("p", 1.0);
    said.parameters.back().meaning = text;
    said.node("m", {{"type", Value::Word(text)}});
    const std::string printed = to_yaml(said);
    CAPTURE(text, printed);
    const ReadDescription read = read_description(printed, "printed.yaml");
    REQUIRE(read.complete);
    CHECK(read.description.title == text);
    CHECK(read.description.description == text);
    REQUIRE(read.description.parameters.size() == 1);
    CHECK(read.description.parameters.front().meaning == text);
    REQUIRE(read.description.nodes.size() == 1);
    const auto* word = read.description.nodes.front().settings.front().value.as<Value::Word>();
    REQUIRE(word);
    CHECK(*word == text);
  }
}

TEST_CASE("A long chain is written over several lines of the page's width") {
  NetworkDescription network;
  network.link({"vacuum"});
  auto& chain = std::get<Value::List>(network.links.front().content);
  for (int k = 0; k < 30; ++k) chain.push_back("oscillator" + std::to_string(k) + ".light");
  const std::string text = to_yaml(network);
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n', begin)) {
    CHECK(end - begin <= 100);
    begin = end + 1;
  }
  const ReadDescription read = read_description(text, "printed.yaml");
  CHECK(read.mistakes.empty());
  CHECK(first_difference(network, read.description) == "");
}
