#include <algorithm>
#include <libnetwork/errors/mistake.hpp>
#include <libnetwork/network/dense_limits.hpp>
#include <libnetwork/network/graph.hpp>

namespace gaussnet {
namespace {

constexpr DenseLimits kLimits{};

std::size_t rows_of(Picture picture, std::size_t beams) {
  return beams * static_cast<std::size_t>(beam_size(picture));
}

Mistake too_many(std::string code, Place place, std::string message, std::string help) {
  return {.code = std::move(code),
          .place = std::move(place),
          .message = std::move(message),
          .help = std::move(help)};
}

Place start_of(const std::string& file) { return {.file = file, .line = 1, .column = 1}; }

/// Rows of F: what leaves the network, and no other block takes.
int count_outputs(const BlockCascade& cascade) {
  int outputs = 0;
  for (const Block& block : cascade.blocks) {
    outputs += static_cast<int>(block.component->feedthrough.rows());
    for (const Feed& feed : block.inputs) {
      if (feed.block != Feed::vacuum) outputs -= beam_size(cascade.picture);
    }
  }
  return outputs;
}

}  // namespace

GroupSize size_of(const NetworkGraph& network, std::span<const std::size_t> stations) {
  GroupSize size;
  for (const std::size_t vertex : stations) {
    const Station& station = network.graph[vertex];
    size.modes += station.has_mode() ? 1 : 0;
    size.rows += rows_of(network.picture, station.inputs.size());
  }
  return size;
}

std::optional<Mistake> check_group_size(const NetworkGraph& network,
                                        std::span<const std::size_t> stations) {
  const GroupSize size = size_of(network, stations);
  const Station& first = network.graph[stations.front()];
  const std::string who = "'" + first.name + "' and what it interacts or runs in a loop with have ";
  if (size.modes > kLimits.modes) {
    return too_many("too-many-modes", first.place,
                    who + std::to_string(size.modes) + " modes; this version solves up to " +
                        std::to_string(kLimits.modes),
                    "lower a 'repeat:'");
  }
  if (size.rows > kLimits.merged_rows) {
    return too_many("loop-size", first.place,
                    who + std::to_string(size.rows / rows_of(network.picture, 1)) +
                        " input ports; this version takes up to " +
                        std::to_string(kLimits.merged_rows / rows_of(network.picture, 1)) +
                        " together",
                    "lower a 'repeat:', or leave out the link that closes the loop");
  }
  return std::nullopt;
}

std::optional<Mistake> check_num_modes(const NetworkGraph& network, const std::string& file) {
  const auto [begin, end] = boost::vertices(network.graph);
  const auto modes = static_cast<std::size_t>(std::count_if(
      begin, end, [&](const auto vertex) { return network.graph[vertex].has_mode(); }));
  if (modes <= kLimits.modes) return std::nullopt;
  return too_many("too-many-modes", start_of(file),
                  "the network has " + std::to_string(modes) +
                      " modes; this version makes matrices of up to " +
                      std::to_string(kLimits.modes),
                  "lower a 'repeat:', or solve along the cascade, which needs no matrices");
}

std::optional<Mistake> check_num_fields(const BlockCascade& cascade, const std::string& file) {
  const auto noise = static_cast<std::size_t>(count_noise(cascade));
  const std::size_t rows =
      2 * cascade.modes.size() + static_cast<std::size_t>(count_outputs(cascade));
  if (rows * noise <= kLimits.entries) return std::nullopt;
  return too_many("too-many-fields", start_of(file),
                  "the network has " + std::to_string(noise) +
                      " quadratures of independent noise, which drive " + std::to_string(rows) +
                      " quadratures of modes and outputs: a matrix of " +
                      std::to_string(rows * noise) + " numbers; this version solves up to " +
                      std::to_string(kLimits.entries),
                  "lower a 'repeat:', or leave out the nodes that nothing is linked to");
}

}  // namespace gaussnet
