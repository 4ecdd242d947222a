#include <cmath>
#include <libnetwork/network/expression.hpp>
#include <libnetwork/network/expression_text.hpp>
#include <numbers>
#include <utility>

// What a key takes, and what to write instead: every help begins with the whole value, mended, in
// quotes.

namespace gaussnet {
namespace {

/// What a reader calls the dimension: "a plain number", "a time (s)", "in J/K".
std::string words(const Dimension& dimension) {
  if (dimension.is_number()) return "a plain number";
  if (dimension.is_angle()) return "an angle";
  if (dimension.is_rate()) return "a rate";
  if (dimension.is_decibel()) return "in dB";
  if (dimension == dimensions::hertz) return "a number of cycles per second";
  if (dimension == dimensions::second) return "a time";
  if (dimension == dimensions::kelvin) return "a temperature";
  if (dimension == dimensions::joule) return "an energy";
  return "in " + to_string(dimension);
}

/// The unit as the language writes it, in "a quantity in Hz": cycle is no word of it.
std::string unit_of(const Dimension& dimension) {
  if (dimension == dimensions::hertz) return "Hz";
  if (half_power(dimension, BaseUnit::cycle) != 0) return "the same unit";
  return to_string(dimension);
}

/// What a value of cycles and rad is.
std::string geometry(const Dimension& dimension) {
  if (dimension == dimensions::pi) return "is a multiple of pi";
  if (dimension == dimensions::cycle) return "counts cycles";
  const bool cycles = half_power(dimension, BaseUnit::cycle) != 0;
  return cycles ? "has a power of pi or cycles in it" : "is in " + to_string(dimension);
}

std::string_view last_word(std::string_view key) { return key.substr(key.rfind('.') + 1); }

/// What a key of the kind takes. "temperature is a temperature" says nothing: its unit then.
std::string kind_of(std::string_view key, Kind kind) {
  const std::string_view last = last_word(key);
  if (last == "rate" && kind == Kind::rate) return "in 1/s, with no 2 pi hidden";
  if (last == "angle" && kind == Kind::angle) return "in rad, deg or multiples of pi";
  if (last == "temperature" && kind == Kind::temperature) return "in K";
  return describe(kind);
}

/// The field's letter for a key, in "if gamma/2pi = 5 kHz".
std::string letter_of(std::string_view key) {
  const std::string_view last = last_word(key);
  if (last == "linewidth") return "gamma";
  if (last == "frequency") return "omega";
  if (last == "detuning") return "Delta";
  return std::string(last);
}

bool is_constant(const Expression& expression) { return slots(expression).empty(); }

class KindCheck {
 public:
  KindCheck(const Expression& expression, const ValueType& type, std::string_view key)
      : expression_(expression), dimension_(type.dimension), key_(key), text_(expression.text) {}

  std::optional<Mistake> rate() const {
    if (dimension_.is_rate()) return std::nullopt;
    if (counts_cycles(dimensions::rate)) {
      return refuse("hz-or-rad",
                    quote(text_) + " counts cycles, but " + key_is("rate", "a rate", "in rad/s"),
                    cycles_help("rad/s", " per second"));
    }
    if (has_two_pi_twice(dimensions::rate)) return two_pi_twice();
    return wrong_kind(Kind::rate, rate_help());
  }

  std::optional<Mistake> angle() const {
    if (dimension_.is_angle()) return std::nullopt;
    if (dimension_.is_number()) {
      const bool is_named = last_word(key_) == "angle";
      return refuse("bare-angle",
                    std::string(key_) + (is_named ? " needs a unit: " : " is an angle, and ") +
                        quote(text_) + " does not say whether in rad, deg or multiples of pi",
                    angle_help());
    }
    if (counts_cycles(dimensions::angle)) {
      return refuse("hz-or-rad",
                    quote(text_) + " counts cycles, but " + key_is("angle", "an angle", "in rad"),
                    cycles_help("rad", " rad"));
    }
    if (has_two_pi_twice(dimensions::angle)) return two_pi_twice();
    if (dimension_.is_geometric()) return wrong_kind(Kind::angle, write(numbered() + " rad"));
    if (dimension_.is_rate()) {
      return wrong_kind(Kind::angle,
                        "multiply by a time, as in '" + as_factor(expression_) + " * (10 us)'");
    }
    return wrong_kind(Kind::angle, "write an angle such as '0.25 pi', '45 deg' or '0.3 rad'");
  }

