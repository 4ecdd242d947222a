#include <catch2/catch.hpp>
#include <cmath>
#include <istream>
#include <libnetwork/io/yaml_reader.hpp>
#include <map>
#include <new>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <streambuf>
#include <string_view>
#include <tools/run.hpp>

#include "program.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

/// Where reading it throws: stands for whatever a command may meet.
template <class Exception>
class Throwing : public std::streambuf {
 public:
  explicit Throwing(Exception exception) : exception_(std::move(exception)) {}

 protected:
  int_type underflow() override { throw exception_; }

 private:
  Exception exception_;
};

template <class Exception>
Ran program_that_meets(const Exception& exception, const std::vector<std::string>& arguments) {
  Throwing buffer(exception);
  std::istream in(&buffer);
  std::ostringstream out;
  std::ostringstream err;
  const int exit_code = gaussnet::tools::run(arguments, in, out, err);
  return {exit_code, out.str(), err.str()};
}

using Entries = std::map<std::pair<std::string, std::string>, double>;

/// The entries of the matrix under a title of show --matrices, by the names of row and column.
Entries entries_under(const std::string& text, const std::string& title) {
  const std::size_t begin = text.find("\n" + title);
  REQUIRE(begin != std::string::npos);
  std::istringstream lines(text.substr(text.find('\n', begin + 1) + 1));
  Entries entries;
  std::vector<std::string> columns;
  bool is_heading = true;
  for (std::string line; std::getline(lines, line); is_heading = line.empty()) {
    if (line.empty()) continue;
    if (line[0] != ' ') break;  // the next matrix
    std::istringstream words(line);
    std::string word;
    if (is_heading) {
      columns.clear();
      while (words >> word) columns.push_back(word);
      CHECK(columns.size() <= 4);
      continue;
    }
    std::string row;
    words >> row;
    for (const std::string& column : columns) {
      REQUIRE((words >> word));
      CHECK(entries.emplace(std::pair{row, column}, std::stod(word)).second);
    }
  }
  return entries;
}

struct Named {
  std::string title{};
  const gaussnet::Matrix& matrix;
  std::vector<std::string> rows{};
  std::vector<std::string> columns{};
};

void check_reads_back(const std::string& text, const Named& named) {
  const Entries entries = entries_under(text, named.title);
  CAPTURE(named.title);
  CHECK(entries.size() == static_cast<std::size_t>(named.matrix.size()));
  for (Eigen::Index i = 0; i < named.matrix.rows(); ++i) {
    for (Eigen::Index j = 0; j < named.matrix.cols(); ++j) {
      const std::string& row = named.rows.at(static_cast<std::size_t>(i));
      const std::string& column = named.columns.at(static_cast<std::size_t>(j));
      CHECK(entries.at({row, column}) == named.matrix(i, j));
    }
  }
}

}  // namespace

TEST_CASE("a network that is unstable but watched has a conditional state: done, with a warning") {
  const std::vector<std::string> unstable{"solve", "spin_mechanical", "--set", "theta_S=0.1 pi"};
  const Ran ran = program(unstable);
  CAPTURE(ran.out, ran.err);
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.err, Contains("warning: no steady state: light amplifies 'spin'") &&
                          Contains("[unstable]") && Contains("help: with this bath"));
  CHECK_THAT(ran.err, !Contains("error:"));
  CHECK_THAT(ran.out, Contains("unstable") && Contains("conditional covariance"));
}

TEST_CASE("asked for the unconditional state only, an unstable network has no answer") {
  const Ran ran =
      program({"solve", "spin_mechanical", "--set", "theta_S=0.1 pi", "--state", "unconditional"});
  CHECK(ran.exit_code == 1);
  CHECK_THAT(ran.err, Contains("error: no steady state"));
  CHECK_THAT(ran.out, Contains("status  unstable") && !Contains("covariance\n"));
}

