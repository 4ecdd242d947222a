#pragma once

#include <cstddef>
#include <libnetwork/network/transmission.hpp>
#include <memory>
#include <string>
#include <vector>

namespace gaussnet {

/// What arrives at an input port: the output port of an earlier block behind a wire, or vacuum.
struct Feed {
  static constexpr int vacuum = -1;
  int block = vacuum;
  int port = 0;
  Transmission wire{};
  std::string name{};  // of the input port, "mech.light"
};

/// Interlocked loops whose light would perhaps be amplified if their ways had different delays.
struct EqualWays {
  std::vector<std::string> nodes{};
  double gain = 1;  // at each step, at most
};

/// One strongly connected component of the network: a component, or what runs in loops or interacts
/// merged into one, with its feeds.
struct Block {
  std::string name{};
  /// Blocks that are alike share one.
  std::shared_ptr<const Component> component{};
  std::vector<int> modes{};  // positions in BlockCascade::modes of the rows of component.drift
  std::vector<Feed> inputs{};
  std::vector<std::string> outputs{};  // port names, "mech.light"; a detector: its name
  bool is_detector = false;            // its outputs are records, not beams
  std::vector<EqualWays> equal_ways{};
  std::vector<std::string> noise_names{};  // of what has been merged; see noise_name()
};

/// What reports call the k-th fresh field of a block's component: "spin bath".
std::string noise_name(const Block& block, std::size_t k);

/// A network cut along a topological order: block k feeds only on blocks before it, so that the
/// drift is block triangular in this order.
struct BlockCascade {
  Picture picture = Picture::full;
  std::vector<std::string> modes{};  // in the order in which the nodes were declared
  std::vector<Block> blocks{};
};

/// Columns of B and F: quadratures of the independent fields of the whole network, which are each
/// component's own, each lossy wire's, each open input's.
int count_noise(const BlockCascade& cascade);

}  // namespace gaussnet
