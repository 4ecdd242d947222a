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

/// A loop of light that amplifies at each round [loop-gain], or returns light as it was
/// [singular-loop], is a mistake that names the loop and its gain.
void check_loops(const NetworkGraph& graph, std::vector<Mistake>& mistakes);

/// Cuts the graph along a topological order of its strongly connected components; what runs in a
/// loop or interacts is merged into one block          [theory.md, Eqs. (35) and (36)]
/// @throws DescriptionError [loop-gain], [singular-loop]
BlockCascade blocks(const NetworkGraph& graph);

}  // namespace gaussnet
