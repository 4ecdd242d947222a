#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <libnetwork/network/detectors.hpp>
#include <libnetwork/network/elements.hpp>
#include <libnetwork/network/node_types.hpp>
#include <libnetwork/network/resonators.hpp>
#include <libnetwork/network/transmission.hpp>
#include <numeric>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace gaussnet {

using ComponentNumbers =
    std::variant<OscillatorNumbers, CavityNumbers, BeamSplitterNumbers, SqueezerNumbers,
                 AmplifierNumbers, ThermalNumbers, SqueezedNumbers, EprNumbers, HomodyneNumbers,
                 HeterodyneNumbers>;

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

  bool has_mode() const { return type && type->has_mode; }
};

/// Light from an output port to an input port.
struct Wire {
  int from_port = 0;
  int to_port = 0;
  Transmission transmission{};
};

/// A quadratic Hamiltonian between two modes.
struct Interaction {
  std::size_t a = 0;  // stations
  std::size_t b = 0;
  InteractionKind kind = InteractionKind::position_position;  // as the file says
  double rate = 0;                                            // rad/s
  Eigen::Matrix4d hamiltonian{};  // G of H = 1/2 r^T G r in the picture, r = (X_a, P_a, X_b, P_b)
  Place place{};
};

/// Components and wires with their numbers, names resolved and everything checked.
struct NetworkGraph {
  using Graph =
      boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, Station, Wire>;

  Picture picture = Picture::full;
  double sideband = 0;  // rad/s, rotating-wave only
  Graph graph{};
  std::vector<Interaction> interactions{};
};

using PlainGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

/// Groups of vertices, one behind the other.
struct VertexGroups {
  std::vector<std::size_t> vertices{};
  std::vector<std::size_t> ends{};  // of each group in `vertices`

  std::size_t size() const { return ends.size(); }
  std::span<const std::size_t> operator[](std::size_t group) const {
    const std::size_t begin = group == 0 ? 0 : ends[group - 1];
    return std::span(vertices).subspan(begin, ends[group] - begin);
  }
};

/// Strongly connected components, each a list of vertices in ascending order, upstream first.
template <class Graph>
VertexGroups strong_components_in_order(const Graph& graph) {
  std::vector<std::size_t> component(boost::num_vertices(graph));
  const auto map =
      boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, graph));
  const auto count = static_cast<std::size_t>(boost::strong_components(graph, map));
  // Tarjan's algorithm numbers a component after everything downstream of it.
  for (std::size_t& number : component) number = count - 1 - number;
  std::vector<std::size_t> next(count + 1, 0);  // where the next member of each group goes
  for (const std::size_t group : component) ++next[group + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  VertexGroups groups{.vertices = std::vector<std::size_t>(component.size()),
                      .ends = std::vector<std::size_t>(next.begin() + 1, next.end())};
  for (std::size_t vertex = 0; vertex < component.size(); ++vertex) {
    groups.vertices[next[component[vertex]]++] = vertex;
  }
  return groups;
}

}  // namespace gaussnet
