#include <array>
#include <cmath>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <libnetwork/network/reference.hpp>
#include <string_view>
#include <utility>

namespace gaussnet {
namespace {

constexpr std::size_t kMostNamed = 8;

/// Below this share of the power decibels tell losses apart better than percent do.
constexpr double kDecibelTransmission = 1e-3;

constexpr double kRoundsToOne = 0.9999995;  // in the six digits that are printed

using Prefix = std::pair<double, std::string_view>;

std::string with_prefix(double value, std::string_view unit) {
  constexpr std::array prefixes{Prefix{1e12, "T"}, Prefix{1e9, "G"},  Prefix{1e6, "M"},
                                Prefix{1e3, "k"},  Prefix{1, ""},     Prefix{1e-3, "m"},
                                Prefix{1e-6, "u"}, Prefix{1e-9, "n"}, Prefix{1e-12, "p"}};
  for (const auto& [scale, name] : prefixes) {
    if (std::abs(value) >= kRoundsToOne * scale) {
      return number_in_words(value / scale) + " " + std::string(name) + std::string(unit);
    }
  }
  return number_in_words(value) + " " + std::string(unit);
}

}  // namespace

std::string some_of(std::vector<std::string> names) {
  if (names.size() <= kMostNamed) return listed(names);
  const std::size_t rest = names.size() - kMostNamed;
  names.resize(kMostNamed);
  names.push_back(std::to_string(rest) + " more");
  return listed(names);
}

std::string rate_in_words(double rate) {
  if (rate == 0) return "0";
  if (rate < 0) return "-" + rate_in_words(-rate);
  // The language has Hz with m ... T, so smaller ones stay in mHz.
  const double hertz = rate / (2 * pi);
  if (hertz < kRoundsToOne) return "2pi * " + number_in_words(hertz * 1e3) + " mHz";
  return "2pi * " + with_prefix(hertz, "Hz");
}

std::string angle_in_words(double angle) {
  if (angle == 0) return "0";
  const std::string turns = number_in_words(angle / pi);
  return turns == "1" ? "pi" : turns == "-1" ? "-pi" : turns + " pi";
}

std::string loss_in_words(double lost, double transmitted) {
  if (transmitted > 0 && transmitted < kDecibelTransmission) {
    return number_in_words(-10 * std::log10(transmitted)) + " dB";
  }
  return number_in_words(100 * lost) + " %";
}

std::string time_in_words(double seconds) { return with_prefix(seconds, "s"); }

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace gaussnet