TEST_CASE("growth that no detector sees is an error in both states") {
  const Ran ran = program({"solve", "-"}, unseen_growth());
  CAPTURE(ran.out, ran.err);
  CHECK(ran.exit_code == 1);
  CHECK_THAT(ran.err, Contains("'hidden'") && Contains("[unstable]") && Contains("[undetectable]"));
}

TEST_CASE("without a detector the unconditional state alone is asked for") {
  const Ran as_asked = program({"solve", "dark_dimers"});
  CHECK(as_asked.exit_code == 0);
  CHECK(as_asked.err.empty());
  const Ran both = program({"solve", "dark_dimers", "--state", "both"});
  CHECK(both.exit_code == 0);
  CHECK_THAT(both.err, Contains("warning: no conditional state: the network has no detector"));
  const Ran conditional = program({"solve", "dark_dimers", "--state", "conditional"});
  CHECK(conditional.exit_code == 1);
  CHECK_THAT(conditional.err, Contains("error: no conditional state"));
}

TEST_CASE("--strict turns a warning into a failure, and only a warning") {
  CHECK(program({"solve", "spin_mechanical", "--strict"}).exit_code == 0);
  CHECK(program({"solve", "spin_mechanical", "--set", "theta_S=0.1 pi", "--strict"}).exit_code ==
        4);
  CHECK(program({"solve", "dark_dimers", "--state", "conditional", "--strict"}).exit_code == 1);
}

TEST_CASE("a number of which no digit is certain is refused, and the exit code says so") {
  // theta - pi/4 = 3e-9: E_N = 19.6, while a covariance of doubles ends at about 18.
  const Ran ran =
      program({"solve", "dark_dimers", "--set", "theta=0.250000001 pi", "--set", "N=10"});
  CAPTURE(ran.out, ran.err);
  CHECK(ran.exit_code == 4);
  CHECK_THAT(ran.out, Contains("inaccurate"));
}

TEST_CASE("a model is read from standard input") {
  const Ran ran = program({"solve", "-", "--format", "csv"},
                          text_of(source_dir() / "models" / "spin_mechanical.yaml"));
  CHECK(ran.exit_code == 0);
  CHECK(ran.out == program({"solve", "spin_mechanical", "--format", "csv"}).out);
  const Ran wrong = program({"solve", "-"}, "gaussnet: 1\nnodse: {}\n");
  CHECK(wrong.exit_code == 3);
  CHECK_THAT(wrong.err, Contains("<stdin>:2:1: error:") && Contains("2 | nodse: {}"));
}

TEST_CASE("a mistake in the file is exit code 3, a file that cannot be read is 5") {
  const Folder folder;
  const std::string bad = folder.file("bad.yaml", "gaussnet: 1\nnodes: {m: {type: oscilator}}\n");
  const Ran mistake = program({"solve", bad});
  CHECK(mistake.exit_code == 3);
  CHECK_THAT(mistake.err, StartsWith(bad + ":2:") && Contains("did you mean 'oscillator'?"));
  CHECK(mistake.out.empty());
  for (const char* command : {"solve", "show", "check"}) {
    CAPTURE(command);
    CHECK(program({command, "no-such-file.yaml"}).exit_code == 5);
  }
  CHECK_THAT(program({"solve", "no-such-file.yaml"}).err, Contains("there is no such file"));
  CHECK(program({"solve", (source_dir() / "models").string()}).exit_code == 5);
  CHECK_THAT(program({"solve", "spin_mecanical"}).err,
             Contains("did you mean the built-in model 'spin_mechanical'?"));
}

TEST_CASE("a file is preferred to the built-in model of its name") {
  const Folder folder;
  const std::string file = folder.file("spin_mechanical", one_oscillator(true));
  CHECK_THAT(program({"check", file}).out,
             Contains("ok: 1 mode, 1 record, 2 parameters, 1 result"));
}

