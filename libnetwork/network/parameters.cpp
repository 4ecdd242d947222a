#include <algorithm>
#include <libnetwork/network/parameters.hpp>
#include <limits>
#include <map>
#include <string_view>

namespace gaussnet {
namespace {

/// Depth-first order over "depends on"; a circle is printed as a circle, once.
class Ordering {
 public:
  Ordering(std::span<const Parameter> parameters, std::vector<Mistake>& mistakes)
      : parameters_(parameters), mistakes_(mistakes), state_(parameters.size(), State::unseen) {}

  std::vector<int> run() {
    for (int slot = 0; slot < static_cast<int>(parameters_.size()); ++slot) visit(slot);
    return std::move(order_);
  }

 private:
  enum class State { unseen, open, done };

  /// With a stack of its own: a chain of parameters may be longer than the program's.
  void visit(int first) {
    open(first);
    while (!path_.empty()) {
      const int slot = path_.back();
      const auto at = static_cast<std::size_t>(slot);
      if (pending_.back().empty()) {
        pending_.pop_back();
        path_.pop_back();
        state_[at] = State::done;
        order_.push_back(slot);
        continue;
      }
      const int used = pending_.back().back();
      pending_.back().pop_back();
      if (used != index_slot) open(used);
    }
  }

  void open(int slot) {
    const auto at = static_cast<std::size_t>(slot);
    if (state_[at] == State::done) return;
    if (state_[at] == State::open) return report_circle(slot);
    state_[at] = State::open;
    path_.push_back(slot);
    pending_.push_back(slots(parameters_[at].value));
  }

  void report_circle(int slot) {
    std::string circle;
    for (auto step = std::find(path_.begin(), path_.end(), slot); step != path_.end(); ++step) {
      circle += parameters_[static_cast<std::size_t>(*step)].name + " -> ";
    }
    const Parameter& parameter = parameters_[static_cast<std::size_t>(slot)];
    mistakes_.push_back(
        {.code = "parameter-circle",
         .place = parameter.place,
         .message = "parameters depend on each other in a circle: " + circle + parameter.name,
         .help = "give one of them a value of its own"});
  }

  std::span<const Parameter> parameters_;
  std::vector<Mistake>& mistakes_;
  std::vector<State> state_;
  std::vector<int> path_{};
  std::vector<std::vector<int>> pending_{};  // what each of the path still depends on
  std::vector<int> order_{};
};

void report_names_given_twice(std::span<const Parameter> parameters,
                              std::vector<Mistake>& mistakes) {
  std::map<std::string_view, int> seen;
  for (const Parameter& parameter : parameters) {
    if (seen[parameter.name]++ == 0) continue;
    mistakes.push_back({.code = "duplicate-key",
                        .place = parameter.place,
                        .message = "parameter '" + parameter.name + "' is given twice",
                        .help = "keep one of them"});
  }
}

/// The type of one parameter once those it uses have theirs.
ValueType type_of(const Parameter& parameter, std::span<const ValueType> types,
                  std::vector<Mistake>& mistakes) {
  const ValueType unknown{.fits_any = true};
  if (parameter.unreadable) return unknown;
  const auto inferred = infer(parameter.value, types);
  if (const Mistake* mistake = std::get_if<Mistake>(&inferred)) {
    mistakes.push_back(*mistake);
    return unknown;
  }
  const ValueType type = as_parameter_type(std::get<ValueType>(inferred));
  return type;
}

/// Range and deviation of a parameter are quantities like its value.
void check_companions(const Parameter& parameter, std::span<const ValueType> types,
                      const ValueType& type, std::vector<Mistake>& mistakes) {
  std::vector<Expression> companions = parameter.range;
  if (parameter.deviation) companions.push_back(*parameter.deviation);
  for (const Expression& companion : companions) {
    const auto inferred = infer(companion, types);
    if (const Mistake* mistake = std::get_if<Mistake>(&inferred)) {
      mistakes.push_back(*mistake);
    } else if (auto unlike =
                   check_like(companion, std::get<ValueType>(inferred), type, parameter.name)) {
      mistakes.push_back(*unlike);
    }
  }
}

/// A deviation is a finite number, 0 or more.
void check_deviation(const Parameter& parameter, std::span<const double> values,
                     std::vector<Mistake>& mistakes) {
  if (!parameter.deviation) return;
  if (auto mistake = check_finite(*parameter.deviation, values)) {
    mistakes.push_back(*mistake);
  } else if (evaluate(*parameter.deviation, values) < 0) {
    mistakes.push_back({.code = "out-of-range",
                        .place = parameter.deviation->place,
                        .message = "a standard deviation is 0 or greater",
                        .help = "for example '" + parameter.name + ": 10 +- 0.5'"});
  }
}

void check_range(const Parameter& parameter, double value, std::span<const double> values,
                 std::vector<Mistake>& mistakes) {
  if (parameter.range.size() != 2) return;
  const double low = evaluate(parameter.range[0], values);
  const double high = evaluate(parameter.range[1], values);
  if (value >= low && value <= high) return;
  mistakes.push_back({.code = "out-of-range",
                      .place = parameter.value.place,
                      .message = "'" + parameter.value.text + "' is outside the range of '" +
                                 parameter.name + "', " + parameter.range[0].text + " to " +
                                 parameter.range[1].text,
                      .help = "change the value or the range"});
}

}  // namespace

ParameterPlan plan_parameters(std::span<const Parameter> parameters,
                              std::vector<Mistake>& mistakes) {
  report_names_given_twice(parameters, mistakes);
  const std::size_t before = mistakes.size();
  ParameterPlan plan{.types = std::vector<ValueType>(parameters.size(), {.fits_any = true}),
                     .order = Ordering(parameters, mistakes).run()};
  if (mistakes.size() > before) return plan;  // types would only repeat the circle
  for (const int slot : plan.order) {
    const auto at = static_cast<std::size_t>(slot);
    plan.types[at] = type_of(parameters[at], plan.types, mistakes);
  }
  for (std::size_t at = 0; at < parameters.size(); ++at) {
    check_companions(parameters[at], plan.types, plan.types[at], mistakes);
  }
  return plan;
}

Expression in_declared_unit(double value, const ValueType& declared) {
  Expression expression(value);
  if (declared.fits_any) return expression;
  expression.code.front().operation = Operation::constant;
  expression.code.front().dimension = declared.dimension;
  return expression;
}

std::vector<double> evaluate_parameters(std::span<const Parameter> parameters,
                                        const ParameterPlan& plan, std::vector<Mistake>& mistakes) {
  std::vector<double> values(parameters.size(), 0.0);
  for (const int slot : plan.order) {
    const auto at = static_cast<std::size_t>(slot);
    if (parameters[at].unreadable) {
      values[at] = std::numeric_limits<double>::quiet_NaN();  // so that its uses are not judged
      continue;
    }
    values[at] = evaluate(parameters[at].value, values);
    if (auto mistake = check_finite(parameters[at].value, values)) {
      mistakes.push_back(*mistake);
    } else {
      check_range(parameters[at], values[at], values, mistakes);
      check_deviation(parameters[at], values, mistakes);
    }
  }
  return values;
}

}  // namespace gaussnet
