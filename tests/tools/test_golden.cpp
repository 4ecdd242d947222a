// The text that a reader of the README meets first, and where its numbers come from.
#include <catch2/catch.hpp>
#include <cmath>
#include <regex>
#include <sstream>

#include "program.hpp"

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// Residuals and error bounds differ from machine to machine; their presence does not.
std::string without_rounding_errors(const std::string& text) {
  std::string masked;
  for (const std::string& line : lines_of(text)) {
    const bool is_rounding = line.find("  residual of") == 0 || line.find("  error bound") == 0;
    masked += is_rounding ? std::regex_replace(line, std::regex("[0-9].*"), "...") : line;
    masked += "\n";
  }
  return masked;
}

std::string golden() {
  return text_of(source_dir() / "tests" / "tools" / "golden" / "spin_mechanical.txt");
}

/// The numbers of the first line that contains `name`, behind it.
std::vector<double> numbers_after(const std::string& text, const std::string& name) {
  for (const std::string& line : lines_of(text)) {
    const std::size_t at = line.find(name);
    if (at == std::string::npos) continue;
    std::vector<double> numbers;
    std::istringstream rest(line.substr(at + name.size()));
    for (double number = 0; rest >> number;) numbers.push_back(number);
    if (!numbers.empty()) return numbers;
  }
  return {};
}

}  // namespace

TEST_CASE("solve prints the golden text for the reference model") {
  const Ran ran = program({"solve", "spin_mechanical"});
  CHECK(ran.exit_code == 0);
  CHECK(ran.err.empty());
  CHECK(without_rounding_errors(ran.out) == golden());
}

TEST_CASE("the golden text holds the published numbers") {
  const auto xi = numbers_after(golden(), "epr of spin, mech");
  REQUIRE(xi.size() == 2);
  CHECK_THAT(xi[0], WithinAbs(0.351572, 5e-7));
  CHECK_THAT(xi[1], WithinAbs(0.349371, 5e-7));
  const auto log_negativity = numbers_after(golden(), "log-negativity of spin | mech");
  REQUIRE(log_negativity.size() == 2);
  CHECK_THAT(log_negativity[0], WithinAbs(1.111579, 5e-7));
  CHECK_THAT(log_negativity[1], WithinAbs(1.114803, 5e-7));
  const auto bits = numbers_after(golden(), "in log2");
  REQUIRE(bits.size() == 2);
  CHECK_THAT(bits[0], WithinRel(log_negativity[0] / std::log(2.0), 1e-7));
}

TEST_CASE("the golden covariance is the letter's closed form") {
  // Phys. Rev. Lett. 121, 103602 (2018), at eps = 0, with rates over 2 pi in kHz.
  const double pi = std::acos(-1.0);
  const double theta_s = 0.25125 * pi;
  const double theta_m = 0.44213 * pi;
  const double decoherence_s = 7.5;
  const double decoherence_m = 10;
  const double rate_s = 10 * decoherence_s;
  const double rate_m = 12.12 * decoherence_m;
  const double damping_s = 5 - rate_s * std::cos(2 * theta_s);
  const double damping_m = 1e-5 - rate_m * std::cos(2 * theta_m);
  const double exchange = -std::sqrt(rate_s * rate_m) * std::sin(theta_m - theta_s);
  const double spin = (rate_s / 2 + decoherence_s) / damping_s;
  const double twice_cross =
      -2 / (damping_s + damping_m) *
      (std::sqrt(rate_s * rate_m) * std::sin(theta_m + theta_s) - 2 * exchange * spin);
  const double mech = (rate_m / 2 + decoherence_m + exchange * twice_cross) / damping_m;
  const auto first = numbers_after(golden(), "spin.X ");
  REQUIRE(first.size() == 4);
  CHECK_THAT(first[0], WithinRel(spin, 1e-6));
  CHECK_THAT(first[2], WithinRel(twice_cross / 2, 1e-6));
  const auto third = numbers_after(golden(), "mech.X ");
  REQUIRE(third.size() == 4);
  CHECK_THAT(third[2], WithinRel(mech, 1e-6));
  const auto weight = numbers_after(golden(), "weight of the second mode");
  const double ratio = std::sqrt(rate_m / rate_s) * std::cos(theta_m - pi / 4);
  REQUIRE(!weight.empty());
  CHECK_THAT(weight[0], WithinRel(ratio / std::cos(theta_s - pi / 4), 1e-5));
}
