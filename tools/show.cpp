#include <libnetwork/io/drawing.hpp>
#include <libnetwork/io/matrices.hpp>
#include <libnetwork/io/network_text.hpp>
#include <libnetwork/io/resolved.hpp>
#include <libnetwork/io/text_file.hpp>
#include <libnetwork/io/yaml_writer.hpp>
#include <tools/commands.hpp>
#include <tools/model_source.hpp>

namespace gaussnet::tools {
namespace {

/// The view that stands alone, or nothing.
std::string view_of(const Model& model, const ShowOptions& options) {
  if (options.latex) return equations_in_latex(model);
  if (options.dot) return network_as_dot(model);
  if (options.mermaid) return network_as_mermaid(model);
  if (options.resolved) return to_yaml(resolved(model));
  if (options.format == Format::json) return matrices_as_json(model);
  return {};
}

std::string text_of(const Model& model, const ShowOptions& options) {
  std::string text = heading_in_words(model);
  if (!options.matrices && !options.si) text += "\n" + nodes_in_words(model);
  if (options.si) text += si_in_words(model);
  if (options.matrices) text += "\n" + matrices_in_words(model.linear_model());
  return text;
}

}  // namespace

Outcome execute(const ShowOptions& options, std::istream& in) {
  const Model model = load_model(options.file, options.settings, in);
  Outcome outcome;
  if (!options.npz.empty()) {
    write_text_file(options.npz, matrices_as_npz(model));
    outcome.messages = "wrote " + options.npz + "\n";
  }
  outcome.results = view_of(model, options);
  if (outcome.results.empty()) outcome.results = text_of(model, options);
  return outcome;
}

}  // namespace gaussnet::tools
