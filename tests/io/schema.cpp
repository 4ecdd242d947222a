#include <catch2/catch.hpp>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/io/schema.hpp>
#include <libnetwork/network/file_keys.hpp>
#include <nlohmann/json.hpp>
#include <set>

using namespace gaussnet;

namespace {

using nlohmann::json;

/// Every property that is somewhere in the schema, with its description: "phase: phase of the ...".
void collect(const json& schema, std::set<std::string>& said) {
  if (schema.is_object()) {
    if (schema.contains("properties")) {
      for (const auto& [name, value] : schema.at("properties").items()) {
        if (value.contains("description")) {
          const std::string text = value.at("description");
          said.insert(name + ": " + text.substr(0, text.find('\n')));
        }
      }
    }
    for (const auto& [name, value] : schema.items()) collect(value, said);
  } else if (schema.is_array()) {
    for (const json& item : schema) collect(item, said);
  }
}

void check_said(std::span<const KeyRow> keys, const std::set<std::string>& said) {
  for (const KeyRow& key : keys) {
    const std::string line = std::string(key.name) + ": " + std::string(key.meaning);
    CAPTURE(line);
    CHECK(said.contains(line));
    const bool holds = key.keys.size() == 1 && key.shape != KeyRow::Shape::group;
    check_said(holds ? key.keys.front().keys : key.keys, said);
  }
}

}  // namespace

TEST_CASE("The schema says every key of the tables with its meaning") {
  const json schema = json::parse(model_schema());
  std::set<std::string> said;
  collect(schema, said);
  check_said(top_level_keys(), said);
  check_said(link_keys(), said);
  check_said(repeated_path_keys(), said);
  for (const NodeTypeRow& type : node_types()) {
    check_said(type.keys, said);
  }
  for (const FigureRow& figure : figure_rows()) {
    check_said(figure.keys, said);
  }
  CHECK(said.size() > 40);
}

TEST_CASE("The schema offers the types and measures of the tables, and no others") {
  const json schema = json::parse(model_schema());
  const auto words_at = [&](const char* section, const char* word) -> json {
    return schema.at("properties")
        .at(section)
        .at("additionalProperties")
        .at("properties")
        .at(word)
        .at("enum");
  };
  json types = json::array();
  for (const NodeTypeRow& type : node_types()) {
    types.push_back(type.name);
  }
  json measures = json::array();
  for (const FigureRow& figure : figure_rows()) {
    measures.push_back(figure.name);
  }
  CHECK(words_at("nodes", "type") == types);
  CHECK(words_at("results", "measure") == measures);
}
