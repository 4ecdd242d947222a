#include <algorithm>
#include <cmath>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <libnetwork/network/reference.hpp>
#include <libnetwork/network/stations.hpp>
#include <libnetwork/network/turns.hpp>
#include <optional>

namespace gaussnet {
namespace {

constexpr double kSameNumber = 1e-15;  // relative; what two texts for one number may differ by
constexpr int kMaxRepeat = 1'000'000;
constexpr int kMostStations = 2'000'000;

/// Reads the quantities of one station at the parameters' values.
class Reading {
 public:
  Reading(const Value::Group& group, std::span<const KeyRow> keys, const CompileContext& context,
          int index)
      : group_(group), keys_(keys), context_(context), index_(index) {}

  bool has(std::string_view key) const { return find(group_, key) != nullptr; }

  double number(std::string_view key) const {
    return quantity_at(group_, *find_key(keys_, key), context_.types)
        .at(context_.parameters, index_);
  }

  std::string word(std::string_view key) const {
    const Setting* setting = find(group_, key);
    const auto* word = setting ? setting->value.as<Value::Word>() : nullptr;
    return word ? *word : std::string(find_key(keys_, key)->default_text);
  }

  Reading inner(std::string_view key) const {
    return {*find(group_, key)->value.as<Value::Group>(), find_key(keys_, key)->keys, context_,
            index_};
  }

  Place place(std::string_view key) const { return find(group_, key)->place; }

  void report(Mistake mistake) const { context_.mistakes.push_back(std::move(mistake)); }

 private:
  const Value::Group& group_;
  std::span<const KeyRow> keys_;
  const CompileContext& context_;
  int index_;
};

/// X: 0, P: pi/2, or the angle given.
double quadrature_angle(const Reading& node) {
  const std::string word = node.word("quadrature");
  if (word == "P") return pi / 2;
  return word == "X" ? 0 : node.number("quadrature");
}

///     n = 1/(e^x - 1),  x = hbar omega/(k_B T)
double bose_einstein(double frequency, double temperature) {
  if (temperature == 0) return 0;
  return 1 / std::expm1(hbar * frequency / (boltzmann * temperature));
}

/// linewidth and occupation from any of the sufficient pairs.
void read_bath(const Reading& node, OscillatorNumbers& numbers) {
  const Reading bath = node.inner("bath");
  numbers.linewidth =
      bath.has("linewidth") ? bath.number("linewidth") : numbers.frequency / bath.number("quality");
  if (bath.has("occupation")) {
    numbers.occupation = bath.number("occupation");
  } else if (bath.has("temperature")) {
    numbers.occupation = bose_einstein(numbers.frequency, bath.number("temperature"));
  } else if (numbers.linewidth == 0) {
    bath.report({.code = "zero-linewidth",
                 .place = bath.place("decoherence"),
                 .message = "with a linewidth of 0, no occupation gives this decoherence rate",
                 .help = "give 'occupation' instead, or a linewidth above 0"});
  } else {
    const double quanta = bath.number("decoherence") / numbers.linewidth;  // n + 1/2
    numbers.occupation = std::max(0.0, quanta - vacuum_variance);
    if (quanta < vacuum_variance * (1 - kSameNumber)) {
      bath.report({.code = "unphysical-bath",
                   .place = bath.place("decoherence"),
                   .message = "decoherence is gamma_0 (n + 1/2), so it cannot be below half the "
                              "linewidth",
                   .help = "raise 'decoherence', or give 'occupation' instead"});
    }
  }
}

/// Gamma sin^2 theta and Gamma cos^2 theta.
void read_light(const Reading& node, OscillatorNumbers& numbers) {
  numbers.has_light = node.has("light");
  if (!numbers.has_light) return;
  const Reading light = node.inner("light");
  numbers.phase = light.number("phase");
  if (light.has("beam_splitter")) {
    numbers.beam_splitter = light.number("beam_splitter");
    numbers.parametric = light.number("parametric");
    return;
  }
  if (light.has("cooperativity") && numbers.decoherence() == 0) {
    light.report({.code = "zero-linewidth",
                  .place = light.place("cooperativity"),
                  .message = "with a linewidth of 0 a cooperativity fixes no rate (it would be "
                             "infinite)",
                  .help = "give 'rate' instead, or a linewidth above 0"});
  }
  const double rate = light.has("rate") ? light.number("rate")
                                        : light.number("cooperativity") * numbers.decoherence();
  const double angle = light.number("angle");
  numbers.beam_splitter = rate * std::pow(direction(angle).sine, 2);
  numbers.parametric = rate * std::pow(direction(angle).cosine, 2);
  numbers.accurate_light_damping = -rate * direction(2 * angle).cosine;
}

/// What follows from numbers that are fine one by one may still be beyond a double.
void check_finite(const Reading& node, const OscillatorNumbers& numbers) {
  const bool bath = std::isfinite(numbers.linewidth) && std::isfinite(numbers.decoherence());
  if (bath && std::isfinite(numbers.readout_rate() + numbers.damping_rate())) return;
  node.report({.code = "not-finite",
               .place = node.place(bath ? "light" : "bath"),
               .message = bath ? "the readout rate is too large for a number"
                               : "linewidth times occupation is too large for a number",
               .help = "look for a wrong power of ten"});
}

ComponentNumbers read_numbers(const NodeTypeRow& type, const Reading& node) {
  if (type.name == "oscillator") {
    OscillatorNumbers numbers;
    numbers.mass_sign = node.word("mass") == "negative" ? -1 : 1;
    numbers.frequency = node.number("frequency");
    read_bath(node, numbers);
    read_light(node, numbers);
    check_finite(node, numbers);
    return numbers;
  }
  if (type.name == "homodyne") {
    return HomodyneNumbers{.angle = quadrature_angle(node),
                           .efficiency = node.number("efficiency")};
  }
  if (type.name == "heterodyne") return HeterodyneNumbers{node.number("efficiency")};
  return VacuumNumbers{};
}

std::vector<std::string> port_names(std::string_view list, const Value::Group& settings) {
  std::vector<std::string> names;
  for (const std::string_view name : words_of(list, ' ')) {
    if (name != "light" || find(settings, "light")) names.emplace_back(name);
  }
  return names;
}

/// Adds the stations of one node after another.
class Stations {
 public:
  Stations(const CompileContext& context, NetworkGraph& graph) : context_(context), graph_(graph) {}

