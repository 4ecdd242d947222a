#include <algorithm>
#include <libnetwork/errors/failures.hpp>
#include <tuple>
#include <utility>

namespace gaussnet {
namespace {

std::vector<Mistake> in_order(std::vector<Mistake> mistakes) {
  std::stable_sort(mistakes.begin(), mistakes.end(), [](const Mistake& a, const Mistake& b) {
    return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
  });
  if (mistakes.size() > most_mistakes) {
    const std::size_t rest = mistakes.size() - most_mistakes;
    mistakes.resize(most_mistakes);
    mistakes.back().notes.push_back("and " + std::to_string(rest) + " more mistakes");
  }
  return mistakes;
}

std::string all_of(const std::vector<Mistake>& mistakes, const std::string& text) {
  std::string report;
  for (const Mistake& mistake : mistakes) report += to_string(mistake, text);
  return report;
}

}  // namespace

DescriptionError::DescriptionError(std::vector<Mistake> mistakes, std::string text)
    : DescriptionError(InOrder{}, in_order(std::move(mistakes)), std::move(text)) {}

DescriptionError::DescriptionError(InOrder, std::vector<Mistake> mistakes, std::string text)
    : std::runtime_error(all_of(mistakes, text)),
      mistakes_(std::move(mistakes)),
      text_(std::move(text)) {}

NoSteadyState::NoSteadyState(Mistake why)
    : std::runtime_error(to_string(why)), why_(std::move(why)) {}

}  // namespace gaussnet
