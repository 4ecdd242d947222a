#include <array>
#include <cmath>
#include <cstddef>
#include <libnetwork/network/expression.hpp>
#include <libnetwork/network/expression_text.hpp>

// The abstract interpretation of an expression: every rule of "No hidden 2 pi" that concerns what
// an operation may join. What a key takes is in expression_kinds.cpp.

namespace gaussnet {
namespace {

/// A value on the stack of the interpretation and the text that made it.
struct Operand {
  ValueType type{};
  std::string_view text{};  // all of the expression's
  int from = 0;
  int to = 0;

  std::string written() const { return slice(text, from, to); }
};

constexpr const char* ratio_for_decibel = "write the ratio itself for dB: '10^(3/10)' for 3 dB";

using Typed = std::variant<ValueType, Mistake>;

ValueType plain(const Dimension& dimension) { return {.dimension = dimension}; }
bool is_zero(const ValueType& type) { return type.fits_any && !type.coherent; }

/// What a reader calls the dimension.
std::string words(const Dimension& dimension) {
  if (dimension.is_number()) return "a plain number";
  if (dimension == dimensions::pi) return "an angle (a multiple of pi)";
  if (dimension == dimensions::hertz) return "in Hz";  // cycle is no word of the language
  if (dimension == dimensions::cycle) return "a number of cycles";
  return "in " + to_string(dimension);
}

std::optional<double> folded(Operation operation, const ValueType& left, const ValueType& right) {
  if (!left.constant || !right.constant) return std::nullopt;
  const double a = *left.constant;
  const double b = *right.constant;
  switch (operation) {
    case Operation::add:
      return a + b;
    case Operation::subtract:
      return a - b;
    case Operation::multiply:
      return a * b;
    case Operation::divide:
      return a / b;
    default:
      return std::pow(a, b);
  }
}

/// One step with its operands: what its result is, or why it has none.
class Step {
 public:
  Step(const Expression& expression, const Instruction& instruction)
      : expression_(expression), step_(instruction) {}

  Typed binary(const Operand& left, const Operand& right) const {
    switch (step_.operation) {
      case Operation::add:
      case Operation::subtract:
        return sum(left, right);
      case Operation::power:
        return raised(left, right);
      default:
        return product(left, right);
    }
  }

  Typed unary(const Operand& x) const {
    switch (step_.operation) {
      case Operation::negate:
      case Operation::abs:
        return same(x.type);
      case Operation::sqrt:
        return root(x);
      case Operation::number:
        return plain(without_angles(x.type.dimension));
      case Operation::sin:
      case Operation::cos:
      case Operation::tan:
        return trigonometric(x);
      case Operation::asin:
      case Operation::acos:
      case Operation::atan:
        return of_number(x, dimensions::angle);
      default:
        return of_number(x, dimensions::number);
    }
  }

 private:
  Mistake refuse(std::string code, std::string message, std::string help) const {
    return {std::move(code),
            place_of(expression_, step_.begin, step_.length),
            std::move(message),
            {},
            std::move(help)};
  }

  /// help: write 'the whole text with one part replaced'
  std::string write(const Operand& part, const std::string& replacement) const {
    return "write '" + splice(expression_.text, part.from, part.to, replacement) + "'";
  }

  /// How to make a plain number of an operand, which may need brackets where it stands.
  std::string without_unit(const Operand& x, bool in_brackets) const {
    const Dimension& dimension = x.type.dimension;
    if (dimension.is_geometric()) {
      return write(x, "number(" + x.written() + ")") + " if the number itself is meant";
    }
    if (half_power(dimension, BaseUnit::decibel) != 0) return ratio_for_decibel;
    const bool has_a_name =
        half_power(dimension, BaseUnit::cycle) == 0 && half_power(dimension, BaseUnit::joule) == 0;
    if (!has_a_name && dimension != dimensions::hertz) {
      return "divide " + quote(x.written()) + " by a quantity in the same unit";
    }
    const std::string unit = dimension == dimensions::hertz ? "Hz" : to_string(dimension);
    const std::string one = unit.starts_with("1") ? unit : "1 " + unit;
    const std::string ratio = in_brackets_if_needed(x.written()) + " / (" + one + ")";
    return write(x, in_brackets ? "(" + ratio + ")" : ratio) +
           ", or divide by another quantity in " + unit;
  }

