#include <algorithm>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/network/compile.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/reference.hpp>
#include <numeric>

namespace gaussnet {
namespace {

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

Component component_of(const NetworkGraph& network, const Station& station) {
  const Picture picture = network.picture;
  return std::visit(Overloaded{
                        [&](const OscillatorNumbers& numbers) {
                          return oscillator(numbers, picture, network.sideband, station.name);
                        },
                        [&](const VacuumNumbers&) { return vacuum_source(picture, station.name); },
                        [&](const HomodyneNumbers& numbers) {
                          return homodyne(numbers.angle, numbers.efficiency, picture, station.name);
                        },
                        [&](const HeterodyneNumbers& numbers) {
                          return heterodyne(numbers.efficiency, picture, station.name);
                        },
                    },
                    station.numbers);
}

/// Strongly connected components, each a list of vertices, upstream first.
std::vector<std::vector<std::size_t>> strong_components_in_order(const NetworkGraph::Graph& graph) {
  std::vector<std::size_t> component(boost::num_vertices(graph));
  const auto map =
      boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, graph));
  const auto count = static_cast<std::size_t>(boost::strong_components(graph, map));
  std::vector<std::vector<std::size_t>> members(count);
  // Tarjan's algorithm numbers a component after everything downstream of it.
  for (std::size_t vertex = 0; vertex < component.size(); ++vertex) {
    members[count - 1 - component[vertex]].push_back(vertex);
  }
  return members;
}

constexpr std::size_t kMostNamed = 8;

bool is_loop(const NetworkGraph::Graph& graph, const std::vector<std::size_t>& members) {
  return members.size() > 1 || boost::edge(members.front(), members.front(), graph).second;
}

Mistake loop_through(const NetworkGraph::Graph& graph, const std::vector<std::size_t>& members) {
  std::vector<std::string> names;
  for (const std::size_t vertex : members) {
    if (names.size() == kMostNamed) {
      names.push_back(std::to_string(members.size() - kMostNamed) + " more");
      break;
    }
    names.push_back(graph[vertex].name);
  }
  return {.code = "not-built",
          .place = graph[members.front()].place,
          .message = "the light runs in a loop through " + listed(names) +
                     ", which this version cannot solve",
          .help = "open the loop: leave one of its links out"};
}

/// Position of each station's mode among the modes, in the order of declaration; -1: no mode.
std::vector<int> mode_positions(const NetworkGraph::Graph& graph, std::vector<std::string>& modes) {
  std::vector<int> positions(boost::num_vertices(graph), -1);
  for (std::size_t vertex = 0; vertex < positions.size(); ++vertex) {
    if (!std::holds_alternative<OscillatorNumbers>(graph[vertex].numbers)) continue;
    positions[vertex] = static_cast<int>(modes.size());
    modes.push_back(graph[vertex].name);
  }
  return positions;
}

std::vector<std::string> full_names(const Station& station, const std::vector<std::string>& ports) {
  std::vector<std::string> names;
  for (const std::string& port : ports) {
    names.push_back(ports.size() == 1 && port != "light" ? station.name
                                                         : station.name + "." + port);
  }
  return names;
}

}  // namespace

void check_loops(const NetworkGraph& network, std::vector<Mistake>& mistakes) {
  for (const auto& members : strong_components_in_order(network.graph)) {
    if (is_loop(network.graph, members)) mistakes.push_back(loop_through(network.graph, members));
  }
}

BlockCascade blocks(const NetworkGraph& network) {
  const NetworkGraph::Graph& graph = network.graph;
  BlockCascade cascade{.picture = network.picture};
  const std::vector<int> positions = mode_positions(graph, cascade.modes);
  std::vector<int> block_of(boost::num_vertices(graph), Feed::vacuum);
  for (const auto& members : strong_components_in_order(graph)) {
    const std::size_t vertex = members.front();
    if (is_loop(graph, members)) throw DescriptionError({loop_through(graph, members)});
    const Station& station = graph[vertex];
    Block block{.name = station.name,
                .component = component_of(network, station),
                .outputs = full_names(station, station.outputs),
                .is_detector = station.type->is_detector};
    if (block.is_detector) block.outputs = {station.name};
    if (positions[vertex] >= 0) block.modes = {positions[vertex]};
    for (const std::string& name : full_names(station, station.inputs)) {
      block.inputs.push_back({.name = name});
    }
    for (const auto edge : boost::make_iterator_range(boost::in_edges(vertex, graph))) {
      Feed& feed = block.inputs[static_cast<std::size_t>(graph[edge].to_port)];
      feed.block = block_of[boost::source(edge, graph)];
      feed.port = graph[edge].from_port;
      feed.wire = graph[edge].transmission;
    }
    block_of[vertex] = static_cast<int>(cascade.blocks.size());
    cascade.blocks.push_back(std::move(block));
  }
  return cascade;
}

}  // namespace gaussnet
