#pragma once

#include <cstddef>
#include <string_view>

namespace gaussnet {

/// One character of UTF-8.
struct Utf8Character {
  char32_t code = 0;
  std::size_t length = 0;  // in bytes; 0: what stands there is not well-formed
};

/// The character that begins at `text[at]`: no overlong forms, no surrogates, nothing above
/// U+10FFFF (Unicode, table 3-7).
Utf8Character utf8_character(std::string_view text, std::size_t at);

/// Whether a byte is none that a character begins with.
bool continues_character(char byte);

}  // namespace gaussnet
