#pragma once

#include <libnetwork/network/description.hpp>
#include <string>

namespace gaussnet {

/// The file that a description stands for (docs/language.md), also of one that was built in code:
/// expressions as they were written, doubles with the unit of their key. Reading it back gives the
/// same network: read_description(to_yaml(d), name) has the entries of d in the same order, and
/// their values are the same doubles.
///
/// What a file cannot say is not kept: comments, `x-` keys, and values that could not be read.
std::string to_yaml(const NetworkDescription& description);

}  // namespace gaussnet
