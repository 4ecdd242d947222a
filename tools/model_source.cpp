#include <algorithm>
#include <filesystem>
#include <iterator>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/text_file.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/network/reference.hpp>
#include <tools/builtin_models.hpp>
#include <tools/commands.hpp>
#include <tools/failure.hpp>
#include <tools/model_source.hpp>
#include <utility>

namespace gaussnet::tools {
namespace {

constexpr const char* kStandardInput = "<stdin>";
constexpr const char* kSetting = "--set";

std::string all_of(std::istream& in) {
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (in.bad()) throw FileError("cannot read standard input");
  return text;
}

/// A word that may be meant as a built-in model rather than as a path.
bool is_bare_name(const std::string& file) {
  return file.find_first_of("/\\") == std::string::npos;
}

std::string without_ending(const std::string& file) {
  return file.ends_with(".yaml") ? file.substr(0, file.size() - 5) : file;
}

std::vector<Mistake> in_line(std::vector<Mistake> mistakes, int line) {
  for (Mistake& mistake : mistakes) mistake.place.line = line;
  return mistakes;
}

/// The settings of a command line, one a line: the text that their mistakes show.
class Settings {
 public:
  explicit Settings(std::span<const std::string> arguments) : arguments_(arguments) {
    for (const std::string& argument : arguments) text_ += argument + "\n";
  }

  Model applied_to(const Model& model) const {
    const auto values = parsed(model.description());
    try {
      return model.at(values);
    } catch (const DescriptionError& error) {
      throw Failure(command_line, in_words(error.mistakes(), error.text()));
    }
  }

  /// Of a file that is wrong as it stands: the settings may mend it. Else its own mistakes.
  Model mending(ReadDescription read, const DescriptionError& as_it_stands) const {
    if (!read.complete) throw as_it_stands;
    const auto values = parsed(read.description);
    try {
      return Model(with_values(std::move(read.description), values), std::move(read.mistakes));
    } catch (const DescriptionError&) {
      throw as_it_stands;
    }
  }

 private:
  using Values = std::vector<std::pair<std::string, Expression>>;

  Values parsed(const NetworkDescription& description) const {
    Values values;
    for (std::size_t k = 0; k < arguments_.size(); ++k) values.push_back(parsed(description, k));
    return values;
  }

  std::pair<std::string, Expression> parsed(const NetworkDescription& description,
                                            std::size_t k) const {
    const std::string& argument = arguments_[k];
    const int line = static_cast<int>(k) + 1;
    const std::size_t equals = argument.find('=');
    const std::string name = parameter_of(argument);
    check_known(description, name, static_cast<int>(argument.find(name)) + 1, line);
    try {
      Expression value =
          parse_setting(description, argument.substr(0, equals), argument.substr(equals + 1));
      value.place.line = line;
      return {name, std::move(value)};
    } catch (const DescriptionError& error) {
      throw Failure(command_line, in_words(in_line(error.mistakes(), line), ""));
    }
  }

  void check_known(const NetworkDescription& description, const std::string& name, int column,
                   int line) const {
    std::vector<std::string> names;
    for (const Parameter& parameter : description.parameters) {
      names.push_back(parameter.name);
    }
    if (std::find(names.begin(), names.end(), name) != names.end()) return;
    const std::string help =
        names.empty() ? "give it a 'parameters:' section" : suggestion(name, names);
    throw Failure(command_line, in_words({{.code = "unknown-parameter",
                                           .place = {.file = kSetting,
                                                     .line = line,
                                                     .column = column,
                                                     .width = static_cast<int>(name.size())},
                                           .message = "the model has no parameter '" + name + "'",
                                           .help = help}},
                                         ""));
  }

  /// Each mistake with the text that it is in: a setting, or the model's file, whose line means
  /// something else with these settings.
  std::string in_words(const std::vector<Mistake>& mistakes, const std::string& file_text) const {
    std::string text;
    for (Mistake mistake : mistakes) {
      const bool is_setting = mistake.place.file == kSetting;
      if (!is_setting) mistake.notes.push_back("with " + joined());
      std::string words = to_string(mistake, is_setting ? text_ : file_text);
      if (is_setting) words.replace(0, words.find(": "), kSetting);  // no line to jump to
      text += words;
    }
    return text;
  }

  std::string joined() const {
    std::string text = kSetting;
    for (const std::string& argument : arguments_) text += " '" + argument + "'";
    return text;
  }

  std::span<const std::string> arguments_;
  std::string text_{};
};

}  // namespace

std::string source_name(const std::string& file) { return file == "-" ? kStandardInput : file; }

std::string parameter_of(const std::string& setting) {
  const std::string name = setting.substr(0, setting.find('='));
  const std::size_t begin = name.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  return name.substr(begin, name.find_last_not_of(' ') + 1 - begin);
}

ModelText read_model(const std::string& file, std::istream& in) {
  if (file == "-") return {all_of(in), source_name(file)};
  std::error_code ignored;
  const bool exists = std::filesystem::exists(file, ignored);
  if (!exists && is_bare_name(file)) {
    if (const BuiltinModel* model = find_builtin_model(file)) {
      return {std::string(model->text), file};
    }
    if (const auto nearest = nearest_name(without_ending(file), builtin_model_names())) {
      throw FileError("there is neither a file nor a built-in model '" + file +
                      "'\n  help: did you mean the built-in model '" + *nearest + "'?");
    }
  }
  return {read_text_file(file), file};
}

Model load_model(const std::string& file, std::span<const std::string> settings, std::istream& in) {
  ModelText source = read_model(file, in);
  if (settings.empty()) return load_text(std::move(source.text), std::move(source.name));
  try {
    return Settings(settings).applied_to(load_text(source.text, source.name));
  } catch (const DescriptionError& error) {
    return Settings(settings).mending(read_description(source.text, source.name), error);
  }
}

}  // namespace gaussnet::tools
