#include <algorithm>
#include <cmath>
#include <libnetwork/io/schema_parts.hpp>
#include <nlohmann/json.hpp>
#include <string>

namespace gaussnet::schema_parts {
namespace {

using Shape = KeyRow::Shape;

/// Of a key that takes plain numbers, those that it takes.
void put_range(const KeyRow& row, Json& schema) {
  if (row.shape != Shape::whole && row.kind != Kind::number && row.kind != Kind::number_or_decibel)
    return;
  if (std::isfinite(row.range.low)) {
    schema[row.range.low_open ? "exclusiveMinimum" : "minimum"] = row.range.low;
  }
  if (std::isfinite(row.range.high)) schema["maximum"] = row.range.high;
}

}  // namespace

Json quantity(const KeyRow& row) {
  Json schema{{"type", {row.shape == Shape::whole ? "integer" : "number", "string"}}};
  put_range(row, schema);
  return schema;
}

Json any_quantity() { return {{"type", {"number", "string"}}}; }
Json word() { return {{"type", "string"}}; }

/// A word that looks like a number is one to YAML: `base: 2`.
Json words(std::string_view choices) {
  Json values = Json::array();
  for (const std::string_view choice : words_of(choices, '|')) {
    values.push_back(choice);
    const bool is_number =
        std::all_of(choice.begin(), choice.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (is_number) values.push_back(std::stoi(std::string(choice)));
  }
  return {{"enum", std::move(values)}};
}

Json list_of(Json items, int at_least) {
  Json schema{{"type", "array"}, {"items", std::move(items)}};
  if (at_least > 0) schema["minItems"] = at_least;
  return schema;
}

Json pair_of(Json items) {
  Json schema = list_of(std::move(items), 2);
  schema["maxItems"] = 2;
  return schema;
}

Json either(Json first, Json second) { return {{"anyOf", {std::move(first), std::move(second)}}}; }

}  // namespace gaussnet::schema_parts
