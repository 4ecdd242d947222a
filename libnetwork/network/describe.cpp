#include <libnetwork/network/check.hpp>
#include <libnetwork/network/reference.hpp>

namespace gaussnet {
namespace {

using Shape = KeyRow::Shape;

std::string in_words(std::string_view choices) {
  const std::vector<std::string_view> words = words_of(choices, '|');
  const std::vector<std::string> names(words.begin(), words.end());
  return (names.size() > 1 ? "one of " : "the word ") + listed(names, "or");
}

}  // namespace

std::string describe(const KeyRow& row) {
  switch (row.shape) {
    case Shape::quantity:
      return describe(row.kind);
    case Shape::quantity_or_word:
      return describe(row.kind) + " or " + in_words(row.choices);
    case Shape::word:
      return in_words(row.choices);
    case Shape::group:
    case Shape::node:
    case Shape::result:
      return "a map {key: value, ...}";
    case Shape::groups:
      return "a map of names {name: {key: value, ...}, ...}";
    case Shape::named:
    case Shape::by_type:
      return "a map of names";
    case Shape::like_parameter:
    case Shape::parameter:
      return "a quantity";
    case Shape::limits:
      return "two limits [low, high] or a map {from: low, to: high}";
    case Shape::whole:
      return "a whole number";
    case Shape::list:
    case Shape::names:
    case Shape::partition:
    case Shape::chain:
      return "a list [...]";
    case Shape::combination:
      return "a map {quadrature: coefficient, ...}";
    default:
      return "a name";
  }
}

}  // namespace gaussnet
