// The long texts, and what follows from the grammar of the command line: completion, manual.
#include <sys/wait.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/errors/error_codes.hpp>
#include <libnetwork/io/yaml_tree.hpp>
#include <libnetwork/network/expression_text.hpp>
#include <libnetwork/network/file_keys.hpp>
#include <libnetwork/network/node_types.hpp>
#include <libnetwork/version.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <tools/builtin_models.hpp>
#include <tools/explanations.hpp>
#include <tools/grammar.hpp>
#include <tools/mistake_examples.hpp>

#include "program.hpp"

using namespace gaussnet;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

std::string explained(std::string_view word) {
  const Ran ran = program({"explain", std::string(word)});
  CHECK(ran.exit_code == 0);
  CHECK(ran.err.empty());
  return ran.out;
}

struct Shelled {
  int exit_code = 0;
  std::string out{};
};

Shelled shell(const std::string& command) {
  Shelled ran;
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe);
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    ran.out.append(buffer.data(), n);
  }
  const int status = pclose(pipe);
  REQUIRE(WIFEXITED(status));
  ran.exit_code = WEXITSTATUS(status);
  return ran;
}

bool is_there(const std::string& name) {
  return shell("command -v " + name + " > /dev/null 2>&1").exit_code == 0;
}

/// What bash offers behind these words; the last is being typed.
std::set<std::string> offered_by_bash(const std::vector<std::string>& words) {
  const Folder folder;
  folder.file("mine.yaml", "");
  folder.file("notes.txt", "");
  folder.file("two words.yaml", "");
  const std::string script = folder.file("completion", program({"completion", "bash"}).out);
  std::string said;
  for (const std::string& word : words) said += " '" + word + "'";
  const Shelled ran =
      shell("cd '" + script.substr(0, script.rfind('/')) +
            "' && bash --norc -uc 'source ./completion; COMP_WORDS=(\"$@\"); "
            "COMP_CWORD=$(($# - 1)); _gaussnet; "
            "((${#COMPREPLY[@]} == 0)) || printf \"%s\\n\" \"${COMPREPLY[@]}\"' bash" +
            said);
  CHECK(ran.exit_code == 0);
  const auto lines = lines_of(ran.out);
  return {lines.begin(), lines.end()};
}

using Set = std::set<std::string>;

std::vector<std::string> arguments_of(std::string_view line) {
  std::vector<std::string> words;
  std::istringstream stream{std::string(line)};
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

}  // namespace

TEST_CASE("explain has a text for every row of every table") {
  for (const ErrorCode& row : error_codes()) {
    CHECK_THAT(explained(row.code), StartsWith(std::string(row.code) + ": error"));
  }
  for (const FigureRow& row : figure_rows()) {
    const std::string text = explained(row.name);
    CHECK_THAT(text, Contains("figure of merit"));
    for (const KeyRow& key : row.keys) CHECK_THAT(text, Contains("  " + std::string(key.name)));
  }
  for (const NodeTypeRow& row : node_types()) {
    const std::string text = explained(row.name);
    CHECK_THAT(text, Contains("type of node"));
    for (const KeyRow& key : row.keys) CHECK_THAT(text, Contains("  " + std::string(key.name)));
  }
  for (const KeyRow& row : top_level_keys()) {
    CHECK_THAT(explained(row.name), Contains("key of the model"));
  }
  for (const std::string& word : tools::explained_words()) {
    for (const std::string& line : lines_of(explained(word))) {
      CAPTURE(word, line);
      CHECK((character_count(line) <= 100 || line.find("error: ") != line.npos ||
             line.find("help: ") != line.npos || line.find("| ") != line.npos));
    }
  }
}

TEST_CASE("an error code is explained with an example that makes it and what mends it") {
  const Set without{"too-large",  // needs a gigabyte
                    "undriven"};  // needs a network built in code
  for (const ErrorCode& row : error_codes()) {
    const std::string code(row.code);
    CAPTURE(code);
    if (without.contains(code)) continue;
    CHECK_THAT(explained(row.code), Contains("\nexample\n") && Contains("\nmended\n"));
    if (const tools::MistakeExample* example = tools::find_mistake_example(code)) {
      CHECK_THAT(std::string(example->answer), Contains("[" + code + "]"));
      CHECK(row.example.empty());
      continue;
    }
    const Ran wrong = program(arguments_of(row.example));
    CHECK(wrong.exit_code != 0);
    CHECK_THAT(wrong.err, Contains("[" + code + "]"));
    const Ran right = program(arguments_of(row.mended));
    CHECK(right.exit_code == 0);
    CHECK_THAT(right.err, !Contains("[" + code + "]"));
  }
  // The files are those of the tests that solve them.
  const auto& examples = tools::mistake_examples();
  CHECK(examples.size() > 90);
  for (const tools::MistakeExample& example : examples) {
    const auto file = source_dir() / "tests" / "mistakes" / (std::string(example.name) + ".txt");
    CHECK(text_of(file) == example.answer);
  }
}