  ValueType same(ValueType type) const {
    if (type.constant && step_.operation == Operation::negate) type.constant = -*type.constant;
    if (type.constant && step_.operation == Operation::abs)
      type.constant = std::abs(*type.constant);
    return type;
  }

  // --- sums -------------------------------------------------------------------------------------

  Typed sum(const Operand& left, const Operand& right) const {
    const ValueType& a = left.type;
    const ValueType& b = right.type;
    if (a.fits_any && b.fits_any) {
      const bool left_says_more = b.dimension.is_number();
      return ValueType{.dimension = left_says_more ? a.dimension : b.dimension,
                       .fits_any = true,
                       .coherent = a.coherent || b.coherent,
                       .constant = folded(step_.operation, a, b)};
    }
    if (a.fits_any || b.fits_any) {
      ValueType type = a.fits_any ? b : a;
      type.constant = folded(step_.operation, a, b);
      return type;
    }
    if (a.dimension == b.dimension) {
      return ValueType{.dimension = a.dimension, .constant = folded(step_.operation, a, b)};
    }
    if (a.dimension.cycle_free() && b.dimension.cycle_free() &&
        without_angles(a.dimension) == without_angles(b.dimension)) {
      if (is_plain_beside_rad(a, b)) return plain_plus_angle(left, right);
      if (is_plain_beside_rad(b, a)) return plain_plus_angle(right, left);
      return plain(equal_up_to_rad(a.dimension, b.dimension));
    }
    return mismatch(left, right);
  }

  static bool is_plain_beside_rad(const ValueType& a, const ValueType& b) {
    return a.dimension.is_number() && half_power(b.dimension, BaseUnit::cycle) == 0;
  }

  /// The operand that says more about rad: in 1/(20 us) + omega, omega; in pi/4 + 0.01, pi.
  static Dimension equal_up_to_rad(const Dimension& a, const Dimension& b) {
    if (a.is_rate()) return dimensions::rate;
    const int difference = half_power(a, BaseUnit::rad) - half_power(b, BaseUnit::rad);
    if (difference != 0) return difference > 0 ? a : b;
    return half_power(a, BaseUnit::cycle) == 0 ? a : b;
  }

  Mistake plain_plus_angle(const Operand& number, const Operand& angle) const {
    const std::string plain_text = number.written();
    const std::string dropped =
        splice(expression_.text, angle.from, angle.to, "number(" + angle.written() + ")");
    std::string help = "write '" + dropped + "' if the angles are meant as numbers";
    if (angle.type.dimension.is_angle()) {
      help = write(number, with_unit(plain_text, "rad")) + ", '" +
             splice(expression_.text, number.from, number.to, with_unit(plain_text, "deg")) +
             "', or '" + dropped + "'";
    }
    Mistake mistake =
        refuse("plain-plus-angle",
               quote(plain_text) + " is a plain number, but " + quote(angle.written()) + " is in " +
                   to_string(angle.type.dimension),
               std::move(help));
    mistake.place = place_of(expression_, number.from, number.to - number.from);
    return mistake;
  }

  Mistake mismatch(const Operand& left, const Operand& right) const {
    const std::string joined = step_.operation == Operation::add ? "add" : "subtract";
    return refuse("unit-mismatch",
                  "cannot " + joined + ": " + quote(left.written()) + " is " +
                      words(left.type.dimension) + ", " + quote(right.written()) + " is " +
                      words(right.type.dimension),
                  mismatch_help(left, right));
  }

