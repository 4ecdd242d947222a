#pragma once

#include <libnetwork/network/description.hpp>
#include <span>
#include <vector>

namespace gaussnet {

/// By slot: whether the network and its results name the parameter, other parameters aside.
std::vector<bool> named_by_network(const NetworkDescription& description);
/// By slot: whether a `repeat` names it, which fixes how many modes there are.
std::vector<bool> named_by_repeats(const NetworkDescription& description);
/// By slot: whether an expression inside these settings names it.
void add_named(const Value::Group& settings, std::vector<bool>& named);

/// Whether an expression inside these settings says `index`.
bool counts_copies(const Value::Group& settings);

/// Adds what the named parameters depend on, through any number of others.
void add_dependencies(std::span<const Parameter> parameters, std::vector<bool>& named);

}  // namespace gaussnet
