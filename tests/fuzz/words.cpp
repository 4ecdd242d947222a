// words OUT FOLDER...: what the fuzzers begin with, from the tables of the language and from the
// model files below the folders, so that it never ages:
//   OUT/model.dict, OUT/quantity.dict   the words, as libFuzzer reads them
//   OUT/quantities/N                    every value of the tables' examples and of the models
#include <algorithm>
#include <filesystem>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/io/quantity_names.hpp>
#include <libnetwork/io/text_file.hpp>
#include <libnetwork/io/yaml_tree.hpp>
#include <libnetwork/network/file_keys.hpp>
#include <libnetwork/network/node_types.hpp>
#include <set>
#include <tests/io/quantity_fixture.hpp>

namespace fs = std::filesystem;
using namespace gaussnet;

namespace {

using Words = std::set<std::string, std::less<>>;

constexpr std::size_t kLongestWord = 60;  // bytes; libFuzzer takes up to 64

void add(Words& words, std::string_view list, char separator) {
  for (const std::string_view word : words_of(list, separator)) words.emplace(word);
}

void add(Words& words, std::span<const KeyRow> rows) {
  for (const KeyRow& row : rows) {
    for (const std::string_view word : {row.name, row.default_text, row.example}) {
      words.emplace(word);
    }
    words.insert(std::string(row.name) + ": " + std::string(row.example));
    add(words, row.choices, '|');
    add(words, row.keys);
  }
}

constexpr std::string_view kYaml[] = {"gaussnet: 1\n",
                                      "parameters:",
                                      "nodes:",
                                      "links:",
                                      "results:",
                                      "title:",
                                      "type: ",
                                      "measure: ",
                                      "repeat: ",
                                      "path: ",
                                      "vacuum",
                                      "- [",
                                      "[[",
                                      "]]",
                                      "{",
                                      "}",
                                      ": ",
                                      "&a ",
                                      "*a",
                                      "<<: ",
                                      "? ",
                                      "(*)",
                                      "(1)",
                                      "(2..5)",
                                      "---\n",
                                      "...\n",
                                      "|\n",
                                      ">-\n",
                                      "%YAML 1.2\n",
                                      "!!str ",
                                      "\"",
                                      "'",
                                      "\t",
                                      "\r\n",
                                      "#",
                                      "\xEF\xBB\xBF",
                                      "\"\\u0007\"",
                                      "x-",
                                      "value: ",
                                      "range: [",
                                      "~",
                                      "null"};

Words words_of_models() {
  Words words(std::begin(kYaml), std::end(kYaml));
  for (const NodeTypeRow& type : node_types()) {
    words.emplace(type.name);
    words.insert("type: " + std::string(type.name));
    add(words, type.inputs, ' ');
    add(words, type.outputs, ' ');
    add(words, type.keys);
  }
  for (const FigureRow& figure : figure_rows()) {
    words.emplace(figure.name);
    words.insert("measure: " + std::string(figure.name));
    add(words, figure.keys);
  }
  add(words, top_level_keys());
  add(words, link_keys());
  add(words, repeated_path_keys());
  return words;
}

Words words_of_quantities() {
  Words words{"+-",       "\xC2\xB1", "**",    "^2",    "\xC2\xB7", "\xC3\x97", "\xE2\x88\x92",
              "\xC2\xB2", "2pi * ",   "index", "nan",   "1e300",    "1,5",      "1_000",
              "0x1f",     "(",        ")",     "sqrt(", "1/(",      "0.5"};
  for (const auto& names : {unit_names(), constant_names(), function_names()}) {
    words.insert(names.begin(), names.end());
  }
  for (const auto& [name, slot] : testing::parameters().names.slots) words.insert(name);
  return words;
}

std::string dictionary(const Words& words) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string text;
  for (const std::string& word : words) {
    if (word.empty() || word.size() > kLongestWord) continue;
    text += '"';
    for (const char c : word) {
      const auto byte = static_cast<unsigned char>(c);
      text += {'\\', 'x', digits[byte / 16], digits[byte % 16]};
    }
    text += "\"\n";
  }
  return text;
}

void add_scalars(Words& values, const YamlNode& node) {
  if (node.is_scalar()) values.insert(node.scalar);
  for (const YamlNode& item : node.items) add_scalars(values, item);
  for (const auto& [key, value] : node.entries) add_scalars(values, value);
}

/// The values that the models write, and the examples of the tables.
Words quantities(const std::vector<fs::path>& folders) {
  Words values = words_of_models();
  for (const fs::path& folder : folders) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() != ".yaml") continue;
      add_scalars(values, parse_yaml(read_text_file(entry.path().string()), "").root);
    }
  }
  return values;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const fs::path out = argv[1];
  fs::remove_all(out / "quantities");
  fs::create_directories(out / "quantities");
  write_text_file((out / "model.dict").string(), dictionary(words_of_models()));
  write_text_file((out / "quantity.dict").string(), dictionary(words_of_quantities()));
  int number = 0;
  for (const std::string& value : quantities({argv + 2, argv + argc})) {
    write_text_file((out / "quantities" / std::to_string(++number)).string(), value);
  }
  return number > 0 ? 0 : 1;
}