  std::string mismatch_help(const Operand& left, const Operand& right) const {
    for (const auto& [part, other] : {std::pair{&left, &right}, std::pair{&right, &left}}) {
      const Dimension& unit = other->type.dimension;
      if (part->type.dimension == dimensions::hertz && unit.is_rate()) {
        return write(*part, "2pi * (" + part->written() + ")") +
               " if both are to be angular frequencies";
      }
      const bool nameable = unit == dimensions::hertz || unit == dimensions::rate ||
                            unit == dimensions::second || unit == dimensions::kelvin ||
                            unit.is_decibel();
      if (part->type.dimension.is_number() && nameable) {
        const std::string name = unit == dimensions::hertz ? "Hz" : to_string(unit);
        return write(*part, "(" + with_unit(part->written(), name) + ")") +
               (unit.is_decibel() ? ", or give both as factors: 10 dB are 10, of a loss 90 %" : "");
      }
    }
    if (left.type.dimension.is_geometric() && right.type.dimension.is_geometric()) {
      const std::string sign = " " + std::string(spelling(step_.operation)) + " ";
      return "write '" +
             splice(expression_.text, left.from, right.to,
                    numbered(left) + sign + numbered(right)) +
             "' if the angles are meant as numbers";
    }
    return "give both sides the same unit";
  }

  static std::string numbered(const Operand& x) {
    return x.type.dimension.is_number() ? x.written() : "number(" + x.written() + ")";
  }

  // --- products ---------------------------------------------------------------------------------

  Typed product(const Operand& left, const Operand& right) const {
    const ValueType& a = left.type;
    const ValueType& b = right.type;
    const bool divides = step_.operation == Operation::divide;
    const bool has_decibel = half_power(a.dimension, BaseUnit::decibel) != 0 ||
                             half_power(b.dimension, BaseUnit::decibel) != 0;
    if (has_decibel && !scales_decibel(a, b)) return decibel_product();
    const std::optional<Dimension> dimension =
        divides ? divide(a.dimension, b.dimension) : multiply(a.dimension, b.dimension);
    if (!dimension) return too_high_a_power();
    ValueType type = plain(*dimension);
    type.constant = folded(step_.operation, a, b);
    const bool number_beside_double =
        (a.coherent && b.dimension.is_number()) || (b.coherent && a.dimension.is_number());
    if (is_zero(a) || is_zero(b)) {
      type.fits_any = true;
    } else if (number_beside_double) {
      type.fits_any = type.coherent = true;
    }
    return type;
  }

  /// number * dB, dB * number, dB / number
  bool scales_decibel(const ValueType& a, const ValueType& b) const {
    if (a.dimension.is_decibel() && b.dimension.is_number()) return true;
    return a.dimension.is_number() && b.dimension.is_decibel() &&
           step_.operation == Operation::multiply;
  }

  Mistake decibel_product() const {
    return refuse("decibel-product",
                  quote(without_brackets(slice(expression_.text, step_.from, step_.to))) +
                      ": dB is a logarithm; it is added to dB and multiplied by plain numbers only",
                  ratio_for_decibel);
  }

  Mistake too_high_a_power() const {
    return refuse("power-exponent",
                  quote(without_brackets(slice(expression_.text, step_.from, step_.to))) +
                      " has a power of a unit beyond 63",
                  "check the exponents");
  }

  // --- powers and functions --------------------------------------------------------------------

