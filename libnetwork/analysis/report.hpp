#pragma once

#include <libnetwork/analysis/figures.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gaussnet {

/// Which states to compute.
enum class StateChoice { as_asked, unconditional, conditional, both };

/// One state, or why there is none.
struct StateReport {
  std::string status =
      "ok";  // "ok", "unstable", "undetectable", "undriven", "no-detector", "inaccurate"
  std::optional<SteadyState> state{};
  double uncertainty_margin = 0;
  BoundedValue purity{};
  std::optional<Mistake> failure{};  // unless ok
};

struct ResultReport {
  FigureRequest request{};
  std::optional<FigureValue> unconditional{};
  std::optional<FigureValue> conditional{};
};

/// Everything `solve` says of a model, before any format.
struct Report {
  Model model;
  LinearModel linear{};
  std::vector<std::string> detectors{};
  std::optional<StateReport> unconditional{};  // absent: not asked for
  std::optional<StateReport> conditional{};
  std::vector<ResultReport> results{};
  std::vector<std::string> notes{};
  std::vector<std::string> warnings{};
};

/// [readout] for each result that asks for a readout weight which the records do not define.
std::vector<Mistake> check_readouts(const Model& model, const LinearModel& linear);

/// Computes the states that are asked for and each result on them. A state that does not exist is
/// a status, not an exception.
Report solve(const Model& model, StateChoice choice = StateChoice::as_asked);

}  // namespace gaussnet
