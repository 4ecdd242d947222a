#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gaussnet {

/// The name of a file, shared by the places in it, which may be a million.
class FileName {
 public:
  FileName() = default;
  FileName(std::string name)  // NOLINT(google-explicit-constructor): a text names a file
      : name_(std::make_shared<const std::string>(std::move(name))) {}
  FileName(const char* name) : FileName(std::string(name)) {}  // NOLINT: likewise
  operator const std::string&() const;                         // NOLINT: and the name is a text

  friend bool operator==(const FileName& a, const FileName& b) {
    return static_cast<const std::string&>(a) == static_cast<const std::string&>(b);
  }

 private:
  std::shared_ptr<const std::string> name_{};  // none: empty
};

/// Where something was said. Lines and columns count from 1, columns in characters (not bytes).
/// A line of 0: not from text (a network built in code); `argument` then says which call's
/// argument.
struct Place {
  FileName file{};
  int line = 0;
  int column = 0;
  int width = 1;           // characters to underline
  std::string argument{};  // e.g. "spin.light.angle"; filled for text and code alike
};

/// Something the user can mend: what is wrong, where, and a way out.
struct Mistake {
  std::string code{};  // a row of error_codes.hpp, e.g. "hz-or-rad"
  Place place{};
  std::string message{};
  std::vector<std::string> notes{};
  std::string help{};
};

/// "FILE:LINE:COLUMN: error: MESSAGE [CODE]", then snippet and caret if `text` (the whole file) is
/// given, then notes and help. The form is gcc's, so editors jump to it.
/// @param severity  what stands in the place of "error"
std::string to_string(const Mistake& mistake, const std::string& text = {},
                      std::string_view severity = "error");

}  // namespace gaussnet
