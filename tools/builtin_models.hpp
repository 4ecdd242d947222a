#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gaussnet::tools {

/// A file of models/, carried by the program so that it needs none.
struct BuiltinModel {
  std::string_view name{};  // without .yaml
  std::string_view text{};
};

/// By name. Defined in a file that the build writes from models/*.yaml.
std::span<const BuiltinModel> builtin_models();

/// nullptr: there is none of that name.
const BuiltinModel* find_builtin_model(std::string_view name);
std::vector<std::string> builtin_model_names();

}  // namespace gaussnet::tools
