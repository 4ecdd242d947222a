#include <algorithm>
#include <libnetwork/analysis/large_report.hpp>
#include <libnetwork/errors/failures.hpp>
#include <tools/commands.hpp>
#include <tools/model_source.hpp>
#include <tools/run.hpp>
#include <utility>

namespace gaussnet::tools {
namespace {

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

/// Records are counted where there are matrices.
std::string counted_network(const Model& model) {
  if (too_large_for_matrices(model)) {
    return counted(mode_numbers(model.graph()).size(), "mode") + ", too many for its matrices";
  }
  const LinearModel linear = model.linear_model();
  // Readout weights need the records, so they are looked at once there is a linear model.
  if (auto mistakes = check_readouts(model, linear); !mistakes.empty()) {
    throw DescriptionError(std::move(mistakes), model.description().text);
  }
  return counted(linear.modes.size(), "mode") + ", " + counted(linear.records.size(), "record");
}

std::string summary(const Model& model) {
  std::string text = model.description().file + ": ok: " + counted_network(model);
  text += ", " + counted(model.description().parameters.size(), "parameter");
  return text + ", " + counted(model.figures().size(), "result") + "\n";
}

/// Whatever one file meets, the others are looked at; the gravest exit code stays.
void check(const std::string& file, std::istream& in, Outcome& outcome) {
  try {
    outcome.results += summary(load_model(file, {}, in));
  } catch (...) {
    const Outcome failed = outcome_of_exception(file);
    outcome.messages += failed.messages;
    outcome.exit_code = std::max(outcome.exit_code, failed.exit_code);
  }
}

}  // namespace

Outcome execute(const CheckOptions& options, std::istream& in) {
  Outcome outcome;
  for (const std::string& file : options.files) check(file, in, outcome);
  return outcome;
}

}  // namespace gaussnet::tools