  std::optional<Mistake> number() const {
    if (dimension_.is_number()) return std::nullopt;
    if (dimension_.is_geometric()) {
      return refuse(
          "number-of-geometry",
          quote(text_) + " " + geometry(dimension_) + ", but " + std::string(key_) + " is a number",
          write(numbered()) + " if the angle or pi in it is geometry");
    }
    if (dimension_.is_decibel()) return wrong_kind(Kind::number, ratio_help());
    return wrong_kind(Kind::number, number_help());
  }

  std::optional<Mistake> decibel() const {
    if (dimension_.is_decibel()) return std::nullopt;
    if (dimension_.is_number()) return wrong_kind(Kind::decibel, decibel_help());
    return wrong_kind(Kind::decibel, "write a ratio in dB such as '3 dB'");
  }

  std::optional<Mistake> number_or_decibel() const {
    if (dimension_.is_decibel() || dimension_.is_number()) return std::nullopt;
    if (dimension_.is_geometric()) return number();
    return wrong_kind(Kind::number_or_decibel, number_help());
  }

  std::optional<Mistake> temperature() const {
    if (dimension_ == dimensions::kelvin) return std::nullopt;
    std::string help = "write a temperature such as '300 K' or '20 mK'";
    if (dimension_.is_number()) help = unit_help("K");
    if (dimension_ == dimensions::joule) help = write("(" + text_ + ") / k_B");
    if (dimension_.is_rate()) help = write("hbar * (" + text_ + ") / k_B");
    return wrong_kind(Kind::temperature, help);
  }

  std::optional<Mistake> like(const Dimension& declared) const {
    const bool same_up_to_rad = declared.cycle_free() && dimension_.cycle_free() &&
                                without_angles(declared) == without_angles(dimension_);
    if (dimension_ == declared || same_up_to_rad) return std::nullopt;
    std::string help = "write it in " + unit_of(declared);
    if (dimension_.is_number() && declared == dimensions::hertz) help = unit_help("Hz");
    if (dimension_.is_number() && declared == dimensions::second) help = unit_help("s");
    return refuse("unit-mismatch",
                  quote(text_) + " is " + words(dimension_) + ", but " + std::string(key_) +
                      " is " + words_for(declared),
                  help);
  }

 private:
  Mistake refuse(std::string code, std::string message, std::string help) const {
    return {std::move(code),
            place_of(expression_, 0, character_count(text_)),
            std::move(message),
            {},
            std::move(help)};
  }

  Mistake wrong_kind(Kind kind, std::string help) const {
    return refuse("wrong-kind",
                  quote(text_) + " is " + words(dimension_) + ", but " + std::string(key_) +
                      " is " + kind_of(key_, kind),
                  std::move(help));
  }

  /// "t is a time", but "time is in s".
  std::string words_for(const Dimension& declared) const {
    const std::string said = words(declared);
    const bool named = said.substr(said.rfind(' ') + 1) == last_word(key_);
    return named ? "in " + unit_of(declared) : said;
  }

  /// "linewidth is a rate", but "rate is in rad/s".
  std::string key_is(std::string_view word, const std::string& kind,
                     const std::string& unit) const {
    return std::string(key_) + " is " + (last_word(key_) == word ? unit : kind);
  }

  static std::string write(const std::string& replacement) { return "write '" + replacement + "'"; }

  /// The value is the bare name of a parameter, whose definition lacks the unit.
  bool is_parameter() const {
    return expression_.code.size() == 1 &&
           expression_.code.front().operation == Operation::parameter &&
           expression_.code.front().slot != index_slot;
  }

