#include <catch2/catch.hpp>

#include "program.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

/// Refused as a mistake of the command line, with nothing on stdout.
std::string refusal(const std::vector<std::string>& arguments) {
  const Ran ran = program(arguments);
  CAPTURE(arguments, ran.out, ran.err);
  CHECK(ran.exit_code == 2);
  CHECK(ran.out.empty());
  return ran.err;
}

}  // namespace

TEST_CASE("a mistyped command gets a suggestion") {
  CHECK(refusal({"sovle", "x.yaml"}) ==
        "gaussnet: error: gaussnet has no command 'sovle'\n  help: did you mean 'solve'?\n");
  CHECK_THAT(refusal({"modles"}), Contains("did you mean 'models'?"));
  CHECK_THAT(refusal({"frobnicate"}),
             Contains("known: solve, check, show, models, schema, explain, completion and man"));
}

TEST_CASE("a command that this version does not have is unknown, not half there") {
  for (const char* command : {"sweep", "optimise", "spectrum", "report"}) {
    CHECK_THAT(refusal({command, "spin_mechanical"}), Contains("has no command"));
  }
}

TEST_CASE("a mistyped option gets a suggestion, with and without its value") {
  CHECK_THAT(refusal({"solve", "spin_mechanical", "--fromat", "json"}),
             Contains("solve has no option '--fromat'") && Contains("did you mean '--format'?"));
  CHECK_THAT(refusal({"solve", "--fromat=json", "spin_mechanical"}),
             Contains("did you mean '--format'?"));
  CHECK_THAT(refusal({"show", "spin_mechanical", "--matrixes"}),
             Contains("did you mean '--matrices'?"));
  CHECK_THAT(refusal({"--versoin"}), Contains("did you mean '--version'?"));
}

TEST_CASE("a mistyped choice gets a suggestion") {
  CHECK_THAT(refusal({"solve", "spin_mechanical", "--format", "josn"}),
             Contains("did you mean 'json'?"));
  CHECK_THAT(refusal({"solve", "spin_mechanical", "--state", "conditoinal"}),
             Contains("did you mean 'conditional'?"));
}

TEST_CASE("what is missing and what is too much is said") {
  CHECK_THAT(refusal({}), Contains("no command given"));
  CHECK_THAT(refusal({"solve"}), Contains("solve needs a FILE"));
  CHECK_THAT(refusal({"check"}), Contains("check needs at least one FILE"));
  CHECK_THAT(refusal({"show"}), Contains("show needs a FILE"));
  CHECK_THAT(refusal({"solve", "spin_mechanical", "--format"}), Contains("--format"));
  CHECK_THAT(refusal({"solve", "spin_mechanical", "other.yaml"}),
             Contains("solve has no use for 'other.yaml'"));
  CHECK_THAT(refusal({"spin_mechanical"}),
             Contains("did you mean 'gaussnet solve spin_mechanical'?"));
}

TEST_CASE("--set names the mistake in its own argument") {
  CHECK(
      refusal({"solve", "spin_mechanical", "--set", "theta_S=0.3"}) ==
      "--set: error: theta_S is an angle, and '0.3' does not say whether in rad, deg or multiples "
      "of pi [bare-angle]\n"
      "     1 | theta_S=0.3\n"
      "       |         ^~~\n"
      "  help: write '0.3 rad', '0.3 pi' or '0.3 deg'\n");
  // The second of two settings is shown, not the first.
  CHECK_THAT(refusal({"solve", "spin_mechanical", "--set", "C_S=30", "--set", "C_M=5 kHz"}),
             Contains("     2 | C_M=5 kHz\n       |     ^~~~~\n"));
  CHECK_THAT(refusal({"solve", "spin_mechanical", "--set", "C_S=2 *"}), Contains("1 | C_S=2 *\n"));
  CHECK_THAT(refusal({"show", "spin_mechanical", "--set", "C_s=3"}),
             Contains("the model has no parameter 'C_s'") && Contains("did you mean 'C_S'?"));
  CHECK_THAT(refusal({"solve", "spin_mechanical", "--set", "C_S"}), Contains("NAME=VALUE"));
}

