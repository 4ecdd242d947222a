#include <algorithm>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/io/schema.hpp>
#include <libnetwork/io/schema_parts.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/file_keys.hpp>
#include <libnetwork/version.hpp>
#include <nlohmann/json.hpp>
#include <set>

namespace gaussnet {
namespace {

using namespace schema_parts;
using Shape = KeyRow::Shape;

constexpr int kIndent = 1;

/// @param has_key  false: what stands behind names that the user chooses, or in a list
Json schema_of(const KeyRow& row, bool has_key = true);

// ---- groups ------------------------------------------------------------------------------------

Json required(const std::vector<std::string_view>& keys) { return {{"required", keys}}; }

/// Exactly one of the sets of "a+b | a+c | -": all of its keys, and no other that the sets name.
Json alternatives(std::string_view sets) {
  const auto ways = key_sets(sets);
  const std::set<std::string_view> governed = union_of(ways);
  Json schemas = Json::array();
  for (const auto& way : ways) {
    Json others = Json::array();
    for (const std::string_view key : governed) {
      if (!way.contains(key)) others.push_back(required({key}));
    }
    Json schema = way.empty() ? Json::object() : required({way.begin(), way.end()});
    if (!others.empty()) schema["not"] = {{"anyOf", std::move(others)}};
    schemas.push_back(std::move(schema));
  }
  return schemas;
}

/// A map of these keys, and no others.
Json group(std::span<const KeyRow> keys, std::string_view sets) {
  Json properties = Json::object();
  std::vector<std::string_view> due;
  for (const KeyRow& key : keys) {
    properties[std::string(key.name)] = schema_of(key);
    if (key.required) due.push_back(key.name);
  }
  Json schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!due.empty()) schema["required"] = due;
  if (!sets.empty()) schema["oneOf"] = alternatives(sets);
  schema["additionalProperties"] = false;
  return schema;
}

Json map_of(Json values) {
  return {{"type", "object"}, {"additionalProperties", std::move(values)}};
}

/// A map whose keys depend on the word behind `kind`.
class ByWord {
 public:
  ByWord(std::string_view kind, std::string_view meaning) : kind_(kind), meaning_(meaning) {}

  /// What stands in the map if the word is `name`.
  void add(std::string_view name, std::string_view meaning, Json map) {
    names_.push_back(name);
    meanings_.push_back(meaning);
    Json properties{{kind_, {{"const", name}}}};
    properties.update(map["properties"]);
    map["properties"] = std::move(properties);
    const Json is_name{{"properties", {{kind_, {{"const", name}}}}},
                       {"required", Json::array({kind_})}};
    cases_.push_back({{"if", is_name}, {"then", std::move(map)}});
  }

  Json schema() const {
    const Json one_of_them{
        {"description", meaning_}, {"enum", names_}, {"enumDescriptions", meanings_}};
    return {{"type", "object"},
            {"properties", {{kind_, one_of_them}}},
            {"required", Json::array({kind_})},
            {"allOf", cases_}};
  }

