#pragma once

#include <span>
#include <string_view>

namespace gaussnet::tools {

/// A mistake of tests/mistakes, carried by the program: what it answers and what mends it. The
/// tests of that folder hold that the file makes the mistake, and the mended file does not.
struct MistakeExample {
  std::string_view name{};    // of the file, without ending
  std::string_view answer{};  // place, message, line, caret, help
  std::string_view mended{};  // code, then the lines that mend it
};

/// By name. Defined in a file that the build writes from tests/mistakes.
std::span<const MistakeExample> mistake_examples();

/// The example of a code: the file of that name, else the first that makes the mistake; nullptr:
/// no file can make it.
const MistakeExample* find_mistake_example(std::string_view code);

}  // namespace gaussnet::tools
