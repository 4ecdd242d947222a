#include <algorithm>
#include <libnetwork/errors/mistake.hpp>

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

std::string heading(const Mistake& mistake) {
  const Place& place = mistake.place;
  std::string where = place.file;
  if (place.line > 0) {
    where += ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
  } else if (where.empty()) {
    where = place.argument;
  }
  const std::string code = mistake.code.empty() ? "" : " [" + mistake.code + "]";
  return (where.empty() ? "" : where + ": ") + "error: " + mistake.message + code + "\n";
}

/// A tab keeps its width under the caret because the margin repeats it.
std::string margin_of(const std::string& line, int columns) {
  std::string margin;
  int column = 1;
  for (const char c : line) {
    const bool continues_character = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (continues_character) continue;
    if (column++ >= columns) break;
    margin += c == '\t' ? '\t' : ' ';
  }
  return margin;
}

std::string snippet(const Place& place, const std::string& text) {
  const std::string line = line_of(text, place.line);
  std::string number = std::to_string(place.line);
  number.insert(0, static_cast<std::size_t>(std::max(0, 6 - static_cast<int>(number.size()))), ' ');
  const std::string blank(number.size(), ' ');
  return number + " | " + line + "\n" + blank + " | " + margin_of(line, place.column) + "^" +
         std::string(static_cast<std::size_t>(std::max(0, place.width - 1)), '~') + "\n";
}

}  // namespace

std::string to_string(const Mistake& mistake, const std::string& text) {
  std::string report = heading(mistake);
  if (mistake.place.line > 0 && !text.empty()) report += snippet(mistake.place, text);
  for (const std::string& note : mistake.notes) report += "  note: " + note + "\n";
  if (!mistake.help.empty()) report += "  help: " + mistake.help + "\n";
  return report;
}

}  // namespace gaussnet
