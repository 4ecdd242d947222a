#include <algorithm>
#include <cmath>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/analysis/notes.hpp>
#include <libnetwork/analysis/passed_requests.hpp>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/network/blind_detectors.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/parameter_use.hpp>
#include <libnetwork/network/reference.hpp>

namespace gaussnet {
namespace {

/// Above this (Gamma/omega)^2, or the same of a detuning, what the rotating-wave approximation
/// drops may be seen.
constexpr double kVisibleCounterRotation = 1e-3;

// Rates are printed with six digits.
constexpr double printed_rate_accuracy = 1e-5;

void note_open_inputs(const LangevinModel& langevin, std::vector<std::string>& notes) {
  if (langevin.open_inputs.empty()) return;
  notes.push_back("vacuum enters at " + some_of(langevin.open_inputs) + " (nothing feeds it)");
}

void note_open_outputs(const LangevinModel& langevin, std::vector<std::string>& notes) {
  std::vector<std::string> open;
  for (const auto& output : langevin.outputs) {
    if (!output.is_record) open.push_back(output.name);
  }
  if (!open.empty()) {
    notes.push_back("light leaves at " + some_of(std::move(open)) + " (not detected)");
  }
}

void note_equal_ways(const LangevinModel& langevin, std::vector<std::string>& notes) {
  for (const EqualWays& ways : langevin.equal_ways) {
    notes.push_back("the interlocked loops of " + some_of(ways.nodes) +
                    " are taken to have ways of equal length; with unequal ones light may be "
                    "amplified in them (by up to " +
                    number_in_words(ways.gain, 4) + " at each step)");
  }
}

void note_unused_parameters(const NetworkDescription& description,
                            std::vector<std::string>& notes) {
  std::vector<bool> used = named_by_network(description);
  for (const Entry& sweep : description.sweeps) add_named(sweep.settings, used);
  for (const Entry& optimisation : description.optimisations) {
    add_named(optimisation.settings, used);
  }
  for (const Parameter& parameter : description.parameters) {
    for (const int slot : slots(parameter.value)) used[static_cast<std::size_t>(slot)] = true;
  }
  std::vector<std::string> unused;
  for (std::size_t slot = 0; slot < used.size(); ++slot) {
    if (!used[slot]) unused.push_back(description.parameters[slot].name);
  }
  if (!unused.empty()) notes.push_back("nothing uses the parameter " + some_of(std::move(unused)));
}

void note_plans(std::string_view kind, const std::vector<Entry>& entries,
                std::vector<std::string>& notes) {
  if (entries.empty()) return;
  std::vector<std::string> names;
  for (const Entry& entry : entries) names.push_back(entry.name);
  const std::string plural = names.size() == 1 ? " " : "s ";
  notes.push_back("this version checks but does not run the " + std::string(kind) + plural +
                  some_of(std::move(names)));
}

void note_deviations(const NetworkDescription& description, std::vector<std::string>& notes) {
  std::vector<std::string> names;
  for (const Parameter& parameter : description.parameters) {
    if (parameter.deviation) names.push_back(parameter.name);
  }
  if (names.empty()) return;
  notes.push_back("this version draws no error bars from the standard deviation of " +
                  some_of(std::move(names)));
}

/// What the rotating-wave approximation takes for slow, against the frequency it takes for fast.
struct CounterRotation {
  double ratio = 0;
  std::string at{};

