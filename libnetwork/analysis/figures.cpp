#include <algorithm>
#include <cmath>
#include <libnetwork/analysis/figure_names.hpp>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/reference.hpp>
#include <set>

namespace gaussnet {
namespace {

constexpr double kMostItems = 1e9;  // of a list

using Subject = FigureRow::Subject;

class Resolution {
 public:
  Resolution(const NetworkDescription& description, const CompiledNetwork& network,
             std::vector<Mistake>& mistakes)
      : description_(description),
        network_(network),
        mistakes_(mistakes),
        names_(*network.graph, mistakes) {}

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
  int num_modes() const { return static_cast<int>(names_.modes().size()); }
  const std::string& name_of(int mode) const {
    return names_.modes()[static_cast<std::size_t>(mode)];
  }

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
    for (const FigureRow& row : figure_rows()) names.emplace_back(row.name);
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
    if (!row) {
      report("unknown-measure", setting->value.place, quoted(*word) + " is not a measure",
             suggestion(*word, names));
    }
    return row;
  }

  void fill(const Value::Group& settings, FigureRequest& request) {
    for (const Setting& setting : settings) {
      if (setting.key == "modes") {
        fill_modes(setting.value, request);
      } else if (setting.key == "mode") {
        fill_mode(setting.value, request);
      } else if (setting.key == "partition") {
        add_partition(setting.value, request);
      } else if (setting.key == "weight") {
        request.weight = weight_of(setting.value);
      } else if (setting.key == "base") {
        request.base_2 = *setting.value.as<Value::Word>() == "2";
      } else if (setting.key == "of") {
        fill_combination(setting.value, request);
      } else if (setting.key == "top") {
        request.top = count_of(*setting.value.as<Expression>());
      } else if (setting.key == "state") {
        request.state = state_of(*setting.value.as<Value::Word>());
      } else if (setting.key == "given") {
        names_.add_given(setting.value, request.given);
      }
    }
    if (const Setting* from = find(settings, "from")) fill_parties(*from, settings, request);
    check_scan(settings, request);
    check_states(settings, request);
  }

  void fill_modes(const Value& value, FigureRequest& request) {
    const std::size_t before = mistakes_.size();
    std::vector<Place> places;
    names_.add_modes(*value.as<Value::List>(), request.modes, places);
    names_.check_once(request.modes, places);
    if (mistakes_.size() > before) return;
    if (request.modes.empty()) {
      return report("empty-value", value.place, "the list of modes is empty",
                    "for example 'modes: [spin, mech]'");
    }
    const Subject subject = request.figure->subject;
    if (subject == Subject::modes) return;
    if (request.modes.size() != 2) return report_not_a_pair(request, value.place);
    if (subject == Subject::pair) return;
    request.partition = {{request.modes[0]}, {request.modes[1]}};
    request.modes.clear();
  }

  void report_not_a_pair(const FigureRequest& request, const Place& place) {
    const std::size_t count =
        request.modes.size() + request.partition.a.size() + request.partition.b.size();
    const bool takes_groups = request.figure->subject == Subject::parties;
    report("not-a-pair", place,
           quoted(request.figure->name) + " belongs to two modes, not " + std::to_string(count),
           takes_groups ? "for example 'modes: [spin, mech]', or give two groups with 'partition:'"
                        : "for example 'modes: [spin, mech]'");
  }

  void fill_mode(const Value& value, FigureRequest& request) {
    const std::size_t before = mistakes_.size();
    std::vector<Place> places;
    names_.add_mode(*value.as<Value::Word>(), value.place, request.modes, places);
    if (request.modes.size() > 1) {
      return report("one-mode", value.place, "'mode' takes a single mode",
                    "for example 'mode: " + name_of(request.modes[0]) + "'");
    }
    if (request.figure->name != "effective-temperature" || mistakes_.size() > before) return;
    const double frequency = names_.frequency(request.modes[0]);
    if (frequency > 0 || !mistakes_.empty()) return;  // what has mistakes has no numbers yet
    report("no-frequency", value.place,
           quoted(name_of(request.modes[0])) +
               " has no frequency here, so its quanta have no temperature",
           "name an oscillator, or ask for its 'occupation'");
  }

  void fill_combination(const Value& value, FigureRequest& request) {
    const std::size_t before = mistakes_.size();
    names_.add_combination(*value.as<Value::Group>(), network_.parameters, request.combination);
    if (mistakes_.size() > before) return;
    const double largest = request.combination.cwiseAbs().maxCoeff();
    if (largest == 0) {
      report("empty-value", value.place, "the combination of quadratures is 0",
             "for example 'of: {spin.X: 1, mech.X: 1}'");
    } else if (!std::isfinite(largest)) {
      report("not-finite", value.place,
             "the coefficients of a quadrature add up to no finite number",
             "for example 'of: {spin.X: 1, mech.X: 1}'");
    }
  }

  /// from: [..], to: [..]
  void fill_parties(const Setting& from, const Value::Group& settings, FigureRequest& request) {
    const Setting& to = *find(settings, "to");
    std::vector<Place> places;
    for (const auto& [setting, modes] :
         {std::pair{&from, &request.partition.a}, std::pair{&to, &request.partition.b}}) {
      const auto& list = *setting->value.as<Value::List>();
      if (list.empty()) {
        report("empty-value", setting->value.place, "the list of modes is empty",
               "for example '" + setting->key + ": [spin]'");
      }
      names_.add_modes(list, *modes, places);
    }
    names_.check_once(both_parts(request.partition), places);
  }

