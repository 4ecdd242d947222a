#include "properties.hpp"

#include <algorithm>
#include <libnetwork/errors/error_codes.hpp>
#include <sstream>

namespace gaussnet::fuzz {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Bytes of the character that begins with `lead`; 0: no character does.
std::size_t length_of(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

bool is_control(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character[0]);
  if (lead == 0xC2) return static_cast<unsigned char>(character[1]) < 0xA0;  // U+0080 ... U+009F
  return (lead < 0x20 && lead != '\n' && lead != '\t') || lead == 0x7F;
}

/// Lines of `text`, split as editors and Place do.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

/// The caret may stand one behind the end, where something is missing.
void require_inside(const Place& place, const std::vector<std::string>& lines) {
  require(place.line >= 1, "a mistake has a line");
  require(static_cast<std::size_t>(place.line) <= lines.size(), "its line is in the text");
  const std::string& line = lines[static_cast<std::size_t>(place.line - 1)];
  const auto characters =
      line.size() - static_cast<std::size_t>(std::count_if(line.begin(), line.end(), continues));
  require(place.column >= 1, "a mistake has a column");
  require(static_cast<std::size_t>(place.column) <= characters + 1, "its column is in the line");
  require(place.width >= 1, "a mistake has a width");
  require(static_cast<std::size_t>(place.column + place.width) <= characters + 2,
          "its underline ends in the line");
}

}  // namespace

void require(bool holds, const std::string& property) {
  if (!holds) throw BrokenProperty(property);
}

void require_printable(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = length_of(static_cast<unsigned char>(text[at]));
    require(length > 0 && at + length <= text.size(), "what is printed is UTF-8");
    const auto character = std::string_view(text).substr(at, length);
    require(std::all_of(character.begin() + 1, character.end(), continues),
            "what is printed is UTF-8");
    require(!is_control(character), "what is printed has no control characters");
    at += length;
  }
}

void require_sound(const std::vector<Mistake>& mistakes, const std::string& text) {
  require(!mistakes.empty(), "a refusal has a reason");
  const std::vector<std::string> lines = lines_of(text);
  for (const Mistake& mistake : mistakes) {
    const auto codes = error_codes();
    const bool is_known = std::any_of(codes.begin(), codes.end(),
                                      [&](const auto& row) { return row.code == mistake.code; });
    require(is_known, "the code '" + mistake.code + "' is in the table of codes");
    require(!mistake.message.empty(), "a mistake has a message");
    require(!mistake.help.empty(), "a mistake has a help: " + mistake.message);
    require_inside(mistake.place, lines);
    require_printable(to_string(mistake, text));
  }
}

}  // namespace gaussnet::fuzz
