#include <algorithm>
#include <libnetwork/network/description.hpp>

namespace gaussnet {
namespace {

/// Names the arguments of a call, as a file's places name lines.
void name_arguments(Value& value, const std::string& path);

void name_arguments(Value::Group& group, const std::string& path) {
  for (Setting& setting : group) {
    setting.place.argument = path + "." + setting.key;
    name_arguments(setting.value, setting.place.argument);
  }
}

void name_arguments(Value& value, const std::string& path) {
  value.place.argument = path;
  if (auto* expression = std::get_if<Expression>(&value.content)) {
    expression->place.argument = path;
  } else if (auto* group = std::get_if<Value::Group>(&value.content)) {
    name_arguments(*group, path);
  } else if (auto* list = std::get_if<Value::List>(&value.content)) {
    for (std::size_t k = 0; k < list->size(); ++k) name_arguments((*list)[k], item_path(path, k));
  }
}

Entry entry_in_code(std::string name, std::initializer_list<Setting> settings) {
  Entry entry{.name = std::move(name), .settings = settings};
  entry.place.argument = entry.name;
  name_arguments(entry.settings, entry.name);
  return entry;
}

}  // namespace

Value::Value(std::initializer_list<Setting> group) : content(Group(group)) {}

Value Value::list(std::initializer_list<Value> items) {
  Value value;
  value.content = List(items);
  return value;
}

std::string item_path(const std::string& list, std::size_t item) {
  return list + "(" + std::to_string(item + 1) + ")";
}

const Setting* find(const Value::Group& group, std::string_view key) {
  const auto found = std::find_if(group.begin(), group.end(),
                                  [&](const Setting& setting) { return setting.key == key; });
  return found == group.end() ? nullptr : &*found;
}

namespace {

bool is_unreadable(const Value& value) {
  if (const auto* group = value.as<Value::Group>()) return has_unreadable(*group);
  if (const auto* list = value.as<Value::List>()) {
    return std::any_of(list->begin(), list->end(), is_unreadable);
  }
  return value.unreadable();
}

}  // namespace

bool has_unreadable(const Value::Group& group) {
  return std::any_of(group.begin(), group.end(),
                     [](const Setting& setting) { return is_unreadable(setting.value); });
}

Expression NetworkDescription::parameter(std::string name, Expression value, std::string meaning) {
  parameters.push_back(
      {.name = std::move(name), .value = std::move(value), .meaning = std::move(meaning)});
  parameters.back().place.argument = parameters.back().name;
  return gaussnet::parameter(static_cast<int>(parameters.size()) - 1, parameters.back().name);
}

Expression NetworkDescription::parameter(std::string name, double coherent, std::string meaning) {
  return parameter(std::move(name), Expression(coherent), std::move(meaning));
}

void NetworkDescription::set(std::string key, Value value) {
  top.push_back({.key = std::move(key), .value = std::move(value)});
  top.back().place.argument = top.back().key;
  name_arguments(top.back().value, top.back().key);
}

void NetworkDescription::node(std::string name, std::initializer_list<Setting> settings) {
  nodes.push_back(entry_in_code(std::move(name), settings));
}

void NetworkDescription::default_of(std::string type, std::initializer_list<Setting> settings) {
  defaults.push_back(entry_in_code(std::move(type), settings));
  defaults.back().place.argument = "defaults." + defaults.back().name;
  name_arguments(defaults.back().settings, defaults.back().place.argument);
}

void NetworkDescription::interaction(std::initializer_list<Setting> settings) {
  interactions.push_back(Value(settings));
  name_arguments(interactions.back(), item_path("interactions", interactions.size() - 1));
}

void NetworkDescription::link(std::initializer_list<Value> chain) {
  links.push_back(Value::list(chain));
  name_arguments(links.back(), item_path("links", links.size() - 1));
}

void NetworkDescription::result(std::string name, std::initializer_list<Setting> settings) {
  results.push_back(entry_in_code(std::move(name), settings));
}

void NetworkDescription::sweep(std::string name, std::initializer_list<Setting> settings) {
  sweeps.push_back(entry_in_code(std::move(name), settings));
}

void NetworkDescription::optimisation(std::string name, std::initializer_list<Setting> settings) {
  optimisations.push_back(entry_in_code(std::move(name), settings));
}

}  // namespace gaussnet
