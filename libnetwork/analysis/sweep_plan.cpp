#include <algorithm>
#include <cmath>
#include <libnetwork/analysis/sweep_plan.hpp>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/file_keys.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/parameter_use.hpp>
#include <libnetwork/network/reference.hpp>
#include <set>

namespace gaussnet {
namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

AxisScale scale_of(const Value::Group& group) {
  const Setting* setting = find(group, "scale");
  const auto* word = setting ? setting->value.as<Value::Word>() : nullptr;
  return word && *word == "log" ? AxisScale::logarithmic : AxisScale::linear;
}

const Value::Group* group_at(const Value::Group& settings, std::string_view key) {
  const Setting* setting = find(settings, key);
  return setting ? setting->value.as<Value::Group>() : nullptr;
}

const Expression& expression_at(const Value::Group& group, std::string_view key) {
  return *find(group, key)->value.as<Expression>();
}

/// The points of a grid that could be run in days.
constexpr double kMostPoints = 1e8;

/// Resolves one sweep or optimisation, whose keys and shapes have been checked.
class PlanResolution {
 public:
  PlanResolution(const NetworkDescription& description, const CompiledNetwork& network,
                 const std::vector<FigureRequest>& figures, std::vector<Mistake>& mistakes,
                 bool network_is_fine)
      : description_(description),
        network_(network),
        figures_(figures),
        mistakes_(mistakes),
        network_is_fine_(network_is_fine) {}

  SweepPlan sweep(const Entry& entry) {
    SweepPlan plan{.name = entry.name, .place = entry.place};
    collect_moved(entry.settings);
    if (const auto* axes = group_at(entry.settings, "axes")) {
      for (const Setting& axis : *axes) add_axis(axis, plan.axes);
      if (axes->empty()) {
        report("empty-value", find(entry.settings, "axes")->value.place, "the sweep has no axis",
               "for example 'axes: {eps: {from: 0, to: 0.9, points: 10}}'");
      }
    }
    check_size(plan, entry.settings);
    const bool has_objective = find(entry.settings, "over") != nullptr;
    if (has_objective) {
      plan.objective = objective(entry.settings);
    } else if (find(entry.settings, "state")) {
      plan.state = state_of(entry.settings, nullptr);
    }
    check_moved();
    return plan;
  }

  OptimisationPlan optimisation(const Entry& entry) {
    OptimisationPlan plan{.name = entry.name, .place = entry.place};
    collect_moved(entry.settings);
    plan.objective = objective(entry.settings);
    if (const Setting* starts = find(entry.settings, "starts")) {
      plan.starts = whole(*starts->value.as<Expression>(), "starts");
    }
    check_moved();
    return plan;
  }

 private:
  /// A parameter that does not keep its declared value.
  struct Moved {
    int slot = 0;
    Place place{};
    const Expression* tie = nullptr;
  };

  void report(std::string code, const Place& place, std::string message, std::string help) {
    mistakes_.push_back({.code = std::move(code),
                         .place = place,
                         .message = std::move(message),
                         .help = std::move(help)});
  }

  const std::string& name_of(int slot) const {
    return description_.parameters[static_cast<std::size_t>(slot)].name;
  }

  /// The slot of a parameter that a key names; -1 and a mistake if there is none.
  int slot_of(const Setting& setting) {
    const auto& parameters = description_.parameters;
    for (std::size_t slot = 0; slot < parameters.size(); ++slot) {
      if (parameters[slot].name == setting.key) return static_cast<int>(slot);
    }
    std::vector<std::string> names;
    for (const Parameter& parameter : parameters) names.push_back(parameter.name);
    report("unknown-parameter", setting.place, "there is no parameter " + quoted(setting.key),
           names.empty() ? "declare it under 'parameters:'" : suggestion(setting.key, names));
    return -1;
  }

  void check_size(const SweepPlan& plan, const Value::Group& settings) {
    double points = 1;
    for (const SweepAxis& axis : plan.axes) points *= axis.points;
    if (points <= kMostPoints) return;
    report("out-of-range", find(settings, "axes")->place,
           "the axes make " + number_in_words(points, 3) + " points, more than " +
               number_in_words(kMostPoints),
           "take fewer points, or several sweeps");
  }

