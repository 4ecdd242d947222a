#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "quantity_fixture.hpp"

using namespace gaussnet;
using gaussnet::testing::offered;
using gaussnet::testing::outcome;
using gaussnet::testing::Outcome;

namespace {

constexpr int first_column = 11;  // of the fixture's place

/// Does pasting what the help offers mend the value?
enum class Help { mends, advises };

struct Refused {
  std::string_view text;
  Kind kind;
  std::string_view code;
  int at;     // characters before the caret
  int width;  // of the underline
  Help help = Help::mends;
};

constexpr auto number = Kind::number;
constexpr auto rate = Kind::rate;
constexpr auto angle = Kind::angle;
constexpr auto dB = Kind::decibel;
constexpr auto number_or_dB = Kind::number_or_decibel;
constexpr auto temperature = Kind::temperature;
constexpr auto advises = Help::advises;

const Refused table[] = {
    // no value, not a quantity
    {"", number, "empty-value", 0, 1, advises},
    {" ", number, "empty-value", 1, 1, advises},
    {"2 *", number, "syntax", 3, 1},
    {"* 2", number, "syntax", 0, 1},
    {"2 * / 3", number, "syntax", 4, 1},
    {"(2", number, "syntax", 2, 1},
    {"sqrt(2", number, "syntax", 6, 1},
    {"(2 + (3)", number, "syntax", 8, 1},
    {"2)", number, "syntax", 1, 1},
    {"()", number, "syntax", 1, 1, advises},
    {"2 + (3 * )", number, "syntax", 9, 1, advises},
    {"[2 + 3]", number, "syntax", 0, 1},
    {"2 ÷ 3", number, "syntax", 2, 1},
    {"3 – 2", number, "syntax", 2, 1},
    {"C_S²", number, "syntax", 3, 1},
    {"√2", number, "syntax", 0, 1, advises},
    {"2 = 2", number, "syntax", 2, 1, advises},
    {"2 $", number, "syntax", 2, 1, advises},
    {"spin.light", number, "syntax", 4, 6, advises},
    {"1.2.3", number, "syntax", 0, 5},
    {"2..5", number, "syntax", 0, 4},
    {"2 * 1.000.000", number, "syntax", 4, 9},
    {"2, 3", number, "syntax", 1, 1},
    {"C_S, R", number, "syntax", 3, 1, advises},
    {"2 \xff", number, "syntax", 2, 1, advises},
    {"π\xc3", number, "syntax", 1, 1, advises},
    // numbers of other conventions
    {"1,5", number, "decimal-comma", 0, 3},
    {"2 * 1,5", number, "decimal-comma", 4, 3},
    {"1,500", number, "decimal-comma", 0, 5},
    {"1,500,000", number, "decimal-comma", 0, 9},
    {"1,500.5", number, "decimal-comma", 0, 7},
    {"1_000", number, "digit-separator", 0, 5},
    {"1'000", number, "digit-separator", 0, 5},
    {"1_000_000.5", number, "digit-separator", 0, 11},
    {"0x10", number, "hex-number", 0, 4},
    {"2 * 0XfF", number, "hex-number", 4, 4},
    {"1e999", number, "number-overflow", 0, 5, advises},
    {"1e-999", number, "number-overflow", 0, 6},
    {"1e−999", number, "number-overflow", 0, 6},
    {"nan", number, "not-a-number", 0, 3, advises},
    {"2 * NaN", number, "not-a-number", 4, 3, advises},
    {"inf", number, "not-a-number", 0, 3, advises},
    {"-.inf", number, "not-a-number", 1, 4, advises},
    {"∞", number, "not-a-number", 0, 1, advises},
    {"2**3", number, "power-operator", 1, 2},
    {"2**3 + R**2", number, "power-operator", 1, 2},
    {"5 +- 2", number, "deviation", 2, 2, advises},
    {"(5 ± 2)", number, "deviation", 3, 1, advises},
    {"5 +/- 2", number, "deviation", 2, 3, advises},
    // a missing operator, an ambiguous one
    {"1 000", number, "missing-operator", 0, 5},
    {"1 000 000", number, "missing-operator", 0, 5},
    {"2 3", number, "missing-operator", 0, 3},
    {"5 kHz 3", rate, "missing-operator", 2, 5, advises},
    {"2pi * 5 kHz 3", rate, "missing-operator", 8, 5},
    {"2^2 3", number, "missing-operator", 2, 3},
    {"50 % 3", number, "missing-operator", 3, 3},
    {"1/2 pi", number, "ambiguous-division", 2, 4, advises},
    {"1/2 pi", angle, "ambiguous-division", 2, 4, advises},
    {"omega/2pi", rate, "ambiguous-division", 6, 3, advises},
    {"1/20 us", rate, "ambiguous-division", 2, 5},
    {"1/-20 us", rate, "ambiguous-division", 2, 6},
    {"2 * omega/3 C_S * 2", rate, "ambiguous-division", 10, 5},
    {"omega/(2 C_S) R", rate, "ambiguous-division", 6, 9},
    {"omega/sqrt(R) 2^2 R", rate, "ambiguous-division", 6, 13},
    {"1/C_S^2 R", number, "ambiguous-division", 2, 7},
    // names and functions
    {"5 khz", rate, "unknown-name", 2, 3, advises},
    {"2pi * 5 khz", rate, "unknown-name", 8, 3},
    {"2pi * 5 KHZ", rate, "unknown-name", 8, 3},
    {"kapa", rate, "unknown-name", 0, 4},
    {"2pi * hertz", rate, "unknown-name", 6, 5},
    {"gamma0", rate, "unknown-name", 0, 6},
    {"C_s", number, "unknown-name", 0, 3},
    {"πΓ", rate, "unknown-name", 0, 2, advises},
    {"2π5 kHz", rate, "unknown-name", 1, 2},
    {"2pi5 kHz", rate, "unknown-name", 1, 3},
    {"2pi5e3Hz", rate, "unknown-name", 1, 7},
    {"2pi0.5 kHz", rate, "unknown-name", 1, 3},
    {"2piomega tau", angle, "unknown-name", 1, 7, advises},
    {"kappa2", rate, "unknown-name", 0, 6, advises},
    {"sin2(theta)", number, "unknown-name", 0, 4, advises},
    {"2pi * 5 mhz", rate, "unknown-name", 8, 3},
    {"2pi * 5 MHZ", rate, "unknown-name", 8, 3},
    {"5k rad/s", rate, "unknown-name", 1, 1},
    {"2pi * 5 k Hz", rate, "unknown-name", 8, 1},
    {"2pi * 5G rad/s", rate, "unknown-name", 7, 1, advises},
    {"1/(5n s)", rate, "unknown-name", 4, 1},
    {"5k", number, "unknown-name", 1, 1},
    {"3 + 5e2M", number, "unknown-name", 7, 1},
    {"300 n", number, "unknown-name", 4, 1},
    {"k", number, "unknown-name", 0, 1, advises},
    {"2 G", number, "unknown-name", 2, 1, advises},
    {"log(2)", number, "unknown-name", 0, 3},
    {"sqr(2)", number, "unknown-name", 0, 3},
    {"arctan(R)", angle, "unknown-name", 0, 6},
    {"e", number, "unknown-name", 0, 1},
    {"quux", number, "unknown-name", 0, 4, advises},
    {"vacuum", number, "unknown-name", 0, 6, advises},
    {"Index", number, "unknown-name", 0, 5, advises},
    {"sin 2", number, "function-arguments", 0, 3},
    {"sin 2 theta", number, "function-arguments", 0, 3},
    {"sin", number, "function-arguments", 0, 3, advises},
    {"sin()", number, "function-arguments", 4, 1, advises},
    {"atan(g, kappa)", angle, "function-arguments", 6, 1},
    {"sin^2(theta)", number, "function-power", 0, 3},
    {"1 + cos^-1(R)", number, "function-power", 4, 3},
    {"2 sin^2 theta", number, "function-power", 2, 3, advises},
    {"sin^2(0.3 * ln(R)", number, "function-power", 0, 3, advises},
    {"sin^-1(", number, "function-power", 0, 3, advises},
    // sums
    {"5 kHz + kappa", rate, "unit-mismatch", 6, 1},
    {"5 kHz + 1/(20 us)", rate, "unit-mismatch", 6, 1},
    {"kappa - 5 kHz", rate, "unit-mismatch", 6, 1},
    {"3 + kappa", rate, "unit-mismatch", 2, 1},
    {"kappa + tau", rate, "unit-mismatch", 6, 1, advises},
    {"T + 3", temperature, "unit-mismatch", 2, 1},
    {"level + 3", dB, "unit-mismatch", 6, 1},
    {"1 + 1/pi", number, "unit-mismatch", 2, 1},
    {"(kappa + 2) / g", number, "unit-mismatch", 7, 1},
    {"0.1 + 45 deg", angle, "plain-plus-angle", 0, 3},
    {"45 deg + 0.1", angle, "plain-plus-angle", 9, 3},
    {"theta + 0.3 rad - 0.1", angle, "plain-plus-angle", 18, 3},
    {"1 + omega * tau", number, "plain-plus-angle", 0, 1, advises},
    {"1 + (omega * tau)^2", number, "plain-plus-angle", 0, 1},
    {"1 + atan(R)", number, "plain-plus-angle", 0, 1, advises},
    // the key's kind: rates
    {"5 kHz", rate, "hz-or-rad", 0, 5},
    {"1.5 MHz + 3 kHz", rate, "hz-or-rad", 0, 15},
    {"kappa/(2pi)", rate, "hz-or-rad", 0, 11},
    {"f", rate, "hz-or-rad", 0, 1},
    {"1/(2pi * 10 us)", rate, "hz-or-rad", 0, 15},
    {"2pi * omega", rate, "two-pi-twice", 0, 11},
    {"2pi * 2pi * 5 kHz", rate, "two-pi-twice", 0, 17},
    {"omega * pi", rate, "two-pi-twice", 0, 10},
    {"2pi * (5 kHz * 2pi + kappa)", rate, "two-pi-twice", 0, 27},
    {"2pi * (1/(20 us) + 2pi/(10 us))", rate, "two-pi-twice", 0, 31},
    {"2pi * gamma_0", rate, "two-pi-twice", 0, 13},
    {"5000", rate, "wrong-kind", 0, 4},
    {"C_S + 3", rate, "wrong-kind", 0, 7},
    {"C_S", rate, "wrong-kind", 0, 3, advises},
    {"2pi*5e3", rate, "wrong-kind", 0, 7},
    {"5e3*2pi", rate, "wrong-kind", 0, 7},
    {"2pi * 5/2", rate, "wrong-kind", 0, 9},
    {"2pi * C_S", rate, "wrong-kind", 0, 9},
    {"2 pi", rate, "wrong-kind", 0, 4},
    {"10 us", rate, "wrong-kind", 0, 5},
    {"20 mK", rate, "wrong-kind", 0, 5},
    {"hbar * omega", rate, "wrong-kind", 0, 12},
    {"theta", rate, "wrong-kind", 0, 5},
    {"3 dB", rate, "wrong-kind", 0, 4, advises},
    {"omega^2", rate, "wrong-kind", 0, 7, advises},
    // angles
    {"0.25", angle, "bare-angle", 0, 4},
    {"-0.25", angle, "bare-angle", 0, 5},
    {"-90", angle, "bare-angle", 0, 3},
    {"C_S", angle, "bare-angle", 0, 3, advises},
    {"g / kappa", angle, "bare-angle", 0, 9},
    {"R + µ", angle, "bare-angle", 0, 5},
    {"5 kHz * 10 us", angle, "hz-or-rad", 0, 13},
    {"f * tau", angle, "hz-or-rad", 0, 7},
    {"pi * 0.3 rad", angle, "two-pi-twice", 0, 12},
    {"2pi * omega tau", angle, "two-pi-twice", 0, 15},
    {"theta^2", angle, "wrong-kind", 0, 7},
    {"omega", angle, "wrong-kind", 0, 5, advises},
    {"3 dB", angle, "wrong-kind", 0, 4, advises},
    // numbers, levels, temperatures
    {"pi * sqrt(R)/(1-R)", number, "number-of-geometry", 0, 18},
    {"0.02 pi", number_or_dB, "number-of-geometry", 0, 7},
    {"omega tau", number, "number-of-geometry", 0, 9},
    {"5 kHz * 10 us", number, "number-of-geometry", 0, 13},
    {"atan(R)", number, "number-of-geometry", 0, 7},
    {"5 kHz", number, "wrong-kind", 0, 5, advises},
    {"3 dB", number, "wrong-kind", 0, 4},
    {"level", number, "wrong-kind", 0, 5, advises},
    {"kappa", number_or_dB, "wrong-kind", 0, 5, advises},
    {"3", dB, "wrong-kind", 0, 1},
    {"C_S + 1", dB, "wrong-kind", 0, 7},
    {"C_S", dB, "wrong-kind", 0, 3, advises},
    {"C_S", temperature, "wrong-kind", 0, 3, advises},
    {"kappa", dB, "wrong-kind", 0, 5, advises},
    {"300", temperature, "wrong-kind", 0, 3},
    {"k_B * T", temperature, "wrong-kind", 0, 7},
    {"omega", temperature, "wrong-kind", 0, 5},
    {"3 s", temperature, "wrong-kind", 0, 3, advises},
    // products, powers, arguments
    {"3 dB * 2 dB", dB, "decibel-product", 5, 1, advises},
    {"2 / 3 dB", dB, "ambiguous-division", 4, 4, advises},
    {"2 / (3 dB)", dB, "decibel-product", 2, 1, advises},
    {"3 dB * kappa", dB, "decibel-product", 5, 1, advises},
    {"3 dB pi", dB, "decibel-product", 0, 7, advises},
    {"level^2", dB, "decibel-product", 5, 1, advises},
    {"sqrt(level)", dB, "decibel-product", 0, 4, advises},
    {"level / (3 dB)", number, "decibel-product", 6, 1, advises},
    {"kappa^C_S", rate, "power-exponent", 5, 1, advises},
    {"kappa^0.3", rate, "power-exponent", 5, 1, advises},
    {"kappa^index", rate, "power-exponent", 5, 1, advises},
    {"2^tau", number, "power-exponent", 1, 1},
    {"2^pi", number, "power-exponent", 1, 1},
    {"sqrt(sqrt(tau))", number, "power-exponent", 0, 4, advises},
    {"tau^60 tau^60", number, "power-exponent", 0, 13, advises},
    {"tau^1e300", number, "power-exponent", 3, 1, advises},
    {"sin(tau)", number, "function-argument-type", 0, 3},
    {"cos(f * tau)", number, "function-argument-type", 0, 3},
    {"cos(pi * 0.3 rad)", number, "function-argument-type", 0, 3},
    {"exp(gamma_0)", number, "function-argument-type", 0, 3},
    {"tanh(f)", number, "function-argument-type", 0, 4},
    {"ln(theta)", number, "function-argument-type", 0, 2},
    {"tanh(1/tau)", number, "function-argument-type", 0, 4},
    {"asin(kappa tau)", angle, "function-argument-type", 0, 4, advises},
    {"exp(level)", number, "function-argument-type", 0, 3, advises},
    {"exp(hbar)", number, "function-argument-type", 0, 3, advises},
    // values without end
    {"1/0", number, "not-finite", 1, 1, advises},
    {"1/zero", number, "not-finite", 1, 1, advises},
    {"2 + 1/(R - 0.9)", number, "not-finite", 5, 1, advises},
    {"kappa / zero", rate, "not-finite", 6, 1, advises},
    {"kappa / zero", number, "not-finite", 6, 1, advises},
    {"0^-1", number, "not-finite", 1, 1, advises},
    {"(-8)^(1/3)", number, "not-finite", 4, 1, advises},
    {"sqrt(-1)", number, "not-finite", 0, 4, advises},
    {"ln(zero)", number, "not-finite", 0, 2, advises},
    {"ln(-C_S)", number, "not-finite", 0, 2, advises},
    {"asin(2)", angle, "not-finite", 0, 4, advises},
    {"exp(1000)", number, "not-finite", 0, 3, advises},
    {"1e200 * 1e200", number, "not-finite", 6, 1, advises},
};

std::string nested(int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += "(1 + ";
  return text + "1" + std::string(static_cast<std::size_t>(depth), ')');
}

}  // namespace

