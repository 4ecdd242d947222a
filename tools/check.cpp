#include <algorithm>
#include <libnetwork/analysis/large_report.hpp>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/network/dense_limits.hpp>
#include <tools/commands.hpp>
#include <tools/model_source.hpp>
#include <tools/run.hpp>
#include <utility>

namespace gaussnet::tools {
namespace {

bool asks_for_readout(const Model& model) {
  return std::any_of(model.figures().begin(), model.figures().end(), [](const auto& request) {
    return std::holds_alternative<FigureRequest::Readout>(request.weight);
  });
}

/// What solving by matrices would refuse, where that is how the network is solved.
void refuse_too_many_fields(const Model& model, const BlockCascade& network) {
  if (chosen_solver(network, Solver::automatic) != Solver::dense) return;
  const std::string& file = model.description().file;
  if (check_num_modes(model.graph(), file)) return;  // it is solved along its blocks
  if (auto mistake = check_num_fields(network, file)) {
    throw DescriptionError({std::move(*mistake)}, model.description().text);
  }
}

/// Of many modes, matrices are made only where a readout weight is to be looked at.
bool is_checked_along(const Model& model) {
  if (too_large_for_matrices(model)) return true;
  return mode_numbers(model.graph()).size() >= modes_of_long_cascade && !asks_for_readout(model);
}

std::size_t count_records(const BlockCascade& network) {
  std::size_t records = 0;
  for (const Block& block : network.blocks) {
    if (!block.is_detector) continue;
    records += static_cast<std::size_t>(block.component->feedthrough.rows());
  }
  return records;
}

std::string counted_network(std::size_t modes, std::size_t records) {
  return counted(modes, "mode") + ", " + counted(records, "record");
}

std::string counted_network(const Model& model) {
  if (is_checked_along(model)) {
    const BlockCascade network = model.finite_cascade();
    refuse_too_many_fields(model, network);
    refuse_readouts(model);
    return counted_network(network.modes.size(), count_records(network));
  }
  const LinearModel linear = model.linear_model();
  // Readout weights need the records, so they are looked at once there is a linear model.
  if (auto mistakes = check_readouts(model, linear); !mistakes.empty()) {
    throw DescriptionError(std::move(mistakes), model.description().text);
  }
  return counted_network(linear.modes.size(), linear.records.size());
}

/// Of each result that a network of this size does not have, why.
std::string warnings_of(const Model& model) {
  std::string text;
  for (const std::string& refused : refused_results(model)) {
    text += model.description().file + ": warning: no number of " + refused + "\n";
  }
  return text;
}

std::string summary(const Model& model) {
  std::string text = model.description().file + ": ok: " + counted_network(model);
  text += ", " + counted(model.description().parameters.size(), "parameter");
  return text + ", " + counted(model.figures().size(), "result") + "\n";
}

/// Whatever one file meets, the others are looked at; the gravest exit code stays.
void check(const std::string& file, std::istream& in, Outcome& outcome) {
  try {
    const Model model = load_model(file, {}, in);
    outcome.results += summary(model);
    outcome.messages += warnings_of(model);
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
