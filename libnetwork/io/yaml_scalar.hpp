#pragma once

#include <string>
#include <string_view>

// For the sources of this folder.
namespace gaussnet {

/// A text as one YAML scalar that reads back as the same text: plain where YAML leaves it alone
/// (also inside [...] and {...}), in single quotes where it would not, in double quotes with
/// escapes where the text has line breaks or control characters.
std::string yaml_scalar(std::string_view text);

/// A text behind `key:` in a block map; several lines stand as a block scalar under it.
/// @param indent  of the key
std::string yaml_text(std::string_view text, int indent);

}  // namespace gaussnet