  /// A unit for the name at this one place would leave the name without one everywhere else.
  std::string unit_where_defined(const std::string& units) const {
    return "give " + quote(without_brackets(text_)) + " a unit where it is defined: " + units;
  }

  std::string unit_help(const std::string& unit) const {
    return is_parameter() ? unit_where_defined("'" + unit + "'")
                          : write(with_unit(expression_, unit));
  }

  /// Degrees first where the number is beyond a turn in rad.
  std::string angle_help() const {
    const bool beyond_a_turn =
        is_constant(expression_) && std::abs(evaluate(expression_, {})) > 2 * std::numbers::pi;
    if (is_parameter()) return unit_where_defined("'deg', 'rad' or 'pi'");
    const std::string rad = with_unit(expression_, "rad");
    const std::string deg = with_unit(expression_, "deg");
    const std::string pi = with_unit(expression_, "pi");
    if (beyond_a_turn) return write(deg) + ", '" + rad + "' or '" + pi + "'";
    return write(rad) + ", '" + pi + "' or '" + deg + "'";
  }

  std::string numbered() const { return "number(" + text_ + ")"; }

  bool counts_cycles(const Dimension& wanted) const {
    return without_angles(dimension_) == without_angles(wanted) &&
           half_power(dimension_, BaseUnit::cycle) > 0;
  }

  bool has_two_pi_twice(const Dimension& wanted) const {
    const int cycle = half_power(dimension_, BaseUnit::cycle);
    return without_angles(dimension_) == without_angles(wanted) && cycle < 0 &&
           half_power(dimension_, BaseUnit::rad) > -cycle;
  }

  /// Both readings of a count of cycles.
  std::string cycles_help(const std::string& unit, const std::string& per) const {
    const std::string letter = letter_of(key_);
    const std::string first =
        write("2pi * " + as_factor(expression_)) + " if " + letter + "/2pi = " + text_;
    if (is_constant(expression_)) {
      const std::string value = decimal(evaluate(expression_, {}));
      return first + ", or '" + value + " " + unit + "' if " + letter + " = " +
             grouped(evaluate(expression_, {})) + per;
    }
    const std::string dropped = unit == "rad" ? numbered() + " rad" : numbered();
    return first + ", or '" + dropped + "' if " + letter + " = " + text_ + per;
  }

  /// 5000 rather than 5e3, where it is no longer than six digits.
  static std::string grouped(double value) {
    const auto whole = static_cast<long>(value < 1e6 && value > -1e6 ? value : 0.5);
    return static_cast<double>(whole) == value ? std::to_string(whole) : decimal(value);
  }

  Mistake two_pi_twice() const {
    const std::string unit = half_power(dimension_, BaseUnit::second) == 0 ? " rad" : "";
    return refuse("two-pi-twice",
                  quote(text_) + " has a pi too many: 2 pi is already in " +
                      (unit.empty() ? "a rate in rad/s" : "an angle in rad"),
                  two_pi_help(numbered() + unit));
  }

  /// Without the leading 2pi, where there is one; with it as plain geometry otherwise.
  std::string two_pi_help(const std::string& as_geometry) const {
    const std::string geometry = "'" + as_geometry + "' if the pi is geometry";
    for (const std::string_view prefix : {"2pi * ", "2 pi * ", "2π * ", "2 * pi * ", "2pi*"}) {
      if (!text_.starts_with(prefix) || is_open_sum(expression_)) continue;
      return write(text_.substr(prefix.size())) + ", or " + geometry;
    }
    return "write " + geometry;
  }

