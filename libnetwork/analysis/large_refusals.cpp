#include <libnetwork/analysis/figure_names.hpp>
#include <libnetwork/analysis/large_report.hpp>
#include <libnetwork/analysis/passed_requests.hpp>
#include <libnetwork/analysis/state_report.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/network/dense_limits.hpp>

// What a network is too large for, found before it is solved.
namespace gaussnet {

Mistake no_conditional_state(const Model& model, std::size_t modes) {
  return {.code = too_many_modes,
          .place = {.file = model.description().file, .line = 1, .column = 1},
          .message = "no conditional state: the network has " + std::to_string(modes) +
                     " modes; this version finds conditional states of up to " +
                     std::to_string(DenseLimits{}.modes) + ", from the matrices of the records",
          .help = "lower a 'repeat:', or ask for the unconditional state only"};
}

void refuse_readouts(const Model& model) {
  if (has_detector(model.graph())) return;
  const std::vector<ModeNumbers> modes = mode_numbers(model.graph());
  const LinearModel no_records;
  std::vector<Mistake> mistakes;
  for (const FigureRequest& request : model.figures()) {
    if (auto mistake = check_readout(request, {no_records, modes})) mistakes.push_back(*mistake);
  }
  if (mistakes.empty()) return;
  throw DescriptionError(std::move(mistakes), model.description().text);
}

std::vector<std::string> refused_results(const Model& model) {
  if (!too_large_for_matrices(model)) return {};
  const std::size_t modes = mode_numbers(model.graph()).size();
  std::vector<std::string> refused;
  for (const FigureRequest& request : model.figures()) {
    if (request.state == StateChoice::conditional) {
      refused.push_back(quoted(request.name) + ": " + no_conditional_state(model, modes).message);
    } else if (const auto value = refusal(request, modes)) {
      refused.push_back(quoted(request.name) + ": " + value->why);
    }
  }
  return refused;
}

std::optional<Mistake> too_large_for_matrices(const Model& model) {
  if (auto mistake = check_num_modes(model.graph(), model.description().file)) return mistake;
  const BlockCascade network = model.cascade();
  // Of few modes, what is too large are elements that no mode meets: that is worth saying.
  if (chosen_solver(network, Solver::automatic) == Solver::dense) return std::nullopt;
  return check_num_fields(network, model.description().file);
}

}  // namespace gaussnet
