#pragma once

#include <cstddef>
#include <libnetwork/network/blocks.hpp>
#include <optional>
#include <span>
#include <string>

namespace gaussnet {

struct Mistake;
struct NetworkGraph;

/// What dense matrices are made of, counted before they are made: beyond these limits they take
/// gigabytes, and what is done with them minutes.
struct DenseLimits {
  std::size_t modes = 2000;
  std::size_t merged_rows = 2000;     // T F of what runs in loops or interacts
  std::size_t entries = 100'000'000;  // of B and F: 0.8 GB
};

/// Modes of these stations, and rows of the light that enters them.
struct GroupSize {
  std::size_t modes = 0;
  std::size_t rows = 0;
};

GroupSize size_of(const NetworkGraph& network, std::span<const std::size_t> stations);

/// [too-many-modes] or [loop-size] of stations that run in loops or interact.
std::optional<Mistake> check_group_size(const NetworkGraph& network,
                                        std::span<const std::size_t> stations);

/// [too-many-modes] of a whole network.
std::optional<Mistake> check_num_modes(const NetworkGraph& network, const std::string& file);

/// [too-many-fields]: the columns of B and F are the independent fields, one by one, their rows the
/// quadratures of the modes and of what leaves the network.
std::optional<Mistake> check_num_fields(const BlockCascade& cascade, const std::string& file);

}  // namespace gaussnet
