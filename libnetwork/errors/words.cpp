#include <cstdio>
#include <libnetwork/errors/words.hpp>

namespace gaussnet {

std::string quoted(const std::string& text) { return "'" + text + "'"; }
std::string quoted(std::string_view text) { return quoted(std::string(text)); }
std::string quoted(const char* text) { return quoted(std::string(text)); }

std::string number_in_words(double value, int digits) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
  return buffer;
}

}  // namespace gaussnet
