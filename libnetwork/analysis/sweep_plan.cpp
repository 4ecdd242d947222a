#include <algorithm>
#include <libnetwork/analysis/figure_names.hpp>
#include <libnetwork/analysis/sweep_ranges.hpp>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/file_keys.hpp>
#include <libnetwork/network/reference.hpp>
#include <set>

namespace gaussnet {
namespace {

/// The points of a grid that could be run in days.
constexpr double kMostPoints = 1e8;

/// What all sweeps and optimisations of a description are resolved with.
struct PlanContext {
  const NetworkDescription& description;
  const CompiledNetwork& network;
  const std::vector<FigureRequest>& figures;
  std::vector<Mistake>& mistakes;
  bool network_is_fine = mistakes.empty();  // else what it uses is not known
  bool has_detector = gaussnet::has_detector(*network.graph);
  ParameterUses uses{description};
  KnownNames parameter_names{};
  KnownNames result_names{};
};

/// Resolves one sweep or optimisation, whose keys and shapes have been checked.
class PlanResolution {
 public:
  explicit PlanResolution(PlanContext& context)
      : context_(context),
        description_(context.description),
        network_(context.network),
        mistakes_(context.mistakes),
        moved_(description_, context.uses),
        ranges_(description_, network_, moved_, mistakes_) {}

  SweepPlan sweep(const Entry& entry) {
    SweepPlan plan{.name = entry.name, .place = entry.place};
    collect_moved(entry.settings);
    if (const auto* axes = group_at(entry.settings, "axes")) {
      for (const Setting& axis : *axes) {
        if (const int slot = moved_slot(axis); slot >= 0) ranges_.add_axis(slot, axis, plan.axes);
      }
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
    moved_.check(context_.network_is_fine, mistakes_);
    return plan;
  }

  OptimisationPlan optimisation(const Entry& entry) {
    OptimisationPlan plan{.name = entry.name, .place = entry.place};
    collect_moved(entry.settings);
    plan.objective = objective(entry.settings);
    if (const Setting* starts = find(entry.settings, "starts")) {
      plan.starts = ranges_.whole(*starts->value.as<Expression>(), "starts");
    }
    moved_.check(context_.network_is_fine, mistakes_);
    return plan;
  }

 private:
  void report(std::string code, const Place& place, std::string message, std::string help) {
    mistakes_.push_back({.code = std::move(code),
                         .place = place,
                         .message = std::move(message),
                         .help = std::move(help)});
  }

  /// The slot of a parameter that a key names; -1 and a mistake if there is none.
  int slot_of(const Setting& setting) {
    const int slot = context_.uses.slot_of(setting.key);
    if (slot >= 0) return slot;
    report("unknown-parameter", setting.place, "there is no parameter " + quoted(setting.key),
           description_.parameters.empty() ? "declare it under 'parameters:'"
                                           : context_.parameter_names.suggestion(setting.key, [&] {
                                               return names_of(description_.parameters);
                                             }));
    return -1;
  }

  /// As slot_of, which has reported what is unknown.
  int moved_slot(const Setting& setting) const {
    const int slot = context_.uses.slot_of(setting.key);
    return moved_.has(slot) ? slot : -1;
  }

  template <class Named>
  static std::vector<std::string> names_of(const std::vector<Named>& all) {
    std::vector<std::string> names;
    for (const Named& each : all) names.push_back(each.name);
    return names;
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
        moved_.add({.slot = slot,
                    .place = named.place,
                    .tie = tied ? named.value.as<Expression>() : nullptr});
      }
    }
  }

  Objective objective(const Value::Group& settings) {
    const Setting* least = find(settings, "minimise");
    const Setting& goal = least ? *least : *find(settings, "maximise");
    const std::string& result = *goal.value.as<Value::Word>();
    Objective objective{.figure = figure_of(result, goal.value.place), .maximise = !least};
    const Value::Group& over = *group_at(settings, "over");
    for (const Setting& limits : over) {
      const int slot = moved_slot(limits);
      if (slot >= 0) ranges_.add_range(slot, limits, objective.over);
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
    for (const auto& each : moved_.all()) {
      if (!each.tie) continue;
      const ValueType& declared = network_.parameter_types[static_cast<std::size_t>(each.slot)];
      const auto type = std::get<ValueType>(infer(*each.tie, network_.parameter_types));
      const std::string& name = description_.parameters[static_cast<std::size_t>(each.slot)].name;
      if (auto unlike = check_like(*each.tie, type, declared, name)) {
        mistakes_.push_back(*unlike);
      }
      objective.ties.push_back({.slot = each.slot, .value = *each.tie});
    }
    if (objective.over.empty()) return;
    std::erase_if(objective.over,
                  [&](const SearchRange& range) { return moved_.is_tied(range.slot); });
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
    const auto& figures = context_.figures;
    const auto found = std::find_if(figures.begin(), figures.end(),
                                    [&](const FigureRequest& each) { return each.name == name; });
    if (found != figures.end()) return static_cast<int>(found - figures.begin());
    if (!entry) {  // else what is wrong with it has been said
      report("unknown-result", place, "there is no result " + quoted(name),
             figures.empty()
                 ? "name it under 'results:'"
                 : context_.result_names.suggestion(name, [&] { return names_of(figures); }));
    }
    return 0;
  }

  /// As said; else unconditional, unless the result asks for the conditional state only.
  StateChoice state_of(const Value::Group& settings, const Entry* result) {
    const Setting* said = find(settings, "state");
    const Setting* asked = said || !result ? said : find(result->settings, "state");
    const auto* word = asked ? asked->value.as<Value::Word>() : nullptr;
    if (!word || *word != "conditional") return StateChoice::unconditional;
    if (said && !context_.has_detector) {
      mistakes_.push_back(conditional_without_detector(said->value.place));
    }
    return StateChoice::conditional;
  }

  PlanContext& context_;
  const NetworkDescription& description_;
  const CompiledNetwork& network_;
  std::vector<Mistake>& mistakes_;
  MovedParameters moved_;
  SweepRanges ranges_;
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

Plans resolve_plans(const NetworkDescription& description, const CompiledNetwork& network,
                    const std::vector<FigureRequest>& figures, std::vector<Mistake>& mistakes) {
  Plans plans;
  if (description.sweeps.empty() && description.optimisations.empty()) return plans;
  PlanContext context{description, network, figures, mistakes};
  EntryCheck sweeps("sweep", network, mistakes);
  for (const Entry& entry : description.sweeps) {
    if (!sweeps.is_fine(entry, sweep_keys(), sweep_alternatives())) continue;
    plans.sweeps.push_back(PlanResolution(context).sweep(entry));
  }
  EntryCheck optimisations("optimisation", network, mistakes);
  for (const Entry& entry : description.optimisations) {
    if (!optimisations.is_fine(entry, optimisation_keys(), optimisation_alternatives())) continue;
    plans.optimisations.push_back(PlanResolution(context).optimisation(entry));
  }
  return plans;
}

}  // namespace gaussnet
