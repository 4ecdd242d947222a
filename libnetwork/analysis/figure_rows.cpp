#include <array>
#include <cmath>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/information.hpp>

namespace gaussnet {
namespace {

using Shape = KeyRow::Shape;

constexpr double kFullCoherence = 1e-9;  // how far from 1 a coherence may be for `readout`

// ---- keys --------------------------------------------------------------------------------------

constexpr KeyRow kState{.name = "state",
                        .shape = Shape::word,
                        .choices = "unconditional|conditional|both",
                        .meaning = "which states to evaluate on",
                        .example = "conditional",
                        .built = false};
constexpr KeyRow kGiven{.name = "given",
                        .shape = Shape::names,
                        .meaning = "the detectors whose records condition",
                        .example = "[detector]",
                        .built = false};
constexpr KeyRow kTop{.name = "top",
                      .shape = Shape::whole,
                      .meaning = "list only so many",
                      .example = "10",
                      .built = false};
constexpr KeyRow kPairs{.name = "pairs",
                        .shape = Shape::word,
                        .choices = "all",
                        .meaning = "every pair of modes",
                        .example = "all",
                        .built = false};
constexpr KeyRow kPartitions{.name = "partitions",
                             .shape = Shape::word,
                             .choices = "all",
                             .meaning = "every bipartition, up to 12 modes",
                             .example = "all",
                             .built = false};
constexpr KeyRow kModes{.name = "modes",
                        .shape = Shape::names,
                        .meaning = "the modes looked at",
                        .example = "[spin, mech]"};
constexpr KeyRow kPartition{.name = "partition",
                            .shape = Shape::partition,
                            .meaning = "two groups of modes; the others are traced out",
                            .example = "[[spin], [mech]]"};
constexpr KeyRow kMode{.name = "mode",
                       .shape = Shape::name,
                       .required = true,
                       .meaning = "the mode looked at",
                       .example = "mech"};
constexpr KeyRow kOf{.name = "of",
                     .shape = Shape::combination,
                     .required = true,
                     .meaning = "a linear combination of quadratures",
                     .example = "{spin.X: 1, mech.X: 1}"};
constexpr KeyRow kBase{.name = "base",
                       .shape = Shape::word,
                       .choices = "e|2",
                       .default_text = "e",
                       .meaning = "base of the logarithm",
                       .example = "2"};

constexpr KeyRow required(KeyRow row) {
  row.required = true;
  return row;
}

constexpr std::array kEprKeys{
    required(kModes),
    KeyRow{.name = "weight",
           .shape = Shape::quantity_or_word,
           .kind = Kind::number,
           .choices = "readout|optimal",
           .default_text = "optimal",
           .meaning = "weight of the second mode: a number, the best one, or the one the readout "
                      "light carries",
           .example = "readout"},
    kPairs,
    kTop,
    kState,
    kGiven};
constexpr std::array kLogNegativityKeys{
    required(kPartition), kBase, kPairs, kPartitions, kTop, kState, kGiven};
constexpr std::array kModesOrPartitionKeys{kModes, kPartition, kState, kGiven};
constexpr std::array kModeKeys{kMode, kState, kGiven};
constexpr std::array kOfKeys{kOf, kState, kGiven};
constexpr std::array kSteeringKeys{KeyRow{.name = "from",
                                          .shape = Shape::names,
                                          .required = true,
                                          .meaning = "who steers",
                                          .example = "[spin]"},
                                   KeyRow{.name = "to",
                                          .shape = Shape::names,
                                          .required = true,
                                          .meaning = "who is steered",
                                          .example = "[mech]"},
                                   kPairs,
                                   kTop,
                                   kState,
                                   kGiven};

// ---- what they are -----------------------------------------------------------------------------

FigureValue number(const BoundedValue& bounded) {
  return {.value = bounded.value, .bound = bounded.bound};
}

FigureValue readout_epr(const GaussianState& state, const FigureContext& context,
                        ModeIndexPair pair) {
  const ReadoutWeight readout =
      readout_weight(context.model.measurement, context.model.measurement_noise, pair);
  const ModePair modes{pair.first, pair.second};
  FigureValue result = number(bounded_epr_variance(state, modes, readout.weight));
  result.weight = std::abs(readout.weight);
  result.coherence = readout.coherence;
  result.angles = {0, -std::arg(readout.weight)};
  return result;
}

FigureValue epr(const FigureRequest& request, const GaussianState& state,
                const FigureContext& context) {
  const ModeIndexPair pair{request.modes[0], request.modes[1]};
  const ModePair modes{pair.first, pair.second};
  if (std::holds_alternative<FigureRequest::Readout>(request.weight)) {
    return readout_epr(state, context, pair);
  }
  if (const auto* weight = std::get_if<double>(&request.weight)) {
    FigureValue result = number(bounded_epr_variance(state, modes, *weight));
    result.weight = *weight;
    return result;
  }
  FigureValue result = number(bounded_epr_variance(state, modes, optimal_weight));
  const EprOptimum optimum = epr_optimum(state, modes);
  if (std::isfinite(optimum.weight)) result.weight = optimum.weight;
  result.angles.assign(optimum.angles.begin(), optimum.angles.end());
  return result;
}

Bipartition parts(const FigureRequest& request) {
  Bipartition partition;
  for (const int mode : request.partition.a) partition.a.emplace_back(mode);
  for (const int mode : request.partition.b) partition.b.emplace_back(mode);
  return partition;
}

FigureValue log_negativity(const FigureRequest& request, const GaussianState& state,
                           const FigureContext&) {
  FigureValue result = number(bounded_logarithmic_negativity(state, parts(request)));
  const double in_log2 = result.value / std::log(2.0);
  if (request.base_2) {
    result.value = in_log2;
    result.bound /= std::log(2.0);
  } else {
    result.in_log2 = in_log2;
  }
  return result;
}

FigureValue symplectic_eigenvalue(const FigureRequest& request, const GaussianState& state,
                                  const FigureContext&) {
  if (!request.partition.a.empty()) {
    return number(least_partial_transpose_eigenvalue(state, parts(request)));
  }
  return number(least_symplectic_eigenvalue(state.reduced(request.modes)));
}

FigureValue purity_of(const FigureRequest& request, const GaussianState& state,
                      const FigureContext&) {
  std::vector<int> modes = request.modes;
  modes.insert(modes.end(), request.partition.a.begin(), request.partition.a.end());
  modes.insert(modes.end(), request.partition.b.begin(), request.partition.b.end());
  return number(bounded_purity(state.reduced(modes)));
}

FigureValue occupation_of(const FigureRequest& request, const GaussianState& state,
                          const FigureContext&) {
  return number(bounded_occupation(state, request.modes[0]));
}

FigureValue variance_of(const FigureRequest& request, const GaussianState& state,
                        const FigureContext&) {
  return number(bounded_variance(state, request.combination));
}

constexpr std::array kFigures{
    FigureRow{.name = "epr",
              .meaning = "EPR variance of a pair; below 1 the modes are entangled",
              .equation = "xi = [Var(X_j + g X_k) + Var(P_j - g P_k)]/(1 + g^2)",
              .range = "0 or greater",
              .keys = kEprKeys,
              .evaluate = epr},
    FigureRow{.name = "log-negativity",
              .meaning = "logarithmic negativity between two groups of modes",
              .equation = "E_N = sum_k max(0, -ln 2 nu~_k)",
              .range = "0 or greater",
              .keys = kLogNegativityKeys,
              .evaluate = log_negativity},
    FigureRow{
        .name = "symplectic-eigenvalue",
        .meaning = "least symplectic eigenvalue, of the partial transpose if a partition is given",
        .equation = "min_k nu_k; entangled where that of the partial transpose is below 1/2",
        .range = "0 or greater",
        .keys = kModesOrPartitionKeys,
        .alternatives = "modes | partition",
        .evaluate = symplectic_eigenvalue},
    FigureRow{.name = "purity",
              .meaning = "purity of some modes",
              .equation = "prod_k 1/(2 nu_k)",
              .range = "0 to 1",
              .keys = kModesOrPartitionKeys,
              .alternatives = "modes | partition",
              .evaluate = purity_of},
    FigureRow{.name = "occupation",
              .meaning = "mean number of quanta in a mode",
              .equation = "n = (V_XX + V_PP)/2 - 1/2",
              .range = "0 or greater",
              .keys = kModeKeys,
              .evaluate = occupation_of},
    FigureRow{.name = "variance",
              .meaning = "variance of a linear combination of quadratures",
              .equation = "Var(w^T r) = w^T V w",
              .range = "0 or greater",
              .keys = kOfKeys,
              .evaluate = variance_of},
    FigureRow{.name = "steering", .keys = kSteeringKeys, .built = false},
    FigureRow{.name = "entropy", .keys = kModesOrPartitionKeys, .built = false},
    FigureRow{.name = "mutual-information", .keys = kModesOrPartitionKeys, .built = false},
    FigureRow{.name = "entanglement-of-formation", .keys = kModesOrPartitionKeys, .built = false},
    FigureRow{.name = "effective-temperature", .keys = kModeKeys, .built = false},
    FigureRow{.name = "squeezing", .keys = kOfKeys, .built = false},
};

}  // namespace

std::span<const FigureRow> figure_rows() { return kFigures; }

const FigureRow* find_figure(std::string_view measure) {
  for (const FigureRow& row : kFigures) {
    if (row.name == measure) return &row;
  }
  return nullptr;
}

std::optional<Mistake> check_readout(const FigureRequest& request, const FigureContext& context) {
  if (!std::holds_alternative<FigureRequest::Readout>(request.weight)) return std::nullopt;
  Mistake mistake{
      .code = "readout", .place = request.place, .help = "use 'weight: optimal', or give a number"};
  const ModeIndexPair pair{request.modes[0], request.modes[1]};
  const auto sign = [&](int mode) { return context.mass_signs[static_cast<std::size_t>(mode)]; };
  const Matrix& measurement = context.model.measurement;
  const auto seen = [&](int mode) { return !measurement.middleCols<2>(2 * mode).isZero(0); };
  if (measurement.rows() == 0) {
    mistake.message = "'weight: readout' needs a detector";
  } else if (sign(pair.first) * sign(pair.second) > 0) {
    mistake.message = "'weight: readout' is defined for two oscillators of opposite mass";
  } else if (!seen(pair.first) || !seen(pair.second)) {
    mistake.message = "'weight: readout' needs both oscillators' light in the records";
  } else {
    const double coherence =
        readout_weight(measurement, context.model.measurement_noise, pair).coherence;
    if (std::abs(coherence - 1) <= kFullCoherence) return std::nullopt;
    mistake.message =
        "'weight: readout' needs both oscillators to write the same light; their "
        "coherence in the records is " +
        number_in_words(coherence) + ", not 1";
  }
  return mistake;
}

}  // namespace gaussnet
