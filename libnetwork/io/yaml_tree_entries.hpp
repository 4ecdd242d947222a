#pragma once

#include <libnetwork/errors/mistake.hpp>
#include <libnetwork/io/yaml_tree.hpp>
#include <vector>

namespace gaussnet {

/// Takes the entries that cannot stay out of all maps of a tree, and reports why: repeated keys,
/// "<<", keys that are no scalars, and "{key:value}", which YAML takes for a key without a value.
void check_entries(YamlNode& root, std::vector<Mistake>& mistakes);

}  // namespace gaussnet
