#pragma once

#include <libnetwork/analysis/figures.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gaussnet {

/// One state, or why there is none.
struct StateReport {
  std::string status =
      "ok";  // "ok", "unstable", "undetectable", "undriven", "no-detector", "inaccurate"
  std::optional<SteadyState> state{};
  double uncertainty_margin = 0;
  BoundedValue purity{};
  std::optional<Mistake> failure{};  // unless ok
  bool is_required = false;          // some result asks for this state and no other
};

/// A conditional state given the records of some detectors only.
struct GivenState {
  std::vector<std::string> detectors{};
  LinearModel linear{};  // with their records
  StateReport report{};
};

struct ResultReport {
  FigureRequest request{};
  std::optional<FigureValue> unconditional{};  // absent: not asked for; of a scan: its best item
  std::optional<FigureValue> conditional{};
  std::vector<FigureItem> unconditional_items{};  // of a scan
  std::vector<FigureItem> conditional_items{};
};

/// Everything `solve` says of a model, before any format.
struct Report {
  Model model;
  LinearModel linear{};
  std::vector<std::string> detectors{};
  std::optional<StateReport> unconditional{};  // absent: not asked for
  std::optional<StateReport> conditional{};
  std::vector<GivenState> given{};  // one for each set of detectors that some result names
  std::vector<ResultReport> results{};
  std::vector<std::string> notes{};
  std::vector<std::string> warnings{};
};

/// [readout] for each result that asks for a readout weight which the records do not define.
std::vector<Mistake> check_readouts(const Model& model, const LinearModel& linear);

/// Computes the states that the results ask for (or those of `choice`, for all of them) and each
/// result on them: one Riccati equation for each set of detectors. A state that does not exist is a
/// status, not an exception.
Report solve(const Model& model, StateChoice choice = StateChoice::as_asked);

}  // namespace gaussnet