 private:
  std::string kind_;
  std::string meaning_;
  Json names_ = Json::array();
  Json meanings_ = Json::array();
  Json cases_ = Json::array();
};

/// The same map where `defaults` may hold what it leaves out: nothing is required in it.
Json lenient(Json map) {
  map.erase("required");
  map.erase("oneOf");
  for (const char* inner : {"properties", "additionalProperties"}) {
    const auto found = map.find(inner);
    if (found == map.end() || !found->is_object()) continue;
    if (inner == std::string_view("additionalProperties")) {
      *found = lenient(std::move(*found));
    } else {
      for (auto& [key, schema] : found->items()) {
        if (schema.is_object() && schema.contains("properties")) schema = lenient(schema);
      }
    }
  }
  return map;
}

/// What a map demands, and what the maps in it demand: nothing else of its schema.
Json demands(const Json& map) {
  Json result = Json::object();
  for (const char* demand : {"required", "oneOf"}) {
    if (map.contains(demand)) result[demand] = map[demand];
  }
  if (!map.contains("properties")) return result;
  for (const auto& [key, schema] : map["properties"].items()) {
    const bool holds_groups =
        schema.contains("additionalProperties") && schema["additionalProperties"].is_object();
    Json inner = holds_groups ? demands(schema["additionalProperties"]) : demands(schema);
    if (inner.empty()) continue;
    result["properties"][key] = holds_groups ? Json{{"additionalProperties", inner}} : inner;
  }
  return result;
}

Json node() {
  ByWord types("type", "the type of the node");
  for (const NodeTypeRow& type : node_types()) {
    types.add(type.name, type.meaning, lenient(group(type.keys, type.alternatives)));
  }
  return types.schema();
}

/// A file without `defaults` says everything in its nodes.
Json complete_without_defaults() {
  Json cases = Json::array();
  for (const NodeTypeRow& type : node_types()) {
    const Json is_type{{"properties", {{"type", {{"const", type.name}}}}}, {"required", {"type"}}};
    Json due = demands(group(type.keys, type.alternatives));
    if (!due.empty()) cases.push_back({{"if", is_type}, {"then", std::move(due)}});
  }
  const Json nodes{{"additionalProperties", {{"allOf", std::move(cases)}}}};
  return {{"if", {{"required", {"defaults"}}}}, {"else", {{"properties", {{"nodes", nodes}}}}}};
}

Json result() {
  ByWord figures("measure", "the figure of merit");
  for (const FigureRow& figure : figure_rows()) {
    const std::string meaning = std::string(figure.meaning) + ": " + std::string(figure.equation);
    figures.add(figure.name, meaning, group(figure.keys, figure.alternatives));
  }
  return figures.schema();
}

/// For each node type its keys, none of them required.
Json by_type() {
  Json properties = Json::object();
  for (const NodeTypeRow& type : node_types()) {
    Json keys = lenient(group(type.keys, {}));
    keys["description"] = type.meaning;
    properties[std::string(type.name)] = std::move(keys);
  }
  return {
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

/// A name, what the light meets, or a part that is walked several times; it holds chains itself.
Json chain_element() {
  Json ways = Json::array(
      {word(), group(link_keys(), link_alternatives()), group(repeated_path_keys(), {})});
  return {{"anyOf", std::move(ways)}};
}

Json chain(int at_least) { return list_of({{"$ref", "#/definitions/element"}}, at_least); }

// ---- by shape ----------------------------------------------------------------------------------

/// Of what stands behind a key alone.
Json single_of(const KeyRow& row) {
  switch (row.shape) {
    case Shape::quantity:
    case Shape::whole:
      return quantity(row);
    case Shape::like_parameter:
      return any_quantity();
    case Shape::word:
      return words(row.choices);
    case Shape::quantity_or_word:
      return either(words(row.choices), quantity(row));
    case Shape::name:
      return word();
    case Shape::text:
      return {{"type", {"string", "number", "boolean"}}};
    default:
      return Json::object();
  }
}

Json combination() {
  return {{"type", "object"},
          {"patternProperties", {{"\\.[XP]$", any_quantity()}}},
          {"additionalProperties", false},
          {"minProperties", 1}};
}

Json shape_of(const KeyRow& row) {
  switch (row.shape) {
    case Shape::group:
      return group(row.keys, row.alternatives);
    case Shape::groups:
    case Shape::named:
      return map_of(schema_of(row.keys.front(), false));
    case Shape::list:
      return list_of(schema_of(row.keys.front(), false),
                     row.keys.front().shape == Shape::like_parameter ? 1 : 0);
    case Shape::limits:
      if (row.keys.size() == 1) return pair_of(any_quantity());
      return either(pair_of(any_quantity()), group(row.keys, row.alternatives));
    case Shape::parameter:
      if (row.keys.empty()) return any_quantity();
      return either(any_quantity(), group(row.keys, row.alternatives));
    case Shape::names:
      return list_of(word(), 1);
    case Shape::partition:
      return pair_of(list_of(word(), 1));
    case Shape::combination:
      return combination();
    case Shape::chain:
      return chain(row.name == "path" ? 0 : 2);
    case Shape::node:
      return node();
    case Shape::result:
      return result();
    case Shape::by_type:
      return by_type();
    default:
      return single_of(row);
  }
}

/// What a reader of the file asks: what is it, what may stand there, what if nothing does.
std::string description_of(const KeyRow& row, bool has_key) {
  std::string text(row.meaning);
  const bool is_quantity = row.shape == Shape::quantity || row.shape == Shape::quantity_or_word;
  if (is_quantity) text += "\n\nTakes " + describe(row.kind);
  if (is_quantity && row.range.text != Range{}.text) text += ", " + std::string(row.range.text);
  if (is_quantity) text += ".";
  if (!row.alternatives.empty()) {
    text += "\n\nExactly one of: " + std::string(row.alternatives) + ".";
  }
  if (!row.default_text.empty()) text += "\n\nDefault: " + std::string(row.default_text);
  if (!row.example.empty()) {
    const std::string key = has_key ? std::string(row.name) + ": " : "";
    text += "\n\nExample: " + key + std::string(row.example);
  }
  return text;
}

Json schema_of(const KeyRow& row, bool has_key) {
  Json schema{{"description", description_of(row, has_key)}};
  schema.update(shape_of(row));
  if (!row.default_text.empty() && !row.default_is_key) schema["default"] = row.default_text;
  return schema;
}

}  // namespace

std::string model_schema() {
  Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
              {"title", "gaussnet model, format 1"},
              {"description",
               "A network of Gaussian quantum systems (gaussnet " + std::string(version) + ")"}};
  schema.update(group(top_level_keys(), {}));
  schema.update(complete_without_defaults());
  schema["patternProperties"] = {{"^x-", Json::object()}};
  schema["definitions"] = {{"element", chain_element()}};
  return schema.dump(kIndent) + "\n";
}

}  // namespace gaussnet
