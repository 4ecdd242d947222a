#include <algorithm>
#include <cmath>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/network/compile.hpp>
#include <libnetwork/network/dense_limits.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/merged_groups.hpp>
#include <libnetwork/network/reference.hpp>
#include <libnetwork/network/station_components.hpp>
#include <map>
#include <utility>

namespace gaussnet {
namespace {

/// Position of each station's mode among the modes, in the order of declaration; -1: no mode.
std::vector<int> mode_positions(const NetworkGraph::Graph& graph) {
  std::vector<int> positions(boost::num_vertices(graph), -1);
  int modes = 0;
  for (std::size_t vertex = 0; vertex < positions.size(); ++vertex) {
    if (graph[vertex].has_mode()) positions[vertex] = modes++;
  }
  return positions;
}

std::vector<std::string> mode_names(const NetworkGraph::Graph& graph) {
  std::vector<std::string> modes;
  for (const auto vertex : boost::make_iterator_range(boost::vertices(graph))) {
    if (graph[vertex].has_mode()) modes.push_back(graph[vertex].name);
  }
  return modes;
}

std::vector<std::string> full_names(const Station& station, const std::vector<std::string>& ports) {
  const bool only_one = ports.size() == 1 && !station.type->has_named_ports;
  std::vector<std::string> names;
  names.reserve(ports.size());
  for (const std::string& port : ports) {
    names.push_back(only_one ? station.name : station.name + "." + port);
  }
  return names;
}

/// What interacts or runs in a loop stands together, the rest alone; upstream first.
VertexGroups groups_in_order(const NetworkGraph& network) {
  if (network.interactions.empty()) return strong_components_in_order(network.graph);
  PlainGraph joined(boost::num_vertices(network.graph));
  for (const auto edge : boost::make_iterator_range(boost::edges(network.graph))) {
    boost::add_edge(boost::source(edge, network.graph), boost::target(edge, network.graph), joined);
  }
  for (const Interaction& interaction : network.interactions) {
    boost::add_edge(interaction.a, interaction.b, joined);
    boost::add_edge(interaction.b, interaction.a, joined);
  }
  return strong_components_in_order(joined);
}

constexpr std::size_t kMostNamed = 8;

Mistake mistake_of(const BadLoop& loop, const std::vector<Block>& parts, Place place) {
  std::string way;
  for (std::size_t k = 0; k < loop.parts.size(); ++k) {
    if (k == kMostNamed) {
      way += "(" + std::to_string(loop.parts.size() - k) + " more) -> ";
      break;
    }
    way += parts[static_cast<std::size_t>(loop.parts[k])].name + " -> ";
  }
  way += parts[static_cast<std::size_t>(loop.parts.front())].name;
  if (loop.is_singular) {
    return {.code = "singular-loop",
            .place = std::move(place),
            .message = "light that runs in the loop " + way +
                       " returns as it was (gain 1), so that it never comes to rest",
            .help = "put a loss, a phase or an open port into the loop"};
  }
  return {
      .code = "loop-gain",
      .place = std::move(place),
      .message = "light that runs in the loop " + way + " is amplified by " +
                 number_in_words(loop.gain, 4) +
                 (loop.is_single ? " at each round" : " at each step of its interlocked loops") +
                 ": it grows without bound, however short the way",
      .notes = {"the gain is that of the amplitude, mirrors, amplifiers and losses together"},
      .help = "lower the gain, or put a loss into the loop"};
}

/// Cuts a network into blocks.
class Cut {
 public:
  Cut(const NetworkGraph& network, const MergedGroups& merged)
      : network_(network),
        merged_(merged),
        graph_(network.graph),
        components_(network),
        positions_(mode_positions(network.graph)) {
    for (const Interaction& interaction : network.interactions) {
      interactions_.emplace(interaction.a, &interaction);
    }
  }

  BlockCascade run() && {
    cascade_ = {.picture = network_.picture, .modes = mode_names(graph_)};
    cascade_.blocks.reserve(merged_.groups.size());
    place_of_.resize(boost::num_vertices(graph_));
    for (std::size_t k = 0; k < merged_.groups.size(); ++k) add(merged_.groups[k]);
    return std::move(cascade_);
  }

