#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <libnetwork/network/components.hpp>
#include <libnetwork/network/node_types.hpp>
#include <string>
#include <variant>
#include <vector>

namespace gaussnet {

struct VacuumNumbers {};
struct HomodyneNumbers {
  double angle = 0;
  double efficiency = 1;
};
struct HeterodyneNumbers {
  double efficiency = 1;
};
using ComponentNumbers =
    std::variant<OscillatorNumbers, VacuumNumbers, HomodyneNumbers, HeterodyneNumbers>;

/// One component: a node, or one copy of a repeated node.
struct Station {
  std::string name{};           // "spin", "spin(3)"
  std::string declared_name{};  // "spin"
  int index = 0;                // of a repeated node, from 1; else 0
  const NodeTypeRow* type = nullptr;
  std::vector<std::string> inputs{};  // port names
  std::vector<std::string> outputs{};
  ComponentNumbers numbers{};
  Place place{};
};

/// Light from an output port to an input port.
struct Wire {
  int from_port = 0;
  int to_port = 0;
  Transmission transmission{};
};

/// Components and wires with their numbers, names resolved and everything checked.
struct NetworkGraph {
  using Graph =
      boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, Station, Wire>;

  Picture picture = Picture::full;
  double sideband = 0;  // rad/s, rotating-wave only
  Graph graph{};
};

}  // namespace gaussnet
