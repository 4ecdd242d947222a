#include <array>
#include <libnetwork/network/file_keys.hpp>
#include <vector>

namespace gaussnet {
namespace {

using Shape = KeyRow::Shape;

constexpr Range kCountOfPoints{.low = 1, .high = 1e6, .text = "1 to 1000000"};
constexpr Range kCountOfStarts{.low = 1, .high = 1e5, .text = "1 to 100000"};

// ---- sweeps and optimisations ------------------------------------------------------------------

constexpr KeyRow kFrom{.name = "from",
                       .shape = Shape::like_parameter,
                       .required = true,
                       .meaning = "the first value, of the parameter's kind",
                       .example = "0.1"};
constexpr KeyRow kTo{.name = "to",
                     .shape = Shape::like_parameter,
                     .required = true,
                     .meaning = "the last value, of the parameter's kind",
                     .example = "100"};
constexpr KeyRow kScale{.name = "scale",
                        .shape = Shape::word,
                        .choices = "lin|log",
                        .default_text = "lin",
                        .meaning = "equal steps (lin) or equal ratios (log)",
                        .example = "log"};
constexpr KeyRow kState{
    .name = "state",
    .shape = Shape::word,
    .choices = "unconditional|conditional",
    .meaning =
        "the state that counts; default: unconditional, unless the result asks for the "
        "conditional one only",
    .example = "conditional"};

/// Of an axis either all of from, to, points are due, or none, which its alternatives say.
constexpr KeyRow optional(KeyRow row) {
  row.required = false;
  return row;
}

constexpr std::array kListedValue{KeyRow{.name = "value",
                                         .shape = Shape::like_parameter,
                                         .meaning = "a value of the parameter's kind",
                                         .example = "0.1"}};
constexpr std::array kAxisKeys{
    optional(kFrom),
    optional(kTo),
    KeyRow{.name = "points",
           .shape = Shape::whole,
           .range = kCountOfPoints,
           .meaning = "how many values, both ends included",
           .example = "61"},
    kScale,
    KeyRow{.name = "values",
           .shape = Shape::list,
           .keys = kListedValue,
           .meaning = "the values one by one",
           .example = "[0.1, 1, 10]"},
};
constexpr std::array kLimitKeys{kFrom, kTo, kScale};

constexpr std::array kAxis{KeyRow{.name = "axis",
                                  .shape = Shape::group,
                                  .keys = kAxisKeys,
                                  .alternatives = "from+to+points | from+to+points+scale | values",
                                  .meaning = "the values that this parameter runs through",
                                  .example = "{from: 0.1, to: 100, points: 61, scale: log}"}};
constexpr std::array kLimits{KeyRow{.name = "limits",
                                    .shape = Shape::limits,
                                    .keys = kLimitKeys,
                                    .meaning = "where the optimiser may look",
                                    .example = "[0.01 pi, 0.5 pi]"}};
constexpr std::array kTied{KeyRow{.name = "tied",
                                  .shape = Shape::like_parameter,
                                  .meaning = "what this parameter follows",
                                  .example = "theta_S"}};

constexpr KeyRow kAxes{
    .name = "axes",
    .shape = Shape::named,
    .keys = kAxis,
    .required = true,
    .meaning = "parameters and their values; the axes nest in this order, the last is the fastest",
    .example = "{eps: {from: 0, to: 0.9, points: 10}}"};
constexpr KeyRow kMinimise{.name = "minimise",
                           .shape = Shape::name,
                           .meaning = "the result that an optimisation makes least",
                           .example = "xi"};
constexpr KeyRow kMaximise{.name = "maximise",
                           .shape = Shape::name,
                           .meaning = "the result that an optimisation makes greatest",
                           .example = "E_N"};
constexpr KeyRow kOver{.name = "over",
                       .shape = Shape::named,
                       .keys = kLimits,
                       .meaning = "the parameters that the optimiser varies, and between what",
                       .example = "{theta: [0.01 pi, 0.5 pi]}"};
constexpr KeyRow kTie{.name = "tie",
                      .shape = Shape::named,
                      .keys = kTied,
                      .meaning = "parameters that follow others; applied last",
                      .example = "{theta_M: theta_S}"};

constexpr std::array kSweepKeys{kAxes, kMinimise, kMaximise, kOver, kTie, kState};
constexpr std::string_view kSweepAlternatives =
    "- | minimise+over | maximise+over | minimise+over+tie | maximise+over+tie";
constexpr std::array kOptimisationKeys{
    kMinimise,
    kMaximise,
    kOver,
    kTie,
    kState,
    KeyRow{.name = "starts",
           .shape = Shape::whole,
           .range = kCountOfStarts,
           .default_text = "16",
           .default_value = 16,
           .meaning = "how many points the search begins from",
           .example = "32"},
};
constexpr std::string_view kOptimisationAlternatives =
    "minimise+over | maximise+over | minimise+over+tie | maximise+over+tie";

// ---- the file ----------------------------------------------------------------------------------

constexpr std::array kRangeLimits{
    KeyRow{.name = "range",
           .shape = Shape::like_parameter,
           .meaning = "a limit of the parameter's kind",
           .example = "0"},
};
constexpr std::array kParameterKeys{
    KeyRow{.name = "value",
           .shape = Shape::parameter,
           .required = true,
           .meaning = "the value, with one standard deviation behind '+-' if it has one",
           .example = "10 +- 0.5"},
    KeyRow{.name = "meaning",
           .shape = Shape::text,
           .meaning = "what it is, in words",
           .example = "loss between the cells"},
    KeyRow{.name = "range",
           .shape = Shape::limits,
           .keys = kRangeLimits,
           .meaning = "the least and the greatest value that make sense",
           .example = "[0, 1]"},
};

constexpr std::array kParameter{
    KeyRow{.name = "parameter",
           .shape = Shape::parameter,
           .keys = kParameterKeys,
           .meaning = "a value, or {value, meaning, range}",
           .example = "10 %"},
};
constexpr std::array kNode{KeyRow{.name = "node",
                                  .shape = Shape::node,
                                  .meaning = "a node: its type and that type's keys",
                                  .example = "{type: homodyne, quadrature: P}"}};
constexpr std::array kChain{
    KeyRow{.name = "chain",
           .shape = Shape::chain,
           .meaning = "elements in the order in which the light meets them",
           .example = "[vacuum, spin.light, {loss: 10 %}, detector]"},
};
constexpr std::array kResult{
    KeyRow{.name = "result",
           .shape = Shape::result,
           .meaning = "a figure of merit: its measure and that measure's keys",
           .example = "{measure: log-negativity, partition: [[spin], [mech]]}"},
};
constexpr std::array kSweep{
    KeyRow{.name = "sweep",
           .shape = Shape::group,
           .keys = kSweepKeys,
           .alternatives = kSweepAlternatives,
           .meaning = "results, or the best of one, over a grid of parameter values",
           .example = "{axes: {eps: {from: 0, to: 0.9, points: 10}}}"},
};
constexpr std::array kOptimisation{
    KeyRow{.name = "optimisation",
           .shape = Shape::group,
           .keys = kOptimisationKeys,
           .alternatives = kOptimisationAlternatives,
           .meaning = "the parameter values at which a result is best",
           .example = "{minimise: xi, over: {theta: [0.01 pi, 0.5 pi]}}"},
};

constexpr KeyRow text(std::string_view name, std::string_view meaning, std::string_view example) {
  return {.name = name, .shape = Shape::text, .meaning = meaning, .example = example};
}

constexpr std::array kHead{
    KeyRow{.name = "gaussnet",
           .shape = Shape::word,
           .choices = "1",
           .required = true,
           .meaning = "the number of the file's format",
           .example = "1"},
    text("title", "the model in a few words", "Spin-mechanical cascade"),
    text("description", "the model in more words", "Two oscillators on one beam"),
    text("reference", "where the model comes from", "Phys. Rev. Lett. 121, 103602 (2018)"),
};

constexpr std::array kBody{
    KeyRow{.name = "parameters",
           .shape = Shape::named,
           .keys = kParameter,
           .meaning = "names for quantities, in any order",
           .example = "{eps: 10 %}"},
    KeyRow{.name = "defaults",
           .shape = Shape::by_type,
           .meaning = "keys that every node of a type has unless it says otherwise",
           .example = "{homodyne: {efficiency: 90 %}}"},
    KeyRow{.name = "nodes",
           .shape = Shape::named,
           .keys = kNode,
           .meaning = "what the network is made of",
           .example = "{detector: {type: homodyne, quadrature: P}}"},
    KeyRow{.name = "interactions",
           .shape = Shape::list,
           .meaning = "direct couplings between nodes",
           .example = "[{between: [a, b], kind: position-position, rate: 2pi * 1 kHz}]"},
    KeyRow{.name = "links",
           .shape = Shape::list,
           .keys = kChain,
           .meaning = "beams: chains of what the light meets",
           .example = "[[vacuum, spin.light, detector]]"},
    KeyRow{
        .name = "results",
        .shape = Shape::named,
        .keys = kResult,
        .meaning = "figures of merit; without any, all pairs' log-negativity and all occupations",
        .example = "{n: {measure: occupation, mode: spin}}"},
    KeyRow{.name = "sweeps",
           .shape = Shape::named,
           .keys = kSweep,
           .meaning = "grids of parameter values, with or without an optimisation at each point",
           .example = "{fig2: {axes: {eps: {from: 0, to: 0.9, points: 10}}}}"},
    KeyRow{.name = "optimisations",
           .shape = Shape::named,
           .keys = kOptimisation,
           .meaning = "searches for the best parameter values",
           .example = "{best: {minimise: xi, over: {theta: [0.01 pi, 0.5 pi]}}}"},
};

std::vector<KeyRow> joined() {
  std::vector<KeyRow> rows(kHead.begin(), kHead.end());
  const std::span<const KeyRow> settings = setting_keys();
  rows.insert(rows.end(), settings.begin(), settings.end());
  rows.insert(rows.end(), kBody.begin(), kBody.end());
  static const std::array interaction{
      KeyRow{.name = "interaction",
             .shape = Shape::group,
             .keys = interaction_keys(),
             .meaning = "a coupling of two nodes",
             .example = "{between: [a, b], kind: position-position, rate: 2pi * 1 kHz}"}};
  for (KeyRow& row : rows) {
    if (row.name == "interactions") row.keys = interaction;
  }
  return rows;
}

}  // namespace

std::span<const KeyRow> top_level_keys() {
  static const std::vector<KeyRow> rows = joined();
  return rows;
}

std::span<const KeyRow> parameter_keys() { return kParameterKeys; }
std::span<const KeyRow> sweep_keys() { return kSweepKeys; }
std::string_view sweep_alternatives() { return kSweepAlternatives; }
std::span<const KeyRow> axis_keys() { return kAxisKeys; }
std::span<const KeyRow> limit_keys() { return kLimitKeys; }
std::span<const KeyRow> optimisation_keys() { return kOptimisationKeys; }
std::string_view optimisation_alternatives() { return kOptimisationAlternatives; }

}  // namespace gaussnet
