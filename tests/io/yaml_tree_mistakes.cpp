#include <catch2/catch.hpp>
#include <libnetwork/io/yaml_tree.hpp>
#include <string>
#include <vector>

using namespace gaussnet;

namespace {

struct Expected {
  std::string text;
  std::string code;
  int line;
  int column;
  std::string in_message;  // words that must be there
  std::string in_help;
};

void check(const Expected& expected) {
  CAPTURE(expected.text);
  const YamlText yaml = parse_yaml(expected.text, "model.yaml");
  REQUIRE(yaml.mistakes.size() == 1);
  const Mistake& mistake = yaml.mistakes.front();
  CAPTURE(to_string(mistake, expected.text));
  CHECK(mistake.code == expected.code);
  CHECK(mistake.place.file == "model.yaml");
  CHECK(mistake.place.line == expected.line);
  CHECK(mistake.place.column == expected.column);
  CHECK_THAT(mistake.message, Catch::Contains(expected.in_message));
  CHECK_THAT(mistake.help, Catch::Contains(expected.in_help));
}

}  // namespace

TEST_CASE("A syntax mistake is placed where the hand must go, in words a physicist knows") {
  const std::vector<Expected> table = {
      // brackets
      {"a: [1, 2\nb: 3\n", "not-yaml", 1, 4, "'[' opened here is never closed", "']'"},
      {"a: [1, 2\nb: 3]\n", "not-yaml", 1, 4, "never closed", "']'"},
      {"a: {x: 1, y: 2\nb: {x: 2}\n", "not-yaml", 1, 4, "'{' opened here is never closed", "'}'"},
      {"nodes:\n  a: {x: [1, 2}\n", "not-yaml", 2, 15, "'}' cannot close '['", "']'"},
      {"a: [1]]\nb: 2\n", "not-yaml", 1, 7, "']' closes nothing", "remove it"},
      {"a: }\n", "not-yaml", 1, 4, "'}' closes nothing", "remove it"},
      {"[[[", "not-yaml", 1, 3, "never closed", "']'"},
      // commas and colons
      {"a: {x: 1 y: 2}\n", "not-yaml", 1, 10, "a comma is missing before 'y:'", "', y: ...'"},
      {"a: {x: 1\n   y: 2}\n", "not-yaml", 2, 4, "a comma is missing before 'y:'", "', y: ...'"},
      {"a: {x:1, y: 2}\n", "not-yaml", 1, 6, "a blank is missing behind this colon", "'x: 1'"},
      {"a: 1\nmass:negative\nc: 3\n", "not-yaml", 2, 5, "a blank is missing", "'mass: negative'"},
      {"a: 1\nmass:negative\n", "not-yaml", 2, 5, "a blank is missing", "'mass: negative'"},
      {"gaussnet:1\ntitle: x\n", "not-yaml", 1, 9, "a blank is missing", "'gaussnet: 1'"},
      {"gaussnet:1\n", "not-yaml", 1, 9, "a blank is missing", "'gaussnet: 1'"},
      {"a: 1\nmass:\xC2\xA0negative\n", "not-yaml", 2, 5, "no-break space", "'mass: negative'"},
      {"a: 1\n\xC2\xA0\xC2\xA0mass: negative\n", "not-yaml", 2, 1, "no-break space", "ordinary"},
      {"a: 1\n \xC2\xA0mass: negative\n", "not-yaml", 2, 2, "no-break space", "ordinary"},
      {"title: Spin: the cascade\n", "not-yaml", 1, 12, "the value of 'title' holds another ': '",
       "\"Spin: the cascade\""},
      {"a: [1] x\n", "not-yaml", 1, 8, "nothing can follow ']'", "quotes"},
      {"a: \"x\" y\n", "not-yaml", 1, 8, "nothing can follow '\"'", "quotes"},
      // first characters
      {"a: @x\n", "not-yaml", 1, 4, "cannot begin with '@'", "'@x'"},
      {"a: `x`\n", "not-yaml", 1, 4, "cannot begin with '`'", "quotes"},
      {"a: %5\n", "not-yaml", 1, 4, "cannot begin with '%'", "5 %"},
      {"a: , x\n", "not-yaml", 1, 4, "cannot begin with ','", "quotes"},
      {"a: * 5\n", "not-yaml", 1, 4, "cannot begin with '*'", "2 * x"},
      {"a: & b\n", "not-yaml", 1, 4, "cannot begin with '&'", "quotes"},
      {"rate: *x\n", "unknown-alias", 1, 7, "'*x'", "&x"},
      // quotes
      {"title: \"x\nb: 3\n", "not-yaml", 1, 8, "the quote opened here is never closed", "\""},
      {"title: 'x\nb: 3\n", "not-yaml", 1, 8, "the quote opened here is never closed", "'"},
      {"a: \"x\nb: \"y\"\n", "not-yaml", 1, 4, "closed only in line 2", "close it"},
      {"a: \"C:\\path\"\n", "not-yaml", 1, 7, "backslash", "single quotes"},
      // indentation and lists
      {"a: 1\n  b: 2\n", "not-yaml", 2, 3, "entry of 'a', which has the value '1'",
       "column of 'a'"},
      {"a:\n   b: 1\n  c: 2\n", "not-yaml", 3, 3, "indented by 2", "column"},
      {"a: 1\n- b\n", "not-yaml", 2, 1, "list item", "indent"},
      {"a: - 1\n", "not-yaml", 1, 4, "list item", "[a, b]"},
      {"- a\nb: 1\n", "not-yaml", 2, 1, "after its list or map has ended", "same column"},
      {"[a, b]\nc: 1\n", "not-yaml", 2, 1, "after its list or map has ended", "same column"},
      {"a: | x\n  y\n", "not-yaml", 1, 6, "begins on the next line", "new line"},
      {"a:\n\tb: 1\n", "tab-indentation", 2, 1, "tab", "spaces"},
      {"a:\n  b: 1\n  \tc: 1\n", "tab-indentation", 3, 3, "tab", "spaces"},
      {"%foo bar\na: 1\n", "not-yaml", 1, 1, "directive", "#"},
      {"a: 1\n%foo bar\nb: 1\n", "not-yaml", 2, 1, "directive", "#"},
      {"a: 1\x01\n", "not-yaml", 1, 5, "control character (0x01)", "remove"},
      {"a: 1\xC2\x9B\n", "not-yaml", 1, 5, "control character (0x9B)", "remove"},
      {"a: 1\ntitle: \"\\e[31m\"\n", "not-yaml", 2, 8, "control character here (0x1B)", "remove"},
      {"\"\\x9b\": 1\n", "not-yaml", 1, 1, "control character here (0x9B)", "remove"},
      {"a: \"\\0\"\n", "not-yaml", 1, 4, "control character here (0x00)", "remove"},
      {"a: 1\rb: 2\r", "not-yaml", 1, 5, "carriage return", "LF"},
  };
  for (const Expected& expected : table) check(expected);
}

