#pragma once

#include <cstddef>
#include <libnetwork/network/graph.hpp>
#include <memory>
#include <unordered_map>

namespace gaussnet {

/// The components of a network's stations. Stations with the same numbers share one: copies of a
/// repeated node are mostly alike, and each component is a dozen matrices.
/// Invariant: what is shared depends on nothing but the numbers and the network's picture.
class StationComponents {
 public:
  /// `network` must outlive this.
  explicit StationComponents(const NetworkGraph& network) : network_(network) {}

  std::shared_ptr<const Component> of(const Station& station);

 private:
  struct Hash {
    std::size_t operator()(const ComponentNumbers* numbers) const;
  };
  struct Same {
    bool operator()(const ComponentNumbers* a, const ComponentNumbers* b) const { return *a == *b; }
  };

  const NetworkGraph& network_;
  std::unordered_map<const ComponentNumbers*, std::shared_ptr<const Component>, Hash, Same>
      known_{};
};

}  // namespace gaussnet
