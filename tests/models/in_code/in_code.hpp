#pragma once

#include <libnetwork/io/quantity.hpp>
#include <libnetwork/network/description.hpp>
#include <span>
#include <string_view>

/// Every model of models/, said in C++ with the same names and in the same order as its file.
/// A new model is a file beside this one with its function, a line below, and a line in the table
/// of in_code.cpp; the tests walk the table.
namespace in_code {

gaussnet::NetworkDescription dark_dimers();
gaussnet::NetworkDescription spin_mechanical();
gaussnet::NetworkDescription spin_mechanical_full();
gaussnet::NetworkDescription spin_mechanical_loss();

struct ModelInCode {
  std::string_view name{};  // of the file, without .yaml
  gaussnet::NetworkDescription (*network)() = nullptr;
};

std::span<const ModelInCode> models();

}  // namespace in_code
