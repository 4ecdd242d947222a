#include <catch2/catch.hpp>
#include <libnetwork/io/yaml_tree.hpp>
#include <string>

using namespace gaussnet;

namespace {

YamlNode tree(const std::string& text) {
  const YamlText yaml = parse_yaml(text, "f");
  CAPTURE(text);
  REQUIRE(yaml.mistakes.empty());
  REQUIRE(yaml.complete);
  return yaml.root;
}

std::string where(const Place& place) {
  return std::to_string(place.line) + ":" + std::to_string(place.column) + "+" +
         std::to_string(place.width);
}

/// The place of the value of "key", as line:column+width.
std::string where(const std::string& text) { return where(find(tree(text), "key")->place); }

}  // namespace

TEST_CASE("A scalar's place is its token as written") {
  CHECK(where("key: 5 kHz") == "1:6+5");
  CHECK(where("key:    5 kHz   # comment") == "1:9+5");
  CHECK(where("key: '5 kHz'") == "1:6+7");
  CHECK(where("key: 'it''s'") == "1:6+7");
  CHECK(where("key: \"a\\\"b\"\n") == "1:6+6");
  CHECK(where("key: \"\"\n") == "1:6+2");
  CHECK(where("{key: 2pi * 5 kHz, b: 1}") == "1:7+11");
  CHECK(where("key: one\n  two\nb: 1") == "1:6+3");
  CHECK(where("key: 'one\n  two'\nb: 1") == "1:6+4");
  CHECK(where("key: |-\n  text\n") == "1:6+2");
  CHECK(where("key: &name 5 kHz") == "1:12+5");
  CHECK(where("key: [1,\n 2]") == "1:6+1");
  CHECK(where("key:\n  b: 1") == "2:3+1");
  CHECK(where("key: &name\n  b: 1") == "2:3+1");
  CHECK(where("key:\n  - b") == "2:3+1");
}

TEST_CASE("Columns count characters, not bytes") {
  CHECK(where("{ωµ: θ_S, key: 0.25 π, b: 1}") == "1:16+6");
  CHECK(where("\xEF\xBB\xBFkey: 5 µs") == "1:6+4");
  CHECK(where("ω: 'Γ Γ'\nkey: µ") == "2:6+1");
  const YamlText yaml = parse_yaml("{'Γ': 1, Ω: 2, Γ: 3}", "f");
  REQUIRE(yaml.mistakes.size() == 1);
  CHECK(where(yaml.mistakes[0].place) == "1:16+1");
  const YamlText unclosed = parse_yaml("Ωm: {κ: [1, 2}", "f");
  REQUIRE(unclosed.mistakes.size() == 1);
  CHECK(where(unclosed.mistakes[0].place) == "1:14+1");
}

TEST_CASE("Lines may end with CR LF") {
  const std::string text = "a: 1\r\nb: {x: µ,\r\n    key: one}\r\nc: \"q\"\r\nd:\r\nkey: two\r\n";
  const YamlNode root = tree(text);
  CHECK(where(find(root, "key")->place) == "6:6+3");
  CHECK(find(root, "key")->scalar == "two");
  CHECK(where(find(*find(root, "b"), "key")->place) == "3:10+3");
  CHECK(where(find(root, "c")->place) == "4:4+3");
  CHECK(find(root, "c")->literal);
  CHECK(find(root, "d")->is_missing());
  CHECK(where(find(root, "d")->place) == "5:3+1");
  CHECK(find(tree("key: |\r\n  x\r\n  y\r\nb: 1\r\n"), "key")->scalar == "x\ny\n");
  CHECK(where("key: 'one\r\n  two'\r\n") == "1:6+4");
  const YamlText yaml = parse_yaml("a: 1\r\nb: 2\r\na: 3\r\n", "f");
  REQUIRE(yaml.mistakes.size() == 1);
  CHECK(where(yaml.mistakes[0].place) == "3:1+1");
  const YamlText colon = parse_yaml("a: 1\r\nb:2\r\nc: 3\r\n", "f");
  REQUIRE(colon.mistakes.size() == 1);
  CHECK(where(colon.mistakes[0].place) == "2:2+1");
  CHECK(colon.mistakes[0].help == "write 'b: 2'");
}

TEST_CASE("A caret can point into a scalar that stands literally in the file") {
  const auto inside = [](const std::string& text) {
    return where(place_within(*find(tree(text), "key"), 2, 3));
  };
  CHECK(inside("key: 5 kHz") == "1:8+3");
  CHECK(inside("key: '5 kHz'") == "1:9+3");
  CHECK(inside("key: \"5 kHz\"") == "1:9+3");
  CHECK(inside("ω: 1\nkey: π kHz") == "2:8+3");
  CHECK(inside("key: 'it''s'") == "1:6+7");
  CHECK(inside("key: \"5\\tkHz\"") == "1:6+8");
  CHECK(inside("key: 5\n  kHz") == "1:6+1");
  CHECK_FALSE(find(tree("key: |\n  5 kHz\n"), "key")->literal);
}

