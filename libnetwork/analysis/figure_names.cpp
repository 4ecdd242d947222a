#include <algorithm>
#include <libnetwork/analysis/figure_names.hpp>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/reference.hpp>
#include <set>

namespace gaussnet {
namespace {

void add_copy(const Station& station, int place, ResultNames::CopyRanges& ranges) {
  const auto [entry, is_new] = ranges.try_emplace(station.declared_name);
  if (is_new) entry->second.first = place;
  entry->second.repeat = station.index;
}

std::vector<std::string> declared_names(const ResultNames::CopyRanges& ranges) {
  std::vector<std::string> names;
  for (const auto& [name, range] : ranges) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

bool has_detector(const NetworkGraph& network) {
  const auto [begin, end] = boost::vertices(network.graph);
  return std::any_of(begin, end, [&](const auto vertex) {
    const Station& station = network.graph[vertex];
    return !station.type || station.type->is_detector;
  });
}

Mistake conditional_without_detector(const Place& place) {
  return {.code = "conditional-without-detector",
          .place = place,
          .message = "a conditional state needs a record, and the network has no detector",
          .help = "write 'state: unconditional', or end a link with a 'homodyne' node"};
}

ResultNames::ResultNames(const NetworkGraph& network, std::vector<Mistake>& mistakes)
    : mistakes_(mistakes), mode_numbers_(mode_numbers(network)) {
  for (const auto vertex : boost::make_iterator_range(boost::vertices(network.graph))) {
    const Station& station = network.graph[vertex];
    // A node whose type is wrong might be a detector; that is its own mistake, reported already.
    if (!station.type || station.type->is_detector) {
      add_copy(station, static_cast<int>(detectors_.size()), detector_places_);
      detectors_.push_back(station.name);
    }
    if (!mode_numbers_of(station)) continue;
    add_copy(station, static_cast<int>(modes_.size()), mode_places_);
    modes_.push_back(station.name);
  }
}

void ResultNames::report(std::string code, const Place& place, std::string message,
                         std::string help) {
  mistakes_.push_back({.code = std::move(code),
                       .place = place,
                       .message = std::move(message),
                       .help = std::move(help)});
}

void ResultNames::add_modes(const Value::List& list, std::vector<int>& modes,
                            std::vector<Place>& places) {
  for (const Value& item : list) {
    if (const auto* word = item.as<Value::Word>()) {
      add_mode(*word, item.place, modes, places);
    } else if (!item.unreadable()) {
      report("wrong-shape", item.place, "a mode is the name of a node", "for example 'spin'");
    }
  }
}

/// The modes that a reference means; `name(*)` means several.
void ResultNames::add_mode(const std::string& word, const Place& place, std::vector<int>& modes,
                           std::vector<Place>& places) {
  const auto reference = parse_reference(word);
  if (!reference || !reference->port.empty()) {
    return report("reference-syntax", place, quoted(word) + " does not name a mode",
                  "write 'node', 'node(2)', 'node(*)' or 'node(2..5)'");
  }
  const auto found = mode_places_.find(reference->name);
  if (found == mode_places_.end()) {
    return report(
        "unknown-mode", place, "there is no oscillator or cavity " + quoted(reference->name),
        known_modes_.suggestion(reference->name, [&] { return declared_names(mode_places_); }));
  }
  const CopyRange& range = found->second;
  const auto meant = copies_of(*reference, range.repeat, place);
  if (const Mistake* mistake = std::get_if<Mistake>(&meant)) return mistakes_.push_back(*mistake);
  for (const int mode : places_of(std::get<Copies>(meant), range.first)) {
    modes.push_back(mode);
    places.push_back(place);
  }
}

void ResultNames::check_once(const std::vector<int>& modes, const std::vector<Place>& places) {
  std::set<int> seen;
  for (std::size_t k = 0; k < modes.size(); ++k) {
    if (seen.insert(modes[k]).second) continue;
    return report("mode-twice", places[k],
                  quoted(modes_[static_cast<std::size_t>(modes[k])]) + " is named twice",
                  "name each mode once");
  }
}

void ResultNames::add_given(const Value& value, std::vector<std::string>& given) {
  const auto& list = *value.as<Value::List>();
  if (list.empty()) {
    return report("empty-value", value.place, "the list of detectors is empty",
                  "name a detector, or write 'state: unconditional'");
  }
  for (const Value& item : list) {
    if (const auto* word = item.as<Value::Word>()) {
      add_detector(*word, item.place, given);
    } else if (!item.unreadable()) {
      report("wrong-shape", item.place, "a detector is the name of a node",
             "for example 'given: [detector]'");
    }
  }
  std::set<std::string> once(given.begin(), given.end());
  if (once.size() < given.size()) {
    report("duplicate-key", value.place, "a detector is named twice", "name each detector once");
  }
}

void ResultNames::add_detector(const std::string& word, const Place& place,
                               std::vector<std::string>& given) {
  const auto reference = parse_reference(word);
  if (!reference || !reference->port.empty()) {
    return report("reference-syntax", place, quoted(word) + " does not name a detector",
                  "write 'node', 'node(2)', 'node(*)' or 'node(2..5)'");
  }
  const auto found = detector_places_.find(reference->name);
  if (found == detector_places_.end()) {
    return report("unknown-detector", place, "there is no detector " + quoted(reference->name),
                  detectors_.empty()
                      ? "leave 'given' out, or end a link with a 'homodyne' node of that name"
                      : known_detectors_.suggestion(
                            reference->name, [&] { return declared_names(detector_places_); }));
  }
  const auto meant = copies_of(*reference, found->second.repeat, place);
  if (const Mistake* mistake = std::get_if<Mistake>(&meant)) return mistakes_.push_back(*mistake);
  for (const int at : places_of(std::get<Copies>(meant), found->second.first)) {
    given.push_back(detectors_[static_cast<std::size_t>(at)]);
  }
}

void ResultNames::add_combination(const Value::Group& group, std::span<const double> parameters,
                                  Vector& combination) {
  combination = Vector::Zero(2 * static_cast<int>(modes_.size()));
  for (const Setting& setting : group) {
    const std::size_t dot = setting.key.rfind('.');
    const std::string quadrature = dot == std::string::npos ? "" : setting.key.substr(dot + 1);
    if (quadrature != "X" && quadrature != "P") {
      report("quadrature-syntax", setting.place,
             quoted(setting.key) + " does not name a quadrature",
             "write the node's name with '.X' or '.P', for example 'spin.X'");
      continue;
    }
    std::vector<int> modes;
    std::vector<Place> places;
    add_mode(setting.key.substr(0, dot), setting.place, modes, places);
    const Expression& expression = *setting.value.as<Expression>();
    if (auto mistake = check_finite(expression, parameters)) {
      mistakes_.push_back(*mistake);
      continue;
    }
    const double coefficient = gaussnet::evaluate(expression, parameters);
    for (const int mode : modes) combination(2 * mode + (quadrature == "P")) += coefficient;
  }
}

}  // namespace gaussnet
