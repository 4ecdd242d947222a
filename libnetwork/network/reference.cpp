#include <algorithm>
#include <cctype>
#include <charconv>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/network/reference.hpp>
#include <numeric>

namespace gaussnet {
namespace {

/// A whole number in `text`, all of it, or 0.
int index_of(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : 0;
}

std::optional<Reference::Indices> parse_indices(std::string_view text) {
  if (text == "*") return Reference::Indices{.all = true};
  const std::size_t dots = text.find("..");
  const int first = index_of(text.substr(0, dots));
  const int last = dots == std::string_view::npos ? first : index_of(text.substr(dots + 2));
  if (first < 1 || last < first) return std::nullopt;
  return Reference::Indices{.first = first, .last = last};
}

bool is_letter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;  // Greek letters and others
}

std::string lower(std::string_view name) {
  std::string result(name);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

constexpr double case_cost = 0.25;  // of writing KHz for kHz

double letter_cost(char a, char b) {
  if (a == b) return 0;
  const auto lowered = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  return lowered(a) == lowered(b) ? case_cost : 1;
}

/// The least cost of insertions, deletions, replacements and swaps of neighbours that turn a into b
/// (Damerau 1964, each stretch edited once).
double edit_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<double> cost((a.size() + 1) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> double& { return cost[i * width + j]; };
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        at(i, j) = static_cast<double>(i + j);
        continue;
      }
      at(i, j) = std::min(
          {at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + letter_cost(a[i - 1], b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
    }
  }
  return cost.back();
}

std::string list_of(std::span<const std::string> candidates) {
  if (candidates.empty()) return "nothing of that kind is declared: declare it, or leave this out";
  return "known: " + listed(candidates.first(std::min<std::size_t>(candidates.size(), 20)));
}

/// Letters that may differ: short names differ from everything by little.
double tolerance(std::size_t length) {
  if (length < 3) return 2 * case_cost;
  return length < 6 ? 1 : 2;
}

}  // namespace

std::optional<Reference> parse_reference(std::string_view text) {
  Reference reference;
  const std::size_t name_end = text.find_first_of("(.");
  reference.name = text.substr(0, name_end);
  if (!is_node_name(reference.name) && reference.name != "vacuum") return std::nullopt;
  if (name_end == std::string_view::npos) return reference;
  text.remove_prefix(name_end);
  if (text.front() == '(') {
    const std::size_t close = text.find(')');
    if (close == std::string_view::npos) return std::nullopt;
    reference.indices = parse_indices(text.substr(1, close - 1));
    if (!reference.indices) return std::nullopt;
    text.remove_prefix(close + 1);
  }
  if (text.empty()) return reference;
  if (text.front() != '.') return std::nullopt;
  reference.port = text.substr(1);
  if (!is_node_name(reference.port)) return std::nullopt;
  return reference;
}

std::variant<Copies, Mistake> copies_of(const Reference& reference, int repeat,
                                        const Place& place) {
  const std::string& name = reference.name;
  const std::string last = std::to_string(repeat);
  if (!reference.indices) {
    if (repeat == 0) return Copies{};
    return Mistake{.code = "bare-repeated-name",
                   .place = place,
                   .message = "'" + name + "' stands for " + last + " copies",
                   .help = "write '" + name + "(*)' for all of them, or '" + name + "(1)' for one"};
  }
  if (repeat == 0) {
    return Mistake{.code = "not-repeated",
                   .place = place,
                   .message = "node '" + name + "' is not repeated",
                   .help = "write '" + name + "' without brackets, or give the node 'repeat:'"};
  }
  if (reference.indices->all) return Copies{1, repeat};
  if (reference.indices->last <= repeat) {
    return Copies{reference.indices->first, reference.indices->last};
  }
  return Mistake{.code = "index-range",
                 .place = place,
                 .message = "'" + name + "' has copies 1 to " + last + ", not " +
                            std::to_string(reference.indices->last),
                 .help = "write '" + name + "(" + last + ")' for the last one"};
}

std::vector<int> places_of(const Copies& copies, int begin) {
  std::vector<int> places(static_cast<std::size_t>(copies.count()));
  std::iota(places.begin(), places.end(), begin + std::max(0, copies.first - 1));
  return places;
}

bool is_node_name(std::string_view name) {
  if (name.empty() || name == "vacuum" || !is_letter(static_cast<unsigned char>(name.front()))) {
    return false;
  }
  return std::all_of(name.begin(), name.end(), [](char character) {
    const auto c = static_cast<unsigned char>(character);
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

std::string indexed_name(std::string_view name, int index) {
  if (index == 0) return std::string(name);
  return std::string(name) + "(" + std::to_string(index) + ")";
}

std::optional<std::string> nearest_name(std::string_view name,
                                        std::span<const std::string> candidates) {
  constexpr std::size_t longest = 64;  // no name is meant by more
  if (name.size() > longest) return std::nullopt;
  std::optional<std::string> nearest;
  double least = tolerance(name.size());
  for (const std::string& candidate : candidates) {
    if (candidate.size() > longest || candidate == name) continue;
    const bool same_but_case = lower(candidate) == lower(name);
    const double distance = edit_distance(name, candidate) * (same_but_case ? 0.125 : 1);
    if (distance > least || (nearest && distance == least)) continue;
    nearest = candidate;
    least = distance;
  }
  return nearest;
}

std::string suggestion(std::string_view name, std::span<const std::string> candidates) {
  if (const auto nearest = nearest_name(name, candidates)) {
    return "did you mean '" + *nearest + "'?";
  }
  return list_of(candidates);
}

std::string KnownNames::suggestion(std::string_view name,
                                   const std::function<std::vector<std::string>()>& gather) {
  if (!names_) names_ = gather();
  return ++asked_ > most_mistakes ? list_of(*names_) : gaussnet::suggestion(name, *names_);
}

std::string listed(std::span<const std::string> words, std::string_view conjunction) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " " + std::string(conjunction) + " " : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace gaussnet
