#pragma once

#include <cstddef>
#include <string>

namespace gaussnet {

/// How a scalar stands in the text, which the parser does not tell: it gives where a value begins
/// (with its tag and anchor) and what it says.

/// "&name !tag content": the tag's bytes (none: begin = end) and where the content begins.
struct NodeProperties {
  std::size_t tag_begin = 0;
  std::size_t tag_end = 0;
  std::size_t content = 0;
};
NodeProperties node_properties(const std::string& text, std::size_t at);

struct WrittenScalar {
  std::size_t end = 0;   // behind its last byte (of its heading, for a block scalar)
  bool quoted = false;   // or a block scalar
  bool literal = false;  // the value stands byte by byte in the text, behind the quote if quoted
  bool closed = true;    // false: a quote that nothing closes
};
WrittenScalar written_scalar(const std::string& text, std::size_t at, const std::string& value);

/// The length of an explicit null (~, null, Null, NULL) at `at`, 0 if there is none.
std::size_t length_of_null(const std::string& text, std::size_t at);

std::size_t skip_blanks_and_comments(const std::string& text, std::size_t at);

/// Behind the colon that follows a key which ends at `at`; `at` itself if there is no colon.
std::size_t behind_colon(const std::string& text, std::size_t at);

}  // namespace gaussnet
