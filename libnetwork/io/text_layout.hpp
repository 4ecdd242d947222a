#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace gaussnet {

/// The widest line of a report, in characters.
inline constexpr int page_width = 100;

/// The text followed (or, right-aligned, preceded) by spaces up to `width` characters.
std::string padded(std::string_view text, int width);
std::string right_aligned(std::string_view text, int width);

/// Words of `text` in lines of at most page_width characters: the first begins with `first`, the
/// others with as many spaces. A word that does not fit stands alone and is longer.
std::string wrapped(std::string_view first, std::string_view text);

/// The same of items that stay whole, with a separator after each but the last.
std::string wrapped_items(std::string_view first, const std::vector<std::string>& items,
                          std::string_view separator);

/// Cells under headings; the first columns name the rows.
struct TextTable {
  std::vector<std::string> heading{};
  std::vector<std::vector<std::string>> rows{};  // each as long as the heading
  std::size_t row_names = 1;                     // how many columns those are
  bool numbers = false;                          // right-aligned after them
  std::size_t most_columns = std::numeric_limits<std::size_t>::max();  // of the others, abreast
};

/// The table indented by two spaces (the heading by none), its row names repeated where the
/// others need more than page_width characters or are more than most_columns.
std::string to_string(const TextTable& table);

/// At most `digits` significant digits and none that is smaller than `bound`, an error bound. Where
/// the bound rules, it is added: "7.99993 +- 4e-06".
std::string bounded_number(double value, double bound, int digits = 8);

/// The shortest text that reads back as the same double: "0.1", "5e-324".
/// @throws std::invalid_argument a NaN or an infinity, which no output may contain
std::string shortest_number(double value);

}  // namespace gaussnet
