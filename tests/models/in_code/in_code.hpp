#pragma once

#include <libnetwork/io/quantity.hpp>
#include <libnetwork/network/description.hpp>
#include <span>
#include <string_view>

/// Every model of models/, said in C++ with the same names and in the same order as its file.
/// A new model is a file beside this one with its function, a line below, and a line in the table
/// of in_code.cpp; the tests walk the table.
namespace in_code {

gaussnet::NetworkDescription beam_splitter_cooling();
gaussnet::NetworkDescription coherent_feedback();
gaussnet::NetworkDescription dark_dimers();
gaussnet::NetworkDescription degenerate_opo_chain();
gaussnet::NetworkDescription epr_into_two();
gaussnet::NetworkDescription fifty_stations();
gaussnet::NetworkDescription light_mediated();
gaussnet::NetworkDescription muschik();
gaussnet::NetworkDescription opo_chain();
gaussnet::NetworkDescription sideband_cooling();
gaussnet::NetworkDescription spin_mechanical();
gaussnet::NetworkDescription spin_mechanical_full();
gaussnet::NetworkDescription spin_mechanical_loss();
gaussnet::NetworkDescription squeezed_into_cavity();
gaussnet::NetworkDescription squeezed_onto_oscillator();
gaussnet::NetworkDescription two_arm_network();
gaussnet::NetworkDescription two_tone_squeezing();
gaussnet::NetworkDescription vitali();

struct ModelInCode {
  std::string_view name{};  // of the file, without .yaml
  gaussnet::NetworkDescription (*network)() = nullptr;
};

std::span<const ModelInCode> models();

/// [[a], [b]]: the partition of one mode against another.
gaussnet::Value one_against_one(const char* a, const char* b);

}  // namespace in_code