TEST_CASE("What YAML would take in silence is refused") {
  const std::vector<Expected> table = {
      {"k: 1\nb: 2\nk: 3\n", "duplicate-key", 3, 1, "'k' is given twice", "rename"},
      {"a: {k: 1, 'k': 2}\n", "duplicate-key", 1, 11, "'k' is given twice", "rename"},
      {"a: &b {x: 1}\nc:\n  <<: *b\n", "merge-key", 3, 3, "'<<'", "defaults"},
      {"a: 1\n---\nb: 2\n", "second-document", 2, 1, "second document", "one model"},
      {"--- \na: 1\n...\nb: 2\n", "second-document", 3, 1, "second document", "one model"},
      {"---\na: 1\n---\n", "second-document", 3, 1, "second document", "one model"},
      {"a: &b [1, *b]\n", "self-alias", 1, 11, "'*b'", "write out"},
      {"a: *b\nb: &b 1\n", "unknown-alias", 1, 4, "'*b'", "first"},
      {"[1, 2]: 3\n", "complex-key", 1, 1, "a key must be one word", "quotes"},
      {"a: 1\n{b: 1}: 3\n", "complex-key", 2, 1, "a key must be one word", "quotes"},
      {"a: {b: 1, : 2}\n", "complex-key", 1, 11, "a key is missing", "key: value"},
      {"a: !!python/object:os.system ls\n", "unknown-tag", 1, 4, "'!!python/object:os.system'",
       "remove"},
      {"a: &x !!float 3\n", "unknown-tag", 1, 7, "'!!float'", "remove"},
      {"a: ! 3\n", "unknown-tag", 1, 4, "'!'", "remove"},
      {"a: !<tag:x> [3]\n", "unknown-tag", 1, 4, "'!<tag:x>'", "remove"},
      {"", "empty-file", 1, 1, "empty", "gaussnet: 1"},
      {" \n\n", "empty-file", 1, 1, "empty", "gaussnet: 1"},
      {"# only this\n", "empty-file", 1, 1, "only comments", "gaussnet: 1"},
      {"---\n", "empty-file", 1, 1, "empty", "gaussnet: 1"},
  };
  for (const Expected& expected : table) check(expected);
}

