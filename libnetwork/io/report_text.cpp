#include <algorithm>
#include <libnetwork/io/network_text.hpp>
#include <libnetwork/io/report.hpp>
#include <libnetwork/io/report_sections.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/network/reference.hpp>

namespace gaussnet {
namespace {

std::string covariances_in_words(const Report& report) {
  std::string text;
  for (const NamedState& state : states_of(report)) {
    if (!state.report->state) continue;
    const SteadyState& found = *state.report->state;
    const std::vector<std::string> names = quadrature_names(report.linear.modes);
    text += "\n" + state.name + " covariance\n" +
            matrix_in_words({.matrix = found.covariance(),
                             .rows = names,
                             .columns = names,
                             .relative_error = found.relative_bound()});
  }
  return text;
}

bool has_covariance(const Report& report) {
  const std::vector<NamedState> states = states_of(report);
  return std::any_of(states.begin(), states.end(),
                     [](const NamedState& state) { return state.report->state.has_value(); });
}

std::string notes_in_words(const std::vector<std::string>& notes) {
  std::string text = notes.empty() ? "" : "\nnotes\n";
  for (const std::string& note : notes) text += wrapped("  - ", note);
  return text;
}

}  // namespace

std::string to_text(const Report& report, bool with_covariance) {
  const std::size_t modes = report.linear.modes.size();
  std::string text = heading_in_words(report.model) + "\n" + nodes_in_words(report.model);
  if (modes > most_modes_in_full) text += "\n" + counts_in_words(report);
  if (with_covariance || modes <= most_modes_with_covariance) {
    text += covariances_in_words(report);
  } else if (has_covariance(report)) {
    text += "\n" + std::to_string(modes) + " modes: --covariance prints the covariance\n";
  }
  text += results_in_words(report) + checks_in_words(report);
  return text + notes_in_words(report.notes);
}

}  // namespace gaussnet
