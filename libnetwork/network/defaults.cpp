#include <algorithm>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/defaults.hpp>
#include <libnetwork/network/reference.hpp>
#include <set>
#include <utility>

namespace gaussnet {
namespace {

using Shape = KeyRow::Shape;

/// Keys of alternatives among which the group has chosen a sufficient set by itself.
std::set<std::string_view> chosen(const Value::Group& group, std::string_view alternatives) {
  const auto sets = key_sets(alternatives);
  const auto governed = union_of(sets);
  std::set<std::string_view> given;
  for (const Setting& setting : group) {
    if (governed.contains(setting.key)) given.insert(setting.key);
  }
  const bool is_choice = !given.empty() && std::find(sets.begin(), sets.end(), given) != sets.end();
  return is_choice ? governed : std::set<std::string_view>{};
}

struct MergeRules {
  std::string_view alternatives{};
  std::span<const KeyRow> keys{};
  int levels = 1;  // of groups inside that are merged, too
};

void merge(Value::Group& group, const Value::Group& defaults, const MergeRules& rules) {
  const std::set<std::string_view> kept = chosen(group, rules.alternatives);
  for (const Setting& added : defaults) {
    const auto own = std::find_if(group.begin(), group.end(),
                                  [&](const Setting& setting) { return setting.key == added.key; });
    if (own == group.end()) {
      if (!kept.contains(added.key)) group.push_back(added);
      continue;
    }
    const KeyRow* row = find_key(rules.keys, added.key);
    auto* inner = std::get_if<Value::Group>(&own->value.content);
    const auto* inner_defaults = added.value.as<Value::Group>();
    if (!row || !inner || !inner_defaults || rules.levels == 0) continue;
    merge(*inner, *inner_defaults,
          {.alternatives = row->shape == Shape::group ? row->alternatives : std::string_view{},
           .keys = row->keys,
           .levels = rules.levels - 1});
  }
}

}  // namespace

void check_defaults(const NetworkDescription& description, std::span<const ValueType> types,
                    std::vector<Mistake>& mistakes) {
  std::vector<std::string> names;
  for (const NodeTypeRow& row : node_types()) names.emplace_back(row.name);
  std::set<std::string_view> seen;
  for (const Entry& entry : description.defaults) {
    const NodeTypeRow* type = find_node_type(entry.name);
    if (!type) {
      mistakes.push_back({.code = "unknown-type",
                          .place = entry.place,
                          .message = quoted(entry.name) + " is not a type of node",
                          .help = suggestion(entry.name, names)});
    } else if (!seen.insert(entry.name).second) {
      mistakes.push_back({.code = "duplicate-key",
                          .place = entry.place,
                          .message = "the defaults of " + quoted(entry.name) + " are given twice",
                          .help = "keep one of them"});
    } else if (const Setting* repeat = find(entry.settings, "repeat")) {
      mistakes.push_back({.code = "unknown-key",
                          .place = repeat->place,
                          .message = "'repeat' is no default: each node says itself how often",
                          .help = "write 'repeat' in the nodes"});
    } else {
      check_group(entry.settings,
                  {.keys = type->keys,
                   .name = "the default " + entry.name,
                   .place = entry.place,
                   .partial = true},
                  types, mistakes);
    }
  }
}

Entry completed(const Entry& node, const Entry& defaults, const NodeTypeRow& type) {
  Entry whole = node;
  merge(whole.settings, defaults.settings, {.alternatives = type.alternatives, .keys = type.keys});
  return whole;
}

Entry completed(const NetworkDescription& description, const Entry& node) {
  const Setting* type = find(node.settings, "type");
  const auto* word = type ? type->value.as<Value::Word>() : nullptr;
  const NodeTypeRow* row = word ? find_node_type(*word) : nullptr;
  const Entry* defaults = row ? defaults_of(description, row->name) : nullptr;
  return defaults ? completed(node, *defaults, *row) : node;
}

const Entry* defaults_of(const NetworkDescription& description, std::string_view type) {
  const auto found = std::find_if(description.defaults.begin(), description.defaults.end(),
                                  [&](const Entry& entry) { return entry.name == type; });
  return found == description.defaults.end() ? nullptr : &*found;
}

}  // namespace gaussnet
