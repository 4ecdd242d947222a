#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <libnetwork/network/expression_text.hpp>
#include <memory>
#include <random>

#include "quantity_fixture.hpp"

using namespace gaussnet;
using gaussnet::testing::index_of_test;
using gaussnet::testing::parameters;

// Laws over generated texts: a tree is printed by the grammar and evaluated by itself; what is read
// back must have its value, and every step of it must know which characters it came from.

namespace {

using Generator = std::mt19937_64;

int pick(Generator& random, int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }
bool chance(Generator& random, int percent) { return pick(random, 100) < percent; }

/// How tightly a printed piece holds together, in the grammar's order.
enum Level { level_sum, level_product, level_run, level_signed, level_factor, level_atom };

struct Printed {
  std::string text{};
  Level level = level_atom;
  double value = 0;
};

std::string space(Generator& random) { return chance(random, 30) ? "" : " "; }

/// The text at this level or tighter, in brackets if need be (and sometimes if not).
std::string at_least(Generator& random, const Printed& piece, Level level) {
  if (piece.level >= level && !chance(random, 10)) return piece.text;
  return "(" + space(random) + piece.text + space(random) + ")";
}

Printed leaf(Generator& random) {
  struct Written {
    std::string_view text;
    double value;
  };
  constexpr Written quantities[] = {
      {"3 kHz", 3e3}, {"7 us", 7e-6}, {"20 mK", 0.02}, {"45 deg", 0.25 * std::numbers::pi},
      {"12 %", 0.12}, {"4 MHz", 4e6}, {"2.5 s", 2.5}};
  constexpr Written words[] = {{"pi", std::numbers::pi},
                               {"π", std::numbers::pi},
                               {"s", 1},
                               {"kHz", 1e3},
                               {"GHz", 1e9},
                               {"dB", 1}};
  switch (pick(random, 5)) {
    case 0: {
      const auto& [text, value] = quantities[pick(random, 7)];
      return {std::string(text), level_run, value};
    }
    case 1: {
      const auto& [text, value] = words[pick(random, 6)];
      return {std::string(text), level_atom, value};
    }
    case 2: {
      const auto& names = parameters().names.slots;
      auto entry = names.begin();
      std::advance(entry, pick(random, static_cast<int>(names.size())));
      return {entry->first, level_atom,
              parameters().values[static_cast<std::size_t>(entry->second)]};
    }
    default: {
      const int digits = pick(random, 1000);
      const std::string text = std::to_string(digits) + (chance(random, 50) ? ".25" : "");
      return {text, level_atom, digits + (text.ends_with(".25") ? 0.25 : 0.0)};
    }
  }
}

Printed tree(Generator& random, int depth);

Printed called(Generator& random, int depth) {
  const Printed x = tree(random, depth - 1);
  struct Function {
    std::string_view name;
    double (*value)(double);
  };
  const Function functions[] = {{"sqrt", [](double v) { return std::sqrt(v); }},
                                {"sin", [](double v) { return std::sin(v); }},
                                {"cos", [](double v) { return std::cos(v); }},
                                {"tan", [](double v) { return std::tan(v); }},
                                {"asin", [](double v) { return std::asin(v); }},
                                {"acos", [](double v) { return std::acos(v); }},
                                {"atan", [](double v) { return std::atan(v); }},
                                {"sinh", [](double v) { return std::sinh(v); }},
                                {"cosh", [](double v) { return std::cosh(v); }},
                                {"tanh", [](double v) { return std::tanh(v); }},
                                {"exp", [](double v) { return std::exp(v); }},
                                {"ln", [](double v) { return std::log(v); }},
                                {"abs", [](double v) { return std::fabs(v); }},
                                {"number", [](double v) { return v; }}};
  const auto& [name, value] = functions[pick(random, 14)];
  return {std::string(name) + "(" + space(random) + x.text + space(random) + ")", level_atom,
          value(x.value)};
}

Printed product(Generator& random, const Printed& a, const Printed& b) {
  constexpr std::string_view signs[] = {"*", "·", "×"};
  const std::string sign = space(random) + std::string(signs[pick(random, 3)]) + space(random);
  return {at_least(random, a, level_product) + sign + at_least(random, b, level_run), level_product,
          a.value * b.value};
}

Printed juxtaposed(Generator& random, const Printed& a, const Printed& b) {
  std::string right = at_least(random, b, level_factor);
  if (right[0] >= '0' && right[0] <= '9') right = "(" + right + ")";
  return {at_least(random, a, level_run) + " " + right, level_run, a.value * b.value};
}

Printed raised(Generator& random, const Printed& a, const Printed& b) {
  const double value = b.value == 2 ? a.value * a.value : std::pow(a.value, b.value);
  return {at_least(random, a, level_atom) + "^" + at_least(random, b, level_signed), level_factor,
          value};
}

Printed tree(Generator& random, int depth) {
  if (depth <= 0) return leaf(random);
  const int choice = pick(random, 8);
  if (choice == 0) return called(random, depth);
  const Printed a = tree(random, depth - 1);
  if (choice == 1) {
    return {(chance(random, 50) ? "-" : "−") + at_least(random, a, level_factor), level_signed,
            -a.value};
  }
  const Printed b = tree(random, depth - 1 - pick(random, 2));
  switch (choice) {
    case 2:  // a blank behind +: "+-" would be a standard deviation
      return {at_least(random, a, level_sum) + space(random) + "+ " +
                  at_least(random, b, level_product),
              level_sum, a.value + b.value};
    case 3:
      return {at_least(random, a, level_sum) + space(random) + "-" + space(random) +
                  at_least(random, b, level_product),
              level_sum, a.value - b.value};
    case 4:
      return product(random, a, b);
    case 5:
      return {at_least(random, a, level_product) + space(random) + "/" + space(random) +
                  at_least(random, b, level_signed),
              level_product, a.value / b.value};
    case 6:
      return juxtaposed(random, a, b);
    default:
      return raised(random, a, b);
  }
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// The steps of the operand that step `last` completes.
std::span<const Instruction> operand(const std::vector<Instruction>& code, std::size_t last) {
  for (std::size_t begin = last + 1; begin-- > 0;) {
    const std::span<const Instruction> steps(code.data() + begin, last + 1 - begin);
    if (stack_depth(steps) > 0) return steps;
  }
  return {};
}

bool same_steps(std::span<const Instruction> a, std::span<const Instruction> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Instruction& x, const Instruction& y) {
                      return x.operation == y.operation && x.constant == y.constant &&
                             x.dimension == y.dimension && x.slot == y.slot;
                    });
}

