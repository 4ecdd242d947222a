#pragma once

#include <libnetwork/errors/mistake.hpp>
#include <string>
#include <string_view>
#include <vector>

// The first half of reading a quantity: characters to tokens. Positions count characters.

namespace gaussnet {

struct QuantityToken {
  enum class Kind { number, name, sign, end };

  Kind kind = Kind::end;
  char sign = 0;  // + - * / ^ ( ) , and ~ for +-
  double value = 0;
  std::string text{};  // as written; a name in its canonical spelling
  int begin = 0;
  int length = 0;

  bool is(char wanted) const { return kind == Kind::sign && sign == wanted; }
};

/// Leaves the reading of a quantity at its first mistake; never leaves io/quantity*.cpp.
struct QuantityRefusal {
  Mistake mistake{};
};

/// Every token and an end token.
/// @throws QuantityRefusal [syntax] and the codes of malformed numbers
std::vector<QuantityToken> tokens_of(std::string_view text, const Place& place);

}  // namespace gaussnet
