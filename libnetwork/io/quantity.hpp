#pragma once

#include <libnetwork/errors/mistake.hpp>
#include <libnetwork/network/expression.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gaussnet {

/// The names an expression may use.
struct NameTable {
  std::map<std::string, int, std::less<>> slots{};  // parameter -> slot, by canonical_name()
  bool has_index = false;                           // inside a node with `repeat`
  bool suggests = true;  // the nearest to one that is unknown, which takes a look at all of them

  void add(std::string_view parameter, int slot);
};

/// Compiled, or every mistake (never empty then).
struct ParsedQuantity {
  Expression expression{};
  std::vector<Mistake> mistakes{};

  explicit operator bool() const { return mistakes.empty(); }
};

/// Value and one standard deviation: `10 +- 0.5`, `2pi * 5 kHz ± 2pi * 20 Hz`.
struct ParsedParameter {
  Expression value{};
  std::optional<Expression> deviation{};
  std::vector<Mistake> mistakes{};

  explicit operator bool() const { return mistakes.empty(); }
};

inline constexpr int max_quantity_length = 4096;  // characters

/// Compiles the text of a quantity:
///     sum = product (('+'|'-') product)*        product = run (('*'|'·'|'×'|'/') run)*
///     run = signed factor*                      signed = ('+'|'-')* factor
///     factor = atom ['^' signed]                atom = number | name | unit | function '(' sum ')'
///                                                      | '(' sum ')'
/// with at most one factor after '/'. Bounded in time and memory for any bytes.
/// @param place  of the text's first character
ParsedQuantity parse_quantity(std::string_view text, const Place& place, const NameTable& names);

/// As parse_quantity, and `value +- deviation` (or ±) at the outermost level.
ParsedParameter parse_parameter(std::string_view text, const Place& place, const NameTable& names);

/// A quantity without parameters, for networks built in code: quantity("2pi * 5 kHz").
/// @throws DescriptionError
Expression quantity(std::string_view text);

/// Nothing if `name` may name a parameter; else why not ([name-syntax], [reserved-name]).
std::optional<Mistake> check_name(std::string_view name, const Place& place);

/// One spelling per name: the micro sign is mu, the ohm sign Omega.
std::string canonical_name(std::string_view name);

}  // namespace gaussnet
