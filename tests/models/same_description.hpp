#pragma once

#include <libnetwork/network/description.hpp>
#include <string>

/// Where two descriptions differ, "nodes.spin.frequency", or nothing: the same entries in the same
/// order, words alike, expressions with the same parameters and the same double for several values
/// of these. Texts and places do not count.
std::string first_difference(const gaussnet::NetworkDescription& a,
                             const gaussnet::NetworkDescription& b);
