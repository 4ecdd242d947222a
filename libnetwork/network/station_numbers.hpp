#pragma once

#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/reading.hpp>

namespace gaussnet {

/// The numbers of a station whose settings have passed every check of keys, kinds and ranges. What
/// only all of them together can get wrong is reported.
ComponentNumbers read_numbers(const NodeTypeRow& type, const Reading& node);

}  // namespace gaussnet