TEST_CASE("every mistake of a quantity has its code and its caret", "[quantity]") {
  for (const Refused& entry : table) {
    CAPTURE(entry.text, describe(entry.kind));
    const Outcome result = outcome(entry.text, entry.kind, "linewidth");
    REQUIRE(result.mistakes.size() == 1);
    const Mistake& mistake = result.mistakes.front();
    CAPTURE(to_string(mistake));
    CHECK(mistake.code == entry.code);
    CHECK(mistake.place.file == "x.yaml");
    CHECK(mistake.place.line == 3);
    CHECK(mistake.place.column == first_column + entry.at);
    CHECK(mistake.place.width == entry.width);
    CHECK(mistake.place.argument == "node.key");
    CHECK_FALSE(mistake.message.empty());
    CHECK_FALSE(mistake.help.empty());
  }
}

TEST_CASE("what a help offers first can be pasted for the whole value", "[quantity]") {
  for (const Refused& entry : table) {
    if (entry.help != Help::mends) continue;
    const Outcome result = outcome(entry.text, entry.kind, "linewidth");
    REQUIRE(result.mistakes.size() == 1);
    const std::string correction = offered(result.mistakes.front().help);
    CAPTURE(entry.text, result.mistakes.front().help, correction);
    REQUIRE_FALSE(correction.empty());
    const Outcome mended = outcome(correction, entry.kind, "linewidth");
    if (!mended.mistakes.empty()) FAIL_CHECK(to_string(mended.mistakes.front()));
  }
}

