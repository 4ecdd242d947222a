#pragma once

#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/network/reference.hpp>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

// For the sources of this folder.
namespace gaussnet {

/// Where the copies of a node are among all modes, or among all detectors.
struct CopyRange {
  int first = 0;
  int repeat = 0;  // 0: not a repeated node
};

/// Whether there is one, or a node of a wrong type, which might be one.
bool has_detector(const NetworkGraph& graph);
/// [conditional-without-detector]
Mistake conditional_without_detector(const Place& place);

/// What the results may name: modes and detectors, by node, `node(2)`, `node(*)`, `node(2..5)`.
/// Mistakes are appended.
class ResultNames {
 public:
  ResultNames(const NetworkGraph& graph, std::vector<Mistake>& mistakes);

  const std::vector<std::string>& modes() const { return modes_; }
  bool has_detector() const { return !detectors_.empty(); }
  /// rad/s; 0: it has none.
  double frequency(int mode) const {
    return mode_numbers_[static_cast<std::size_t>(mode)].frequency;
  }

  /// Appends the modes that a reference means, with its place for each.
  void add_mode(const std::string& word, const Place& place, std::vector<int>& modes,
                std::vector<Place>& places);
  void add_modes(const Value::List& list, std::vector<int>& modes, std::vector<Place>& places);
  /// [mode-twice]
  void check_once(const std::vector<int>& modes, const std::vector<Place>& places);
  /// given: [detector, ...]
  void add_given(const Value& value, std::vector<std::string>& given);

  /// {spin.X: 1, mech.P: 2}
  void add_combination(const Value::Group& group, std::span<const double> parameters,
                       Vector& combination);

  using CopyRanges = std::unordered_map<std::string, CopyRange>;

 private:
  void add_detector(const std::string& word, const Place& place, std::vector<std::string>& given);
  void report(std::string code, const Place& place, std::string message, std::string help);

  std::vector<Mistake>& mistakes_;
  CopyRanges mode_places_{};
  CopyRanges detector_places_{};
  std::vector<std::string> modes_{};  // names
  std::vector<std::string> detectors_{};
  std::vector<ModeNumbers> mode_numbers_{};
  KnownNames known_modes_{};
  KnownNames known_detectors_{};
};

}  // namespace gaussnet
