#pragma once

#include <libnetwork/network/blocks.hpp>
#include <libnetwork/network/description.hpp>
#include <libnetwork/network/parameters.hpp>
#include <memory>

namespace gaussnet {

struct MergedGroups;
struct NetworkGraph;

/// A description whose every name, kind, range and wire has been checked.
struct CompiledNetwork {
  std::vector<double> parameters{};  // by slot, coherent units
  std::vector<ValueType> parameter_types{};
  std::shared_ptr<const NetworkGraph> graph{};
  std::shared_ptr<const MergedGroups> merged{};  // none of a network with mistakes
};

/// Checks and compiles. Mistakes are appended, all that are independent of each other; if there is
/// any, the graph has the names of the description but must not be solved.
CompiledNetwork compile(const NetworkDescription& description, std::vector<Mistake>& mistakes);

/// Merges what runs in loops or interacts into one block each       [theory.md, Eqs. (35) and (36)]
/// A loop of light that amplifies at each round [loop-gain], or returns light as it was
/// [singular-loop], is a mistake that names the loop and its gain; so is what is too large to be
/// merged [too-many-modes], [loop-size].
std::shared_ptr<const MergedGroups> merge_groups(const NetworkGraph& graph,
                                                 std::vector<Mistake>& mistakes);

/// Cuts a network without mistakes along a topological order of what has been merged.
BlockCascade blocks(const CompiledNetwork& network);

}  // namespace gaussnet