TEST_CASE("no help drops a digit that the user wrote", "[quantity]") {
  for (const Refused& entry : table) {
    if (entry.help != Help::mends || entry.code == "hex-number" ||
        entry.code == "number-overflow") {
      continue;
    }
    const Outcome result = outcome(entry.text, entry.kind, "linewidth");
    REQUIRE(result.mistakes.size() == 1);
    const std::string& help = result.mistakes.front().help;
    CAPTURE(entry.text, help);
    auto in_help = help.begin();
    for (const char c : entry.text) {
      if (c < '0' || c > '9') continue;
      in_help = std::find(in_help, help.end(), c);
      REQUIRE(in_help != help.end());
      ++in_help;
    }
  }
}

TEST_CASE("what is said of the slips of a physicist, to the letter", "[quantity]") {
  struct Said {
    std::string_view text;
    Kind kind;
    std::string_view key;
    std::string_view message;  // empty: not of interest
    std::string_view help;
  };
  const Said all[] = {
      // pi and a number, without an operator
      {"2π5 kHz", rate, "linewidth", "'π5' is no known name", "write '2π * 5 kHz'"},
      {"2pi5 kHz", rate, "linewidth", "'pi5' is no known name", "write '2pi * 5 kHz'"},
      {"2pi0.5 kHz", rate, "linewidth", "", "write '2pi * 0.5 kHz'"},
      {"2πΓ tau", angle, "angle", "", "write '2π Γ tau'"},
      {"1.2.3", number, "key", "", "write '1.23' or another number with one point"},
      {"2 * 1.000.000", number, "key", "", "write '2 * 1000000' or another number with one point"},
      // units up to case
      {"5 mhz", rate, "linewidth", "", "write '5 MHz' or '5 mHz'"},
      {"2pi * 5 mhz", rate, "linewidth", "", "write '2pi * 5 MHz' or '2pi * 5 mHz'"},
      {"2 MRAD", angle, "angle", "", "write '2 Mrad' or '2 mrad'"},
      {"2pi * 5 khz", rate, "linewidth", "", "write '2pi * 5 kHz'"},
      // prefixes
      {"5k rad/s", rate, "linewidth", "", "write '5 krad/s'"},
      {"5 k rad/s", rate, "linewidth", "", "write '5 krad/s'"},
      {"2pi * 5G rad/s", rate, "linewidth", "", "write '2pi * 5e9 rad/s'"},
      {"2pi * 5k", rate, "linewidth", "",
       "write '2pi * 5e3', or a unit behind the prefix, as in '5 kHz'"},
      {"5e2M", number, "key", "",
       "write '(5e2 * 1e6)', or a unit behind the prefix, as in '5e2 MHz'"},
      {"300 n", number, "key", "", "write '300e-9', or a unit behind the prefix, as in '300 ns'"},
      {"2 G", number, "key", "", "write '2 g'"},
      // angles
      {"0.3", angle, "angle",
       "angle needs a unit: '0.3' does not say whether in rad, deg or multiples of pi",
       "write '0.3 rad', '0.3 pi' or '0.3 deg'"},
      {"90", angle, "quadrature",
       "quadrature is an angle, and '90' does not say whether in rad, deg or multiples of pi",
       "write '90 deg', '90 rad' or '90 pi'"},
      {"-90", angle, "phase", "", "write '-90 deg', '-90 rad' or '-90 pi'"},
      {"6.28", angle, "phase", "", "write '6.28 rad', '6.28 pi' or '6.28 deg'"},
      {"C_S", angle, "spin.light.angle",
       "spin.light.angle needs a unit: 'C_S' does not say whether in rad, deg or multiples of pi",
       "give 'C_S' a unit where it is defined: 'deg', 'rad' or 'pi'"},
      {"(C_S)", angle, "phase", "", "give 'C_S' a unit where it is defined: 'deg', 'rad' or 'pi'"},
      {"index", angle, "phase", "", "write 'index rad', 'index pi' or 'index deg'"},
      {"C_S", rate, "linewidth", "",
       "give 'C_S' a unit where it is defined: as in '2pi * 5 kHz' or '5e3 rad/s'"},
      {"C_S", dB, "squeezing", "", "give 'C_S' a unit where it is defined: 'dB'"},
      // Hz forgotten
      {"2pi*5e3", rate, "linewidth", "", "write '2pi*5e3 Hz'"},
      {"5e3*2pi", rate, "linewidth", "", "write '(5e3*2pi) Hz'"},
      {"2pi * 5/2", rate, "linewidth", "", "write '(2pi * 5/2) Hz'"},
      {"5000", rate, "linewidth", "",
       "write '2pi * 5000 Hz' if gamma/2pi = 5000 Hz, or '5000 rad/s' if gamma = 5000 per second"},
      // keys that are called like their kind
      {"5 kHz", rate, "spin.rate", "'5 kHz' counts cycles, but spin.rate is in rad/s", ""},
      {"3 dB", rate, "rate", "'3 dB' is in dB, but rate is in 1/s, with no 2 pi hidden", ""},
      {"f tau", angle, "angle", "'f tau' counts cycles, but angle is in rad", ""},
      {"f tau", angle, "phase", "'f tau' counts cycles, but phase is an angle", ""},
      {"3 dB", angle, "angle", "'3 dB' is in dB, but angle is in rad, deg or multiples of pi", ""},
      {"3 s", temperature, "temperature", "'3 s' is a time, but temperature is in K", ""},
      {"3 s", temperature, "rate", "'3 s' is a time, but rate is a temperature (K)", ""},
      // cycle is no unit of the language
      {"5 kHz", number, "occupation", "",
       "leave the unit out if '5' is meant, or divide by a quantity in Hz"},
      {"f", number, "occupation", "", "divide by a quantity in Hz"},
      {"f^2", number, "occupation", "", "divide by a quantity in the same unit"},
      {"exp(f^2)", number, "occupation", "", "divide 'f^2' by a quantity in the same unit"},
      {"f + tau", number, "key", "cannot add: 'f' is in Hz, 'tau' is in s", ""},
      {"2 pi", number, "occupation", "'2 pi' is a multiple of pi, but occupation is a number", ""},
      {"f tau", number, "occupation", "'f tau' counts cycles, but occupation is a number", ""},
  };
  for (const Said& said : all) {
    CAPTURE(said.text, said.key);
    const Outcome result = outcome(said.text, said.kind, said.key);
    REQUIRE(result.mistakes.size() == 1);
    if (!said.message.empty()) CHECK(result.mistakes.front().message == said.message);
    if (!said.help.empty()) CHECK(result.mistakes.front().help == said.help);
  }
}

