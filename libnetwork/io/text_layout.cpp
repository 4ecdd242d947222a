#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/network/expression_text.hpp>
#include <stdexcept>

namespace gaussnet {
namespace {

constexpr int kGap = 2;             // spaces between columns
constexpr double kTooLong = 1e9;    // from here on numbers carry an exponent,
constexpr double kTooShort = 1e-4;  // and below this

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(std::max(0, count)), ' ');
}

std::string without_trailing_spaces(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::vector<std::string> words_in(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  std::vector<std::string> words;
  for (std::size_t begin = text.find_first_not_of(blank); begin != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(blank, begin), text.size());
    words.emplace_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(blank, end);
  }
  return words;
}

std::vector<int> column_widths(const TextTable& table) {
  std::vector<int> widths;
  for (const std::string& heading : table.heading) widths.push_back(character_count(heading));
  widths[0] = std::max(0, widths[0] - kGap);  // the heading is not indented
  for (const auto& row : table.rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      widths[column] = std::max(widths[column], character_count(row[column]));
    }
  }
  return widths;
}

/// The first column beyond those that fit beside the row names, at least one further.
std::size_t last_that_fits(const TextTable& table, const std::vector<int>& widths,
                           std::size_t first) {
  int width = 0;
  for (std::size_t column = 0; column < table.row_names; ++column) width += kGap + widths[column];
  std::size_t last = first;
  while (last < widths.size() && (last == first || last - first < table.most_columns)) {
    width += kGap + widths[last];
    if (width > page_width && last > first) break;
    ++last;
  }
  return last;
}

int decimals_of(double bound) { return static_cast<int>(std::floor(-std::log10(bound))); }

int exponent_of(double value) {
  return value == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(value))));
}

/// Digits after the point of a fixed notation; negative: the last digits are not known.
std::string with_decimals(double value, int decimals) {
  char buffer[64];
  const double size = std::abs(value);
  if (decimals >= 0 && size < kTooLong && size >= kTooShort) {
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
  } else {
    const int digits = std::max(0, decimals + exponent_of(value));
    std::snprintf(buffer, sizeof buffer, "%.*e", digits, value);
  }
  return buffer;
}

}  // namespace

std::string padded(std::string_view text, int width) {
  return std::string(text) + spaces(width - character_count(text));
}

std::string right_aligned(std::string_view text, int width) {
  return spaces(width - character_count(text)) + std::string(text);
}

std::string wrapped(std::string_view first, std::string_view text) {
  return wrapped_items(first, words_in(text), " ");
}

std::string wrapped_items(std::string_view first, const std::vector<std::string>& items,
                          std::string_view separator) {
  const int indent = character_count(first);
  std::string result;
  std::string line(first);
  int width = indent;
  for (std::size_t k = 0; k < items.size(); ++k) {
    const bool is_last = k + 1 == items.size();
    const std::string item = items[k] + (is_last ? "" : std::string(separator));
    const int visible = character_count(without_trailing_spaces(item));
    if (width > indent && width + visible > page_width) {
      result += without_trailing_spaces(std::move(line)) + "\n";
      line = spaces(indent);
      width = indent;
    }
    line += item;
    width += character_count(item);
  }
  return result + without_trailing_spaces(std::move(line)) + "\n";
}

std::string to_string(const TextTable& table) {
  const std::vector<int> widths = column_widths(table);
  std::string text;
  for (std::size_t first = table.row_names; first < widths.size();) {
    const std::size_t last = last_that_fits(table, widths, first);
    const auto add_line = [&](const std::vector<std::string>& cells, int indent) {
      std::string line = spaces(indent) + padded(cells[0], widths[0] + kGap - indent);
      for (std::size_t column = 1; column < last; ++column) {
        const bool is_name = column < table.row_names;
        if (!is_name && column < first) continue;
        line += spaces(kGap);
        line += table.numbers && !is_name ? right_aligned(cells[column], widths[column])
                                          : padded(cells[column], widths[column]);
      }
      text += without_trailing_spaces(std::move(line)) + "\n";
    };
    if (first > table.row_names) text += "\n";
    add_line(table.heading, 0);
    for (const auto& row : table.rows) add_line(row, kGap);
    first = last;
  }
  return text;
}

std::string bounded_number(double value, double bound, int digits) {
  if (!std::isfinite(value) || !std::isfinite(bound)) return "not known";
  const int by_digits = digits - 1 - exponent_of(value);
  const int by_bound = bound > 0 ? decimals_of(bound) : by_digits;
  if (by_bound >= by_digits) {
    return value == 0 ? "0" : with_decimals(value, by_digits);
  }
  char error[32];
  std::snprintf(error, sizeof error, " +- %.0e", std::pow(10.0, std::ceil(std::log10(bound))));
  if (std::abs(value) <= bound) return std::string("0") + error;
  return with_decimals(value, by_bound) + error;
}

std::string shortest_number(double value) {
  if (!std::isfinite(value)) throw std::invalid_argument("a number of a report is not finite");
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return {buffer, end};
}

}  // namespace gaussnet
