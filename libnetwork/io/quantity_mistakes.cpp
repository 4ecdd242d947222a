#include <algorithm>
#include <iterator>
#include <libnetwork/io/quantity_names.hpp>
#include <libnetwork/io/quantity_parser.hpp>
#include <libnetwork/network/expression_text.hpp>
#include <libnetwork/network/reference.hpp>
#include <utility>

// Reading a quantity: what to say where it cannot be read, and what to write instead.

namespace gaussnet {
namespace {

constexpr std::string_view what_may_stand =
    "write a number, a name or a bracket, with * / + - ^ between them";

bool is_group_of_digits(const QuantityToken& token) {
  return token.kind == QuantityToken::Kind::number && token.length == 3 &&
         token.text.find_first_not_of("0123456789") == std::string::npos;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A bracket is never closed.
bool is_open(std::string_view text) {
  return std::ranges::count(text, '(') > std::ranges::count(text, ')');
}

std::string digits_of(std::string_view name) {
  std::string digits;
  std::copy_if(name.begin(), name.end(), std::back_inserter(digits), is_digit);
  return digits;
}

}  // namespace

Mistake QuantityParser::mistake(int begin, int length, std::string code, std::string message,
                                std::string help) const {
  return {std::move(code),
          place_of(result_.expression, begin, length),
          std::move(message),
          {},
          std::move(help)};
}

void QuantityParser::refuse(const QuantityToken& token, std::string code, std::string message,
                            std::string help) const {
  throw QuantityRefusal{
      mistake(token.begin, token.length, std::move(code), std::move(message), std::move(help))};
}

void QuantityParser::too_deep(const QuantityToken& token) const {
  refuse(token, "too-deep",
         "an expression nested more than " + std::to_string(max_stack_depth) + " deep",
         "name a part of it as a parameter of its own");
}

void QuantityParser::unexpected() const {
  const QuantityToken& token = peek();
  const std::string help(what_may_stand);
  if (token.kind == QuantityToken::Kind::end) {
    const QuantityToken& before = tokens_[next_ - 1];
    const std::string kept = slice(text(), 0, before.begin);
    refuse(token, "syntax", "a value is missing after '" + before.text + "'",
           nesting_ > 0
               ? help
               : "write '" + kept.substr(0, kept.find_last_not_of(' ') + 1) + "' or add the value");
  }
  if (token.is('~')) {
    refuse(token, "deviation",
           "a standard deviation belongs to a whole parameter, not into an expression",
           "write 'value +- deviation' under parameters, as in '10 +- 0.5', and its name here");
  }
  if (token.is(')') && nesting_ == 0) {
    refuse(token, "syntax", "nothing is open that ')' could close",
           next_ > 0 ? write(token, "") : help);
  }
  if (token.is(',')) {
    const bool decimal = peek(1).kind == QuantityToken::Kind::number;
    refuse(token, "syntax", "a comma does not belong in a quantity",
           decimal ? write(token.begin, peek(1).begin, ".") + " if it is a decimal comma"
                   : "write one value, without a comma");
  }
  const bool doubled = token.kind == QuantityToken::Kind::sign && !token.is(')');
  refuse(token, "syntax", "'" + token.text + "' stands where a value is expected",
         doubled ? write(token, "") : help);
}

void QuantityParser::check_number_alone() const {
  const QuantityToken& token = peek();
  const QuantityToken& before = tokens_[next_ - 1];
  const bool after_number = before.kind == QuantityToken::Kind::number;
  const bool after_unit = before.kind == QuantityToken::Kind::name && find_unit(before.text);
  if (token.kind != QuantityToken::Kind::number || !(after_number || after_unit)) return;
  const int from = before.begin;
  const int to = token.begin + token.length;
  const std::string product = before.text + " * " + token.text;
  std::string help = write(from, to, product) + " for a product";
  if (after_number && before.length <= 3) {
    std::string digits = before.text;  // 1 000 000
    int end = to;
    for (std::size_t i = 0; is_group_of_digits(peek(i)); ++i) {
      digits += peek(i).text;
      end = peek(i).begin + peek(i).length;
    }
    if (digits != before.text) {
      help = write(from, end, digits) + ", or '" + splice(text(), from, to, product) +
             "' for a product";
    }
  }
  throw QuantityRefusal{mistake(
      from, to - from, "missing-operator",
      "'" + token.text + "' straight after '" + before.text + "': an operator is missing", help)};
}

void QuantityParser::ambiguous_division(std::size_t first_token) {
  const Instruction& whole = code().back();
  const std::string factors = slice(text(), whole.from, whole.to);
  // The first factor ends where the second begins: after one token, or its closing bracket.
  const int end = end_of_factor(first_token);
  const std::string first = slice(text(), whole.from, end);
  std::string rest = slice(text(), end, whole.to);
  rest.erase(0, rest.find_first_not_of(' '));
  throw QuantityRefusal{mistake(whole.from, whole.to - whole.from, "ambiguous-division",
                                "'/" + factors + "' can be read in two ways",
                                write(whole.from, whole.to, "(" + factors + ")") + " or '" +
                                    splice(text(), whole.from, whole.to, first + " * " + rest) +
                                    "'")};
}

int QuantityParser::end_of_factor(std::size_t token) const {
  const auto skip_signs = [&] {
    while (tokens_[token].is('+') || tokens_[token].is('-')) ++token;
  };
  const auto at_end = [&] { return token + 1 >= tokens_.size(); };
  const auto skip_atom = [&] {
    if (at_end()) return;
    if (tokens_[token].kind == QuantityToken::Kind::name && tokens_[token + 1].is('(') &&
        find_function(tokens_[token].text)) {
      ++token;
    }
    int open = 0;
    do {
      if (tokens_[token].is('(')) ++open;
      if (tokens_[token].is(')')) --open;
      ++token;
    } while (open > 0 && !at_end());
  };
  skip_signs();
  skip_atom();
  while (tokens_[token].is('^')) {
    ++token;
    skip_signs();
    skip_atom();
  }
  return tokens_[token - 1].begin + tokens_[token - 1].length;
}

void QuantityParser::function_without_brackets(const QuantityToken& name) const {
  if (peek().is('^')) function_power(name);
  std::string help = "write '" + name.text + "(x)'";
  if (peek().kind == QuantityToken::Kind::number || peek().kind == QuantityToken::Kind::name) {
    const bool both =
        peek().kind == QuantityToken::Kind::number && peek(1).kind == QuantityToken::Kind::name;
    const QuantityToken& end = peek(both ? 1 : 0);
    const int to = end.begin + end.length;
    const std::string argument = slice(text(), peek().begin, to);
    if (!find_function(peek().text)) {
      help = write(name.begin, to, name.text + "(" + argument + ")");
    }
  }
  refuse(name, "function-arguments",
         "the function " + name.text + " needs its argument in brackets", help);
}

void QuantityParser::function_power(const QuantityToken& name) const {
  const bool negative = peek(1).is('-');
  const QuantityToken& exponent = peek(negative ? 2 : 1);
  const std::size_t open = next_ + (negative ? 3 : 2);
  const std::string message = "a power of a function stands behind its brackets";
  std::string help = "write '" + name.text + "(x)^2'";
  if (exponent.kind == QuantityToken::Kind::number && open < tokens_.size() &&
      tokens_[open].is('(')) {
    const int end = end_of_factor(open);
    const std::string argument = slice(text(), tokens_[open].begin, end);
    if (is_open(argument)) refuse(name, "function-power", message, help);
    const std::string sign = negative ? "-" : "";
    help = write(name.begin, end, name.text + argument + "^" + sign + exponent.text);
    const bool has_inverse = name.text == "sin" || name.text == "cos" || name.text == "tan";
    if (negative && exponent.text == "1" && has_inverse) {
      help += ", or '" + splice(text(), name.begin, end, "a" + name.text + argument) +
              "' for the inverse function";
    }
  }
  refuse(name, "function-power", message, help);
}

void QuantityParser::function_arguments(const QuantityToken& name, const std::string& what) const {
  std::string help = "write '" + name.text + "(x)'";
  if (peek().is(',') && name.text == "atan") help = write(peek(), " /");
  refuse(peek(), "function-arguments", "the function " + name.text + " " + what, help);
}

void QuantityParser::unknown_name(const QuantityToken& token) {
  constexpr std::size_t most = 8;
  if (result_.mistakes.size() >= most) return;
  if (token.text == "index") {
    return add(token, "unknown-name",
               "'index' counts the copies of a node with repeat; here is none",
               "write a number, or give the node 'repeat: N'");
  }
  const bool known_elsewhere = is_not_a_number(token.text);
  if (known_elsewhere) {
    return add(token, "not-a-number",
               "'" + token.text + "' is not a number that a network can have",
               "write a finite number, or leave the key out");
  }
  const std::string kind = peek().is('(') ? "function or name" : "name";
  add(token, "unknown-name", "'" + token.text + "' is no known " + kind, suggestion(token));
}

void QuantityParser::add(const QuantityToken& token, std::string code, std::string message,
                         std::string help) {
  result_.mistakes.push_back(
      mistake(token.begin, token.length, std::move(code), std::move(message), std::move(help)));
}

std::string QuantityParser::suggestion(const QuantityToken& token) const {
  if (const auto apart = with_pi_apart(token.text)) return write(token, *apart);
  if (const auto help = lone_prefix(token)) return *help;
  if (const auto ours = translation(token.text)) return write(token, *ours);
  if (const auto units = units_up_to_case(token.text); units.size() > 1) {
    const int end = token.begin + token.length;
    return write(token, units[0]) + " or '" + splice(text(), token.begin, end, units[1]) + "'";
  }
  if (const auto meant = nearest(token)) return write(token, *meant);
  return list_of_names();
}

std::optional<std::string> QuantityParser::with_pi_apart(const std::string& name) const {
  for (const std::string_view letter : {"π", "pi"}) {
    if (!name.starts_with(letter) || name == letter) continue;
    const std::string pi(letter);
    const std::string rest = name.substr(letter.size());
    if (is_digit(rest.front())) return pi + " * " + rest;
    if (names_.slots.contains(rest) || find_unit(rest)) return pi + " " + rest;
  }
  return std::nullopt;
}

std::optional<std::string> QuantityParser::lone_prefix(const QuantityToken& prefix) const {
  const std::optional<int> exponent = prefix_exponent(prefix.text);
  if (!exponent || next_ < 2) return std::nullopt;
  const QuantityToken& number = tokens_[next_ - 2];
  const bool after_number = number.kind == QuantityToken::Kind::number;
  const int end = prefix.begin + prefix.length;
  const bool touches = after_number && number.begin + number.length == prefix.begin;
  const bool before_unit = peek().kind == QuantityToken::Kind::name && find_unit(peek().text);
  if (before_unit && find_unit(prefix.text + peek().text)) {
    return write(prefix.begin, peek().begin + peek().length,
                 (touches ? " " : "") + slice(text(), prefix.begin, end) + peek().text);
  }
  if (!after_number || (!touches && nearest(prefix))) return std::nullopt;
  const bool has_exponent = number.text.find_first_of("eE") != std::string::npos;
  const std::string power = "e" + std::to_string(*exponent);
  const std::string help =
      write(number.begin, end,
            has_exponent ? "(" + number.text + " * 1" + power + ")" : number.text + power);
  if (before_unit) return help;
  const std::string unit = find_unit(prefix.text + "Hz") ? "Hz" : "s";
  return help + ", or a unit behind the prefix, as in '" + number.text + " " + prefix.text + unit +
         "'";
}

std::optional<std::string> QuantityParser::nearest(const QuantityToken& token) const {
  if (!names_.suggests) return std::nullopt;
  std::vector<std::string> candidates;
  for (const auto& [name, slot] : names_.slots) candidates.push_back(name);
  for (const auto& names : {peek().is('(') ? function_names() : constant_names(), unit_names()}) {
    candidates.insert(candidates.end(), names.begin(), names.end());
  }
  const std::string digits = digits_of(token.text);
  const bool prefix = prefix_exponent(token.text).has_value();
  std::erase_if(candidates, [&](const std::string& name) {
    const bool loses_digits = !digits.empty() && digits_of(name) != digits;
    return loses_digits || (prefix && find_unit(name));  // k is kilo, never K
  });
  return nearest_name(token.text, candidates);
}

std::string QuantityParser::list_of_names() const {
  constexpr std::size_t most = 10;
  std::string list;
  std::size_t count = 0;
  for (const auto& [name, slot] : names_.slots) {
    if (++count > most) break;
    list += (list.empty() ? "" : ", ") + name;
  }
  if (count > most) list += ", ...";
  const std::string units = "units are Hz, rad, s, K (with prefixes), deg, % and dB";
  if (list.empty()) return "there are no parameters here; " + units;
  return "the parameters are " + list + "; " + units;
}

}  // namespace gaussnet