TEST_CASE("a name with a digit too many is not mended by dropping it", "[quantity]") {
  for (const std::string_view text : {"kappa2", "omega1", "5 kHz2", "sin2(theta)", "hbar2"}) {
    const Outcome result = outcome(text, rate, "linewidth");
    REQUIRE(result.mistakes.size() == 1);
    CAPTURE(text);
    CHECK_THAT(result.mistakes.front().help, Catch::Matchers::StartsWith("the parameters are"));
  }
  CHECK(offered(outcome("gamma0", rate, "linewidth").mistakes.at(0).help) == "gamma_0");
}

TEST_CASE("both units that differ in case alone can be pasted", "[quantity]") {
  CHECK(outcome("2pi * 5 MHz", rate, "linewidth").mistakes.empty());
  CHECK(outcome("2pi * 5 mHz", rate, "linewidth").mistakes.empty());
}

TEST_CASE("a lone k is never the kelvin", "[quantity]") {
  for (const std::string_view text : {"k", "5k", "5 k", "5k + 3", "k * 2", "5k / s", "5 k K"}) {
    const Outcome result = outcome(text, temperature, "temperature");
    REQUIRE_FALSE(result.mistakes.empty());
    const std::string correction = offered(result.mistakes.front().help);
    CAPTURE(text, correction);
    CHECK(correction.find('K') == (text == "5 k K" ? correction.size() - 1 : std::string::npos));
  }
}

