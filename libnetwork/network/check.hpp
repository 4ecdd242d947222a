#pragma once

#include <libnetwork/network/description.hpp>
#include <libnetwork/network/node_types.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace gaussnet {

/// What a group of settings is checked against, and how messages name it.
struct GroupRules {
  std::span<const KeyRow> keys{};
  std::string_view alternatives{};
  std::string name{};          // "oscillator 'spin'", "bath of 'spin'"
  std::string_view besides{};  // a key that stands beside these and is met elsewhere
  Place place{};               // where a missing key would be reported
  bool partial = false;        // defaults: what is missing stands in the node
};

/// What a key takes: "a rate (1/s, no 2 pi hidden)", "one of X or P", "a list [...]".
std::string describe(const KeyRow& row);

/// "a+b | a+c | -" as sets of keys.
std::vector<std::set<std::string_view>> key_sets(std::string_view alternatives);
std::set<std::string_view> union_of(const std::vector<std::set<std::string_view>>& sets);

/// Checks all that does not need a parameter's value: known keys, each once, of the right shape and
/// kind, nothing missing, exactly one of the alternatives. Mistakes are appended.
void check_group(const Value::Group& group, const GroupRules& rules,
                 std::span<const ValueType> parameter_types, std::vector<Mistake>& mistakes);

/// Checks the values of a group's quantities against their ranges, at these parameters.
/// @param index  of a repeated node; only expressions that use `index` are looked at if above 1
void check_ranges(const Value::Group& group, std::span<const KeyRow> keys,
                  std::span<const double> parameters, int index, std::span<const ValueType> types,
                  std::vector<Mistake>& mistakes);

/// Whether a parameter among these slots has no finite value, which is reported where it is
/// defined.
bool uses_what_is_not_finite(const std::vector<int>& slots, std::span<const double> parameters);

/// What only a description built in code can get wrong: expressions that are none, that use the
/// parameters of another description, values marked as unreadable that nobody reported.
void check_expressions(const NetworkDescription& description, std::vector<Mistake>& mistakes);

/// A quantity as its key takes it: dB turned into a power fraction where the key wants one.
struct Quantity {
  enum class Conversion { none, loss_of_decibel, gain_of_decibel };
  const Expression* expression = nullptr;  // of the group; none: the default
  double default_value = 0;
  Conversion conversion = Conversion::none;

  double at(std::span<const double> parameters, double index) const;
  /// Of a loss in dB 1 - at(), which the loss itself has lost where it rounds to 1.
  std::optional<double> transmission_at(std::span<const double> parameters, double index) const;
};

/// The quantity at `row` in `group`, which must outlive it, or the row's default.
Quantity quantity_at(const Value::Group& group, const KeyRow& row,
                     std::span<const ValueType> parameter_types);

}  // namespace gaussnet
