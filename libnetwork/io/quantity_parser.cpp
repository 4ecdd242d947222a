#include <algorithm>
#include <libnetwork/io/quantity_names.hpp>
#include <libnetwork/io/quantity_parser.hpp>
#include <libnetwork/network/expression_text.hpp>
#include <utility>

// Reading a quantity, second half: the grammar.

namespace gaussnet {
namespace {

constexpr int max_nesting = max_stack_depth;  // of brackets, functions and exponents

void place(Instruction& step, int from, int to) {
  step.begin = step.from = from;
  step.length = to - from;
  step.to = to;
}

}  // namespace

/// Counts what is open, so that no text can exhaust the stack of this program.
class QuantityParser::Nesting {
 public:
  Nesting(QuantityParser& parser, const QuantityToken& opening) : parser_(parser) {
    if (++parser_.nesting_ > max_nesting) parser_.too_deep(opening);
  }
  ~Nesting() { --parser_.nesting_; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

 private:
  QuantityParser& parser_;
};

QuantityParser::QuantityParser(std::string_view text, const Place& place, const NameTable& names)
    : names_(names), tokens_(tokens_of(text, place)) {
  result_.expression.text = std::string(text);
  result_.expression.place = place;
}

ParsedQuantity QuantityParser::parse() {
  try {
    whole();
  } catch (const QuantityRefusal& refusal) {
    result_.mistakes.push_back(refusal.mistake);
  }
  return std::move(result_);
}

void QuantityParser::whole() {
  if (peek().kind == QuantityToken::Kind::end) {
    refuse(peek(), "empty-value", "there is no value",
           "write a number, a quantity such as '2pi * 5 kHz', or leave the key out");
  }
  sum();
  if (peek().kind != QuantityToken::Kind::end) unexpected();
}

void QuantityParser::sum() {
  product();
  while (peek().is('+') || peek().is('-')) {
    const QuantityToken sign = take();
    const std::size_t left = last();
    product();
    join(sign.is('+') ? Operation::add : Operation::subtract, sign.begin, sign.length, left);
  }
}

void QuantityParser::product() {
  run(false);
  while (peek().is('*') || peek().is('/')) {
    const QuantityToken sign = take();
    const std::size_t left = last();
    run(sign.is('/'));
    join(sign.is('*') ? Operation::multiply : Operation::divide, sign.begin, sign.length, left);
  }
}

void QuantityParser::run(bool divides) {
  const std::size_t first_token = next_;
  int num_factors = signed_factor(Exponent::no);
  while (starts_factor()) {
    check_number_alone();
    const std::size_t left = last();
    num_factors += factor(Exponent::no);
    const int begin = code()[left].from;
    join(Operation::multiply, begin, code().back().to - begin, left);
  }
  if (divides && num_factors > 1) ambiguous_division(first_token);
}

int QuantityParser::signed_factor(Exponent exponent) {
  const int begin = peek().begin;
  bool negative = false;
  while (peek().is('+') || peek().is('-')) negative ^= take().is('-');
  const int num_factors = factor(exponent);
  if (negative) {
    const int to = code().back().to;
    emit({.operation = Operation::negate, .begin = begin, .length = 1, .from = begin, .to = to});
  } else {
    code().back().from = begin;
  }
  return num_factors;
}

int QuantityParser::factor(Exponent exponent) {
  const int num_factors = atom(exponent);
  if (!peek().is('^')) return num_factors;
  const QuantityToken sign = take();
  const std::size_t base = last();
  const Nesting nesting(*this, sign);
  signed_factor(Exponent::yes);
  join(Operation::power, sign.begin, sign.length, base);
  return num_factors;
}

int QuantityParser::atom(Exponent exponent) {
  const QuantityToken token = peek();
  if (token.kind == QuantityToken::Kind::number) return number(exponent);
  if (token.kind == QuantityToken::Kind::name) {
    named();
    return 1;
  }
  if (!token.is('(')) unexpected();
  take();
  const Nesting nesting(*this, token);
  sum();
  close(token.begin);
  return 1;
}

int QuantityParser::number(Exponent exponent) {
  const QuantityToken digits = take();
  Instruction step{.constant = digits.value};
  int to = digits.begin + digits.length;
  const std::optional<QuantityUnit> unit =
      peek().kind == QuantityToken::Kind::name ? find_unit(peek().text) : std::nullopt;
  const bool folds = unit && exponent == Exponent::no && !peek(1).is('^');
  if (folds) {
    step.constant = unit->times(digits.value);
    step.dimension = unit->dimension;
    to = peek().begin + peek().length;
    take();
  }
  place(step, digits.begin, to);
  emit(step);
  return folds ? 2 : 1;
}

void QuantityParser::named() {
  const QuantityToken token = take();
  if (const auto called = find_function(token.text)) return function(token, *called);
  Instruction step;
  place(step, token.begin, token.begin + token.length);
  const auto slot = names_.slots.find(token.text);
  if (slot != names_.slots.end()) {
    step.operation = Operation::parameter;
    step.slot = slot->second;
  } else if (const auto unit = find_unit(token.text)) {
    step.constant = unit->times(1);
    step.dimension = unit->dimension;
  } else if (const auto constant = find_constant(token.text)) {
    step.constant = constant->constant;
    step.dimension = constant->dimension;
  } else {
    step.operation = Operation::parameter;  // index, or a stand-in so that reading can go on
    if (token.text != "index" || !names_.has_index) unknown_name(token);
  }
  emit(step);
}

void QuantityParser::function(const QuantityToken& name, Operation called) {
  if (!peek().is('(')) function_without_brackets(name);
  const QuantityToken open = take();
  if (peek().is(')')) function_arguments(name, "has no argument");
  const Nesting nesting(*this, open);
  sum();
  if (peek().is(',')) function_arguments(name, "takes one argument");
  Instruction step{.operation = called};
  place(step, name.begin, name.begin + name.length);
  emit(step);
  close(name.begin);
}

void QuantityParser::close(int from) {
  if (!peek().is(')')) {
    if (peek().kind != QuantityToken::Kind::end) unexpected();
    refuse(peek(), "syntax", "a closing bracket is missing", "write '" + text() + ")'");
  }
  const QuantityToken bracket = take();
  code().back().from = from;
  code().back().to = bracket.begin + bracket.length;
}

bool QuantityParser::starts_factor() const {
  return peek().kind == QuantityToken::Kind::number || peek().kind == QuantityToken::Kind::name ||
         peek().is('(');
}

void QuantityParser::join(Operation operation, int begin, int length, std::size_t left) {
  emit({.operation = operation,
        .begin = begin,
        .length = length,
        .from = code()[left].from,
        .to = code().back().to});
}

void QuantityParser::emit(const Instruction& step) {
  code().push_back(step);
  if (step.operation <= Operation::parameter) ++depth_;
  if (step.operation >= Operation::add && step.operation <= Operation::power) --depth_;
  const QuantityToken& here = tokens_[next_ - 1];
  if (depth_ > max_stack_depth) too_deep(here);
  if (code().size() > static_cast<std::size_t>(max_instructions)) {
    refuse(here, "too-long",
           "an expression of more than " + std::to_string(max_instructions) + " steps",
           "name a part of it as a parameter of its own");
  }
}

const QuantityToken& QuantityParser::peek(std::size_t ahead) const {
  return tokens_[std::min(next_ + ahead, tokens_.size() - 1)];
}
}  // namespace gaussnet