TEST_CASE("two values for one parameter are refused, for neither can win in silence") {
  for (const char* command : {"solve", "show"}) {
    CHECK(refusal({command, "spin_mechanical", "--set", "C_S=30", "--set", "C_S=10"}) ==
          "gaussnet: error: C_S is set twice\n"
          "  help: keep one of --set 'C_S=30' and --set 'C_S=10'\n");
  }
  CHECK_THAT(refusal({"solve", "spin_mechanical", "--set", "C_S=30", "--set", "C_S = 30"}),
             Contains("C_S is set twice"));
}

TEST_CASE("--set NAME VALUE is told how to be --set NAME=VALUE, wherever it stands") {
  const std::string hint =
      "gaussnet: error: --set takes NAME=VALUE, not 'C_S'\n  help: write --set 'C_S=30'\n";
  CHECK(refusal({"solve", "spin_mechanical", "--set", "C_S", "30"}) == hint);
  CHECK(refusal({"solve", "--set", "C_S", "30", "spin_mechanical"}) == hint);
  CHECK(refusal({"show", "--set", "C_S", "30", "spin_mechanical"}) == hint);
  CHECK_THAT(refusal({"solve", "spin_mechanical", "--set", "C_S", "--strict"}),
             Contains("help: for example"));
  CHECK_THAT(refusal({"solve", "spin_mechanical", "--set", "=30"}), Contains("NAME=VALUE"));
}

TEST_CASE("--set takes the spaces of its own help, and its caret counts them") {
  const std::vector<std::string> spaced{"solve",     "spin_mechanical", "--set",
                                        " C_S = 30", "--format",        "csv"};
  const Ran ran = program(spaced);
  CAPTURE(ran.err);
  CHECK(ran.exit_code == 0);
  CHECK(ran.out == program({"solve", "spin_mechanical", "--set", "C_S=30", "--format", "csv"}).out);
  CHECK_THAT(refusal({"solve", "spin_mechanical", "--set", "theta_S = 0.3"}),
             Contains("     1 | theta_S = 0.3\n       |           ^~~\n"));
  CHECK_THAT(refusal({"solve", "spin_mechanical", "--set", " C_s = 3"}),
             Contains("has no parameter 'C_s'") && Contains("     1 |  C_s = 3\n       |  ^~~\n"));
}

TEST_CASE("a setting that the file cannot take points at the file's line and at the setting") {
  const std::string text = refusal({"solve", "spin_mechanical", "--set", "theta_S=0.9 pi"});
  CHECK_THAT(text, StartsWith("spin_mechanical:") && Contains("angle: theta_S}") &&
                       Contains("note: with --set 'theta_S=0.9 pi'"));
}

TEST_CASE("--set stands before FILE as well as behind it") {
  const Ran before = program({"solve", "--set", "C_S=30", "spin_mechanical", "--format", "csv"});
  const Ran behind = program({"solve", "spin_mechanical", "--format", "csv", "--set", "C_S=30"});
  CAPTURE(before.err);
  CHECK(before.exit_code == 0);
  CHECK(before.out == behind.out);
  CHECK(before.out != program({"solve", "spin_mechanical", "--format", "csv"}).out);
}

TEST_CASE("help and version go to stdout") {
  const Ran version = program({"--version"});
  CHECK(version.exit_code == 0);
  CHECK_THAT(version.out, StartsWith("gaussnet ") && Contains("kernels") &&
                              Contains("vacuum variance 1/2, [X, P] = i"));
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--help"},
                                                    {"solve", "--help"},
                                                    {"check", "-h"},
                                                    {"show", "--help"},
                                                    {"models", "--help"}}) {
    const Ran help = program(arguments);
    CAPTURE(arguments);
    CHECK(help.exit_code == 0);
    CHECK(help.err.empty());
    CHECK_THAT(help.out, Contains("Usage: gaussnet") && Contains("Example"));
  }
  CHECK_THAT(program({"solve", "--help"}).out, Contains("Usage: gaussnet solve FILE [OPTIONS]") &&
                                                   Contains("Exit codes: 0 done") &&
                                                   Contains("70 out of memory"));
}
