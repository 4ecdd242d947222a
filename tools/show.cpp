#include <libnetwork/io/network_text.hpp>
#include <tools/commands.hpp>
#include <tools/model_source.hpp>

namespace gaussnet::tools {

Outcome execute(const ShowOptions& options, std::istream& in) {
  const Model model = load_model(options.file, options.settings, in);
  std::string text = heading_in_words(model);
  if (!options.matrices && !options.si) text += "\n" + nodes_in_words(model);
  if (options.si) text += si_in_words(model);
  if (options.matrices) text += "\n" + matrices_in_words(model.linear_model());
  return {.results = text};
}

}  // namespace gaussnet::tools
