#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <libnetwork/analysis/report.hpp>
#include <libnetwork/errors/error_codes.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/text_file.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/io/yaml_tree.hpp>
#include <libnetwork/network/compile.hpp>
#include <libnetwork/network/graph.hpp>
#include <map>
#include <set>
#include <sstream>

using namespace gaussnet;

namespace {

/// A file that makes one mistake, with what is said of it and what mends it.
struct Case {
  std::string name{};  // without ending
  std::string text{};
  std::string said{};
  std::string code{};
  std::string token{};
  int line = 0;                       // that the mended lines take the place of
  std::vector<std::string> mended{};  // none: the line is removed
};

std::string after(const std::string& line, const std::string& prefix) {
  INFO(line);
  REQUIRE(line.rfind(prefix, 0) == 0);
  return line.substr(prefix.size());
}

Case read_case(const std::filesystem::path& yaml) {
  const auto beside = [&](const char* ending) {
    return read_text_file(std::filesystem::path(yaml).replace_extension(ending).string());
  };
  Case result{
      .name = yaml.stem().string(), .text = read_text_file(yaml.string()), .said = beside(".txt")};
  std::istringstream lines(beside(".mended"));
  std::string line;
  std::getline(lines, line);
  result.code = after(line, "code: ");
  std::getline(lines, line);
  result.token = after(line, "under the caret: ");
  std::getline(lines, line);
  result.line = std::stoi(after(line, "line "));
  while (std::getline(lines, line)) result.mended.push_back(line);
  return result;
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const auto& entry : std::filesystem::directory_iterator(MISTAKES_DIR)) {
    if (entry.path().extension() == ".yaml") cases.push_back(read_case(entry.path()));
  }
  std::sort(cases.begin(), cases.end(),
            [](const Case& a, const Case& b) { return a.name < b.name; });
  return cases;
}

/// What is wrong with the file, or, if nothing is, why its physics has no answer.
struct Verdict {
  std::vector<Mistake> mistakes{};
  std::string said{};
};

Verdict verdict_on(const std::string& text, const std::string& file) {
  try {
    const Model model = load_text(text, file);
    const Report report = solve(model, StateChoice::both);
    Verdict verdict;
    for (const auto& state : {report.unconditional, report.conditional}) {
      if (!state->failure) continue;
      verdict.mistakes.push_back(*state->failure);
      verdict.said += to_string(*state->failure, text);
    }
    return verdict;
  } catch (const DescriptionError& error) {
    return {error.mistakes(), error.what()};
  }
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// Characters [column, column + width) of a line, counted from 1.
std::string characters(const std::string& line, int column, int width) {
  std::string result;
  int at = 0;
  for (const char c : line) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (!continues) ++at;
    if (at >= column && at < column + width) result += c;
  }
  return result;
}

std::string mended(const Case& mistake) {
  std::vector<std::string> lines = lines_of(mistake.text);
  const auto at = static_cast<std::size_t>(mistake.line - 1);
  if (at < lines.size()) lines.erase(lines.begin() + mistake.line - 1);
  const auto place = lines.begin() + static_cast<std::ptrdiff_t>(std::min(at, lines.size()));
  lines.insert(place, mistake.mended.begin(), mistake.mended.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

bool prints(const std::string& token) { return token != "?" && !token.empty() && token != " "; }

}  // namespace

TEST_CASE("Every mistake is reported to the letter, first of all at its token") {
  for (const Case& mistake : all_cases()) {
    CAPTURE(mistake.name);
    const Verdict verdict = verdict_on(mistake.text, mistake.name + ".yaml");
    CHECK(verdict.said == mistake.said);
    REQUIRE_FALSE(verdict.mistakes.empty());
    const auto found = std::find_if(verdict.mistakes.begin(), verdict.mistakes.end(),
                                    [&](const Mistake& each) { return each.code == mistake.code; });
    REQUIRE(found != verdict.mistakes.end());
    CHECK_FALSE(found->help.empty());
    REQUIRE(found->place.line >= 1);
    const std::vector<std::string> lines = lines_of(mistake.text);
    if (!prints(mistake.token)) continue;
    const auto at = static_cast<std::size_t>(found->place.line - 1);
    REQUIRE(at < lines.size());
    CHECK(characters(lines[at], found->place.column, found->place.width) == mistake.token);
  }
}

TEST_CASE("A file with one mistake is told one mistake") {
  for (const Case& mistake : all_cases()) {
    CAPTURE(mistake.name, mistake.said);
    const Verdict verdict = verdict_on(mistake.text, mistake.name + ".yaml");
    std::set<std::string> codes;
    for (const Mistake& each : verdict.mistakes) codes.insert(each.code);
    codes.erase("unstable");  // what is unstable and unseen has neither of the two states
    codes.erase("undetectable");
    if (mistake.code != "no-detector") codes.erase("no-detector");
    const bool is_physics = mistake.code == "unstable" || mistake.code == "undetectable";
    CHECK(codes.size() == (is_physics ? 0 : 1));
  }
}

TEST_CASE("Following the help makes the check pass") {
  for (const Case& mistake : all_cases()) {
    const std::string text = mended(mistake);
    CAPTURE(mistake.name, text);
    CHECK_NOTHROW(load_text(text, mistake.name + ".yaml"));
    if (mistake.code == "unstable") {
      CHECK_NOTHROW(unconditional_state(load_text(text, mistake.name + ".yaml")));
    }
    if (mistake.code == "undetectable") {
      CHECK_NOTHROW(conditional_state(load_text(text, mistake.name + ".yaml")));
    }
  }
}

namespace {

const std::string dimer =
    "gaussnet: 1\nparameters: {n: 1, w: 2pi * 1 MHz}\nnodes:\n  spin: {type: oscillator, mass: "
    "positive, frequency: w, bath: {linewidth: 2pi * 5 kHz, occupation: n}}\n";

std::string code_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const DescriptionError& error) {
    return error.mistakes().front().code;
  } catch (const NoSteadyState& failure) {
    return failure.why().code;
  }
  return "nothing";
}

