#include <algorithm>
#include <cstdio>
#include <libnetwork/errors/utf8.hpp>
#include <libnetwork/io/yaml_tree_text.hpp>

namespace gaussnet {
namespace {

std::string hexadecimal(unsigned char byte) {
  char digits[8];
  std::snprintf(digits, sizeof digits, "0x%02X", static_cast<unsigned>(byte));
  return digits;
}

/// The code of the control character that begins at `text[at]`, if one does.
std::optional<unsigned char> control_code(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  const bool is_c0 = byte < 0x20U && byte != '\t' && byte != '\n';
  if (is_c0 || byte == 0x7FU) return byte;
  if (byte != 0xC2U || at + 1 >= text.size()) return std::nullopt;
  const auto next = static_cast<unsigned char>(text[at + 1]);  // U+0080 ... U+009F
  return next < 0xA0U ? std::optional(next) : std::nullopt;
}

/// What a stray byte would be in Latin-1, as UTF-8; empty for its control characters.
std::string in_latin_1(unsigned char byte) {
  if (byte < 0xA1U) return {};
  return {static_cast<char>(0xC0U | (byte >> 6U)), static_cast<char>(0x80U | (byte & 0x3FU))};
}

const std::string save_as_utf8 =
    "save it as UTF-8 (in most editors: 'save with encoding'), or convert it with "
    "iconv -f UTF-16 -t UTF-8";

/// "UTF-16" or "UTF-32" if the text begins with its mark, or has its zeros without a mark.
std::string wide_encoding(const std::string& text) {
  using namespace std::string_view_literals;
  const std::string_view head = std::string_view(text).substr(0, 4);
  if (head == "\xFF\xFE\0\0"sv || head == "\0\0\xFE\xFF"sv) return "UTF-32";
  if (head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv)) return "UTF-16";
  if (head.size() < 4) return {};
  const bool odd_zeros = head[0] && !head[1] && head[2] && !head[3];
  const bool even_zeros = !head[0] && head[1] && !head[2] && head[3];
  return odd_zeros || even_zeros ? "UTF-16" : "";
}

Mistake invalid_byte(unsigned char byte, Place place) {
  Mistake mistake{"not-utf8",
                  std::move(place),
                  "the byte " + hexadecimal(byte) + " is not UTF-8",
                  {},
                  "save the file as UTF-8"};
  if (const std::string letter = in_latin_1(byte); !letter.empty()) {
    mistake.help += "; if it should be '" + letter +
                    "', the file is in Latin-1: iconv -f ISO-8859-1 -t UTF-8 converts it";
  }
  return mistake;
}

Mistake control_character(unsigned char byte, Place place) {
  if (byte == '\r') {
    return {"not-yaml",
            std::move(place),
            "a line ends with a carriage return alone",
            {},
            "save the file with Unix (LF) or Windows (CR LF) line ends"};
  }
  return {byte == 0 ? "binary-file" : "not-yaml",
          std::move(place),
          byte == 0 ? "there is a zero byte: this is a binary file, not a model"
                    : "there is a control character (" + hexadecimal(byte) + ")",
          {},
          byte == 0 ? "give the name of a YAML file" : "remove it"};
}

}  // namespace

int characters(std::string_view utf8) {
  return static_cast<int>(
      utf8.size() - static_cast<std::size_t>(std::ranges::count_if(utf8, continues_character)));
}

TextPositions::TextPositions(std::string_view text, SharedText file)
    : text_(text), file_(std::move(file)) {
  line_begins_.push_back(0);
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) {
    line_begins_.push_back(at + 1);
  }
}

int TextPositions::line(std::size_t byte) const {
  return static_cast<int>(std::ranges::upper_bound(line_begins_, byte) - line_begins_.begin());
}

std::size_t TextPositions::line_begin(int line) const {
  return line_begins_[static_cast<std::size_t>(line) - 1];
}

std::size_t TextPositions::line_end(int line) const {
  const bool is_last = static_cast<std::size_t>(line) >= line_begins_.size();
  std::size_t end = is_last ? text_.size() : line_begins_[static_cast<std::size_t>(line)] - 1;
  if (end > line_begin(line) && text_[end - 1] == '\r') --end;
  return end;
}

int TextPositions::column(std::size_t byte, int line) {
  if (line != line_) {
    line_ = line;
    byte_ = line_begin(line);
    character_ = 0;
  }
  if (byte >= byte_) {
    character_ += characters(text_.substr(byte_, byte - byte_));
  } else {
    character_ -= characters(text_.substr(byte, byte_ - byte));
  }
  byte_ = byte;
  return character_ + 1;
}

Place TextPositions::place(std::size_t begin, std::size_t end) {
  begin = std::min(begin, text_.size());
  const int on_line = line(begin);
  begin = std::min(begin, line_end(on_line));
  while (begin > 0 && begin < text_.size() && continues_character(text_[begin])) --begin;
  end = std::min(end, line_end(on_line));
  const int width = end > begin ? characters(text_.substr(begin, end - begin)) : 1;
  return {file_, on_line, column(begin, on_line), std::max(width, 1), {}};
}

std::optional<std::string> control_character_in(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (const auto code = control_code(text, at)) return hexadecimal(*code);
  }
  return std::nullopt;
}

std::optional<Mistake> unreadable_bytes(const std::string& text, const std::string& file) {
  if (const std::string encoding = wide_encoding(text); !encoding.empty()) {
    return Mistake{"not-utf8",
                   {file, 1, 1, 1, {}},
                   "the file is in " + encoding + ", not in UTF-8",
                   {},
                   save_as_utf8};
  }
  std::size_t line_begin = 0;
  int line = 1;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool ends_line = byte == '\n';
    const bool ends_crlf = byte == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    const std::size_t length = utf8_character(text, at).length;
    const auto control = length == 0 || ends_crlf ? std::nullopt : control_code(text, at);
    if (control || length == 0) {
      const std::string_view before(text.data() + line_begin, at - line_begin);
      Place place{file, line, characters(before) + 1, 1, {}};
      return control ? control_character(*control, std::move(place))
                     : invalid_byte(byte, std::move(place));
    }
    at += length;
    if (ends_line) {
      ++line;
      line_begin = at;
    }
  }
  return std::nullopt;
}

}  // namespace gaussnet
