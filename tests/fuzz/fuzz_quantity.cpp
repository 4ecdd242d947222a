// Any bytes as a quantity, as a parameter with its deviation, and as a name; with a line end in
// them, as two quantities that a program joins.
#include <algorithm>
#include <bit>
#include <cmath>
#include <libnetwork/network/expression_text.hpp>
#include <tests/io/quantity_fixture.hpp>

#include "properties.hpp"

namespace gaussnet::fuzz {
namespace {

using testing::index_of_test;
using testing::parameters;

const Place place{.file = "model.yaml", .line = 1, .column = 1};

/// To the bit, and one NaN is as good as another.
bool same(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
         (std::isnan(a) && std::isnan(b));
}

double value_of(const Expression& expression) {
  return evaluate(expression, parameters().values, index_of_test);
}

bool same_steps(const Expression& a, const Expression& b) {
  return std::equal(a.code.begin(), a.code.end(), b.code.begin(), b.code.end(),
                    [](const Instruction& x, const Instruction& y) {
                      return x.operation == y.operation && same(x.constant, y.constant) &&
                             x.dimension == y.dimension && x.slot == y.slot;
                    });
}

/// As in a file of one line: line ends are spaces to a quantity.
std::string in_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

void require_sound_type(const Expression& expression, const std::string& text) {
  const auto inferred = infer(expression, parameters().types);
  if (const auto* mistake = std::get_if<Mistake>(&inferred)) {
    return require_sound({*mistake}, text);
  }
  const auto& type = std::get<ValueType>(inferred);
  for (const Kind kind : {Kind::number, Kind::rate, Kind::angle, Kind::decibel,
                          Kind::number_or_decibel, Kind::temperature}) {
    if (const auto mistake = check_kind(expression, type, kind, "key")) {
      require_sound({*mistake}, text);
    }
  }
}

void require_reads_back(const Expression& expression, const std::string& printed) {
  const ParsedQuantity again = parse_quantity(printed, place, parameters().names);
  require(again.mistakes.empty(), "a printed quantity is read again: " + printed);
  require(same_steps(again.expression, expression), "and has the same steps: " + printed);
  require(same(value_of(again.expression), value_of(expression)), "and value: " + printed);
}

/// Everything a file does with the text of a quantity.
ParsedQuantity read(const std::string& text) {
  ParsedQuantity parsed = parse_quantity(text, place, parameters().names);
  if (!parsed) {
    require_sound(parsed.mistakes, text);
    return parsed;
  }
  const int depth = stack_depth(parsed.expression.code);
  require(depth > 0 && depth <= max_stack_depth, "the stack of an evaluation is bounded");
  require(parsed.expression.code.size() <= max_instructions, "the steps are bounded");
  require_sound_type(parsed.expression, text);
  require_reads_back(parsed.expression, parsed.expression.text);
  const double value = value_of(parsed.expression);
  const auto not_finite = check_finite(parsed.expression, parameters().values, index_of_test);
  require(not_finite.has_value() == !std::isfinite(value), "what is not finite is a mistake");
  if (not_finite) return require_sound({*not_finite}, text), parsed;
  const ParsedQuantity decimals = parse_quantity(decimal(value), place, {});
  require(decimals && value_of(decimals.expression) == value, "a decimal reads back: " + text);
  return parsed;
}

void read_parameter(const std::string& text) {
  const ParsedParameter parsed = parse_parameter(text, place, parameters().names);
  if (!parsed) return require_sound(parsed.mistakes, text);
  if (!parsed.deviation) return;
  for (const Expression& part : {parsed.value, *parsed.deviation}) require_sound_type(part, text);
  const std::string printed = parsed.value.text + " +- " + parsed.deviation->text;
  const ParsedParameter again = parse_parameter(printed, place, parameters().names);
  require(again && again.deviation, "a printed parameter is read again: " + printed);
  require(same_steps(again.value, parsed.value) && same_steps(*again.deviation, *parsed.deviation),
          "and has the same steps: " + printed);
}

void read_name(const std::string& text) {
  if (const auto mistake = check_name(text, place)) return require_sound({*mistake}, text);
  NameTable names;
  names.add(text, 0);
  const ParsedQuantity parsed = parse_quantity(text, place, names);
  require(parsed && parsed.expression.code.size() == 1 && parsed.expression.code[0].slot == 0,
          "a name that may be given can be used: " + text);
}

/// What a program joins has the text that a file would need for it.
void join(const Expression& a, const Expression& b) {
  for (const Operation operation : {Operation::add, Operation::subtract, Operation::multiply,
                                    Operation::divide, Operation::power}) {
    try {
      const Expression joined = combine(operation, a, b);
      if (character_count(joined.text) > max_quantity_length) continue;
      require_reads_back(joined, joined.text);
    } catch (const DescriptionError&) {  // too deep, too long
    }
  }
}

}  // namespace
}  // namespace gaussnet::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gaussnet;
  const std::string text(data, data + size);
  const std::string line = fuzz::in_one_line(text);
  const ParsedQuantity whole = fuzz::read(line);
  if (whole) fuzz::join(whole.expression, whole.expression);
  fuzz::read_parameter(line);
  fuzz::read_name(line);
  const std::size_t end = text.find('\n');
  if (end == std::string::npos) return 0;
  const ParsedQuantity first = fuzz::read(fuzz::in_one_line(text.substr(0, end)));
  const ParsedQuantity second = fuzz::read(fuzz::in_one_line(text.substr(end + 1)));
  if (first && second) fuzz::join(first.expression, second.expression);
  return 0;
}
