#pragma once

#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/network/dense_limits.hpp>
#include <optional>
#include <vector>

// What a result wants of a covariance that passes once. For the sources of this folder.
namespace gaussnet {

/// Modes of a result, whose covariance is a matrix.
inline constexpr std::size_t most_modes_of_result = DenseLimits{}.modes;
/// Modes of a network whose covariance is kept if somebody wants it.
inline constexpr std::size_t most_modes_kept = DenseLimits{}.modes;
inline constexpr const char* too_many_modes = "too-many-modes";

/// The modes that a result names, each once.
std::vector<int> modes_of(const FigureRequest& request);

/// The same request of a state of these modes alone.
FigureRequest renumbered(FigureRequest request, const std::vector<int>& modes);

/// Whether a result is found only once the whole of V is there.
bool lists_all_pairs(const FigureRequest& request);

/// Why a result has no number on a state that passes once, if so.
/// @param modes  of the network
std::optional<FigureValue> refusal(const FigureRequest& request, std::size_t modes);

}  // namespace gaussnet
