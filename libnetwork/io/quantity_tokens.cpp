#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <libnetwork/errors/utf8.hpp>
#include <libnetwork/io/quantity.hpp>
#include <libnetwork/io/quantity_names.hpp>
#include <libnetwork/io/quantity_tokens.hpp>
#include <libnetwork/network/expression_text.hpp>

namespace gaussnet {
namespace {

struct Character {
  char32_t code = 0;
  std::size_t byte = 0;
};

std::string hexadecimal(std::uint32_t value, int digits) {
  std::string text(static_cast<std::size_t>(digits), '0');
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit, value >>= 4U) {
    *digit = "0123456789ABCDEF"[value & 15U];
  }
  return text;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_hex_digit(char32_t c) {
  return is_digit(c) || (c >= U'a' && c <= U'f') || (c >= U'A' && c <= U'F');
}
bool is_letter(char32_t c) {
  const bool ascii = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
  const bool greek = (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) || (c >= 0x3B1 && c <= 0x3C9);
  const bool variant =
      c == 0x3D1 || c == 0x3D5 || c == 0x3D6 || c == 0x3F0 || c == 0x3F1 ||
      c == 0x3F5;  // theta, phi, pi, kappa, rho, epsilon as mathematics prints them
  return ascii || greek || variant || c == 0xB5 || c == 0x2126;  // micro, ohm
}
bool is_name_character(char32_t c) { return is_letter(c) || is_digit(c) || c == U'_'; }
bool is_space(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0xA0 || c == 0x2009 ||
         c == 0x202F;  // no-break and thin spaces, as papers print "5 kHz"
}
bool is_minus(char32_t c) { return c == U'-' || c == 0x2212; }

class Lexer {
 public:
  Lexer(std::string_view text, const Place& place) : text_(text), place_(place) { decode(); }

  std::vector<QuantityToken> tokens() {
    while (true) {
      while (is_space(at(0))) ++next_;
      if (next_ >= size()) break;
      const char32_t c = at(0);
      if (is_digit(c) || (c == U'.' && is_digit(at(1)))) {
        number();
      } else if (is_letter(c)) {
        name();
      } else {
        sign();
      }
    }
    add(QuantityToken::Kind::end, 0);
    return std::move(tokens_);
  }

 private:
  // --- characters ------------------------------------------------------------------------------

  int size() const { return static_cast<int>(characters_.size()) - 1; }
  char32_t at(int ahead) const {
    const int i = next_ + ahead;
    return i < size() ? characters_[static_cast<std::size_t>(i)].code : U'\0';
  }
  std::string written(int from, int to) const {
    const std::size_t begin = characters_[static_cast<std::size_t>(from)].byte;
    return std::string(text_.substr(begin, characters_[static_cast<std::size_t>(to)].byte - begin));
  }

  void decode() {
    for (std::size_t byte = 0; byte < text_.size();) {
      const auto [code, length] = utf8_character(text_, byte);
      if (length == 0) {
        next_ = static_cast<int>(characters_.size());
        refuse(1, "syntax",
               "the byte 0x" + hexadecimal(static_cast<unsigned char>(text_[byte]), 2) +
                   " is not UTF-8 text",
               "save the file as UTF-8");
      }
      characters_.push_back({code, byte});
      byte += length;
    }
    characters_.push_back({0, text_.size()});
  }

  [[noreturn]] void refuse(int length, std::string code, std::string message,
                           std::string help) const {
    Place place = place_;
    place.column += next_;
    place.width = std::max(1, length);
    throw QuantityRefusal{{std::move(code), place, std::move(message), {}, std::move(help)}};
  }

  void add(QuantityToken::Kind kind, int length, char sign = 0, double value = 0) {
    std::string text = written(next_, next_ + length);
    if (kind == QuantityToken::Kind::name) text = canonical_name(text);
    tokens_.push_back({kind, sign, value, std::move(text), next_, length});
    next_ += length;
  }

  /// help: write 'the text with `length` characters from here replaced'
  std::string write(int length, std::string_view replacement) const {
    return "write '" + splice(text_, next_, next_ + length, replacement) + "'";
  }

  // --- numbers ---------------------------------------------------------------------------------

