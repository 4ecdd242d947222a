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

/// FILE of a command line: "-" is `in`; else a file; else the name of a built-in model.
/// @throws FileError, with the nearest built-in name
ModelText read_model(const std::string& file, std::istream& in);

/// The model in FILE with its parameters set as "NAME=VALUE".
/// @throws FileError; Failure [model_file] for the file, [command_line] for a setting
Model load_model(const std::string& file, std::span<const std::string> settings, std::istream& in);

}  // namespace gaussnet::tools
