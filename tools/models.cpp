#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/network/reference.hpp>
#include <tools/builtin_models.hpp>
#include <tools/commands.hpp>
#include <tools/failure.hpp>

namespace gaussnet::tools {
namespace {

/// The comment that opens a file, without its last part, which states numbers.
std::string header_of(std::string_view text) {
  constexpr int most_lines = 3;
  std::string header;
  for (int line = 0; line < most_lines && text.starts_with('#'); ++line) {
    const std::size_t end = text.find('\n');
    const std::string_view words = text.substr(1, end - 1);
    if (words.find("must give") != std::string_view::npos) break;
    header += words;
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return header;
}

std::string list() {
  std::string text;
  for (const BuiltinModel& model : builtin_models()) {
    const std::string name(model.name);
    const std::string title = read_description(std::string(model.text), name).description.title;
    text += name + "\n" + wrapped("  ", title) + wrapped("  ", header_of(model.text)) + "\n";
  }
  return text + "gaussnet solve NAME solves one, gaussnet models NAME prints its file.\n";
}

}  // namespace

const BuiltinModel* find_builtin_model(std::string_view name) {
  for (const BuiltinModel& model : builtin_models()) {
    if (model.name == name) return &model;
  }
  return nullptr;
}

std::vector<std::string> builtin_model_names() {
  std::vector<std::string> names;
  for (const BuiltinModel& model : builtin_models()) names.emplace_back(model.name);
  return names;
}

Outcome execute(const ModelsOptions& options, std::istream&) {
  if (options.name.empty()) return {.results = list()};
  if (const BuiltinModel* model = find_builtin_model(options.name)) {
    return {.results = std::string(model->text)};
  }
  throw Failure(command_line, "gaussnet: error: there is no built-in model '" + options.name +
                                  "'\n  help: " + suggestion(options.name, builtin_model_names()) +
                                  "\n");
}

}  // namespace gaussnet::tools
