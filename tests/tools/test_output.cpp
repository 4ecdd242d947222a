#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <libnetwork/network/expression_text.hpp>
#include <ostream>
#include <regex>
#include <sstream>
#include <streambuf>
#include <tools/run.hpp>

#include "program.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

/// Takes a few bytes, then nothing more: a disk that is full.
class FullDisk : public std::streambuf {
 protected:
  int_type overflow(int_type c) override {
    return ++taken_ > 10 ? traits_type::eof() : traits_type::not_eof(c);
  }

 private:
  int taken_ = 0;
};

/// The program itself, in a shell; its exit code.
int shell(const std::string& arguments) {
  const int status = std::system(("'" GAUSSNET_PROGRAM "' " + arguments).c_str());
  REQUIRE(WIFEXITED(status));
  return WEXITSTATUS(status);
}

/// Every text the program prints, over models, states and formats.
std::vector<std::string> many_outputs() {
  std::vector<std::string> outputs;
  for (const char* model : {"spin_mechanical", "dark_dimers"}) {
    for (const char* format : {"text", "json", "csv"}) {
      outputs.push_back(program({"solve", model, "--format", format}).out);
      outputs.push_back(program({"solve", model, "--format", format, "--state", "both"}).out);
    }
    outputs.push_back(program({"solve", model, "--covariance"}).out);
    for (const char* view : {"--matrices", "--si"}) {
      outputs.push_back(program({"show", model, view}).out);
    }
  }
  for (const char* format : {"text", "json", "csv"}) {
    outputs.push_back(
        program({"solve", "spin_mechanical", "--set", "theta_S=0.1 pi", "--format", format}).out);
    outputs.push_back(
        program({"solve", "dark_dimers", "--set", "theta=0.250000001 pi", "--format", format}).out);
    outputs.push_back(program({"solve", "-", "--format", format}, unseen_growth()).out);
    outputs.push_back(program({"solve", "-", "--format", format}, one_oscillator(false)).out);
  }
  return outputs;
}

}  // namespace

TEST_CASE("no output contains a NaN or an infinity") {
  const std::regex not_a_number(R"((^|[^A-Za-z_])-?(nan|inf|infinity|null)([^A-Za-z_]|$))",
                                std::regex::icase);
  for (const std::string& output : many_outputs()) {
    CAPTURE(output);
    CHECK_FALSE(output.empty());
    CHECK_FALSE(std::regex_search(output, not_a_number));
  }
}

TEST_CASE("no line of a text is wider than 100 characters") {
  std::vector<std::string> outputs;
  for (const char* model : {"spin_mechanical", "dark_dimers"}) {
    outputs.push_back(program({"solve", model, "--covariance", "--state", "both"}).out);
    outputs.push_back(program({"show", model, "--matrices", "--si"}).out);
    outputs.push_back(program({"show", model}).out);
  }
  for (const char* command : {"solve", "check", "show", "models"}) {
    outputs.push_back(program({command, "--help"}).out);
  }
  outputs.push_back(program({"--help"}).out);
  outputs.push_back(program({"models"}).out);
  for (const std::string& output : outputs) {
    for (const std::string& line : lines_of(output)) {
      CAPTURE(line);
      CHECK(gaussnet::character_count(line) <= 100);
      CHECK((line.empty() || line.back() != ' '));
    }
  }
}

TEST_CASE("twenty modes are summed up: copies share a column, no covariance unless asked for") {
  const std::string digest = program({"solve", "dark_dimers"}).out;
  CHECK_THAT(digest, Contains("a(1..10)") && Contains("b(1..10)") &&
                         Contains("20 modes: --covariance prints the covariance") &&
                         !Contains("unconditional covariance"));
  CHECK(lines_of(digest).size() < 60);
  const std::string full = program({"solve", "dark_dimers", "--covariance"}).out;
  CHECK_THAT(full, Contains("unconditional covariance") && Contains("b(10).P"));
  // The published value of each dimer, and of all ten.
  CHECK_THAT(digest, Contains("1.1226722") && Contains("11.226722"));
}

