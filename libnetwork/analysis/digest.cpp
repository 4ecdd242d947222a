#include <libnetwork/analysis/digest.hpp>

namespace gaussnet {
namespace {

constexpr int kPairsOfDigest = 20;

}  // namespace

bool is_digest(const Model& model) {
  return model.figures().empty() && mode_numbers(model.graph()).size() > most_modes_by_default;
}

FigureRequest pairs_of_digest(StateChoice state) {
  return {.name = "best_pairs",
          .figure = find_figure("log-negativity"),
          .scan = FigureRequest::Scan::pairs,
          .top = kPairsOfDigest,
          .state = state};
}

std::vector<ResultReport> occupations_of_digest(const StateReport& report,
                                                const FigureContext& context, StateChoice state) {
  if (report.status != "ok") return {};
  const Matrix& V = report.state->covariance();
  int least = 0;
  int greatest = 0;
  const auto trace = [&](int mode) {
    return V(2 * mode, 2 * mode) + V(2 * mode + 1, 2 * mode + 1);
  };
  for (int mode = 1; mode < report.state->num_modes(); ++mode) {
    if (trace(mode) < trace(least)) least = mode;
    if (trace(mode) > trace(greatest)) greatest = mode;
  }
  const bool is_conditional = state == StateChoice::conditional;
  const std::string kind = is_conditional ? "_conditional_occupation" : "_occupation";
  std::vector<ResultReport> results;
  for (const auto& [name, mode] : {std::pair{"least", least}, std::pair{"greatest", greatest}}) {
    ResultReport result{.request = {.name = name + kind,
                                    .figure = find_figure("occupation"),
                                    .modes = {mode},
                                    .state = state}};
    (is_conditional ? result.conditional : result.unconditional) =
        evaluate(result.request, *report.state, context);
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace gaussnet
