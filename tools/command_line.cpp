#include <tools/command_line.hpp>
// The only file that knows CLI11.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/linear/isa.hpp>
#include <libnetwork/network/reference.hpp>
#include <libnetwork/version.hpp>
#include <map>
#include <memory>
#include <sstream>
#include <tools/builtin_models.hpp>
#include <tools/explanations.hpp>
#include <tools/failure.hpp>
#include <tools/grammar.hpp>
#include <tools/model_source.hpp>
#include <utility>

namespace gaussnet::tools {
namespace {

constexpr std::size_t kHelpColumn = 34;

[[noreturn]] void refuse(const std::string& what, const std::string& help) {
  throw Failure(command_line,
                "gaussnet: error: " + what + "\n" + (help.empty() ? "" : "  help: " + help + "\n"));
}

/// The choice behind a word; a mistyped one gets a suggestion.
template <class Choice, std::size_t n>
Choice chosen(const std::string& option, const std::string& word,
              const std::array<std::pair<const char*, Choice>, n>& choices) {
  std::vector<std::string> names;
  for (const auto& [name, choice] : choices) {
    if (word == name) return choice;
    names.emplace_back(name);
  }
  refuse(option + " knows no " + quoted(word), suggestion(word, names));
}

constexpr int kMostThreads = 1024;

int threads_of(const std::string& word) {
  int threads = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), threads);
  const bool is_whole = error == std::errc() && end == word.data() + word.size();
  if (is_whole && threads >= 1 && threads <= kMostThreads) return threads;
  refuse("--threads takes a whole number from 1 to " + std::to_string(kMostThreads) + ", not " +
             quoted(word),
         "leave it out to use the processor's");
}

constexpr std::array kFormats{std::pair{"text", Format::text}, std::pair{"json", Format::json},
                              std::pair{"csv", Format::csv}};
constexpr std::array kMatrixFormats{std::pair{"text", Format::text},
                                    std::pair{"json", Format::json}};
constexpr std::array kSolvers{std::pair{"dense", Solver::dense},
                              std::pair{"cascade", Solver::cascade}};
constexpr std::array kStates{std::pair{"unconditional", StateChoice::unconditional},
                             std::pair{"conditional", StateChoice::conditional},
                             std::pair{"both", StateChoice::both}};

std::string version_text() {
  return "gaussnet " + std::string(version) + "\nkernels     " + std::string(kernel_isa()) +
         "\nconvention  vacuum variance 1/2, [X, P] = i, rates in rad/s";
}

constexpr const char* kFiles =
    "FILE is a model file, '-' for standard input, or the name of a built-in model.\n";

constexpr const char* kExitCodes =
    "Exit codes: 0 done, 1 the physics has no answer, 2 command line, 3 model file,\n"
    "4 accuracy not reached (with --strict: any warning), 5 file cannot be read or written,\n"
    "70 out of memory, or a mistake in gaussnet itself.\n";

/// What may be meant: NAME=VALUE, if it is `--set NAME VALUE`.
std::string joined(const std::string& name, std::span<const std::string> arguments) {
  for (std::size_t k = 0; k + 2 < arguments.size(); ++k) {
    if (arguments[k] != "--set" || arguments[k + 1] != name) continue;
    const std::string& next = arguments[k + 2];
    if (name.find('=') != std::string::npos || next.empty() || next.front() == '-') break;
    return "write --set " + quoted(name + "=" + next);
  }
  return "for example --set 'theta = 0.3 pi'";
}

/// Each is NAME=VALUE, and no name has two values, of which one would have to win.
void check_settings(const std::vector<std::string>& settings,
                    std::span<const std::string> arguments) {
  std::map<std::string, std::string> first;
  for (const std::string& setting : settings) {
    const std::string name = parameter_of(setting);
    if (setting.find('=') == std::string::npos || name.empty()) {
      refuse("--set takes NAME=VALUE, not " + quoted(setting), joined(setting, arguments));
    }
    const auto [place, is_new] = first.emplace(name, setting);
    if (is_new) continue;
    const std::string& before = place->second;
    refuse(name + " is set twice",
           "keep one of --set " + quoted(before) + " and --set " + quoted(setting));
  }
}

