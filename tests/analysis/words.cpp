#include <catch2/catch.hpp>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/network/physical_constants.hpp>

using namespace gaussnet;

TEST_CASE("Rates are said as people write them") {
  CHECK(rate_in_words(2 * pi * 37.4e3) == "2pi * 37.4 kHz");
  CHECK(rate_in_words(-2 * pi * 37.4e3) == "-2pi * 37.4 kHz");
  CHECK(rate_in_words(2 * pi * 1e6) == "2pi * 1 MHz");
  CHECK(rate_in_words(2 * pi * 0.01) == "2pi * 10 mHz");
  CHECK(rate_in_words(2 * pi * 1e-7) == "2pi * 0.0001 mHz");
  CHECK(rate_in_words(0) == "0");
  CHECK(rate_in_words(1e-6 * (2 * pi * 1e6)) == "2pi * 1 Hz");  // which is not 1 Hz to the bit
  CHECK(rate_in_words(2 * pi * 0.999) == "2pi * 999 mHz");
}

TEST_CASE("Angles and times are said as people write them") {
  CHECK(angle_in_words(pi / 4) == "0.25 pi");
  CHECK(angle_in_words(0) == "0");
  CHECK(angle_in_words(pi) == "pi");
  CHECK(angle_in_words(-pi) == "-pi");
  CHECK(angle_in_words(2 * pi) == "2 pi");
  CHECK(time_in_words(3.2e-6) == "3.2 us");
  CHECK(time_in_words(2) == "2 s");
}
