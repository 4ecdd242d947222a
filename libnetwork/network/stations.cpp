#include <algorithm>
#include <cmath>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/defaults.hpp>
#include <libnetwork/network/parameter_use.hpp>
#include <libnetwork/network/reference.hpp>
#include <libnetwork/network/station_numbers.hpp>
#include <libnetwork/network/stations.hpp>

namespace gaussnet {
namespace {

constexpr int kMaxRepeat = 1'000'000;
constexpr int kMostStations = 400'000;  // a gigabyte

/// The ports of the type, then those that the node's `light` and `ports` make.
std::vector<std::string> port_names(const NodeTypeRow& type, std::string_view fixed,
                                    const Value::Group& settings) {
  std::vector<std::string> names;
  for (const std::string_view name : words_of(fixed, ' ')) names.emplace_back(name);
  if (!type.has_named_ports) return names;
  if (find_key(type.keys, "light") && find(settings, "light")) names.emplace_back("light");
  const Setting* ports = find(settings, "ports");
  const auto* group = ports ? ports->value.as<Value::Group>() : nullptr;
  if (!group) return names;
  for (const Setting& port : *group) names.push_back(port.key);
  return names;
}

/// Adds the stations of one node after another.
class Stations {
 public:
  Stations(const CompileContext& context, NetworkGraph& graph) : context_(context), graph_(graph) {}

  void add(const Entry& declared, const NetworkDescription& description) {
    const NodeTypeRow* type = checked_type(declared);
    const Entry* defaults = type ? defaults_of(description, type->name) : nullptr;
    if (defaults) return add(completed(declared, *defaults, *type), type);
    add(declared, type);
  }

  StationTable table() && { return std::move(table_); }

 private:
  void add(const Entry& node, const NodeTypeRow* type) {
    StationRange range{.first = static_cast<int>(boost::num_vertices(graph_.graph)), .type = type};
    check_name(node);
    const std::size_t before = context_.mistakes.size();
    if (type) check_settings(node, *type);
    if (type) check_picture(node, *type);
    const bool fine = type && context_.mistakes.size() == before && !has_unreadable(node.settings);
    range.repeat = repeat_of(node);
    const bool too_many = range.first + range.repeat > kMostStations;
    if (too_many) range = {.first = range.first};  // of no type: links to it are not judged
    if (!table_.emplace(node.name, range).second) {
      context_.mistakes.push_back({.code = "duplicate-key",
                                   .place = node.place,
                                   .message = "node '" + node.name + "' is given twice",
                                   .help = "give one of them another name"});
      return;
    }
    if (too_many) {
      report_too_many(node);
      type = nullptr;
    }
    add_copies(node, type, range.repeat, fine && context_.mistakes.size() == before);
  }

  /// Copies whose settings do not say `index` have one set of numbers.
  void add_copies(const Entry& node, const NodeTypeRow* type, int repeat, bool fine) {
    const std::size_t before = context_.mistakes.size();
    const bool varies = repeat > 1 && counts_copies(node.settings);
    Station station = bare_station(node, type);
    for (int index = repeat == 0 ? 0 : 1; index <= repeat; ++index) {
      station.name = indexed_name(node.name, index);
      station.index = index;
      const bool still_fine = fine && context_.mistakes.size() == before;  // report one copy
      if (index <= 1 || varies) {
        station.numbers = still_fine ? numbers_of(node, *type, index) : ComponentNumbers{};
      }
      graph_.graph[boost::add_vertex(graph_.graph)] = station;
    }
  }

  void check_name(const Entry& node) {
    if (is_node_name(node.name)) return;
    const bool reserved = node.name == "vacuum";
    context_.mistakes.push_back(
        {.code = reserved ? "reserved-name" : "name-syntax",
         .place = node.place,
         .message = reserved ? "'vacuum' is the vacuum of any link and cannot name a node"
                             : "'" + node.name + "' cannot name a node",
         .help = reserved ? "choose another name, for example 'input'"
                          : "use letters, digits, '_' and '-', beginning with a letter"});
  }

