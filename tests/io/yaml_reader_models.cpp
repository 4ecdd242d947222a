#include <catch2/catch.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/network/graph.hpp>

using namespace gaussnet;
using Catch::Matchers::WithinRel;

namespace {

std::string oscillator(const std::string& name) {
  return "  " + name +
         ": {type: oscillator, mass: positive, frequency: 2pi * 1 MHz, bath: {linewidth: 2pi * 1 "
         "kHz, "
         "occupation: 2}, light: {rate: 2pi * 3 kHz, angle: 0.3 pi}";
}

std::vector<std::string> codes_of(const std::string& text) {
  std::vector<std::string> codes;
  try {
    load_text(text, "x.yaml");
  } catch (const DescriptionError& error) {
    for (const Mistake& mistake : error.mistakes()) codes.push_back(mistake.code);
  }
  return codes;
}

const std::string head = "gaussnet: 1\nnodes:\n" + oscillator("a") + "}\n";

}  // namespace

TEST_CASE("A model keeps its texts, its parameters and their meaning") {
  const Model model = load_text(
      "gaussnet: 1\ntitle: A title\ndescription: Some words\nreference: A paper\nparameters:\n"
      "  n: {value: 3, meaning: occupation, range: [0, 10]}\n  m: 2 n +- 0.5\nx-mine: [anything]\n"
      "nodes:\n  a: {type: oscillator, mass: positive, frequency: 1 rad/s, bath: {linewidth: 1 "
      "rad/s, "
      "occupation: m}}\n",
      "x.yaml");
  CHECK(model.description().title == "A title");
  CHECK(model.description().description == "Some words");
  CHECK(model.description().reference == "A paper");
  CHECK(model.description().parameters[0].meaning == "occupation");
  CHECK(model.parameters() == std::vector<double>{3, 6});
  CHECK(model.description().parameters[1].deviation);
  CHECK(model.at({{"n", 4.0}}).parameters() == std::vector<double>{4, 8});
  CHECK_THROWS_AS(model.at({{"n", 11.0}}), DescriptionError);
}

TEST_CASE("Anchors and aliases may be used, merge keys may not") {
  const std::string text =
      "gaussnet: 1\nx-bath: &bath {linewidth: 2pi * 1 kHz, occupation: 2}\nnodes:\n"
      "  a: {type: oscillator, mass: positive, frequency: 2pi * 1 MHz, bath: *bath}\n";
  CHECK(codes_of(text).empty());
}

TEST_CASE("index counts the copies of a node and the rounds of a path") {
  const Model model = load_text(
      "gaussnet: 1\nnodes:\n  a: {type: oscillator, mass: positive, frequency: index * 2pi * 1 "
      "MHz, "
      "bath: {linewidth: 1 rad/s, occupation: index}, light: {rate: 1 rad/s, angle: 0.3 pi}, "
      "repeat: 3}\n"
      "links:\n  - [vacuum, {repeat: 3, path: [{loss: index * 10 %}, a(*)]}]\n",
      "x.yaml");
  const BlockCascade cascade = model.cascade();
  int copy = 0;
  for (const Block& block : cascade.blocks) {
    if (block.modes.empty()) continue;
    ++copy;
    const double lost = block.inputs.front().wire.lost;
    CHECK_THAT(lost, WithinRel(0.1 * copy, 1e-13));
    CHECK_THAT(block.component->noise.front().covariance(0, 0), WithinRel(copy + 0.5, 1e-15));
  }
  CHECK(copy == 3);
}

TEST_CASE("index has no meaning outside a repeated node or path") {
  CHECK(codes_of(head + "links:\n  - [vacuum, {loss: index * 10 %}, a]\n") ==
        std::vector<std::string>{"unknown-name"});
}