  void number() {
    if (at(0) == U'0' && (at(1) == U'x' || at(1) == U'X') && is_hex_digit(at(2))) hex_number();
    const int length = length_of_number();
    check_what_follows(length);
    std::string digits = written(next_, next_ + length);
    if (const std::size_t minus = digits.find("\u2212"); minus != std::string::npos) {
      digits.replace(minus, 3, "-");
    }
    double value = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const std::string mantissa = digits.substr(0, digits.find_first_of("eE"));
    const bool nonzero = mantissa.find_first_of("123456789") != std::string::npos;
    const std::size_t e = digits.find_first_of("eE");
    const bool vanishes = e == std::string::npos
                              ? mantissa.find('.') <= mantissa.find_first_not_of('0')
                              : digits[e + 1] == '-';
    if (result.ec == std::errc::result_out_of_range || !std::isfinite(value) ||
        (nonzero && value == 0)) {
      refuse(length, "number-overflow",
             "'" + digits + "' is too " + (vanishes ? "small" : "large") +
                 " for a number (2.2e-308 ... 1.8e308)",
             vanishes ? write(length, "0")
                      : "check the exponent, and use a prefix such as MHz or GHz");
    }
    add(QuantityToken::Kind::number, length, 0, value);
  }

  int length_of_number() const {
    int n = 0;
    while (is_digit(at(n))) ++n;
    if (at(n) == U'.') ++n;
    while (is_digit(at(n))) ++n;
    if (at(n) != U'e' && at(n) != U'E') return n;
    const int exponent = is_minus(at(n + 1)) || at(n + 1) == U'+' ? n + 2 : n + 1;
    if (!is_digit(at(exponent))) return n;
    n = exponent;
    while (is_digit(at(n))) ++n;
    return n;
  }

  void check_what_follows(int length) const {
    const char32_t c = at(length);
    if ((c == U'_' || c == U'\'') && is_digit(at(length + 1))) {
      const int all = length_with(U'_', U'\'');
      refuse(all, "digit-separator",
             "'" + written(next_, next_ + all) + "': digits are not grouped",
             write(all, without_separators(all)));
    }
    if (c == U',' && is_digit(at(length + 1))) decimal_comma();
    if (c == U'.') {
      int all = length;
      while (at(all) == U'.' || is_digit(at(all))) ++all;
      refuse(all, "syntax", "'" + written(next_, next_ + all) + "' is not a number",
             write(all, with_one_point(written(next_, next_ + all))) +
                 " or another number with one point");
    }
  }

  /// The first point stays, unless points group digits: 1.23 of 1.2.3, 1000000 of 1.000.000.
  static std::string with_one_point(std::string digits) {
    const std::size_t first = digits.find('.');
    bool groups = true;
    for (std::size_t i = first; i < digits.size(); i += 4) {
      groups =
          groups && digits[i] == '.' && i + 3 < digits.size() && digits.find('.', i + 1) >= i + 4;
    }
    std::erase(digits, '.');
    if (!groups) digits.insert(first, 1, '.');
    return digits;
  }

  /// Digits, points and these two separators from here on.
  int length_with(char32_t one, char32_t other) const {
    int n = 0;
    while (is_digit(at(n)) || at(n) == U'.' ||
           ((at(n) == one || at(n) == other) && is_digit(at(n + 1)))) {
      ++n;
    }
    return n;
  }

  std::string without_separators(int length) const {
    std::string digits = written(next_, next_ + length);
    std::erase_if(digits, [](char c) { return c == '_' || c == '\'' || c == ','; });
    return digits;
  }

  [[noreturn]] void decimal_comma() const {
    const int length = length_with(U',', U',');
    const std::string digits = written(next_, next_ + length);
    std::string with_point = digits;
    std::replace(with_point.begin(), with_point.end(), ',', '.');
    const auto commas = std::count(digits.begin(), digits.end(), ',');
    const bool groups = digits.size() - digits.rfind(',') == 4;  // 1,000
    const std::string joined = without_separators(length);
    std::string help = write(length, with_point);
    if (commas > 1 || digits.find('.') != std::string::npos) {
      help = write(length, joined);
    } else if (groups) {
      help += ", or '" + splice(text_, next_, next_ + length, joined) + "' if it groups digits";
    }
    refuse(length, "decimal-comma", "'" + digits + "': a decimal point is a point", help);
  }

  [[noreturn]] void hex_number() const {
    int length = 2;
    while (is_hex_digit(at(length))) ++length;
    const std::string digits = written(next_ + 2, next_ + length);
    std::uint64_t value = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    refuse(length, "hex-number", "'" + written(next_, next_ + length) + "': numbers are decimal",
           result.ec == std::errc() ? write(length, std::to_string(value))
                                    : "write the number in decimal digits");
  }

