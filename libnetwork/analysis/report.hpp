#pragma once

#include <functional>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/linear/cascade.hpp>
#include <libnetwork/network/network_counts.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gaussnet {

/// What is known of a state whose covariance has passed along the cascade.
struct PassedState {
  double residual = 0;           // as of SteadyState
  double spectral_abscissa = 0;  // rad/s
  std::string slowest_mode{};
  double relative_bound = 0;  // |V_ij - exact V_ij| <= relative_bound sqrt(V_ii V_jj)
  int threads = 1;            // that were at work
};

/// One state, or why there is none.
struct StateReport {
  std::string status = "ok";  // "ok", "unstable", "undetectable", "undriven", "no-detector",
                              // "inaccurate", "too-many-modes"
  std::optional<SteadyState> state{};   // if ok, this,
  std::optional<PassedState> passed{};  // or that; both if what has passed was kept, too
  double uncertainty_margin = 0;        // if passed only: the least of each mode alone
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
  /// Of a scan: how many have no certain digit, so that they cannot be ranked, listed or not.
  std::size_t unconditional_inaccurate = 0;
  std::size_t conditional_inaccurate = 0;
};

/// Everything `solve` says of a model, before any format.
struct Report {
  Model model;
  LinearModel linear{};  // where no result needs matrices: the names of the modes only
  NetworkCounts counts{};
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

/// Receives the covariances of all pairs of modes.
class PairReceiver : public CovarianceVisitor {
 public:
  /// Before the first rows.
  /// @param modes  names, in the order of the rows
  /// @param declared  their numbers among the declared modes, from 0
  virtual void start(std::vector<std::string> modes, std::vector<int> declared) = 0;
};

struct ReportOptions {
  StateChoice state = StateChoice::as_asked;  // but as_asked: for all results
  Solver solver = Solver::automatic;          // of the unconditional state
  int threads = 0;  // the numbers do not depend on it, to the bit; 0: the processor's
  /// Of the unconditional state; of the conditional one if that is the choice. May be null.
  PairReceiver* pairs = nullptr;
  /// Whether the unconditional covariance must be in the report. Without it that of a long cascade
  /// passes and is not kept, as that of networks too large for matrices never is.
  bool keeps_covariance = true;
  /// Is told in a sentence, before it begins, what takes long. May be empty.
  std::function<void(const std::string&)> notice{};
};

/// Computes the states that the results ask for (or those of `options.state`, for all of them) and
/// each result on them: one Riccati equation for each set of detectors. A state that does not exist
/// is a status, not an exception. Where a long cascade is solved block by block and no result needs
/// matrices, none are made: large_report.hpp.
/// @throws DescriptionError [too-many-modes], [too-many-fields] if Solver::dense is asked for,
///         [not-finite]
Report solve(const Model& model, const ReportOptions& options);
inline Report solve(const Model& model, StateChoice choice = StateChoice::as_asked) {
  return solve(model, ReportOptions{.state = choice});
}

}  // namespace gaussnet
