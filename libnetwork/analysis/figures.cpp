#include <algorithm>
#include <cmath>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/reference.hpp>
#include <set>
#include <unordered_map>

namespace gaussnet {
namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

constexpr int kMostModesByDefault = 64;

/// Where the modes of a node are among all modes.
struct ModeRange {
  int first = 0;
  int repeat = 0;  // 0: not a repeated node
};

class Resolution {
 public:
  Resolution(const NetworkDescription& description, const CompiledNetwork& network,
             std::vector<Mistake>& mistakes)
      : description_(description), network_(network), mistakes_(mistakes) {
    const auto& graph = network.graph->graph;
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph))) {
      const Station& station = graph[vertex];
      if (station.type && !station.has_mode()) continue;  // no type: reported where it is
      const auto [entry, is_new] = modes_.try_emplace(station.declared_name);
      if (is_new) entry->second.first = num_modes_;
      entry->second.repeat = station.index;
      names_.push_back(station.name);
      ++num_modes_;
    }
  }

  std::vector<FigureRequest> run() {
    std::set<std::string_view> names;
    for (const Entry& result : description_.results) {
      if (names.insert(result.name).second) {
        resolve(result);
      } else {
        report("duplicate-key", result.place, "result " + quoted(result.name) + " is given twice",
               "give one of them another name");
      }
    }
    if (description_.results.empty()) add_defaults();
    return std::move(requests_);
  }

 private:
  void report(std::string code, const Place& place, std::string message, std::string help) {
    mistakes_.push_back({.code = std::move(code),
                         .place = place,
                         .message = std::move(message),
                         .help = std::move(help)});
  }

  void resolve(const Entry& result) {
    const FigureRow* figure = figure_of(result);
    if (!figure) return;
    Value::Group settings;
    std::copy_if(result.settings.begin(), result.settings.end(), std::back_inserter(settings),
                 [](const Setting& setting) { return setting.key != "measure"; });
    const std::size_t before = mistakes_.size();
    check_group(settings,
                {.keys = figure->keys,
                 .alternatives = figure->alternatives,
                 .name = "result '" + result.name + "'",
                 .place = result.place},
                network_.parameter_types, mistakes_);
    if (mistakes_.size() > before || has_unreadable(settings)) return;
    check_ranges(settings, figure->keys, network_.parameters, 0, network_.parameter_types,
                 mistakes_);
    FigureRequest request{.name = result.name, .figure = figure, .place = result.place};
    fill(settings, request);
    if (mistakes_.size() == before) requests_.push_back(std::move(request));
  }

  const FigureRow* figure_of(const Entry& result) {
    std::vector<std::string> names;
    for (const FigureRow& row : figure_rows()) {
      if (row.built) names.emplace_back(row.name);
    }
    const Setting* setting = find(result.settings, "measure");
    const auto* word = setting ? setting->value.as<Value::Word>() : nullptr;
    if (!word) {
      if (setting && setting->value.unreadable()) return nullptr;
      report(setting ? "wrong-shape" : "missing-key", setting ? setting->place : result.place,
             "result " + quoted(result.name) + " has no measure",
             "add 'measure:' with one of " + listed(names));
      return nullptr;
    }
    const FigureRow* row = find_figure(*word);
    if (row && row->built) return row;
    if (row) {
      report("not-built", setting->value.place,
             "measure " + quoted(*word) +
                 " belongs to the language, but this version cannot evaluate it",
             "this version knows " + listed(names));
    } else {
      report("unknown-measure", setting->value.place, quoted(*word) + " is not a measure",
             suggestion(*word, names));
    }
    return nullptr;
  }

  void fill(const Value::Group& settings, FigureRequest& request) {
    for (const Setting& setting : settings) {
      if (setting.key == "modes") {
        const std::size_t before = mistakes_.size();
        std::vector<Place> places;
        add_modes(*setting.value.as<Value::List>(), request.modes, places);
        check_once(request.modes, places);
        if (mistakes_.size() == before) check_count(request, setting.value.place);
      } else if (setting.key == "mode") {
        std::vector<Place> places;
        add_mode(*setting.value.as<Value::Word>(), setting.value.place, request.modes, places);
        if (request.modes.size() > 1) {
          report("one-mode", setting.value.place, "'mode' takes a single mode",
                 "for example 'mode: " + names_[static_cast<std::size_t>(request.modes[0])] + "'");
        }
      } else if (setting.key == "partition") {
        add_partition(setting.value, request.partition);
      } else if (setting.key == "weight") {
        request.weight = weight_of(setting.value);
      } else if (setting.key == "base") {
        request.base_2 = *setting.value.as<Value::Word>() == "2";
      } else if (setting.key == "of") {
        const std::size_t before = mistakes_.size();
        add_combination(*setting.value.as<Value::Group>(), request.combination);
        if (mistakes_.size() == before && request.combination.isZero(0)) {
          report("empty-value", setting.value.place, "the combination of quadratures is 0",
                 "for example 'of: {spin.X: 1, mech.X: 1}'");
        }
      }
    }
  }

  void check_count(const FigureRequest& request, const Place& place) {
    if (request.modes.empty()) {
      return report("empty-value", place, "the list of modes is empty",
                    "for example 'modes: [spin, mech]'");
    }
    if (request.figure->name != "epr" || request.modes.size() == 2) return;
    report("not-a-pair", place,
           "an EPR variance belongs to two modes, not " + std::to_string(request.modes.size()),
           "for example 'modes: [spin, mech]'");
  }

  FigureRequest::Weight weight_of(const Value& value) const {
    if (const auto* word = value.as<Value::Word>()) {
      if (*word == "readout") return FigureRequest::Readout{};
      return OptimalWeight{};
    }
    return gaussnet::evaluate(*value.as<Expression>(), network_.parameters);
  }

  void add_modes(const Value::List& list, std::vector<int>& modes, std::vector<Place>& places) {
    for (const Value& item : list) {
      if (const auto* word = item.as<Value::Word>()) {
        add_mode(*word, item.place, modes, places);
      } else if (!item.unreadable()) {
        report("wrong-shape", item.place, "a mode is the name of a node", "for example 'spin'");
      }
    }
  }

  /// The modes that a reference means; `name(*)` means several.
  void add_mode(const std::string& word, const Place& place, std::vector<int>& modes,
                std::vector<Place>& places) {
    const auto reference = parse_reference(word);
    if (!reference || !reference->port.empty()) {
      return report("reference-syntax", place, quoted(word) + " does not name a mode",
                    "write 'node', 'node(2)', 'node(*)' or 'node(2..5)'");
    }
    const auto found = modes_.find(reference->name);
    if (found == modes_.end()) {
      return report("unknown-mode", place,
                    "there is no oscillator or cavity " + quoted(reference->name),
                    suggestion(reference->name, declared_names()));
    }
    const ModeRange& range = found->second;
    const auto meant = copies_of(*reference, range.repeat, place);
    if (const Mistake* mistake = std::get_if<Mistake>(&meant)) return mistakes_.push_back(*mistake);
    const Copies copies = std::get<Copies>(meant);
    for (int index = copies.first; index <= copies.last; ++index) {
      modes.push_back(range.first + std::max(0, index - 1));
      places.push_back(place);
    }
  }

  void check_once(const std::vector<int>& modes, const std::vector<Place>& places) {
    std::set<int> seen;
    for (std::size_t k = 0; k < modes.size(); ++k) {
      if (seen.insert(modes[k]).second) continue;
      return report("mode-twice", places[k],
                    quoted(names_[static_cast<std::size_t>(modes[k])]) + " is named twice",
                    "name each mode once");
    }
  }

  void add_partition(const Value& value, BipartitionIndices& partition) {
    const auto& list = *value.as<Value::List>();
    const bool two_lists = list.size() == 2 && list[0].as<Value::List>() &&
                           list[1].as<Value::List>() && !list[0].as<Value::List>()->empty() &&
                           !list[1].as<Value::List>()->empty();
    if (!two_lists) {
      return report("partition-shape", value.place, "a partition is two lists of modes",
                    "for example 'partition: [[spin], [mech]]'");
    }
    std::vector<Place> places;
    add_modes(*list[0].as<Value::List>(), partition.a, places);
    add_modes(*list[1].as<Value::List>(), partition.b, places);
    std::vector<int> both = partition.a;
    both.insert(both.end(), partition.b.begin(), partition.b.end());
    check_once(both, places);
  }

  /// {spin.X: 1, mech.P: 2}
  void add_combination(const Value::Group& group, Vector& combination) {
    combination = Vector::Zero(2 * num_modes_);
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
      if (auto mistake = check_finite(expression, network_.parameters)) {
        mistakes_.push_back(*mistake);
        continue;
      }
      const double coefficient = gaussnet::evaluate(expression, network_.parameters);
      for (const int mode : modes) combination(2 * mode + (quadrature == "P")) += coefficient;
    }
  }

  std::vector<std::string> declared_names() const {
    std::vector<std::string> names;
    for (const auto& [name, range] : modes_) names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
  }

  /// All pairs' log-negativity and all occupations, of a network that a reader can look through.
  void add_defaults() {
    if (num_modes_ > kMostModesByDefault) return;
    for (int mode = 0; mode < num_modes_; ++mode) {
      requests_.push_back({.name = "n(" + names_[static_cast<std::size_t>(mode)] + ")",
                           .figure = find_figure("occupation"),
                           .modes = {mode}});
    }
    for (int a = 0; a < num_modes_; ++a) {
      for (int b = a + 1; b < num_modes_; ++b) {
        requests_.push_back({.name = "E_N(" + names_[static_cast<std::size_t>(a)] + ", " +
                                     names_[static_cast<std::size_t>(b)] + ")",
                             .figure = find_figure("log-negativity"),
                             .partition = {{a}, {b}}});
      }
    }
  }

  const NetworkDescription& description_;
  const CompiledNetwork& network_;
  std::vector<Mistake>& mistakes_;
  std::unordered_map<std::string, ModeRange> modes_{};
  std::vector<std::string> names_{};
  int num_modes_ = 0;
  std::vector<FigureRequest> requests_{};
};

}  // namespace

std::vector<FigureRequest> resolve_figures(const NetworkDescription& description,
                                           const CompiledNetwork& network,
                                           std::vector<Mistake>& mistakes) {
  return Resolution(description, network, mistakes).run();
}

FigureValue evaluate(const FigureRequest& request, const GaussianState& state,
                     const FigureContext& context) {
  try {
    FigureValue figure = request.figure->evaluate(request, state, context);
    if (std::isfinite(figure.value) && std::isfinite(figure.bound)) return figure;
    return {.status = "inaccurate",
            .why = "the covariance is too ill-conditioned to leave one certain digit"};
  } catch (const InaccurateResult& failure) {
    return {.status = "inaccurate", .why = failure.what()};
  }
}

std::vector<double> mass_signs(const NetworkGraph& network) {
  std::vector<double> signs;
  for (const auto vertex : boost::make_iterator_range(boost::vertices(network.graph))) {
    if (!network.graph[vertex].has_mode()) continue;
    const auto* numbers = std::get_if<OscillatorNumbers>(&network.graph[vertex].numbers);
    signs.push_back(numbers ? numbers->mass_sign : 1);
  }
  return signs;
}

}  // namespace gaussnet
