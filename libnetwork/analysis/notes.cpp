#include <algorithm>
#include <cmath>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/analysis/notes.hpp>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/parameter_use.hpp>
#include <libnetwork/network/reference.hpp>

namespace gaussnet {
namespace {

/// Above this (Gamma/omega)^2, or the same of a detuning, what the rotating-wave approximation
/// drops may be seen.
constexpr double kVisibleCounterRotation = 1e-3;

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

void note_counter_rotation(const NetworkGraph& network, std::vector<std::string>& notes) {
  if (network.picture == Picture::full) return;
  double largest = 0;
  std::string name;
  for (const auto vertex : boost::make_iterator_range(boost::vertices(network.graph))) {
    const Station& station = network.graph[vertex];
    const auto* numbers = std::get_if<OscillatorNumbers>(&station.numbers);
    if (!numbers) continue;
    const double detuning = std::abs(numbers->frequency - network.sideband);
    const double rate = std::max(numbers->readout_rate(), detuning);
    const double ratio = std::pow(rate / std::min(numbers->frequency, network.sideband), 2);
    if (ratio <= largest) continue;
    largest = ratio;
    name = station.name;
  }
  if (largest <= kVisibleCounterRotation) return;
  notes.push_back("the rotating-wave approximation drops terms of the order (Gamma/omega)^2 = " +
                  number_in_words(largest, 2) + " at " + name +
                  "; compare with 'approximation: none'");
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

std::vector<std::string> notes(const Model& model, const LangevinModel& langevin) {
  std::vector<std::string> notes;
  note_open_inputs(langevin, notes);
  note_open_outputs(langevin, notes);
  note_equal_ways(langevin, notes);
  note_unused_parameters(model.description(), notes);
  note_deviations(model.description(), notes);
  note_plans("sweep", model.description().sweeps, notes);
  note_plans("optimisation", model.description().optimisations, notes);
  if (model.figures().empty()) {
    notes.push_back("no results: of more than 64 modes, say which you want under 'results:'");
  }
  note_counter_rotation(model.graph(), notes);
  return notes;
}

}  // namespace gaussnet
