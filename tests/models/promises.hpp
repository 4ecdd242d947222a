#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace models {

using Settings = std::vector<std::pair<std::string, std::string>>;

/// A line of a model's header that says what it gives:
///
///     # gives: RESULT unconditional|conditional NUMBER [at PARAMETER=VALUE, ...]
struct Promise {
  std::string line{};
  std::string result{};
  bool conditional = false;
  std::string digits{};  // as printed
  Settings settings{};   // what is set before solving

  /// Half a unit of the last digit printed.
  double half_digit() const;
};

/// Nothing for a line that does not begin with "# gives:".
/// @throws std::invalid_argument a promise that cannot be read
std::optional<Promise> promise_in(const std::string& line);
std::vector<Promise> promises_of(const std::string& path);

/// The names in the first column of the table of models.
std::set<std::string> listed_in(const std::string& readme);

}  // namespace models
