#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gaussnet::tools {

/// The long text behind a word: an error code, a figure of merit, a type of node, a key. Several
/// texts where it is several of these; empty: it is none.
std::string explanation_of(std::string_view word);

/// The words that explanation_of() knows, each once, sorted.
std::vector<std::string> explained_words();

/// The same by what they are, for people.
std::string explained_words_in_groups();

}  // namespace gaussnet::tools
