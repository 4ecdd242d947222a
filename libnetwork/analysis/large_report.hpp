#pragma once

#include <libnetwork/analysis/report.hpp>

namespace gaussnet {

/// Whether a network is larger than those of which this version makes matrices, so that solve_large
/// is what is left: the mistake of asking for them, [too-many-modes] or [too-many-fields].
std::optional<Mistake> too_large_for_matrices(const Model& model);

/// What solve() says of a network of any size, in memory in proportion to its modes: the
/// unconditional state passes once along the cascade, and of it is kept what the results ask for;
/// the whole if the options or a list of all pairs want it, of up to 2000 modes. Of a model without
/// results, the best pairs' logarithmic negativities and the range of the occupations. Conditional
/// states need the matrices: they have the status [too-many-modes].
/// @throws DescriptionError [not-finite]
Report solve_large(const Model& model, const ReportOptions& options = {});

/// [readout] of a network without detectors, found without matrices.
/// @throws DescriptionError
void refuse_readouts(const Model& model);

/// [too-many-modes] of the conditional state of so many modes, whose records need matrices.
Mistake no_conditional_state(const Model& model, std::size_t modes);

/// Results that a network has no numbers of because it is too large, and why: found before it is
/// solved.
std::vector<std::string> refused_results(const Model& model);

}  // namespace gaussnet
