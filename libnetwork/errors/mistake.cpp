#include <algorithm>
#include <libnetwork/errors/mistake.hpp>
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

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The line's characters, each as its bytes; what a terminal must not see becomes '?'.
std::vector<std::string> characters_of(const std::string& line) {
  std::vector<std::string> characters;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (continues_character(c) && !characters.empty() && characters.back()[0] != '?') {
      characters.back() += c;
    } else {
      const bool is_control = (byte < 0x20 && c != '\t') || byte == 0x7F;
      characters.emplace_back(1, is_control ? '?' : c);
    }
  }
  // A leading byte alone is not UTF-8.
  for (std::string& character : characters) {
    const auto lead = static_cast<unsigned char>(character[0]);
    const std::size_t due = lead < 0x80   ? 1
                            : lead < 0xC2 ? 0
                            : lead < 0xE0 ? 2
                            : lead < 0xF0 ? 3
                            : lead < 0xF5 ? 4
                                          : 0;
    const bool is_control =
        character.size() == 2 && lead == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
    if (character.size() != due || is_control) character = "?";
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

std::string to_string(const Mistake& mistake, const std::string& text, std::string_view severity) {
  std::string report = heading(mistake, severity);
  if (mistake.place.line > 0 && !text.empty()) report += snippet(mistake.place, text);
  for (const std::string& note : mistake.notes) report += "  note: " + printable(note) + "\n";
  if (!mistake.help.empty()) report += "  help: " + printable(mistake.help) + "\n";
  return report;
}

}  // namespace gaussnet
