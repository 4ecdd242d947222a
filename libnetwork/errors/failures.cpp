#include <libnetwork/errors/failures.hpp>
#include <utility>

namespace gaussnet {
namespace {

std::string all_of(const std::vector<Mistake>& mistakes, const std::string& text) {
  std::string report;
  for (const Mistake& mistake : mistakes) report += to_string(mistake, text);
  return report;
}

}  // namespace

DescriptionError::DescriptionError(std::vector<Mistake> mistakes, std::string text)
    : std::runtime_error(all_of(mistakes, text)),
      mistakes_(std::move(mistakes)),
      text_(std::move(text)) {}

NoSteadyState::NoSteadyState(Mistake why)
    : std::runtime_error(to_string(why)), why_(std::move(why)) {}

}  // namespace gaussnet
