#include <algorithm>
#include <cctype>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/errors/error_codes.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/file_keys.hpp>
#include <libnetwork/network/node_types.hpp>
#include <set>
#include <tools/explanations.hpp>
#include <tools/mistake_examples.hpp>

namespace gaussnet::tools {
namespace {

using Rows = std::span<const KeyRow>;
using Shape = KeyRow::Shape;

std::string text(std::string_view view) { return std::string(view); }

std::string sentence(std::string_view words) {
  std::string line(words);
  if (!line.empty()) {
    line.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(line.front())));
  }
  if (!line.empty() && line.back() != '.') line += '.';
  return line;
}

std::string indented(std::string_view lines) {
  std::string result;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    const std::string_view line = lines.substr(0, end);
    result += line.empty() ? "\n" : "  " + text(line) + "\n";
    lines = end == lines.npos ? std::string_view{} : lines.substr(end + 1);
  }
  return result;
}

// ---- error codes -------------------------------------------------------------------------------

std::string_view who_finds(ErrorCode::Found found) {
  switch (found) {
    case ErrorCode::Found::solve:
      return "error, found while solving (exit code 1 or 4)";
    case ErrorCode::Found::argument:
      return "error in an argument (exit code 2)";
    default:
      return "error in a model file (exit code 3)";
  }
}

/// The lines behind the first two, which name the code and what is under the caret.
std::string_view mending_of(const MistakeExample& example) {
  std::string_view rest = example.mended;
  for (int line = 0; line < 2; ++line) {
    const std::size_t end = rest.find('\n');
    rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
  }
  return rest;
}

std::string explained(const ErrorCode& row) {
  std::string result = text(row.code) + ": " + text(who_finds(row.found)) + "\n\n";
  result += wrapped("  ", row.meaning);
  if (const MistakeExample* example = find_mistake_example(row.code)) {
    result += "\nexample\n" + indented(example->answer);
    result += "\nmended\n" + indented(mending_of(*example));
  } else if (!row.example.empty()) {
    result += "\nexample\n  gaussnet " + text(row.example) + "\n";
    result += "\nmended\n  gaussnet " + text(row.mended) + "\n";
  }
  return result;
}

// ---- keys --------------------------------------------------------------------------------------

/// "  linewidth  meaning; takes ...; range; required or default; example".
std::string line_of(const KeyRow& row, const std::string& indent) {
  std::string words = text(row.meaning) + "; takes " + describe(row);
  const bool bounded = row.range.text != Range{}.text;
  if (bounded) words += ", " + text(row.range.text);
  if (row.required) words += "; required";
  if (!row.default_text.empty()) words += "; default " + text(row.default_text);
  if (!row.example.empty()) words += "; e.g. " + text(row.name) + ": " + text(row.example);
  return wrapped(indent + padded(row.name, 17) + " ", words);
}

std::string keys_of(Rows rows, const std::string& indent = "  ") {
  std::string result;
  for (const KeyRow& row : rows) {
    result += line_of(row, indent);
    const bool has_free_names = row.shape == Shape::groups || row.shape == Shape::named;
    if (!row.keys.empty()) {
      result += keys_of(has_free_names ? row.keys.front().keys : row.keys, indent + "  ");
    }
    if (!row.alternatives.empty()) {
      result += wrapped(indent + "  ", "exactly one of " + text(row.alternatives));
    }
  }
  return result;
}

/// Where keys stand: a table and how it is called.
struct KeyTable {
  std::string owner{};
  Rows rows{};
};

std::vector<KeyTable> key_tables() {
  std::vector<KeyTable> tables{{"the model", top_level_keys()},
                               {"what the light meets in a link", link_keys()},
                               {"a repeated path of a link", repeated_path_keys()}};
  for (const NodeTypeRow& type : node_types()) {
    tables.push_back({"node type " + text(type.name), type.keys});
  }
  for (const FigureRow& figure : figure_rows()) {
    tables.push_back({"figure " + text(figure.name), figure.keys});
  }
  for (std::size_t at = 0; at < tables.size(); ++at) {  // grows: groups are tables, too
    const KeyTable table = tables[at];
    for (const KeyRow& row : table.rows) {
      if (!row.keys.empty()) tables.push_back({text(row.name) + " of " + table.owner, row.keys});
    }
  }
  return tables;
}

