#include <catch2/catch.hpp>
#include <functional>
#include <libnetwork/analysis/model.hpp>
#include <libnetwork/errors/failures.hpp>
#include <map>
#include <set>

using namespace gaussnet;
using Catch::Matchers::WithinRel;

namespace {

Expression index_of_copy() { return parameter(index_slot, "index"); }

struct Sample {
  std::string type{};
  Value::Group settings{};
};

/// Of every type of node, with each of its numbers; times 3 each is still in its range.
std::vector<Sample> samples() {
  const Setting bath{"bath", {{"linewidth", 1.0}, {"occupation", 0.5}}};
  return {
      {"oscillator",
       {{"mass", "negative"},
        {"frequency", 10.0},
        bath,
        {"light", {{"rate", 2.0}, {"angle", 0.3}, {"phase", 0.2}}}}},
      {"oscillator",
       {{"mass", "positive"},
        {"frequency", 10.0},
        {"bath", {{"quality", 50.0}, {"occupation", 0.5}}},
        {"ports", {{"left", {{"beam_splitter", 2.0}, {"parametric", 0.3}, {"phase", 0.2}}}}}}},
      {"cavity",
       {{"detuning", 0.3},
        {"ports", {{"left", {{"rate", 5.0}}}, {"right", {{"rate", 7.0}}}}},
        bath,
        {"parametric", {{"rate", 0.2}, {"phase", 0.3}}}}},
      {"beam-splitter", {{"reflectivity", 0.2}, {"phase", 0.3}}},
      {"squeezer", {{"squeezing", 2.0}, {"quadrature", 0.4}}},
      {"amplifier", {{"gain", 1.5}}},
      {"thermal", {{"occupation", 0.7}}},
      {"squeezed", {{"squeezing", 1.0}, {"antisqueezing", 4.0}, {"quadrature", 0.4}}},
      {"epr", {{"squeezing", 1.0}, {"antisqueezing", 4.0}}},
      {"homodyne", {{"quadrature", 0.4}, {"efficiency", 0.3}, {"electronic_noise", -5.0}}},
      {"heterodyne", {{"efficiency", 0.3}, {"electronic_noise", -5.0}}},
  };
}

void each_number(Value::Group& group, const std::function<void(Value&, double)>& visit) {
  for (Setting& setting : group) {
    if (auto* inner = std::get_if<Value::Group>(&setting.value.content)) each_number(*inner, visit);
    const auto* number = setting.value.as<Expression>();
    if (number) visit(setting.value, evaluate(*number, {}));
  }
}

int count_numbers(Value::Group settings) {
  int count = 0;
  each_number(settings, [&](Value&, double) { ++count; });
  return count;
}

/// The settings with the k-th number times a factor.
Value::Group scaled(Value::Group settings, int k, const Expression& factor) {
  int at = 0;
  each_number(settings, [&](Value& value, double number) {
    if (at++ == k) value = factor * number;
  });
  return settings;
}

void add_node(NetworkDescription& network, const std::string& name, const Sample& sample,
              int copies = 0) {
  Value::Group settings = sample.settings;
  settings.push_back({"type", sample.type.c_str()});
  if (copies > 0) settings.push_back({"repeat", copies});
  network.nodes.push_back({.name = name, .settings = settings});
}

/// The components by the names of the blocks.
std::map<std::string, std::shared_ptr<const Component>> components_of(NetworkDescription network) {
  add_node(network, "mode", samples().front());  // there must be one
  std::map<std::string, std::shared_ptr<const Component>> components;
  for (const Block& block : Model(network).cascade().blocks) {
    components[block.name] = block.component;
  }
  return components;
}

bool same(const RoundedMatrix& a, const RoundedMatrix& b) {
  return a.value == b.value && a.rounding == b.rounding;
}

bool same(const Component& a, const Component& b) {
  for (const auto part :
       {&Component::drift, &Component::input, &Component::output, &Component::feedthrough,
        &Component::mode_noise, &Component::output_noise}) {
    if (!same(a.*part, b.*part)) return false;
  }
  return std::equal(a.noise.begin(), a.noise.end(), b.noise.begin(), b.noise.end(),
                    [](const Noise& x, const Noise& y) {
                      return x.label == y.label && x.covariance == y.covariance &&
                             x.commutator == y.commutator && x.rounding == y.rounding;
                    });
}

Value::Group repeated_path(int rounds, std::initializer_list<Value> items) {
  return {{"repeat", rounds}, {"path", Value::list(items)}};
}

}  // namespace

