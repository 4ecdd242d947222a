#pragma once

#include <stdexcept>
#include <string>

namespace gaussnet::tools {

/// A command cannot go on: the text for stderr, complete, and the exit code.
class Failure : public std::runtime_error {
 public:
  Failure(int exit_code, const std::string& text)
      : std::runtime_error(text), exit_code_(exit_code) {}
  int exit_code() const { return exit_code_; }

 private:
  int exit_code_;
};

}  // namespace gaussnet::tools
