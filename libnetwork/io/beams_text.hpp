#pragma once

#include <string>

namespace gaussnet {

struct NetworkGraph;

/// The way of the light, one beam a line: "vacuum -> spin.light -> loss 10 % -> mech.light".
/// Empty for a network without light.
std::string beams_in_words(const NetworkGraph& network);

}  // namespace gaussnet