  // ---- which parameters move
  // -----------------------------------------------------------------------

  void collect_moved(const Value::Group& settings) {
    std::set<int> axes;
    for (const char* key : {"axes", "over", "tie"}) {
      const Value::Group* group = group_at(settings, key);
      if (!group) continue;
      for (const Setting& named : *group) {
        const int slot = slot_of(named);
        if (slot < 0) continue;
        if (std::string_view(key) == "axes") {
          axes.insert(slot);
        } else if (axes.contains(slot)) {
          report("parameter-twice", named.place,
                 quoted(named.key) + " is an axis already, so that it cannot stand under '" + key +
                     "'",
                 "name it once");
          continue;
        }
        const bool tied = std::string_view(key) == "tie";
        moved_.push_back({.slot = slot,
                          .place = named.place,
                          .tie = tied ? named.value.as<Expression>() : nullptr});
      }
    }
  }

  bool is_tied(int slot) const {
    return std::any_of(moved_.begin(), moved_.end(),
                       [&](const Moved& each) { return each.slot == slot && each.tie; });
  }

  /// The parameters with what moves cut from what it depended on, and the ties in place.
  std::vector<Parameter> with_ties() const {
    std::vector<Parameter> parameters = description_.parameters;
    for (const Moved& each : moved_) {
      Parameter& parameter = parameters[static_cast<std::size_t>(each.slot)];
      parameter.value = each.tie ? *each.tie : Expression(0.0);
      parameter.place = each.place;
    }
    return parameters;
  }

  /// What moves must have an effect, must not fix the number of modes, and must not run in a
  /// circle.
  void check_moved() {
    const std::vector<Parameter> parameters = with_ties();
    std::vector<Mistake> found;
    plan_parameters(parameters, found);
    for (Mistake& mistake : found) {
      if (mistake.code == "parameter-circle") mistakes_.push_back(std::move(mistake));
    }
    std::vector<bool> used = named_by_network(description_);
    std::vector<bool> used_as_declared = used;
    add_dependencies(parameters, used);
    add_dependencies(description_.parameters, used_as_declared);
    std::vector<bool> fixed = named_by_repeats(description_);
    add_dependencies(description_.parameters, fixed);
    for (const Moved& each : moved_) {
      const auto slot = static_cast<std::size_t>(each.slot);
      const std::string name = quoted(name_of(each.slot));
      if (fixed[slot]) {
        report("fixed-by-repeat", each.place,
               name + " decides how often something is repeated, which a sweep cannot change",
               "make one model for each number of copies");
      } else if (!used[slot] && network_is_fine_) {
        report("unused-parameter", each.place,
               name + " changes nothing here: " +
                   (used_as_declared[slot] ? "what depends on it is set here, too"
                                           : "no node, link or result uses it"),
               used_as_declared[slot] ? "leave one of them out"
                                      : "use it in the network, or leave it out here");
      }
    }
  }

  // ---- values
  // --------------------------------------------------------------------------------------

  /// Values of one parameter, each of its kind. A parameter given as 0 takes the first one's kind.
  struct Values {
    std::vector<double> numbers{};
    ValueType type{};
  };

  std::optional<Values> values_of(int slot, const std::vector<const Expression*>& expressions) {
    const std::size_t before = mistakes_.size();
    Values values{.type = network_.parameter_types[static_cast<std::size_t>(slot)]};
    for (const Expression* expression : expressions) {
      const ValueType type = std::get<ValueType>(infer(*expression, network_.parameter_types));
      if (auto unlike = check_like(*expression, type, values.type, name_of(slot))) {
        mistakes_.push_back(*unlike);
        continue;
      }
      if (values.type.fits_any) values.type = as_parameter_type(type);
      if (check_fixed(*expression)) values.numbers.push_back(value_of(*expression));
    }
    if (mistakes_.size() > before) return std::nullopt;
    return values;
  }

  double value_of(const Expression& expression) const {
    return gaussnet::evaluate(expression, network_.parameters);
  }

