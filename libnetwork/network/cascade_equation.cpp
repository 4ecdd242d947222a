#include <libnetwork/network/cascade_equation.hpp>
#include <libnetwork/network/langevin_model.hpp>
#include <map>

namespace gaussnet {
namespace {

Cascade::Kind kind_of(const Component& component) {
  const auto between = [&](const RoundedMatrix& left, const RoundedMatrix& right) {
    return noise_product(left, component.noise, right);
  };
  return {.drift = component.drift,
          .input = component.input,
          .output = component.output,
          .feedthrough = component.feedthrough,
          .mode_noise = between(component.mode_noise, component.mode_noise),
          .output_noise = between(component.output_noise, component.output_noise),
          .cross_noise = between(component.mode_noise, component.output_noise)};
}

Cascade::Wire wire_of(const Feed& feed, Picture picture) {
  const int b = beam_size(picture);
  if (feed.block == Feed::vacuum) {
    const Noise vacuum = thermal_field("", channels_per_beam(picture));
    return {RoundedMatrix::zero(b, b), {vacuum.covariance, vacuum.rounding}};
  }
  Cascade::Wire wire{transfer(feed.wire, picture), RoundedMatrix::zero(b, b)};
  if (feed.wire.noise_variance > 0) {
    const Noise fresh = fresh_noise(feed.wire, picture, "");
    wire.noise = {fresh.covariance, fresh.rounding};
  }
  return wire;
}

std::vector<double> numbers_of(const Feed& feed) {
  if (feed.block == Feed::vacuum) return {};
  const Transmission& wire = feed.wire;
  return {wire.transmitted, wire.lost,           wire.phase,         wire.noise_variance,
          wire.units,       wire.noise_rounding, wire.phase_rounding};
}

}  // namespace

Cascade cascade_equation(const BlockCascade& network) {
  Cascade cascade{.field = beam_size(network.picture)};
  std::map<const Component*, int> kinds;  // equal stations share their component
  std::map<std::vector<double>, int> wires;
  cascade.blocks.reserve(network.blocks.size());
  for (const Block& block : network.blocks) {
    const auto [kind, is_new] =
        kinds.try_emplace(block.component.get(), static_cast<int>(cascade.kinds.size()));
    if (is_new) cascade.kinds.push_back(kind_of(*block.component));
    Cascade::Block part{.kind = kind->second};
    part.feeds.reserve(block.inputs.size());
    for (const Feed& feed : block.inputs) {
      const auto [wire, is_new_wire] =
          wires.try_emplace(numbers_of(feed), static_cast<int>(cascade.wires.size()));
      if (is_new_wire) cascade.wires.push_back(wire_of(feed, network.picture));
      part.feeds.push_back({.block = feed.block == Feed::vacuum ? Cascade::Feed::none : feed.block,
                            .port = feed.port,
                            .wire = wire->second});
    }
    cascade.blocks.push_back(std::move(part));
  }
  cascade.kinds.shrink_to_fit();  // of stations that all differ they are much of the memory
  return cascade;
}

std::vector<int> modes_along(const BlockCascade& network) {
  std::vector<int> modes;
  modes.reserve(network.modes.size());
  for (const Block& block : network.blocks) {
    modes.insert(modes.end(), block.modes.begin(), block.modes.end());
  }
  return modes;
}

}  // namespace gaussnet
