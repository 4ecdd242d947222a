#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gaussnet {

/// A text that copies share: the places in a large model are a million, and name one file.
/// Invariant: what is shared is never changed.
class SharedText {
 public:
  SharedText() = default;
  SharedText(std::string text)  // NOLINT(google-explicit-constructor): it is a text
      : text_(text.empty() ? nullptr : std::make_shared<const std::string>(std::move(text))) {}
  SharedText(const char* text) : SharedText(std::string(text)) {}  // NOLINT: likewise
  operator const std::string&() const { return text(); }           // NOLINT: likewise
  const std::string& text() const;
  bool empty() const { return !text_; }

  friend bool operator==(const SharedText& a, const SharedText& b) {
    return a.text_ == b.text_ || a.text() == b.text();
  }

 private:
  std::shared_ptr<const std::string> text_{};  // none: empty
};

/// Where something was said. Lines and columns count from 1, columns in characters (not bytes).
/// A line of 0: not from text (a network built in code); `argument` then says which call's
/// argument.
struct Place {
  SharedText file{};
  int line = 0;
  int column = 0;
  int width = 1;          // characters to underline
  SharedText argument{};  // e.g. "spin.light.angle"; filled for text and code alike
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
