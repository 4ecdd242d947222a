#include <algorithm>
#include <libnetwork/io/yaml_tree.hpp>
#include <libnetwork/io/yaml_tree_builder.hpp>
#include <libnetwork/io/yaml_tree_diagnosis.hpp>
#include <libnetwork/io/yaml_tree_entries.hpp>
#include <libnetwork/io/yaml_tree_text.hpp>
#include <optional>
#include <tuple>

namespace gaussnet {
namespace {

/// Directives stand before the document; the parser ignores those it does not know.
std::optional<Mistake> directive(const std::string& text, TextPositions& positions) {
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view line = std::string_view(text).substr(at, text.find('\n', at) - at);
    const std::size_t content = line.find_first_not_of(" \t\r");
    const bool is_empty = content == line.npos || line[content] == '#';
    const bool is_version = line.starts_with("%YAML ");
    if (!is_empty && !is_version) {
      if (line[0] != '%') return {};
      return unknown_directive(text, positions, at);
    }
    at += line.size() + 1;
  }
  return {};
}

void sort_by_place(std::vector<Mistake>& mistakes) {
  const auto order = [](const Mistake& mistake) {
    return std::tie(mistake.place.line, mistake.place.column, mistake.code);
  };
  std::ranges::stable_sort(mistakes, {}, order);
  const auto is_repeated = [&](const Mistake& a, const Mistake& b) { return order(a) == order(b); };
  mistakes.erase(
      std::unique(mistakes.begin(), mistakes.end(), is_repeated),  // by copies of an alias
      mistakes.end());
}

Mistake empty_file(const std::string& text, const std::string& file) {
  const bool has_comments = text.find('#') != text.npos;
  return {"empty-file",
          {file, 1, 1, 1, {}},
          has_comments ? "the file holds only comments" : "the file is empty",
          {},
          "a model begins with 'gaussnet: 1'"};
}

}  // namespace

YamlText parse_yaml(std::string text, std::string file) {
  YamlText result;
  result.root.place = {file, 1, 1, 1, {}};
  const auto refused = [&result](Mistake mistake) {
    result.mistakes.push_back(std::move(mistake));
    return result;
  };
  if (text.size() > max_yaml_bytes) {
    return refused({"too-large",
                    {file, 1, 1, 1, {}},
                    "the file is larger than " + std::to_string(max_yaml_bytes >> 20) + " MB",
                    {},
                    "use 'repeat' for nodes that are alike; data do not belong in a model"});
  }
  if (auto mistake = unreadable_bytes(text, file)) return refused(*std::move(mistake));
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  TextPositions positions(text, file);
  if (auto mistake = tab_indentation(text, positions)) return refused(*std::move(mistake));
  if (auto mistake = directive(text, positions)) return refused(*std::move(mistake));
  if (auto mistake = brackets_without_end(text, positions)) return refused(*std::move(mistake));

  result.complete = build_tree(text, positions, result);
  if (result.mistakes.empty() && result.root.is_missing()) {
    result.complete = false;
    return refused(empty_file(text, file));
  }
  check_entries(result.root, result.mistakes);
  sort_by_place(result.mistakes);
  if (!result.complete) {
    result.root = {};
    result.root.place = {file, 1, 1, 1, {}};
  }
  return result;
}

const YamlNode* find(const YamlNode& map, std::string_view key) {
  const auto entry = std::ranges::find_if(
      map.entries, [&](const auto& candidate) { return candidate.first.scalar == key; });
  return entry == map.entries.end() ? nullptr : &entry->second;
}

Place place_within(const YamlNode& scalar, int first, int count) {
  if (!scalar.literal) return scalar.place;
  Place place = scalar.place;
  place.column += scalar.text_offset_of_content + first;
  place.width = std::max(count, 1);
  return place;
}

}  // namespace gaussnet
