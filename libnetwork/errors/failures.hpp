#pragma once

#include <cstddef>
#include <libnetwork/errors/mistake.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace gaussnet {

/// How many mistakes of a description are told.
inline constexpr std::size_t most_mistakes = 20;

/// The description of a network cannot be taken as it is; every independent mistake is listed, by
/// place, at most `most_mistakes`.
class DescriptionError : public std::runtime_error {
 public:
  explicit DescriptionError(std::vector<Mistake> mistakes, std::string text = {});
  const std::vector<Mistake>& mistakes() const { return mistakes_; }
  /// The text the places refer to (empty for a network built in code).
  const std::string& text() const { return text_; }

 private:
  struct InOrder {};
  DescriptionError(InOrder, std::vector<Mistake> mistakes, std::string text);

  std::vector<Mistake> mistakes_;
  std::string text_;
};

/// The physics has no answer: no steady state, or none that the records determine.
class NoSteadyState : public std::runtime_error {
 public:
  explicit NoSteadyState(Mistake why);
  const Mistake& why() const { return why_; }

 private:
  Mistake why_;
};

/// A number was found, but not to the accuracy that would let it be trusted.
class InaccurateResult : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A file cannot be read or written.
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace gaussnet
