#include <algorithm>
#include <libnetwork/io/yaml_tree.hpp>
#include <libnetwork/io/yaml_tree_diagnosis.hpp>
#include <libnetwork/io/yaml_tree_outline.hpp>
#include <utility>

namespace gaussnet {
namespace {

constexpr std::size_t nowhere = std::string::npos;
constexpr std::size_t longest_excerpt = 40;  // characters of the file that a message repeats
constexpr std::string_view no_break_space = "\xC2\xA0";

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

std::string_view trimmed(std::string_view words) {
  const std::size_t begin = words.find_first_not_of(" \t\r");
  if (begin == nowhere) return {};
  return words.substr(begin, words.find_last_not_of(" \t\r") + 1 - begin);
}

/// What is repeated in a message: one line, not too long, no half characters.
std::string excerpt(std::string_view words) {
  words = trimmed(words.substr(0, words.find('\n')));
  if (words.size() <= longest_excerpt) return std::string(words);
  std::size_t end = longest_excerpt;
  while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) --end;
  return std::string(words.substr(0, end)) + "...";
}

/// Everything the rules below look at.
struct Scene {
  const std::string& text;
  TextPositions& positions;
  const std::string& words;  // the parser's
  std::size_t at;            // where it stopped
  char character;            // there; a line feed at the end of the text
  int line;
  std::size_t line_begin, line_end;
  std::size_t line_content;  // first character of the line that is not blank, or its end
  YamlOutline before;        // of the text up to `at`
  YamlOutline whole;

