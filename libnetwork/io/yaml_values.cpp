#include <algorithm>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/io/yaml_values.hpp>
#include <libnetwork/network/reference.hpp>
#include <utility>

namespace gaussnet {
namespace {

using Shape = KeyRow::Shape;

/// What was written for a value that has been read.
std::string said(const Value& value) {
  if (const auto* expression = value.as<Expression>()) return expression->text;
  const auto* word = value.as<Value::Word>();
  return word ? *word : "...";
}

/// {linewidth: 2pi * 5,5 kHz} is a key '5 kHz' without value to YAML.
bool is_after_decimal_comma(const YamlNode& key, const YamlNode& value) {
  return value.is_missing() && !key.scalar.empty() && key.scalar[0] >= '0' && key.scalar[0] <= '9';
}

const KeyRow* row_inside(const KeyRow* outer, const std::string& key) {
  static constexpr KeyRow coefficient{.name = "coefficient", .kind = Kind::number};
  if (!outer) return nullptr;
  if (outer->shape == Shape::combination) return &coefficient;
  return outer->shape == Shape::groups || outer->shape == Shape::named ? &outer->keys.front()
                                                                       : find_key(outer->keys, key);
}

}  // namespace

Setting YamlValues::setting(const YamlNode& key, const YamlNode& value, const KeyRow* row,
                            const SharedText& path) {
  return {
      .key = key.scalar, .value = read(value, row, path), .place = with_argument(key.place, path)};
}

Value YamlValues::read(const YamlNode& node, const KeyRow* row, const SharedText& path) {
  Value value = content_of(node, row, path);
  value.place = with_argument(node.place, path);
  if (auto* expression = std::get_if<Expression>(&value.content)) {
    expression->place.argument = path;
  }
  return value;
}

Value YamlValues::content_of(const YamlNode& node, const KeyRow* row, const std::string& path) {
  if (node.shape == YamlNode::Shape::null) return {};
  if (node.is_map()) return group_of(node, row, path);
  if (node.is_sequence()) {
    if (row && row->shape == Shape::chain) return chain(node, true, path);
    const bool has_rows = row && (row->shape == Shape::list || row->shape == Shape::limits);
    const KeyRow* each = has_rows ? &row->keys.front() : nullptr;
    Value::List list;
    for (const YamlNode& item : node.items) {
      list.push_back(read(item, each, item_path(path, list.size())));
    }
    Value value;
    value.content = std::move(list);
    return value;
  }
  const bool is_quantity =
      row && (row->shape == Shape::quantity || row->shape == Shape::whole ||
              row->shape == Shape::like_parameter ||
              (row->shape == Shape::quantity_or_word && !is_choice(node, *row)));
  return is_quantity ? quantity(node) : Value(node.scalar);
}

Value YamlValues::group_of(const YamlNode& node, const KeyRow* row, const std::string& path) {
  Value::Group group;
  for (const auto& [key, inner] : node.entries) {
    if (is_after_decimal_comma(key, inner) && !group.empty()) {
      report(
          "decimal-comma", key.place, "a comma ends a value here: decimals take a point",
          "write '" + group.back().key + ": " + said(group.back().value) + "." + key.scalar + "'");
      group.back().value.content = Value::Unreadable{};
      continue;
    }
    group.push_back(setting(key, inner, row_inside(row, key.scalar), path + "." + key.scalar));
  }
  Value value;
  value.content = std::move(group);
  return value;
}

/// A word of the row's choices, or a single word that no expression could mean.
bool YamlValues::is_choice(const YamlNode& node, const KeyRow& row) const {
  const std::vector<std::string_view> choices = words_of(row.choices, '|');
  if (std::find(choices.begin(), choices.end(), node.scalar) != choices.end()) return true;
  const bool is_known = names.slots.contains(node.scalar) || check_name(node.scalar, node.place);
  return is_node_name(node.scalar) && !is_known;
}

void YamlValues::text(const YamlNode& key, const YamlNode& value, std::string& text) {
  if (value.is_scalar()) {
    text = value.scalar;
  } else if (value.is_missing()) {
    report("empty-value", key.place, quoted(key.scalar) + " has no value",
           "write a text, or leave the key out");
  } else {
    report("wrong-shape", value.place, quoted(key.scalar) + " takes a text",
           "write '" + key.scalar + ": some words'");
  }
}

Value YamlValues::quantity(const YamlNode& node) {
  Value value;
  value.place = node.place;
  value.content = Value::Unreadable{};
  if (!node.is_scalar()) {
    report("wrong-shape", node.place, "a quantity was expected here", "for example '0.5'");
    return value;
  }
  if (!stands_in_one_line(node)) return value;
  note_mistakes();
  ParsedQuantity parsed = parse_quantity(node.scalar, place_of_content(node), names);
  if (parsed) {
    value.content = std::move(parsed.expression);
  } else {
    mistakes_.insert(mistakes_.end(), parsed.mistakes.begin(), parsed.mistakes.end());
  }
  return value;
}

bool YamlValues::stands_in_one_line(const YamlNode& node) {
  if (node.literal) return true;
  report("one-line", node.place, "a quantity stands in one line, without escapes",
         "write it behind its key");
  return false;
}

Value YamlValues::chain(const YamlNode& node, bool repeated, const std::string& path) {
  Value value;
  value.place = with_argument(node.place, path);
  if (!node.is_sequence()) {
    if (node.is_scalar()) value.content = node.scalar;
    return value;
  }
  const bool outer_index = std::exchange(names.has_index, repeated);
  Value::List list;
  for (const YamlNode& item : node.items) {
    list.push_back(chain_item(item, item_path(path, list.size())));
  }
  names.has_index = outer_index;
  value.content = std::move(list);
  return value;
}

Value YamlValues::chain_item(const YamlNode& item, const std::string& path) {
  if (!item.is_map()) return read(item, nullptr, path);
  const bool repeats = find(item, "path") || find(item, "repeat");
  const KeyRow row{.shape = Shape::group, .keys = repeats ? repeated_path_keys() : link_keys()};
  return read(item, &row, path);
}

void YamlValues::report(std::string code, const Place& place, std::string message,
                        std::string help) {
  mistakes_.push_back({.code = std::move(code),
                       .place = place,
                       .message = std::move(message),
                       .help = std::move(help)});
}

Place place_of_content(const YamlNode& scalar) {
  Place place = scalar.place;
  place.column += scalar.text_offset_of_content;
  place.width -= 2 * scalar.text_offset_of_content;
  return place;
}

Place with_argument(Place place, SharedText argument) {
  place.argument = std::move(argument);
  return place;
}

}  // namespace gaussnet
