#include <libnetwork/network/reference.hpp>
#include <tools/commands.hpp>
#include <tools/explanations.hpp>
#include <tools/failure.hpp>

namespace gaussnet::tools {

Outcome execute(const ExplainOptions& options, std::istream&) {
  if (options.word.empty()) return {.results = explained_words_in_groups()};
  const std::string text = explanation_of(options.word);
  if (!text.empty()) return {.results = text};
  const auto nearest = nearest_name(options.word, explained_words());
  throw Failure(
      command_line,
      "gaussnet: error: there is nothing to say of '" + options.word + "'\n  help: " +
          (nearest ? "did you mean '" + *nearest + "'?" : "gaussnet explain lists the words") +
          "\n");
}

}  // namespace gaussnet::tools