  bool said(std::string_view part) const { return words.find(part) != nowhere; }
  bool is_first_on_line() const { return at <= line_content; }
  std::string_view rest() const {
    return std::string_view(text).substr(at, std::max(line_end, at) - at);
  }
  std::string_view line_text(int number) const {
    const std::size_t begin = positions.line_begin(number);
    return std::string_view(text).substr(begin, positions.line_end(number) - begin);
  }
};

Mistake not_yaml(Place place, std::string message, std::string help) {
  return {"not-yaml", std::move(place), std::move(message), {}, std::move(help)};
}

using Finding = std::optional<Mistake>;

char closing(char opening) { return opening == '[' ? ']' : '}'; }
std::string in_quotes(char c) { return std::string{'\'', c, '\''}; }
std::string in_quotes(std::string_view words) { return "'" + std::string(words) + "'"; }

Mistake never_closed(Scene& scene, YamlOutline::Bracket bracket) {
  return not_yaml(
      scene.positions.place(bracket.at),
      "the " + in_quotes(bracket.opening) + " opened here is never closed",
      "close it with " + in_quotes(closing(bracket.opening)) + " where its last entry ends");
}

Finding open_quote(Scene& scene) {
  const std::size_t quote = scene.whole.open_quote;
  if (quote != nowhere && quote <= scene.at) {
    const char c = scene.text[quote];
    return not_yaml(scene.positions.place(quote), "the quote opened here is never closed",
                    std::string("close it with ") + c + " where the text ends");
  }
  // A quote that is missing somewhere turns inside and outside round from there on.
  const YamlOutline& before = scene.before;
  if (before.last_quote_begin == nowhere || before.last_quote_end > scene.at) return {};
  const int opened = scene.positions.line(before.last_quote_begin);
  const bool adjacent =
      trimmed(std::string_view(scene.text)
                  .substr(before.last_quote_end, scene.at - before.last_quote_end))
          .empty();
  if (!adjacent || opened == scene.positions.line(before.last_quote_end)) return {};
  return not_yaml(
      scene.positions.place(before.last_quote_begin),
      "the quote opened here is closed only in line " +
          std::to_string(scene.positions.line(before.last_quote_end)) +
          ", and more text follows it there",
      std::string("close it with ") + scene.text[before.last_quote_begin] + " where the text ends");
}

Finding brackets(Scene& scene) {
  if (const auto& mismatch = scene.whole.mismatch; mismatch && mismatch->closed_at <= scene.at) {
    const char found = scene.text[mismatch->closed_at];
    Place place = scene.positions.place(mismatch->closed_at);
    if (!mismatch->opened) {
      return not_yaml(std::move(place),
                      in_quotes(found) + " closes nothing: no bracket is open here",
                      "remove it, or put the whole value in quotes");
    }
    const char opening = mismatch->opened->opening;
    Mistake mistake =
        not_yaml(std::move(place), in_quotes(found) + " cannot close " + in_quotes(opening),
                 "write " + in_quotes(closing(opening)) + " here, or close the " +
                     in_quotes(opening) + " before");
    const Place opened = scene.positions.place(mismatch->opened->at);
    mistake.notes.push_back(in_quotes(opening) + " was opened at line " +
                            std::to_string(opened.line) + ", column " +
                            std::to_string(opened.column));
    return mistake;
  }
  if (scene.before.open.empty()) return {};
  const YamlOutline::Bracket innermost = scene.before.open.back();
  const auto is_innermost = [&](const auto& bracket) { return bracket.at == innermost.at; };
  if (std::ranges::any_of(scene.whole.open, is_innermost)) return never_closed(scene, innermost);
  // "a: [1, 2" and then "b: ..." at the same indentation or less: whatever closes it later.
  const int opened = scene.positions.line(innermost.at);
  const std::string_view opening_line = scene.line_text(opened);
  const std::size_t indentation =
      std::min(opening_line.find_first_not_of(" \t"), opening_line.size());
  if (scene.line > opened && scene.character == ':' &&
      scene.line_content - scene.line_begin <= indentation) {
    return never_closed(scene, innermost);
  }
  return {};
}

/// "{x: 1 y: 2}" is read as a value "1 y" with another colon behind it.
Finding missing_comma(Scene& scene) {
  if (scene.before.open.empty()) return {};
  const char opening = scene.before.open.back().opening;
  if (scene.character == ':') {
    std::size_t begin = scene.at;
    while (begin > scene.line_begin && is_name_character(scene.text[begin - 1])) --begin;
    const std::string key = excerpt(std::string_view(scene.text).substr(begin, scene.at - begin));
    return not_yaml(
        scene.positions.place(begin, scene.at),
        "inside " + in_quotes(opening) + " a comma is missing before " + in_quotes(key + ":"),
        "write ', " + key + ": ...', or put quotes around a value that holds ': '");
  }
  return not_yaml(scene.positions.place(scene.at, scene.at + word_at(scene.text, scene.at).size()),
                  "inside " + in_quotes(opening) + " neither a comma nor " +
                      in_quotes(closing(opening)) + " stands before this",
                  "separate the entries by commas");
}

Finding missing_blank_nearby(Scene& scene) {
  for (int number = scene.line; number >= 1 && number >= scene.line - 1; --number) {
    const std::string_view line = scene.line_text(number);
    std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
    if (line.substr(begin).starts_with("- ")) begin += 2;
    const auto colon = colon_without_blank(line.substr(begin));
    if (!colon) continue;
    Place place = scene.positions.place(scene.positions.line_begin(number) + begin);
    return missing_blank(std::move(place), line.substr(begin), *colon);
  }
  return {};
}

/// "title: Spin: the cascade"
Finding second_colon(Scene& scene) {
  const std::size_t first = scene.before.line_colon;
  if (scene.character != ':' || first == nowhere || first >= scene.at) return {};
  const std::string_view key =
      trimmed(std::string_view(scene.text).substr(scene.line_content, first - scene.line_content));
  const std::string_view value =
      trimmed(std::string_view(scene.text).substr(first + 1, scene.line_end - first - 1));
  return not_yaml(scene.positions.place(scene.at),
                  "the value of " + in_quotes(excerpt(key)) + " holds another ': '",
                  "put the value in quotes: \"" + excerpt(value) + "\"; or begin a new line");
}

/// A key under a key that has its value already.
Finding indented_too_far(Scene& scene) {
  if (scene.character != ':' || scene.line < 2) return {};
  const std::string_view above = scene.line_text(scene.line - 1);
  const std::size_t indentation = above.find_first_not_of(' ');
  const std::size_t colon = above.find(": ");
  if (colon == nowhere || indentation == nowhere || indentation > colon ||
      scene.line_content - scene.line_begin <= indentation) {
    return {};
  }
  const std::string key = excerpt(above.substr(indentation, colon - indentation));
  return not_yaml(
      scene.positions.place(scene.line_content, scene.at),
      "this is indented like an entry of " + in_quotes(key) + ", which has the value " +
          in_quotes(excerpt(above.substr(colon + 2))),
      "begin it in the column of " + in_quotes(key) + ", or leave nothing behind '" + key + ":'");
}

Finding forbidden_first_character(Scene& scene) {
  const bool is_comma = scene.character == ',' && scene.before.open.empty();
  if (!scene.said("unknown token") && !is_comma) return {};
  if (scene.character == '\t') {
    return not_yaml(scene.positions.place(scene.at), "there is a tab where a value is due",
                    "use spaces");
  }
  std::string help = "put the value in quotes: '" + excerpt(word_at(scene.text, scene.at)) + "'";
  if (scene.character == '%') help = "write the number first, as in '5 %'; or " + help;
  return not_yaml(scene.positions.place(scene.at),
                  "a value cannot begin with " + in_quotes(scene.character), std::move(help));
}

Finding bad_name(Scene& scene) {
  const bool alias = scene.said("scanning alias") || scene.said("alias not found");
  const bool anchor = scene.said("scanning anchor") || scene.said("anchor not found");
  if (!alias && !anchor) return {};
  const char sign = alias ? '*' : '&';
  std::size_t begin = scene.text.rfind(sign, scene.at);
  if (begin == nowhere || begin < scene.line_begin) begin = scene.at;
  return not_yaml(
      scene.positions.place(begin),
      "a value cannot begin with " + in_quotes(sign) + ": in YAML it " +
          (alias ? "repeats a value that was given a name with '&'" : "gives the value a name"),
      alias ? "a product begins with its first factor, as in '2 * x'" : "put the value in quotes");
}

Finding list_item(Scene& scene) {
  if (scene.said("illegal block entry")) {
    const bool inside = !scene.before.open.empty();
    return not_yaml(scene.positions.place(scene.at),
                    inside ? "inside brackets a list item has no dash"
                           : "a list item '- ...' cannot begin behind something else",
                    inside ? "remove the dash; commas separate the items"
                           : "begin it on a line of its own, or write the list as [a, b]");
  }
  if (!scene.said("end of map not found") || !scene.rest().starts_with("-")) return {};
  return not_yaml(scene.positions.place(scene.at), "a list item stands where a 'key: value' is due",
                  "indent the items under the key they belong to");
}

Finding bad_escape(Scene& scene) {
  if (!scene.said("escape") && !scene.said("hex number") && !scene.said("unicode")) return {};
  std::size_t begin = scene.text.rfind('\\', scene.at);
  if (begin == nowhere || begin < scene.line_begin) begin = scene.at;
  return not_yaml(scene.positions.place(begin),
                  "inside double quotes a backslash begins a special character, and this is none",
                  "use single quotes, or write the backslash twice");
}

Finding block_scalar(Scene& scene) {
  if (!scene.said("block scalar")) return {};
  return not_yaml(scene.positions.place(scene.at),
                  "behind '|' or '>' the text begins on the next line",
                  "begin a new line here and indent it; or put the value in quotes");
}

/// Something between the end of a value and the end of its line.
Finding text_behind_value(Scene& scene) {
  const std::string_view line =
      std::string_view(scene.text)
          .substr(scene.line_begin, std::max(scene.at, scene.line_begin) - scene.line_begin);
  const std::string_view before = trimmed(line);
  if (before.empty() || std::string_view("]}\"'").find(before.back()) == nowhere) return {};
  return not_yaml(scene.positions.place(scene.at, scene.at + word_at(scene.text, scene.at).size()),
                  "nothing can follow " + in_quotes(before.back()) + " here",
                  "put the whole value in quotes, or begin a new line");
}

Finding not_an_entry(Scene& scene) {
  if (!scene.said("end of map not found") && !scene.said("end of sequence not found")) return {};
  const std::string_view line = trimmed(scene.rest());
  Place place = scene.positions.place(scene.at, scene.at + word_at(scene.text, scene.at).size());
  const bool is_key = line.find(": ") != nowhere || line.ends_with(':');
  if (is_key && scene.is_first_on_line()) {
    return not_yaml(std::move(place),
                    "this line is indented by " +
                        std::to_string(scene.line_content - scene.line_begin) +
                        ", and no entry above is",
                    "begin it in the column of the entries it belongs to");
  }
  if (scene.said("sequence")) {
    return not_yaml(std::move(place), "here a list item is due",
                    "begin it with '- ' in the column of the other items");
  }
  return not_yaml(std::move(place), in_quotes(excerpt(scene.rest())) + " is no 'key: value'",
                  "write a key, a colon, a blank and the value; or put a value that begins so in "
                  "quotes");
}

Finding tab(Scene& scene) {
  if (!scene.said("tab")) return {};
  Mistake mistake = not_yaml(scene.positions.place(scene.at), "this line is indented with a tab",
                             "indent with spaces");
  mistake.code = "tab-indentation";
  return mistake;
}

Finding no_break_space_indentation(Scene& scene) {
  if (!std::string_view(scene.text).substr(scene.line_content).starts_with(no_break_space))
    return {};
  return indented_with_no_break_space(scene.positions.place(scene.line_content));
}

Mistake unexplained(Scene& scene) {
  return not_yaml(scene.positions.place(scene.at),
                  "this cannot be read as YAML (" + scene.words + ")",
                  "put values with special characters in quotes, and compare the indentation with "
                  "that of the lines above");
}

}  // namespace

