#pragma once

#include <libnetwork/network/description.hpp>
#include <libnetwork/network/node_types.hpp>
#include <span>
#include <vector>

namespace gaussnet {

/// Checks `defaults`: known types, each once, and keys of theirs. What is missing is not: it may
/// stand in the nodes. Mistakes are appended.
void check_defaults(const NetworkDescription& description, std::span<const ValueType> types,
                    std::vector<Mistake>& mistakes);

/// The node with what the defaults of its type add, key by key, one level deep: a key that the node
/// has is the node's; of a group that both have, the keys. Of alternatives (linewidth + occupation,
/// or quality + temperature, ...) the defaults add nothing once the node has made its choice.
Entry completed(const Entry& node, const Entry& defaults, const NodeTypeRow& type);

/// The same by the description's own defaults; the node itself where there are none for its type.
Entry completed(const NetworkDescription& description, const Entry& node);

/// The defaults of that type, or nullptr.
const Entry* defaults_of(const NetworkDescription& description, std::string_view type);

}  // namespace gaussnet
