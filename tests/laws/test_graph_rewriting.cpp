// What a graph means does not depend on how it is written down, nor on elements that do nothing.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <tests/laws/generated_graphs.hpp>
#include <tests/laws/samples.hpp>

using gaussnet::LinearModel;
using gaussnet::Matrix;
using laws::Covariance;
using laws::Dice;
using laws::GraphRecord;
using laws::NodeRecord;
using laws::NodeType;
using std::numbers::pi;

namespace {

/// Equal models, and where there are states, equal states.
void check_same(const LinearModel& one, const LinearModel& other) {
  CHECK(laws::model_difference(one, other) <= laws::rounding);
  if (laws::spectral_abscissa(one) >= 0) return;
  const Covariance v = laws::unconditional(one);
  const Covariance w = laws::unconditional(other);
  CHECK(laws::scaled_difference(v.matrix, w.matrix) <=
        v.error_bound + w.error_bound + laws::rounding);
  if (one.measurement.rows() == 0) return;
  const Covariance v_c = laws::conditional(one);
  const Covariance w_c = laws::conditional(other);
  CHECK(laws::scaled_difference(v_c.matrix, w_c.matrix) <=
        v_c.error_bound + w_c.error_bound + laws::rounding);
}

/// A change that leaves the numbers as they are, made to each graph with a wire: change(record,
/// dice).
template <class Change>
void hold_over_wired_graphs(Change change) {
  int held = 0;
  for (const GraphRecord& sample : laws::graphs()) {
    if (sample.wires.empty()) continue;
    CAPTURE(laws::seed_of(sample));
    Dice dice(5000 + laws::seed_of(sample));
    const GraphRecord record = laws::written_out(sample);
    GraphRecord changed = record;
    change(changed, dice);
    check_same(laws::linear_model_of(record),
               laws::in_record_order(laws::linear_model_of(changed), record));
    ++held;
  }
  CHECK(held > 450);
}

std::size_t any_wire(const GraphRecord& record, Dice& dice) {
  return static_cast<std::size_t>(dice.whole(0, static_cast<int>(record.wires.size()) - 1));
}

}  // namespace

TEST_CASE(
    "the order of nodes, interactions and links of a graph does not matter, nor their names") {
  for (const GraphRecord& record : laws::graphs()) {
    CAPTURE(laws::seed_of(record));
    Dice dice(4000 + laws::seed_of(record));
    const LinearModel model = laws::linear_model_of(record);
    LinearModel shuffled =
        gaussnet::observe(gaussnet::assemble(laws::cascade_of(laws::describe(record, &dice))));
    check_same(model, laws::in_record_order(shuffled, record));
    GraphRecord renamed = laws::written_out(record);
    for (NodeRecord& node : renamed.nodes)
      node.name = "z" + std::to_string(dice.whole(1, 9)) + node.name;
    check_same(model, laws::linear_model_of(renamed));
  }
}

TEST_CASE("all rates of a graph times one factor leave V") {
  for (const GraphRecord& record : laws::graphs()) {
    CAPTURE(laws::seed_of(record));
    Dice dice(6000 + laws::seed_of(record));
    const double factor = std::exp2(dice.whole(-20, 20));
    GraphRecord scaled = record;
    if (scaled.sideband) *scaled.sideband *= factor;
    for (NodeRecord& node : scaled.nodes) {
      for (double* rate : {&node.frequency, &node.detuning, &node.linewidth, &node.pump}) {
        *rate *= factor;
      }
      for (laws::PortRecord& port : node.ports) port.rate *= factor;
    }
    for (laws::InteractionRecord& one : scaled.interactions) one.rate *= factor;
    LinearModel model = laws::linear_model_of(scaled);
    model.drift /= factor;
    model.diffusion /= factor;
    model.measurement /= std::sqrt(factor);
    model.noise_correlation /= std::sqrt(factor);
    check_same(laws::linear_model_of(record), model);
  }
}

TEST_CASE("a loss may be split in two of the same occupation") {
  hold_over_wired_graphs([](GraphRecord& record, Dice& dice) {
    for (laws::WireRecord& wire : record.wires) {
      if (wire.passes.empty()) continue;
      laws::PassRecord first = wire.passes.front();
      const double share = dice.uniform();
      const double loss = first.loss;
      first.loss = 1 - std::pow(1 - loss, share);
      wire.passes.front().loss = 1 - std::pow(1 - loss, 1 - share);
      wire.passes.front().phase = 0;
      wire.passes.insert(wire.passes.begin(), first);
    }
  });
}

TEST_CASE("a phase of 2 pi on a wire is none") {
  hold_over_wired_graphs([](GraphRecord& record, Dice& dice) {
    record.wires[any_wire(record, dice)].passes.push_back({.phase = 2 * pi});
  });
}

TEST_CASE("a beam splitter of reflectivity 0 lets a beam through") {
  hold_over_wired_graphs([](GraphRecord& record, Dice& dice) {
    const int port = dice.whole(0, 1);
    const double phase = dice.uniform(-pi, pi);
    record.insert(any_wire(record, dice),
                  {.type = NodeType::beam_splitter, .name = "clear", .phase = phase}, port, port);
  });
}

