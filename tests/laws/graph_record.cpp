#include <algorithm>
#include <libnetwork/errors/failures.hpp>
#include <stdexcept>
#include <tests/laws/graph_record.hpp>
#include <tests/laws/samples.hpp>
#include <utility>

namespace laws {
namespace {

using gaussnet::NetworkDescription;
using gaussnet::Setting;
using gaussnet::Value;

Value as_value(Value::Group group) {
  Value value;
  value.content = std::move(group);
  return value;
}

Value as_value(Value::List list) {
  Value value;
  value.content = std::move(list);
  return value;
}

Value light_of(const PortRecord& port) {
  return {{"rate", port.rate}, {"angle", port.angle}, {"phase", port.phase}};
}

Value::Group oscillator_settings(const NodeRecord& node) {
  Value::Group settings{{"type", "oscillator"},
                        {"mass", node.mass_sign > 0 ? "positive" : "negative"},
                        {"frequency", node.frequency},
                        {"bath",
                         {{"linewidth", node.linewidth},
                          {"occupation", node.occupation},
                          {"damping", node.brownian ? "brownian" : "rotating-wave"}}}};
  if (node.ports.size() == 1 && node.ports[0].name == "light") {
    settings.push_back({"light", light_of(node.ports[0])});
  } else if (!node.ports.empty()) {
    Value::Group ports;
    for (const PortRecord& port : node.ports) ports.push_back({port.name, light_of(port)});
    settings.push_back({"ports", as_value(std::move(ports))});
  }
  return settings;
}

Value::Group cavity_settings(const NodeRecord& node) {
  Value::Group ports;
  for (const PortRecord& port : node.ports) ports.push_back({port.name, {{"rate", port.rate}}});
  Value::Group settings{
      {"type", "cavity"}, {"detuning", node.detuning}, {"ports", as_value(std::move(ports))}};
  if (node.linewidth > 0) {
    settings.push_back({"bath", {{"linewidth", node.linewidth}, {"occupation", node.occupation}}});
  }
  if (node.pump > 0) {
    settings.push_back({"parametric", {{"rate", node.pump}, {"phase", node.pump_phase}}});
  }
  return settings;
}

Value::Group settings_of(const NodeRecord& node) {
  switch (node.type) {
    case NodeType::oscillator:
      return oscillator_settings(node);
    case NodeType::cavity:
      return cavity_settings(node);
    case NodeType::beam_splitter:
      return {
          {"type", "beam-splitter"}, {"reflectivity", node.reflectivity}, {"phase", node.phase}};
    case NodeType::squeezer:
      return {{"type", "squeezer"}, {"squeezing", node.squeezing}, {"quadrature", node.angle}};
    case NodeType::amplifier:
      return {{"type", "amplifier"}, {"gain", node.gain}};
    case NodeType::vacuum:
      return {{"type", "vacuum"}};
    case NodeType::thermal:
      return {{"type", "thermal"}, {"occupation", node.occupation}};
    case NodeType::squeezed:
      return {{"type", "squeezed"},
              {"squeezing", node.squeezing},
              {"antisqueezing", node.antisqueezing},
              {"quadrature", node.angle}};
    case NodeType::epr:
      return {
          {"type", "epr"}, {"squeezing", node.squeezing}, {"antisqueezing", node.antisqueezing}};
    case NodeType::homodyne:
      return {{"type", "homodyne"}, {"quadrature", node.angle}, {"efficiency", node.efficiency}};
    case NodeType::heterodyne:
      return {{"type", "heterodyne"}, {"efficiency", node.efficiency}};
  }
  throw std::logic_error("unknown type of node");
}

gaussnet::Entry entry_of(const NodeRecord& node) {
  gaussnet::Entry entry{.name = node.name.substr(0, node.name.find('(')),
                        .settings = settings_of(node)};
  if (node.electronic_noise) entry.settings.push_back({"electronic_noise", *node.electronic_noise});
  if (node.copies > 1) entry.settings.push_back({"repeat", node.copies});
  return entry;
}

Value interaction_of(const GraphRecord& record, const InteractionRecord& one) {
  const char* kinds[] = {"position-position", "beam-splitter", "two-mode-squeezing"};
  const auto name = [&](int node) {
    return Value(record.nodes[static_cast<std::size_t>(node)].name);
  };
  return {{"between", Value::list({name(one.a), name(one.b)})},
          {"kind", kinds[static_cast<int>(one.kind)]},
          {"rate", one.rate}};
}

void add_passes(const WireRecord& wire, Value::List& chain) {
  for (const PassRecord& pass : wire.passes) {
    Value::Group group{{"loss", pass.loss}, {"phase", pass.phase}};
    if (pass.occupation > 0) group.push_back({"occupation", pass.occupation});
    chain.push_back(as_value(std::move(group)));
  }
}

/// Links of the record, joined where the dice say so.
class Chains {
 public:
  Chains(const GraphRecord& record, Dice* dice)
      : record_(record), dice_(dice), spelled_(record.wires.size(), false) {}

