#include <libnetwork/network/check.hpp>
#include <libnetwork/network/expression_text.hpp>

namespace gaussnet {
namespace {

class ExpressionCheck {
 public:
  ExpressionCheck(std::span<const Parameter> parameters, std::vector<Mistake>& mistakes)
      : parameters_(parameters), mistakes_(mistakes), was_silent_(mistakes.empty()) {}

  void check(const Expression& expression) {
    const int depth = stack_depth(expression.code);
    if (depth < 1 || depth > max_stack_depth) {
      return report(expression.place, "this is no expression",
                    "give a number, or a quantity(\"2pi * 5 kHz\")");
    }
    for (const Instruction& step : expression.code) {
      if (step.operation != Operation::parameter || belongs_here(expression, step)) continue;
      return report(expression.place,
                    "'" + expression.text + "' uses a parameter of another description",
                    "use what parameter(...) of this description returned");
    }
  }

  void check(const Value& value) {
    if (const auto* expression = value.as<Expression>()) check(*expression);
    if (const auto* group = value.as<Value::Group>()) check(*group);
    if (const auto* list = value.as<Value::List>()) {
      for (const Value& item : *list) check(item);
    }
    if (value.unreadable() && was_silent_) {
      report(value.place, "this value could not be read", "give it a value");
    }
  }

  void check(const Value::Group& group) {
    for (const Setting& setting : group) check(setting.value);
  }

 private:
  void report(const Place& place, std::string message, std::string help) {
    mistakes_.push_back({.code = "unknown-name",
                         .place = place,
                         .message = std::move(message),
                         .help = std::move(help)});
  }

  /// In code a parameter's text is its name; text from a file has been looked up there.
  bool belongs_here(const Expression& expression, const Instruction& step) const {
    if (step.slot == index_slot) return true;
    const auto slot = static_cast<std::size_t>(step.slot);
    if (step.slot < 0 || slot >= parameters_.size()) return false;
    return expression.place.line > 0 ||
           slice(expression.text, step.begin, step.begin + step.length) == parameters_[slot].name;
  }

  std::span<const Parameter> parameters_;
  std::vector<Mistake>& mistakes_;
  bool was_silent_;
};

}  // namespace

void check_expressions(const NetworkDescription& description, std::vector<Mistake>& mistakes) {
  ExpressionCheck expressions(description.parameters, mistakes);
  for (const Parameter& parameter : description.parameters) {
    if (parameter.unreadable) continue;
    expressions.check(parameter.value);
    if (parameter.deviation) expressions.check(*parameter.deviation);
    for (const Expression& limit : parameter.range) expressions.check(limit);
  }
  expressions.check(description.top);
  for (const Entry& entry : description.defaults) expressions.check(entry.settings);
  for (const Value& interaction : description.interactions) expressions.check(interaction);
  for (const Entry& node : description.nodes) expressions.check(node.settings);
  for (const Value& link : description.links) expressions.check(link);
  for (const Entry& result : description.results) expressions.check(result.settings);
  for (const Entry& sweep : description.sweeps) expressions.check(sweep.settings);
  for (const Entry& each : description.optimisations) expressions.check(each.settings);
}

}  // namespace gaussnet