  void consider(double rate, double frequency, const std::string& name) {
    if (rate <= ratio * frequency) return;
    ratio = rate / frequency;
    at = name;
  }
};

CounterRotation counter_rotation(const NetworkGraph& network) {
  CounterRotation largest;
  if (network.picture == Picture::full) return largest;
  const auto fast = [&](std::size_t vertex) {
    const auto* numbers = std::get_if<OscillatorNumbers>(&network.graph[vertex].numbers);
    return numbers ? std::min(numbers->frequency, network.sideband) : network.sideband;
  };
  for (const auto vertex : boost::make_iterator_range(boost::vertices(network.graph))) {
    const Station& station = network.graph[vertex];
    const auto* numbers = std::get_if<OscillatorNumbers>(&station.numbers);
    if (!numbers || !station.has_mode()) continue;
    const double detuning = std::abs(numbers->frequency - network.sideband);
    largest.consider(std::max(numbers->readout_rate(), detuning), fast(vertex), station.name);
  }
  for (const Interaction& each : network.interactions) {
    largest.consider(std::abs(each.rate), std::min(fast(each.a), fast(each.b)),
                     network.graph[each.a].name + " - " + network.graph[each.b].name);
  }
  return largest;
}

void note_counter_rotation(const NetworkGraph& network, std::vector<std::string>& notes) {
  const auto [ratio, at] = counter_rotation(network);
  if (ratio * ratio <= kVisibleCounterRotation || ratio > 1) return;
  notes.push_back("the rotating-wave approximation drops terms of the order Gamma/omega = " +
                  number_in_words(ratio, 2) +
                  " of covariances ((Gamma/omega)^2 = " + number_in_words(ratio * ratio, 2) +
                  ") at " + at + "; compare with 'approximation: none'");
}

void warn_of_counter_rotation(const NetworkGraph& network, std::vector<std::string>& warnings) {
  const auto [ratio, at] = counter_rotation(network);
  if (ratio <= 1) return;
  warnings.push_back("the rotating-wave approximation does not hold at " + at +
                     ", where Gamma/omega = " + number_in_words(ratio, 2) +
                     ": use 'approximation: none'");
}

/// Detectors whose record tells nothing of any mode, neither by what they write on the light nor by
/// what drives them.
std::vector<std::string> blind_detectors(const LinearModel& linear, const LangevinModel& langevin) {
  std::vector<std::string> blind;
  int row = 0;
  for (const auto& output : langevin.outputs) {
    if (!output.is_record) continue;
    const bool sees = !linear.measurement.middleRows(row, output.rows).isZero(0) ||
                      !linear.noise_correlation.middleCols(row, output.rows).isZero(0);
    if (!sees) blind.push_back(output.name);
    row += output.rows;
  }
  return blind;
}

void warn_of_blind_detectors(std::vector<std::string> blind, std::vector<std::string>& warnings) {
  if (blind.empty()) return;
  for (std::string& name : blind) name = "'" + name + "'";
  warnings.push_back("no light of any mode reaches the detector " + some_of(std::move(blind)) +
                     ": its record is noise alone");
}

double electronic_noise_of(const Station& station) {
  if (const auto* homodyne = std::get_if<HomodyneNumbers>(&station.numbers)) {
    return homodyne->electronic_noise;
  }
  const auto* heterodyne = std::get_if<HeterodyneNumbers>(&station.numbers);
  return heterodyne ? heterodyne->electronic_noise : 0;
}

void note_dark_noise(const NetworkGraph& network, std::vector<std::string>& notes) {
  std::vector<std::string> names;
  for (const auto vertex : boost::make_iterator_range(boost::vertices(network.graph))) {
    const Station& station = network.graph[vertex];
    if (electronic_noise_of(station) > 1) names.push_back(station.name);
  }
  if (names.empty()) return;
  notes.push_back("the electronic noise of " + some_of(std::move(names)) +
                  " is above that of vacuum: a clearance of 12 dB is 'electronic_noise: -12 dB'");
}

/// Where fewer digits than these are certain, a reader should know.
constexpr double kFewDigits = 1e-3;
/// What is 0 to this is as good as 0, whatever its relative error.
constexpr double kAsGoodAsZero = 1e-9;

bool has_few_digits(const FigureValue& figure) {
  if (figure.status != "ok") return false;
  const bool is_zero = std::abs(figure.value) <= figure.bound && figure.bound < kAsGoodAsZero;
  return !is_zero && figure.bound > kFewDigits * std::abs(figure.value);
}

bool has_few_digits(const std::optional<FigureValue>& figure,
                    const std::vector<FigureItem>& items) {
  if (items.empty()) return figure && has_few_digits(*figure);
  return std::any_of(items.begin(), items.end(),
                     [](const FigureItem& item) { return has_few_digits(item.value); });
}

}  // namespace

LangevinModel open_ends(const BlockCascade& network) {
  LangevinModel ends{.modes = network.modes};
  std::vector<std::vector<bool>> used;
  for (const Block& block : network.blocks) {
    used.emplace_back(block.outputs.size(), false);
    for (const Feed& feed : block.inputs) {
      if (feed.block == Feed::vacuum) {
        ends.open_inputs.push_back(feed.name);
      } else {
        used[static_cast<std::size_t>(feed.block)][static_cast<std::size_t>(feed.port)] = true;
      }
    }
    ends.equal_ways.insert(ends.equal_ways.end(), block.equal_ways.begin(), block.equal_ways.end());
  }
  for (std::size_t k = 0; k < network.blocks.size(); ++k) {
    const Block& block = network.blocks[k];
    for (std::size_t port = 0; port < block.outputs.size(); ++port) {
      if (used[k][port]) continue;
      ends.outputs.push_back({.name = block.outputs[port], .is_record = block.is_detector});
    }
  }
  return ends;
}

void note_few_digits(const std::vector<ResultReport>& results, std::vector<std::string>& notes) {
  std::vector<std::string> names;
  for (const ResultReport& result : results) {
    if (has_few_digits(result.unconditional, result.unconditional_items) ||
        has_few_digits(result.conditional, result.conditional_items)) {
      names.push_back(result.request.name);
    }
  }
  if (names.empty()) return;
  notes.push_back("less than three digits are certain of " + some_of(std::move(names)) +
                  ": the error bound says how many");
}

void note_relaxation(const std::string& state, const SteadyState& found,
                     std::vector<std::string>& notes) {
  const double relative = found.abscissa_error / std::abs(found.spectral_abscissa);
  if (!(relative > printed_rate_accuracy)) return;
  notes.push_back(
      "the slowest relaxation of the " + state + " state is known to about " +
      number_in_words(100 * relative, 2) +
      " % only: the rates of a loop through so many like oscillators follow its last digits; "
      "no result depends on it");
}

namespace {

using Items = std::vector<FigureItem>;

/// Items of a list without a certain digit: they may belong among the best, or are in the list.
void warn_of_list(const ResultReport& result, const std::string& state, std::size_t inaccurate,
                  std::vector<std::string>& warnings) {
  if (inaccurate == 0) return;
  const FigureRequest& request = result.request;
  const bool is_pairs = request.scan == FigureRequest::Scan::pairs;
  const std::string text =
      request.name + " (" + state + "): " + counted(inaccurate, is_pairs ? "pair" : "bipartition");
  const std::string why = "no digit of their " + std::string(request.figure->name) + " is certain";
  warnings.push_back(request.top > 0
                         ? text + " could not be ranked and may belong to the best: " + why
                         : text + " without a number: " + why);
}

/// Whether the number is missing with its state, of which the report says why.
bool is_missing_with_state(const Report& report, const FigureValue& figure) {
  const auto failed = [&](const StateReport* state) {
    return state && state->failure && state->failure->message == figure.why;
  };
  return failed(report.unconditional ? &*report.unconditional : nullptr) ||
         failed(report.conditional ? &*report.conditional : nullptr) ||
         std::any_of(report.given.begin(), report.given.end(),
                     [&](const GivenState& given) { return failed(&given.report); });
}

/// Results of one number that have the status although their state exists.
std::vector<std::string> names_of(const Report& report, std::string_view status) {
  const auto has_it = [&](const std::optional<FigureValue>& figure, const Items& items) {
    return figure && items.empty() && figure->status == status &&
           !is_missing_with_state(report, *figure);
  };
  std::vector<std::string> names;
  for (const ResultReport& result : report.results) {
    if (has_it(result.unconditional, result.unconditional_items) ||
        has_it(result.conditional, result.conditional_items)) {
      names.push_back(result.request.name);
    }
  }
  return names;
}

}  // namespace

void warn_of_missing_numbers(Report& report) {
  std::vector<std::string>& warnings = report.warnings;
  for (const ResultReport& result : report.results) {
    warn_of_list(result, "unconditional", result.unconditional_inaccurate, warnings);
    warn_of_list(result, "conditional", result.conditional_inaccurate, warnings);
  }
  if (auto names = names_of(report, "inaccurate"); !names.empty()) {
    warnings.push_back("no digit is certain of " + some_of(std::move(names)));
  }
  if (auto names = names_of(report, too_many_modes); !names.empty()) {
    warnings.push_back("the network has too many modes for a number of " +
                       some_of(std::move(names)) + ": each says why");
  }
}

std::vector<std::string> notes(const Model& model, const LangevinModel& langevin) {
  std::vector<std::string> notes;
  note_open_inputs(langevin, notes);
  note_open_outputs(langevin, notes);
  note_equal_ways(langevin, notes);
  note_unused_parameters(model.description(), notes);
  note_deviations(model.description(), notes);
  note_plans("sweep", model.description().sweeps, notes);
  note_plans("optimisation", model.description().optimisations, notes);
  note_dark_noise(model.graph(), notes);
  note_counter_rotation(model.graph(), notes);
  return notes;
}

std::vector<std::string> warnings(const Model& model, const LangevinModel& langevin,
                                  const LinearModel& linear) {
  std::vector<std::string> warnings;
  warn_of_counter_rotation(model.graph(), warnings);
  warn_of_blind_detectors(blind_detectors(linear, langevin), warnings);
  return warnings;
}

std::vector<std::string> warnings(const Model& model, const BlockCascade& network) {
  std::vector<std::string> warnings;
  warn_of_counter_rotation(model.graph(), warnings);
  warn_of_blind_detectors(blind_detectors(network), warnings);
  return warnings;
}

}  // namespace gaussnet
