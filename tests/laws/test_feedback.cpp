// Loops against the feedback reduction of (S, L, H), and against light that runs round by round.
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/errors/failures.hpp>
#include <tests/laws/doubled_up.hpp>
#include <tests/laws/feedback_reduction.hpp>
#include <tests/laws/generated_graphs.hpp>
#include <tests/laws/graph_coverage.hpp>
#include <tests/laws/samples.hpp>

using gaussnet::LinearModel;
using gaussnet::Matrix;
using laws::GraphRecord;
using laws::NodeRecord;
using laws::NodeType;
using laws::PassRecord;

namespace {

NodeRecord oscillator(const char* name, int ports) {
  NodeRecord node{.type = NodeType::oscillator, .name = name};
  node.frequency = 7;
  node.linewidth = 0.5;
  for (int k = 1; k <= ports; ++k) {
    node.ports.push_back(
        {.name = "p" + std::to_string(k), .rate = 1.3, .angle = std::acos(-1) / 2});
  }
  return node;
}

/// What runs between the ring's beam splitter and itself.
struct Ring {
  bool rotating_wave = false;
  double reflectivity = 0.45;
  PassRecord pass{};
  std::vector<NodeRecord> elements{};
};

void add_path(GraphRecord& record, const Ring& ring, int from, int to, int round) {
  record.wires.push_back(
      {.from = from, .from_port = 1, .to = to, .to_port = 1, .passes = {ring.pass}});
  for (NodeRecord element : ring.elements) {
    element.name += std::to_string(round);
    record.insert(record.wires.size() - 1, element);
  }
}

/// a -> ring -> b
GraphRecord closed(const Ring& ring) {
  GraphRecord record{.rotating_wave = ring.rotating_wave};
  record.nodes = {oscillator("a", 1), oscillator("b", 1)};
  record.nodes.push_back(
      {.type = NodeType::beam_splitter, .name = "bs", .reflectivity = ring.reflectivity});
  record.wires = {{.from = 0, .to = 2}, {.from = 2, .to = 1}};
  add_path(record, ring, 2, 2, 0);
  return record;
}

/// The light of a enters one copy of the ring's elements after the other, once for each round; what
/// leaves the last copy runs on to b.
GraphRecord unrolled(const Ring& ring, int rounds) {
  GraphRecord record{.rotating_wave = ring.rotating_wave};
  record.nodes = {oscillator("a", rounds + 1), oscillator("b", 1)};
  int before = -1;
  for (int round = 0; round <= rounds; ++round) {
    const auto splitter = static_cast<int>(record.nodes.size());
    record.nodes.push_back({.type = NodeType::beam_splitter,
                            .name = "bs" + std::to_string(round),
                            .reflectivity = ring.reflectivity});
    record.wires.push_back({.from = 0, .from_port = round, .to = splitter});
    if (round > 0) add_path(record, ring, before, splitter, round);
    before = splitter;
  }
  record.wires.push_back({.from = before, .to = 1});
  return record;
}

/// How b is driven by a.
Matrix influence(const GraphRecord& record) {
  return laws::linear_model_of(record).drift.block<2, 2>(2, 0);
}

/// |influence of that many rounds - of the closed ring|, from 0 rounds on.
std::vector<double> distances(const Ring& ring, int rounds) {
  const Matrix limit = influence(closed(ring));
  std::vector<double> far;
  for (int k = 0; k <= rounds; ++k) far.push_back((influence(unrolled(ring, k)) - limit).norm());
  return far;
}

}  // namespace

TEST_CASE("A and D of graphs are those of the (S, L, H) feedback reduction, wire by wire") {
  int held = 0;
  int loops = 0;
  for (const GraphRecord& record : laws::graphs()) {
    if (record.has_brownian()) continue;
    CAPTURE(laws::seed_of(record));
    const LinearModel model = laws::linear_model_of(record);
    const laws::DriftAndDiffusion other = laws::by_feedback_reduction(record);
    LinearModel same = model;
    same.drift = other.drift;
    same.diffusion = other.diffusion;
    CHECK(laws::model_difference(model, same) <= laws::rounding);
    ++held;
    loops += laws::coverage_of({record}).with_loop;
  }
  CHECK(held > 400);
  CHECK(loops > 130);
}

TEST_CASE("a graph is refused exactly where its light gains at the steps of some loop") {
  constexpr int seeds = 1500;
  int refused = 0;
  int close = 0;
  for (int seed = 1; seed <= seeds; ++seed) {
    laws::Dice dice(static_cast<std::uint64_t>(seed));
    const GraphRecord record = laws::draw_graph(dice, {.loop_share = 1, .most_gain = 10});
    const double gain = laws::gain_per_step(record);
    if (std::abs(gain - 1) < 1e-6) continue;  // what returns as it was: network/loops
    CAPTURE(seed, gain);
    if (gain < 1) {
      CHECK_NOTHROW(laws::cascade_of(laws::describe(record)));
    } else {
      try {
        laws::cascade_of(laws::describe(record));
        FAIL("a loop that amplifies");
      } catch (const gaussnet::DescriptionError& error) {
        // Another loop that is singular may be met first.
        const std::string& code = error.mistakes().front().code;
        CHECK((code == "loop-gain" || code == "singular-loop"));
        refused += code == "loop-gain";
      }
    }
    close += std::abs(gain - 1) < 0.1;
  }
  CHECK(refused > 100);
  CHECK(close > 100);
}

TEST_CASE("a ring is the sum of its rounds: 40 of them miss what its gain leaves over") {
  const bool rotating_wave = GENERATE(false, true);
  Ring ring{.rotating_wave = rotating_wave, .pass = {.loss = 0.3, .phase = 0.8}};
  double gain = std::sqrt(0.55 * 0.7);
  SECTION("loss and phase") {}
  SECTION("loss, phase and an amplifier") {
    ring.elements = {{.type = NodeType::amplifier, .name = "amp", .gain = 1.4}};
    gain *= std::sqrt(1.4);
  }
  constexpr int rounds = 40;
  const std::vector<double> far = distances(ring, rounds);
  CHECK(far[0] > 0.01);
  for (std::size_t k = 1; k < far.size() && far[k] > 1e-9; ++k) {
    CAPTURE(k, far[k]);
    CHECK_THAT(far[k] / far[k - 1], Catch::WithinRel(gain, 1e-6));
  }
  CHECK(far[rounds] <= 1.01 * far[0] * std::pow(gain, rounds) + 1e-14);
}

TEST_CASE("with a squeezer in the ring the rounds converge as its stretched quadrature does") {
  const bool rotating_wave = GENERATE(false, true);
  Ring ring{.rotating_wave = rotating_wave, .pass = {.loss = 0.3}};
  ring.elements = {{.type = NodeType::squeezer, .name = "sq", .squeezing = 2, .angle = 0.4}};
  const double gain = std::sqrt(0.55 * 0.7) * std::pow(10, 0.1);
  CHECK_THAT(std::pow(laws::gain_per_step(closed(ring)), 2), Catch::WithinRel(gain, 1e-9));
  constexpr int rounds = 40;
  const std::vector<double> far = distances(ring, rounds);
  CHECK(far[0] > 0.01);
  CHECK_THAT(far[rounds] / far[rounds - 1], Catch::WithinRel(gain, 1e-4));
}
