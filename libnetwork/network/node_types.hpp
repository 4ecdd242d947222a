#pragma once

#include <libnetwork/network/expression.hpp>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gaussnet {

/// Allowed values in the coherent unit of the key; the text is what messages print.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_open = false;
  std::string_view text = "any value";
  bool contains(double value) const {
    return (low_open ? value > low : value >= low) && value <= high;
  }
};

/// One key of the model language: the single source of reader, checks, error texts, help, schema
/// and reference pages.
struct KeyRow {
  /// quantity: an expression; word: one of `choices`; quantity_or_word: either; group: a map of
  /// `keys`; groups: a map of names that the user chooses for ports, each a group as `keys[0]`
  /// says; named: a map of other names, each as `keys[0]` says; list: each item as `keys[0]` says;
  /// name, names, partition, combination: references to modes; text: free; whole: an integer >= 1;
  /// chain: the elements of a link; like_parameter: an expression of the kind of the parameter it
  /// is for; limits: [low, high] like the parameter, or a map of `keys` if those are several;
  /// parameter: an expression with or without a deviation, or a map of `keys`; node, result: a map
  /// whose `type`, `measure` says which keys; by_type: a map from node types to their keys.
  enum class Shape {
    quantity,
    word,
    quantity_or_word,
    group,
    groups,
    named,
    list,
    name,
    names,
    partition,
    combination,
    text,
    whole,
    chain,
    like_parameter,
    limits,
    parameter,
    node,
    result,
    by_type
  };

  std::string_view name{};
  Shape shape = Shape::quantity;
  Kind kind = Kind::number;
  Range range{};
  std::string_view choices{};  // words, separated by '|'
  std::span<const KeyRow> keys{};
  /// Exactly one of these sets of keys must stand there ("a+b | a+c"; "-" is the empty set); empty:
  /// no such rule.
  std::string_view alternatives{};
  bool required = false;
  std::string_view default_text{};  // as a file would say it, or the key whose value it is; or none
  bool default_is_key = false;      // of the same group
  double default_value = 0;
  std::string_view meaning{};
  std::string_view example{};

  /// Whether the default is one of the choices, not a quantity or a sentence.
  bool default_is_choice() const;
};

/// One type of node. Port names are separated by spaces.
struct NodeTypeRow {
  std::string_view name{};
  std::string_view meaning{};
  std::span<const KeyRow> keys{};
  std::string_view alternatives{};  // as KeyRow::alternatives
  std::string_view inputs{};
  std::string_view outputs{};
  bool has_named_ports = false;  // besides: `light`, and each name under `ports`, is in and out
  bool has_mode = false;
  bool is_detector = false;
  bool full_picture_only = false;
};

std::span<const NodeTypeRow> node_types();
/// What the top level says of the whole model: approximation, sideband, ...
std::span<const KeyRow> setting_keys();
/// What the light meets between two elements of a chain.
std::span<const KeyRow> link_keys();
std::string_view link_alternatives();
/// A part of a chain that is walked several times.
std::span<const KeyRow> repeated_path_keys();
/// One entry of `interactions`.
std::span<const KeyRow> interaction_keys();

const NodeTypeRow* find_node_type(std::string_view name);
const KeyRow* find_key(std::span<const KeyRow> keys, std::string_view name);

/// The words of `choices` or of a port list, split at '|' or spaces.
std::vector<std::string_view> words_of(std::string_view list, char separator);

}  // namespace gaussnet
