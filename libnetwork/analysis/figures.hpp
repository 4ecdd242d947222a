#pragma once

#include <libnetwork/analysis/model.hpp>
#include <libnetwork/analysis/steady_state.hpp>
#include <libnetwork/gaussian/epr.hpp>
#include <libnetwork/network/node_types.hpp>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace gaussnet {

struct FigureRow;
struct Station;

/// Which states: by name, or (as_asked) both with a detector, else the unconditional one.
enum class StateChoice { as_asked, unconditional, conditional, both };

/// One line of `results:`, names resolved: what to evaluate on a state.
struct FigureRequest {
  struct Readout {};
  using Weight = std::variant<OptimalWeight, Readout, double>;
  /// `pairs: all`, `partitions: all`: the figure of every pair of modes (ordered, if the parties
  /// are not alike) or of every bipartition of all modes.
  enum class Scan { none, pairs, partitions };

  std::string name{};
  const FigureRow* figure = nullptr;
  Place place{};
  std::vector<int> modes{};  // modes, or the mode
  BipartitionIndices partition{};
  Weight weight{OptimalWeight{}};
  bool base_2 = false;
  Vector combination{};  // of quadratures, for variances
  Scan scan = Scan::none;
  int top = 0;  // of a scan: only the best so many; 0: all
  StateChoice state = StateChoice::as_asked;
  std::vector<std::string> given{};  // detectors whose records condition; empty: all there are
};

/// The number, or the reason why there is none.
struct FigureValue {
  std::string status = "ok";  // "ok", "unstable", "no-detector", "inaccurate", "undefined", ... as
                              // in the reports
  double value = 0;           // meaningful if ok
  double bound = 0;           // |value - exact| <= bound; infinite: nothing is certain
  std::optional<double> weight{};
  std::optional<double> coherence{};
  std::vector<double> angles{};     // rad, of the local rotations
  std::optional<double> in_log2{};  // beside nats
  std::string why{};                // a sentence, unless ok
};

/// Whether there would be a number, had it a certain digit.
inline bool is_inaccurate(const FigureValue& figure) { return figure.status == "inaccurate"; }

/// One line of a scan: two modes, or the parts of a bipartition.
struct FigureItem {
  std::vector<int> a{};
  std::vector<int> b{};
  FigureValue value{};
};

/// What figures need of a mode besides the state.
struct ModeNumbers {
  double mass_sign = 1;
  double frequency = 0;  // rad/s; 0: the mode has none (it lives in the frame of its carrier)
};
/// nullopt: the station has no mode.
std::optional<ModeNumbers> mode_numbers_of(const Station& station);
/// In the order of the modes.
std::vector<ModeNumbers> mode_numbers(const NetworkGraph& graph);

/// What a figure may look at besides the state.
struct FigureContext {
  const LinearModel& model;
  const std::vector<ModeNumbers>& modes;
};

/// What holds of a figure on every state: docs and help say it, and the law tests are made of it.
struct FigureTraits {
  /// What leaves it as it is, done to each of the modes (or groups of modes) by itself.
  enum class Invariant { nothing, rotations, symplectics };
  enum class Better { neither, smaller, larger };

  Invariant under = Invariant::nothing;
  Better better = Better::neither;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  double in_vacuum = 0;                // of a combination of unit length, where one is asked for
  bool never_grows_with_loss = false;  // in the light of any of the modes
  bool vanishes_on_products = false;   // of the two parties
  bool is_symmetric = true;            // in the two parties
  bool is_logarithm = false;           // in nats, with log2 beside
};

/// One figure of merit: the single source of reader, checks, help, schema and reference pages.
struct FigureRow {
  /// What it is asked of: a mode; some modes; two modes; two groups of modes; two groups of one
  /// mode each; a combination of quadratures.
  enum class Subject { mode, modes, pair, parties, single_parties, combination };

  std::string_view name{};
  std::string_view meaning{};
  std::string_view equation{};
  std::string_view range{};
  std::string_view source{};  // a paper, or an equation of theory.md
  std::string_view unit{};    // empty: a number
  std::span<const KeyRow> keys{};
  std::string_view alternatives{};  // as KeyRow::alternatives
  Subject subject = Subject::modes;
  FigureTraits traits{};
  FigureValue (*evaluate)(const FigureRequest&, const GaussianState&,
                          const FigureContext&) = nullptr;
};

std::span<const FigureRow> figure_rows();
const FigureRow* find_figure(std::string_view measure);

/// More modes have too many bipartitions (2^(n-1) - 1) to list.
inline constexpr int most_modes_of_partitions = 12;

/// Of more modes nothing is asked by default: their report is a digest.
inline constexpr int most_modes_by_default = 64;

/// Resolves `results:` against the modes; without any, all pairs' log-negativity and all
/// occupations of so many modes. Mistakes are appended.
std::vector<FigureRequest> resolve_figures(const NetworkDescription& description,
                                           const CompiledNetwork& network,
                                           std::vector<Mistake>& mistakes);

/// The figure on a state; a failure of the physics or of accuracy becomes the status. Of a scan:
/// the best of its items.
FigureValue evaluate(const FigureRequest& request, const GaussianState& state,
                     const FigureContext& context);

/// The items of a scan: in the order of the modes, or, with `top`, the best ones, best first
/// (largest, or smallest where smaller is better); items without a number come last.
/// @param inaccurate  how many of all there are have no certain digit, listed or not; may be null
std::vector<FigureItem> evaluate_scan(const FigureRequest& request, const GaussianState& state,
                                      const FigureContext& context,
                                      std::size_t* inaccurate = nullptr);

/// The purity, where it is below the least number that double precision holds in full 0 with a
/// bound above the exact one.
BoundedValue purity_in_range(const GaussianState& state);

/// A purity, which is between 0 and 1, is not known where its bound leaves it half of that or more.
inline bool is_purity_known(const BoundedValue& purity) { return purity.bound < 0.5; }

/// Better first; what has no number comes last.
bool is_better(const FigureValue& one, const FigureValue& other, FigureTraits::Better better);

/// The best of a scan's items, or why there is none.
FigureValue best_of(const FigureRequest& request, const std::vector<FigureItem>& items);

/// The mistake of asking for a readout weight that the records do not define: [readout] with the
/// coherence, at the result's place. Nothing for any other figure.
std::optional<Mistake> check_readout(const FigureRequest& request, const FigureContext& context);

}  // namespace gaussnet