constexpr std::array kShells{std::pair{"bash", Shell::bash}, std::pair{"zsh", Shell::zsh},
                             std::pair{"fish", Shell::fish}};

template <class Choice, std::size_t n>
std::vector<std::string> words_of(const std::array<std::pair<const char*, Choice>, n>& choices) {
  std::vector<std::string> words;
  for (const auto& [name, choice] : choices) words.emplace_back(name);
  return words;
}

/// Help that says what each command needs, in the words of the error texts.
class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter() {
    column_width(kHelpColumn);
    label("Positionals", "Arguments");
    label("Subcommands", "Commands");
  }
  std::string make_usage(const CLI::App* app, std::string) const override {
    const bool is_program = app->get_parent() == nullptr;
    if (is_program) return "\nUsage: gaussnet COMMAND ...\n";
    std::string usage = "\nUsage: gaussnet " + app->get_name();
    for (const CLI::Option* option : app->get_options()) {
      if (option->get_positional()) usage += " " + arguments_of(*option);
    }
    return usage + " [OPTIONS]\n";
  }

  static std::string arguments_of(const CLI::Option& option) {
    const std::string name = option.get_name(true);
    if (name == "NAME" || name == "WORD") return "[" + name + "]";
    return option.get_items_expected_max() > 1 ? name + "..." : name;
  }
};

/// The grammar of the command line and what it was given.
class Grammar {
 public:
  Grammar() {
    app_.name("gaussnet");
    app_.require_subcommand(0, 1);
    app_.allow_extras();
    app_.set_help_flag("-h,--help", "print this help and exit");
    app_.set_version_flag("--version", version_text, "print version, kernels, convention and exit");
    app_.add_flag("--cite", cites_, "print how to cite the program, in BibTeX, and exit");
    app_.formatter(std::make_shared<HelpFormatter>());
    app_.footer(std::string(kFiles) + "gaussnet COMMAND --help says more.\n\nExamples:\n" +
                "  gaussnet models\n"
                "  gaussnet solve spin_mechanical\n"
                "  gaussnet solve spin_mechanical --set C_S=30 --format json\n\n" +
                kExitCodes);
    add_solve();
    add_check();
    add_show();
    add_models();
    add_schema();
    add_explain();
    add_completion();
    add_manual();
  }

  ProgramGrammar grammar() const {
    ProgramGrammar program{.meaning = app_.get_description(), .footer = app_.get_footer()};
    program.options = options_in(app_);
    for (const CLI::App* command : app_.get_subcommands(nullptr)) {
      program.commands.push_back(command_in(*command));
    }
    return program;
  }