  Typed raised(const Operand& base, const Operand& exponent) const {
    const ValueType& x = base.type;
    const ValueType& e = exponent.type;
    if (!e.dimension.is_number() && !e.fits_any) {
      return refuse("power-exponent",
                    quote(exponent.written()) + " is " + words(e.dimension) +
                        ", but an exponent is a plain number",
                    without_unit(exponent, true));
    }
    if (half_power(x.dimension, BaseUnit::decibel) != 0) return decibel_product();
    if (x.dimension.is_number()) {
      ValueType type{.constant = folded(step_.operation, x, e)};
      const bool stays_zero = is_zero(x) && e.constant && *e.constant > 0;
      type.fits_any = stays_zero || x.coherent;
      type.coherent = x.coherent;
      return type;
    }
    const std::optional<Dimension> dimension =
        e.constant ? power(x.dimension, *e.constant) : std::nullopt;
    if (dimension) return ValueType{.dimension = *dimension, .fits_any = is_zero(x)};
    const std::string why =
        e.constant ? "that leaves powers of units that are neither whole nor half"
                   : "a quantity with a unit is raised to constant simple fractions only";
    return refuse("power-exponent",
                  quote(base.written()) + " is " + words(x.dimension) + " and is raised to " +
                      quote(exponent.written()) + ": " + why,
                  "divide " + quote(base.written()) +
                      " by a reference in the same unit, as in '(omega / (1 rad/s))^n', or use a "
                      "whole or half power");
  }

  Typed root(const Operand& x) const {
    if (half_power(x.type.dimension, BaseUnit::decibel) != 0) return decibel_product();
    const std::optional<Dimension> dimension = power(x.type.dimension, 0.5);
    if (!dimension) {
      return refuse("power-exponent",
                    "the square root of " + quote(x.written()) + ", which is " +
                        words(x.type.dimension) + ", has powers of units below halves",
                    "write it as a product of whole and half powers");
    }
    ValueType type = x.type;
    type.dimension = *dimension;
    type.constant.reset();
    return type;
  }

  Typed trigonometric(const Operand& x) const {
    const Dimension& dimension = x.type.dimension;
    if (x.type.fits_any || dimension.is_angle() || dimension.is_number()) {
      return plain(dimensions::number);
    }
    return wrong_argument(x, "an angle or a plain number",
                          dimension == dimensions::cycle ? write(x, "2pi * (" + x.written() + ")")
                                                         : without_unit(x, false));
  }

  Typed of_number(const Operand& x, const Dimension& result) const {
    const Dimension& dimension = x.type.dimension;
    if (x.type.fits_any || dimension.is_number()) return plain(result);
    return wrong_argument(x, "a plain number", without_unit(x, false));
  }

  Mistake wrong_argument(const Operand& x, const std::string& wanted, std::string help) const {
    return refuse("function-argument-type",
                  std::string(spelling(step_.operation)) + " takes " + wanted + ", but " +
                      quote(x.written()) + " is " + words(x.type.dimension),
                  std::move(help));
  }

  const Expression& expression_;
  const Instruction& step_;
};

ValueType leaf(const Instruction& step, std::span<const ValueType> parameters) {
  if (step.operation == Operation::parameter) {
    if (step.slot == index_slot) return {};
    return parameters[static_cast<std::size_t>(step.slot)];
  }
  ValueType type = plain(step.dimension);
  type.coherent = step.operation == Operation::coherent;
  type.fits_any = type.coherent || step.constant == 0;
  if (step.dimension.is_number()) type.constant = step.constant;
  return type;
}

}  // namespace

std::variant<ValueType, Mistake> infer(const Expression& expression,
                                       std::span<const ValueType> parameter_types) {
  std::array<Operand, max_stack_depth> stack;
  std::size_t depth = 0;
  for (const Instruction& step : expression.code) {
    Typed typed;
    if (step.operation <= Operation::parameter) {
      typed = leaf(step, parameter_types);
      ++depth;
    } else if (step.operation >= Operation::add && step.operation <= Operation::power) {
      --depth;
      typed = Step(expression, step).binary(stack[depth - 1], stack[depth]);
    } else {
      typed = Step(expression, step).unary(stack[depth - 1]);
    }
    if (std::holds_alternative<Mistake>(typed)) return typed;
    stack[depth - 1] = {std::get<ValueType>(typed), expression.text, step.from, step.to};
  }
  return depth == 0 ? ValueType{} : stack[depth - 1].type;
}

ValueType as_parameter_type(ValueType type) {
  if (type.dimension.is_rate()) type.dimension = dimensions::rate;
  type.constant.reset();
  return type;
}

}  // namespace gaussnet
