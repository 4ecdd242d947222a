#pragma once

#include <libnetwork/analysis/report.hpp>
#include <string>
#include <vector>

namespace gaussnet {

/// A network's open ends, as its Langevin model names them, without its matrices.
LangevinModel open_ends(const BlockCascade& network);

/// What a reader of the result should know: inputs fed by vacuum, outputs that nothing receives,
/// parameters that nothing uses, the size of what the rotating-wave approximation drops.
std::vector<std::string> notes(const Model& model, const LangevinModel& langevin);

/// What makes the result worth little although every equation is solved: a rotating-wave
/// approximation that does not hold, detectors that see nothing.
std::vector<std::string> warnings(const Model& model, const LangevinModel& langevin,
                                  const LinearModel& linear);
/// The same without matrices.
std::vector<std::string> warnings(const Model& model, const BlockCascade& network);

/// A warning of results, and of items of lists, that have no number although their state exists, or
/// that could not be ranked.
void warn_of_missing_numbers(Report& report);

/// A note on a slowest relaxation whose digits are rounding.
void note_relaxation(const std::string& state, const SteadyState& found,
                     std::vector<std::string>& notes);

/// A note on each result of which few digits are certain (bound > 1e-3 of the value).
void note_few_digits(const std::vector<ResultReport>& results, std::vector<std::string>& notes);

}  // namespace gaussnet