  void report_too_many(const Entry& node) {
    context_.mistakes.push_back({.code = "repeat-count",
                                 .place = node.place,
                                 .message = "with '" + node.name + "' the network has more than " +
                                            std::to_string(kMostStations) + " nodes",
                                 .help = "lower its 'repeat:'"});
  }

  const NodeTypeRow* checked_type(const Entry& node) {
    const Setting* setting = find(node.settings, "type");
    const auto* word = setting ? setting->value.as<Value::Word>() : nullptr;
    std::vector<std::string> names;
    for (const NodeTypeRow& row : node_types()) names.emplace_back(row.name);
    if (!word) {
      if (setting && setting->value.unreadable()) return nullptr;
      context_.mistakes.push_back({.code = setting ? "wrong-shape" : "missing-key",
                                   .place = setting ? setting->place : node.place,
                                   .message = "node '" + node.name + "' has no type",
                                   .help = "add 'type:' with one of " + listed(names, "or")});
      return nullptr;
    }
    if (const NodeTypeRow* row = find_node_type(*word)) return row;
    context_.mistakes.push_back({.code = "unknown-type",
                                 .place = setting->value.place,
                                 .message = "'" + *word + "' is not a type of node",
                                 .help = suggestion(*word, names)});
    return nullptr;
  }

  void check_settings(const Entry& node, const NodeTypeRow& type) {
    check_group(node.settings,
                {.keys = type.keys,
                 .alternatives = type.alternatives,
                 .name = std::string(type.name) + " '" + node.name + "'",
                 .besides = "type",
                 .place = node.place},
                context_.types, context_.mistakes);
  }

  void check_picture(const Entry& node, const NodeTypeRow& type) {
    if (!type.full_picture_only || context_.picture == Picture::full) return;
    context_.mistakes.push_back(
        {.code = "full-picture-only",
         .place = node.place,
         .message = "a " + std::string(type.name) +
                    " needs the full picture: the rotating-wave approximation keeps only two "
                    "sidebands of the light",
         .help = "write 'approximation: none'"});
  }

  int repeat_of(const Entry& node) {
    const Setting* setting = find(node.settings, "repeat");
    const auto* expression = setting ? setting->value.as<Expression>() : nullptr;
    return expression ? whole_number(*expression, context_) : 0;
  }

  static Station bare_station(const Entry& node, const NodeTypeRow* type) {
    Station station{.declared_name = node.name, .type = type, .place = node.place};
    if (type) {
      station.inputs = port_names(*type, type->inputs, node.settings);
      station.outputs = port_names(*type, type->outputs, node.settings);
    }
    return station;
  }

  ComponentNumbers numbers_of(const Entry& node, const NodeTypeRow& type, int index) {
    const std::size_t before = context_.mistakes.size();
    check_ranges(node.settings, type.keys, context_.parameters, index, context_.types,
                 context_.mistakes);
    if (context_.mistakes.size() > before) return {};
    return read_numbers(type, Reading(node.settings, type.keys, context_, index));
  }

  const CompileContext& context_;
  NetworkGraph& graph_;
  StationTable table_{};
};

}  // namespace

int whole_number(const Expression& expression, const CompileContext& context) {
  if (uses_what_is_not_finite(slots(expression), context.parameters)) return 0;
  const double value = evaluate(expression, context.parameters);
  if (value >= 1 && value <= kMaxRepeat && value == std::floor(value)) {
    return static_cast<int>(value);
  }
  context.mistakes.push_back({.code = "repeat-count",
                              .place = expression.place,
                              .message = "repeat is a whole number from 1 to " +
                                         std::to_string(kMaxRepeat) + ", not '" + expression.text +
                                         "'",
                              .help = "for example 'repeat: 20'"});
  return 0;
}

StationTable add_stations(const NetworkDescription& description, const CompileContext& context,
                          NetworkGraph& graph) {
  Stations stations(context, graph);
  for (const Entry& node : description.nodes) stations.add(node, description);
  return std::move(stations).table();
}

}  // namespace gaussnet
