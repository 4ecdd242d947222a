#include <cmath>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <tests/models/promises.hpp>

namespace models {
namespace {

std::ifstream opened(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  return file;
}

Settings settings_in(const std::string& text) {
  static const std::regex one(R"(\s*(\w+)\s*=\s*([^,=]*[^,=\s])\s*(?:,|$))");
  Settings settings;
  auto from = text.cbegin();
  std::smatch match;
  while (from != text.cend()) {
    if (!std::regex_search(from, text.cend(), match, one, std::regex_constants::match_continuous)) {
      throw std::invalid_argument("not a setting: " + text);
    }
    settings.emplace_back(match[1], match[2]);
    from = match[0].second;
  }
  return settings;
}

}  // namespace

double Promise::half_digit() const {
  const std::size_t point = digits.find('.');
  const std::size_t decimals = point == std::string::npos ? 0 : digits.size() - point - 1;
  return 0.5 * std::pow(10.0, -static_cast<double>(decimals));
}

std::optional<Promise> promise_in(const std::string& line) {
  if (line.rfind("# gives:", 0) != 0) return std::nullopt;
  static const std::regex form(
      R"(# gives: (\w+) (unconditional|conditional) (-?\d+(?:\.\d+)?)(?: at (.+))?)");
  std::smatch match;
  if (!std::regex_match(line, match, form)) {
    throw std::invalid_argument("not a promise: " + line);
  }
  return Promise{.line = line,
                 .result = match[1],
                 .conditional = match[2] == "conditional",
                 .digits = match[3],
                 .settings = settings_in(match[4])};
}

std::vector<Promise> promises_of(const std::string& path) {
  std::ifstream file = opened(path);
  std::vector<Promise> promises;
  for (std::string line; std::getline(file, line) && line.rfind('#', 0) == 0;) {
    if (auto promise = promise_in(line)) promises.push_back(std::move(*promise));
  }
  return promises;
}

std::set<std::string> listed_in(const std::string& readme) {
  std::ifstream file = opened(readme);
  static const std::regex row(R"(\| `(\w+)` \|.*)");
  std::set<std::string> names;
  std::smatch match;
  for (std::string line; std::getline(file, line);) {
    if (std::regex_match(line, match, row)) names.insert(match[1]);
  }
  return names;
}

}  // namespace models