  /// Merges each group, or tells why it cannot be merged.
  MergedGroups merge_groups(std::vector<Mistake>& mistakes) {
    MergedGroups groups{.groups = groups_in_order(network_)};
    for (std::size_t k = 0; k < groups.groups.size(); ++k) {
      const Members members = groups.groups[k];
      if (is_alone(members)) continue;
      if (auto mistake = check_group_size(network_, members)) {
        mistakes.push_back(std::move(*mistake));
        continue;
      }
      const Merger merger = merger_of(members);
      auto result = merged(merger);
      if (const auto* loop = std::get_if<BadLoop>(&result)) {
        mistakes.push_back(mistake_at(*loop, merger, members));
      } else {
        groups.blocks.emplace(members.front(), std::get<MergedBlock>(std::move(result)));
        const GroupSize size = size_of(network_, members);
        groups.work += std::pow(static_cast<double>(2 * size.modes + size.rows), 3);
      }
    }
    return groups;
  }

 private:
  using Members = std::span<const std::size_t>;

  /// Where a station's ports are: the block, and which of its outputs each is.
  struct PlaceInCascade {
    int block = 0;
    std::vector<int> outputs{};  // of what has been merged; a station alone has its own
  };

  bool is_alone(Members members) const {
    return members.size() == 1 && !boost::edge(members.front(), members.front(), graph_).second;
  }

  Mistake mistake_at(const BadLoop& loop, const Merger& merger, Members members) const {
    const std::size_t first = members[static_cast<std::size_t>(loop.parts.front())];
    return mistake_of(loop, merger.parts, graph_[first].place);
  }

  /// A station as a block, its feeds still by the station they come from.
  Block part_of(std::size_t vertex) {
    const Station& station = graph_[vertex];
    Block block{.name = station.name,
                .component = components_.of(station),
                .outputs = full_names(station, station.outputs),
                .is_detector = station.type->is_detector};
    if (block.is_detector) block.outputs = {station.name};
    if (positions_[vertex] >= 0) block.modes = {positions_[vertex]};
    block.inputs.reserve(station.inputs.size());
    for (std::string& name : full_names(station, station.inputs)) {
      block.inputs.push_back({.name = std::move(name)});
    }
    for (const auto edge : boost::make_iterator_range(boost::in_edges(vertex, graph_))) {
      Feed& feed = block.inputs[static_cast<std::size_t>(graph_[edge].to_port)];
      feed.block = static_cast<int>(boost::source(edge, graph_));
      feed.port = graph_[edge].from_port;
      feed.wire = graph_[edge].transmission;
    }
    return block;
  }

  /// From the station to the block that it has become a part of.
  void feed_from_blocks(Block& block) const {
    for (Feed& feed : block.inputs) {
      if (feed.block == Feed::vacuum) continue;
      const PlaceInCascade& source = place_of_[static_cast<std::size_t>(feed.block)];
      if (!source.outputs.empty()) {
        feed.port = source.outputs[static_cast<std::size_t>(feed.port)];
      }
      feed.block = source.block;
    }
  }

  void add(Members members) {
    const auto number = static_cast<int>(cascade_.blocks.size());
    for (const std::size_t vertex : members) place_of_[vertex].block = number;
    Block block = is_alone(members) ? part_of(members.front()) : merged_block(members);
    feed_from_blocks(block);
    cascade_.blocks.push_back(std::move(block));
  }

  Merger merger_of(Members members) {
    Merger merger{.picture = network_.picture};
    std::vector<int> mode_of;  // first mode of each part
    int modes = 0;
    for (const std::size_t vertex : members) {
      Block part = part_of(vertex);
      for (Feed& feed : part.inputs) {
        const int source = feed.block == Feed::vacuum ? -1 : part_number(members, feed.block);
        feed.block = source >= 0 ? source : Merger::outside;
      }
      mode_of.push_back(modes);
      modes += static_cast<int>(part.modes.size());
      merger.parts.push_back(std::move(part));
    }
    for (std::size_t a = 0; a < members.size(); ++a) {
      const auto [begin, end] = interactions_.equal_range(members[a]);
      for (const auto& [station, interaction] : boost::make_iterator_range(begin, end)) {
        const int b = part_number(members, static_cast<int>(interaction->b));
        merger.hamiltonians.push_back({.a = mode_of[a],
                                       .b = mode_of[static_cast<std::size_t>(b)],
                                       .g = interaction->hamiltonian});
      }
    }
    return merger;
  }

