#pragma once

#include <cstddef>
#include <libnetwork/network/blocks.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gaussnet {

struct NetworkGraph;

/// What a network is made of, in numbers.
struct NetworkCounts {
  struct OfType {
    std::string_view type{};  // "oscillator"
    std::size_t nodes = 0;    // copies of repeated nodes, each for itself
  };

  std::vector<OfType> nodes{};  // the types that occur, in the order of their table
  std::size_t modes = 0;
  std::size_t positive_mass = 0;  // oscillators
  std::size_t negative_mass = 0;
  std::size_t blocks = 0;            // that are solved one after the other
  std::vector<int> largest_block{};  // its modes, in BlockCascade::modes
};

NetworkCounts counts_of(const NetworkGraph& network, const BlockCascade& cascade);

}  // namespace gaussnet