TEST_CASE("What is no UTF-8 text is refused at the byte") {
  using namespace std::string_literals;
  const std::vector<Expected> table = {
      {"a: 1\nb: \xB5s\n", "not-utf8", 2, 4, "0xB5", "'µ'"},
      {"ωω: \xE9\n", "not-utf8", 1, 5, "0xE9", "'é'"},
      {"a: \xC0\xAF\n", "not-utf8", 1, 4, "0xC0", "UTF-8"},          // overlong /
      {"a: \xED\xA0\x80\n", "not-utf8", 1, 4, "0xED", "UTF-8"},      // a surrogate
      {"a: \xF4\x90\x80\x80\n", "not-utf8", 1, 4, "0xF4", "UTF-8"},  // above U+10FFFF
      {"a: \xE2\x82", "not-utf8", 1, 4, "0xE2", "UTF-8"},            // cut off
      {"\xFF\xFE"
       "a\0:\0"s,
       "not-utf8", 1, 1, "UTF-16", "UTF-8"},
      {"\xFE\xFF\0a\0:"s, "not-utf8", 1, 1, "UTF-16", "UTF-8"},
      {"\xFF\xFE\0\0a\0\0\0"s, "not-utf8", 1, 1, "UTF-32", "UTF-8"},
      {"a\0:\0 \0"s, "not-utf8", 1, 1, "UTF-16", "UTF-8"},
      {"abc: \0 d"s, "binary-file", 1, 6, "zero byte", "YAML file"},
  };
  for (const Expected& expected : table) check(expected);
}

TEST_CASE("All independent mistakes of a text are listed, in its order") {
  const std::string text =
      "a: {k: 1, k: 2}\n"
      "b: !x 1\n"
      "c: {<<: 3, d:4}\n"
      "a: 2\n"
      "[1]: 5\n"
      "e: {k: 1, k: 2, k: 3}\n";
  const YamlText yaml = parse_yaml(text, "f");
  std::string found;
  for (const Mistake& mistake : yaml.mistakes) {
    found += std::to_string(mistake.place.line) + ":" + std::to_string(mistake.place.column) + " " +
             mistake.code + "\n";
  }
  CHECK(found ==
        "1:11 duplicate-key\n"
        "2:4 unknown-tag\n"
        "3:5 merge-key\n"
        "3:13 not-yaml\n"
        "4:1 duplicate-key\n"
        "5:1 complex-key\n"
        "6:11 duplicate-key\n"
        "6:17 duplicate-key\n");
  CHECK(yaml.complete);

  SECTION("and what remains can be checked further") {
    REQUIRE(yaml.root.entries.size() == 4);
    CHECK(find(yaml.root, "a")->entries.size() == 1);
    CHECK(find(*find(yaml.root, "a"), "k")->scalar == "1");
    CHECK(find(yaml.root, "c")->entries.empty());
    CHECK(find(yaml.root, "missing") == nullptr);
  }
  SECTION("a repeated key says where it was first") {
    REQUIRE(yaml.mistakes[4].notes.size() == 1);
    CHECK(yaml.mistakes[4].notes[0] == "first given at line 1, column 1");
  }
}

TEST_CASE("Mistakes before a syntax mistake are listed with it") {
  const YamlText yaml = parse_yaml("a: {k: 1, k: 2}\nb: @\n", "f");
  REQUIRE(yaml.mistakes.size() == 2);
  CHECK(yaml.mistakes[0].code == "duplicate-key");
  CHECK(yaml.mistakes[1].code == "not-yaml");
  CHECK_FALSE(yaml.complete);
  CHECK(yaml.root.is_missing());
}

TEST_CASE("A mistake inside a value that is repeated by an alias is told once") {
  const YamlText yaml = parse_yaml("a: &a {k: 1, k: 2}\nb: [*a, *a]\n", "f");
  REQUIRE(yaml.mistakes.size() == 1);
  CHECK(yaml.mistakes[0].place.column == 14);
}

TEST_CASE("A second document does not keep the first from being checked") {
  const YamlText yaml = parse_yaml("a: 1\n---\nb: 2\n", "f");
  CHECK(yaml.complete);
  REQUIRE(yaml.root.entries.size() == 1);
}

TEST_CASE("A tab counts further lines, and does not matter inside text or behind values") {
  const YamlText yaml = parse_yaml("a:\n\tb: 1\n\tc: 1\n\td: 1\n", "f");
  REQUIRE(yaml.mistakes.size() == 1);
  REQUIRE(yaml.mistakes[0].notes.size() == 1);
  CHECK(yaml.mistakes[0].notes[0] == "2 more lines are");
  for (const std::string text : {"a: |\n  x\n  \ty\nb: 2\n", "a: \"x\n\ty\"\nb: 2\n",
                                 "a: 1\t# x\nb: 2\n", "\t\na: 1\nb: 2\n"}) {
    CAPTURE(text);
    const YamlText fine = parse_yaml(text, "f");
    CHECK(fine.mistakes.empty());
    CHECK(fine.root.entries.size() == 2);
  }
}
