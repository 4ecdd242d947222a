#pragma once

#include <libnetwork/linear/cascade.hpp>
#include <libnetwork/network/blocks.hpp>

namespace gaussnet {

/// The network's blocks as the equations of a cascade: fresh noise as its covariances
///     Q = E_x N E_x^T,   Y = E_y N E_y^T,   S = E_x N E_y^T,               [theory.md, Eq. (1)]
/// wires as T with their noise. Equal components and equal wires stand there once.
Cascade cascade_equation(const BlockCascade& network);

/// Positions in BlockCascade::modes of the modes along the cascade.
std::vector<int> modes_along(const BlockCascade& network);

}  // namespace gaussnet
