#include <algorithm>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/network_counts.hpp>

namespace gaussnet {

NetworkCounts counts_of(const NetworkGraph& network, const BlockCascade& cascade) {
  NetworkCounts counts{.modes = cascade.modes.size(), .blocks = cascade.blocks.size()};
  for (const NodeTypeRow& row : node_types()) counts.nodes.push_back({.type = row.name});
  for (const auto vertex : boost::make_iterator_range(boost::vertices(network.graph))) {
    const Station& station = network.graph[vertex];
    for (NetworkCounts::OfType& each : counts.nodes) {
      if (station.type && each.type == station.type->name) ++each.nodes;
    }
    if (const auto* oscillator = std::get_if<OscillatorNumbers>(&station.numbers)) {
      ++(oscillator->mass_sign < 0 ? counts.negative_mass : counts.positive_mass);
    }
  }
  std::erase_if(counts.nodes, [](const NetworkCounts::OfType& each) { return each.nodes == 0; });
  for (const Block& block : cascade.blocks) {
    if (block.modes.size() > counts.largest_block.size()) counts.largest_block = block.modes;
  }
  return counts;
}

}  // namespace gaussnet