TEST_CASE("explain says what a figure is, with its equation and its keys") {
  CHECK_THAT(explained("epr"), Contains("xi = [Var(X_j + g X_k) + Var(P_j - g P_k)]/(1 + g^2)") &&
                                   Contains("type of node"));
  CHECK_THAT(explained("linewidth"),
             Contains("bath of node type oscillator") && Contains("0 or greater"));
  CHECK_THAT(explained("hz-or-rad"), Contains("help: write '2pi * 5 kHz'"));
}

TEST_CASE("explain without a word lists the words, and a mistyped one is suggested") {
  const Ran list = program({"explain"});
  CHECK(list.exit_code == 0);
  const std::regex word(R"([A-Za-z_][\w-]*)");
  Set listed;
  for (std::sregex_iterator at(list.out.begin(), list.out.end(), word), end; at != end; ++at) {
    listed.insert(at->str());
  }
  for (const std::string& each : tools::explained_words()) {
    CAPTURE(each);
    CHECK(listed.contains(each));
  }
  const Ran wrong = program({"explain", "hz-or-rat"});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.out.empty());
  CHECK_THAT(wrong.err, Contains("did you mean 'hz-or-rad'?"));
  CHECK_THAT(program({"explain", "qqqqqqqq"}).err, Contains("gaussnet explain lists the words"));
}

TEST_CASE("bash completes commands, options, their words, models and files") {
  CHECK(offered_by_bash({"gaussnet", "so"}) == Set{"solve"});
  const Set commands = offered_by_bash({"gaussnet", ""});
  for (const auto& command : tools::grammar().commands) CHECK(commands.contains(command.name));
  CHECK(offered_by_bash({"gaussnet", "--v"}) == Set{"--version"});
  CHECK(offered_by_bash({"gaussnet", "show", "--m"}) == Set{"--matrices", "--mermaid"});
  CHECK(offered_by_bash({"gaussnet", "solve", "--format", ""}) == Set{"text", "json", "csv"});
  CHECK(offered_by_bash({"gaussnet", "show", "--format", ""}) == Set{"text", "json"});
  CHECK(offered_by_bash({"gaussnet", "solve", "--state", "c"}) == Set{"conditional"});
  CHECK(offered_by_bash({"gaussnet", "solve", "spin_mechanical_f"}) == Set{"spin_mechanical_full"});
  for (const auto& [start, file] : {std::pair{"m", "mine.yaml"}, {"tw", "two words.yaml"}}) {
    Set offered{file};
    for (const std::string& model : tools::builtin_model_names()) {
      if (model.starts_with(start)) offered.insert(model);
    }
    CHECK(offered_by_bash({"gaussnet", "solve", start}) == offered);
  }
  CHECK(offered_by_bash({"gaussnet", "check", "n"}).empty());
  CHECK(offered_by_bash({"gaussnet", "show", "--npz", "n"}) == Set{"notes.txt"});
  CHECK(offered_by_bash({"gaussnet", "solve", "--set", ""}).empty());
  CHECK(offered_by_bash({"gaussnet", "models", "dark"}) == Set{"dark_dimers"});
  CHECK(offered_by_bash({"gaussnet", "explain", "hz"}) == Set{"hz-or-rad"});
  CHECK(offered_by_bash({"gaussnet", "completion", ""}) == Set{"bash", "zsh", "fish"});
}

TEST_CASE(
    "the scripts for zsh and fish name every command and option, and are read by the shells") {
  const Folder folder;
  for (const std::string name : {"zsh", "fish"}) {
    const std::string script = program({"completion", name}).out;
    CAPTURE(name, script);
    for (const auto& command : tools::grammar().commands) {
      CHECK_THAT(script, Contains(command.name));
      for (const auto& option : command.options) {
        for (const std::string& each : option.names) {
          const std::string dashless = each.substr(each.find_first_not_of('-'));
          CHECK_THAT(script, Contains(name == "zsh" ? "'" + each + "[" : " " + dashless + " "));
        }
      }
    }
    if (!is_there(name)) continue;
    const std::string file = folder.file("completion." + name, script);
    CHECK(shell(name + " -n '" + file + "'").exit_code == 0);
  }
  if (!is_there("fish")) return;
  const std::string file = folder.file("gaussnet.fish", program({"completion", "fish"}).out);
  const auto offered = [&](const std::string& line) {
    return shell("HOME=" + file.substr(0, file.rfind('/')) + " fish --no-config -c \"source '" +
                 file + "'; complete -C '" + line + "'\"")
        .out;
  };
  CHECK_THAT(offered("gaussnet sol"), StartsWith("solve\t"));
  CHECK_THAT(offered("gaussnet show --format "), Contains("json") && !Contains("csv"));
  CHECK_THAT(offered("gaussnet solve spin_mechanical_l"), Contains("spin_mechanical_loss"));
}

