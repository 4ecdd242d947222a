#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <libnetwork/io/quantity.hpp>
#include <libnetwork/io/quantity_names.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <utility>

namespace gaussnet {
namespace {

struct Prefix {
  std::string_view letter;
  double factor;
  double divisor;
};

constexpr Prefix prefixes[] = {{"", 1, 1},     {"k", 1e3, 1},  {"M", 1e6, 1}, {"G", 1e9, 1},
                               {"T", 1e12, 1}, {"m", 1, 1e3},  {"u", 1, 1e6}, {"μ", 1, 1e6},
                               {"n", 1, 1e9},  {"p", 1, 1e12}, {"f", 1, 1e15}};

struct PrefixedUnit {
  std::string_view name;
  std::string_view prefixes;  // u also stands for µ
  Dimension dimension;
};

constexpr PrefixedUnit prefixed_units[] = {{"Hz", "mkMGT", dimensions::hertz},
                                           {"rad", "numkM", dimensions::angle},
                                           {"s", "fpnum", dimensions::second},
                                           {"K", "num", dimensions::kelvin}};

bool allows(const PrefixedUnit& unit, const Prefix& prefix) {
  if (prefix.letter.empty()) return true;
  const char letter = prefix.letter == "μ" ? 'u' : prefix.letter.front();
  return unit.prefixes.find(letter) != std::string_view::npos;
}

std::string lower(std::string_view name) {
  std::string result(name);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

}  // namespace

double QuantityUnit::times(double value) const {
  return degree ? value / 180 * pi : value * factor / divisor;
}

std::optional<QuantityUnit> find_unit(std::string_view name) {
  if (name == "deg" || name == "°")
    return QuantityUnit{.dimension = dimensions::angle, .degree = true};
  if (name == "%") return QuantityUnit{.divisor = 100};
  if (name == "dB") return QuantityUnit{.dimension = dimensions::decibel};
  for (const PrefixedUnit& unit : prefixed_units) {
    if (!name.ends_with(unit.name)) continue;
    const std::string_view letter = name.substr(0, name.size() - unit.name.size());
    for (const Prefix& prefix : prefixes) {
      if (prefix.letter != letter || !allows(unit, prefix)) continue;
      return QuantityUnit{
          .dimension = unit.dimension, .factor = prefix.factor, .divisor = prefix.divisor};
    }
  }
  return std::nullopt;
}

std::optional<int> prefix_exponent(std::string_view letter) {
  for (const Prefix& prefix : prefixes) {
    if (prefix.letter != letter || letter.empty()) continue;
    return static_cast<int>(std::lround(std::log10(prefix.factor) - std::log10(prefix.divisor)));
  }
  return std::nullopt;
}

std::optional<Instruction> find_constant(std::string_view name) {
  if (name == "pi" || name == "π") return Instruction{.dimension = dimensions::pi, .constant = pi};
  if (name == "hbar") return Instruction{.dimension = dimensions::hbar, .constant = hbar};
  if (name == "k_B") return Instruction{.dimension = dimensions::boltzmann, .constant = boltzmann};
  return std::nullopt;
}

std::optional<Operation> find_function(std::string_view name) {
  for (auto i = static_cast<int>(Operation::sqrt); i <= static_cast<int>(Operation::number); ++i) {
    if (spelling(static_cast<Operation>(i)) == name) return static_cast<Operation>(i);
  }
  return std::nullopt;
}

bool is_not_a_number(std::string_view name) {
  const std::string word = lower(name);
  return word == "nan" || word == "inf" || word == "infinity" || word == "∞";
}

std::optional<std::string> translation(std::string_view name) {
  using Pair = std::pair<std::string_view, std::string_view>;
  constexpr std::array<Pair, 26> words = {
      {{"log", "ln"},      {"arcsin", "asin"}, {"arccos", "acos"}, {"arctan", "atan"},
       {"atan2", "atan"},  {"fabs", "abs"},    {"kb", "k_B"},      {"kelvin", "K"},
       {"e", "exp(1)"},    {"sec", "s"},       {"second", "s"},    {"seconds", "s"},
       {"hertz", "Hz"},    {"degree", "deg"},  {"degrees", "deg"}, {"radian", "rad"},
       {"radians", "rad"}, {"percent", "%"},   {"decibel", "dB"},  {"h", "(2pi * hbar)"},
       {"ħ", "hbar"},      {"ℏ", "hbar"},      {"usec", "us"},     {"msec", "ms"},
       {"nsec", "ns"},     {"sqr", "sqrt"}}};
  const std::string word = lower(name);
  for (const auto& [foreign, ours] : words) {
    if (word == foreign) return std::string(ours);
  }
  return std::nullopt;
}

std::vector<std::string> unit_names() {
  std::vector<std::string> names = {"deg", "%", "dB"};
  for (const PrefixedUnit& unit : prefixed_units) {
    for (const Prefix& prefix : prefixes) {
      if (allows(unit, prefix))
        names.push_back(std::string(prefix.letter) + std::string(unit.name));
    }
  }
  return names;
}

std::vector<std::string> units_up_to_case(std::string_view name) {
  std::vector<std::string> names = unit_names();
  std::erase_if(names, [&](const std::string& unit) { return lower(unit) != lower(name); });
  return names;
}

std::vector<std::string> constant_names() { return {"pi", "π", "hbar", "k_B"}; }

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (auto i = static_cast<int>(Operation::sqrt); i <= static_cast<int>(Operation::number); ++i) {
    names.emplace_back(spelling(static_cast<Operation>(i)));
  }
  return names;
}

std::string canonical_name(std::string_view name) {
  using Pair = std::pair<std::string_view, std::string_view>;
  constexpr Pair spellings[] = {{"\u00B5", "\u03BC"}, {"\u2126", "\u03A9"}};
  std::string result(name);
  for (const auto& [from, to] : spellings) {
    for (std::size_t at = result.find(from); at != std::string::npos; at = result.find(from, at)) {
      result.replace(at, from.size(), to);
    }
  }
  return result;
}

}  // namespace gaussnet
