#pragma once

#include <libnetwork/io/yaml_values.hpp>
#include <vector>

// For the sources of this folder.
namespace gaussnet {

/// Reads what stands behind `parameters:`, and gives their names to `values`. Mistakes are
/// appended.
void read_parameters(const YamlNode& map, YamlValues& values, std::vector<Parameter>& parameters,
                     std::vector<Mistake>& mistakes);

}  // namespace gaussnet
