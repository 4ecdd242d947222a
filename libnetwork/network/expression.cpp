#include <algorithm>
#include <array>
#include <cmath>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/network/expression.hpp>
#include <libnetwork/network/expression_text.hpp>
#include <utility>

namespace gaussnet {
namespace {

constexpr std::array<std::string_view, 23> spellings = {
    "",    "",     "",     "-",    "+",    "-",    "*",    "/",   "^",  "sqrt", "sin",   "cos",
    "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "ln", "abs",  "number"};

bool is_leaf(Operation operation) { return operation <= Operation::parameter; }
bool is_binary(Operation operation) {
  return operation >= Operation::add && operation <= Operation::power;
}

double result_of(Operation operation, double left, double right) {
  switch (operation) {
    case Operation::add:
      return left + right;
    case Operation::subtract:
      return left - right;
    case Operation::multiply:
      return left * right;
    case Operation::divide:
      return left / right;
    default:
      return right == 2 ? left * left : std::pow(left, right);
  }
}

double result_of(Operation operation, double x) {
  switch (operation) {
    case Operation::negate:
      return -x;
    case Operation::sqrt:
      return std::sqrt(x);
    case Operation::sin:
      return std::sin(x);
    case Operation::cos:
      return std::cos(x);
    case Operation::tan:
      return std::tan(x);
    case Operation::asin:
      return std::asin(x);
    case Operation::acos:
      return std::acos(x);
    case Operation::atan:
      return std::atan(x);
    case Operation::sinh:
      return std::sinh(x);
    case Operation::cosh:
      return std::cosh(x);
    case Operation::tanh:
      return std::tanh(x);
    case Operation::exp:
      return std::exp(x);
    case Operation::ln:
      return std::log(x);
    case Operation::abs:
      return std::abs(x);
    default:
      return x;  // number
  }
}

/// Runs the list; `watch(instruction, stack top after it, depth)` may stop it by returning false.
template <class Watch>
double run(const Expression& expression, std::span<const double> parameters, double index,
           const Watch& watch) {
  std::array<double, max_stack_depth> stack;  // NOLINT: filled before it is read
  std::size_t depth = 0;
  for (const Instruction& step : expression.code) {
    if (step.operation == Operation::parameter) {
      stack[depth++] =
          step.slot == index_slot ? index : parameters[static_cast<std::size_t>(step.slot)];
    } else if (is_leaf(step.operation)) {
      stack[depth++] = step.constant;
    } else if (is_binary(step.operation)) {
      const double right = stack[--depth];
      const double left = stack[depth - 1];
      stack[depth - 1] = result_of(step.operation, left, right);
      if (!watch(step, left, right, stack[depth - 1])) return stack[depth - 1];
      continue;
    } else {
      stack[depth - 1] = result_of(step.operation, stack[depth - 1]);
    }
    if (!watch(step, stack[depth - 1], 0.0, stack[depth - 1])) break;
  }
  return depth == 0 ? 0.0 : stack[depth - 1];
}

/// What went wrong in a step whose operands were finite.
std::string reason(const Instruction& step, double left, double right) {
  switch (step.operation) {
    case Operation::constant:
    case Operation::coherent:
    case Operation::parameter:
      return "is not finite";
    case Operation::divide:
      return right == 0 ? "divides by zero" : "overflows";
    case Operation::power:
      if (left == 0) return "divides by zero (0 to a negative power)";
      return left < 0 ? "takes a fractional power of a negative number" : "overflows";
    case Operation::ln:
      return "takes the logarithm of a number that is not positive";
    case Operation::sqrt:
      return "takes the square root of a negative number";
    case Operation::asin:
    case Operation::acos:
      return "takes an arc function of a number outside -1 ... 1";
    default:
      return "overflows";
  }
}

std::string help_for(const Instruction& step, double right) {
  if (is_leaf(step.operation)) return "give it a finite value";
  if (step.operation == Operation::divide && right == 0) {
    return "give the denominator a value that is not 0, or write 0 for what the quotient stands "
           "for";
  }
  return "give the operands values for which the result is finite";
}

struct Operand {
  std::string text{};
  int shift = 0;  // of its positions
};

/// "4us", "90%": a number and a unit without a space.
bool has_unit(const std::string& text) {
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  return !text.empty() && is_digit(text.front()) && !is_digit(text.back());
}

/// The text as an operand: in brackets unless it is one name, one number or one function.
Operand operand_of(const Expression& expression) {
  const std::string& text = expression.text;
  const bool single =
      expression.code.size() == 1 && text.find_first_of(" +-") == text.npos && !has_unit(text);
  const bool function = !expression.code.empty() && expression.code.back().begin == 0 &&
                        expression.code.back().operation >= Operation::sqrt;
  if (single || function) return {text, 0};
  return {"(" + text + ")", 1};
}

void append(Expression& to, const Expression& part, const Operand& written, int at) {
  for (Instruction step : part.code) {
    for (int* position : {&step.begin, &step.from, &step.to}) *position += at + written.shift;
    to.code.push_back(step);
  }
  if (!part.code.empty()) {
    to.code.back().from -= written.shift;
    to.code.back().to += written.shift;
  }
}

void require_bounds(const Expression& expression) {
  const bool long_code = expression.code.size() > static_cast<std::size_t>(max_instructions);
  if (!long_code && stack_depth(expression.code) <= max_stack_depth) return;
  const std::string limit = std::to_string(long_code ? max_instructions : max_stack_depth);
  throw DescriptionError({Mistake{long_code ? "too-long" : "too-deep",
                                  expression.place,
                                  long_code ? "an expression of more than " + limit + " steps"
                                            : "an expression nested more than " + limit + " deep",
                                  {},
                                  "name a part of it as a parameter of its own"}});
}

}  // namespace

Expression::Expression(double value) : text(decimal(value)) {
  const int length = character_count(text);
  code.push_back(
      {.operation = Operation::coherent, .constant = value, .length = length, .to = length});
}

Expression parameter(int slot, std::string name) {
  Expression expression;
  const int length = character_count(name);
  expression.text = std::move(name);
  expression.code.push_back(
      {.operation = Operation::parameter, .slot = slot, .length = length, .to = length});
  return expression;
}

Expression combine(Operation operation, const Expression& left, const Expression& right) {
  const Operand a = operand_of(left);
  const Operand b = operand_of(right);
  const std::string sign = " " + std::string(spelling(operation)) + " ";
  Expression result;
  result.text = a.text + sign + b.text;
  result.place.argument = left.place.argument;
  const int sign_at = character_count(a.text) + 1;
  append(result, left, a, 0);
  append(result, right, b, sign_at + 2);
  result.code.push_back(
      {.operation = operation, .begin = sign_at, .length = 1, .to = character_count(result.text)});
  require_bounds(result);
  return result;
}

Expression apply(Operation function, const Expression& argument) {
  const std::string called(spelling(function));
  const bool negates = function == Operation::negate;
  const Operand x = negates ? operand_of(argument) : Operand{"(" + argument.text + ")", 1};
  Expression result;
  result.text = called + x.text;
  result.place.argument = argument.place.argument;
  append(result, argument, x, character_count(called));
  result.code.push_back({.operation = function,
                         .length = character_count(called),
                         .to = character_count(result.text)});
  require_bounds(result);
  return result;
}

std::string_view spelling(Operation operation) {
  return spellings[static_cast<std::size_t>(operation)];
}

double evaluate(const Expression& expression, std::span<const double> parameters, double index) {
  return run(expression, parameters, index,
             [](const Instruction&, double, double, double) { return true; });
}

std::optional<Mistake> check_finite(const Expression& expression,
                                    std::span<const double> parameters, double index) {
  if (std::isfinite(evaluate(expression, parameters, index))) return std::nullopt;
  std::optional<Mistake> mistake;
  run(expression, parameters, index,
      [&](const Instruction& step, double left, double right, double value) {
        if (std::isfinite(value)) return true;
        const std::string part = slice(expression.text, step.from, step.to);
        mistake = Mistake{"not-finite",
                          place_of(expression, step.begin, step.length),
                          quote(without_brackets(part)) + " " + reason(step, left, right),
                          {},
                          help_for(step, right)};
        return false;
      });
  return mistake;
}

std::vector<int> slots(const Expression& expression) {
  std::vector<int> used;
  for (const Instruction& step : expression.code) {
    if (step.operation == Operation::parameter) used.push_back(step.slot);
  }
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  return used;
}

int stack_depth(std::span<const Instruction> code) {
  int depth = 0;
  int deepest = 0;
  for (const Instruction& step : code) {
    const int needed = is_leaf(step.operation) ? 0 : is_binary(step.operation) ? 2 : 1;
    if (depth < needed) return 0;
    depth += 1 - needed;
    deepest = std::max(deepest, depth);
  }
  return depth == 1 ? deepest : 0;
}

Place place_of(const Expression& expression, int begin, int length) {
  Place place = expression.place;
  place.column += begin;
  place.width = std::max(1, length);
  return place;
}

}  // namespace gaussnet
