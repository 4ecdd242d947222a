#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/network/expression.hpp>
#include <libnetwork/network/expression_text.hpp>
#include <limits>
#include <random>

using namespace gaussnet;

namespace {

ValueType of(const Dimension& dimension) { return as_parameter_type({.dimension = dimension}); }

const std::vector<ValueType> types = {of(dimensions::rate),   of(dimensions::rate),
                                      of(dimensions::number), of(dimensions::second),
                                      of(dimensions::hertz),  of(dimensions::angle)};
const std::vector<double> values = {3e4, 2e5, 0.9, 4e-6, 5e3, 0.25};

const Expression g = parameter(0, "g");
const Expression kappa = parameter(1, "kappa");
const Expression R = parameter(2, "R");
const Expression tau = parameter(3, "tau");
const Expression f = parameter(4, "f");
const Expression phi = parameter(5, "phi");

ValueType type_of(const Expression& expression) {
  const auto inferred = infer(expression, types);
  if (const auto* mistake = std::get_if<Mistake>(&inferred)) FAIL(to_string(*mistake));
  return std::get<ValueType>(inferred);
}

std::string code_of(const Expression& expression, Kind kind) {
  const auto inferred = infer(expression, types);
  if (const auto* mistake = std::get_if<Mistake>(&inferred)) return mistake->code;
  const auto refused = check_kind(expression, std::get<ValueType>(inferred), kind, "rate");
  return refused ? refused->code : "";
}

}  // namespace

TEST_CASE("networks in code write their quantities with operators", "[expression]") {
  const Expression rate = 4.0 * pow(g, 2.0) / kappa;
  CHECK(evaluate(rate, values) == 4.0 * 3e4 * 3e4 / 2e5);
  CHECK(type_of(rate).dimension.is_rate());
  CHECK(code_of(rate, Kind::rate).empty());
  const Expression root = sqrt(1.0 - R * R);
  CHECK(evaluate(root, values) == std::sqrt(1.0 - 0.9 * 0.9));
  CHECK(code_of(root, Kind::number).empty());
  const Expression angle = atan(kappa / g) - phi;
  CHECK(evaluate(angle, values) == std::atan(2e5 / 3e4) - 0.25);
  CHECK(code_of(angle, Kind::angle).empty());
}

TEST_CASE("every function in code is its namesake", "[expression]") {
  const Expression x = parameter(0, "x");
  const std::vector<double> at = {0.3};
  CHECK(evaluate(sqrt(x), at) == std::sqrt(0.3));
  CHECK(evaluate(sin(x), at) == std::sin(0.3));
  CHECK(evaluate(cos(x), at) == std::cos(0.3));
  CHECK(evaluate(tan(x), at) == std::tan(0.3));
  CHECK(evaluate(asin(x), at) == std::asin(0.3));
  CHECK(evaluate(acos(x), at) == std::acos(0.3));
  CHECK(evaluate(atan(x), at) == std::atan(0.3));
  CHECK(evaluate(sinh(x), at) == std::sinh(0.3));
  CHECK(evaluate(cosh(x), at) == std::cosh(0.3));
  CHECK(evaluate(tanh(x), at) == std::tanh(0.3));
  CHECK(evaluate(exp(x), at) == std::exp(0.3));
  CHECK(evaluate(ln(x), at) == std::log(0.3));
  CHECK(evaluate(abs(-x), at) == 0.3);
  CHECK(evaluate(number(x), at) == 0.3);
  CHECK(evaluate(pow(x, x), at) == std::pow(0.3, 0.3));
  CHECK(evaluate(parameter(index_slot, "index"), at, 5) == 5.0);
}

TEST_CASE("functions of doubles stay functions of doubles", "[expression]") {
  STATIC_REQUIRE(
      std::is_same_v<decltype(gaussnet::infer(g, types)), std::variant<ValueType, Mistake>>);
  using std::sqrt;
  STATIC_REQUIRE(std::is_same_v<decltype(sqrt(2.0)), double>);
}

