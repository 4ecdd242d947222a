#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstdint>
#include <libnetwork/io/yaml_tree_builder.hpp>
#include <libnetwork/io/yaml_tree_diagnosis.hpp>
#include <libnetwork/io/yaml_tree_scalar.hpp>
#include <optional>
#include <sstream>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gaussnet {
namespace {

using Shape = YamlNode::Shape;

/// Ends the parse; the reason is among the mistakes.
struct Stop {};

/// Where a node hangs: at each level the index of an item, or 2 * index of an entry (+ 1: its
/// value).
using Path = std::vector<std::uint32_t>;

/// A map or sequence that is being read.
struct Frame {
  YamlNode node{};
  std::optional<YamlNode> key{};  // of a map: the key whose value comes next
  std::size_t key_end = 0;        // byte behind the key

  std::uint32_t next_index() const {
    if (node.is_sequence()) return static_cast<std::uint32_t>(node.items.size());
    return static_cast<std::uint32_t>(2 * node.entries.size() + (key ? 1 : 0));
  }
  /// The finished child at `index`, if it is finished.
  const YamlNode* child(std::uint32_t index) const {
    if (index == 2 * node.entries.size() && node.is_map()) return key ? &*key : nullptr;
    if (index >= next_index()) return nullptr;
    return descend(node, index);
  }
  static const YamlNode* descend(const YamlNode& node, std::uint32_t index) {
    if (node.is_sequence()) return &node.items[index];
    const auto& entry = node.entries[index / 2];
    return index % 2 == 0 ? &entry.first : &entry.second;
  }
};

std::string counted(std::size_t number, const std::string& noun) {
  return std::to_string(number) + " " + noun;
}

/// Turns the parser's events into a tree. Invariant: frames_ are the open maps and sequences,
/// outermost first; a map with a key waits for that key's value.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(const std::string& text, TextPositions& positions, YamlText& result)
      : text_(text), positions_(positions), result_(result) {}

