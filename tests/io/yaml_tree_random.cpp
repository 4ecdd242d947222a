#include <algorithm>
#include <catch2/catch.hpp>
#include <libnetwork/io/yaml_tree.hpp>
#include <random>
#include <string>
#include <vector>

using namespace gaussnet;

namespace {

using Random = std::mt19937;

int below(Random& random, int bound) {
  return std::uniform_int_distribution<int>(0, bound - 1)(random);
}

const std::vector<std::string> seeds = {
    "gaussnet: 1\ntitle: 'Spin ''and'' light'\nnodes:\n  spin: {type: oscillator, mass: "
    "negative}\n",
    "links:\n  - [vacuum, spin.light, {loss: 3 %}, mech.light, detector]\n  - [a, b]\n",
    "a: &x {ω: 2pi * 5 kHz, τ: 10 µs}\nb: *x\nc:\n  - 1\n  -\n  - ~\n",
    "description: |\n  one\n    two\n\nnotes: >-\n  folded\n  text\nend: \"a\\tb\"\n",
    "? key\n: value\n? [1, 2]\n: 3\n--- # next\nx: !tag y\n",
    "a: 1\r\nb: {c: [1, 2,\r\n  3], d: null}\r\n# comment\r\ne:\r\n",
};
const std::string alphabet = "[]{}:,-?&*!|>'\"%@`#~<\\ \t\n\r.0aé\xCE\xBC\xFF";

std::string mutated(Random& random) {
  std::string text = seeds[static_cast<std::size_t>(below(random, static_cast<int>(seeds.size())))];
  for (int change = 1 + below(random, 4); change > 0 && !text.empty(); --change) {
    const auto at = static_cast<std::size_t>(below(random, static_cast<int>(text.size())));
    const auto letter = static_cast<std::size_t>(below(random, static_cast<int>(alphabet.size())));
    switch (below(random, 5)) {
      case 0:
        text.erase(at, static_cast<std::size_t>(1 + below(random, 4)));
        break;
      case 1:
        text.insert(at, 1, alphabet[letter]);
        break;
      case 2:
        text[at] = alphabet[letter];
        break;
      case 3:
        text.insert(at, text.substr(at / 2, static_cast<std::size_t>(below(random, 12))));
        break;
      default:
        text.resize(at);
    }
  }
  return text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines{""};
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

int characters(const std::string& line) {
  return static_cast<int>(std::ranges::count_if(
      line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Inside the text: a column may be the one behind the end of its line.
bool is_inside(const Place& place, const std::vector<std::string>& lines) {
  if (place.line < 1 || place.line > static_cast<int>(lines.size())) return false;
  const int length = characters(lines[static_cast<std::size_t>(place.line) - 1]);
  return place.column >= 1 && place.column <= length + 1 && place.width >= 1 &&
         place.column + place.width <= length + 2;
}

std::string substring(const std::string& line, int first, int count) {
  std::string part;
  int character = -1;
  for (const char c : line) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++character;
    if (character >= first && character < first + count) part += c;
  }
  return part;
}

void check_places(const YamlNode& node, const std::vector<std::string>& lines) {
  if (!is_inside(node.place, lines)) FAIL(node.place.line << ":" << node.place.column);
  if (node.literal) {
    const std::string& line = lines[static_cast<std::size_t>(node.place.line) - 1];
    const int first = node.place.column - 1 + node.text_offset_of_content;
    if (substring(line, first, characters(node.scalar)) != node.scalar) {
      FAIL("'" << node.scalar << "' is not at " << node.place.line << ":" << node.place.column);
    }
  }
  for (const YamlNode& item : node.items) check_places(item, lines);
  for (const auto& [key, value] : node.entries) {
    if (!key.is_scalar()) FAIL("a key is no scalar");
    check_places(key, lines);
    check_places(value, lines);
  }
}

/// A tree without places, to be written and read back.
YamlNode random_tree(Random& random, int depth) {
  static const std::vector<std::string> words = {
      "spin",  "2pi * 5 kHz", "a: b", "'",      "\"",     "null", "~",  "ω µ",        "- x", "",
      " edge", "# no",        "[x]",  "{x: 1}", "back\\", "*x",   "&x", "!x",         "%x",  "@x",
      "1e-3",  "a\tb",        "<<",   "...",    "---",    "|",    ">",  "two\nlines", ",",   ":"};
  YamlNode node;
  const int kind = depth == 0 ? 0 : below(random, 3);
  if (kind == 0) {
    node.shape = YamlNode::Shape::scalar;
    node.scalar = words[static_cast<std::size_t>(below(random, static_cast<int>(words.size())))];
  } else if (kind == 1) {
    node.shape = YamlNode::Shape::sequence;
    for (int i = below(random, 4); i > 0; --i) node.items.push_back(random_tree(random, depth - 1));
  } else {
    node.shape = YamlNode::Shape::map;
    for (int i = below(random, 4); i > 0; --i) {
      YamlNode key = random_tree(random, 0);
      key.scalar += " " + std::to_string(i);
      node.entries.emplace_back(key, random_tree(random, depth - 1));
    }
  }
  return node;
}

/// As plain text where that is surely possible, else in quotes of a random kind.
std::string written(Random& random, const std::string& scalar) {
  const bool is_simple = !scalar.empty() && std::ranges::all_of(scalar, [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
  });
  const bool single = scalar.find('\n') == std::string::npos && below(random, 2) == 0;
  if (is_simple && scalar != "null" && below(random, 2) == 0) return scalar;
  std::string text;
  for (const char c : scalar) {
    if (single && c == '\'') text += '\'';
    if (!single && (c == '"' || c == '\\')) text += '\\';
    text += !single && c == '\n' ? "\\n" : !single && c == '\t' ? "\\t" : std::string(1, c);
  }
  const char quote = single ? '\'' : '"';
  return quote + text + quote;
}

std::string flow(Random& random, const YamlNode& node) {
  const std::string gap = below(random, 4) == 0 ? "\n      " : " ";
  std::string text;
  if (node.is_scalar()) return written(random, node.scalar);
  for (const YamlNode& item : node.items) {
    text += (text.empty() ? "" : "," + gap) + flow(random, item);
  }
  for (const auto& [key, value] : node.entries) {
    text +=
        (text.empty() ? "" : "," + gap) + written(random, key.scalar) + ": " + flow(random, value);
  }
  return node.is_map() ? "{" + text + "}" : "[" + text + "]";
}

std::string block(Random& random, const YamlNode& node, int indentation) {
  const bool is_empty = node.items.empty() && node.entries.empty();
  if (is_empty || (indentation > 0 && below(random, 3) == 0))
    return " " + flow(random, node) + "\n";
  const std::string margin(static_cast<std::size_t>(indentation), ' ');
  std::string text = "\n";
  for (const YamlNode& item : node.items) {
    text += margin + "-" + block(random, item, indentation + 2);
  }
  for (const auto& [key, value] : node.entries) {
    text += margin + written(random, key.scalar) + ":" + block(random, value, indentation + 2);
    if (below(random, 5) == 0) text += margin + "# a comment: [ {\n\n";
  }
  return text;
}

bool same(const YamlNode& a, const YamlNode& b) {
  return a.shape == b.shape && a.scalar == b.scalar && std::ranges::equal(a.items, b.items, same) &&
         std::ranges::equal(a.entries, b.entries, [](const auto& x, const auto& y) {
           return same(x.first, y.first) && same(x.second, y.second);
         });
}

}  // namespace

TEST_CASE("Any text ends in a tree or in mistakes, and their places are inside it") {
  Random random(20180703);
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = mutated(random);
    CAPTURE(round, text);
    const YamlText yaml = parse_yaml(text, "f");
    const std::vector<std::string> lines = lines_of(text);
    if (!yaml.complete && yaml.mistakes.empty()) FAIL("refused without a word");
    refused += yaml.mistakes.empty() ? 0 : 1;
    for (const Mistake& mistake : yaml.mistakes) {
      if (!is_inside(mistake.place, lines)) FAIL(to_string(mistake, text));
      if (mistake.message.empty() || mistake.help.empty()) FAIL(to_string(mistake, text));
    }
    if (yaml.complete) check_places(yaml.root, lines);
  }
  CHECK(refused > 4'000);  // the mutations matter, and not all of them
  CHECK(refused < 19'000);
}

TEST_CASE("A tree that is written as YAML is read back as it was") {
  Random random(121103602);
  for (int round = 0; round < 2'000; ++round) {
    const YamlNode tree = random_tree(random, 4);
    const std::string text = "root:" + block(random, tree, 2);
    CAPTURE(round, text);
    const YamlText yaml = parse_yaml(text, "f");
    if (!yaml.mistakes.empty()) FAIL(to_string(yaml.mistakes[0], text));
    REQUIRE(yaml.root.entries.size() == 1);
    if (!same(yaml.root.entries[0].second, tree)) FAIL("read differently");
    check_places(yaml.root, lines_of(text));
  }
}
