#pragma once

#include <istream>
#include <libnetwork/analysis/model.hpp>
#include <span>
#include <string>

namespace gaussnet::tools {

struct ModelText {
  std::string text{};
  std::string name{};  // that messages carry
};

/// What messages call FILE: "<stdin>" for "-".
std::string source_name(const std::string& file);

/// FILE of a command line: "-" is `in`; else a file; else the name of a built-in model.
/// @throws FileError, with the nearest built-in name
ModelText read_model(const std::string& file, std::istream& in);

/// The name in "NAME=VALUE", without spaces around it.
std::string parameter_of(const std::string& setting);

/// The model in FILE with its parameters set as "NAME=VALUE", each once.
/// @throws FileError; Failure [model_file] for the file, [command_line] for a setting
Model load_model(const std::string& file, std::span<const std::string> settings, std::istream& in);

}  // namespace gaussnet::tools