TEST_CASE("the table meets every code of quantities", "[quantity]") {
  std::set<std::string_view> met;
  for (const Refused& entry : table) met.insert(entry.code);
  CHECK(met.size() == 25);
}

TEST_CASE("hertz for a rate: the error offers both readings, with the field's letter",
          "[quantity]") {
  const std::string text = "gaussnet: 1\nnodes:\n    bath: 5 kHz\n";
  const Place place{"models/x.yaml", 3, 11, 1, "linewidth"};
  const Outcome result = outcome("5 kHz", Kind::rate, "linewidth", place);
  REQUIRE(result.mistakes.size() == 1);
  CHECK(to_string(result.mistakes.front(), text) ==
        "models/x.yaml:3:11: error: '5 kHz' counts cycles, but linewidth is a rate [hz-or-rad]\n"
        "     3 |     bath: 5 kHz\n"
        "       |           ^~~~~\n"
        "  help: write '2pi * 5 kHz' if gamma/2pi = 5 kHz, or '5e3 rad/s' if gamma = 5000 per "
        "second\n");
}

TEST_CASE("a second 2 pi is named as such", "[quantity]") {
  const Outcome result = outcome("2pi * omega", Kind::rate, "linewidth");
  REQUIRE(result.mistakes.size() == 1);
  CHECK_THAT(result.mistakes.front().message, Catch::Matchers::Contains("2 pi is already in"));
  CHECK_THAT(result.mistakes.front().help, Catch::Matchers::StartsWith("write 'omega'"));
}

