#include <algorithm>
#include <libnetwork/io/yaml_tree_scalar.hpp>
#include <string_view>

namespace gaussnet {
namespace {

bool is_one_of(std::string_view characters, char c) {
  return characters.find(c) != characters.npos;
}

std::size_t skip(const std::string& text, std::size_t at, std::string_view characters) {
  return std::min(text.find_first_not_of(characters, at), text.size());
}

std::size_t until(const std::string& text, std::size_t at, std::string_view characters) {
  return std::min(text.find_first_of(characters, at), text.size());
}

bool stands_at(const std::string& text, std::size_t at, const std::string& value) {
  return value.find('\n') == value.npos && text.compare(at, value.size(), value) == 0;
}

WrittenScalar quoted_scalar(const std::string& text, std::size_t begin, const std::string& value) {
  const char quote = text[begin];
  std::size_t at = begin + 1;
  while (at < text.size()) {
    const bool doubled = at + 1 < text.size() && text[at + 1] == quote;
    const bool escape = quote == '"' ? text[at] == '\\' : text[at] == quote && doubled;
    if (!escape && text[at] == quote) {
      const bool literal = at - begin - 1 == value.size() && stands_at(text, begin + 1, value);
      return {at + 1, true, literal, true};
    }
    at += escape ? 2 : 1;
  }
  return {text.size(), true, false, false};
}

/// Lines of a plain scalar are joined by blanks; everything else stands as it is.
WrittenScalar plain_scalar(const std::string& text, std::size_t begin, const std::string& value) {
  if (stands_at(text, begin, value)) return {begin + value.size(), false, true, true};
  std::size_t at = begin;
  for (const char c : value) {
    if (is_one_of(" \t\n", c)) continue;
    const std::size_t found = skip(text, at, " \t\r\n");
    if (found >= text.size() || text[found] != c) break;
    at = found + 1;
  }
  return {at, false, false, true};
}

}  // namespace

std::size_t skip_blanks_and_comments(const std::string& text, std::size_t at) {
  at = skip(text, at, " \t\r\n");
  while (at < text.size() && text[at] == '#') at = skip(text, until(text, at, "\n"), " \t\r\n");
  return at;
}

NodeProperties node_properties(const std::string& text, std::size_t at) {
  NodeProperties properties{at, at, at};
  while (at < text.size() && is_one_of("&!", text[at])) {
    const bool verbatim = text.compare(at, 2, "!<") == 0;
    std::size_t end = until(text, at, verbatim ? ">\n" : " \t\r\n,[]{}");
    if (verbatim && end < text.size() && text[end] == '>') ++end;
    if (text[at] == '!') {
      properties.tag_begin = at;
      properties.tag_end = end;
    }
    at = skip_blanks_and_comments(text, end);
  }
  properties.content = at;
  return properties;
}

WrittenScalar written_scalar(const std::string& text, std::size_t at, const std::string& value) {
  if (at >= text.size()) return {text.size(), false, false, true};
  if (is_one_of("'\"", text[at])) return quoted_scalar(text, at, value);
  if (is_one_of("|>", text[at])) return {until(text, at, " \t\r\n"), true, false, true};
  return plain_scalar(text, at, value);
}

std::size_t length_of_null(const std::string& text, std::size_t at) {
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (text.compare(at, word.size(), word) != 0) continue;
    const std::size_t end = at + word.size();
    if (end >= text.size() || is_one_of(" \t\r\n,[]{}:", text[end])) return word.size();
  }
  return 0;
}

std::size_t behind_colon(const std::string& text, std::size_t at) {
  const std::size_t colon = skip_blanks_and_comments(text, at);
  return colon < text.size() && text[colon] == ':' ? colon + 1 : at;
}

}  // namespace gaussnet
