#pragma once

#include <libnetwork/network/expression.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The words that the language of quantities reserves.

namespace gaussnet {

/// value * unit = value * factor / divisor (one of the two is 1, so that 10 us is 1e-5 to the bit).
struct QuantityUnit {
  Dimension dimension{};
  double factor = 1;
  double divisor = 1;
  bool degree = false;

  double times(double value) const;
};

/// Hz, kHz, us, µs, deg, %, dB, ...
std::optional<QuantityUnit> find_unit(std::string_view canonical_name);
/// pi, π, hbar, k_B.
std::optional<Instruction> find_constant(std::string_view canonical_name);
/// sqrt ... number.
std::optional<Operation> find_function(std::string_view canonical_name);
/// nan, inf and their spellings.
bool is_not_a_number(std::string_view name);
/// What a word of another language is called here: "log" is "ln", "arcsin" is "asin".
std::optional<std::string> translation(std::string_view name);

/// 3 of "k", -6 of "u": the power of ten that a lone prefix stands for.
std::optional<int> prefix_exponent(std::string_view canonical_letter);

std::vector<std::string> unit_names();
/// The units that differ from `name` in case at most, the largest first: MHz and mHz of "mhz".
std::vector<std::string> units_up_to_case(std::string_view name);
std::vector<std::string> constant_names();
std::vector<std::string> function_names();

}  // namespace gaussnet