TEST_CASE("a double in code is in the coherent unit of its key", "[expression]") {
  const Expression coherent = 2.5;
  CHECK(evaluate(coherent, {}) == 2.5);
  for (const Kind kind : {Kind::number, Kind::rate, Kind::angle, Kind::decibel,
                          Kind::number_or_decibel, Kind::temperature}) {
    CHECK(code_of(coherent, kind).empty());
    CHECK(code_of(-coherent, kind).empty());
    CHECK(code_of(2.0 * coherent / 3.0, kind).empty());
    CHECK(code_of(R * coherent, kind).empty());
  }
  CHECK(code_of(kappa + 5e3, Kind::rate).empty());
  CHECK(code_of(kappa + 5e3, Kind::angle) == "wrong-kind");
}

TEST_CASE("a double beside a quantity is a plain number: it cannot hide a 2 pi", "[expression]") {
  CHECK(code_of(2.0 * f, Kind::rate) == "hz-or-rad");
  CHECK(code_of(f / 2.0, Kind::rate) == "hz-or-rad");
  CHECK(code_of(2.0 * kappa, Kind::rate).empty());
  CHECK(code_of(2.0 * R, Kind::number).empty());
  CHECK(code_of(1.0 / tau, Kind::rate).empty());
  CHECK(code_of(f * tau, Kind::angle) == "hz-or-rad");
}

TEST_CASE("a rate stays a rate through a parameter, and nothing is constant", "[expression]") {
  const ValueType declared{.dimension = base(BaseUnit::second, -2), .constant = 3.0};
  const ValueType used = as_parameter_type(declared);
  CHECK(used.dimension == dimensions::rate);
  CHECK_FALSE(used.constant.has_value());
  CHECK(as_parameter_type({.dimension = dimensions::hertz}).dimension == dimensions::hertz);
  CHECK(as_parameter_type({.dimension = dimensions::pi}).dimension == dimensions::pi);
  CHECK(as_parameter_type({.fits_any = true}).fits_any);
}

TEST_CASE("the text of an expression in code shows its structure", "[expression]") {
  CHECK((2.0 * g / kappa).text == "(2 * g) / kappa");
  CHECK((2.0 * (g + kappa)).text == "2 * (g + kappa)");
  CHECK((-g).text == "-g");
  CHECK((-(g + kappa)).text == "-(g + kappa)");
  CHECK(pow(g, 2.0).text == "g ^ 2");
  CHECK(sqrt(g * kappa).text == "sqrt(g * kappa)");
  CHECK((sqrt(g * kappa) / tau).text == "sqrt(g * kappa) / tau");
  CHECK((R * -3.0).text == "R * (-3)");
  CHECK(Expression(5e6).text == "5e6");
}

TEST_CASE("spans of joined expressions are those of their parts", "[expression]") {
  const Expression joined = 2.0 * (g + kappa) / sqrt(R);
  for (const Instruction& step : joined.code) {
    REQUIRE(0 <= step.from);
    REQUIRE(step.from <= step.begin);
    REQUIRE(step.begin + step.length <= step.to);
    REQUIRE(step.to <= character_count(joined.text));
    if (step.operation != Operation::coherent && step.operation != Operation::parameter) {
      CHECK(slice(joined.text, step.begin, step.begin + step.length) == spelling(step.operation));
    }
  }
  CHECK(slice(joined.text, joined.code[3].from, joined.code[3].to) == "(g + kappa)");
  const auto inferred = infer(2.0 * (g + tau), types);
  REQUIRE(std::holds_alternative<Mistake>(inferred));
  CHECK_THAT(std::get<Mistake>(inferred).message, Catch::Matchers::Contains("'g' is in rad/s") &&
                                                      Catch::Matchers::Contains("'tau' is in s"));
}

TEST_CASE("what would overflow the stack of an evaluation cannot be built", "[expression]") {
  Expression left = g;
  for (int i = 0; i < 1000; ++i) left = left + g;  // shallow: (((g + g) + g) + ...
  CHECK(stack_depth(left.code) == 2);
  CHECK(evaluate(left, values) == 1001 * 3e4);
  Expression right = g;
  for (int i = 0; i < max_stack_depth - 1; ++i) right = g + right;
  CHECK(stack_depth(right.code) == max_stack_depth);
  CHECK(evaluate(right, values) == max_stack_depth * 3e4);
  CHECK_THROWS_WITH(g + right, Catch::Matchers::Contains("too-deep"));
  Expression large = g;
  while (large.code.size() <= max_instructions / 2) large = large + large;
  CHECK_THROWS_WITH(large + large, Catch::Matchers::Contains("too-long"));
}