/// One paragraph for each meaning, with everything that has the key.
std::string explained_key(std::string_view name) {
  std::vector<std::pair<std::string, std::vector<std::string>>> meanings;
  for (const KeyTable& table : key_tables()) {
    const KeyRow* row = find_key(table.rows, name);
    if (!row) continue;
    const std::string meaning = line_of(*row, "  ") + keys_of(row->keys, "    ");
    auto found = std::find_if(meanings.begin(), meanings.end(),
                              [&](const auto& each) { return each.first == meaning; });
    if (found == meanings.end()) found = meanings.insert(meanings.end(), {meaning, {}});
    found->second.push_back(table.owner);
  }
  std::string result;
  for (const auto& [meaning, owners] : meanings) {
    result += (result.empty() ? "" : "\n") + wrapped_items(text(name) + ": key of ", owners, ", ");
    result += "\n" + meaning;
  }
  return result;
}

// ---- figures and node types --------------------------------------------------------------------

std::string explained(const FigureRow& row) {
  std::string result = text(row.name) + ": figure of merit\n\n";
  if (!row.meaning.empty()) result += wrapped("  ", sentence(row.meaning));
  if (!row.equation.empty()) result += wrapped("  equation  ", row.equation);
  if (!row.range.empty()) result += wrapped("  range     ", row.range);
  if (!row.source.empty()) result += wrapped("  source    ", row.source);
  result += "\nkeys\n" + keys_of(row.keys);
  if (!row.alternatives.empty()) {
    result += wrapped("  ", "exactly one of " + text(row.alternatives));
  }
  return result;
}

std::string explained(const NodeTypeRow& row) {
  std::string result = text(row.name) + ": type of node\n\n";
  result += wrapped("  ", sentence(row.meaning));
  if (!row.inputs.empty()) result += wrapped("  inputs   ", row.inputs);
  if (!row.outputs.empty()) result += wrapped("  outputs  ", row.outputs);
  if (row.has_named_ports) {
    result += wrapped("  ports    ", "one, in and out, for each name under 'ports'");
  }
  if (row.full_picture_only) result += wrapped("  ", "With 'approximation: none' only.");
  return result + "\nkeys\n" + keys_of(row.keys);
}

void add_part(std::string& result, const std::string& part) {
  if (part.empty()) return;
  if (!result.empty()) result += "\n";
  result += part;
}

std::vector<std::string> sorted(std::set<std::string> words) {
  return {words.begin(), words.end()};
}

std::vector<std::string> codes() {
  std::set<std::string> words;
  for (const ErrorCode& row : error_codes()) words.emplace(row.code);
  return sorted(words);
}

std::vector<std::string> figures() {
  std::set<std::string> words;
  for (const FigureRow& row : figure_rows()) words.emplace(row.name);
  return sorted(words);
}

std::vector<std::string> types() {
  std::set<std::string> words;
  for (const NodeTypeRow& row : node_types()) words.emplace(row.name);
  return sorted(words);
}

std::vector<std::string> keys() {
  std::set<std::string> words;
  for (const KeyTable& table : key_tables()) {
    for (const KeyRow& row : table.rows) words.emplace(row.name);
  }
  return sorted(words);
}

}  // namespace

const MistakeExample* find_mistake_example(std::string_view code) {
  const MistakeExample* found = nullptr;
  for (const MistakeExample& example : mistake_examples()) {
    if (example.name == code) return &example;
    const std::string first_line = "code: " + text(code) + "\n";
    if (!found && example.mended.starts_with(first_line)) found = &example;
  }
  return found;
}

std::string explanation_of(std::string_view word) {
  std::string result;
  for (const ErrorCode& row : error_codes()) {
    if (row.code == word) add_part(result, explained(row));
  }
  if (const FigureRow* row = find_figure(word)) add_part(result, explained(*row));
  if (const NodeTypeRow* row = find_node_type(word)) add_part(result, explained(*row));
  add_part(result, explained_key(word));
  return result;
}

std::vector<std::string> explained_words() {
  std::set<std::string> words;
  for (const auto& group : {codes(), figures(), types(), keys()}) {
    words.insert(group.begin(), group.end());
  }
  return sorted(words);
}

std::string explained_words_in_groups() {
  std::string result = "gaussnet explain WORD says more of each.\n";
  result += "\nfigures of merit\n" + wrapped_items("  ", figures(), ", ");
  result += "\ntypes of node\n" + wrapped_items("  ", types(), ", ");
  result += "\nkeys\n" + wrapped_items("  ", keys(), ", ");
  return result + "\nerror codes\n" + wrapped_items("  ", codes(), ", ");
}

}  // namespace gaussnet::tools