LinearModel watched_but_never_disturbed() {
  const Matrix one = Matrix::Identity(2, 2);
  return {.modes = {"rest"},
          .drift = 0 * one,
          .diffusion = 0 * one,
          .measurement = one,
          .measurement_noise = one,
          .noise_correlation = 0 * one};
}

/// Codes that no file of this folder can show, each shown here.
std::map<std::string, std::string> codes_shown_by_calls() {
  std::map<std::string, std::string> shown;
  shown["unknown-parameter"] = code_of([&] { load_text(dimer, "dimer.yaml").at({{"m", 2.0}}); });
  shown["no-detector"] = code_of([&] { conditional_state(load_text(dimer, "dimer.yaml")); });
  shown["too-large"] =
      code_of([] { load_text(std::string(max_yaml_bytes + 1, ' '), "large.yaml"); });
  shown["too-many-modes"] = code_of([&] {
    std::string many = dimer;
    many.replace(many.find("type:"), 5, "repeat: 2001, type:");
    load_text(many, "many.yaml").linear_model();
  });
  shown["inaccurate"] = code_of([&] {  // damped at the last digit of its frequency
    std::string optical = dimer;
    optical.replace(optical.find("1 MHz"), 5, "300 THz");
    optical.replace(optical.find("5 kHz"), 5, "100 mHz");
    unconditional_state(load_text(optical, "optical.yaml"));
  });
  shown["undriven"] = code_of([&] { conditional_state(watched_but_never_disturbed()); });
  return shown;
}

}  // namespace

TEST_CASE("Every code of the table is shown, and every code shown is in the table") {
  std::set<std::string> shown;
  for (const Case& mistake : all_cases()) shown.insert(mistake.code);
  for (const auto& [expected, code] : codes_shown_by_calls()) {
    CHECK(expected == code);
    shown.insert(code);
  }
  std::set<std::string> known;
  for (const ErrorCode& row : error_codes()) {
    CAPTURE(row.code);
    CHECK(shown.contains(std::string(row.code)));
    CHECK(known.insert(std::string(row.code)).second);
    CHECK_FALSE(row.meaning.empty());
  }
  for (const std::string& code : shown) {
    CAPTURE(code);
    CHECK(known.contains(code));
  }
}

TEST_CASE("All independent mistakes of a file are told at once, by place") {
  const std::string text =
      "gaussnet: 1\ntitel: x\nnodes:\n  spin: {type: oscillator, mass: negativ, frequency: 1 MHz, "
      "bath: {linewidth: 1,5, occupation: 2}}\n  spin: {type: vacuum}\nlinks:\n  - [vacuum, spni]\n"
      "results:\n  n: {measure: occupation, mode: mehc}\n";
  const Verdict verdict = verdict_on(text, "many.yaml");
  std::vector<std::string> codes;
  for (const Mistake& each : verdict.mistakes) codes.push_back(each.code);
  CAPTURE(verdict.said);
  for (const char* code : {"unknown-key", "unknown-choice", "hz-or-rad", "duplicate-key",
                           "unknown-node", "unknown-mode"}) {
    CAPTURE(code);
    CHECK(std::count(codes.begin(), codes.end(), code) >= 1);
  }
  CHECK(std::is_sorted(
      verdict.mistakes.begin(), verdict.mistakes.end(),
      [](const Mistake& a, const Mistake& b) { return a.place.line < b.place.line; }));
}

TEST_CASE("At most twenty mistakes are told, and how many more there are") {
  std::string text = "gaussnet: 1\n";
  for (int k = 0; k < 30; ++k) text += "wrong" + std::to_string(k) + ": 1\n";
  const Verdict verdict = verdict_on(text, "many.yaml");
  CHECK(verdict.mistakes.size() == 20);
  CHECK(verdict.said.find("more mistakes") != std::string::npos);
}
