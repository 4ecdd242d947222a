#include <catch2/catch.hpp>

#include "quantity_fixture.hpp"

using namespace gaussnet;
using Catch::Matchers::WithinRel;
using gaussnet::testing::outcome;
using gaussnet::testing::Outcome;

namespace {

constexpr double pi = std::numbers::pi;
constexpr double k_B = 1.380649e-23;
constexpr double hbar = 1.054571817646156e-34;  // CODATA 2018

struct Accepted {
  std::string_view text;
  Kind kind;
  double value;
};

constexpr auto number = Kind::number;
constexpr auto rate = Kind::rate;
constexpr auto angle = Kind::angle;
constexpr auto dB = Kind::decibel;
constexpr auto number_or_dB = Kind::number_or_decibel;
constexpr auto temperature = Kind::temperature;

const Accepted table[] = {
    // numbers as they may be written
    {"5", number, 5},
    {"5.", number, 5},
    {".5", number, 0.5},
    {"5e3", number, 5000},
    {"5E-3", number, 0.005},
    {"1e−3", number, 0.001},
    {"2.5e+2", number, 250},
    {"0e5", number, 0},
    {"  7  ", number, 7},
    {"100 %", number, 1},
    {"55%", number, 0.55},
    // grammar: signs, powers, juxtaposition, brackets
    {"-3", number, -3},
    {"--3", number, 3},
    {"2 * -3", number, -6},
    {"-2^2", number, -4},
    {"(-2)^2", number, 4},
    {"2^-1", number, 0.5},
    {"2^-2^2", number, 0.0625},
    {"2^3^2", number, 512},
    {"2 (3 + 4)", number, 14},
    {"(1 + 2)(3 + 4)", number, 21},
    {"2 C_S", number, 20},
    {"C_S 2", number, 20},
    {"-2 C_S", number, -20},
    {"2 C_S^2", number, 200},
    {"1 - 2 - 3", number, -4},
    {"24 / 4 / 3", number, 2},
    {"24 / 4 * 3", number, 18},
    {"1 / 2 * C_S", number, 5},
    {"2·3×4 ⋅ 5", number, 120},
    {"7 − 2", number, 5},
    {"3 C_S / (2 C_S)", number, 1.5},
    {"2^0.5", number, 1.4142135623730951},
    {"C_S^R", number, 7.943282347242815},
    {"((((3))))", number, 3},
    {"index", number, 7},
    {"2 index + 1", number, 15},
    {"µ", number, 0.5},
    {"μ", number, 0.5},
    // functions
    {"sqrt(2)", number, 1.4142135623730951},
    {"sin(0.5)", number, 0.479425538604203},
    {"cos(0)", number, 1},
    {"cos(pi)", number, -1},
    {"cos(60 deg)", number, 0.5},
    {"cos(zero)", number, 1},
    {"tan(0.25 pi)", number, 1},
    {"sinh(1)", number, 1.1752011936438014},
    {"cosh(1)", number, 1.5430806348152437},
    {"tanh(1)", number, 0.7615941559557649},
    {"exp(1)", number, 2.718281828459045},
    {"ln(10)", number, 2.302585092994046},
    {"abs(-3)", number, 3},
    {"sqrt(1 - R^2)", number, 0.4358898943540674},
    {"sin(theta)^2", number, 0.5},
    {"sin(omega * tau)", number, 0},  // 8 pi: compared absolutely
    {"number(pi * sqrt(R)/(1-R))", number, 29.8037647973883},
    {"number(pi)", number, pi},
    {"number(2 rad)", number, 2},
    {"exp(-number(omega tau))", number, 1.216155670940932e-11},
    // rates
    {"2pi * 5 kHz", rate, 2 * pi * 5e3},
    {"2pi*5 kHz", rate, 2 * pi * 5e3},
    {"2π · 5 kHz", rate, 2 * pi * 5e3},
    {"2 pi 5 kHz", rate, 2 * pi * 5e3},
    {"2pi kHz", rate, 2 * pi * 1e3},
    {"5 kHz * 2pi", rate, 2 * pi * 5e3},
    {"5e3 rad/s", rate, 5e3},
    {"5 krad/s", rate, 5e3},
    {"1/(2 s)", rate, 0.5},
    {"1/s", rate, 1},
    {"s^-1", rate, 1},
    {"5 us^-1", rate, 5e6},
    {"5 µs^-1", rate, 5e6},
    {"4 * g^2 / kappa", rate, 4 * 3e4 * 3e4 / 2e5},
    {"k_B * T / hbar", rate, k_B * 4 / hbar},
    {"2pi/(10 us)", rate, 2 * pi / 1e-5},
    {"2pi * 5 kHz + 1/(20 us)", rate, 2 * pi * 5e3 + 5e4},
    {"1/(20 us) - 2pi/(10 us)", rate, 5e4 - 2 * pi * 1e5},
    {"kappa/2", rate, 1e5},
    {"-omega", rate, -2 * pi * 1e6},
    {"0", rate, 0},
    {"zero", rate, 0},
    {"kappa * 0", rate, 0},
    {"kappa + zero", rate, 2e5},
    {"0 + kappa", rate, 2e5},
    {"sqrt(kappa * g)", rate, 77459.66692414834},
    {"sqrt(kappa^2 + 4 g^2)", rate, 208806.13017821099},
    {"(kappa^3)^(1/3)", rate, 2e5},
    {"kappa^1.5 / sqrt(kappa)", rate, 2e5},
    {"C_S * gamma_0", rate, 5},
    {"abs(-kappa)", rate, 2e5},
    {"2pi * f", rate, 2 * pi * 5e3},
    {"2pi * 1.5 MHz", rate, 2 * pi * 1.5e6},
    {"2pi * 2 GHz", rate, 2 * pi * 2e9},
    {"2pi * 282 THz", rate, 2 * pi * 282e12},
    {"2pi * 10 mHz", rate, 2 * pi * 0.01},
    {"Γ", rate, 2 * pi * 3e3},
    {"index * kappa", rate, 14e5},
    {"2pi * 5 kHz * number(2pi)", rate, 2 * pi * 2 * pi * 5e3},
    {"hbar * omega / hbar", rate, 2 * pi * 1e6},
    // angles
    {"0.25 pi", angle, pi / 4},
    {"0.25π", angle, pi / 4},
    {"pi/4", angle, pi / 4},
    {"45 deg", angle, pi / 4},
    {"45°", angle, pi / 4},
    {"0.3 rad", angle, 0.3},
    {"20 mrad", angle, 0.02},
    {"5 urad", angle, 5e-6},
    {"5 µrad", angle, 5e-6},
    {"7 nrad", angle, 7e-9},
    {"atan(kappa/g)", angle, 1.4219063791853994},
    {"asin(1)", angle, pi / 2},
    {"acos(0)", angle, pi / 2},
    {"omega * tau", angle, 8 * pi},
    {"2pi * 5 kHz * 10 us", angle, 2 * pi * 0.05},
    {"pi/4 + 0.01", angle, pi / 4 + 0.01},
    {"0.01 + pi/4", angle, pi / 4 + 0.01},
    {"45 deg + pi/4", angle, pi / 2},
    {"theta / 2", angle, pi / 8},
    {"theta + 0", angle, pi / 4},
    {"0", angle, 0},
    {"sqrt(pi^2)", angle, pi},
    // levels, numbers or levels, temperatures
    {"3 dB", dB, 3},
    {"-3 dB", dB, -3},
    {"level", dB, 6},
    {"level + 3 dB", dB, 9},
    {"2 * level", dB, 12},
    {"level / 2", dB, 3},
    {"index * 1 dB", dB, 7},
    {"0", dB, 0},
    {"0.5 dB", number_or_dB, 0.5},
    {"12 %", number_or_dB, 0.12},
    {"eps", number_or_dB, 0.1},
    {"300 K", temperature, 300},
    {"20 mK", temperature, 0.02},
    {"20 uK", temperature, 2e-5},
    {"20 nK", temperature, 2e-8},
    {"hbar * omega / k_B", temperature, hbar * 2 * pi * 1e6 / k_B},
    {"T/2", temperature, 2},
    // ratios of dimensioned quantities are numbers
    {"4 g^2 / (kappa * gamma_0)", number, 4 * 3e4 * 3e4 / (2e5 * 0.5)},
    {"omega / kappa", number, 2 * pi * 1e6 / 2e5},
    {"theta / pi", number, 0.25},
    {"1/(exp(hbar * omega / (k_B * T)) - 1)", number, 83345.97649431015},
    {"10 ns / (5 ps)", number, 2000},
    {"f * 3 ms / (5 kHz * 3 ms)", number, 1},
    {"2 fs / (1 fs)", number, 2},
};

}  // namespace