TEST_CASE("Copies that count with index are what nodes written out one by one are") {
  for (const Sample& sample : samples()) {
    for (int k = 0; k < count_numbers(sample.settings); ++k) {
      CAPTURE(sample.type, k);
      NetworkDescription repeated, written;
      add_node(repeated, "n", {sample.type, scaled(sample.settings, k, index_of_copy())}, 3);
      for (int copy = 1; copy <= 3; ++copy) {
        add_node(written, "n" + std::to_string(copy),
                 {sample.type, scaled(sample.settings, k, Expression(copy))});
      }
      auto copies = components_of(repeated);
      auto nodes = components_of(written);
      for (const char* copy : {"1", "2", "3"}) {
        CHECK(same(*copies.at("n(" + std::string(copy) + ")"), *nodes.at("n" + std::string(copy))));
      }
      CHECK_FALSE(same(*copies.at("n(1)"), *copies.at("n(2)")));
      CHECK_FALSE(same(*copies.at("n(2)"), *copies.at("n(3)")));
    }
  }
}

TEST_CASE("Stations with the same numbers share a component, be they copies or not") {
  for (const Sample& sample : samples()) {
    CAPTURE(sample.type);
    NetworkDescription network;
    add_node(network, "a", sample, 2);
    add_node(network, "b", sample);
    auto components = components_of(network);
    CHECK(components.at("a(1)") == components.at("a(2)"));
    CHECK(components.at("a(1)") == components.at("b"));
  }
}

TEST_CASE("A chain of 100 000 oscillators is cut into blocks, each with its own numbers") {
  const int half = 50'000;
  const double frequency = 1e6, step = 0.5, loss = 1e-6;
  NetworkDescription network;
  const std::initializer_list<Setting> bath = {{"linewidth", 1.0}, {"occupation", 0.5}};
  const std::initializer_list<Setting> light = {{"rate", 2.0}, {"angle", 1.2}};
  network.set("approximation", "rotating-wave");
  network.set("sideband", frequency);
  network.node("spin", {{"type", "oscillator"},
                        {"mass", "negative"},
                        {"frequency", frequency + step * index_of_copy()},
                        {"bath", bath},
                        {"light", light},
                        {"repeat", half}});
  network.node("mech", {{"type", "oscillator"},
                        {"mass", "positive"},
                        {"frequency", frequency},
                        {"bath", bath},
                        {"light", light},
                        {"repeat", half}});
  Value round;
  round.content = repeated_path(
      half,
      {"spin(*).light", {{"loss", loss * index_of_copy()}}, "mech(*).light", {{"loss", 0.1}}});
  network.link({"vacuum", round, "out"});
  network.node("out", {{"type", "homodyne"}, {"quadrature", "X"}});
  const BlockCascade cascade = Model(network).cascade();

  REQUIRE(cascade.modes.size() == 2 * half);
  REQUIRE(cascade.blocks.size() == 2 * half + 2);
  std::set<const Component*> different;
  for (int k = 1; k <= 2 * half; ++k) {
    const Block& block = cascade.blocks[static_cast<std::size_t>(k)];
    const bool is_spin = k % 2 == 1;
    const int copy = (k + 1) / 2;
    const std::string name = (is_spin ? "spin(" : "mech(") + std::to_string(copy) + ")";
    const double lost = is_spin ? (copy == 1 ? 0 : 0.1) : loss * copy;
    const double detuning = is_spin ? -step * copy : 0;  // a negative mass turns backwards
    const Feed& feed = block.inputs.front();
    const bool right = block.name == name && block.modes.size() == 1 &&
                       block.modes.front() == (is_spin ? 0 : half) + copy - 1 &&
                       cascade.modes[static_cast<std::size_t>(block.modes.front())] == name &&
                       feed.block == k - 1 && feed.port == 0 && feed.name == name + ".light" &&
                       block.outputs.front() == name + ".light" &&
                       std::abs(feed.wire.lost - lost) < 1e-15 &&
                       std::abs(block.component->drift.value(0, 1) - detuning) < 1e-15 * frequency;
    different.insert(block.component.get());
    if (right) continue;
    CAPTURE(k, name, block.name, feed.block, feed.wire.lost, block.component->drift.value);
    FAIL("a block is not that of its station");
  }
  CHECK(different.size() == half + 1);
  CHECK(cascade.blocks.back().is_detector);
}

