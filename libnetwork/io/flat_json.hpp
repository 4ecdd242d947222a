#pragma once

#include <string>

// For the sources of this folder.
namespace gaussnet {

/// An indented JSON text with its innermost arrays in one line each: a covariance then looks like a
/// matrix.
std::string with_flat_arrays(const std::string& json);

}  // namespace gaussnet