std::string_view word_at(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  const std::size_t end = std::min(text.find_first_of(" \t\r\n,[]{}", at), text.size());
  return text.substr(at, end - at);
}

std::optional<std::size_t> colon_without_blank(std::string_view words) {
  std::size_t at = 0;
  while (at < words.size() && is_name_character(words[at])) ++at;
  if (at == 0 || at + 1 >= words.size() || words[at] != ':') return {};
  if (std::string_view(" \t\r\n:/").find(words[at + 1]) != nowhere) return {};  // a::b, https://
  return at;
}

Mistake missing_blank(Place place, std::string_view words, std::size_t colon) {
  std::string_view value = words.substr(colon + 1);
  const bool is_no_break_space = value.starts_with(no_break_space);
  while (value.starts_with(no_break_space)) value.remove_prefix(no_break_space.size());
  place.column += characters(words.substr(0, colon));
  place.width = 1;
  return not_yaml(std::move(place),
                  is_no_break_space
                      ? "behind this colon is a no-break space, which does not count as one"
                      : "a blank is missing behind this colon",
                  "write '" + excerpt(words.substr(0, colon)) + ": " +
                      excerpt(value.substr(0, value.find_first_of(",]}\r\n"))) + "'");
}

Mistake unknown_directive(const std::string& text, TextPositions& positions, std::size_t at) {
  return {"not-yaml",
          positions.place(at, at + word_at(text, at).size()),
          "a line that begins with '%' is a directive, and none is known here",
          {},
          "remove it; a comment begins with '#'"};
}