  std::string rate_help() const {
    const std::string letter = letter_of(key_);
    if (dimension_.is_number() && is_parameter()) {
      return unit_where_defined("as in '2pi * 5 kHz' or '5e3 rad/s'");
    }
    if (dimension_.is_number()) {
      const std::string in_hertz = with_unit(expression_, "Hz");
      return write("2pi * " + in_hertz) + " if " + letter + "/2pi = " + in_hertz + ", or '" +
             with_unit(expression_, "rad/s") + "' if " + letter + " = " + text_ + " per second";
    }
    if (dimension_ == dimensions::second) {
      return write("1/(" + text_ + ")") + " if it is a decay time, or '2pi/(" + text_ +
             ")' if it is a period";
    }
    if (dimension_ == dimensions::kelvin) return write("k_B * (" + text_ + ") / hbar");
    if (dimension_ == dimensions::joule) return write("(" + text_ + ") / hbar");
    if (dimension_ == dimensions::pi) return write(product_with("Hz"));
    if (dimension_.is_angle()) return write("(" + text_ + ") / (1 s)") + " if it is per second";
    return "write a rate such as '2pi * 5 kHz', '5e3 rad/s' or '1/(2 s)'";
  }

  /// 2pi*5e3 Hz, where the last factor can take the unit; (5e3*2pi) Hz otherwise.
  std::string product_with(const std::string& unit) const {
    const std::vector<Instruction>& code = expression_.code;
    const bool ends_in_factor = code.size() > 1 && code.back().operation == Operation::multiply &&
                                code[code.size() - 2].operation <= Operation::parameter &&
                                code[code.size() - 2].to == character_count(text_);
    return ends_in_factor ? text_ + " " + unit : with_unit(expression_, unit);
  }

  /// A number for dB: which way depends on the key, so both; less than 0 dB is no gain.
  std::string ratio_help() const {
    const bool is_known = is_constant(expression_);
    const double decibels = is_known ? evaluate(expression_, {}) : 0;
    const std::string tenth = (is_known ? decimal(std::abs(decibels)) : "x") + "/10";
    const std::string remains = write("10^(-" + tenth + ")") + " if it is what remains";
    return decibels < 0 ? remains : remains + ", or '10^(" + tenth + ")' if it is a gain";
  }

  /// dB for a number: a fraction is a ratio of powers, anything else lacks its unit.
  std::string decibel_help() const {
    const double ratio = is_constant(expression_) ? evaluate(expression_, {}) : 0;
    if (!(ratio > 0 && ratio < 1)) return unit_help("dB");
    const double below = -10 * std::log10(ratio);
    const std::string sign = key_ == "electronic_noise" ? "-" : "";
    return write(sign + decimal(std::round(below * 1e4) / 1e4) + " dB") +
           " for a ratio of powers of " + text_;
  }

  std::string number_help() const {
    if (expression_.code.size() == 1 && is_constant(expression_)) {
      return "leave the unit out if '" + text_.substr(0, text_.find_first_not_of("0123456789.eE")) +
             "' is meant, or divide by a quantity in " + unit_of(dimension_);
    }
    return "divide by a quantity in " + unit_of(dimension_);
  }

  const Expression& expression_;
  const Dimension& dimension_;
  std::string_view key_;
  const std::string& text_;
};

}  // namespace

std::optional<Mistake> check_kind(const Expression& expression, const ValueType& type, Kind kind,
                                  std::string_view key) {
  if (type.fits_any) return std::nullopt;
  const KindCheck check(expression, type, key);
  switch (kind) {
    case Kind::number:
      return check.number();
    case Kind::rate:
      return check.rate();
    case Kind::angle:
      return check.angle();
    case Kind::decibel:
      return check.decibel();
    case Kind::number_or_decibel:
      return check.number_or_decibel();
    case Kind::temperature:
      return check.temperature();
  }
  return std::nullopt;
}

std::optional<Mistake> check_like(const Expression& expression, const ValueType& type,
                                  const ValueType& declared, std::string_view name) {
  if (type.fits_any || declared.fits_any) return std::nullopt;
  const KindCheck check(expression, type, name);
  if (declared.dimension.is_number()) return check.number();
  if (declared.dimension.is_rate()) return check.rate();
  if (declared.dimension.is_angle()) return check.angle();
  if (declared.dimension.is_decibel()) return check.decibel();
  if (declared.dimension == dimensions::kelvin) return check.temperature();
  return check.like(declared.dimension);
}

}  // namespace gaussnet
