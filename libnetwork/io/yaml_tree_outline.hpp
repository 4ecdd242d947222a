#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gaussnet {

/// A YAML text seen from afar: which brackets and quotes are open where, and which lines are
/// indented with tabs. It is only asked about texts that the parser has refused, to find out why,
/// so that what it takes for a bracket or a quote may be a guess.
struct YamlOutline {
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  struct Bracket {
    char opening = '[';
    std::size_t at = 0;
  };
  struct Mismatch {
    std::optional<Bracket> opened{};  // nothing: a closing bracket without an opening one
    std::size_t closed_at = 0;
  };

  std::vector<Bracket> open{};             // outermost first, at the end of what was looked at
  std::optional<Mismatch> mismatch{};      // the first
  std::size_t open_quote = nowhere;        // a quote that nothing closes
  std::size_t last_quote_begin = nowhere;  // the last quoted scalar that was closed
  std::size_t last_quote_end = nowhere;    // just behind it
  std::vector<std::size_t> tabs{};         // first tab of each line indented with one
  std::size_t line_colon = nowhere;        // first colon behind a key on the last line looked at
};

/// The outline of `text` up to byte `end`.
YamlOutline outline_of(const std::string& text, std::size_t end = YamlOutline::nowhere);

}  // namespace gaussnet
