#include <algorithm>
#include <libnetwork/errors/mistake.hpp>
#include <libnetwork/errors/utf8.hpp>
#include <vector>

namespace gaussnet {
namespace {

/// Line `number` (from 1) of `text`, without its end.
std::string line_of(const std::string& text, int number) {
  std::size_t begin = 0;
  for (int line = 1; line < number; ++line) {
    begin = text.find('\n', begin);
    if (begin == std::string::npos) return {};
    ++begin;
  }
  std::string line = text.substr(begin, text.find('\n', begin) - begin);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

constexpr std::size_t kWidestLine = 110;  // characters of a snippet
constexpr std::size_t kBeforeCaret = 60;

/// The line's characters, each as its bytes; what a terminal must not see, or is no character,
/// becomes '?'.
std::vector<std::string> characters_of(const std::string& line) {
  std::vector<std::string> characters;
  for (std::size_t at = 0; at < line.size();) {
    const auto [code, length] = utf8_character(line, at);
    const bool is_control = (code < 0x20 && code != U'\t') || (code >= 0x7F && code < 0xA0);
    characters.push_back(length == 0 || is_control ? "?" : line.substr(at, length));
    at += std::max<std::size_t>(length, 1);
    while (length == 0 && at < line.size() && continues_character(line[at])) ++at;
  }
  return characters;
}

/// One line of what a message quotes.
std::string printable(const std::string& text) {
  std::string line;
  for (const std::string& character : characters_of(text)) line += character;
  return line;
}

std::string heading(const Mistake& mistake, std::string_view severity) {
  const Place& place = mistake.place;
  std::string where = place.file;
  if (place.line > 0) {
    where += ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
  } else if (where.empty()) {
    where = place.argument;
  }
  const std::string code = mistake.code.empty() ? "" : " [" + mistake.code + "]";
  return printable((where.empty() ? "" : where + ": ") + std::string(severity) + ": " +
                   mistake.message + code) +
         "\n";
}

/// The part of a line around the caret, and the caret's column in it.
struct Window {
  std::string line{};
  std::string margin{};
  std::size_t room = 0;  // characters from the caret to the end
};

Window window_of(const std::string& line, std::size_t column) {
  const std::vector<std::string> characters = characters_of(line);
  const std::size_t caret = std::min(column - 1, characters.size());
  const bool fits = characters.size() <= kWidestLine;
  const std::size_t begin = fits || caret <= kBeforeCaret ? 0 : caret - kBeforeCaret;
  const std::size_t end =
      fits ? characters.size() : std::min(characters.size(), begin + kWidestLine);
  Window window;
  if (begin > 0) window = {.line = "...", .margin = "   "};
  for (std::size_t k = begin; k < end; ++k) {
    window.line += characters[k];
    if (k < caret) window.margin += characters[k] == "\t" ? '\t' : ' ';  // keeps a tab's width
  }
  if (end < characters.size()) window.line += "...";
  window.room = end - caret;
  return window;
}

std::string snippet(const Place& place, const std::string& text) {
  const Window window =
      window_of(line_of(text, place.line), static_cast<std::size_t>(std::max(1, place.column)));
  std::string number = std::to_string(place.line);
  number.insert(0, static_cast<std::size_t>(std::max(0, 6 - static_cast<int>(number.size()))), ' ');
  const std::string blank(number.size(), ' ');
  const auto width = static_cast<std::size_t>(std::max(1, place.width));
  const std::size_t underline = std::min(width, std::max<std::size_t>(1, window.room)) - 1;
  return number + " | " + window.line + "\n" + blank + " | " + window.margin + "^" +
         std::string(underline, '~') + "\n";
}

}  // namespace

FileName::operator const std::string&() const {
  static const std::string none;
  return name_ ? *name_ : none;
}

std::string to_string(const Mistake& mistake, const std::string& text, std::string_view severity) {
  std::string report = heading(mistake, severity);
  if (mistake.place.line > 0 && !text.empty()) report += snippet(mistake.place, text);
  for (const std::string& note : mistake.notes) report += "  note: " + printable(note) + "\n";
  if (!mistake.help.empty()) report += "  help: " + printable(mistake.help) + "\n";
  return report;
}

}  // namespace gaussnet