/// Everything that holds for any text, whether it can be read or not.
void check_reading(const std::string& text) {
  CAPTURE(text);
  const Place place{"x.yaml", 1, 1, 1, "key"};
  const ParsedQuantity parsed = parse_quantity(text, place, parameters().names);
  const int length = character_count(text);
  const auto check_place = [&](const Mistake& mistake) {
    REQUIRE_FALSE(mistake.code.empty());
    REQUIRE_FALSE(mistake.help.empty());
    REQUIRE(mistake.place.column >= 1);
    REQUIRE(mistake.place.column <= length + 1);
    REQUIRE(mistake.place.column + mistake.place.width <= length + 2);
  };
  for (const Mistake& mistake : parsed.mistakes) check_place(mistake);
  if (!parsed) return;
  const int depth = stack_depth(parsed.expression.code);
  REQUIRE(depth > 0);
  REQUIRE(depth <= max_stack_depth);
  const auto type = infer(parsed.expression, parameters().types);
  if (const auto* mistake = std::get_if<Mistake>(&type)) {
    check_place(*mistake);
  } else {
    for (const Kind kind : {Kind::number, Kind::rate, Kind::angle, Kind::decibel,
                            Kind::number_or_decibel, Kind::temperature}) {
      const auto refused = check_kind(parsed.expression, std::get<ValueType>(type), kind, "key");
      if (refused) check_place(*refused);
    }
  }
  const auto not_finite = check_finite(parsed.expression, parameters().values, index_of_test);
  const double value = evaluate(parsed.expression, parameters().values, index_of_test);
  REQUIRE(not_finite.has_value() == !std::isfinite(value));
  if (not_finite) check_place(*not_finite);
}

}  // namespace

