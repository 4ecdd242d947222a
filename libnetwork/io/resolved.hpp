#pragma once

#include <libnetwork/analysis/model.hpp>

namespace gaussnet {

/// The description of a model with nothing left unsaid: every key of the tables that has a default
/// stands there with it, and so does the sideband that the oscillators share. It is the same
/// network: the matrices are the same to the bit.
NetworkDescription resolved(const Model& model);

}  // namespace gaussnet