  Command parse(std::span<const std::string> arguments) {
    if (arguments.empty()) refuse("no command given", "gaussnet --help lists them");
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
      app_.parse(reversed);
    } catch (const CLI::Success& asked) {  // help or version
      std::ostringstream text;
      app_.exit(asked, text, text);
      return Information{text.str()};
    } catch (const CLI::ParseError& error) {
      refuse(error.what(), "gaussnet --help says more");
    }
    if (cites_) return Information{citation()};
    check_settings(solve_options_.settings, arguments);
    check_settings(show_options_.settings, arguments);
    refuse_what_is_left();
    return command();
  }

 private:
  CLI::App* add(const char* name, const char* meaning, const std::string& footer) {
    CLI::App* command = app_.add_subcommand(name, meaning);
    command->allow_extras();
    command->footer(footer);
    return command;
  }

  /// One value each time it is given, so that FILE may follow.
  static void add_settings(CLI::App* command, std::vector<std::string>& settings) {
    command->add_option("--set", settings, "set a parameter, e.g. --set 'theta_S = 0.3 pi'")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
  }

  void add_solve() {
    solve_ = add("solve", "compute the steady states and what is asked of them",
                 std::string(kFiles) +
                     "\nExamples:\n"
                     "  gaussnet solve models/spin_mechanical.yaml\n"
                     "  gaussnet solve spin_mechanical --set C_S=30 --set 'theta_S=0.3 pi'\n"
                     "  gaussnet solve spin_mechanical --state conditional --format json\n"
                     "  gaussnet solve - --format csv < model.yaml\n"
                     "  gaussnet solve fifty_stations --set N=2000 --pairs-to pairs.npy\n\n"
                     "If only one of the states exists, the reason is a warning; if none does, it\n"
                     "is an error (exit code 1).\n" +
                     kExitCodes);
    solve_->add_option("FILE", solve_options_.file, "the model")->type_name("");
    add_settings(solve_, solve_options_.settings);
    const CLI::Option* format =
        solve_->add_option("--format", format_, "text (default), json or csv")->type_name("FORMAT");
    words_[format] = gaussnet::tools::words_of(kFormats);
    const CLI::Option* state =
        solve_
            ->add_option("--state", state_,
                         "unconditional, conditional or both (default: all there are)")
            ->type_name("STATE");
    words_[state] = gaussnet::tools::words_of(kStates);
    const CLI::Option* solver =
        solve_
            ->add_option("--solver", solver_,
                         "unconditional state: dense or cascade (default: the faster)")
            ->type_name("SOLVER");
    words_[solver] = gaussnet::tools::words_of(kSolvers);
    solve_
        ->add_option("--pairs-to", solve_options_.pairs_to,
                     "write every pair's entanglement to FILE (.csv or .npy)")
        ->type_name("FILE");
    solve_->add_option("--threads", threads_, "default: the processor's; the numbers stay the same")
        ->type_name("N");
    solve_->add_flag("--covariance", solve_options_.with_covariance,
                     "covariances of more than 12 modes (json: of long cascades), too");
    solve_->add_flag("--strict", solve_options_.is_strict, "a warning is a failure (exit code 4)");
  }

  void add_check() {
    check_ = add("check", "say ok, or every mistake of a model file",
                 std::string(kFiles) + "\nExample:\n  gaussnet check models/*.yaml\n");
    check_->add_option("FILE", check_options_.files, "the models")->type_name("");
  }

  void add_show() {
    show_ = add("show", "print what a network is: its nodes, matrices, numbers",
                std::string(kFiles) +
                    "\nExamples:\n"
                    "  gaussnet show spin_mechanical\n"
                    "  gaussnet show spin_mechanical --matrices --format json\n"
                    "  gaussnet show spin_mechanical --dot | dot -Tsvg > network.svg\n"
                    "  gaussnet show spin_mechanical --resolved --set C_S=30 > mine.yaml\n"
                    "  gaussnet show spin_mechanical --si --set C_S=30\n");
    show_->add_option("FILE", show_options_.file, "the model")->type_name("");
    add_settings(show_, show_options_.settings);
    show_->add_flag("--matrices", show_options_.matrices, "A, D, M, R and Gam with their names");
    const CLI::Option* format =
        show_
            ->add_option("--format", show_format_,
                         "of the matrices: text (default) or json (all of them)")
            ->type_name("FORMAT");
    words_[format] = gaussnet::tools::words_of(kMatrixFormats);
    show_->add_option("--npz", show_options_.npz, "write all matrices to FILE for numpy.load")
        ->type_name("FILE");
    show_->add_flag("--si", show_options_.si, "every number of the resolved network in SI");
    show_->add_flag("--latex", show_options_.latex, "the equations of motion as a LaTeX article");
    show_->add_flag("--dot", show_options_.dot, "the diagram for Graphviz");
    show_->add_flag("--mermaid", show_options_.mermaid, "the diagram as a Mermaid flowchart");
    show_->add_flag("--resolved", show_options_.resolved, "the file with every default filled in");
  }

  void add_models() {
    models_ = add("models", "list the built-in models, or print one",
                  "\nExample:\n  gaussnet models spin_mechanical > mine.yaml\n");
    models_->add_option("NAME", models_options_.name, "print this model's file")->type_name("");
  }

  void add_schema() {
    schema_ = add("schema", "print the JSON Schema of model files, for editors",
                  "\nExample:\n  gaussnet schema > gaussnet.schema.json\n\n"
                  "An editor with the YAML language server then completes, explains and checks a\n"
                  "model that begins with\n"
                  "  # yaml-language-server: $schema=gaussnet.schema.json\n");
  }

  void add_explain() {
    explain_ = add("explain", "say more of an error code, a figure, a node type or a key",
                   "\nExamples:\n  gaussnet explain hz-or-rad\n  gaussnet explain epr\n");
    const CLI::Option* word =
        explain_->add_option("WORD", explain_options_.word, "without it: all words")->type_name("");
    words_[word] = explained_words();
  }

  void add_completion() {
    completion_ = add("completion", "print what makes a shell complete the command line",
                      "\nExamples:\n  source <(gaussnet completion bash)\n"
                      "  gaussnet completion fish > ~/.config/fish/completions/gaussnet.fish\n");
    const CLI::Option* shell =
        completion_->add_option("SHELL", shell_, "bash, zsh or fish")->type_name("");
    words_[shell] = gaussnet::tools::words_of(kShells);
  }

  void add_manual() {
    manual_ = add("man", "print the manual page",
                  "\nExample:\n  gaussnet man > gaussnet.1 && man -l gaussnet.1\n");
  }

  // ---- the grammar as data --------------------------------------------------------------------

  OptionGrammar option_in(const CLI::Option& option) const {
    OptionGrammar result{.meaning = option.get_description()};
    for (const std::string& name : option.get_snames()) result.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) result.names.push_back("--" + name);
    if (option.get_items_expected_max() > 0) result.value = option.get_type_name();
    const auto words = words_.find(&option);
    if (words != words_.end()) result.words = words->second;
    return result;
  }

  std::vector<OptionGrammar> options_in(const CLI::App& app) const {
    std::vector<OptionGrammar> options;
    for (const CLI::Option* option : app.get_options()) {
      if (!option->get_positional()) options.push_back(option_in(*option));
    }
    return options;
  }

  CommandGrammar command_in(const CLI::App& app) const {
    CommandGrammar command{.name = app.get_name(), .meaning = app.get_description()};
    command.usage = "gaussnet " + command.name;
    command.footer = app.get_footer();
    command.options = options_in(app);
    for (const CLI::Option* option : app.get_options()) {
      if (!option->get_positional()) continue;
      command.argument = option->get_name(true);
      command.takes_many = option->get_items_expected_max() > 1;
      command.usage += " " + HelpFormatter::arguments_of(*option);
      command.words = option_in(*option).words;
      const bool is_model = command.argument == "FILE" || command.name == "models";
      if (is_model) command.words = builtin_model_names();
    }
    command.usage += " [OPTIONS]";
    return command;
  }

  /// What CLI11 could not place: a mistyped command or option first, then one word too many.
  void refuse_what_is_left() const {
    const std::vector<CLI::App*> given = app_.get_subcommands();
    const CLI::App& where = given.empty() ? app_ : *given.front();
    const std::vector<std::string> left = where.remaining();
    const auto option = std::find_if(left.begin(), left.end(), [](const std::string& word) {
      return word.size() > 1 && word.front() == '-';
    });
    if (option != left.end()) {
      refuse(where.get_name() + " has no option " + quoted(*option),
             suggestion(option->substr(0, option->find('=')), options_of(where)));
    }
    if (left.empty()) return;
    if (given.empty()) refuse_command(left.front());
    refuse(where.get_name() + " has no use for " + quoted(left.front()),
           "gaussnet " + where.get_name() + " --help says what it takes");
  }

  [[noreturn]] void refuse_command(const std::string& word) const {
    std::error_code ignored;
    if (find_builtin_model(word) || std::filesystem::exists(word, ignored)) {
      refuse("a command is missing before " + quoted(word),
             "did you mean 'gaussnet solve " + word + "'?");
    }
    std::vector<std::string> names;
    for (const CLI::App* command : app_.get_subcommands(nullptr)) {
      names.push_back(command->get_name());
    }
    refuse("gaussnet has no command " + quoted(word), suggestion(word, names));
  }

  static std::vector<std::string> options_of(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
  }

  static void require(bool given, const std::string& command, const std::string& what) {
    if (!given) {
      refuse(command + " needs " + what, "for example gaussnet " + command + " spin_mechanical");
    }
  }

  Command command() {
    if (solve_->parsed()) {
      require(!solve_options_.file.empty(), "solve", "a FILE");
      solve_options_.format = chosen("--format", format_, kFormats);
      if (!state_.empty()) solve_options_.state = chosen("--state", state_, kStates);
      if (!solver_.empty()) solve_options_.solver = chosen("--solver", solver_, kSolvers);
      if (!threads_.empty()) solve_options_.threads = threads_of(threads_);
      return solve_options_;
    }
    if (check_->parsed()) {
      require(!check_options_.files.empty(), "check", "at least one FILE");
      return check_options_;
    }
    if (show_->parsed()) {
      require(!show_options_.file.empty(), "show", "a FILE");
      show_options_.format = chosen("--format", show_format_, kMatrixFormats);
      refuse_views_together();
      return show_options_;
    }
    if (models_->parsed()) return models_options_;
    if (schema_->parsed()) return SchemaOptions{};
    if (explain_->parsed()) return explain_options_;
    if (manual_->parsed()) return ManualOptions{};
    if (completion_->parsed()) {
      if (shell_.empty()) refuse("completion needs a SHELL", "one of bash, zsh and fish");
      return CompletionOptions{chosen("completion", shell_, kShells)};
    }
    refuse("no command given", "gaussnet --help lists them");
  }

  /// What a program is to read stands alone in the output.
  void refuse_views_together() const {
    const ShowOptions& asked = show_options_;
    const bool as_json = asked.format == Format::json;
    if (as_json && !asked.matrices) {
      refuse("show has --format json for the matrices only", "add --matrices");
    }
    std::vector<std::string> alone;
    for (const auto& [given, name] :
         {std::pair{asked.latex, "--latex"}, std::pair{asked.dot, "--dot"},
          std::pair{asked.mermaid, "--mermaid"}, std::pair{asked.resolved, "--resolved"},
          std::pair{as_json, "--format json"}}) {
      if (given) alone.emplace_back(name);
    }
    std::vector<std::string> all = alone;
    if (asked.matrices && !as_json) all.emplace_back("--matrices");
    if (asked.si) all.emplace_back("--si");
    if (alone.empty() || all.size() < 2) return;
    refuse("show prints one of " + listed(all) + " at a time", "leave all but one out");
  }

  CLI::App app_{"Steady states of cascaded Gaussian quantum networks"};
  CLI::App* solve_ = nullptr;
  CLI::App* check_ = nullptr;
  CLI::App* show_ = nullptr;
  CLI::App* models_ = nullptr;
  CLI::App* schema_ = nullptr;
  CLI::App* explain_ = nullptr;
  CLI::App* completion_ = nullptr;
  CLI::App* manual_ = nullptr;
  bool cites_ = false;
  std::map<const CLI::Option*, std::vector<std::string>> words_{};  // that a value may be
  std::string format_ = "text";
  std::string show_format_ = "text";
  std::string state_{};
  std::string solver_{};
  std::string threads_{};
  std::string shell_{};
  SolveOptions solve_options_{};
  CheckOptions check_options_{};
  ShowOptions show_options_{};
  ModelsOptions models_options_{};
  ExplainOptions explain_options_{};
};

}  // namespace

ProgramGrammar grammar() { return Grammar().grammar(); }

Command parse_command_line(std::span<const std::string> arguments) {
  return Grammar().parse(arguments);
}

Outcome execute(const Information& information, std::istream&) {
  return {.results = information.text};
}

}  // namespace gaussnet::tools
