#include <algorithm>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/io/node_quantities.hpp>
#include <libnetwork/io/quantity.hpp>
#include <libnetwork/io/resolved.hpp>
#include <libnetwork/network/defaults.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/node_types.hpp>
#include <optional>

namespace gaussnet {
namespace {

using Shape = KeyRow::Shape;
using Rows = std::span<const KeyRow>;

/// The default as it would have been read, or nothing: there is none.
std::optional<Value> default_of(const KeyRow& row, const Value::Group& group) {
  if (row.default_text.empty()) return std::nullopt;
  if (row.default_is_key) {  // antisqueezing is as much as squeezing
    const Setting* other = find(group, row.default_text);
    return other ? std::optional(other->value) : std::nullopt;
  }
  if (row.default_is_choice()) return Value(std::string(row.default_text));
  // A default that is a sentence is filled in where what it depends on is known.
  if (row.shape == Shape::quantity || row.shape == Shape::quantity_or_word) {
    return Value(quantity(row.default_text));
  }
  return std::nullopt;
}

/// Two ways of saying one thing: where one stands, the other has no default.
bool is_said_otherwise(const KeyRow& row, const Value::Group& group) {
  return row.name == "occupation" && find(group, "temperature");
}

void fill(Value::Group& group, Rows rows) {
  for (Setting& setting : group) {
    const KeyRow* row = find_key(rows, setting.key);
    auto* inner = std::get_if<Value::Group>(&setting.value.content);
    if (!row || !inner) continue;
    if (row->shape == Shape::group) fill(*inner, row->keys);
    if (row->shape == Shape::groups) {
      for (Setting& named : *inner) {
        auto* group_of_name = std::get_if<Value::Group>(&named.value.content);
        if (group_of_name) fill(*group_of_name, row->keys.front().keys);
      }
    }
  }
  for (const KeyRow& row : rows) {
    if (find(group, row.name) || is_said_otherwise(row, group)) continue;
    if (auto value = default_of(row, group)) {
      group.push_back({.key = std::string(row.name), .value = std::move(*value)});
    }
  }
}

/// What the light meets in a chain, and in the paths that it walks several times.
void fill_chain(Value& chain) {
  auto* list = std::get_if<Value::List>(&chain.content);
  if (!list) return;
  for (Value& item : *list) {
    auto* group = std::get_if<Value::Group>(&item.content);
    if (!group) continue;
    const auto path = std::find_if(group->begin(), group->end(),
                                   [](const Setting& setting) { return setting.key == "path"; });
    if (path == group->end()) {
      fill(*group, link_keys());
    } else {
      fill_chain(path->value);
    }
  }
}

/// The states on which a result is evaluated that says nothing of them.
Value default_state(const Model& model) {
  const auto& graph = model.graph().graph;
  for (const auto vertex : boost::make_iterator_range(boost::vertices(graph))) {
    if (graph[vertex].type->is_detector) return "both";
  }
  return "unconditional";
}

}  // namespace

NetworkDescription resolved(const Model& model) {
  NetworkDescription full = model.description();
  full.text.clear();
  fill(full.top, setting_keys());
  if (model.graph().picture == Picture::rotating_wave && !find(full.top, "sideband")) {
    full.set("sideband", model.graph().sideband);
  }
  for (Entry& node : full.nodes) {
    node = completed(model.description(), node);
    const Setting* type = find(node.settings, "type");
    const auto* word = type ? type->value.as<Value::Word>() : nullptr;
    if (const NodeTypeRow* row = word ? find_node_type(*word) : nullptr) {
      fill(node.settings, row->keys);
    }
  }
  full.defaults.clear();  // each node has them now
  for (Value& chain : full.links) fill_chain(chain);
  for (Entry& result : full.results) {
    const Setting* measure = find(result.settings, "measure");
    const auto* word = measure ? measure->value.as<Value::Word>() : nullptr;
    if (const FigureRow* row = word ? find_figure(*word) : nullptr) {
      fill(result.settings, row->keys);
      if (!find(result.settings, "state")) {
        result.settings.push_back({.key = "state", .value = default_state(model)});
      }
    }
  }
  return full;
}

}  // namespace gaussnet
