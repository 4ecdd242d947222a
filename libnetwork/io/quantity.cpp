#include <algorithm>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/quantity.hpp>
#include <libnetwork/io/quantity_names.hpp>
#include <libnetwork/io/quantity_parser.hpp>
#include <libnetwork/network/expression_text.hpp>
#include <utility>

namespace gaussnet {
namespace {

struct Piece {
  std::string_view text{};
  Place place{};
};

/// Without spaces at its ends, so that the caret and the echo begin at the value.
Piece trimmed(std::string_view text, Place place) {
  constexpr std::string_view spaces = " \t\r\n";
  const std::size_t begin = std::min(text.find_first_not_of(spaces), text.size());
  const std::size_t end = text.find_last_not_of(spaces) + 1;  // 0 if there is none
  place.column += static_cast<int>(begin);
  return {text.substr(begin, std::max(end, begin) - begin), std::move(place)};
}

std::optional<Mistake> check_length(std::string_view text, const Place& place) {
  if (character_count(text) <= max_quantity_length) return std::nullopt;
  return Mistake{"too-long",
                 place,
                 "a quantity of more than " + std::to_string(max_quantity_length) + " characters",
                 {},
                 "name a part of it as a parameter of its own"};
}

/// The +- or ± outside all brackets.
std::optional<QuantityToken> find_deviation(const std::vector<QuantityToken>& tokens) {
  int open = 0;
  for (const QuantityToken& token : tokens) {
    if (token.is('(')) ++open;
    if (token.is(')')) --open;
    if (token.is('~') && open == 0) return token;
  }
  return std::nullopt;
}

/// `10 +- 5 %`: 5 % of 10, or 0.05?
std::optional<Mistake> check_percent(const Expression& value, const Expression& deviation) {
  if (!deviation.text.ends_with('%') || value.text.ends_with('%')) return std::nullopt;
  const std::string part = as_factor(deviation);
  const std::string itself =
      slots(deviation).empty() ? decimal(evaluate(deviation, {})) : "(" + deviation.text + ")";
  return Mistake{"deviation",
                 place_of(deviation, 0, character_count(deviation.text)),
                 quote(deviation.text) + " can mean a part of the value, or the number itself",
                 {},
                 "write '" + value.text + " +- " + part + " * (" + value.text + ")' or '" +
                     value.text + " +- " + itself + "'"};
}

}  // namespace

void NameTable::add(std::string_view parameter, int slot) {
  slots.insert_or_assign(canonical_name(parameter), slot);
}

ParsedQuantity parse_quantity(std::string_view text, const Place& place, const NameTable& names) {
  const Piece piece = trimmed(text, place);
  if (auto mistake = check_length(piece.text, piece.place)) return {{}, {*mistake}};
  try {
    return QuantityParser(piece.text, piece.place, names).parse();
  } catch (const QuantityRefusal& refusal) {
    return {{}, {refusal.mistake}};
  }
}

ParsedParameter parse_parameter(std::string_view text, const Place& place, const NameTable& names) {
  const Piece piece = trimmed(text, place);
  if (auto mistake = check_length(piece.text, piece.place)) return {{}, {}, {*mistake}};
  std::optional<QuantityToken> sign;
  try {
    sign = find_deviation(tokens_of(piece.text, piece.place));
  } catch (const QuantityRefusal& refusal) {
    return {{}, {}, {refusal.mistake}};
  }
  const int length = character_count(piece.text);
  const std::string value_text = slice(piece.text, 0, sign ? sign->begin : length);
  ParsedQuantity value = parse_quantity(value_text, piece.place, names);
  ParsedParameter parsed{std::move(value.expression), {}, std::move(value.mistakes)};
  if (!sign) return parsed;
  const int begin = sign->begin + sign->length;
  Place deviation_place = piece.place;
  deviation_place.column += begin;
  ParsedQuantity deviation =
      parse_quantity(slice(piece.text, begin, length), deviation_place, names);
  parsed.mistakes.insert(parsed.mistakes.end(), deviation.mistakes.begin(),
                         deviation.mistakes.end());
  if (!parsed) return parsed;
  parsed.deviation = std::move(deviation.expression);
  if (auto mistake = check_percent(parsed.value, *parsed.deviation)) {
    parsed.mistakes.push_back(*mistake);
  }
  return parsed;
}

Expression quantity(std::string_view text) {
  ParsedQuantity parsed = parse_quantity(text, {.file = "quantity", .line = 1, .column = 1}, {});
  if (!parsed) throw DescriptionError(parsed.mistakes, std::string(text));
  parsed.expression.place = {};  // from here on it is part of a network built in code
  return std::move(parsed.expression);
}

std::optional<Mistake> check_name(std::string_view name, const Place& place) {
  const std::string canonical = canonical_name(name);
  const int length = std::max(1, character_count(name));
  Place here = place;
  here.width = length;
  try {
    const std::vector<QuantityToken> tokens = tokens_of(name, place);
    const bool single = tokens.size() == 2 && tokens.front().kind == QuantityToken::Kind::name &&
                        tokens.front().length == character_count(name);
    const bool symbol = canonical == "%" || canonical == "°";
    if (!single || symbol) throw QuantityRefusal{};
  } catch (const QuantityRefusal&) {
    return Mistake{"name-syntax",
                   here,
                   quote(name) + " cannot be a name",
                   {},
                   "write a letter (ASCII or Greek), then letters, digits and _"};
  }
  const bool reserved = find_unit(canonical) || find_constant(canonical) ||
                        find_function(canonical) || is_not_a_number(canonical) ||
                        canonical == "index" || canonical == "vacuum";
  if (!reserved) return std::nullopt;
  return Mistake{"reserved-name",
                 here,
                 quote(name) + " has a meaning of its own in every model",
                 {},
                 "write '" + std::string(name) + "_0' or another name"};
}

}  // namespace gaussnet