TEST_CASE("completion asks for a shell that it knows") {
  CHECK(program({"completion"}).exit_code == 2);
  const Ran wrong = program({"completion", "bsh"});
  CHECK(wrong.exit_code == 2);
  CHECK_THAT(wrong.err, Contains("did you mean 'bash'?"));
}

TEST_CASE("the manual has every command and option, and troff has nothing to say against it") {
  const std::string page = program({"man"}).out;
  for (const char* section : {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS"}) {
    CHECK_THAT(page, Contains(".SH " + std::string(section) + "\n"));
  }
  for (const auto& command : tools::grammar().commands) {
    CHECK_THAT(page, Contains(".SS \"gaussnet " + command.name));
    for (const auto& option : command.options) {
      std::string name = std::regex_replace(option.names.back(), std::regex("-"), "\\-");
      CHECK_THAT(page, Contains("\\fB" + name + "\\fR"));
    }
  }
  const Folder folder;
  const std::string file = folder.file("gaussnet.1", page);
  if (is_there("groff"))
    CHECK(shell("groff -man -ww -Tascii '" + file + "' 2>&1 > /dev/null").out == "");
  if (is_there("mandoc")) {
    // A page that has no date says the same whenever it is made.
    const std::string said =
        shell("mandoc -Tlint -W warning '" + file + "' | grep -v 'missing date'").out;
    CHECK(said == "");
  }
}

TEST_CASE("the help lists every command") {
  const std::string help = program({"--help"}).out;
  for (const auto& command : tools::grammar().commands) {
    CHECK_THAT(help, Contains("\n  " + command.name + " "));
    CHECK_THAT(program({command.name, "--help"}).out, StartsWith(command.meaning));
  }
}

TEST_CASE("--cite prints BibTeX, and CITATION.cff says the same") {
  const Ran ran = program({"--cite"});
  CHECK(ran.exit_code == 0);
  int depth = 0;
  for (const char c : ran.out) {
    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    REQUIRE(depth >= 0);
  }
  CHECK(depth == 0);
  CHECK_THAT(ran.out, StartsWith("@software{gaussnet,\n") && Contains("@article{Huang2018,\n"));
  CHECK_THAT(ran.out, Contains("version = {" + std::string(version) + "}"));

  // Citation File Format 1.2.0: required keys, and those whose values are restricted.
  const YamlText file = parse_yaml(text_of(source_dir() / "CITATION.cff"), "CITATION.cff");
  REQUIRE(file.complete);
  REQUIRE(file.mistakes.empty());
  const auto scalar = [&](const YamlNode& map, const char* key) {
    const YamlNode* node = find(map, key);
    return node ? node->scalar : "";
  };
  CHECK(scalar(file.root, "cff-version") == "1.2.0");
  CHECK(scalar(file.root, "version") == version);
  CHECK(scalar(file.root, "type") == "software");
  CHECK(scalar(file.root, "license") == "Apache-2.0");
  CHECK_FALSE(scalar(file.root, "message").empty());
  CHECK_FALSE(scalar(file.root, "title").empty());
  const Set known{"cff-version", "message", "type",     "title",     "version",
                  "license",     "authors", "keywords", "references"};
  for (const auto& [key, value] : file.root.entries) CHECK(known.contains(key.scalar));
  const YamlNode* authors = find(file.root, "authors");
  REQUIRE(authors);
  for (const YamlNode& author : authors->items) {
    CHECK((!scalar(author, "name").empty() || !scalar(author, "family-names").empty()));
  }
  const YamlNode* references = find(file.root, "references");
  REQUIRE(references);
  for (const YamlNode& reference : references->items) {
    CHECK(scalar(reference, "type") == "article");
    CHECK_FALSE(scalar(reference, "title").empty());
    const YamlNode* names = find(reference, "authors");
    REQUIRE(names);
    for (const YamlNode& author : names->items) {
      CHECK_THAT(ran.out,
                 Contains(scalar(author, "family-names") + ", " + scalar(author, "given-names")) ||
                     Contains(scalar(author, "family-names")));
    }
    CHECK_THAT(ran.out, Contains("doi     = {" + scalar(reference, "doi") + "}"));
  }
}