Mistake indented_with_no_break_space(Place place) {
  place.width = 1;
  return not_yaml(std::move(place),
                  "this line is indented with a no-break space, which does not count as one",
                  "replace it by an ordinary space");
}

Mistake too_deep(Place place) {
  return {"too-deep",
          std::move(place),
          "values are nested more than " + std::to_string(max_yaml_depth) + " deep here",
          {},
          "a model needs fewer than ten levels; look for brackets that are never closed"};
}

std::optional<Mistake> brackets_without_end(const std::string& text, TextPositions& positions) {
  constexpr int most_open = 100'000;
  int open = 0;
  std::size_t first_too_deep = nowhere;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') open = 0;
    if ((c == ']' || c == '}') && open > 0) --open;
    if (c != '[' && c != '{') continue;
    ++open;
    if (open == max_yaml_depth + 1) first_too_deep = at;
    if (open > most_open) return too_deep(positions.place(first_too_deep));
  }
  return {};
}

std::optional<Mistake> tab_indentation(const std::string& text, TextPositions& positions) {
  if (!text.starts_with('\t') && text.find("\n\t") == nowhere && text.find(" \t") == nowhere)
    return {};
  const std::vector<std::size_t> tabs = outline_of(text).tabs;
  if (tabs.empty()) return {};
  Mistake mistake{"tab-indentation",
                  positions.place(tabs.front()),
                  "this line is indented with a tab",
                  {},
                  "indent with spaces (in most editors: 'convert indentation to spaces')"};
  if (tabs.size() > 1) {
    mistake.notes.push_back(std::to_string(tabs.size() - 1) + " more lines are");
  }
  return mistake;
}

Mistake diagnose(const std::string& text, TextPositions& positions, const std::string& words,
                 std::size_t at) {
  at = std::min(at, text.size());
  const int line = positions.line(at);
  const std::size_t begin = positions.line_begin(line);
  const std::size_t end = positions.line_end(line);
  Scene scene{text,
              positions,
              words,
              at,
              at < text.size() ? text[at] : '\n',
              line,
              begin,
              end,
              std::min(text.find_first_not_of(" \t", begin), end),
              outline_of(text, at),
              outline_of(text)};
  // The more certain an explanation, the earlier it is tried.
  for (const auto rule :
       {tab, no_break_space_indentation, bad_escape, open_quote, brackets,
        forbidden_first_character, bad_name, list_item, block_scalar, missing_comma,
        missing_blank_nearby, second_colon, indented_too_far, text_behind_value, not_an_entry}) {
    if (Finding finding = rule(scene)) return *std::move(finding);
  }
  return unexplained(scene);
}

}  // namespace gaussnet
