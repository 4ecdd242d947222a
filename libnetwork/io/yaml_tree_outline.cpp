#include <algorithm>
#include <libnetwork/io/yaml_tree_outline.hpp>
#include <string_view>

namespace gaussnet {
namespace {

constexpr std::string_view blanks_and_breaks = " \t\r\n";
constexpr std::string_view brackets_and_commas = ",[]{}";

bool is_one_of(std::string_view characters, char c) {
  return characters.find(c) != characters.npos;
}

/// One walk through the text, from token to token. Invariant: at_ is between two tokens or at the
/// first character of one, key_column_ is the column (from 0) of the innermost block key or dash
/// of the line.
class OutlineScanner {
 public:
  OutlineScanner(const std::string& text, std::size_t end)
      : text_(text), end_(std::min(end, text.size())) {}

  YamlOutline scan() {
    begin_line();
    while (at_ < end_) token();
    return std::move(outline_);
  }

 private:
  char peek(std::size_t offset = 0) const {
    return at_ + offset < text_.size() ? text_[at_ + offset] : '\n';
  }
  bool blank_at(std::size_t offset) const { return is_one_of(blanks_and_breaks, peek(offset)); }
  bool in_brackets() const { return !outline_.open.empty(); }

  void begin_line() {
    line_begin_ = at_;
    outline_.line_colon = YamlOutline::nowhere;
    const std::size_t content = text_.find_first_not_of(" \t", at_);
    if (content != text_.npos && !is_one_of("\r\n#", text_[content])) {
      const std::size_t tab = text_.find('\t', at_);
      if (tab < content && content < end_) outline_.tabs.push_back(tab);
    }
    at_ = std::min(content, end_);
    key_column_ = at_ - line_begin_;
  }

  void token() {
    const char c = peek();
    if (c == '\n') {
      ++at_;
      begin_line();
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else if (c == '#') {
      at_ = std::min(text_.find('\n', at_), end_);
    } else if (c == '"' || c == '\'') {
      quoted(c);
    } else if (c == '[' || c == '{') {
      outline_.open.push_back({c, at_++});
    } else if (c == ']' || c == '}') {
      close(c);
    } else if (c == ',' && in_brackets()) {
      ++at_;
    } else if ((c == '-' || c == '?') && !in_brackets() && blank_at(1)) {
      key_column_ = at_ - line_begin_;
      ++at_;
    } else if ((c == '|' || c == '>') && !in_brackets()) {
      block_scalar();
    } else if (c == '&' || c == '!' || c == '*') {
      while (at_ < end_ && !blank_at(0) && !is_one_of(brackets_and_commas, peek())) ++at_;
    } else {
      plain();
    }
  }

  void quoted(char quote) {
    const std::size_t begin = at_++;
    while (at_ < end_) {
      const bool escape = quote == '"' ? peek() == '\\' : peek() == quote && peek(1) == quote;
      if (!escape && peek() == quote) break;
      at_ += escape ? 2 : 1;
    }
    if (at_ >= end_) {
      at_ = end_;
      outline_.open_quote = begin;
      return;
    }
    ++at_;
    outline_.last_quote_begin = begin;
    outline_.last_quote_end = at_;
    colon_behind_key(begin);
  }

  void close(char bracket) {
    const char opening = bracket == ']' ? '[' : '{';
    const bool fits = in_brackets() && outline_.open.back().opening == opening;
    if (!fits && !outline_.mismatch) {
      outline_.mismatch = YamlOutline::Mismatch{.closed_at = at_};
      if (in_brackets()) outline_.mismatch->opened = outline_.open.back();
    }
    if (in_brackets()) outline_.open.pop_back();
    ++at_;
  }

  /// Every following line that is empty or indented further belongs to it.
  void block_scalar() {
    at_ = std::min(text_.find('\n', at_), end_);
    while (at_ < end_) {
      const std::size_t begin = at_ + 1;
      const std::size_t content = text_.find_first_not_of(' ', begin);
      const bool empty = content == text_.npos || text_[content] == '\n' || text_[content] == '\r';
      if (!empty && content - begin <= key_column_) return;
      at_ = std::min(text_.find('\n', begin), end_);
    }
  }

  void plain() {
    const std::size_t begin = at_;
    while (at_ < end_) {
      const char c = peek();
      if (c == '\n' || (in_brackets() && is_one_of(brackets_and_commas, c))) break;
      if (c == '#' && at_ > begin && is_one_of(blanks_and_breaks, text_[at_ - 1])) break;
      if (c == ':' && (blank_at(1) || (in_brackets() && is_one_of(brackets_and_commas, peek(1)))))
        break;
      ++at_;
    }
    colon_behind_key(begin);
    if (at_ == begin) ++at_;
  }

  void colon_behind_key(std::size_t key_begin) {
    if (at_ >= end_ || peek() != ':') return;
    if (!in_brackets()) key_column_ = key_begin - line_begin_;
    if (outline_.line_colon == YamlOutline::nowhere) outline_.line_colon = at_;
    ++at_;
  }

  const std::string& text_;
  std::size_t end_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  std::size_t key_column_ = 0;
  YamlOutline outline_{};
};

}  // namespace

YamlOutline outline_of(const std::string& text, std::size_t end) {
  return OutlineScanner(text, end).scan();
}

}  // namespace gaussnet