TEST_CASE("check goes through all its files and says what is wrong with each") {
  const Folder folder;
  const std::string good = folder.file("good.yaml", one_oscillator(true));
  const std::string bad = folder.file("bad.yaml", "gaussnet: 2\n");
  const Ran both = program({"check", bad, good});
  CHECK(both.exit_code == 3);
  CHECK(both.out == good + ": ok: 1 mode, 1 record, 2 parameters, 1 result\n");
  CHECK_THAT(both.err, StartsWith(bad + ":1:"));
  CHECK(program({"check", bad, good, folder.file("x", "") + "y"}).exit_code == 5);
  CHECK(program({"check", good}).exit_code == 0);
}

TEST_CASE("what check meets in one file costs the words about no other") {
  const Folder folder;
  const std::string good = folder.file("good.yaml", one_oscillator(true));
  const std::string ok = good + ": ok: 1 mode, 1 record, 2 parameters, 1 result\n";
  const Ran ran = program_that_meets(std::bad_alloc(), {"check", good, "-", good});
  CHECK(ran.exit_code == 70);
  CHECK(ran.out == ok + ok);
  CHECK(ran.err == "gaussnet: error: <stdin>: not enough memory for a network of this size\n");
  // The gravest stays, whatever comes after it.
  const std::string bad = folder.file("bad.yaml", "gaussnet: 2\n");
  CHECK(program_that_meets(std::bad_alloc(), {"check", "-", bad}).exit_code == 70);
}

TEST_CASE("a mistake in gaussnet names the file and asks for a report") {
  for (const char* command : {"solve", "show", "check"}) {
    const Ran ran = program_that_meets(std::invalid_argument("not square"), {command, "-"});
    CAPTURE(command);
    CHECK(ran.exit_code == 70);
    CHECK(ran.out.empty());
    CHECK(ran.err ==
          "gaussnet: error: <stdin>: not square\n"
          "  note: this is a mistake in gaussnet; please report it\n");
  }
}

TEST_CASE("check meets a readout weight without meaning, as solve does") {
  std::string text = text_of(source_dir() / "models" / "spin_mechanical.yaml");
  text.replace(text.find("mass: negative"), 14, "mass: positive");
  const Ran checked = program({"check", "-"}, text);
  CHECK(checked.exit_code == 3);
  CHECK_THAT(checked.err, Contains("opposite mass"));
  CHECK(program({"solve", "-"}, text).err == checked.err);
}

TEST_CASE("models lists every file of models/ and prints it as it is") {
  const std::string list = program({"models"}).out;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source_dir() / "models")) {
    if (entry.path().extension() != ".yaml") continue;
    ++files;
    const std::string name = entry.path().stem().string();
    CAPTURE(name);
    CHECK_THAT(list, Contains(name + "\n"));
    const Ran printed = program({"models", name});
    CHECK(printed.out == text_of(entry.path()));
    CHECK(program({"check", name}).exit_code == 0);
  }
  CHECK(files >= 1);
  CHECK_THAT(list, Contains("Spin-mechanical cascade") && Contains("X. Huang"));
  const Ran unknown = program({"models", "spin_mechanic"});
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, Contains("did you mean 'spin_mechanical'?"));
}

TEST_CASE("show prints what the file wrote beside what it means") {
  const std::string text = program({"show", "spin_mechanical", "--set", "C_S=30"}).out;
  CHECK_THAT(text, Contains("30 (C_S)") && Contains("2pi * 225 kHz") &&
                       Contains("vacuum -> spin.light -> mech.light -> detector"));
  const std::string lossy = program({"show", "spin_mechanical", "--set", "eps=10 %"}).out;
  CHECK_THAT(lossy, Contains("spin.light -> loss 10 % -> mech.light"));
}

TEST_CASE("show --si prints every number in SI") {
  const std::string text = program({"show", "spin_mechanical", "--si"}).out;
  // 2 pi 5e3, and theta_S = 0.25125 pi, to the last digit of a double.
  CHECK_THAT(text, Contains("spin.bath.linewidth") && Contains("31415.926535897932") &&
                       Contains("theta_S") && Contains("0.7893251542144354"));
}

