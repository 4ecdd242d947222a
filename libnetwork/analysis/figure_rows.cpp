#include <array>
#include <cmath>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/information.hpp>
#include <libnetwork/network/physical_constants.hpp>

namespace gaussnet {
namespace {

using Shape = KeyRow::Shape;

constexpr double kFullCoherence = 1e-9;  // how far from 1 a coherence may be for `readout`

// ---- keys --------------------------------------------------------------------------------------

constexpr KeyRow kState{.name = "state",
                        .shape = Shape::word,
                        .choices = "unconditional|conditional|both",
                        .default_text = "both with a detector, else unconditional",
                        .meaning = "which states to evaluate on",
                        .example = "conditional"};
constexpr KeyRow kGiven{.name = "given",
                        .shape = Shape::names,
                        .default_text = "all",
                        .meaning = "the detectors whose records condition",
                        .example = "[detector]"};
constexpr KeyRow kTop{.name = "top",
                      .shape = Shape::whole,
                      .range = {.low = 1, .text = "at least 1"},
                      .meaning = "list only so many, the best first",
                      .example = "10"};
constexpr KeyRow kPairs{.name = "pairs",
                        .shape = Shape::word,
                        .choices = "all",
                        .meaning = "every pair of modes",
                        .example = "all"};
constexpr KeyRow kPartitions{.name = "partitions",
                             .shape = Shape::word,
                             .choices = "all",
                             .meaning = "every bipartition, up to 12 modes",
                             .example = "all"};
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

constexpr std::array kEprKeys{
    kModes,
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
constexpr std::array kLogNegativityKeys{kPartition, kBase,  kPairs, kPartitions,
                                        kTop,       kState, kGiven};
constexpr std::array kModesOrPartitionKeys{kModes, kPartition, kState, kGiven};
constexpr std::array kModeKeys{kMode, kState, kGiven};
constexpr std::array kOfKeys{kOf, kState, kGiven};
constexpr std::array kSteeringKeys{
    KeyRow{.name = "from", .shape = Shape::names, .meaning = "who steers", .example = "[spin]"},
    KeyRow{.name = "to", .shape = Shape::names, .meaning = "who is steered", .example = "[mech]"},
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

/// Nats, with log2 beside; or log2, if that is the base asked for.
FigureValue logarithm(const BoundedValue& nats, bool base_2 = false) {
  const double ln2 = std::log(2.0);
  if (base_2) return {.value = nats.value / ln2, .bound = nats.bound / ln2};
  return {.value = nats.value, .bound = nats.bound, .in_log2 = nats.value / ln2};
}

FigureValue log_negativity(const FigureRequest& request, const GaussianState& state,
                           const FigureContext&) {
  return logarithm(bounded_logarithmic_negativity(state, parts(request)), request.base_2);
}

FigureValue steering_of(const FigureRequest& request, const GaussianState& state,
                        const FigureContext&) {
  return logarithm(bounded_steering(state, parts(request)));
}

FigureValue symplectic_eigenvalue(const FigureRequest& request, const GaussianState& state,
                                  const FigureContext&) {
  if (!request.partition.a.empty()) {
    return number(least_partial_transpose_eigenvalue(state, parts(request)));
  }
  return number(least_symplectic_eigenvalue(state.reduced(request.modes)));
}

/// The modes asked for, or those of both parts.
GaussianState asked_modes(const FigureRequest& request, const GaussianState& state) {
  std::vector<int> modes = request.modes;
  modes.insert(modes.end(), request.partition.a.begin(), request.partition.a.end());
  modes.insert(modes.end(), request.partition.b.begin(), request.partition.b.end());
  return state.reduced(modes);
}

FigureValue purity_of(const FigureRequest& request, const GaussianState& state,
                      const FigureContext&) {
  const BoundedValue purity = purity_in_range(asked_modes(request, state));
  if (is_purity_known(purity)) return number(purity);
  return {.status = "inaccurate",
          .why = "the error bound of the covariance leaves no certain digit of the purity"};
}

FigureValue entropy_of(const FigureRequest& request, const GaussianState& state,
                       const FigureContext&) {
  return logarithm(bounded_entropy(asked_modes(request, state)));
}

FigureValue mutual_information_of(const FigureRequest& request, const GaussianState& state,
                                  const FigureContext&) {
  return logarithm(bounded_mutual_information(state, parts(request)));
}

FigureValue formation_of(const FigureRequest& request, const GaussianState& state,
                         const FigureContext&) {
  const ModePair pair{request.partition.a[0], request.partition.b[0]};
  return logarithm(bounded_entanglement_of_formation(state, pair));
}

FigureValue temperature_of(const FigureRequest& request, const GaussianState& state,
                           const FigureContext& context) {
  const double frequency = context.modes[static_cast<std::size_t>(request.modes[0])].frequency;
  const double unit = hbar * frequency / boltzmann;
  const BoundedValue reduced = bounded_reduced_temperature(state, request.modes[0]);
  return {.value = unit * reduced.value, .bound = unit * reduced.bound};
}

FigureValue squeezing_of(const FigureRequest& request, const GaussianState& state,
                         const FigureContext&) {
  // Its scale has no effect; taken out as a power of 2, exactly, so that no square leaves the
  // range.
  const double largest = request.combination.cwiseAbs().maxCoeff();
  const double scale = std::ldexp(1.0, -std::clamp(std::ilogb(largest), -1000, 1000));
  return number(bounded_squeezing(state, scale * request.combination));
}

FigureValue occupation_of(const FigureRequest& request, const GaussianState& state,
                          const FigureContext&) {
  return number(bounded_occupation(state, request.modes[0]));
}

FigureValue variance_of(const FigureRequest& request, const GaussianState& state,
                        const FigureContext&) {
  return number(bounded_variance(state, request.combination));
}

using Subject = FigureRow::Subject;
using Invariant = FigureTraits::Invariant;
using Better = FigureTraits::Better;

constexpr std::array kFigures{
    FigureRow{.name = "epr",
              .meaning = "EPR variance of a pair; below 1 the modes are entangled",
              .equation = "xi = [Var(X_j + g X_k) + Var(P_j - g P_k)]/(1 + g^2)",
              .range = "0 or greater",
              .source = "Duan, Giedke, Cirac, Zoller, Phys. Rev. Lett. 84, 2722 (2000); theory.md, "
                        "Eqs. (59) to (61)",
              .keys = kEprKeys,
              .alternatives = "modes | pairs",
              .subject = Subject::pair,
              .traits = {.under = Invariant::rotations,
                         .better = Better::smaller,
                         .low = 0,
                         .in_vacuum = 1},
              .evaluate = epr},
    FigureRow{.name = "log-negativity",
              .meaning = "logarithmic negativity between two groups of modes",
              .equation = "E_N = sum_k max(0, -ln 2 nu~_k)",
              .range = "0 or greater",
              .source = "Vidal, Werner, Phys. Rev. A 65, 032314 (2002); theory.md, Eq. (62)",
              .unit = "nats",
              .keys = kLogNegativityKeys,
              .alternatives = "partition | pairs | partitions",
              .subject = Subject::parties,
              .traits = {.under = Invariant::symplectics,
                         .better = Better::larger,
                         .low = 0,
                         .never_grows_with_loss = true,
                         .vanishes_on_products = true,
                         .is_logarithm = true},
              .evaluate = log_negativity},
    FigureRow{
        .name = "symplectic-eigenvalue",
        .meaning = "least symplectic eigenvalue, of the partial transpose if a partition is given",
        .equation = "min_k nu_k; entangled where that of the partial transpose is below 1/2",
        .range = "0 or greater",
        .source = "Simon, Phys. Rev. Lett. 84, 2726 (2000); theory.md, Eq. (56)",
        .keys = kModesOrPartitionKeys,
        .alternatives = "modes | partition",
        .subject = Subject::modes,
        .traits = {.under = Invariant::symplectics,
                   .better = Better::smaller,
                   .low = 0,
                   .in_vacuum = 0.5},
        .evaluate = symplectic_eigenvalue},
    FigureRow{.name = "purity",
              .meaning = "purity of some modes",
              .equation = "prod_k 1/(2 nu_k)",
              .range = "0 to 1",
              .source = "theory.md, Eq. (57)",
              .keys = kModesOrPartitionKeys,
              .alternatives = "modes | partition",
              .subject = Subject::modes,
              .traits = {.under = Invariant::symplectics,
                         .better = Better::larger,
                         .low = 0,
                         .high = 1,
                         .in_vacuum = 1},
              .evaluate = purity_of},
    FigureRow{.name = "entropy",
              .meaning = "von Neumann entropy of some modes",
              .equation = "S = sum_k (nu_k + 1/2) ln(nu_k + 1/2) - (nu_k - 1/2) ln(nu_k - 1/2)",
              .range = "0 or greater",
              .source = "Holevo, Sohma, Hirota, Phys. Rev. A 59, 1820 (1999); theory.md, Eq. (57a)",
              .unit = "nats",
              .keys = kModesOrPartitionKeys,
              .alternatives = "modes | partition",
              .subject = Subject::modes,
              .traits = {.under = Invariant::symplectics,
                         .better = Better::smaller,
                         .low = 0,
                         .is_logarithm = true},
              .evaluate = entropy_of},
    FigureRow{.name = "mutual-information",
              .meaning = "all correlations between two groups of modes",
              .equation = "I = S(A) + S(B) - S(AB)",
              .range = "0 or greater",
              .source = "theory.md, Eq. (57b)",
              .unit = "nats",
              .keys = kModesOrPartitionKeys,
              .alternatives = "modes | partition",
              .subject = Subject::parties,
              .traits = {.under = Invariant::symplectics,
                         .better = Better::larger,
                         .low = 0,
                         .never_grows_with_loss = true,
                         .vanishes_on_products = true,
                         .is_logarithm = true},
              .evaluate = mutual_information_of},
    FigureRow{.name = "steering",
              .meaning = "how far Gaussian measurements on one group of modes steer another",
              .equation = "G = sum_k max(0, -ln 2 nu_k(V_B - V_BA V_A^-1 V_AB))",
              .range = "0 or greater",
              .source = "Kogias, Lee, Ragy, Adesso, Phys. Rev. Lett. 114, 060403 (2015); "
                        "theory.md, Eq. (62a)",
              .unit = "nats",
              .keys = kSteeringKeys,
              .alternatives = "from+to | pairs",
              .subject = Subject::parties,
              .traits = {.under = Invariant::symplectics,
                         .better = Better::larger,
                         .low = 0,
                         .never_grows_with_loss = true,
                         .vanishes_on_products = true,
                         .is_symmetric = false,
                         .is_logarithm = true},
              .evaluate = steering_of},
    FigureRow{.name = "entanglement-of-formation",
              .meaning = "entanglement of formation of two modes, where a closed form is known",
              .equation = "E_F = cosh^2 r ln cosh^2 r - sinh^2 r ln sinh^2 r",
              .range = "0 or greater",
              .source = "Giedke, Wolf, Krueger, Werner, Cirac, Phys. Rev. Lett. 91, 107901 (2003); "
                        "theory.md, Eq. (62b)",
              .unit = "nats",
              .keys = kModesOrPartitionKeys,
              .alternatives = "modes | partition",
              .subject = Subject::single_parties,
              .traits = {.under = Invariant::symplectics,
                         .better = Better::larger,
                         .low = 0,
                         .never_grows_with_loss = true,
                         .vanishes_on_products = true,
                         .is_logarithm = true},
              .evaluate = formation_of},
    FigureRow{.name = "occupation",
              .meaning = "mean number of quanta in a mode",
              .equation = "n = (V_XX + V_PP)/2 - 1/2",
              .range = "0 or greater",
              .source = "theory.md, Eq. (58)",
              .keys = kModeKeys,
              .subject = Subject::mode,
              .traits = {.under = Invariant::rotations,
                         .better = Better::smaller,
                         .low = 0,
                         .never_grows_with_loss = true},
              .evaluate = occupation_of},
    FigureRow{.name = "effective-temperature",
              .meaning = "temperature at which an oscillator would have its mean number of quanta",
              .equation = "T = hbar omega/(k_B ln(1 + 1/n))",
              .range = "0 or greater",
              .source = "theory.md, Eq. (58a)",
              .unit = "K",
              .keys = kModeKeys,
              .subject = Subject::mode,
              .traits = {.under = Invariant::rotations,
                         .better = Better::smaller,
                         .low = 0,
                         .never_grows_with_loss = true},
              .evaluate = temperature_of},
    FigureRow{.name = "variance",
              .meaning = "variance of a linear combination of quadratures",
              .equation = "Var(w^T r) = w^T V w",
              .range = "0 or greater",
              .source = "theory.md, Eq. (58)",
              .keys = kOfKeys,
              .subject = Subject::combination,
              .traits = {.better = Better::smaller, .low = 0, .in_vacuum = 0.5},
              .evaluate = variance_of},
    FigureRow{.name = "squeezing",
              .meaning = "how far a combination's variance is below its vacuum's",
              .equation = "-10 log10[Var(w^T r)/(w^T w/2)]",
              .range = "any value; above 0 is squeezed",
              .source = "theory.md, Eq. (58b)",
              .unit = "dB",
              .keys = kOfKeys,
              .subject = Subject::combination,
              .traits = {.better = Better::larger},
              .evaluate = squeezing_of},
};

}  // namespace

BoundedValue purity_in_range(const GaussianState& state) {
  constexpr double least = std::numeric_limits<double>::min();
  const BoundedValue purity = bounded_purity(state);
  if (!(purity.value < least) || !std::isfinite(purity.bound)) return purity;
  // Of each factor 1/(2 nu), the relative error is at most that of the least nu.
  const BoundedValue nu = least_symplectic_eigenvalue(state);
  const double error = nu.value > nu.bound ? nu.bound / nu.value : 1;
  return {0, least * std::exp(-state.num_modes() * std::log1p(-error))};
}

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
  const auto sign = [&](int mode) {
    return context.modes[static_cast<std::size_t>(mode)].mass_sign;
  };
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
