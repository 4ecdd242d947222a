#pragma once

#include <span>
#include <string_view>

namespace gaussnet {

/// One kind of mistake: the code behind a message, and what it means at length.
struct ErrorCode {
  /// Who finds it: `check` (a file), `solve` (the physics of a file that is fine), or the arguments
  /// of a call or of the command line.
  enum class Found { check, solve, argument };

  std::string_view code{};
  std::string_view meaning{};
  Found found = Found::check;
  /// What no file makes by itself: arguments of the program that meet the mistake, and those that
  /// do not. Empty where tests/mistakes has a file.
  std::string_view example{};
  std::string_view mended{};
};

/// Every code that a Mistake can carry, each once, sorted.
std::span<const ErrorCode> error_codes();

}  // namespace gaussnet
