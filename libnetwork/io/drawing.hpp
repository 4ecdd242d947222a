#pragma once

#include <libnetwork/analysis/model.hpp>
#include <string>

namespace gaussnet {

/// The network as a directed graph for Graphviz (`dot -Tsvg`): nodes with their types, wires with
/// what the light meets on them, vacuum where nothing feeds an input, and where light is lost.
std::string network_as_dot(const Model& model);

/// The same as a Mermaid flowchart, for Markdown pages.
std::string network_as_mermaid(const Model& model);

}  // namespace gaussnet