TEST_CASE("Containers of the wrong shape are told as such") {
  CHECK(codes_of("gaussnet: 1\nnodes: [a]\n") == std::vector<std::string>{"wrong-shape"});
  CHECK(codes_of(head + "links: a\n") == std::vector<std::string>{"wrong-shape"});
  CHECK(codes_of(head + "links:\n  - a\n") == std::vector<std::string>{"wrong-shape"});
  CHECK(codes_of(head + "results: 3\n") == std::vector<std::string>{"wrong-shape"});
  CHECK(codes_of(head + "parameters: 3\n") == std::vector<std::string>{"wrong-shape"});
  CHECK(codes_of(head + "parameters: {x: [1]}\n") == std::vector<std::string>{"wrong-shape"});
  CHECK(codes_of("gaussnet: 1\nnodes:\n  a: oscillator\n") ==
        std::vector<std::string>{"wrong-shape"});
  CHECK(codes_of(head + "title: [a]\n") == std::vector<std::string>{"wrong-shape"});
}

TEST_CASE("A quantity that cannot be read is one mistake, wherever it stands") {
  const std::string head_and = head + "results:\n  r: ";
  for (const std::string& text :
       {head_and + "{measure: epr, modes: [a, a], weight: 1 +* 2}\n",
        head_and + "{measure: variance, of: {a.X: 1 2}}\n",
        std::string("gaussnet: 1\nparameters: {x: 1 2}\nnodes:\n") + oscillator("a") +
            ", repeat: x}\n",
        std::string("gaussnet: 1\nnodes:\n") + oscillator("a") + ", repeat: 1 2}\n",
        head + "links:\n  - [vacuum, {loss: 1 2}, a]\n",
        head + "  h: {type: homodyne, quadrature: 1 2}\n", head + "sideband: 1 2\n"}) {
    CAPTURE(text);
    CHECK(codes_of(text).size() == 1);
  }
}

TEST_CASE("Repetition without bound is refused, not tried") {
  CHECK(codes_of(head + "  b: {type: vacuum, repeat: 3e5}\n  c: {type: vacuum, repeat: "
                        "3e5}\n") == std::vector<std::string>{"repeat-count"});
  const std::string inner = "{repeat: 1e6, path: [{repeat: 1e6, path: [{loss: 1 %}]}]}";
  CHECK(codes_of(head + "links:\n  - [vacuum, " + inner + ", a]\n") ==
        std::vector<std::string>{"repeat-count"});
}

TEST_CASE("Empty containers are told as empty") {
  for (const char* key : {"title", "links", "results", "parameters"}) {
    CAPTURE(key);
    CHECK(codes_of(head + key + ":\n") == std::vector<std::string>{"empty-value"});
  }
}

TEST_CASE("A value of --set is read as a quantity with the model's names") {
  const Model model = load_text(
      "gaussnet: 1\nparameters: {n: 3, m: 2 n}\nnodes:\n  a: {type: "
      "oscillator, mass: positive, frequency: 1 rad/s, bath: {linewidth: 1 "
      "rad/s, occupation: m}}\n",
      "x.yaml");
  const std::vector<std::pair<std::string, Expression>> values{
      {"m", parse_setting(model.description(), "m", "5 n")}};
  CHECK(model.at(values).parameters() == std::vector<double>{3, 15});
  const std::vector<std::pair<std::string, Expression>> rate{
      {"m", parse_setting(model.description(), "m", "2pi * 5 kHz")}};
  CHECK_THROWS_AS(model.at(rate), DescriptionError);
  CHECK_THROWS_AS(parse_setting(model.description(), "m", "5 k"), DescriptionError);
}

TEST_CASE("Ten thousand nodes, repeated or written out, are read with every check") {
  std::string chain = "  - [vacuum";
  std::string text = "gaussnet: 1\napproximation: rotating-wave\nnodes:\n";
  constexpr int count = 10000;
  for (int k = 0; k < count; ++k) {
    const std::string name = "n" + std::to_string(k);
    text += oscillator(name) + "}\n";
    chain += ", " + name;
  }
  const Model written = load_text(text + "links:\n" + chain +
                                      "]\nresults:\n  n: {measure: occupation, "
                                      "mode: n7}\n",
                                  "x.yaml");
  CHECK(boost::num_edges(written.graph().graph) == count);
  const Model repeated =
      load_text("gaussnet: 1\napproximation: rotating-wave\nnodes:\n" + oscillator("a") +
                    ", repeat: 10000}\nlinks:\n  - [vacuum, a(*)]\nresults:\n  n: "
                    "{measure: occupation, mode: a(7)}\n",
                "x.yaml");
  CHECK(boost::num_edges(repeated.graph().graph) == count);
}