TEST_CASE("Quoted scalars are told from plain ones") {
  CHECK_FALSE(find(tree("key: 5"), "key")->quoted);
  CHECK(find(tree("key: '5'"), "key")->quoted);
  CHECK(find(tree("key: \"5\""), "key")->quoted);
  CHECK(find(tree("key: >\n  5\n"), "key")->quoted);
  CHECK(tree("'key': 5").entries[0].first.quoted);
}

TEST_CASE("A value that is missing, an explicit null and a word are three things") {
  const YamlNode root = tree(
      "a:\n"
      "b: ~\n"
      "c: null\n"
      "d: 'null'\n"
      "e: ''\n"
      "f: nullable\n"
      "g: # nothing\n"
      "null: 1\n"
      "h: [~, 1]\n"
      "i: {j, k: , l: null}\n");
  CHECK(find(root, "a")->is_missing());
  CHECK(where(find(root, "a")->place) == "1:3+1");
  for (const auto& [key, word] : {std::pair{"b", "~"}, std::pair{"c", "null"}}) {
    CHECK(find(root, key)->shape == YamlNode::Shape::null);
    CHECK_FALSE(find(root, key)->is_missing());
    CHECK(find(root, key)->scalar == word);
  }
  CHECK(where(find(root, "c")->place) == "3:4+4");
  for (const char* key : {"d", "e", "f"}) CHECK(find(root, key)->is_scalar());
  CHECK(find(root, "g")->is_missing());  // the next line's key reads like a null
  CHECK(where(find(root, "g")->place) == "7:3+1");
  CHECK(find(root, "null")->scalar == "1");
  CHECK(find(root, "h")->items[0].scalar == "~");
  const YamlNode& flow = *find(root, "i");
  CHECK(find(flow, "j")->is_missing());
  CHECK(find(flow, "k")->is_missing());
  CHECK(where(find(flow, "k")->place) == "10:10+1");
  CHECK(find(flow, "l")->scalar == "null");

  SECTION("also in lists") {
    const YamlNode list = tree("- a\n-\n- # c\n- ~\n-\n");
    REQUIRE(list.items.size() == 5);
    CHECK(list.items[1].is_missing());
    CHECK(where(list.items[1].place) == "2:2+1");
    CHECK(where(list.items[2].place) == "3:2+1");
    CHECK(list.items[3].scalar == "~");
    CHECK(where(list.items[4].place) == "5:2+1");
  }
  SECTION("and with anchors") {
    const YamlNode map = tree("a: &x\nnull: 1\nb: *x\nc: &y ~\nd: *y\n");
    CHECK(find(map, "a")->is_missing());
    CHECK(find(map, "null")->scalar == "1");
    CHECK(find(map, "b")->is_missing());
    CHECK(find(map, "d")->scalar == "~");
  }
}

TEST_CASE("An alias repeats the value it names, the latest of that name, with its places") {
  const YamlNode root = tree(
      "base: &x {rate: 1, list: [a, &y b]}\n"
      "copy: *x\n"
      "deep: {p: [*y, *x]}\n"
      "again: &x 7\n"
      "last: *x\n"
      "*y : by name\n");
  CHECK(find(*find(root, "copy"), "rate")->scalar == "1");
  CHECK(where(find(*find(root, "copy"), "rate")->place) == "1:17+1");
  const YamlNode& p = *find(*find(root, "deep"), "p");
  CHECK(p.items[0].scalar == "b");
  CHECK(find(p.items[1], "list")->items[1].scalar == "b");
  CHECK(find(root, "last")->scalar == "7");
  CHECK(find(root, "b")->scalar == "by name");
}

TEST_CASE("The reference model reads as it is written") {
  const YamlNode root = tree(
      "gaussnet: 1\n"
      "title: Spin-mechanical cascade\n"
      "nodes:\n"
      "  spin:\n"
      "    type: oscillator\n"
      "    frequency: 2pi * 1 MHz\n"
      "    bath:  {linewidth: 2pi * 5 kHz,\n"
      "            occupation: 1}\n"
      "  detector: {type: homodyne, efficiency: 100 %}\n"
      "links:\n"
      "  - [vacuum, spin.light, {loss: eps}, a(1..3).light, detector]\n");
  CHECK(root.entries[0].first.scalar == "gaussnet");
  const YamlNode& spin = *find(*find(root, "nodes"), "spin");
  CHECK(where(find(spin, "frequency")->place) == "6:16+11");
  CHECK(where(find(*find(spin, "bath"), "occupation")->place) == "8:25+1");
  const YamlNode& chain = find(root, "links")->items[0];
  REQUIRE(chain.items.size() == 5);
  CHECK(where(chain.items[1].place) == "11:14+10");
  CHECK(find(chain.items[2], "loss")->scalar == "eps");
  CHECK(chain.items[3].scalar == "a(1..3).light");
}