  bool has_root() const { return has_root_; }
  std::size_t document_begin() const { return document_begin_; }
  std::size_t last_end() const { return last_end_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    document_begin_ = static_cast<std::size_t>(mark.pos);
    if (has_root_) throw Stop{};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const Token token = begin(mark, anchor);
    const std::size_t length = length_of_null(text_, token.content);
    YamlNode node;
    if (length > 0) {
      node.scalar = text_.substr(token.content, length);
      node.place = positions_.place(token.content, token.content + length);
      node.literal = true;
      if (next_is_key()) node.shape = Shape::scalar;
      last_end_ = token.content + length;
    } else {
      const std::size_t due = missing_value_at(token.content);
      node.place = positions_.place(due);
      last_end_ = std::max(last_end_, due);
    }
    last_null_ = next_is_key() ? nowhere : token.content;
    attach(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const Token token = begin(mark, 0);
    const std::string_view name = word_at(text_, token.mark);
    last_end_ = token.mark + name.size();
    const Place place = positions_.place(token.mark, last_end_);
    const YamlNode* target = resolved(anchors_[anchor]);
    if (!target) {
      report({"self-alias",
              place,
              "'" + std::string(name) + "' stands inside the value it repeats",
              {},
              "write out what is meant"});
      incomplete_ = true;
      YamlNode nothing;
      nothing.place = place;
      return attach(std::move(nothing));
    }
    admit_copy(*target, std::string(name), place);
    attach(*target);
  }

  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                const std::string& value) override {
    const Token token = begin(mark, anchor);
    YamlNode node;
    node.shape = Shape::scalar;
    node.scalar = value;
    const WrittenScalar written = written_scalar(text_, token.content, value);
    node.quoted = written.quoted;
    node.literal = written.literal;
    node.text_offset_of_content = written.quoted && written.literal ? 1 : 0;
    node.place = positions_.place(token.content, written.end);
    last_end_ = written.end;
    if (!written.closed) {
      report({"not-yaml",
              positions_.place(token.content),
              "the quote opened here is never closed",
              {},
              std::string("close it with ") + text_[token.content] + " where the text ends"});
      throw Stop{};
    }
    refuse_control_characters(node);
    attach(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Shape::sequence, begin(mark, anchor));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Shape::map, begin(mark, anchor));
  }
  void OnMapEnd() override { close(); }

  /// What was read so far, as a tree.
  YamlNode take_root() {
    while (!frames_.empty()) close();
    return std::move(root_);
  }
  bool is_complete() const { return has_root_ && frames_.empty() && !incomplete_; }

 private:
  static constexpr std::size_t nowhere = std::string::npos;

  /// Where a node begins: with its properties (&name, !tag), and without.
  struct Token {
    std::size_t mark = 0;
    std::size_t content = 0;
  };

  void report(Mistake mistake) { result_.mistakes.push_back(std::move(mistake)); }

  /// An escape may write what the text itself may not hold; a terminal would obey it.
  void refuse_control_characters(const YamlNode& node) {
    if (const auto code = control_character_in(node.scalar)) {
      report({"not-yaml",
              node.place,
              "an escape stands for a control character here (" + *code + ")",
              {},
              "remove it: only text that can be printed has a meaning"});
    }
  }

  bool next_is_key() const {
    return !frames_.empty() && frames_.back().node.is_map() && !frames_.back().key;
  }

  Token begin(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const auto at = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size());
    if (++values_ > max_yaml_values) {
      report({"too-large",
              positions_.place(at),
              "the file has more than " + counted(max_yaml_values, "values"),
              {},
              "use 'repeat' for nodes that are alike, or split the model"});
      throw Stop{};
    }
    const NodeProperties properties = node_properties(text_, at);
    if (properties.tag_begin != properties.tag_end) {
      const auto tag = std::string_view(text_).substr(properties.tag_begin,
                                                      properties.tag_end - properties.tag_begin);
      report(
          {"unknown-tag",
           positions_.place(properties.tag_begin, properties.tag_end),
           "the tag '" + std::string(tag.substr(0, 60)) + "' has no meaning here",
           {},
           "remove it: every key knows what kind of value it takes; put a value that begins with "
           "'!' in quotes"});
    }
    // An empty value before the key "null" looks like a null until the key comes.
    if (next_is_key() && last_null_ == at && !frames_.back().node.entries.empty()) {
      YamlNode& former = frames_.back().node.entries.back().second;
      former.scalar.clear();
      former.literal = false;
      former.place = positions_.place(frames_.back().key_end);
    }
    last_null_ = nowhere;
    if (anchor != 0) anchors_[anchor] = path_of_next();
    return {at, properties.content};
  }

  /// Where a value was due: behind the colon, the dash, or where the parser met something else.
  std::size_t missing_value_at(std::size_t found) const {
    const bool in_map = !frames_.empty() && frames_.back().node.is_map();
    if (in_map && !frames_.back().key) return found;
    if (in_map) return frames_.back().key_end;
    const std::size_t sign = skip_blanks_and_comments(text_, last_end_);
    return sign < found && text_[sign] == '-' ? sign + 1 : found;
  }

  void open(Shape shape, Token token) {
    Frame frame;
    frame.node.shape = shape;
    frame.node.place = positions_.place(token.content);
    if (frames_.size() >= static_cast<std::size_t>(max_yaml_depth)) stop_too_deep(frame.node.place);
    if (next_is_key()) report_complex_key(frame.node.place);
    last_end_ =
        text_[std::min(token.content, text_.size() - 1)] == '-' ? token.content : token.content + 1;
    frames_.push_back(std::move(frame));
  }

  void close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    attach(std::move(frame.node));
  }

  void report_complex_key(const Place& place) {
    report({"complex-key",
            place,
            "a key must be one word, not a list or a map",
            {},
            "write 'key: value'; put a key that begins with '[' or '{' in quotes"});
  }

  [[noreturn]] void stop_too_deep(const Place& place) {
    report(too_deep(place));
    throw Stop{};
  }

  void attach(YamlNode node) {
    if (frames_.empty()) {
      root_ = std::move(node);
      has_root_ = true;
      return;
    }
    Frame& frame = frames_.back();
    if (frame.node.is_sequence()) {
      frame.node.items.push_back(std::move(node));
    } else if (frame.key) {
      frame.node.entries.emplace_back(*std::move(frame.key), std::move(node));
      frame.key.reset();
    } else {
      frame.key_end = behind_colon(text_, last_end_);
      frame.key = std::move(node);
    }
  }

  Path path_of_next() const {
    Path path;
    for (const Frame& frame : frames_) path.push_back(frame.next_index());
    return path;
  }

  /// The node at `path`, or nullptr if it is still being read. The tree moves while it grows, so
  /// that paths are kept, not addresses.
  const YamlNode* resolved(const Path& path) const {
    if (frames_.empty() || path.empty()) return nullptr;
    std::size_t level = 0;
    const YamlNode* node = nullptr;
    while (!node && level < path.size() && level < frames_.size()) {
      node = frames_[level].child(path[level]);
      ++level;
    }
    for (; node && level < path.size(); ++level) node = Frame::descend(*node, path[level]);
    return node;
  }

  /// Counts what a copy of `target` adds, and stops at what is too much or too deep.
  void admit_copy(const YamlNode& target, const std::string& name, const Place& place) {
    const std::size_t before = alias_values_;
    count_copied(target, static_cast<int>(frames_.size()), place);
    if (alias_values_ > max_alias_values) {
      report(
          {"alias-bomb",
           place,
           "with '" + name + "', aliases repeat more than " + counted(max_alias_values, "values"),
           {},
           "write out what is needed, or use 'repeat' for nodes that are alike"});
      throw Stop{};
    }
    values_ += alias_values_ - before;
    if (next_is_key() && !target.is_scalar()) report_complex_key(place);
  }

  void count_copied(const YamlNode& node, int depth, const Place& place) {
    if (++alias_values_ > max_alias_values) return;
    if ((node.is_map() || node.is_sequence()) && depth >= max_yaml_depth) stop_too_deep(place);
    for (const YamlNode& item : node.items) {
      if (alias_values_ > max_alias_values) return;
      count_copied(item, depth + 1, place);
    }
    for (const auto& [key, value] : node.entries) {
      if (alias_values_ > max_alias_values) return;
      count_copied(key, depth + 1, place);
      count_copied(value, depth + 1, place);
    }
  }

  const std::string& text_;
  TextPositions& positions_;
  YamlText& result_;
  YamlNode root_{};
  bool has_root_ = false;
  bool incomplete_ = false;
  std::size_t document_begin_ = 0;
  std::size_t last_end_ = 0;         // byte behind the last token
  std::size_t last_null_ = nowhere;  // mark of the last event, if that was a null value
  std::size_t values_ = 0;
  std::size_t alias_values_ = 0;
  std::vector<Frame> frames_{};
  std::unordered_map<YAML::anchor_t, Path> anchors_{};
};

