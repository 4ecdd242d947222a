#pragma once

#include <libnetwork/analysis/model.hpp>
#include <libnetwork/network/description.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gaussnet {

/// What a file says and what was wrong with it as a text; the rest is checked by Model.
struct ReadDescription {
  NetworkDescription description{};
  std::vector<Mistake> mistakes{};
  bool complete = false;  // false: the text ends in a syntax mistake, nothing can be concluded
};

/// Reads a model (YAML, docs/language.md). Never throws for what the text says.
ReadDescription read_description(std::string text, std::string file);

/// Reads and checks.
/// @param file  the name that messages carry
/// @throws DescriptionError with every independent mistake, by place, at most 20
Model load_text(std::string text, std::string file);

/// Reads and checks the file at `path`.
/// @throws FileError, DescriptionError
Model load(const std::string& path);

/// `text` as a value for the parameter `name` of a description: "0.3 pi", "2 * C_S".
/// @throws DescriptionError
Expression parse_setting(const NetworkDescription& description, std::string_view name,
                         std::string_view text);

}  // namespace gaussnet
