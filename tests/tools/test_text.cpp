// The small parts that every report is made of.
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/errors/mistake.hpp>
#include <libnetwork/io/network_text.hpp>
#include <libnetwork/io/sha256.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <limits>
#include <random>

using namespace gaussnet;

TEST_CASE("SHA-256 gives the digests that the standard's examples give") {
  // FIPS 180-4 examples: one block, two blocks, a million letters; and the empty text.
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("a number has no more digits than its bound leaves") {
  CHECK(bounded_number(0.3515721341, 1e-15) == "0.35157213");
  CHECK(bounded_number(0.3515721341, 3e-6) == "0.35157 +- 1e-05");
  CHECK(bounded_number(7.99993, 1e-3) == "8.000 +- 1e-03");
  CHECK(bounded_number(1e-12, 1e-9) == "0 +- 1e-09");
  CHECK(bounded_number(0, 0) == "0");
  CHECK(bounded_number(123456.7, 2000) == "1.2e+05 +- 1e+04");
  CHECK(bounded_number(-2.5e-7, 1e-20) == "-2.5000000e-07");
  CHECK(bounded_number(1, std::numeric_limits<double>::infinity()) == "not known");
}

TEST_CASE("the last digit of a bounded number is never finer than the bound") {
  std::mt19937 dice(20260801);
  std::uniform_real_distribution<double> mantissa(1, 10);
  std::uniform_int_distribution<int> value_power(-12, 12);
  std::uniform_int_distribution<int> digits_left(1, 6);
  for (int k = 0; k < 2000; ++k) {
    const int power = value_power(dice);
    const double value = mantissa(dice) * std::pow(10.0, power);
    const double bound = 0.99 * std::pow(10.0, power - digits_left(dice));
    const std::string text = bounded_number(value, bound);
    CAPTURE(value, bound, text);
    REQUIRE(text.find(" +- ") != std::string::npos);
    // What is printed is within a unit of its last digit, which is at least the bound.
    const double printed = std::stod(text);
    const double error = std::stod(text.substr(text.find("+- ") + 3));
    CHECK(error >= bound);
    CHECK(error < 10.001 * bound);
    CHECK(std::abs(printed - value) <= 0.5001 * error);
  }
}

TEST_CASE("an entry that its decimals leave nothing of is 0, without a sign") {
  gaussnet::Matrix V(2, 2);
  V << 1, -3.5e-5, -3.5e-5, 1;
  const std::string text = matrix_in_words(
      {.matrix = V, .rows = {"a", "b"}, .columns = {"a", "b"}, .relative_error = 3e-5});
  CAPTURE(text);
  CHECK(text.find("-0") == std::string::npos);
  CHECK(text.find("1.0000") != std::string::npos);
}

TEST_CASE("the shortest number reads back as the same double") {
  std::mt19937_64 dice(7);
  for (int k = 0; k < 1000; ++k) {
    const double value = std::ldexp(std::uniform_real_distribution<double>(-1, 1)(dice), k - 500);
    CHECK(std::stod(shortest_number(value)) == value);
  }
  CHECK_THROWS_AS(shortest_number(NAN), std::invalid_argument);
  CHECK_THROWS_AS(shortest_number(-INFINITY), std::invalid_argument);
}

TEST_CASE("a severity stands where the error stands, whatever the file is called") {
  const Mistake mistake{.code = "unstable",
                        .place = {.file = "error: a.yaml", .line = 2, .column = 3},
                        .message = "error: not here",
                        .help = "less light"};
  const std::string rest = ": error: not here [unstable]\n  help: less light\n";
  CHECK(to_string(mistake) == "error: a.yaml:2:3: error" + rest);
  CHECK(to_string(mistake, {}, "warning") == "error: a.yaml:2:3: warning" + rest);
  CHECK(to_string(Mistake{.message = "no file"}, {}, "warning") == "warning: no file\n");
}

TEST_CASE("what a message quotes cannot steer the terminal") {
  const Mistake mistake{.code = "syntax",
                        .place = {.file = "a\x1b.yaml", .line = 1, .column = 1},
                        .message = "'\x1b[31m' \xC2\x9Bx \xFF 'two\nlines'",
                        .notes = {"a\rb"},
                        .help = "write '\x07'; \xC2\xB5 and \xE2\x88\x92 stay"};
  CHECK(to_string(mistake) ==
        "a?.yaml:1:1: error: '?[31m' ?x ? 'two?lines' [syntax]\n  note: a?b\n"
        "  help: write '?'; \xC2\xB5 and \xE2\x88\x92 stay\n");
}

TEST_CASE("a table has no more columns abreast than it may") {
  TextTable table{.heading = {"h", "a", "b", "c", "d", "e"},
                  .rows = {{"row", "1", "2", "3", "4", "5"}},
                  .numbers = true,
                  .most_columns = 4};
  CHECK(to_string(table) ==
        "h      a  b  c  d\n"
        "  row  1  2  3  4\n"
        "\n"
        "h      e\n"
        "  row  5\n");
}

TEST_CASE("wrapped lines hang below their beginning and count characters, not bytes") {
  const std::string text = wrapped("- ", std::string(60, 'a') + " " + std::string(60, 'b'));
  CHECK(text == "- " + std::string(60, 'a') + "\n  " + std::string(60, 'b') + "\n");
  std::string greek;
  for (int k = 0; k < 49; ++k) greek += "γ ";  // 49 * 2 - 1 characters behind "- "
  CHECK(wrapped("- ", greek) == "- " + greek.substr(0, greek.size() - 1) + "\n");
  CHECK(wrapped("", "") == "\n");
}

TEST_CASE("items stay whole where a line breaks") {
  std::vector<std::string> items(20, "omega = 2pi * 1 MHz");
  const std::string text = wrapped_items("parameters  ", items, ", ");
  CHECK(text.find("MHz,\n            omega") != std::string::npos);
  CHECK(text.find("2pi\n") == std::string::npos);
}

TEST_CASE("a table too wide for the page is continued with its row names") {
  TextTable table{.heading = {"h"}, .rows = {{"row"}}};
  for (int k = 0; k < 30; ++k) {
    table.heading.push_back("column" + std::to_string(k));
    table.rows[0].push_back(std::to_string(k));
  }
  const std::string text = to_string(table);
  int parts = 0;
  for (std::size_t at = text.find("  row"); at != std::string::npos;
       at = text.find("  row", at + 1))
    ++parts;
  CHECK(parts == 4);
  CHECK(text.find("column29") != std::string::npos);
}