TEST_CASE("a beam splitter of reflectivity 1 is a mirror, whose sign and phase can be undone") {
  hold_over_wired_graphs([](GraphRecord& record, Dice& dice) {
    const int input = dice.whole(0, 1);  // out1 = e^{i phi} in2, out2 = -e^{-i phi} in1
    const double phase = dice.uniform(-pi, pi);
    const int mirror = record.insert(
        any_wire(record, dice),
        {.type = NodeType::beam_splitter, .name = "mirror", .reflectivity = 1, .phase = phase},
        input, 1 - input);
    for (laws::WireRecord& wire : record.wires) {
      if (wire.from == mirror) wire.passes.push_back({.phase = input == 1 ? -phase : phase + pi});
    }
  });
}

TEST_CASE("two wires that cross on a beam splitter of reflectivity 1 have changed places") {
  hold_over_wired_graphs([](GraphRecord& record, Dice& dice) {
    if (record.wires.size() < 2) return;
    const std::size_t one = any_wire(record, dice);
    const std::size_t other = (one + 1) % record.wires.size();
    std::swap(record.wires[one].to, record.wires[other].to);
    std::swap(record.wires[one].to_port, record.wires[other].to_port);
    const laws::WireRecord second = record.wires[other];
    const int mirror = record.insert(
        one, {.type = NodeType::beam_splitter, .name = "mirror", .reflectivity = 1}, 0, 0);
    record.wires[other].to = mirror;
    record.wires[other].to_port = 1;
    record.wires.push_back({.from = mirror,
                            .from_port = 1,
                            .to = second.to,
                            .to_port = second.to_port,
                            .passes = {{.phase = pi}}});
    // in1 leaves at out2 and in2 at out1, so that each beam reaches what it reached before.
  });
}

TEST_CASE("a squeezer of 0 dB does nothing") {
  hold_over_wired_graphs([](GraphRecord& record, Dice& dice) {
    const double angle = dice.uniform(-pi, pi);
    record.insert(any_wire(record, dice),
                  {.type = NodeType::squeezer, .name = "idle", .angle = angle});
  });
}

TEST_CASE("a squeezer is undone by one of the other quadrature") {
  hold_over_wired_graphs([](GraphRecord& record, Dice& dice) {
    const double angle = dice.uniform(-pi, pi);
    const double squeezing = dice.uniform(0, 10);
    // A pass behind the squeezer would stand between them: both on the end of the wire.
    const std::size_t wire = any_wire(record, dice);
    record.insert(
        wire,
        {.type = NodeType::squeezer, .name = "forth", .squeezing = squeezing, .angle = angle});
    record.insert(record.wires.size() - 1, {.type = NodeType::squeezer,
                                            .name = "back",
                                            .squeezing = squeezing,
                                            .angle = angle + pi / 2});
  });
}

TEST_CASE("an amplifier of gain 1 does nothing") {
  hold_over_wired_graphs([](GraphRecord& record, Dice& dice) {
    record.insert(any_wire(record, dice), {.type = NodeType::amplifier, .name = "idle"});
  });
}

TEST_CASE("a loop of gain 0 is no loop: its beam splitter only loses what the loop loses") {
  hold_over_wired_graphs([](GraphRecord& record, Dice& dice) {
    // R = 0: the ring behind in2 and out2 never meets the beam.
    const int splitter = record.insert(
        any_wire(record, dice), {.type = NodeType::beam_splitter, .name = "gate", .phase = 0.4});
    const auto squeezer = static_cast<int>(record.nodes.size());
    record.nodes.push_back({.type = NodeType::squeezer, .name = "ring", .squeezing = 3});
    record.wires.push_back({.from = splitter, .from_port = 1, .to = squeezer});
    record.wires.push_back(
        {.from = squeezer, .to = splitter, .to_port = 1, .passes = {{.loss = 0.6, .phase = 1.1}}});
  });
}

TEST_CASE("a loop whose light is all lost is an open input") {
  hold_over_wired_graphs([](GraphRecord& record, Dice& dice) {
    // Two beam splitters that undo each other, and a ring over them that lets nothing through.
    const std::size_t wire = any_wire(record, dice);
    const double reflectivity = dice.uniform(0.1, 0.9);
    const int first = record.insert(wire, {.type = NodeType::beam_splitter,
                                           .name = "there",
                                           .reflectivity = reflectivity,
                                           .phase = 0.7});
    const int second = record.insert(record.wires.size() - 1, {.type = NodeType::beam_splitter,
                                                               .name = "back",
                                                               .reflectivity = reflectivity,
                                                               .phase = 0.7 + pi});
    record.wires.push_back({.from = first, .from_port = 1, .to = second, .to_port = 1});
    record.wires.push_back({.from = second,
                            .from_port = 1,
                            .to = first,
                            .to_port = 1,
                            .passes = {{.loss = 1, .phase = 0.2}}});
  });
}