TEST_CASE("an ambiguous division offers both readings", "[quantity]") {
  const auto help = [](std::string_view text) {
    const Outcome result = outcome(text, Kind::number, "key");
    REQUIRE(result.mistakes.size() == 1);
    return result.mistakes.front().help;
  };
  CHECK(help("1/2 pi") == "write '1/(2 pi)' or '1/2 * pi'");
  CHECK(help("omega/2pi") == "write 'omega/(2pi)' or 'omega/2 * pi'");
  CHECK(help("1/20 us") == "write '1/(20 us)' or '1/20 * us'");
  CHECK(help("R + C_S/sqrt(R) 2 C_S + 1") ==
        "write 'R + C_S/(sqrt(R) 2 C_S) + 1' or 'R + C_S/sqrt(R) * 2 C_S + 1'");
}

TEST_CASE("every unknown name of a value is reported, with the nearest known one", "[quantity]") {
  const Outcome result = outcome("2pi * 5 khz + kapa * tua / tau", Kind::rate, "linewidth");
  REQUIRE(result.mistakes.size() == 3);
  CHECK(result.mistakes[0].place.column == first_column + 8);
  CHECK_THAT(result.mistakes[0].help, Catch::Matchers::Contains("5 kHz + kapa"));
  CHECK(result.mistakes[1].place.column == first_column + 14);
  CHECK_THAT(result.mistakes[1].help, Catch::Matchers::Contains("+ kappa * tua"));
  CHECK(result.mistakes[2].place.column == first_column + 21);
  CHECK_THAT(result.mistakes[2].help, Catch::Matchers::Contains("kapa * tau / tau"));
}

