#include <cmath>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/io/result_words.hpp>

namespace gaussnet {
namespace {

constexpr std::size_t kMostNamed = 3;  // modes in a question

/// Between two groups of modes: steering goes from one to the other.
const char* between_groups(const FigureRequest& request) {
  return request.figure->traits.is_symmetric ? " | " : " -> ";
}

std::string combination_in_words(const Vector& combination, const std::vector<std::string>& modes) {
  const std::vector<std::string> names = quadrature_names(modes);
  std::string text;
  for (Eigen::Index k = 0; k < combination.size(); ++k) {
    const double factor = combination(k);
    if (factor == 0) continue;
    text += text.empty() ? (factor < 0 ? "-" : "") : (factor < 0 ? " - " : " + ");
    if (std::abs(factor) != 1) text += number_in_words(std::abs(factor)) + " ";
    text += names[static_cast<std::size_t>(k)];
  }
  return text;
}

}  // namespace

std::string modes_in_words(const std::vector<int>& modes, const std::vector<std::string>& names,
                           std::size_t most) {
  const auto name = [&](int mode) { return names[static_cast<std::size_t>(mode)]; };
  if (modes.size() > most) return name(modes.front()) + ", ..., " + name(modes.back());
  std::string text;
  for (const int mode : modes) text += (text.empty() ? "" : ", ") + name(mode);
  return text;
}

std::string question_in_words(const FigureRequest& request, const std::vector<std::string>& names) {
  std::string text(request.figure->name);
  if (request.base_2) text += " (log2)";
  if (!request.figure->unit.empty() && !request.figure->traits.is_logarithm) {
    text += " (" + std::string(request.figure->unit) + ")";
  }
  if (request.scan != FigureRequest::Scan::none) {
    text += request.scan == FigureRequest::Scan::pairs ? " of all pairs" : " of all bipartitions";
    return request.top > 0 ? text + ", the best " + std::to_string(request.top) : text;
  }
  if (!request.partition.a.empty()) {
    return text + " of " + modes_in_words(request.partition.a, names, kMostNamed) +
           between_groups(request) + modes_in_words(request.partition.b, names, kMostNamed);
  }
  if (request.combination.size() > 0) {
    return text + " of " + combination_in_words(request.combination, names);
  }
  if (request.modes.empty()) return text;
  return text + " of " + modes_in_words(request.modes, names, kMostNamed);
}

std::string item_in_words(const FigureRequest& request, const FigureItem& item,
                          const std::vector<std::string>& names) {
  const bool is_plain_pair =
      request.scan == FigureRequest::Scan::pairs && request.figure->traits.is_symmetric;
  const char* between = is_plain_pair ? ", " : between_groups(request);
  return modes_in_words(item.a, names, names.size()) + between +
         modes_in_words(item.b, names, names.size());
}

}  // namespace gaussnet
