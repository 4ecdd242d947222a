#pragma once

#include <string>
#include <string_view>

namespace gaussnet {

/// SHA-256 of the bytes, as 64 hexadecimal digits: says which text a result came from.
/// Source: FIPS 180-4, section 6.2.
std::string sha256(std::string_view bytes);

}  // namespace gaussnet