  /// A limit has one value, finite: nothing that moves may be in it.
  bool check_fixed(const Expression& expression) {
    std::vector<bool> used(description_.parameters.size(), false);
    add_named({{.key = {}, .value = expression}}, used);
    add_dependencies(description_.parameters, used);
    for (const Moved& each : moved_) {
      if (!used[static_cast<std::size_t>(each.slot)]) continue;
      const std::string& name = name_of(each.slot);
      report(
          "moving-limit", place_of(expression, 0, expression.place.width),
          expression.text == name
              ? quoted(name) + " has many values here, so that it is no limit"
              : quoted(expression.text) + " depends on '" + name + "', which has many values here",
          "give a quantity that does not change");
      return false;
    }
    if (uses_what_is_not_finite(slots(expression), network_.parameters)) return false;
    auto mistake = check_finite(expression, network_.parameters);
    if (mistake) mistakes_.push_back(*mistake);
    return !mistake;
  }

  void check_logarithmic(const Expression& expression, double value) {
    if (value > 0) return;
    report("log-axis", place_of(expression, 0, expression.place.width),
           "a logarithmic scale has no " + std::string(value == 0 ? "0" : "negative values"),
           "begin and end above 0, or leave 'scale: log' out");
  }

  /// A whole number within the range of its key, which has been checked; 1 and a mistake otherwise.
  int whole(const Expression& expression, const std::string& key) {
    const double value = value_of(expression);
    if (value == std::floor(value)) return static_cast<int>(value);
    if (!std::isfinite(value)) return 1;  // reported where a parameter is defined
    report("whole-number", place_of(expression, 0, expression.place.width),
           quoted(key) + " is a whole number, not " + quoted(expression.text),
           "for example '" + key + ": 16'");
    return 1;
  }

  // ---- axes and search ranges
  // ----------------------------------------------------------------------

  void add_axis(const Setting& setting, std::vector<SweepAxis>& axes) {
    const int slot = slot_in(setting);
    if (slot < 0) return;
    const auto& group = *setting.value.as<Value::Group>();
    SweepAxis axis{.slot = slot, .scale = scale_of(group), .place = setting.place};
    const std::size_t before = mistakes_.size();
    find(group, "values") ? list_values(group, axis) : space_values(group, axis);
    if (mistakes_.size() == before) axes.push_back(std::move(axis));
  }

  /// As slot_of, which has reported what is unknown.
  int slot_in(const Setting& setting) const {
    for (const Moved& each : moved_) {
      if (name_of(each.slot) == setting.key) return each.slot;
    }
    return -1;
  }

  void list_values(const Value::Group& group, SweepAxis& axis) {
    const Value& list = find(group, "values")->value;
    std::vector<const Expression*> expressions;
    for (const Value& item : *list.as<Value::List>()) {
      expressions.push_back(item.as<Expression>());
      axis.text += (axis.text.empty() ? "" : ", ") + expressions.back()->text;
    }
    if (expressions.empty()) {
      return report("empty-value", list.place, "the list of values is empty",
                    "for example 'values: [0.1, 1, 10]'");
    }
    if (auto values = values_of(axis.slot, expressions)) {
      axis.listed = std::move(values->numbers);
      axis.points = static_cast<int>(axis.listed.size());
      axis.first = axis.listed.front();
      axis.last = axis.listed.back();
      axis.type = values->type;
    }
  }

  void space_values(const Value::Group& group, SweepAxis& axis) {
    const Expression& from = expression_at(group, "from");
    const Expression& to = expression_at(group, "to");
    const Expression& count = expression_at(group, "points");
    const std::size_t before = mistakes_.size();
    if (!check_fixed(count)) return;
    check_ranges(group, axis_keys(), network_.parameters, 0, network_.parameter_types, mistakes_);
    if (mistakes_.size() > before) return;
    const int points = whole(count, "points");
    const auto ends = values_of(axis.slot, {&from, &to});
    if (!ends || mistakes_.size() > before) return;
    const double first = ends->numbers[0];
    const double last = ends->numbers[1];
    if (axis.scale == AxisScale::logarithmic) {
      check_logarithmic(from, first);
      check_logarithmic(to, last);
      if (mistakes_.size() > before) return;
    }
    if (points == 1 && first != last) {
      return report("one-point", count.place,
                    "one point cannot be at both " + from.text + " and " + to.text,
                    "give 2 points or more, or 'values: [" + from.text + "]'");
    }
    axis.points = points;
    axis.first = first;
    axis.last = last;
    axis.type = ends->type;
    axis.text = from.text + " to " + to.text + ", " + count.text + " points" +
                (axis.scale == AxisScale::logarithmic ? ", log" : "");
  }

