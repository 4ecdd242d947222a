#pragma once

#include <libnetwork/network/node_types.hpp>
#include <span>

namespace gaussnet {

/// Every key that may stand at the top level of a file, in the order in which files are written;
/// setting_keys() among them.
std::span<const KeyRow> top_level_keys();

/// The long form of a parameter: {value, meaning, range}.
std::span<const KeyRow> parameter_keys();

/// One entry of `sweeps`; one of its axes; the limits of what an optimiser varies.
std::span<const KeyRow> sweep_keys();
std::string_view sweep_alternatives();
std::span<const KeyRow> axis_keys();
std::span<const KeyRow> limit_keys();

/// One entry of `optimisations`.
std::span<const KeyRow> optimisation_keys();
std::string_view optimisation_alternatives();

}  // namespace gaussnet