TEST_CASE("What the light meets in each round counts with index, or is the same") {
  NetworkDescription network;
  add_node(network, "a", samples().front(), 6);
  network.links.push_back(Value::list({"vacuum"}));
  Value inner, outer;
  inner.content =
      repeated_path(3, {{{"loss", 0.1 * index_of_copy()}, {"phase", 0.2}}, {{"loss", 0.5}}});
  outer.content = repeated_path(5, {"a(1..5)", inner, {{"phase", 1.0 * index_of_copy()}}});
  network.links.front() = Value::list({"vacuum", outer, "a(6)"});
  const BlockCascade cascade = Model(network).cascade();
  for (int copy = 2; copy <= 6; ++copy) {
    const Transmission& wire = cascade.blocks[static_cast<std::size_t>(copy)].inputs.front().wire;
    CAPTURE(copy);
    CHECK_THAT(wire.transmitted, WithinRel(0.9 * 0.8 * 0.7 * 0.125, 1e-14));
    CHECK_THAT(wire.phase, WithinRel(0.6 + copy - 1, 1e-14));
  }
}

TEST_CASE("Paths repeated in each other are refused before they are walked for hours") {
  for (const bool is_empty : {true, false}) {
    NetworkDescription network;
    add_node(network, "a", samples().front());
    Value inner, outer;
    inner.content =
        is_empty ? repeated_path(1'000'000, {}) : repeated_path(1'000'000, {{{"loss", 0.0}}});
    outer.content = repeated_path(1'000'000, {inner});
    network.link({"vacuum", outer, "a"});
    CAPTURE(is_empty);
    try {
      Model{network};
      FAIL("nothing was refused");
    } catch (const DescriptionError& error) {
      CHECK(error.mistakes().front().code == "repeat-count");
    }
  }
}

TEST_CASE("Each fresh field has the name of what it enters by, also where stations are merged") {
  NetworkDescription network;
  for (const char* name : {"a", "b"}) add_node(network, name, samples().front());
  network.node("bright", {{"type", "squeezed"}, {"squeezing", 3.0}});
  network.node("gain", {{"type", "amplifier"}, {"gain", 2.0}});
  network.node("det", {{"type", "homodyne"},
                       {"quadrature", "X"},
                       {"efficiency", 0.9},
                       {"electronic_noise", -10.0}});
  network.interaction(
      {{"between", Value::list({"a", "b"})}, {"kind", "position-position"}, {"rate", 0.1}});
  network.link(
      {"bright", {{"loss", 0.1}}, "a", {{"loss", 0.2}}, "b", "gain", {{"loss", 0.3}}, "det"});
  const LangevinModel model = Model(network).langevin_model();
  std::vector<std::string> names;
  for (const Noise& noise : model.noise) names.push_back(noise.label);
  CHECK(names == std::vector<std::string>{"bright", "loss before a.light", "a bath", "b bath",
                                          "loss before b.light", "gain idler", "loss before det",
                                          "det inefficiency", "det electronics"});
}