TEST_CASE("a printed expression has the value of its tree", "[quantity]") {
  Generator random(20240611);
  int num_finite = 0;
  for (int i = 0; i < 4000; ++i) {
    const Printed printed = tree(random, 1 + pick(random, 5));
    CAPTURE(printed.text);
    const ParsedQuantity parsed = parse_quantity(printed.text, {}, parameters().names);
    if (!parsed) FAIL(to_string(parsed.mistakes.front()));
    CHECK(parsed.expression.text == printed.text);
    const double value = evaluate(parsed.expression, parameters().values, index_of_test);
    if (!same(value, printed.value)) {
      FAIL_CHECK("read " << value << ", the tree has " << printed.value);
    }
    if (std::isfinite(value)) ++num_finite;
  }
  CHECK(num_finite > 2000);
}

TEST_CASE("every step knows its characters: read alone, they give the same steps", "[quantity]") {
  Generator random(1905);
  for (int i = 0; i < 400; ++i) {
    const std::string text = tree(random, 4).text;
    CAPTURE(text);
    const ParsedQuantity parsed = parse_quantity(text, {}, parameters().names);
    REQUIRE(parsed);
    const std::vector<Instruction>& code = parsed.expression.code;
    for (std::size_t k = 0; k < code.size(); ++k) {
      const Instruction& step = code[k];
      const std::string part = slice(text, step.from, step.to);
      CAPTURE(part, spelling(step.operation));
      REQUIRE(0 <= step.from);
      REQUIRE(step.from <= step.begin);
      REQUIRE(step.length > 0);
      REQUIRE(step.begin + step.length <= step.to);
      REQUIRE(step.to <= character_count(text));
      const ParsedQuantity alone = parse_quantity(part, {}, parameters().names);
      REQUIRE(alone);
      REQUIRE(same_steps(alone.expression.code, operand(code, k)));
      if (step.operation >= Operation::sqrt) {
        REQUIRE(slice(text, step.begin, step.begin + step.length) == spelling(step.operation));
      }
    }
  }
}

TEST_CASE("any bytes are read or refused, with carets inside the text", "[quantity]") {
  Generator random(7);
  for (int i = 0; i < 6000; ++i) {
    std::string text(static_cast<std::size_t>(pick(random, 40)), ' ');
    for (char& c : text) c = static_cast<char>(pick(random, 256));
    check_reading(text);
  }
}

TEST_CASE("any words of the language are read or refused", "[quantity]") {
  constexpr std::string_view words[] = {
      "2",   "0",    "1.5", "5e3", "1e300", "(",   ")",      "(",   ")",    "+",   "-",   "*",
      "/",   "^",    "^2",  " ",   " ",     ",",   "+-",     "±",   "**",   "pi",  "π",   "omega",
      "tau", "zero", "C_S", "dB",  "kHz",   "s",   "µs",     "K",   "rad",  "deg", "%",   "°",
      "sin", "sqrt", "ln(", "exp", "index", "nan", "kapa",   "hz",  "0x1f", "·",   "×",   "−",
      ".",   "..",   "_",   "[",   "²",     "γ",   "number", "abs", "hbar", "k_B", "1_0", "1,5"};
  Generator random(11);
  for (int i = 0; i < 10000; ++i) {
    std::string text;
    const int num_words = pick(random, 14);
    for (int k = 0; k < num_words; ++k) {
      text += words[pick(random, static_cast<int>(std::size(words)))];
      if (chance(random, 40)) text += ' ';
    }
    check_reading(text);
    const ParsedParameter parameter = parse_parameter(text, {"x.yaml", 1, 1}, parameters().names);
    if (parameter) REQUIRE(stack_depth(parameter.value.code) > 0);
    if (parameter.deviation) REQUIRE(stack_depth(parameter.deviation->code) > 0);
  }
}

TEST_CASE("a damaged expression is read or refused", "[quantity]") {
  Generator random(13);
  for (int i = 0; i < 6000; ++i) {
    std::string text = tree(random, 4).text;
    const int num_damages = 1 + pick(random, 3);
    for (int k = 0; k < num_damages && !text.empty(); ++k) {
      const auto at = static_cast<std::size_t>(pick(random, static_cast<int>(text.size())));
      if (chance(random, 50)) {
        text.erase(at, 1);
      } else {
        text[at] =
            static_cast<char>(chance(random, 50) ? 32 + pick(random, 95) : pick(random, 256));
      }
    }
    check_reading(text);
  }
}
