#pragma once

#include <libnetwork/linear/cascade.hpp>

namespace gaussnet {

/// Whether the parts of a cascade fit each other and say something: shapes, numbers of kinds,
/// blocks, ports and wires, entries of ordinary size, noise that is a covariance. Time in
/// proportion to their number.
/// @throws std::invalid_argument naming the kind, wire or block, what it has and what it needs.
void check_cascade(const Cascade& cascade);

}  // namespace gaussnet
