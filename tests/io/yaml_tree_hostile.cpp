#include <catch2/catch.hpp>
#include <ctime>
#include <libnetwork/io/yaml_tree.hpp>
#include <string>

using namespace gaussnet;

namespace {

std::string repeated(const std::string& words, int times) {
  std::string text;
  text.reserve(words.size() * static_cast<std::size_t>(times));
  for (int i = 0; i < times; ++i) text += words;
  return text;
}

/// Reads a text with one mistake and returns its code. The bound on processor time is generous
/// (sanitizers, slow machines): it is there to catch what is quadratic or exponential.
std::string code_of(const std::string& text) {
  const std::clock_t start = std::clock();
  const YamlText yaml = parse_yaml(text, "f");
  CHECK(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC < 10.0);
  if (yaml.mistakes.empty()) return yaml.complete ? "fine" : "silent";
  CHECK_FALSE(yaml.mistakes.front().help.empty());
  CHECK(yaml.mistakes.front().message.size() < 300);
  return yaml.mistakes.front().code;
}

std::string nested_maps(int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  return text;
}

/// Each level repeats the one before ten times.
std::string alias_bomb(int levels) {
  std::string text = "a0: &a0 x\n";
  for (int i = 1; i <= levels; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before +
            repeated(", " + before, 9) + "]\n";
  }
  return text;
}

}  // namespace

TEST_CASE("Nesting has a bound, wherever the parser's own is") {
  CHECK(code_of(repeated("[", 60) + repeated("]", 60)) == "fine");
  CHECK(code_of(repeated("[", 65) + repeated("]", 65)) == "too-deep");
  for (const int depth : {100, 600, 5000, 100'000}) {
    CAPTURE(depth);
    CHECK(code_of(repeated("[", depth) + repeated("]", depth)) == "too-deep");
    CHECK(code_of(repeated("{a: ", depth) + repeated("}", depth)) == "too-deep");
    CHECK(code_of(repeated("- ", depth) + "x") == "too-deep");
    CHECK(code_of(repeated("? ", depth)) == "too-deep");
  }
  CHECK(code_of(nested_maps(1000)) == "too-deep");
  CHECK(code_of(repeated("[", 1'000'000)) == "too-deep");
}

TEST_CASE("A line of brackets is refused before the parser has kept all of them") {
  const YamlText yaml = parse_yaml("a: " + repeated("[1, {a: ", 100'000), "f");
  REQUIRE(yaml.mistakes.size() == 1);
  CHECK(yaml.mistakes[0].code == "too-deep");
  CHECK(yaml.mistakes[0].place.column == 4 + 32 * 8);  // where the 65th level begins
  CHECK(code_of("a: [" + repeated("[1, [2]], ", 100'000) + "]") == "fine");
  CHECK(code_of(repeated("- [\n", 60) + "x") == "not-yaml");
}

TEST_CASE("The 65th level is where the mistake is placed") {
  const YamlText yaml = parse_yaml(repeated("[", 70) + repeated("]", 70), "f");
  REQUIRE(yaml.mistakes.size() == 1);
  CHECK(yaml.mistakes[0].place.column == max_yaml_depth + 1);
}

TEST_CASE("Aliases cannot make a small text large, deep or endless") {
  CHECK(code_of(alias_bomb(4)) == "fine");  // 11110 copies and their lists
  CHECK(code_of(alias_bomb(5)) == "alias-bomb");
  CHECK(code_of(alias_bomb(10)) == "alias-bomb");
  CHECK(code_of("a: &a [*a]\n") == "self-alias");
  CHECK(code_of("a: &a {b: {c: *a}}\n") == "self-alias");
  CHECK(code_of("&a {b: *a}\n") == "self-alias");
  std::string ladder = "a0: &a0 [x]\n";
  for (int i = 1; i < 80; ++i) {
    ladder += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" +
              std::to_string(i - 1) + "]\n";
  }
  CHECK(code_of(ladder) == "too-deep");
}

TEST_CASE("Size has a bound") {
  CHECK(code_of(std::string(max_yaml_bytes + 1, ' ')) == "too-large");
  CHECK(code_of("[" + repeated("1,", static_cast<int>(max_yaml_values)) + "1]") == "too-large");
  CHECK(code_of("a: " + std::string(1'000'000, '7')) == "fine");
  CHECK(code_of(std::string(2'000'000, ' ')) == "empty-file");
  CHECK(code_of(std::string(2'000'000, '\n')) == "empty-file");
}

TEST_CASE("Noise ends in a mistake soon") {
  CHECK(code_of(repeated(": ", 1'000'000)) != "fine");
  CHECK(code_of(repeated("a: ", 300'000)) == "not-yaml");
  CHECK(code_of("[" + repeated("a: ", 300'000)) == "not-yaml");
  CHECK(code_of(repeated("&a ", 300'000)) == "not-yaml");
  CHECK(code_of("[" + repeated("&a b,", 200'000)) == "not-yaml");
  CHECK(code_of(repeated("%TAG ! x\n", 200'000)) == "not-yaml");
  CHECK(code_of(repeated("---\n", 200'000)) == "second-document");
  CHECK(code_of("a: " + repeated("'", 200'001)) == "not-yaml");
  CHECK(code_of(repeated("- \n", 200'000)) == "fine");
  CHECK(code_of("{" + repeated("k: 1,", 100'000) + "}") == "duplicate-key");
  CHECK(code_of("{" + repeated("k:1,", 100'000) + "}") == "not-yaml");
  CHECK(code_of("[" + repeated("!x a,", 100'000) + "]") == "unknown-tag");
}

TEST_CASE("Large but honest texts are read in linear time") {
  std::string list = "a: [";
  for (int i = 0; i < 200'000; ++i) list += "1.25, ";
  list += "1]\n";
  std::string map = "nodes:\n";
  for (int i = 0; i < 10'000; ++i) {
    map += "  n" + std::to_string(i) +
           ": {type: oscillator, mass: positive, frequency: 2pi * 1 MHz, bath: {linewidth: 2pi * 5 "
           "kHz, occupation: 1}}\n";
  }
  CHECK(code_of(list) == "fine");
  CHECK(code_of(map) == "fine");
  const YamlText yaml = parse_yaml(map, "f");
  REQUIRE(yaml.root.entries.size() == 1);
  CHECK(yaml.root.entries[0].second.entries.size() == 10'000);
}
