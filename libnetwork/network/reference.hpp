#pragma once

#include <functional>
#include <libnetwork/errors/mistake.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gaussnet {

/// What a chain or a result says of a node: `name`, `name.port`, `name(3)`, `name(2..5).port`,
/// `name(*)`.  Round brackets, because square ones end a plain YAML scalar inside `[...]`.
struct Reference {
  struct Indices {
    bool all = false;  // (*)
    int first = 0;     // otherwise first..last, from 1
    int last = 0;
  };
  std::string name{};
  std::optional<Indices> indices{};
  std::string port{};
};

/// nullopt: not of that form.
std::optional<Reference> parse_reference(std::string_view text);

/// Copies first ... last of a node; 0 ... 0 is a node that is not repeated.
struct Copies {
  int first = 0;
  int last = 0;
  int count() const { return last - first + 1; }
};

/// Where copies stand in a list whose copies of that node begin at `begin`.
std::vector<int> places_of(const Copies& copies, int begin);

/// The copies that a reference means, of a node that is repeated so often (0: it is not), or the
/// mistake: [bare-repeated-name], [not-repeated], [index-range].
std::variant<Copies, Mistake> copies_of(const Reference& reference, int repeat, const Place& place);

/// A node's name: letters, digits, '_' and '-', beginning with a letter; not 'vacuum'.
bool is_node_name(std::string_view name);

/// `name` or, for the k-th of a repeated node, `name(k)`.
std::string indexed_name(std::string_view name, int index);

/// The candidate a reader most likely meant (case, one or two letters, swapped letters), or
/// nothing.
std::optional<std::string> nearest_name(std::string_view name,
                                        std::span<const std::string> candidates);

/// "did you mean 'x'?", or "known: a, b, c" where nothing is near.
std::string suggestion(std::string_view name, std::span<const std::string> candidates);

/// Names to suggest from, gathered at the first mistake.
class KnownNames {
 public:
  /// As gaussnet::suggestion(); of a mistake that is one too many to be told, what is known: the
  /// nearest of many names takes long to find.
  /// @param gather  all names, in their order; called once
  std::string suggestion(std::string_view name,
                         const std::function<std::vector<std::string>()>& gather);

 private:
  std::optional<std::vector<std::string>> names_{};
  std::size_t asked_ = 0;
};

/// "a, b and c", or with another last conjunction.
std::string listed(std::span<const std::string> words, std::string_view conjunction = "and");

}  // namespace gaussnet