TEST_CASE("show --matrices names rows, columns and units") {
  const std::string text = program({"show", "-", "--matrices"}, one_oscillator(true)).out;
  CHECK_THAT(text, Contains("drift A, rad/s") && Contains("measurement M, (rad/s)^(1/2)") &&
                       Contains("record noise R, 1 (vacuum: 1/2)\n       d\n  d  0.5\n"));
  // omega = 2 pi 1e6 off the diagonal; -(gamma_0 - Gamma cos 2 theta)/2 twice on it:
  // -2 pi (100 + 309.017)/2 = -1284.96.
  CHECK_THAT(text, Contains("6283185") && Contains(" -1284.9"));
  CHECK_THAT(program({"show", "dark_dimers", "--matrices"}).out, Contains("no detector"));
}

TEST_CASE("the matrices of show read back as the doubles that they are") {
  for (const char* name : {"spin_mechanical", "dark_dimers"}) {
    CAPTURE(name);
    const std::string file = (source_dir() / "models" / (std::string(name) + ".yaml")).string();
    const gaussnet::LinearModel model = gaussnet::load(file).linear_model();
    const std::string text = program({"show", file, "--matrices"}).out;
    const std::vector<std::string> r = gaussnet::quadrature_names(model.modes);
    const std::vector<std::string>& z = model.records;
    check_reads_back(text, {"drift A", model.drift, r, r});
    check_reads_back(text, {"diffusion D", model.diffusion, r, r});
    if (z.empty()) continue;
    check_reads_back(text, {"measurement M", model.measurement, z, r});
    check_reads_back(text, {"record noise R", model.measurement_noise, z, z});
    check_reads_back(text, {"noise correlation Gam", model.noise_correlation, r, z});
  }
}

TEST_CASE("the purity of a pure state is 1 within the digits that are printed") {
  // [theory.md, Eq. (65)]: dark dimers are pure at every angle, the closer to pi/4 the more
  // squeezed.
  for (const char* angle : {"1.1 rad", "0.26 pi", "0.255 pi", "0.2501 pi", "0.25000002 pi"}) {
    const std::string text =
        program({"solve", "dark_dimers", "--set", std::string("theta=") + angle}).out;
    const std::size_t at = text.find("\n  purity");
    CAPTURE(angle, text);
    REQUIRE(at != std::string::npos);
    std::istringstream words(text.substr(at + 9));
    std::string first;
    std::string sign;
    double bound = 1e-5;  // the last of six digits
    words >> first >> sign;
    if (first == "not") {  // known
      CHECK(std::string_view(angle).starts_with("0.250"));
      continue;
    }
    CHECK(first != "0");  // it is at most 1: an error of that size leaves nothing to print
    if (sign == "+-") words >> bound;
    CHECK(std::abs(std::stod(first) - 1) <= 1.5 * bound);
  }
}

TEST_CASE("schema prints one JSON document, for files whose format it names") {
  const Ran schema = program({"schema"});
  CHECK(schema.exit_code == 0);
  CHECK(schema.err.empty());
  const auto document = nlohmann::json::parse(schema.out);
  CHECK(document.at("required") == nlohmann::json{"gaussnet"});
  CHECK(document.at("properties").contains("sweeps"));
  CHECK(program({"schema", "x.yaml"}).exit_code == 2);
}

TEST_CASE("a setting may take the place of a value that the file has wrong") {
  const std::string model =
      "gaussnet: 1\nparameters: {eps: 10, n: 1}\nnodes:\n  a: {type: oscillator, mass: positive, "
      "frequency: 1 rad/s, bath: {linewidth: 1 rad/s, occupation: n}, light: {rate: 1 rad/s, "
      "angle: "
      "0.3 pi}}\nlinks:\n  - [vacuum, {loss: eps}, a]\n";
  CHECK(program({"solve", "-"}, model).exit_code == 3);
  CHECK(program({"solve", "-", "--set", "eps=0.1"}, model).exit_code == 0);
  const Ran still = program({"solve", "-", "--set", "n=2"}, model);
  CHECK(still.exit_code == 3);
  CHECK(still.err == program({"solve", "-"}, model).err);
}
