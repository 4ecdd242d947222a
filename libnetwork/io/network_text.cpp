#include <algorithm>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/io/beams_text.hpp>
#include <libnetwork/io/network_text.hpp>
#include <libnetwork/io/node_quantities.hpp>
#include <libnetwork/io/quantity_writer.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/network/defaults.hpp>
#include <libnetwork/network/expression_text.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <span>
#include <string_view>
#include <unordered_map>

namespace gaussnet {
namespace {

constexpr int kLongestSource = 24;            // characters of the file's text beside its meaning
constexpr std::size_t kMostOscillators = 64;  // that are listed one by one;
constexpr std::size_t kFewOscillators = 4;    // of more, only so many

std::string picture_in_words(const NetworkGraph& graph) {
  if (graph.picture == Picture::full) return "full (one channel a beam, nothing dropped)";
  return "rotating-wave (two sidebands a beam, at " + rate_in_words(graph.sideband) +
         " from the carrier)";
}

std::string parameter_in_words(double value, const ValueType& type) {
  if (type.dimension.is_rate()) return rate_in_words(value);
  if (type.dimension.is_angle()) return angle_in_words(value);
  const std::string unit = unit_of(type);
  return number_in_words(value, 8) + (unit.empty() ? "" : " " + unit);
}

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

/// The meaning, and in brackets what the file wrote if that is another text.
std::string with_source(const std::string& meaning, const std::string& source) {
  if (source.empty() || character_count(source) > kLongestSource) return meaning;
  if (without_spaces(source) == without_spaces(meaning)) return meaning;
  return meaning + " (" + source + ")";
}

std::string parameters_in_words(const Model& model) {
  const auto& parameters = model.description().parameters;
  std::vector<std::string> items;
  for (std::size_t slot = 0; slot < parameters.size(); ++slot) {
    const std::string value =
        parameter_in_words(model.parameters()[slot], model.parameter_types()[slot]);
    items.push_back(parameters[slot].name + " = " +
                    with_source(value, parameters[slot].value.text));
  }
  return items.empty() ? "" : wrapped_items("parameters  ", items, ", ");
}

// ---- nodes -------------------------------------------------------------------------------------

/// A node with all its copies.
struct NodeGroup {
  std::string name{};
  Entry node{};  // with its defaults
  std::vector<const Station*> copies{};
};

std::vector<NodeGroup> groups_of(const Model& model) {
  std::vector<NodeGroup> groups;
  const auto& graph = model.graph().graph;
  std::unordered_map<std::string_view, std::size_t> place;  // of a node's group
  for (const Entry& node : model.description().nodes) {
    place.emplace(node.name, groups.size());
    groups.push_back({node.name, completed(model.description(), node)});
  }
  for (const auto vertex : boost::make_iterator_range(boost::vertices(graph))) {
    const Station& station = graph[vertex];
    const auto found = place.find(station.declared_name);
    if (found != place.end()) groups[found->second].copies.push_back(&station);
  }
  for (NodeGroup& group : groups) {
    const int last = group.copies.empty() ? 0 : group.copies.back()->index;
    if (last > 0) group.name += last == 1 ? "(1)" : "(1.." + std::to_string(last) + ")";
  }
  return groups;
}

/// The text behind these keys, each in the group of the one before, as the file has it.
std::string source_of(const Value::Group& group, std::span<const std::string_view> keys) {
  const Setting* setting = keys.empty() ? nullptr : find(group, keys.front());
  if (!setting) return "";
  if (const auto* inner = setting->value.as<Value::Group>()) {
    return source_of(*inner, keys.subspan(1));
  }
  const auto* expression = setting->value.as<Expression>();
  return expression ? expression->text : "";
}

/// One line of the table of oscillators: of the mode, or of each of its light ports.
struct OscillatorRow {
  std::string_view name{};
  std::string_view group{};  // where the file may say it: group and key
  std::string_view key{};
  std::string (*of_mode)(const OscillatorNumbers&) = nullptr;
  std::string (*of_port)(const OscillatorNumbers&, const LightNumbers&) = nullptr;
};

constexpr std::string_view kNothing = "-";  // a row in which all cells say so is left out

constexpr OscillatorRow kOscillatorRows[] = {
    {"mass", "", "",
     [](const OscillatorNumbers& o) -> std::string {
       return o.mass_sign < 0 ? "negative" : "positive";
     }},
    {"frequency", "frequency", "",
     [](const OscillatorNumbers& o) { return rate_in_words(o.frequency); }},
    {"linewidth gamma_0", "bath", "linewidth",
     [](const OscillatorNumbers& o) { return rate_in_words(o.linewidth); }},
    {"bath occupation n", "bath", "occupation",
     [](const OscillatorNumbers& o) { return number_in_words(o.occupation, 8); }},
    {"damping", "", "",
     [](const OscillatorNumbers& o) { return o.brownian ? "brownian" : std::string(kNothing); }},
    {"decoherence gamma_0 (n + 1/2)", "bath", "decoherence",
     [](const OscillatorNumbers& o) { return rate_in_words(o.decoherence()); }},
    {"readout rate Gamma", "light", "rate", nullptr,
     [](const OscillatorNumbers&, const LightNumbers& light) {
       return rate_in_words(light.readout_rate());
     }},
    {"cooperativity", "light", "cooperativity", nullptr,
     [](const OscillatorNumbers& o, const LightNumbers& light) {
       return o.decoherence() == 0 ? std::string(kNothing)
                                   : number_in_words(light.readout_rate() / o.decoherence());
     }},
    {"coupling angle theta", "light", "angle", nullptr,
     [](const OscillatorNumbers&, const LightNumbers& light) {
       return light.readout_rate() == 0 ? std::string(kNothing)
                                        : angle_in_words(light.coupling_angle());
     }},
    {"damping rate with light", "", "",
     [](const OscillatorNumbers& o) {
       return o.ports.empty() ? std::string(kNothing) : rate_in_words(o.damping_rate());
     }},
};

const OscillatorNumbers& numbers_of(const Station* station) {
  return std::get<OscillatorNumbers>(station->numbers);
}

/// What the first copy has, and the last if that is another; in brackets what the file says.
template <class InWords>
std::string of_copies(const NodeGroup& group, std::initializer_list<std::string_view> keys,
                      InWords in_words) {
  const std::string first = in_words(numbers_of(group.copies.front()));
  const std::string last = in_words(numbers_of(group.copies.back()));
  return with_source(first == last ? first : first + " ... " + last,
                     source_of(group.node.settings, {keys.begin(), keys.size()}));
}

std::string oscillator_cell(const NodeGroup& group, const OscillatorRow& row) {
  if (row.of_mode) return of_copies(group, {row.group, row.key}, row.of_mode);
  const std::vector<std::string>& names = group.copies.front()->inputs;
  std::vector<std::string> cells;
  for (std::size_t port = 0; port < names.size(); ++port) {
    const auto in_words = [&](const OscillatorNumbers& o) { return row.of_port(o, o.ports[port]); };
    cells.push_back(find(group.node.settings, "ports")
                        ? of_copies(group, {"ports", names[port], row.key}, in_words)
                        : of_copies(group, {row.group, row.key}, in_words));
  }
  if (cells.empty()) return std::string(kNothing);
  const bool alike = std::all_of(cells.begin(), cells.end(),
                                 [&](const std::string& cell) { return cell == cells.front(); });
  if (alike)
    return cells.size() == 1 || cells.front() == kNothing ? cells.front() : "each " + cells.front();
  std::string text;
  for (std::size_t port = 0; port < cells.size(); ++port) {
    text += (port == 0 ? "" : ", ") + names[port] + " " + cells[port];
  }
  return text;
}

/// Whether no oscillator has what this row of the table says.
bool says_nothing(const std::vector<std::string>& row) {
  return std::all_of(row.begin() + 1, row.end(),
                     [](const std::string& cell) { return cell == kNothing; });
}

bool is_oscillator(const NodeGroup& group) {
  return !group.copies.empty() &&
         std::holds_alternative<OscillatorNumbers>(group.copies.front()->numbers);
}

std::string oscillators_in_words(std::vector<NodeGroup> groups) {
  std::erase_if(groups, [](const NodeGroup& group) { return !is_oscillator(group); });
  if (groups.empty()) return "";
  const std::size_t shown = groups.size() > kMostOscillators ? kFewOscillators : groups.size();
  TextTable table{.heading = {"oscillators"}};
  for (const OscillatorRow& row : kOscillatorRows) table.rows.push_back({std::string(row.name)});
  for (std::size_t k = 0; k < shown; ++k) {
    table.heading.push_back(groups[k].name);
    std::size_t line = 0;
    for (const OscillatorRow& row : kOscillatorRows) {
      table.rows[line++].push_back(oscillator_cell(groups[k], row));
    }
  }
  std::erase_if(table.rows, says_nothing);
  const std::string text = to_string(table);
  if (shown == groups.size()) return text;
  return text + "  and " + std::to_string(groups.size() - shown) +
         " more oscillators: gaussnet show --si has every number\n";
}

/// "homodyne: quadrature P, efficiency 90 % (eta)": whatever the table of its type has.
std::vector<std::string> node_in_words(const Model& model, const NodeGroup& group) {
  const Station& first = *group.copies.front();
  const Station& last = *group.copies.back();
  const auto quantities = quantities_of(model, group.node, *first.type, first.index);
  const auto at_end = quantities_of(model, group.node, *last.type, last.index);
  std::vector<std::string> items;
  for (std::size_t k = 0; k < quantities.size(); ++k) {
    std::string value = in_words(quantities[k]);
    if (const std::string end = in_words(at_end[k]); end != value) value += " ... " + end;
    items.push_back(quantities[k].path + " " + with_source(value, quantities[k].source));
  }
  const std::string type(first.type->name);
  if (items.empty()) return {type};
  items.front().insert(0, type + ": ");
  return items;
}

/// What a node is to the light: where beams begin, end, or pass.
enum class Role { source, element, detector };

Role role_of(const NodeGroup& group) {
  const Station& station = *group.copies.front();
  if (station.type && station.type->is_detector) return Role::detector;
  return station.inputs.empty() && !station.outputs.empty() ? Role::source : Role::element;
}

/// Every node that is no oscillator, a line each.
std::string others_in_words(const Model& model, const std::vector<NodeGroup>& groups, Role role,
                            const std::string& title) {
  std::vector<const NodeGroup*> shown;
  int width = 0;
  for (const NodeGroup& group : groups) {
    if (group.copies.empty() || is_oscillator(group) || !group.copies.front()->type) continue;
    if (role_of(group) != role) continue;
    shown.push_back(&group);
    width = std::max(width, character_count(group.name));
  }
  std::string text = shown.empty() ? "" : title + "\n";
  for (const NodeGroup* group : shown) {
    text +=
        wrapped_items("  " + padded(group->name, width) + "  ", node_in_words(model, *group), ", ");
  }
  return text;
}

constexpr std::size_t kMostInteractions = 12;

/// What the file says of an interaction's rate.
std::string source_of_rate(const Model& model, const Interaction& interaction) {
  for (const Value& item : model.description().interactions) {
    const auto* group = item.as<Value::Group>();
    const Setting* kind = group ? find(*group, "kind") : nullptr;  // the interaction's place
    if (!kind || kind->value.place.argument.empty() ||
        kind->value.place.argument != interaction.place.argument) {
      continue;
    }
    static constexpr std::string_view rate = "rate";
    return source_of(*group, {&rate, 1});
  }
  return "";
}

/// Who interacts, how, and at what rate.
std::string interactions_in_words(const Model& model) {
  const NetworkGraph& network = model.graph();
  std::string text = network.interactions.empty() ? "" : "interactions\n";
  for (std::size_t k = 0; k < network.interactions.size(); ++k) {
    if (k == kMostInteractions) {
      const std::size_t rest = network.interactions.size() - k;
      return text + "  and " + std::to_string(rest) + " more\n";
    }
    const Interaction& each = network.interactions[k];
    text += "  " + network.graph[each.a].name + ", " + network.graph[each.b].name + "  " +
            std::string(word_of(each.kind)) + ", rate " +
            with_source(rate_in_words(each.rate), source_of_rate(model, each)) + "\n";
  }
  return text;
}

}  // namespace

std::string unit_of(const ValueType& type) {
  return type.fits_any ? "" : unit_in_file(type.dimension);
}

std::string heading_in_words(const Model& model) {
  const NetworkDescription& description = model.description();
  std::string text;
  if (!description.title.empty()) text += wrapped("", description.title);
  if (!description.reference.empty()) text += wrapped("", description.reference);
  if (!text.empty()) text += "\n";
  if (!description.file.empty()) text += "file        " + description.file + "\n";
  text += "convention  vacuum variance 1/2, [X, P] = i, rates in rad/s (2pi is written out)\n";
  text += "picture     " + picture_in_words(model.graph()) + "\n";
  return text + parameters_in_words(model);
}

std::string nodes_in_words(const Model& model) {
  const std::vector<NodeGroup> groups = groups_of(model);
  std::string text;
  for (const std::string& part :
       {oscillators_in_words(groups), others_in_words(model, groups, Role::source, "sources"),
        others_in_words(model, groups, Role::element, "elements"),
        others_in_words(model, groups, Role::detector, "detectors"), interactions_in_words(model),
        beams_in_words(model.graph())}) {
    if (!part.empty()) text += (text.empty() ? "" : "\n") + part;
  }
  return text;
}

}  // namespace gaussnet
