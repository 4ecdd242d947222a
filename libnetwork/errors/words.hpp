#pragma once

#include <string>
#include <string_view>

namespace gaussnet {

/// 'text', as messages name what a file says. Three, since std::quoted takes each of them as well.
std::string quoted(std::string_view text);
std::string quoted(const std::string& text);
std::string quoted(const char* text);
/// At most `digits` significant digits, without trailing zeros.
std::string number_in_words(double value, int digits = 6);

}  // namespace gaussnet
