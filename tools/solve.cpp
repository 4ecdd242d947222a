#include <algorithm>
#include <filesystem>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/io/pairs_file.hpp>
#include <libnetwork/io/report.hpp>
#include <libnetwork/network/dense_limits.hpp>
#include <optional>
#include <tools/commands.hpp>
#include <tools/failure.hpp>
#include <tools/model_source.hpp>

namespace gaussnet::tools {
namespace {

constexpr std::string_view kInaccurate = "inaccurate";
constexpr std::string_view kTooManyModes = "too-many-modes";

void warn_of_covariance(Report& report) {
  if (!report.unconditional || !report.unconditional->passed || report.unconditional->state) return;
  report.warnings.push_back(
      "--covariance: the covariance of " + counted(report.linear.modes.size(), "mode") +
      " is not kept, as that of up to " + std::to_string(DenseLimits{}.modes) +
      " is; --pairs-to FILE writes the entanglement of every pair, and results may name any modes");
}

std::vector<const StateReport*> states_of(const Report& report) {
  std::vector<const StateReport*> states;
  for (const auto* state : {&report.unconditional, &report.conditional}) {
    if (*state) states.push_back(&**state);
  }
  for (const GivenState& given : report.given) states.push_back(&given.report);
  return states;
}

bool has_status(const std::optional<FigureValue>& figure, std::string_view status) {
  return figure && figure->status == status;
}

/// Of a list, whether any item has no certain digit, listed or not.
bool is_inaccurate(const ResultReport& result) {
  return has_status(result.unconditional, kInaccurate) ||
         has_status(result.conditional, kInaccurate) || result.unconditional_inaccurate > 0 ||
         result.conditional_inaccurate > 0;
}

bool any_inaccurate(const Report& report) {
  const auto states = states_of(report);
  return std::any_of(states.begin(), states.end(),
                     [](const StateReport* state) { return state->status == kInaccurate; }) ||
         std::any_of(report.results.begin(), report.results.end(), is_inaccurate);
}

/// Whether this version has no number of a result although its state exists.
bool any_refused(const Report& report) {
  if (!report.unconditional || report.unconditional->status != "ok") return false;
  return std::any_of(report.results.begin(), report.results.end(), [](const ResultReport& result) {
    return has_status(result.unconditional, kTooManyModes);
  });
}

bool is_answer(const StateReport* state) {
  return state->status == "ok" || state->status == kInaccurate;
}

/// One state of those asked for is an answer, unless a result asks for another one only; what is
/// missing of the others is then a warning.
int exit_code_of(const Report& report) {
  const auto states = states_of(report);
  const bool answered = std::any_of(states.begin(), states.end(), is_answer);
  const bool any_missing = std::any_of(states.begin(), states.end(), [](const StateReport* state) {
    return state->is_required && !is_answer(state);
  });
  if (!answered || any_missing) return no_answer;
  return any_inaccurate(report) || any_refused(report) ? not_accurate : done;
}

/// @param answered  by one of the states: that another is missing is then a warning, if no result
/// needs it
std::string messages_of(const Report& report, bool answered) {
  std::string text;
  for (const StateReport* state : states_of(report)) {
    if (!state->failure) continue;
    const bool is_warning = answered && !state->is_required && state->status != kInaccurate;
    text += to_string(*state->failure, report.model.description().text,
                      is_warning ? "warning" : "error");
  }
  for (const std::string& warning : report.warnings) text += "warning: " + warning + "\n";
  return text;
}

std::string written(const Report& report, const SolveOptions& options) {
  if (options.format == Format::json) return to_json(report);
  if (options.format == Format::csv) return to_csv(report);
  return to_text(report, options.with_covariance);
}

[[noreturn]] void refuse_pairs_to(const std::string& what, const std::string& help) {
  throw Failure(command_line, "gaussnet: error: --pairs-to " + what + "\n  help: " + help + "\n");
}

/// @throws Failure  unless a file of pairs may take this place
PairsFormat pairs_format(const SolveOptions& options) {
  const std::string& place = options.pairs_to;
  if (place == "-") {
    refuse_pairs_to("writes a file, not standard output", "for example --pairs-to pairs.csv");
  }
  const std::string model = options.file == "-" ? "/dev/stdin" : options.file;
  std::error_code ignored;
  if (std::filesystem::equivalent(model, place, ignored)) {
    refuse_pairs_to(quoted(place) + " is the model itself", "name another file for the pairs");
  }
  const auto format = pairs_format_of(place);
  if (!format) {
    refuse_pairs_to("writes .csv (text) or .npy (for numpy.load), not " + quoted(place),
                    "let the name end in one of these, for example " + quoted(place + ".csv"));
  }
  return *format;
}

// A larger file is announced before it is written.
constexpr double kManyBytes = 1e9;

void announce_size(const Model& model, const std::string& place, std::ostream& err) {
  const auto bytes = static_cast<double>(npy_bytes(mode_numbers(model.graph()).size()));
  if (bytes <= kManyBytes) return;
  err << "note: " << place << " will have " << number_in_words(bytes / 1e9, 3) << " GB"
      << std::endl;
}

/// Gives the file its name if the state whose pairs it has exists; else says why there is none.
void finish(PairsFile& pairs, const SolveOptions& options, const Report& report, Outcome& outcome) {
  const StateReport& state = report.unconditional ? *report.unconditional : *report.conditional;
  if (state.status == "ok" && pairs.is_complete()) {
    std::error_code ignored;
    const bool exists = std::filesystem::exists(options.pairs_to, ignored);
    pairs.finish();
    outcome.messages += (exists ? "replaced " : "wrote ") + options.pairs_to + "\n";
    return;
  }
  outcome.messages += "error: " + quoted(options.pairs_to) + " is not written: the status of its " +
                      "state is '" + state.status + "'\n";
  if (outcome.exit_code == done) outcome.exit_code = no_answer;
}

}  // namespace

Outcome execute(const SolveOptions& options, std::istream& in, std::ostream& err) {
  std::optional<PairsFormat> format;
  if (!options.pairs_to.empty()) format = pairs_format(options);
  const Model model = load_model(options.file, options.settings, in);
  std::optional<PairsFile> pairs;
  if (format) pairs.emplace(options.pairs_to, *format);
  if (format == PairsFormat::npy) announce_size(model, options.pairs_to, err);
  const auto notice = [&](const std::string& what) { err << "note: " << what << std::endl; };
  Report report = gaussnet::solve(model, {.state = options.state,
                                          .solver = options.solver,
                                          .threads = options.threads,
                                          .pairs = pairs ? &*pairs : nullptr,
                                          .keeps_covariance = options.with_covariance,
                                          .notice = notice});
  if (options.with_covariance) warn_of_covariance(report);
  Outcome outcome{.results = written(report, options), .exit_code = exit_code_of(report)};
  const auto states = states_of(report);
  outcome.messages = messages_of(report, std::any_of(states.begin(), states.end(), is_answer));
  if (options.is_strict && outcome.exit_code == done && !outcome.messages.empty()) {
    outcome.exit_code = not_accurate;
  }
  if (pairs) finish(*pairs, options, report, outcome);
  return outcome;
}

}  // namespace gaussnet::tools
