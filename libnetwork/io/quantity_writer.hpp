#pragma once

#include <libnetwork/io/quantity.hpp>
#include <libnetwork/network/description.hpp>
#include <libnetwork/network/dimension.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gaussnet {

/// "rad/s", "rad", "dB", "K", "Hz", "s", or "" for a plain number: what the coherent unit of a
/// dimension is called in the language.
std::string unit_in_file(const Dimension& dimension);

/// The coherent dimension of what a key takes.
Dimension dimension_of(Kind kind);

/// Expressions as a file says them. Text from a file stays as it is; doubles that came through code
/// are in the coherent unit of their key, so that they get that unit here:
///     6.3e6 -> 6.3e6 rad/s
/// Reading the text back gives the same value, to the bit, at any parameters.
class QuantityWriter {
 public:
  explicit QuantityWriter(const std::vector<Parameter>& parameters);

  /// To be called for every expression with what its key takes before any is written: a parameter
  /// declared by a plain double in code gets the unit that its uses agree on.
  void note_use(const Expression& expression, const Dimension& wanted);
  /// The same for what stands for a parameter or beside it, on an axis or in a tie: where that has
  /// a dimension, the parameter has the same, whatever its uses.
  void note_value(std::string_view parameter, const Expression& expression);
  /// Those uses decided, for the parameters that only parameters use as well.
  void decide();

  /// The text of an expression at a key that takes `wanted`.
  std::string text(const Expression& expression, const Dimension& wanted);
  /// The value of a parameter, with its deviation if it has one.
  std::string text(const Parameter& parameter);
  /// What a parameter's value, deviation, range, axes and bounds are in.
  Dimension dimension_of(const Parameter& parameter) const;
  Dimension dimension_of(int slot) const;

 private:
  struct Written;
  struct Node;

  bool reads_back(const Expression& expression) const;
  ValueType type_of(const Expression& expression, const Node& node) const;
  static Node tree(const Expression& expression);
  Written written(const Expression& expression, const Node& node, const Dimension& wanted);
  Written binary(const Expression& expression, const Node& node, const Dimension& wanted);
  Written unary(const Expression& expression, const Node& node, const Dimension& wanted);
  std::string constant(const Expression& expression, const Instruction& step) const;
  Written parameter(int slot, const Dimension& wanted);
  void note_parameter(int slot);
  void note_value(int slot, const Expression& expression);

  const std::vector<Parameter>& parameters_;
  std::vector<ValueType> types_{};
  std::vector<int> order_{};
  NameTable names_{};
  bool is_noting_ = false;
  std::map<int, std::set<std::string>> uses_{};  // by slot, the units that are wanted
  std::map<int, Dimension> given_{};             // by what stands beside the value
  std::map<int, Dimension> decided_{};
};

}  // namespace gaussnet
