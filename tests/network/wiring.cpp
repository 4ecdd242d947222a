#include <catch2/catch.hpp>
#include <libnetwork/analysis/model.hpp>
#include <libnetwork/errors/failures.hpp>

using namespace gaussnet;
using Catch::Matchers::WithinRel;

namespace {

void add_oscillator(NetworkDescription& network, const std::string& name, int copies = 0) {
  std::vector<Setting> settings{{"type", "oscillator"},
                                {"mass", "positive"},
                                {"frequency", 10.0},
                                {"bath", {{"linewidth", 1.0}, {"occupation", 0.5}}},
                                {"light", {{"rate", 2.0}, {"angle", 1.2}}}};
  if (copies > 0) settings.push_back({"repeat", copies});
  network.nodes.push_back({.name = name, .settings = settings});
}

/// The stations in the order in which the light meets them, read off the cascade.
std::vector<std::string> visited(const NetworkDescription& network) {
  const BlockCascade cascade = Model(network).cascade();
  std::vector<std::string> names;
  for (const Block& block : cascade.blocks) {
    if (block.name != "vacuum") names.push_back(block.name);
  }
  return names;
}

std::string first_code(const NetworkDescription& network) {
  try {
    Model{network};
  } catch (const DescriptionError& error) {
    return error.mistakes().front().code;
  }
  return "none";
}

}  // namespace

TEST_CASE("A chain visits its elements in order, whatever the order of the nodes") {
  NetworkDescription network;
  for (const char* name : {"c", "a", "b"}) add_oscillator(network, name);
  network.link({"vacuum", "a", "b.light", "c.light"});
  CHECK(visited(network) == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE("name(*) in a chain is all copies, one after the other") {
  NetworkDescription network;
  add_oscillator(network, "a", 3);
  network.link({"vacuum", "a(*).light"});
  CHECK(visited(network) == std::vector<std::string>{"a(1)", "a(2)", "a(3)"});
}

TEST_CASE("A range in a chain is its copies") {
  NetworkDescription network;
  add_oscillator(network, "a", 4);
  network.link({"vacuum", "a(3..4)", "a(1..2)"});
  CHECK(visited(network) == std::vector<std::string>{"a(3)", "a(4)", "a(1)", "a(2)"});
}

TEST_CASE("A repeated path visits one copy of each a round") {
  NetworkDescription network;
  add_oscillator(network, "a", 3);
  add_oscillator(network, "b", 3);
  network.link(
      {"vacuum",
       {{"repeat", 3}, {"path", Value::list({"a(*).light", {{"loss", 0.1}}, "b(*).light"})}}});
  CHECK(visited(network) ==
        std::vector<std::string>{"a(1)", "b(1)", "a(2)", "b(2)", "a(3)", "b(3)"});
}

TEST_CASE("A repeated path may walk a range of its copies") {
  NetworkDescription network;
  add_oscillator(network, "a", 4);
  network.link({"a(1).light", {{"repeat", 2}, {"path", Value::list({"a(2..3)"})}}, "a(4)"});
  CHECK(visited(network) == std::vector<std::string>{"a(1)", "a(2)", "a(3)", "a(4)"});
}

TEST_CASE("Losses between two elements act in turn") {
  NetworkDescription network;
  add_oscillator(network, "a");
  add_oscillator(network, "b");
  network.link({"a", {{"loss", 0.5}, {"phase", 0.3}}, {{"loss", 0.2}}, "b"});
  const BlockCascade cascade = Model(network).cascade();
  const Transmission& wire = cascade.blocks.back().inputs.front().wire;
  CHECK_THAT(wire.transmitted, WithinRel(0.4, 1e-14));
  CHECK_THAT(wire.phase, WithinRel(0.3, 1e-14));
  CHECK_THAT(wire.noise_variance, WithinRel(0.3, 1e-14));
}

TEST_CASE("A closed lossless loop in phase is refused with its stations") {
  NetworkDescription network;
  for (const char* name : {"a", "b", "c"}) add_oscillator(network, name);
  network.link({"a", "b", "a"});
  try {
    Model{network};
    FAIL("the loop was taken");
  } catch (const DescriptionError& error) {
    CHECK(error.mistakes().front().code == "singular-loop");
    CHECK_THAT(error.what(), Catch::Contains("loop a -> b -> a"));
  }
}

TEST_CASE("Wiring mistakes are found in networks built in code") {
  NetworkDescription network;
  add_oscillator(network, "a");
  add_oscillator(network, "b");
  const auto code_with = [&](std::initializer_list<Value> chain) {
    NetworkDescription changed = network;
    changed.link({"vacuum", "a"});
    changed.link(chain);
    return first_code(changed);
  };
  CHECK(code_with({"vacuum", "a"}) == "input-fed-twice");
  CHECK(code_with({"vacuum", "c"}) == "unknown-node");
  CHECK(code_with({"vacuum", "b.lihgt"}) == "unknown-port");
  CHECK(code_with({"b", "vacuum"}) == "no-input");
  CHECK(code_with({"vacuum"}) == "short-chain");
  CHECK(code_with({"b", {{"loss", 0.1}}}) == "loose-end");
  CHECK(code_with({"vacuum", "b(1)"}) == "not-repeated");
  CHECK(code_with({"vacuum", {{"lost", 0.1}}, "b"}) == "unknown-key");
  CHECK(code_with({"vacuum", {{"loss", 1.1}}, "b"}) == "out-of-range");
  CHECK(code_with({"vacuum", 3.0}) == "wrong-shape");
  CHECK(code_with({"vacuum", "b"}) == "none");
}
