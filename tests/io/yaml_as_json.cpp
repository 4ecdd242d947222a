// Prints {"FILE": value, ...} for YAML files as a YAML parser for editors reads them (YAML 1.2,
// core schema), so that Python can hold them against a JSON Schema without a YAML parser of its
// own. A file that is no YAML is left out.
#include <cmath>
#include <iostream>
#include <libnetwork/io/text_file.hpp>
#include <libnetwork/io/yaml_tree.hpp>
#include <nlohmann/json.hpp>
#include <regex>

namespace {

using namespace gaussnet;
using Json = nlohmann::ordered_json;

Json scalar(const YamlNode& node) {
  static const std::regex whole("[-+]?[0-9]+");
  static const std::regex number("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  const std::string& text = node.scalar;
  if (node.quoted) return text;
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  if (text.size() < 18 && std::regex_match(text, whole)) return std::stoll(text);
  if (!std::regex_match(text, number)) return text;
  const double value = std::strtod(text.c_str(), nullptr);
  return std::isfinite(value) ? Json(value) : Json(text);  // JSON has no infinity
}

Json json(const YamlNode& node) {
  switch (node.shape) {
    case YamlNode::Shape::null:
      return nullptr;
    case YamlNode::Shape::scalar:
      return scalar(node);
    case YamlNode::Shape::sequence: {
      Json list = Json::array();
      for (const YamlNode& item : node.items) list.push_back(json(item));
      return list;
    }
    case YamlNode::Shape::map:
      break;
  }
  Json map = Json::object();
  for (const auto& [key, value] : node.entries) map[key.scalar] = json(value);
  return map;
}

}  // namespace

int main(int argc, char** argv) {
  Json all = Json::object();
  for (int k = 1; k < argc; ++k) {
    const YamlText yaml = parse_yaml(read_text_file(argv[k]), argv[k]);
    if (yaml.mistakes.empty()) all[argv[k]] = json(yaml.root);
  }
  std::cout << all.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
}
