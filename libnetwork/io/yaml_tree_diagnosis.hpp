#pragma once

#include <cstddef>
#include <libnetwork/errors/mistake.hpp>
#include <libnetwork/io/yaml_tree_text.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace gaussnet {

/// Why the parser has refused a text, in words that need no knowledge of YAML's grammar. The parser
/// gives up where it can go on no longer, which is often far behind the mistake; this looks for the
/// mistake.
/// @param words what the parser said
/// @param at the byte it stopped at
Mistake diagnose(const std::string& text, TextPositions& positions, const std::string& words,
                 std::size_t at);

/// The first line that is indented with a tab, if any; block scalars and quoted text may be.
std::optional<Mistake> tab_indentation(const std::string& text, TextPositions& positions);

/// "mass:negative": the byte of a colon that lacks its blank, if `words` look like a key and its
/// value run together.
std::optional<std::size_t> colon_without_blank(std::string_view words);

/// The mistake to report for such a colon, `place` being that of the words.
Mistake missing_blank(Place place, std::string_view words, std::size_t colon);

/// The mistake of a line at `at` that begins with '%'.
Mistake unknown_directive(const std::string& text, TextPositions& positions, std::size_t at);

Mistake indented_with_no_break_space(Place place);

/// The word that begins at `at`: up to the next blank, comma or bracket, with a bound on its
/// length.
std::string_view word_at(std::string_view text, std::size_t at);

/// [too-deep] at the first place that is.
Mistake too_deep(Place place);

/// [too-deep] of a line that opens brackets by the 100 000 and does not close them, be they text or
/// not: the parser keeps all of them until the line ends, 64 MB of them in more memory than there
/// is.
std::optional<Mistake> brackets_without_end(const std::string& text, TextPositions& positions);

}  // namespace gaussnet
