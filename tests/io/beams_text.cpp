// The way of the light in words, on graphs that are put together by hand.
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/io/beams_text.hpp>
#include <libnetwork/network/graph.hpp>

using namespace gaussnet;

namespace {

using Ports = std::vector<std::string>;

struct Bench {
  NetworkGraph network{};

  auto add(const std::string& name, const Ports& inputs, const Ports& outputs) {
    Station station{.name = name, .declared_name = name};
    station.inputs = inputs;
    station.outputs = outputs;
    return boost::add_vertex(station, network.graph);
  }

  template <class Vertex>
  void wire(Vertex from, int from_port, Vertex to, int to_port, double loss = 0) {
    boost::add_edge(from, to,
                    Wire{from_port, to_port, Transmission{.transmitted = 1 - loss, .lost = loss}},
                    network.graph);
  }

  std::string words() const { return beams_in_words(network); }
};

}  // namespace

TEST_CASE("a ring of light is walked once and said to close") {
  Bench bench;
  const auto a = bench.add("a", {"light"}, {"light"});
  const auto b = bench.add("b", {"light"}, {"light"});
  bench.wire(a, 0, b, 0, 0.1);
  bench.wire(b, 0, a, 0);
  CHECK(bench.words() == "light\n  a.light -> loss 10 % -> b.light -> back to a.light\n");
}

TEST_CASE("light passes a node of one way in and one way out under the node's name") {
  Bench bench;
  const auto squeezer = bench.add("squeezer", {"in"}, {"out"});
  const auto detector = bench.add("d", {"in"}, {});
  bench.wire(squeezer, 0, detector, 0);
  CHECK(bench.words() == "light\n  vacuum -> squeezer -> d\n");
}

TEST_CASE("beams end where they are mixed, and begin behind it") {
  Bench bench;
  const auto source = bench.add("source", {}, {"out"});
  const auto mixer = bench.add("bs", {"in1", "in2"}, {"out1", "out2"});
  const auto mode = bench.add("m", {"light"}, {"light"});
  bench.wire(source, 0, mixer, 0);
  bench.wire(mixer, 1, mode, 0);
  bench.wire(mode, 0, mixer, 1);  // a loop through the mixer
  CHECK(bench.words() ==
        "light\n  source -> bs.in1\n  bs.out1 -> not detected\n  bs.out2 -> m.light -> bs.in2\n");
}

TEST_CASE("a double pass is one beam by two ports of one node") {
  Bench bench;
  const auto mode = bench.add("m", {"first", "second"}, {"first", "second"});
  bench.wire(mode, 0, mode, 1);
  CHECK(bench.words() == "light\n  vacuum -> m.first -> m.second\n");
}
