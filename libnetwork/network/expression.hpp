#pragma once

#include <cstdint>
#include <libnetwork/errors/mistake.hpp>
#include <libnetwork/network/dimension.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gaussnet {

enum class Operation : std::uint8_t {
  constant,   // a number or unit of the text: `constant` in the coherent unit of `dimension`
  coherent,   // a double given in code: in the coherent unit of whatever key takes it
  parameter,  // `slot`; -1 is `index`, the copy of a repeated node
  negate,
  add,
  subtract,
  multiply,
  divide,
  power,
  sqrt,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  exp,
  ln,
  abs,
  number  // drops cycle and rad
};

/// "sqrt" for Operation::sqrt, "+" for Operation::add.
std::string_view spelling(Operation operation);

/// One step of an expression in postfix order. Positions count characters of `Expression::text`.
struct Instruction {
  Operation operation = Operation::constant;
  Dimension dimension{};
  double constant = 0;
  int slot = -1;
  int begin = 0;  // the token, for carets
  int length = 0;
  int from = 0;  // the whole operand that this step completes, with its brackets: [from, to)
  int to = 0;
};

struct Expression;

/// left op right (add ... power); the lists are concatenated, the texts joined so that they would
/// parse to the same list.
/// @throws DescriptionError [too-deep], [too-long]
Expression combine(Operation operation, const Expression& left, const Expression& right);
/// negate, or one of the functions sqrt ... number.
Expression apply(Operation function, const Expression& argument);

/// A quantity of the model language, compiled: typing and evaluation are two interpretations of one
/// list, and neither reads text.
struct Expression {
  Expression() = default;
  /// A double through C++ is in the coherent unit of its key (rad/s, rad, K, dB, 1).
  Expression(double coherent);  // NOLINT(google-explicit-constructor): `2.0 * g`

  std::vector<Instruction> code{};
  std::string text{};  // as the user wrote it; for reports only
  Place place{};       // of the text's first character

  // Friends defined here are found only where an argument is an Expression: sqrt(2.0) stays a
  // double.
  using E = const Expression&;
  friend Expression operator+(E a, E b) { return combine(Operation::add, a, b); }
  friend Expression operator-(E a, E b) { return combine(Operation::subtract, a, b); }
  friend Expression operator*(E a, E b) { return combine(Operation::multiply, a, b); }
  friend Expression operator/(E a, E b) { return combine(Operation::divide, a, b); }
  friend Expression pow(E base, E exponent) { return combine(Operation::power, base, exponent); }
  friend Expression operator-(E x) { return apply(Operation::negate, x); }
  friend Expression sqrt(E x) { return apply(Operation::sqrt, x); }
  friend Expression sin(E x) { return apply(Operation::sin, x); }
  friend Expression cos(E x) { return apply(Operation::cos, x); }
  friend Expression tan(E x) { return apply(Operation::tan, x); }
  friend Expression asin(E x) { return apply(Operation::asin, x); }
  friend Expression acos(E x) { return apply(Operation::acos, x); }
  friend Expression atan(E x) { return apply(Operation::atan, x); }
  friend Expression sinh(E x) { return apply(Operation::sinh, x); }
  friend Expression cosh(E x) { return apply(Operation::cosh, x); }
  friend Expression tanh(E x) { return apply(Operation::tanh, x); }
  friend Expression exp(E x) { return apply(Operation::exp, x); }
  friend Expression ln(E x) { return apply(Operation::ln, x); }
  friend Expression abs(E x) { return apply(Operation::abs, x); }
  friend Expression number(E x) { return apply(Operation::number, x); }
};

inline constexpr int index_slot = -1;
inline constexpr int max_stack_depth = 64;  // of an evaluation; io refuses deeper text
inline constexpr int max_instructions = 1 << 12;

/// The parameter `slot`; `name` stands for it in reports.
Expression parameter(int slot, std::string name);

/// What is known of a value before any parameter has one.
struct ValueType {
  Dimension dimension{};  // as written, also where `fits_any`: "0 dB" is dB and fits every key
  bool fits_any = false;  // an undetermined zero, or a double given in code
  bool coherent = false;  // the latter: beside a dimension in a product it is a plain number
  std::optional<double> constant{};  // of a plain number that no parameter changes
};

/// The dimension of an expression's value.
/// @param parameter_types  by slot, each from as_parameter_type()
/// @return  the type, or the first mistake, its place at the offending token
std::variant<ValueType, Mistake> infer(const Expression& expression,
                                       std::span<const ValueType> parameter_types);

/// The type of a name that stands for a value of this type: a rate is rad/s from there on (so
/// `2pi * omega` is refused), and a parameter is never constant.
ValueType as_parameter_type(ValueType type);

/// Nothing if a value of this type may stand at `key`, which takes `kind`.
std::optional<Mistake> check_kind(const Expression& expression, const ValueType& type, Kind kind,
                                  std::string_view key);

/// Nothing if a value of this type may stand for (--set, an axis, a bound) or beside (a standard
/// deviation) the declared quantity `name`.
std::optional<Mistake> check_like(const Expression& expression, const ValueType& type,
                                  const ValueType& declared, std::string_view name);

/// The value in the coherent unit (rad/s, rad, Hz, s, K, J, dB, 1). No allocation, no check: inf
/// and nan come through (IEEE 754).
/// @pre  the code is an expression's, and every slot < parameters.size()
double evaluate(const Expression& expression, std::span<const double> parameters, double index = 0);

/// [not-finite] at the first step whose value is not finite; nothing if evaluate() is finite.
std::optional<Mistake> check_finite(const Expression& expression,
                                    std::span<const double> parameters, double index = 0);

/// Every slot used, ascending, each once (index_slot included).
std::vector<int> slots(const Expression& expression);

/// The deepest stack an evaluation needs; 0 if the code is no expression.
int stack_depth(std::span<const Instruction> code);

/// The place of characters [begin, begin + length) of the expression's text.
Place place_of(const Expression& expression, int begin, int length);

}  // namespace gaussnet
