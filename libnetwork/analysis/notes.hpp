#pragma once

#include <libnetwork/analysis/model.hpp>
#include <string>
#include <vector>

namespace gaussnet {

/// What a reader of the result should know: inputs fed by vacuum, outputs that nothing receives,
/// parameters that nothing uses, the size of what the rotating-wave approximation drops.
std::vector<std::string> notes(const Model& model, const LangevinModel& langevin);

}  // namespace gaussnet
