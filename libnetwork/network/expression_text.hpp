#pragma once

#include <libnetwork/network/expression.hpp>
#include <string>
#include <string_view>

// The text of an expression, for reports: positions count characters of UTF-8.

namespace gaussnet {

int character_count(std::string_view text);
/// Characters [from, to).
std::string slice(std::string_view text, int from, int to);
/// The text with characters [from, to) replaced.
std::string splice(std::string_view text, int from, int to, std::string_view replacement);

/// The operand without brackets around all of it.
std::string_view without_brackets(std::string_view operand);
/// 'text', shortened in the middle if it is long.
std::string quote(std::string_view text);
/// The shortest decimal that reads back as `value`: 5, 0.25, 5e3, 1.5e-6.
std::string decimal(double value);

/// True if the text's outermost operation is a sum, which a product would tear apart.
bool is_open_sum(const Expression& expression);
/// The text as a factor of a product: brackets around a sum.
std::string as_factor(const Expression& expression);
/// An operand of / or ^: brackets unless it is a number, a name, a function or in brackets.
std::string in_brackets_if_needed(std::string_view operand);
/// The text with a unit behind it: "0.25 rad", "(a + b) rad".
std::string with_unit(const Expression& expression, std::string_view unit);
/// The same of characters [from, to) of the text, which are one operand.
std::string with_unit(std::string_view operand, std::string_view unit);

}  // namespace gaussnet