  // --- names and signs -------------------------------------------------------------------------

  void name() {
    int length = 0;
    while (is_name_character(at(length))) ++length;
    add(QuantityToken::Kind::name, length);
  }

  void sign() {
    const char32_t c = at(0);
    if (c == U'*' && at(1) == U'*') power_operator();
    if (c == U'.' && is_letter(at(1))) dotted_name();
    if (c == U'%' || c == 0xB0) return add(QuantityToken::Kind::name, 1);
    if (c == 0xB1) return add(QuantityToken::Kind::sign, 1, '~');
    if (c == U'+' && is_minus(at(1))) return add(QuantityToken::Kind::sign, 2, '~');
    if (c == U'+' && at(1) == U'/' && is_minus(at(2)))
      return add(QuantityToken::Kind::sign, 3, '~');
    if (is_minus(c)) return add(QuantityToken::Kind::sign, 1, '-');
    if (c == 0xB7 || c == 0xD7 || c == 0x22C5) return add(QuantityToken::Kind::sign, 1, '*');
    if (c < 0x80 &&
        std::string_view("+*/^(),").find(static_cast<char>(c)) != std::string_view::npos) {
      return add(QuantityToken::Kind::sign, 1, static_cast<char>(c));
    }
    unexpected(c);
  }

  [[noreturn]] void power_operator() const {
    std::string mended(text_);
    for (std::size_t i = mended.find("**"); i != std::string::npos; i = mended.find("**")) {
      mended.replace(i, 2, "^");
    }
    refuse(2, "power-operator", "powers are written with ^", "write '" + mended + "'");
  }

  /// .nan and .inf of YAML, or a path such as spin.light
  [[noreturn]] void dotted_name() const {
    int length = 1;
    while (is_name_character(at(length))) ++length;
    const std::string word = written(next_ + 1, next_ + length);
    if (is_not_a_number(word)) {
      refuse(length, "not-a-number", "'." + word + "' is not a number that a network can have",
             "write a finite number, or leave the key out");
    }
    refuse(length, "syntax", "a point does not belong before '" + word + "'",
           "use the names of parameters, without points");
  }

  [[noreturn]] void unexpected(char32_t c) const {
    struct Foreign {
      char32_t code;
      std::string_view ours;
    };
    constexpr std::array<Foreign, 14> foreign = {{{0x2013, "-"},  // en dash
                                                  {0x2014, "-"},  // em dash
                                                  {0xF7, "/"},    // division sign
                                                  {0x2215, "/"},  // division slash
                                                  {0x2044, "/"},  // fraction slash
                                                  {0x2217, "*"},  // asterisk operator
                                                  {0xB2, "^2"},   // superscripts
                                                  {0xB3, "^3"},
                                                  {0x127, "hbar"},
                                                  {0x210F, "hbar"},
                                                  {U'[', "("},
                                                  {U']', ")"},
                                                  {U'{', "("},
                                                  {U'}', ")"}}};
    const std::string shown =
        c < 0x20 || c == 0x7F ? "U+" + hexadecimal(c, 4) : "'" + written(next_, next_ + 1) + "'";
    if (c == 0x221E) {
      refuse(1, "not-a-number", shown + " is not a number that a network can have",
             "write a finite number, or leave the key out");
    }
    for (const auto& [code, ours] : foreign) {
      if (c == code) refuse(1, "syntax", shown + " is not part of a quantity", mended(ours));
    }
    refuse(1, "syntax", shown + " is not part of a quantity",
           c == 0x221A ? "write 'sqrt(x)' for a square root"
                       : "write numbers, names, units, + - * / ^ and round brackets");
  }

  /// Square and curly brackets come in pairs: all are mended at once.
  std::string mended(std::string_view ours) const {
    if (ours != "(" && ours != ")") return write(1, ours);
    std::string text(text_);
    for (char& c : text) {
      if (c == '[' || c == '{') c = '(';
      if (c == ']' || c == '}') c = ')';
    }
    return "write '" + text + "'";
  }

  std::string_view text_;
  const Place& place_;
  std::vector<Character> characters_{};  // and one behind the last
  std::vector<QuantityToken> tokens_{};
  int next_ = 0;
};

}  // namespace

std::vector<QuantityToken> tokens_of(std::string_view text, const Place& place) {
  return Lexer(text, place).tokens();
}

}  // namespace gaussnet
