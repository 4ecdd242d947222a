#include <libnetwork/io/flat_json.hpp>

namespace gaussnet {

std::string with_flat_arrays(const std::string& json) {
  std::string text;
  bool in_string = false;
  bool is_escaped = false;
  bool in_array = false;  // with nothing nested in it
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '"' && !is_escaped) in_string = !in_string;
    is_escaped = c == '\\' && !is_escaped;
    if (!in_string && (c == '[' || c == ']')) {
      in_array = c == '[' && json.find_first_of("[{]", at + 1) == json.find(']', at + 1);
    }
    if (!in_array || in_string || (c != '\n' && c != ' ')) text += c;
    if (in_array && !in_string && c == ',') text += ' ';
  }
  return text;
}

}  // namespace gaussnet
