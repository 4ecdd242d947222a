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

std::vector<std::string_view> words_in(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  std::vector<std::string_view> words;
  for (std::size_t begin = text.find_first_not_of(blank); begin != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(blank, begin), text.size());
    words.push_back(text.substr(begin, end - begin));
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
std::size_t last_that_fits(const std::vector<int>& widths, std::size_t first) {
  int width = kGap + widths[0];
  std::size_t last = first;
  while (last < widths.size()) {
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
  const int indent = character_count(first);
  std::string result;
  std::string line(first);
  bool is_empty = true;
  for (const std::string_view word : words_in(text)) {
    if (!is_empty && character_count(line) + 1 + character_count(word) > page_width) {
      result += line + "\n";
      line = spaces(indent);
      is_empty = true;
    }
    if (!is_empty) line += ' ';
    line += word;
    is_empty = false;
  }
  return result + without_trailing_spaces(std::move(line)) + "\n";
}

std::string to_string(const TextTable& table) {
  const std::vector<int> widths = column_widths(table);
  std::string text;
  for (std::size_t first = 1; first < widths.size();) {
    const std::size_t last = last_that_fits(widths, first);
    const auto add_line = [&](const std::vector<std::string>& cells, int indent) {
      std::string line = spaces(indent) + padded(cells[0], widths[0] + kGap - indent);
      for (std::size_t column = first; column < last; ++column) {
        line += spaces(kGap);
        line += table.numbers ? right_aligned(cells[column], widths[column])
                              : padded(cells[column], widths[column]);
      }
      text += without_trailing_spaces(std::move(line)) + "\n";
    };
    if (first > 1) text += "\n";
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