TEST_CASE("every quantity of the language has its value in the coherent unit", "[quantity]") {
  for (const Accepted& entry : table) {
    CAPTURE(entry.text);
    const Outcome result = outcome(entry.text, entry.kind, "key");
    if (!result.mistakes.empty()) {
      FAIL_CHECK(to_string(result.mistakes.front()));
      continue;
    }
    if (entry.text == "sin(omega * tau)") {
      CHECK(std::abs(result.value) < 1e-14);  // 8 pi
      continue;
    }
    const double tolerance = entry.text.find("exp(") == 0 || entry.text.find("1/(exp") == 0 ||
                                     entry.text.find("number(pi *") == 0
                                 ? 1e-8
                                 : 4e-15;
    CHECK_THAT(result.value, WithinRel(entry.value, tolerance));
  }
}

TEST_CASE("decimal units are exact to the bit where the decimal number is", "[quantity]") {
  CHECK(evaluate(quantity("10 us"), {}) == 1e-5);
  CHECK(evaluate(quantity("35 fs"), {}) == 35e-15);
  CHECK(outcome("90 deg", Kind::angle, "angle").value == pi / 2);
  CHECK(outcome("180 deg", Kind::angle, "angle").value == pi);
  CHECK(outcome("100 %", Kind::number, "loss").value == 1.0);
  CHECK(outcome("7 %", Kind::number, "loss").value == 0.07);
  CHECK(outcome("20 mK", Kind::temperature, "temperature").value == 0.02);
}

