#include <algorithm>
#include <libnetwork/network/description.hpp>

namespace gaussnet {

Value::Value(std::initializer_list<Setting> group) : content(Group(group)) {}

Value Value::list(std::initializer_list<Value> items) {
  Value value;
  value.content = List(items);
  return value;
}

const Setting* find(const Value::Group& group, std::string_view key) {
  const auto found = std::find_if(group.begin(), group.end(),
                                  [&](const Setting& setting) { return setting.key == key; });
  return found == group.end() ? nullptr : &*found;
}

Expression NetworkDescription::parameter(std::string name, Expression value) {
  parameters.push_back({.name = std::move(name), .value = std::move(value)});
  parameters.back().place.argument = parameters.back().name;
  return gaussnet::parameter(static_cast<int>(parameters.size()) - 1, parameters.back().name);
}

Expression NetworkDescription::parameter(std::string name, double coherent) {
  return parameter(std::move(name), Expression(coherent));
}

void NetworkDescription::node(std::string name, std::initializer_list<Setting> settings) {
  nodes.push_back({.name = std::move(name), .settings = settings});
  nodes.back().place.argument = nodes.back().name;
}

void NetworkDescription::link(std::initializer_list<Value> chain) {
  links.push_back(Value::list(chain));
  links.back().place.argument = "links(" + std::to_string(links.size()) + ")";
}

void NetworkDescription::result(std::string name, std::initializer_list<Setting> settings) {
  results.push_back({.name = std::move(name), .settings = settings});
  results.back().place.argument = results.back().name;
}

}  // namespace gaussnet
