#pragma once

#include <libnetwork/io/yaml_tree.hpp>
#include <libnetwork/io/yaml_tree_text.hpp>
#include <string>

namespace gaussnet {

/// Reads the first document of a text into `result.root` and reports what is wrong with its syntax,
/// its size and its aliases. True if all of it was read; else the root is what was read before.
bool build_tree(const std::string& text, TextPositions& positions, YamlText& result);

}  // namespace gaussnet
