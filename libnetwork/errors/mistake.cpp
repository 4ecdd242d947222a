#include <algorithm>
#include <libnetwork/errors/mistake.hpp>
#include <libnetwork/errors/utf8.hpp>

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

/// Walks along the characters of a line, of which a hostile one has millions.
class Characters {
 public:
  explicit Characters(const std::string& line) : line_(line) {}

  bool at_end() const { return at_ >= line_.size(); }
  /// The next one's bytes; '?' for what a terminal must not see, or is no character.
  std::string next() {
    const std::size_t begin = at_;
    const auto [code, length] = step();
    const bool is_control = (code < 0x20 && code != U'\t') || (code >= 0x7F && code < 0xA0);
    return length == 0 || is_control ? "?" : line_.substr(begin, length);
  }
  /// Passes over at most so many, and returns how many there were.
  std::size_t skip(std::size_t count) {
    std::size_t skipped = 0;
    for (; skipped < count && !at_end(); ++skipped) step();
    return skipped;
  }

 private:
  Utf8Character step() {
    const Utf8Character character = utf8_character(line_, at_);
    at_ += std::max<std::size_t>(character.length, 1);
    if (character.length > 0) return character;
    while (!at_end() && continues_character(line_[at_])) ++at_;
    return character;
  }

  const std::string& line_;
  std::size_t at_ = 0;
};

/// One line of what a message quotes.
std::string printable(const std::string& text) {
  std::string line;
  for (Characters characters(text); !characters.at_end();) line += characters.next();
  return line;
}

std::string heading(const Mistake& mistake, std::string_view severity) {
  const Place& place = mistake.place;
  std::string where = place.file.text();
  if (place.line > 0) {
    where += ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
  } else if (where.empty()) {
    where = place.argument.text();
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
  const std::size_t count = Characters(line).skip(line.size());
  const std::size_t caret = std::min(column - 1, count);
  const bool fits = count <= kWidestLine;
  const std::size_t begin = fits || caret <= kBeforeCaret ? 0 : caret - kBeforeCaret;
  const std::size_t end = fits ? count : std::min(count, begin + kWidestLine);
  Characters characters(line);
  characters.skip(begin);
  Window window;
  if (begin > 0) window = {.line = "...", .margin = "   "};
  for (std::size_t k = begin; k < end; ++k) {
    const std::string character = characters.next();
    window.line += character;
    if (k < caret) window.margin += character == "\t" ? '\t' : ' ';  // keeps a tab's width
  }
  if (end < count) window.line += "...";
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

const std::string& SharedText::text() const {
  static const std::string none;
  return text_ ? *text_ : none;
}

std::string to_string(const Mistake& mistake, const std::string& text, std::string_view severity) {
  std::string report = heading(mistake, severity);
  if (mistake.place.line > 0 && !text.empty()) report += snippet(mistake.place, text);
  for (const std::string& note : mistake.notes) report += "  note: " + printable(note) + "\n";
  if (!mistake.help.empty()) report += "  help: " + printable(mistake.help) + "\n";
  return report;
}

}  // namespace gaussnet
