#include <algorithm>
#include <array>
#include <cstdio>
#include <libnetwork/io/yaml_scalar.hpp>

namespace gaussnet {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; }

bool is_null_word(std::string_view text) {
  constexpr std::array<std::string_view, 5> words{"", "~", "null", "Null", "NULL"};
  return std::find(words.begin(), words.end(), text) != words.end();
}

/// Characters that mean something at the beginning of a plain scalar. '-', '?' and ':' do so only
/// before a blank, but quotes are cheap; a minus sign before a digit or letter is left alone.
bool begins_badly(std::string_view text) {
  constexpr std::string_view indicators = "?:,[]{}#&*!|>'\"%@`<=";
  if (indicators.find(text.front()) != text.npos) return true;
  const bool dash = text.front() == '-';
  return dash && (text.size() == 1 || text[1] == ' ' || text[1] == '-');
}

bool is_plain(std::string_view text, bool in_brackets) {
  if (is_null_word(text) || begins_badly(text)) return false;
  if (text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  if (text.substr(0, 3) == "...") return false;
  if (in_brackets && text.find_first_of(",[]{}\"'`") != text.npos) return false;
  return text.find(": ") == text.npos && text.find(" #") == text.npos;
}

std::string in_single_quotes(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

std::string in_double_quotes(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += {'\\', c};
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (is_control(c)) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\x%02X", static_cast<unsigned>(c));
      quoted += escape;
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

/// Lines that a block scalar gives back: none begins with a blank, and one line break or none ends
/// the last.
bool fits_block(std::string_view text) {
  if (text.find('\n') == text.npos || text.front() == '\n' || text.ends_with("\n\n")) return false;
  bool at_line_start = true;
  for (const char c : text) {
    if (c != '\n' && (is_control(c) || (at_line_start && c == ' '))) return false;
    at_line_start = c == '\n';
  }
  return true;
}

std::string scalar(std::string_view text, bool in_brackets) {
  if (std::any_of(text.begin(), text.end(), is_control)) return in_double_quotes(text);
  return is_plain(text, in_brackets) ? std::string(text) : in_single_quotes(text);
}

}  // namespace

std::string yaml_scalar(std::string_view text) { return scalar(text, true); }

std::string yaml_text(std::string_view text, int indent) {
  if (!fits_block(text)) return scalar(text, false);
  std::string block = text.ends_with('\n') ? "|" : "|-";
  std::string_view rest = text.ends_with('\n') ? text.substr(0, text.size() - 1) : text;
  while (true) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    block += "\n";
    if (!line.empty()) block += std::string(static_cast<std::size_t>(indent) + 2, ' ');
    block += line;
    if (end == rest.npos) return block;
    rest = rest.substr(end + 1);
  }
}

}  // namespace gaussnet
