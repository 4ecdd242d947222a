#pragma once

#include <libnetwork/analysis/report.hpp>

// What a network of too many modes to list says of itself without `results:`. For the sources of
// this folder.
namespace gaussnet {

/// Whether a model asks for nothing and has more modes than its defaults list.
bool is_digest(const Model& model);

/// The best pairs' logarithmic negativities, of both states unless one is chosen.
FigureRequest pairs_of_digest(StateChoice state);

/// The range of the occupations,
///     min_j n_j,   max_j n_j,   n_j = tr V_jj/2 - 1/2,                     [theory.md, Eq. (58)]
/// each with the mode that has it.
std::vector<ResultReport> occupations_of_digest(const StateReport& report,
                                                const FigureContext& context, StateChoice state);

}  // namespace gaussnet
