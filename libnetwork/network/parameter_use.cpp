#include <algorithm>
#include <libnetwork/network/parameter_use.hpp>

namespace gaussnet {
namespace {

void add_named(const Expression& expression, std::vector<bool>& named) {
  for (const int slot : slots(expression)) {
    if (slot != index_slot) named[static_cast<std::size_t>(slot)] = true;
  }
}

void add_named(const Value& value, std::vector<bool>& named) {
  if (const auto* expression = value.as<Expression>()) add_named(*expression, named);
  if (const auto* group = value.as<Value::Group>()) gaussnet::add_named(*group, named);
  if (const auto* list = value.as<Value::List>()) {
    for (const Value& item : *list) add_named(item, named);
  }
}

bool counts_copies(const Value& value) {
  if (const auto* expression = value.as<Expression>()) {
    return std::any_of(expression->code.begin(), expression->code.end(),
                       [](const Instruction& step) {
                         return step.operation == Operation::parameter && step.slot == index_slot;
                       });
  }
  if (const auto* group = value.as<Value::Group>()) return gaussnet::counts_copies(*group);
  const auto* list = value.as<Value::List>();
  return list && std::any_of(list->begin(), list->end(),
                             [](const Value& item) { return counts_copies(item); });
}

void add_repeats(const Value& value, std::vector<bool>& named);

void add_repeats(const Value::Group& group, std::vector<bool>& named) {
  for (const Setting& setting : group) {
    const auto* count = setting.value.as<Expression>();
    if (count && setting.key == "repeat") add_named(*count, named);
    add_repeats(setting.value, named);
  }
}

void add_repeats(const Value& value, std::vector<bool>& named) {
  if (const auto* group = value.as<Value::Group>()) add_repeats(*group, named);
  if (const auto* list = value.as<Value::List>()) {
    for (const Value& item : *list) add_repeats(item, named);
  }
}

}  // namespace

void add_named(const Value::Group& settings, std::vector<bool>& named) {
  for (const Setting& setting : settings) add_named(setting.value, named);
}

bool counts_copies(const Value::Group& settings) {
  return std::any_of(settings.begin(), settings.end(),
                     [](const Setting& setting) { return counts_copies(setting.value); });
}

std::vector<bool> named_by_network(const NetworkDescription& description) {
  std::vector<bool> named(description.parameters.size(), false);
  add_named(description.top, named);
  for (const Entry& type : description.defaults) add_named(type.settings, named);
  for (const Entry& node : description.nodes) add_named(node.settings, named);
  for (const Value& interaction : description.interactions) add_named(interaction, named);
  for (const Value& link : description.links) add_named(link, named);
  for (const Entry& result : description.results) add_named(result.settings, named);
  return named;
}

std::vector<bool> named_by_repeats(const NetworkDescription& description) {
  std::vector<bool> named(description.parameters.size(), false);
  for (const Entry& type : description.defaults) add_repeats(type.settings, named);
  for (const Entry& node : description.nodes) add_repeats(node.settings, named);
  for (const Value& link : description.links) add_repeats(link, named);
  return named;
}

void add_dependencies(std::span<const Parameter> parameters, std::vector<bool>& named) {
  std::vector<std::size_t> pending;
  for (std::size_t slot = 0; slot < named.size(); ++slot) {
    if (named[slot]) pending.push_back(slot);
  }
  while (!pending.empty()) {
    const Expression& value = parameters[pending.back()].value;
    pending.pop_back();
    for (const int used : slots(value)) {
      const auto slot = static_cast<std::size_t>(used);
      if (used == index_slot || named[slot]) continue;
      named[slot] = true;
      pending.push_back(slot);
    }
  }
}

}  // namespace gaussnet
