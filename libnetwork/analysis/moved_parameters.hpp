#pragma once

#include <libnetwork/network/description.hpp>
#include <string>
#include <unordered_map>
#include <vector>

// For the sources of this folder.
namespace gaussnet {

/// What names which parameter, in the network as it is declared.
class ParameterUses {
 public:
  explicit ParameterUses(const NetworkDescription& description);

  /// -1: there is none of that name.
  int slot_of(const std::string& name) const;
  /// By the network or its results, other parameters aside.
  bool is_named(int slot) const { return named_[static_cast<std::size_t>(slot)]; }
  /// Likewise, or through other parameters.
  bool is_used(int slot) const { return used_[static_cast<std::size_t>(slot)]; }
  /// By a `repeat`, at once or through other parameters.
  bool is_fixed(int slot) const { return fixed_[static_cast<std::size_t>(slot)]; }
  /// The parameters whose values name it.
  const std::vector<int>& users_of(int slot) const {
    return users_[static_cast<std::size_t>(slot)];
  }

 private:
  std::unordered_map<std::string, int> slots_{};
  std::vector<bool> named_{};
  std::vector<bool> used_{};
  std::vector<bool> fixed_{};
  std::vector<std::vector<int>> users_{};
};

/// The parameters that do not keep their declared values in one sweep or optimisation. What is
/// asked of them takes the work of what hangs together with them, not that of all parameters.
class MovedParameters {
 public:
  struct Moved {
    int slot = 0;
    Place place{};
    const Expression* tie = nullptr;  // its value instead of the declared one
  };

  MovedParameters(const NetworkDescription& description, const ParameterUses& uses)
      : description_(description), uses_(uses) {}

  void add(Moved moved);
  const std::vector<Moved>& all() const { return moved_; }
  bool has(int slot) const { return places_.contains(slot); }
  bool is_tied(int slot) const;

  /// The one that an expression depends on as declared; nullptr: none.
  const Moved* moved_in(const Expression& expression) const;

  /// What moves must have an effect, must not fix the number of modes, and must not run in a
  /// circle: [fixed-by-repeat], [unused-parameter], [parameter-circle].
  /// @param network_is_fine  else what it uses is not known
  void check(bool network_is_fine, std::vector<Mistake>& mistakes) const;

 private:
  /// The last that is said of a parameter, which counts; nullptr: it keeps its value.
  const Moved* find(int slot) const;
  const Expression& value_of(int slot) const;
  bool is_used(int slot) const;
  bool runs_in_circle(const Moved& tied) const;
  void check_circles(std::vector<Mistake>& mistakes) const;
  std::vector<Parameter> with_ties() const;

  const NetworkDescription& description_;
  const ParameterUses& uses_;
  struct Places {
    std::size_t first = 0;
    std::size_t last = 0;
  };
  std::vector<Moved> moved_{};
  std::unordered_map<int, Places> places_{};  // in moved_, by slot
};

}  // namespace gaussnet