  void add(const Entry& node) {
    const NodeTypeRow* type = checked_type(node);
    StationRange range{.first = static_cast<int>(boost::num_vertices(graph_.graph)), .type = type};
    check_name(node);
    const std::size_t before = context_.mistakes.size();
    if (type) check_settings(node, *type);
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
    for (int index = range.repeat == 0 ? 0 : 1; index <= range.repeat; ++index) {
      const bool still_fine = fine && context_.mistakes.size() == before;  // report one copy
      add_station(node, type, index, still_fine);
    }
  }

  StationTable table() && { return std::move(table_); }

 private:
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
    for (const NodeTypeRow& row : node_types()) {
      if (row.built) names.emplace_back(row.name);
    }
    if (!word) {
      if (setting && setting->value.unreadable()) return nullptr;
      context_.mistakes.push_back({.code = setting ? "wrong-shape" : "missing-key",
                                   .place = setting ? setting->place : node.place,
                                   .message = "node '" + node.name + "' has no type",
                                   .help = "add 'type:' with one of " + listed(names)});
      return nullptr;
    }
    const NodeTypeRow* row = find_node_type(*word);
    if (row && row->built) return row;
    context_.mistakes.push_back(
        {.code = row ? "not-built" : "unknown-type",
         .place = setting->value.place,
         .message = row ? "node type '" + *word +
                              "' belongs to the language, but this version cannot solve it"
                        : "'" + *word + "' is not a type of node",
         .help = row ? "this version knows " + listed(names) : suggestion(*word, names)});
    return nullptr;
  }

  /// The settings but for `type`, which stands beside the table's keys.
  static Value::Group without_type(const Entry& node) {
    Value::Group rest;
    std::copy_if(node.settings.begin(), node.settings.end(), std::back_inserter(rest),
                 [](const Setting& setting) { return setting.key != "type"; });
    return rest;
  }

  void check_settings(const Entry& node, const NodeTypeRow& type) {
    check_group(without_type(node),
                {.keys = type.keys,
                 .name = std::string(type.name) + " '" + node.name + "'",
                 .place = node.place},
                context_.types, context_.mistakes);
  }

  int repeat_of(const Entry& node) {
    const Setting* setting = find(node.settings, "repeat");
    const auto* expression = setting ? setting->value.as<Expression>() : nullptr;
    return expression ? whole_number(*expression, context_) : 0;
  }

  void add_station(const Entry& node, const NodeTypeRow* type, int index, bool fine) {
    Station station{.name = indexed_name(node.name, index),
                    .declared_name = node.name,
                    .index = index,
                    .type = type,
                    .place = node.place};
    if (type) {
      station.inputs = port_names(type->inputs, node.settings);
      station.outputs = port_names(type->outputs, node.settings);
    }
    if (fine) {
      const std::size_t before = context_.mistakes.size();
      check_ranges(node.settings, type->keys, context_.parameters, index, context_.types,
                   context_.mistakes);
      const bool in_range = context_.mistakes.size() == before;
      const Reading reading(node.settings, type->keys, context_, index);
      if (in_range) station.numbers = read_numbers(*type, reading);
    }
    boost::add_vertex(std::move(station), graph_.graph);
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
  for (const Entry& node : description.nodes) stations.add(node);
  return std::move(stations).table();
}

}  // namespace gaussnet
