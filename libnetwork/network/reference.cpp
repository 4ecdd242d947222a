#include <algorithm>
#include <charconv>
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

/// Levenshtein's distance with adjacent swaps counted as one.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
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

std::string nearest_name(std::string_view name, std::span<const std::string> candidates) {
  const std::size_t reach = std::max<std::size_t>(1, name.size() / 3);
  std::size_t best = reach + 1;
  std::string nearest;
  for (const std::string& candidate : candidates) {
    const std::size_t length_gap = candidate.size() > name.size() ? candidate.size() - name.size()
                                                                  : name.size() - candidate.size();
    if (length_gap >= best || candidate == name) continue;
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string suggestion(std::string_view name, std::span<const std::string> candidates) {
  const std::string nearest = nearest_name(name, candidates);
  if (!nearest.empty()) return "did you mean '" + nearest + "'?";
  if (candidates.empty()) return {};
  return "known: " + listed(candidates.first(std::min<std::size_t>(candidates.size(), 20)));
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