  void add_range(const Setting& setting, std::vector<SearchRange>& ranges) {
    const int slot = slot_in(setting);
    if (slot < 0) return;
    const auto* group = setting.value.as<Value::Group>();
    const auto* list = setting.value.as<Value::List>();
    const Expression& low = group ? expression_at(*group, "from") : *(*list)[0].as<Expression>();
    const Expression& high = group ? expression_at(*group, "to") : *(*list)[1].as<Expression>();
    const auto ends = values_of(slot, {&low, &high});
    if (!ends) return;
    SearchRange range{.slot = slot,
                      .low = ends->numbers[0],
                      .high = ends->numbers[1],
                      .scale = group ? scale_of(*group) : AxisScale::linear,
                      .type = ends->type,
                      .text = low.text + " to " + high.text,
                      .place = setting.place};
    if (!(range.low < range.high)) {
      return report("empty-range", low.place,
                    quoted(low.text) + " is not below " + quoted(high.text) +
                        ", so there is nothing between them",
                    "give the lower limit first");
    }
    if (range.scale == AxisScale::logarithmic) check_logarithmic(low, range.low);
    ranges.push_back(std::move(range));
  }

  // ---- the objective
  // -------------------------------------------------------------------------------

  Objective objective(const Value::Group& settings) {
    const Setting* least = find(settings, "minimise");
    const Setting& goal = least ? *least : *find(settings, "maximise");
    const std::string& result = *goal.value.as<Value::Word>();
    Objective objective{.figure = figure_of(result, goal.value.place), .maximise = !least};
    const Value::Group& over = *group_at(settings, "over");
    for (const Setting& limits : over) {
      add_range(limits, objective.over);
    }
    if (over.empty()) {
      report("empty-value", find(settings, "over")->value.place, "there is nothing to vary",
             "for example 'over: {theta: [0.01 pi, 0.5 pi]}'");
    }
    add_ties(settings, objective);
    objective.state = state_of(settings, entry_of(result));
    return objective;
  }

  void add_ties(const Value::Group& settings, Objective& objective) {
    for (const Moved& each : moved_) {
      if (!each.tie) continue;
      const ValueType& declared = network_.parameter_types[static_cast<std::size_t>(each.slot)];
      const auto type = std::get<ValueType>(infer(*each.tie, network_.parameter_types));
      if (auto unlike = check_like(*each.tie, type, declared, name_of(each.slot))) {
        mistakes_.push_back(*unlike);
      }
      objective.ties.push_back({.slot = each.slot, .value = *each.tie});
    }
    if (objective.over.empty()) return;
    std::erase_if(objective.over, [&](const SearchRange& range) { return is_tied(range.slot); });
    if (!objective.over.empty()) return;
    report("parameter-twice", find(settings, "tie")->place,
           "every parameter under 'over' is tied, so that nothing is left to vary",
           "leave one of them free");
  }

  const Entry* entry_of(const std::string& name) const {
    const auto& results = description_.results;
    const auto found = std::find_if(results.begin(), results.end(),
                                    [&](const Entry& each) { return each.name == name; });
    return found == results.end() ? nullptr : &*found;
  }

  /// The figure of that name, if it is one number; 0 and a mistake otherwise.
  int figure_of(const std::string& name, const Place& place) {
    const Entry* entry = entry_of(name);
    if (entry && (find(entry->settings, "pairs") || find(entry->settings, "partitions"))) {
      report("not-one-number", place,
             quoted(name) + " is a list, and only a number can be least or greatest",
             "name a result with 'modes' or a 'partition' of its own");
      return 0;
    }
    std::vector<std::string> names;
    for (const FigureRequest& figure : figures_) {
      if (figure.name == name) return static_cast<int>(names.size());
      names.push_back(figure.name);
    }
    if (!entry) {  // else what is wrong with it has been said
      report("unknown-result", place, "there is no result " + quoted(name),
             names.empty() ? "name it under 'results:'" : suggestion(name, names));
    }
    return 0;
  }