Mistake syntax_mistake(const std::string& text, TextPositions& positions,
                       const YAML::Exception& exception) {
  const auto at =
      exception.mark.pos < 0 ? std::size_t{0} : static_cast<std::size_t>(exception.mark.pos);
  if (exception.msg != YAML::ErrorMsg::UNKNOWN_ANCHOR) {
    return diagnose(text, positions, exception.msg, at);
  }
  const std::string_view name = word_at(text, at);
  const std::string word(name.substr(0, 60));
  return {"unknown-alias",
          positions.place(at, at + name.size()),
          "'" + word + "' repeats a value that was never given that name",
          {},
          "give the value the name first, as in 'key: &" + word.substr(1) +
              " value'; a product begins with its first factor, as in '2 * x'"};
}

struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// What stands behind the first document; `gap` lies between that and the next one's content.
Mistake second_document(const std::string& text, TextPositions& positions, TextRange gap) {
  const std::size_t at = std::min(gap.end, text.size());
  const int first_line = positions.line(gap.begin);
  for (int number = positions.line(at); number > first_line; --number) {
    const std::size_t begin = positions.line_begin(number);
    if (text[std::min(begin, text.size() - 1)] == '%')
      return unknown_directive(text, positions, begin);
    if (text.compare(begin, 3, "---") != 0 && text.compare(begin, 3, "...") != 0) continue;
    return {"second-document",
            positions.place(begin, begin + 3),
            "a second document begins here",
            {},
            "one file describes one model: remove the line, or make it a file of its own"};
  }
  return {"not-yaml",
          positions.place(at, at + word_at(text, at).size()),
          "the text goes on here after its list or map has ended",
          {},
          "a model is one map of 'key: value' entries that begin in the same column"};
}

}  // namespace

bool build_tree(const std::string& text, TextPositions& positions, YamlText& result) {
  TreeBuilder builder(text, positions, result);
  bool complete = false;
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    complete = builder.is_complete();
    if (builder.has_root()) parser.HandleNextDocument(builder);
  } catch (const Stop&) {
    if (builder.has_root()) {  // everything else that stops has been reported where it was found
      const TextRange gap{builder.last_end(), builder.document_begin()};
      result.mistakes.push_back(second_document(text, positions, gap));
      // The first document can be judged; a text that was torn apart by its indentation cannot.
      complete = complete && result.mistakes.back().code == "second-document";
    }
  } catch (const YAML::Exception& exception) {
    complete = false;
    result.mistakes.push_back(syntax_mistake(text, positions, exception));
  }
  // The parser takes a bracket that is never closed for the beginning of a key.
  if (!builder.has_root()) {
    std::erase_if(result.mistakes, [](const Mistake& m) { return m.code == "complex-key"; });
  }
  result.root = builder.take_root();
  return complete;
}

}  // namespace gaussnet