TEST_CASE("a value that is not finite names the step that made it so", "[expression]") {
  const auto message = [](const Expression& expression, std::vector<double> at) {
    const auto mistake = check_finite(expression, at);
    REQUIRE(mistake.has_value());
    CHECK(mistake->code == "not-finite");
    return mistake->message;
  };
  CHECK(message(1.0 + g / (kappa - kappa), values) == "'g / (kappa - kappa)' divides by zero");
  CHECK(message(2.0 * sqrt(R - 1.0), values) ==
        "'sqrt(R - 1)' takes the square root of a negative number");
  CHECK(message(g + 1.0, {std::numeric_limits<double>::infinity()}) == "'g' is not finite");
  CHECK_FALSE(check_finite(4.0 * g * g / kappa, values).has_value());
  // a pole on the way to a finite value is no mistake: 1/(1/a + 1/b) at a = 0
  CHECK_FALSE(check_finite(1.0 / (1.0 / g + 1.0 / kappa), std::vector<double>{0.0, 1.0}));
}

TEST_CASE("the slots of an expression are listed once", "[expression]") {
  CHECK(slots(g * kappa / g + tau) == std::vector<int>{0, 1, 3});
  CHECK(slots(Expression(2.0)).empty());
  CHECK(slots(parameter(index_slot, "index") * g) == std::vector<int>{-1, 0});
}

TEST_CASE("a list that is no expression has no depth", "[expression]") {
  const Expression sum = g + kappa;
  const std::span<const Instruction> code(sum.code);
  CHECK(stack_depth(code) == 2);
  CHECK(stack_depth(code.subspan(1)) == 0);
  CHECK(stack_depth(code.first(2)) == 0);
  CHECK(stack_depth({}) == 0);
}

namespace {

/// A random expression over g ... tau and a few numbers.
Expression random_expression(std::mt19937_64& random, int depth) {
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  if (depth == 0) {
    const Expression leaves[] = {g, kappa, R, tau};
    return leaves[pick(4)];
  }
  const Expression a = random_expression(random, depth - 1);
  const Expression b = random_expression(random, depth - 1);
  switch (pick(8)) {
    case 0:
      return a + b;
    case 1:
      return a - b;
    case 2:
      return a / b;
    case 3:
      return pow(a, pick(2) == 0 ? 2.0 : -0.5);
    case 4:
      return sqrt(abs(a));
    case 5:
      return tanh(a) * b;
    default:
      return a * b;
  }
}

}  // namespace

TEST_CASE("what typing accepts scales with the unit of time", "[expression]") {
  // Buckingham: with every second k times as long, a value in s^n is multiplied by k^n.
  constexpr double k = 1.7;
  std::mt19937_64 random(42);
  int num_accepted = 0;
  for (int i = 0; i < 4000; ++i) {
    const Expression expression = random_expression(random, 1 + i % 4);
    const auto inferred = infer(expression, types);
    if (std::holds_alternative<Mistake>(inferred)) continue;
    ++num_accepted;
    std::vector<double> scaled;
    for (std::size_t p = 0; p < values.size(); ++p) {
      scaled.push_back(values[p] *
                       std::pow(k, half_power(types[p].dimension, BaseUnit::second) / 2.0));
    }
    const double before = evaluate(expression, values);
    const double after = evaluate(expression, scaled);
    if (!std::isfinite(before)) continue;
    const Dimension& dimension = std::get<ValueType>(inferred).dimension;
    CAPTURE(expression.text, to_string(dimension));
    const double factor = std::pow(k, half_power(dimension, BaseUnit::second) / 2.0);
    CHECK_THAT(after, Catch::Matchers::WithinRel(before * factor, 1e-9));
  }
  CHECK(num_accepted > 500);
}