  /// The place of a station among the members (ascending); -1 if it is none of them.
  static int part_number(Members members, int vertex) {
    const auto wanted = static_cast<std::size_t>(vertex);
    const auto found = std::lower_bound(members.begin(), members.end(), wanted);
    if (found == members.end() || *found != wanted) return -1;
    return static_cast<int>(found - members.begin());
  }

  Block merged_block(Members members) {
    const MergedBlock& whole = merged_.blocks.at(members.front());
    Block block{.component = whole.component};
    std::vector<Block> parts;
    for (std::size_t k = 0; k < members.size(); ++k) {
      parts.push_back(part_of(members[k]));
      block.name += (k == 0 ? "" : " + ") + parts[k].name;
      block.modes.insert(block.modes.end(), parts[k].modes.begin(), parts[k].modes.end());
      place_of_[members[k]].outputs.assign(parts[k].outputs.size(), -1);
    }
    for (const auto& ways : whole.equal_ways) {
      EqualWays named{.gain = ways.gain};
      for (const int part : ways.parts) {
        named.nodes.push_back(graph_[members[static_cast<std::size_t>(part)]].name);
      }
      block.equal_ways.push_back(std::move(named));
    }
    for (const PartPort& input : whole.inputs) {
      block.inputs.push_back(
          parts[static_cast<std::size_t>(input.part)].inputs[static_cast<std::size_t>(input.port)]);
    }
    for (std::size_t k = 0; k < whole.outputs.size(); ++k) {
      const auto part = static_cast<std::size_t>(whole.outputs[k].part);
      const auto port = static_cast<std::size_t>(whole.outputs[k].port);
      block.outputs.push_back(parts[part].outputs[port]);
      place_of_[members[part]].outputs[port] = static_cast<int>(k);
    }
    block.noise_names = noise_names(parts, members);
    return block;
  }

  /// Of the parts, then of the wires between them, as merged() has them.
  static std::vector<std::string> noise_names(const std::vector<Block>& parts, Members members) {
    std::vector<std::string> names;
    for (const Block& part : parts) {
      for (std::size_t k = 0; k < part.component->noise.size(); ++k) {
        names.push_back(noise_name(part, k));
      }
    }
    for (const Block& part : parts) {
      for (const Feed& feed : part.inputs) {
        const bool is_inside = feed.block != Feed::vacuum && part_number(members, feed.block) >= 0;
        if (is_inside && feed.wire.noise_variance > 0) names.push_back("loss before " + feed.name);
      }
    }
    return names;
  }

  const NetworkGraph& network_;
  const MergedGroups& merged_;
  const NetworkGraph::Graph& graph_;
  StationComponents components_;
  std::vector<int> positions_;
  BlockCascade cascade_{};
  std::vector<PlaceInCascade> place_of_{};
  std::multimap<std::size_t, const Interaction*> interactions_{};  // by the first station
};

}  // namespace

std::shared_ptr<const MergedGroups> merge_groups(const NetworkGraph& network,
                                                 std::vector<Mistake>& mistakes) {
  const MergedGroups none;
  return std::make_shared<const MergedGroups>(Cut(network, none).merge_groups(mistakes));
}

std::string noise_name(const Block& block, std::size_t k) {
  if (!block.noise_names.empty()) return block.noise_names[k];
  const std::string& label = block.component->noise[k].label;
  return label.empty() ? block.name : block.name + " " + label;
}

int count_noise(const BlockCascade& cascade) {
  int size = 0;
  for (const Block& block : cascade.blocks) {
    size += static_cast<int>(block.component->mode_noise.cols());
    for (const Feed& feed : block.inputs) {
      if (feed.block == Feed::vacuum) size += beam_size(cascade.picture);
      if (feed.wire.noise_variance > 0) size += beam_size(cascade.picture);
    }
  }
  return size;
}

BlockCascade blocks(const CompiledNetwork& network) {
  return Cut(*network.graph, *network.merged).run();
}

}  // namespace gaussnet