  /// As said; else unconditional, unless the result asks for the conditional state only.
  StateChoice state_of(const Value::Group& settings, const Entry* result) {
    const Setting* said = find(settings, "state");
    const Setting* asked = said || !result ? said : find(result->settings, "state");
    const auto* word = asked ? asked->value.as<Value::Word>() : nullptr;
    if (!word || *word != "conditional") return StateChoice::unconditional;
    if (said && !has_detector()) {
      report("no-detector", said->value.place,
             "a conditional state needs a record, and the network has no detector",
             "add a node of type 'homodyne' or 'heterodyne' and lead the light to it");
    }
    return StateChoice::conditional;
  }

  bool has_detector() const {
    const auto& graph = network_.graph->graph;
    const auto [begin, end] = boost::vertices(graph);
    return std::any_of(begin, end, [&](auto vertex) {
      return graph[vertex].type && graph[vertex].type->is_detector;
    });
  }

  const NetworkDescription& description_;
  const CompiledNetwork& network_;
  const std::vector<FigureRequest>& figures_;
  std::vector<Mistake>& mistakes_;
  bool network_is_fine_;  // else what it uses is not known
  std::vector<Moved> moved_{};
};

/// Whether name, keys and shapes are right, so that a plan can be made.
class EntryCheck {
 public:
  EntryCheck(std::string kind, const CompiledNetwork& network, std::vector<Mistake>& mistakes)
      : kind_(std::move(kind)), network_(network), mistakes_(mistakes) {}

  bool is_fine(const Entry& entry, std::span<const KeyRow> keys, std::string_view alternatives) {
    const std::size_t before = mistakes_.size();
    const std::string name = kind_ + " '" + entry.name + "'";
    if (!is_node_name(entry.name)) {
      mistakes_.push_back({.code = "name-syntax",
                           .place = entry.place,
                           .message = "'" + entry.name + "' cannot name a " + kind_,
                           .help = "begin with a letter, then letters, digits, '_' and '-'"});
    } else if (!names_.insert(entry.name).second) {
      mistakes_.push_back({.code = "duplicate-key",
                           .place = entry.place,
                           .message = name + " is given twice",
                           .help = "give one of them another name"});
    }
    check_group(entry.settings,
                {.keys = keys, .alternatives = alternatives, .name = name, .place = entry.place},
                network_.parameter_types, mistakes_);
    if (mistakes_.size() > before || has_unreadable(entry.settings)) return false;
    check_ranges(entry.settings, keys, network_.parameters, 0, network_.parameter_types, mistakes_);
    return mistakes_.size() == before;
  }

 private:
  std::string kind_;
  const CompiledNetwork& network_;
  std::vector<Mistake>& mistakes_;
  std::set<std::string_view> names_{};
};

}  // namespace

double SweepAxis::value(int k) const {
  if (!listed.empty()) return listed[static_cast<std::size_t>(k)];
  if (k == 0) return first;
  if (k == points - 1) return last;
  const double part = static_cast<double>(k) / (points - 1);
  if (scale == AxisScale::linear) return first + (last - first) * part;
  return first * std::pow(last / first, part);
}

Plans resolve_plans(const NetworkDescription& description, const CompiledNetwork& network,
                    const std::vector<FigureRequest>& figures, std::vector<Mistake>& mistakes) {
  Plans plans;
  const bool network_is_fine = mistakes.empty();
  const auto resolution = [&] {
    return PlanResolution(description, network, figures, mistakes, network_is_fine);
  };
  EntryCheck sweeps("sweep", network, mistakes);
  for (const Entry& entry : description.sweeps) {
    if (!sweeps.is_fine(entry, sweep_keys(), sweep_alternatives())) continue;
    plans.sweeps.push_back(resolution().sweep(entry));
  }
  EntryCheck optimisations("optimisation", network, mistakes);
  for (const Entry& entry : description.optimisations) {
    if (!optimisations.is_fine(entry, optimisation_keys(), optimisation_alternatives())) continue;
    plans.optimisations.push_back(resolution().optimisation(entry));
  }
  return plans;
}

}  // namespace gaussnet