TEST_CASE("columns count characters, not bytes", "[quantity]") {
  const Outcome result = outcome("2π · Γ · kapa", Kind::rate, "linewidth");
  REQUIRE(result.mistakes.size() == 1);
  CHECK(result.mistakes.front().place.column == first_column + 9);
  CHECK_THAT(result.mistakes.front().help, Catch::Matchers::Contains("'2π · Γ · kappa'"));
}

TEST_CASE("index belongs to repeated nodes", "[quantity]") {
  NameTable names;
  const ParsedQuantity refused = parse_quantity("2 * index", {"x.yaml", 1, 1}, names);
  REQUIRE(refused.mistakes.size() == 1);
  CHECK(refused.mistakes.front().code == "unknown-name");
  CHECK_THAT(refused.mistakes.front().help, Catch::Matchers::Contains("repeat"));
  names.has_index = true;
  const ParsedQuantity accepted = parse_quantity("2 * index", {"x.yaml", 1, 1}, names);
  REQUIRE(accepted);
  CHECK(evaluate(accepted.expression, {}, 3) == 6.0);
}

TEST_CASE("depth and length of a quantity are bounded", "[quantity]") {
  const auto code = [](const std::string& text) {
    const Outcome result = outcome(text, Kind::number, "key");
    return result.mistakes.empty() ? std::string() : result.mistakes.front().code;
  };
  CHECK(code(nested(40)).empty());
  CHECK(code(nested(65)) == "too-deep");
  CHECK(code(nested(500)) == "too-deep");
  std::string tower = "1";
  for (int i = 0; i < 100; ++i) tower += "^1";
  CHECK(code(tower) == "too-deep");
  CHECK(code(std::string(3000, '-') + "1").empty());
  std::string terms = "1";
  for (int i = 0; i < 2000; ++i) terms += "+1";
  CHECK(code(terms).empty());
  for (int i = 0; i < 100; ++i) terms += "+1";
  CHECK(code(terms) == "too-long");
  CHECK(code(std::string(100000, '1')) == "too-long");
}
