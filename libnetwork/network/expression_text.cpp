#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <libnetwork/network/expression_text.hpp>

namespace gaussnet {
namespace {

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t byte_of(std::string_view text, int character) {
  std::size_t byte = 0;
  for (; byte < text.size(); ++byte) {
    if (continues_character(text[byte])) continue;
    if (character-- <= 0) break;
  }
  return byte;
}

std::string shortest(double value, std::chars_format format) {
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, format).ptr;
  return {buffer, end};
}

/// Brackets that are open before the byte.
int bracket_depth(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte);
  return static_cast<int>(std::count(before.begin(), before.end(), '(') -
                          std::count(before.begin(), before.end(), ')'));
}

/// A number, name or bracket: nothing outside brackets that a neighbour could tear apart.
bool is_one_factor(std::string_view operand) {
  int depth = 0;
  for (const char c : operand) {
    if (c == '(') ++depth;
    if (c == ')') --depth;
    const bool greek = c == '\xCE' || c == '\xCF' || continues_character(c);
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_';
    if (depth == 0 && !plain && !greek && c != ')') return false;
  }
  return true;
}

}  // namespace

int character_count(std::string_view text) {
  return static_cast<int>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

std::string slice(std::string_view text, int from, int to) {
  const std::size_t begin = byte_of(text, from);
  return std::string(text.substr(begin, byte_of(text, to) - begin));
}

std::string splice(std::string_view text, int from, int to, std::string_view replacement) {
  std::string result(text.substr(0, byte_of(text, from)));
  result += replacement;
  result += text.substr(byte_of(text, to));
  return result;
}

std::string_view without_brackets(std::string_view operand) {
  if (!operand.starts_with('(')) return operand;
  int depth = 0;
  for (std::size_t i = 0; i < operand.size(); ++i) {
    if (operand[i] == '(') ++depth;
    if (operand[i] == ')') --depth;
    if (depth == 0) return i + 1 == operand.size() ? operand.substr(1, i - 1) : operand;
  }
  return operand;
}

std::string quote(std::string_view text) {
  constexpr int longest = 60;
  constexpr int kept = 28;
  const int length = character_count(text);
  if (length <= longest) return "'" + std::string(text) + "'";
  return "'" + slice(text, 0, kept) + " ... " + slice(text, length - kept, length) + "'";
}

std::string decimal(double value) {
  const double size = std::abs(value);
  if (value == 0 || (size >= 1e-3 && size < 1e3)) return shortest(value, std::chars_format::fixed);
  std::string text = shortest(value, std::chars_format::scientific);  // 5e+03
  const std::size_t e = text.find('e');
  if (e == std::string::npos) return text;  // inf, nan
  const std::string sign = text[e + 1] == '-' ? "-" : "";
  std::size_t digit = e + 2;
  while (digit + 1 < text.size() && text[digit] == '0') ++digit;
  return text.substr(0, e + 1) + sign + text.substr(digit);
}

bool is_open_sum(const Expression& expression) {
  if (expression.code.empty()) return false;
  const Instruction& last = expression.code.back();
  if (last.operation != Operation::add && last.operation != Operation::subtract) return false;
  return bracket_depth(expression.text, byte_of(expression.text, last.begin)) == 0;
}

std::string as_factor(const Expression& expression) {
  return is_open_sum(expression) ? "(" + expression.text + ")" : expression.text;
}

std::string in_brackets_if_needed(std::string_view operand) {
  if (is_one_factor(operand)) return std::string(operand);
  return "(" + std::string(operand) + ")";
}

std::string with_unit(std::string_view operand, std::string_view unit) {
  const bool negative = operand.starts_with('-') && is_one_factor(operand.substr(1));
  return (negative ? std::string(operand) : in_brackets_if_needed(operand)) + " " +
         std::string(unit);
}

std::string with_unit(const Expression& expression, std::string_view unit) {
  return with_unit(expression.text, unit);
}

}  // namespace gaussnet