  static std::vector<int> both_parts(const BipartitionIndices& partition) {
    std::vector<int> both = partition.a;
    both.insert(both.end(), partition.b.begin(), partition.b.end());
    return both;
  }

  int count_of(const Expression& expression) {
    const double value = gaussnet::evaluate(expression, network_.parameters);
    if (value != std::floor(value)) {
      report("whole-number", expression.place,
             "'top' takes a whole number, not '" + expression.text + "'", "for example 'top: 10'");
    }
    return static_cast<int>(std::min(value, kMostItems));
  }

  void check_scan(const Value::Group& settings, FigureRequest& request) {
    const Setting* pairs = find(settings, "pairs");
    const Setting* partitions = find(settings, "partitions");
    if (const Setting* top = find(settings, "top"); top && !pairs && !partitions) {
      report("top-without-scan", top->place, "'top' shortens a list, and this result is one number",
             "leave it out, or ask for 'pairs: all'");
    }
    if (!pairs && !partitions) return;
    request.scan = pairs ? FigureRequest::Scan::pairs : FigureRequest::Scan::partitions;
    if (num_modes() == 1) {
      report("scan-size", (pairs ? pairs : partitions)->place,
             "the network has a single mode, so there are no " +
                 std::string(pairs ? "pairs" : "partitions"),
             "leave the result out, or ask for another measure");
    } else if (partitions && num_modes() > most_modes_of_partitions) {
      report("scan-size", partitions->place,
             "the network has " + std::to_string(num_modes()) +
                 " modes; all bipartitions are listed up to " +
                 std::to_string(most_modes_of_partitions),
             "name the parts with 'partition:', or ask for 'pairs: all'");
    }
    const Setting* weight = find(settings, "weight");
    if (weight && std::holds_alternative<FigureRequest::Readout>(request.weight)) {
      report("readout", weight->value.place,
             "'weight: readout' belongs to one pair, that of the light it is read from",
             "use 'weight: optimal', or name the pair with 'modes:'");
    }
  }

  static StateChoice state_of(const std::string& word) {
    if (word == "unconditional") return StateChoice::unconditional;
    return word == "conditional" ? StateChoice::conditional : StateChoice::both;
  }

  void check_states(const Value::Group& settings, const FigureRequest& request) {
    const Setting* state = find(settings, "state");
    if (!state) return;
    const Setting* given = find(settings, "given");
    if (request.state != StateChoice::unconditional && !given && !names_.has_detector()) {
      mistakes_.push_back(conditional_without_detector(state->value.place));
    } else if (request.state == StateChoice::unconditional && given) {
      report("over-determined", given->place,
             "'given' says which records condition, and 'state: unconditional' that none does",
             "leave one of the two out");
    }
  }

  FigureRequest::Weight weight_of(const Value& value) const {
    if (const auto* word = value.as<Value::Word>()) {
      if (*word == "readout") return FigureRequest::Readout{};
      return OptimalWeight{};
    }
    return gaussnet::evaluate(*value.as<Expression>(), network_.parameters);
  }

  void add_partition(const Value& value, FigureRequest& request) {
    BipartitionIndices& partition = request.partition;
    const std::size_t before = mistakes_.size();
    const auto& list = *value.as<Value::List>();
    const bool two_lists = list.size() == 2 && list[0].as<Value::List>() &&
                           list[1].as<Value::List>() && !list[0].as<Value::List>()->empty() &&
                           !list[1].as<Value::List>()->empty();
    if (!two_lists) {
      return report("partition-shape", value.place, "a partition is two lists of modes",
                    "for example 'partition: [[spin], [mech]]'");
    }
    std::vector<Place> places;
    names_.add_modes(*list[0].as<Value::List>(), partition.a, places);
    names_.add_modes(*list[1].as<Value::List>(), partition.b, places);
    names_.check_once(both_parts(partition), places);
    const bool single = partition.a.size() == 1 && partition.b.size() == 1;
    if (request.figure->subject == Subject::single_parties && !single &&
        mistakes_.size() == before) {
      report_not_a_pair(request, value.place);
    }
  }

  /// All pairs' log-negativity and all occupations, of a network that a reader can look through.
  void add_defaults() {
    if (num_modes() > most_modes_by_default) return;
    for (int mode = 0; mode < num_modes(); ++mode) {
      requests_.push_back({.name = "n(" + name_of(mode) + ")",
                           .figure = find_figure("occupation"),
                           .modes = {mode}});
    }
    for (int a = 0; a < num_modes(); ++a) {
      for (int b = a + 1; b < num_modes(); ++b) {
        requests_.push_back({.name = "E_N(" + name_of(a) + ", " + name_of(b) + ")",
                             .figure = find_figure("log-negativity"),
                             .partition = {{a}, {b}}});
      }
    }
  }

  const NetworkDescription& description_;
  const CompiledNetwork& network_;
  std::vector<Mistake>& mistakes_;
  ResultNames names_;
  std::vector<FigureRequest> requests_{};
};

}  // namespace

std::vector<FigureRequest> resolve_figures(const NetworkDescription& description,
                                           const CompiledNetwork& network,
                                           std::vector<Mistake>& mistakes) {
  return Resolution(description, network, mistakes).run();
}

}  // namespace gaussnet
