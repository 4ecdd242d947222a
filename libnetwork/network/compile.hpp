#pragma once

#include <libnetwork/network/blocks.hpp>
#include <libnetwork/network/description.hpp>
#include <libnetwork/network/parameters.hpp>
#include <memory>

namespace gaussnet {

struct NetworkGraph;

/// A description whose every name, kind, range and wire has been checked.
struct CompiledNetwork {
  std::vector<double> parameters{};  // by slot, coherent units
  std::vector<ValueType> parameter_types{};
  std::shared_ptr<const NetworkGraph> graph{};
};

/// Checks and compiles. Mistakes are appended, all that are independent of each other; if there is
/// any, the graph has the names of the description but must not be solved.
CompiledNetwork compile(const NetworkDescription& description, std::vector<Mistake>& mistakes);

/// A closed loop of light, with its stations, is a mistake of this version [not-built].
void check_loops(const NetworkGraph& graph, std::vector<Mistake>& mistakes);

/// Cuts the graph along a topological order of its strongly connected components.
/// @throws DescriptionError [not-built] a closed loop, with its stations
BlockCascade blocks(const NetworkGraph& graph);

}  // namespace gaussnet
