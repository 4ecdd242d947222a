#pragma once

#include <cstddef>
#include <libnetwork/errors/mistake.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gaussnet {

/// Lines and columns of byte positions in a UTF-8 text, both from 1, columns in characters.
/// Asking for positions in increasing order costs one walk through the text altogether, however
/// long its lines are. Invariant: `character_` characters lie between the begin of `line_` and
/// `byte_`.
class TextPositions {
 public:
  /// `text` must outlive this.
  TextPositions(std::string_view text, SharedText file);

  /// The place of the byte range [begin, end), cut at the end of the line; width at least 1.
  Place place(std::size_t begin, std::size_t end);
  Place place(std::size_t begin) { return place(begin, begin); }
  int line(std::size_t byte) const;
  /// Where a line (from 1) begins, and where its last character ends (without CR LF).
  std::size_t line_begin(int line) const;
  std::size_t line_end(int line) const;

 private:
  int column(std::size_t byte, int line);

  std::string_view text_;
  SharedText file_;
  std::vector<std::size_t> line_begins_{};
  int line_ = 1;
  std::size_t byte_ = 0;
  int character_ = 0;
};

/// The number of characters of a UTF-8 text.
int characters(std::string_view utf8);

/// "0x1B", the first character of a well-formed text that steers a terminal instead of being
/// printed (U+0000 ... U+001F but tab and line feed, U+007F ... U+009F), or nothing.
std::optional<std::string> control_character_in(std::string_view text);

/// What keeps these bytes from being a text that can be read as YAML at all: a byte order mark or
/// zeros of UTF-16 and UTF-32, zeros, control characters, invalid UTF-8, lone carriage returns.
std::optional<Mistake> unreadable_bytes(const std::string& text, const std::string& file);

}  // namespace gaussnet
