#pragma once

#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/loops.hpp>
#include <map>

namespace gaussnet {

/// What runs in loops or interacts, each group merged into one block: the work of a cube of its
/// size, done once for a network.
struct MergedGroups {
  VertexGroups groups{};                        // of stations, those alone too; upstream first
  std::map<std::size_t, MergedBlock> blocks{};  // by the first of their stations
  double work = 0;                              // in multiplications
};

}  // namespace gaussnet
