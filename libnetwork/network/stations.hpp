#pragma once

#include <libnetwork/network/description.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/reading.hpp>
#include <string>
#include <unordered_map>
#include <vector>

namespace gaussnet {

/// Where the stations of a node are in the graph.
struct StationRange {
  int first = 0;   // vertex
  int repeat = 0;  // 0: not a repeated node
  const NodeTypeRow* type = nullptr;
};
using StationTable = std::unordered_map<std::string, StationRange>;

/// Checks the nodes and adds a vertex for each station.
StationTable add_stations(const NetworkDescription& description, const CompileContext& context,
                          NetworkGraph& graph);

/// Checks the chains and adds an edge for each wire.
void add_wires(const NetworkDescription& description, const StationTable& stations,
               const CompileContext& context, NetworkGraph& graph);

/// Checks `interactions` and adds what they mean in the picture.
void add_interactions(const NetworkDescription& description, const StationTable& stations,
                      const CompileContext& context, NetworkGraph& graph);

/// The whole number at a `repeat`; 0 and a mistake if it is none.
int whole_number(const Expression& expression, const CompileContext& context);

}  // namespace gaussnet
