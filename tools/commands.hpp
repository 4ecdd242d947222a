#pragma once

#include <istream>
#include <libnetwork/analysis/report.hpp>
#include <ostream>
#include <string>
#include <tools/grammar.hpp>
#include <variant>
#include <vector>

namespace gaussnet::tools {

enum ExitCode : int {
  done = 0,
  no_answer = 1,     // the physics has none: unstable, undetectable
  command_line = 2,  // arguments, values of --set
  model_file = 3,
  not_accurate = 4,     // or, with --strict, a warning
  file_error = 5,       // cannot be read or written
  internal_error = 70,  // a bug of gaussnet, or no memory left
};

enum class Format { text, json, csv };

struct SolveOptions {
  std::string file{};
  std::vector<std::string> settings{};  // "NAME=VALUE"
  Format format = Format::text;
  StateChoice state = StateChoice::as_asked;
  Solver solver = Solver::automatic;
  int threads = 0;         // 0: the processor's
  std::string pairs_to{};  // a file for the figures of every pair; empty: none
  bool with_covariance = false;
  bool is_strict = false;
};

struct CheckOptions {
  std::vector<std::string> files{};
};

struct ShowOptions {
  std::string file{};
  std::vector<std::string> settings{};
  bool matrices = false;
  bool si = false;
  bool latex = false;
  bool dot = false;
  bool mermaid = false;
  bool resolved = false;
  Format format = Format::text;  // of the matrices: text or json
  std::string npz{};             // a file for the matrices; empty: none
};

struct ModelsOptions {
  std::string name{};  // empty: list them
};

struct SchemaOptions {};

struct ExplainOptions {
  std::string word{};  // empty: list the words
};

struct CompletionOptions {
  Shell shell = Shell::bash;
};

struct ManualOptions {};

/// Text that is asked for by an option: --help, --version, --cite.
struct Information {
  std::string text{};
};

using Command = std::variant<SolveOptions, CheckOptions, ShowOptions, ModelsOptions, SchemaOptions,
                             ExplainOptions, CompletionOptions, ManualOptions, Information>;

/// What a command has to say, before any of it is written.
struct Outcome {
  std::string results{};   // for stdout
  std::string messages{};  // for stderr
  int exit_code = done;
};

/// @param in  what a FILE of "-" is read from
/// @param err  is told what takes long, before it begins
Outcome execute(const SolveOptions& options, std::istream& in, std::ostream& err);
Outcome execute(const CheckOptions& options, std::istream& in);
Outcome execute(const ShowOptions& options, std::istream& in);
Outcome execute(const ModelsOptions& options, std::istream& in);
Outcome execute(const SchemaOptions& options, std::istream& in);
Outcome execute(const ExplainOptions& options, std::istream& in);
Outcome execute(const CompletionOptions& options, std::istream& in);
Outcome execute(const ManualOptions& options, std::istream& in);
Outcome execute(const Information& information, std::istream& in);

}  // namespace gaussnet::tools
