#include <catch2/catch.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/network/reference.hpp>

#include "quantity_fixture.hpp"

using namespace gaussnet;
using gaussnet::testing::offered;
using gaussnet::testing::parameters;

namespace {

const Place here{"x.yaml", 5, 21, 1, "parameters.C_S"};

ParsedParameter parsed(std::string_view text) {
  return parse_parameter(text, here, parameters().names);
}

std::string code_of(const std::optional<Mistake>& mistake) {
  return mistake ? mistake->code : std::string();
}

}  // namespace

TEST_CASE("a parameter may carry one standard deviation", "[quantity]") {
  for (const std::string_view text :
       {"10 +- 0.5", "10 ± 0.5", "10 +/- 0.5", "10+-0.5", "10 +− 0.5", "  10 +- 0.5 "}) {
    CAPTURE(text);
    const ParsedParameter parameter = parsed(text);
    REQUIRE(parameter);
    CHECK(evaluate(parameter.value, {}) == 10.0);
    CHECK(parameter.value.text == "10");
    REQUIRE(parameter.deviation.has_value());
    CHECK(evaluate(*parameter.deviation, {}) == 0.5);
    CHECK(parameter.deviation->text == "0.5");
  }
  const ParsedParameter alone = parsed("2pi * 5 kHz");
  REQUIRE(alone);
  CHECK_FALSE(alone.deviation.has_value());
  CHECK(alone.value.text == "2pi * 5 kHz");
}

TEST_CASE("value and deviation keep their own places", "[quantity]") {
  const ParsedParameter parameter = parsed("2π * 5 kHz ± 20 Hz");
  REQUIRE(parameter);
  CHECK(parameter.value.place.column == 21);
  REQUIRE(parameter.deviation.has_value());
  CHECK(parameter.deviation->place.column == 21 + 13);
  const ParsedParameter refused = parsed("10 ± 2 * kapa");
  REQUIRE(refused.mistakes.size() == 1);
  CHECK(refused.mistakes.front().place.column == 21 + 9);
  CHECK_THAT(refused.mistakes.front().help, Catch::Matchers::Contains("'2 * kappa'"));
}

TEST_CASE("a deviation is of the value's kind", "[quantity]") {
  const auto code = [](std::string_view text) -> std::string {
    const ParsedParameter parameter = parsed(text);
    REQUIRE(parameter);
    const auto value = infer(parameter.value, parameters().types);
    const auto deviation = infer(*parameter.deviation, parameters().types);
    return code_of(check_like(*parameter.deviation, std::get<ValueType>(deviation),
                              std::get<ValueType>(value), "linewidth"));
  };
  CHECK(code("2pi * 5 kHz +- 2pi * 20 Hz").empty());
  CHECK(code("2pi * 5 kHz +- 1/(1 s)").empty());
  CHECK(code("2pi * 5 kHz +- 0").empty());
  CHECK(code("2pi * 5 kHz +- 20 Hz") == "hz-or-rad");
  CHECK(code("2pi * 5 kHz +- 20") == "wrong-kind");
  CHECK(code("0.25 pi +- 0.01 rad").empty());
  CHECK(code("0.25 pi +- 0.01") == "bare-angle");
  CHECK(code("5 kHz +- 20 Hz").empty());
  CHECK(code("5 kHz +- 20") == "unit-mismatch");
  CHECK(code("5 us +- 20 ns").empty());
  CHECK(code("5 us +- 20 K") == "unit-mismatch");
  CHECK(code("3 dB +- 0.1 dB").empty());
  CHECK(code("3 dB +- 0.1") == "wrong-kind");
  CHECK(code("3 +- 0.1 dB") == "wrong-kind");
  CHECK(code("300 K +- 1") == "wrong-kind");
}

TEST_CASE("a deviation in per cent of something else is asked about", "[quantity]") {
  CHECK(parsed("90 % +- 2 %"));
  CHECK(parsed("0.9 +- 0.02"));
  for (const std::string_view text : {"10 +- 5 %", "C_S +- R %"}) {
    const ParsedParameter refused = parsed(text);
    REQUIRE(refused.mistakes.size() == 1);
    CHECK(refused.mistakes.front().code == "deviation");
    const std::string correction = offered(refused.mistakes.front().help);
    CAPTURE(correction);
    CHECK(parsed(correction));
  }
  const ParsedParameter relative = parsed("10 +- 5 % * (10)");
  REQUIRE(relative);
  CHECK(evaluate(*relative.deviation, {}) == 0.5);
}

TEST_CASE("both halves of a parameter report their mistakes", "[quantity]") {
  CHECK(parsed("1,5 +- 2").mistakes.front().code == "decimal-comma");
  CHECK(parsed("10 +-").mistakes.front().code == "empty-value");
  CHECK(parsed("+- 10").mistakes.front().code == "empty-value");
  CHECK(parsed("10 +- 1 +- 2").mistakes.front().code == "deviation");
  CHECK(parsed("2 * (10 +- 1)").mistakes.front().code == "deviation");
  CHECK(parsed("kapa +- tua").mistakes.size() == 2);
}

