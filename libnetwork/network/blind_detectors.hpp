#pragma once

#include <libnetwork/network/blocks.hpp>
#include <string>
#include <vector>

namespace gaussnet {

/// Detectors whose record tells nothing of any mode: no way leads to them from a mode, nor from
/// noise that drives one, so that their rows of M and of Gam are 0. Found from the ways alone; that
/// light may cancel is not asked. O(blocks).
std::vector<std::string> blind_detectors(const BlockCascade& network);

}  // namespace gaussnet
