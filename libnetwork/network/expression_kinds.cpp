#include <libnetwork/network/expression.hpp>
#include <libnetwork/network/expression_text.hpp>
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

/// The field's letter for a key, in "if gamma/2pi = 5 kHz".
std::string letter_of(std::string_view key) {
  const std::string_view last = key.substr(key.rfind('.') + 1);
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
                    quote(text_) + " counts cycles, but " + std::string(key_) + " is a rate",
                    cycles_help("rad/s", " per second"));
    }
    if (has_two_pi_twice(dimensions::rate)) return two_pi_twice();
    return wrong_kind(Kind::rate, rate_help());
  }

  std::optional<Mistake> angle() const {
    if (dimension_.is_angle()) return std::nullopt;
    if (dimension_.is_number()) {
      return refuse(
          "bare-angle",
          std::string(key_) + " is an angle, and " + quote(text_) +
              " does not say whether in rad or in multiples of pi",
          write(with_unit(expression_, "rad")) + " or '" + with_unit(expression_, "pi") + "'");
    }
    if (counts_cycles(dimensions::angle)) {
      return refuse("hz-or-rad",
                    quote(text_) + " counts cycles, but " + std::string(key_) + " is an angle",
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
      return refuse("number-of-geometry",
                    quote(text_) + " is in " + to_string(dimension_) + ", but " +
                        std::string(key_) + " is a number",
                    write(numbered()) + " if the angle or pi in it is geometry");
    }
    if (dimension_.is_decibel()) return wrong_kind(Kind::number, ratio_help());
    return wrong_kind(Kind::number, number_help());
  }

  std::optional<Mistake> decibel() const {
    if (dimension_.is_decibel()) return std::nullopt;
    if (dimension_.is_number()) {
      return wrong_kind(Kind::decibel, write(with_unit(expression_, "dB")));
    }
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
    if (dimension_.is_number()) help = write(with_unit(expression_, "K"));
    if (dimension_ == dimensions::joule) help = write("(" + text_ + ") / k_B");
    if (dimension_.is_rate()) help = write("hbar * (" + text_ + ") / k_B");
    return wrong_kind(Kind::temperature, help);
  }

  std::optional<Mistake> like(const Dimension& declared) const {
    const bool same_up_to_rad = declared.cycle_free() && dimension_.cycle_free() &&
                                without_angles(declared) == without_angles(dimension_);
    if (dimension_ == declared || same_up_to_rad) return std::nullopt;
    std::string help = "write it in " + to_string(declared);
    if (dimension_.is_number() && declared == dimensions::hertz) {
      help = write(with_unit(expression_, "Hz"));
    }
    if (dimension_.is_number() && declared == dimensions::second) {
      help = write(with_unit(expression_, "s"));
    }
    return refuse("unit-mismatch",
                  quote(text_) + " is " + words(dimension_) + ", but " + std::string(key_) +
                      " is " + words(declared),
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
                      " is " + describe(kind),
                  std::move(help));
  }

  static std::string write(const std::string& replacement) { return "write '" + replacement + "'"; }

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
    if (dimension_.is_angle()) return write("(" + text_ + ") / (1 s)") + " if it is per second";
    return "write a rate such as '2pi * 5 kHz', '5e3 rad/s' or '1/(2 s)'";
  }

  /// A number for dB: which way depends on the key, so both.
  std::string ratio_help() const {
    const std::string tenth = number_of_decibels() + "/10";
    return write("10^(-" + tenth + ")") + " if it is what remains, or '10^(" + tenth +
           ")' if it is a gain";
  }

  std::string number_of_decibels() const {
    return is_constant(expression_) ? decimal(evaluate(expression_, {})) : "x";
  }

  std::string number_help() const {
    if (expression_.code.size() == 1 && is_constant(expression_)) {
      return "leave the unit out if '" + text_.substr(0, text_.find_first_not_of("0123456789.eE")) +
             "' is meant, or divide by a quantity in " + to_string(dimension_);
    }
    return "divide by a quantity in " + to_string(dimension_);
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
