#pragma once

#include <libnetwork/errors/mistake.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gaussnet {

/// One value of a YAML text, with the place it was written at.
///
/// The tree is what the text says and no more: scalars stay text (nothing is turned into numbers or
/// booleans), keys keep the order of the file, aliases are replaced by copies of what they name
/// (copies keep the places of the original).
struct YamlNode {
  /// null: nothing was written, or an explicit null. The two differ in `scalar`: empty if there is
  /// nothing ("key:"), else the word as written ("~", "null", ...).
  enum class Shape { scalar, sequence, map, null };

  Shape shape = Shape::null;
  std::string scalar{};  // without quotes, escapes resolved, lines folded
  bool quoted = false;   // '...', "..." or a block scalar (| or >): surely text, not a quantity

  /// A scalar: its first character (an opening quote is one) and the width of what is written of it
  /// in that line. A map or sequence: its first character, width 1. Nothing: where a value was due.
  Place place{};

  /// True if `scalar` stands character by character in one line of the file, so that its k-th
  /// character (from 0) is at column place.column + text_offset_of_content + k; see place_within.
  bool literal = false;
  int text_offset_of_content = 0;  // 1 behind an opening quote

  std::vector<YamlNode> items{};                         // of a sequence
  std::vector<std::pair<YamlNode, YamlNode>> entries{};  // of a map, in file order; keys: scalars

  bool is_scalar() const { return shape == Shape::scalar; }
  bool is_sequence() const { return shape == Shape::sequence; }
  bool is_map() const { return shape == Shape::map; }
  /// "key:" with nothing behind it.
  bool is_missing() const { return shape == Shape::null && scalar.empty(); }
};

/// What a YAML text says, and everything that is wrong with it as YAML.
struct YamlText {
  YamlNode root{};
  std::vector<Mistake> mistakes{};  // in the order of the text
  /// The text was read to its end. If not (its syntax is broken at some place), root is missing and
  /// nothing should be concluded from it. If so, root can be checked further even if there are
  /// mistakes: entries that repeat a key, merge keys and the like are not in it.
  bool complete = false;
};

/// The largest text, the deepest nesting, and the largest number of values that are read.
inline constexpr std::size_t max_yaml_bytes = std::size_t{64} << 20;
inline constexpr int max_yaml_depth = 64;
inline constexpr std::size_t max_yaml_values = 1'000'000;
/// The largest number of values that aliases (*name) may add.
inline constexpr std::size_t max_alias_values = 100'000;

/// Reads one YAML document. Never throws for what the text says: all that is wrong is in `mistakes`
/// (codes: not-yaml, tab-indentation, duplicate-key, merge-key, second-document, self-alias,
/// unknown-alias, alias-bomb, too-deep, too-large, not-utf8, binary-file, complex-key, unknown-tag,
/// empty-file). Syntax stops at the first mistake, everything else is listed completely.
///
/// Stricter than YAML where YAML keeps silent: no repeated keys, no "<<", no tags, no directives
/// but %YAML, no second document, keys are scalars, indentation is made of spaces.
///
/// @param text the whole file in UTF-8, with or without byte order mark, lines ended by LF or CRLF
/// @param file the name that the places carry
YamlText parse_yaml(std::string text, std::string file);

/// The value at `key`, or nullptr. Walks through the map: meant for maps with few keys.
const YamlNode* find(const YamlNode& map, std::string_view key);

/// The place of the characters [first, first + count) of a scalar's content; the whole scalar if
/// its content does not stand in the file literally.
Place place_within(const YamlNode& scalar, int first, int count);

}  // namespace gaussnet
