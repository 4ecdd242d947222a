#pragma once

#include <libnetwork/analysis/model.hpp>
#include <libnetwork/analysis/steady_state.hpp>
#include <libnetwork/gaussian/epr.hpp>
#include <libnetwork/network/node_types.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace gaussnet {

struct FigureRow;

/// One line of `results:`, names resolved: what to evaluate on a state.
struct FigureRequest {
  struct Readout {};
  using Weight = std::variant<OptimalWeight, Readout, double>;

  std::string name{};
  const FigureRow* figure = nullptr;
  Place place{};
  std::vector<int> modes{};  // modes, or the mode
  BipartitionIndices partition{};
  Weight weight{OptimalWeight{}};
  bool base_2 = false;
  Vector combination{};  // of quadratures, for variances
};

/// The number, or the reason why there is none.
struct FigureValue {
  std::string status =
      "ok";          // "ok", "unstable", "no-detector", "inaccurate", ... as in the reports
  double value = 0;  // meaningful if ok
  double bound = 0;  // |value - exact| <= bound; infinite: nothing is certain
  std::optional<double> weight{};
  std::optional<double> coherence{};
  std::vector<double> angles{};     // rad, of the local rotations
  std::optional<double> in_log2{};  // log-negativity beside nats
  std::string why{};                // a sentence, unless ok
};

/// What a figure may look at besides the state.
struct FigureContext {
  const LinearModel& model;
  const std::vector<double>& mass_signs;  // by mode
};

/// One figure of merit: the single source of reader, checks, help, schema and reference pages.
struct FigureRow {
  std::string_view name{};
  std::string_view meaning{};
  std::string_view equation{};
  std::string_view range{};
  std::span<const KeyRow> keys{};
  std::string_view alternatives{};  // as KeyRow::alternatives
  FigureValue (*evaluate)(const FigureRequest&, const GaussianState&,
                          const FigureContext&) = nullptr;
  bool built = true;
};

std::span<const FigureRow> figure_rows();
const FigureRow* find_figure(std::string_view measure);

/// Resolves `results:` against the modes; without any, all pairs' log-negativity and all
/// occupations. Mistakes are appended.
std::vector<FigureRequest> resolve_figures(const NetworkDescription& description,
                                           const CompiledNetwork& network,
                                           std::vector<Mistake>& mistakes);

/// The figure on a state; a failure of the physics or of accuracy becomes the status.
FigureValue evaluate(const FigureRequest& request, const GaussianState& state,
                     const FigureContext& context);

/// The mistake of asking for a readout weight that the records do not define: [readout] with the
/// coherence, at the result's place. Nothing for any other figure.
std::optional<Mistake> check_readout(const FigureRequest& request, const FigureContext& context);

/// The sign of each mode's mass, in the order of the modes.
std::vector<double> mass_signs(const NetworkGraph& graph);

}  // namespace gaussnet