TEST_CASE("more than 64 modes are a digest, whose other results csv has") {
  std::string text = text_of(source_dir() / "models" / "dark_dimers.yaml");
  text.resize(text.find("results:"));
  text.replace(text.find("N: 10"), 5, "N: 33");
  const Ran unasked = program({"solve", "-"}, text);
  CHECK(unasked.exit_code == 0);
  CHECK_THAT(unasked.out, Contains("best_pairs") && Contains("greatest_occupation"));
  CHECK(lines_of(program({"solve", "-", "--format", "csv"}, text).out).size() == 1 + 20 + 2);
  text += "results:\n";
  for (int k = 1; k <= 33; ++k) {
    const std::string copy = std::to_string(k);
    text += "  n" + copy + ": {measure: occupation, mode: a(" + copy + ")}\n";
  }
  const Ran ran = program({"solve", "-"}, text);
  CAPTURE(ran.err);
  CHECK(ran.exit_code == 0);
  CHECK(lines_of(ran.out).size() < 80);
  CHECK_THAT(ran.out, Contains("  n20 ") && !Contains("  n21 ") && Contains("and 13 more"));
  CHECK(lines_of(program({"solve", "-", "--format", "csv"}, text).out).size() == 1 + 33);
}

TEST_CASE("csv has a header, a line per result and state, and no number where there is none") {
  const auto lines = lines_of(
      program({"solve", "spin_mechanical", "--set", "theta_S=0.1 pi", "--format", "csv"}).out);
  REQUIRE(lines.size() == 5);
  CHECK(lines[0] == "name,measure,state,value,bound,status");
  CHECK(lines[1] == "xi_g,epr,unconditional,,,unstable");
  CHECK_THAT(lines[2], StartsWith("xi_g,epr,conditional,0.68217"));
  CHECK(lines[2].substr(lines[2].size() - 3) == ",ok");
  // A default result's name has a comma.
  std::string two = text_of(source_dir() / "models" / "spin_mechanical.yaml");
  two.resize(two.find("results:"));
  CHECK_THAT(program({"solve", "-", "--format", "csv"}, two).out,
             Contains("\"E_N(spin, mech)\",log-negativity,unconditional,1.11157"));
}

TEST_CASE("an output that cannot be written is exit code 5, not silence") {
  FullDisk disk;
  std::ostream out(&disk);
  std::istringstream in;
  std::ostringstream err;
  const std::vector<std::string> arguments{"solve", "spin_mechanical"};
  CHECK(gaussnet::tools::run(arguments, in, out, err) == 5);
  CHECK_THAT(err.str(), Contains("cannot write the results to standard output"));
}

TEST_CASE("the program says so when the disk is full or the reader has gone") {
  const Folder folder;
  const std::string err = folder.file("err", "");
  CHECK(shell("solve spin_mechanical > /dev/full 2> '" + err + "'") == 5);
  CHECK_THAT(text_of(err), Contains("No space left on device"));
  // `true` reads nothing and is gone before the covariance of 20 modes is written.
  const std::string code = folder.file("code", "");
  const int status =
      std::system(("{ sleep 0.2; '" GAUSSNET_PROGRAM "' solve dark_dimers --covariance 2> '" + err +
                   "'; echo $? > '" + code + "'; } | true")
                      .c_str());
  CHECK(status == 0);
  CHECK(text_of(code) == "5\n");
  CHECK_THAT(text_of(err), Contains("Broken pipe"));
}

TEST_CASE("the program returns what the function returns") {
  CHECK(shell("--version > /dev/null") == 0);
  CHECK(shell("sovle 2> /dev/null") == 2);
  CHECK(shell("solve no-such-file 2> /dev/null") == 5);
}