TEST_CASE("what may name a parameter", "[quantity]") {
  for (const std::string_view name : {"C_S", "gamma_M0", "θ", "Γ_S", "µ", "x2", "T", "m", "N"}) {
    CAPTURE(name);
    CHECK_FALSE(check_name(name, here).has_value());
  }
  for (const std::string_view name :
       {"Hz", "kHz",  "us",  "µs",   "s",      "K",  "mK",    "deg",    "dB",  "rad", "pi",
        "π",  "hbar", "k_B", "sqrt", "number", "ln", "index", "vacuum", "nan", "Inf"}) {
    CAPTURE(name);
    CHECK(code_of(check_name(name, here)) == "reserved-name");
  }
  for (const std::string_view name :
       {"", " ", "2x", "_x", "a b", "a-b", "spin.light", "é", "x'", "%", "°", "a(1)", "\xff"}) {
    CAPTURE(name);
    CHECK(code_of(check_name(name, here)) == "name-syntax");
  }
}

TEST_CASE("every name that may be given can be used", "[quantity]") {
  NameTable names;
  const std::vector<std::string> given = {"C_S", "θ", "Γ_S0", "µ", "Ω", "e", "x2", "E1", "ϵ"};
  for (std::size_t i = 0; i < given.size(); ++i) names.add(given[i], static_cast<int>(i));
  for (std::size_t i = 0; i < given.size(); ++i) {
    CAPTURE(given[i]);
    REQUIRE_FALSE(check_name(given[i], here).has_value());
    const ParsedQuantity used = parse_quantity("2 " + given[i], here, names);
    REQUIRE(used);
    CHECK(slots(used.expression) == std::vector<int>{static_cast<int>(i)});
  }
  CHECK(parse_quantity("\u2126", here, names));  // the ohm sign is Omega
  CHECK(parse_quantity("\u03BC", here, names));  // mu is the micro sign
}

TEST_CASE("the nearest name is the one a reader meant", "[quantity]") {
  const std::vector<std::string> known = {"kappa", "gamma_S", "gamma_M", "kHz", "Hz",
                                          "MHz",   "mHz",     "s",       "us",  "theta_M"};
  CHECK(nearest_name("kapa", known) == "kappa");
  CHECK(nearest_name("kappaa", known) == "kappa");
  CHECK(nearest_name("akppa", known) == "kappa");
  CHECK(nearest_name("gama_S", known) == "gamma_S");
  CHECK(nearest_name("gamma_m", known) == "gamma_M");
  CHECK(nearest_name("khz", known) == "kHz");
  CHECK(nearest_name("KHZ", known) == "kHz");
  CHECK(nearest_name("MHZ", known) == "MHz");
  CHECK(nearest_name("mhz", known) == "mHz");
  CHECK(nearest_name("S", known) == "s");
  CHECK(nearest_name("Theta_m", known) == "theta_M");
  CHECK(nearest_name("x", known) == std::nullopt);
  CHECK(nearest_name("ax", known) == std::nullopt);
  CHECK(nearest_name("reflectivity", known) == std::nullopt);
  CHECK(nearest_name(std::string(100000, 'x'), known) == std::nullopt);
  CHECK(nearest_name("kappa", {}) == std::nullopt);
}

TEST_CASE("a deviation's message does not call a time a time", "[quantity]") {
  const auto message = [](std::string_view text, std::string_view declared, std::string_view name) {
    const auto type_of = [](const ParsedParameter& parameter) {
      return std::get<ValueType>(infer(parameter.value, parameters().types));
    };
    const ParsedParameter given = parsed(text);
    const auto mistake = check_like(given.value, type_of(given), type_of(parsed(declared)), name);
    return mistake ? mistake->message + "; " + mistake->help : std::string();
  };
  CHECK(message("20 K", "5 us", "tau") ==
        "'20 K' is a temperature, but tau is a time; write it in s");
  CHECK(message("20 K", "5 us", "time") ==
        "'20 K' is a temperature, but time is in s; write it in s");
  CHECK(message("20 K", "5 kHz", "f") ==
        "'20 K' is a temperature, but f is a number of cycles per second; write it in Hz");
  CHECK(message("20", "5 kHz", "f") ==
        "'20' is a plain number, but f is a number of cycles per second; write '20 Hz'");
}

TEST_CASE("a quantity can be written in code", "[quantity]") {
  const Expression linewidth = quantity("2pi * 5 kHz");
  CHECK(evaluate(linewidth, {}) == 2 * std::numbers::pi * 5e3);
  CHECK(linewidth.place.line == 0);
  CHECK_THROWS_WITH(quantity("5 khz"), Catch::Matchers::Contains("quantity:1:3: error: 'khz'") &&
                                           Catch::Matchers::Contains("write '5 kHz'"));
  try {
    quantity("1,5");
    FAIL("accepted");
  } catch (const DescriptionError& error) {
    REQUIRE(error.mistakes().size() == 1);
    CHECK(error.mistakes().front().code == "decimal-comma");
    CHECK(error.text() == "1,5");
  }
}