TEST_CASE("a number binds its unit, an exponent does not", "[quantity]") {
  CHECK(outcome("2pi * 2^3 kHz", Kind::rate, "rate").value == 2 * pi * 8e3);
  CHECK(outcome("3 s^2 / (1 s^2)", Kind::number, "n").value == 3.0);
  CHECK(outcome("(3 s)^2 / (1 s^2)", Kind::number, "n").value == 9.0);
}

TEST_CASE("a zero with a unit fits every key and still says which unit it had", "[quantity]") {
  const Outcome zero = outcome("0 dB", Kind::number_or_decibel, "gain");
  REQUIRE(zero.mistakes.empty());
  CHECK(zero.type.fits_any);
  CHECK(zero.type.dimension.is_decibel());
  for (const Kind kind : {number, rate, angle, dB, number_or_dB, temperature}) {
    CHECK(outcome("0 kHz", kind, "key").mistakes.empty());
    CHECK(outcome("zero * omega", kind, "key").mistakes.empty());
    CHECK(outcome("omega * zero", kind, "key").mistakes.empty());
    CHECK(outcome("zero / omega", kind, "key").mistakes.empty());
    CHECK(outcome("-sqrt(2 zero^2)", kind, "key").mistakes.empty());
  }
  // cos(0) is the number 1, not a zero
  CHECK(outcome("cos(zero)", Kind::rate, "key").mistakes.size() == 1);
}

TEST_CASE("what operators join reads back as the same value", "[quantity]") {
  for (const char* text :
       {"4us", "90%", "4 us", "1.5kHz", "5e3", "5.", ".5", "2^3", "-2", "3\xC2\xB0"}) {
    const Expression x = quantity(text);
    for (const Expression& joined : {x / x, x * x, x + x, x - x, 2.0 / x, -x}) {
      CAPTURE(joined.text);
      CHECK(evaluate(quantity(joined.text), {}) == evaluate(joined, {}));
    }
  }
  CHECK((quantity("4us") / quantity("90%")).text == "(4us) / (90%)");
}
