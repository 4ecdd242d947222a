#pragma once

#include <libnetwork/analysis/moved_parameters.hpp>
#include <libnetwork/analysis/sweep_plan.hpp>
#include <optional>
#include <vector>

// For the sources of this folder.
namespace gaussnet {

/// The map at a key; nullptr: there is none.
const Value::Group* group_at(const Value::Group& settings, std::string_view key);

/// Reads the values that the parameters of one sweep or optimisation run through. Mistakes are
/// appended.
class SweepRanges {
 public:
  SweepRanges(const NetworkDescription& description, const CompiledNetwork& network,
              const MovedParameters& moved, std::vector<Mistake>& mistakes)
      : description_(description), network_(network), moved_(moved), mistakes_(mistakes) {}

  void add_axis(int slot, const Setting& setting, std::vector<SweepAxis>& axes);
  void add_range(int slot, const Setting& setting, std::vector<SearchRange>& ranges);
  /// A whole number within the range of its key, which has been checked; 1 and a mistake otherwise.
  int whole(const Expression& expression, const std::string& key);

 private:
  /// Values of one parameter, each of its kind. A parameter given as 0 takes the first one's kind.
  struct Values {
    std::vector<double> numbers{};
    ValueType type{};
  };

  void report(std::string code, const Place& place, std::string message, std::string help);
  const std::string& name_of(int slot) const;
  std::optional<Values> values_of(int slot, const std::vector<const Expression*>& expressions);
  double value_of(const Expression& expression) const;
  bool check_fixed(const Expression& expression);
  void check_logarithmic(const Expression& expression, double value);
  void list_values(const Value::Group& group, SweepAxis& axis);
  void space_values(const Value::Group& group, SweepAxis& axis);

  const NetworkDescription& description_;
  const CompiledNetwork& network_;
  const MovedParameters& moved_;
  std::vector<Mistake>& mistakes_;
};

}  // namespace gaussnet
