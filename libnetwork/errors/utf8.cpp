#include <array>
#include <libnetwork/errors/utf8.hpp>

namespace gaussnet {

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

Utf8Character utf8_character(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80U) return {.code = lead, .length = 1};
  if (lead < 0xC2U || lead > 0xF4U) return {};
  const std::size_t following = lead >= 0xF0U ? 3 : lead >= 0xE0U ? 2 : 1;
  if (at + following >= text.size()) return {};
  char32_t code = lead & (0x3FU >> following);
  for (std::size_t k = 1; k <= following; ++k) {
    if (!continues_character(text[at + k])) return {};
    code = code << 6U | (static_cast<unsigned char>(text[at + k]) & 0x3FU);
  }
  constexpr std::array<char32_t, 4> least{0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < least[following] || surrogate || code > 0x10FFFF) return {};
  return {.code = code, .length = following + 1};
}

}  // namespace gaussnet