  std::vector<Value> run() && {
    std::vector<std::size_t> order(record_.wires.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    if (dice_) dice_->shuffle(order);
    std::vector<Value> links;
    for (const std::size_t wire : order) {
      if (!spelled_[wire]) links.push_back(chain_from(wire));
    }
    return links;
  }

 private:
  const NodeRecord& node(int k) const { return record_.nodes[static_cast<std::size_t>(k)]; }

  Value chain_from(std::size_t wire) {
    Value::List chain;
    const WireRecord* next = &record_.wires[wire];
    chain.emplace_back(node(next->from).output_name(next->from_port));
    while (next) {
      spelled_[static_cast<std::size_t>(next - record_.wires.data())] = true;
      add_passes(*next, chain);
      const NodeRecord& reached = node(next->to);
      chain.emplace_back(reached.input_name(next->to_port));
      // A chain goes on through a port that has one name, in and out.
      const bool same_name = reached.type != NodeType::beam_splitter && !reached.is_detector();
      const WireRecord* onwards = same_name ? record_.taking(next->to, next->to_port) : nullptr;
      const bool joined = onwards && dice_ && dice_->chance(0.6) &&
                          !spelled_[static_cast<std::size_t>(onwards - record_.wires.data())];
      next = joined ? onwards : nullptr;
    }
    return as_value(std::move(chain));
  }

  const GraphRecord& record_;
  Dice* dice_;
  std::vector<bool> spelled_;
};

}  // namespace

int NodeRecord::inputs() const {
  if (has_mode()) return static_cast<int>(ports.size());
  if (is_source()) return 0;
  return type == NodeType::beam_splitter ? 2 : 1;
}

int NodeRecord::outputs() const {
  if (has_mode()) return static_cast<int>(ports.size());
  if (is_detector()) return 0;
  return type == NodeType::beam_splitter || type == NodeType::epr ? 2 : 1;
}

std::string NodeRecord::input_name(int port) const {
  if (has_mode()) return name + "." + ports[static_cast<std::size_t>(port)].name;
  return type == NodeType::beam_splitter ? name + (port == 0 ? ".in1" : ".in2") : name;
}

std::string NodeRecord::output_name(int port) const {
  if (has_mode()) return input_name(port);
  if (type == NodeType::beam_splitter) return name + (port == 0 ? ".out1" : ".out2");
  if (type == NodeType::epr) return name + (port == 0 ? ".signal" : ".idler");
  return name;
}

bool GraphRecord::has_detector() const {
  return std::any_of(nodes.begin(), nodes.end(),
                     [](const NodeRecord& node) { return node.is_detector(); });
}

bool GraphRecord::has_brownian() const {
  return std::any_of(nodes.begin(), nodes.end(),
                     [](const NodeRecord& node) { return node.brownian; });
}

std::vector<int> GraphRecord::modes() const {
  std::vector<int> with_mode;
  for (std::size_t k = 0; k < nodes.size(); ++k) {
    if (nodes[k].has_mode()) with_mode.push_back(static_cast<int>(k));
  }
  return with_mode;
}

double GraphRecord::sideband_frequency() const {
  if (sideband) return *sideband;
  return nodes[static_cast<std::size_t>(modes().front())].frequency;
}

const WireRecord* GraphRecord::feeding(int node, int port) const {
  for (const WireRecord& wire : wires) {
    if (wire.to == node && wire.to_port == port) return &wire;
  }
  return nullptr;
}

const WireRecord* GraphRecord::taking(int node, int port) const {
  for (const WireRecord& wire : wires) {
    if (wire.from == node && wire.from_port == port) return &wire;
  }
  return nullptr;
}

int GraphRecord::insert(std::size_t wire, NodeRecord node, int input, int output) {
  const auto place = static_cast<int>(nodes.size());
  nodes.push_back(std::move(node));
  WireRecord& cut = wires[wire];
  const WireRecord onwards{
      .from = place, .from_port = output, .to = cut.to, .to_port = cut.to_port};
  cut.to = place;
  cut.to_port = input;
  wires.push_back(onwards);
  return place;
}

NetworkDescription describe(const GraphRecord& record, Dice* order) {
  NetworkDescription description;
  description.top = {{"approximation", record.rotating_wave ? "rotating-wave" : "none"}};
  if (record.sideband) description.top.push_back({"sideband", *record.sideband});
  for (std::size_t k = 0; k < record.nodes.size();) {
    description.nodes.push_back(entry_of(record.nodes[k]));
    k += static_cast<std::size_t>(record.nodes[k].copies);
  }
  for (const InteractionRecord& one : record.interactions) {
    description.interactions.push_back(interaction_of(record, one));
  }
  description.links = Chains(record, order).run();
  if (order) {
    order->shuffle(description.nodes);
    order->shuffle(description.interactions);
  }
  return description;
}

GraphRecord written_out(GraphRecord record) {
  for (NodeRecord& node : record.nodes) {
    node.copies = 1;
    std::replace(node.name.begin(), node.name.end(), '(', '_');
    std::erase(node.name, ')');
  }
  return record;
}

gaussnet::LangevinModel langevin_model_of(const GraphRecord& record) {
  return gaussnet::assemble(cascade_of(describe(record)));
}

gaussnet::LinearModel linear_model_of(const GraphRecord& record) {
  return gaussnet::observe(langevin_model_of(record));
}

gaussnet::LinearModel in_record_order(gaussnet::LinearModel model, const GraphRecord& record) {
  std::vector<std::string> names;
  for (const int node : record.modes()) {
    names.push_back(record.nodes[static_cast<std::size_t>(node)].name);
  }
  return in_order_of(std::move(model), names);
}

}  // namespace laws
