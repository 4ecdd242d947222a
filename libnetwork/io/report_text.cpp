#include <algorithm>
#include <cmath>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/io/network_text.hpp>
#include <libnetwork/io/report.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/network/expression_text.hpp>

namespace gaussnet {
namespace {

constexpr std::size_t kMostResultsOfDigest = 20;
constexpr int kMarginDigits = 4;  // of what only says how well a number is known
constexpr int kPurityDigits = 6;

/// The states of a report, in the order of the columns.
struct NamedState {
  std::string name{};
  const StateReport* report = nullptr;
  std::optional<FigureValue> ResultReport::*value = nullptr;
};

std::vector<NamedState> states_of(const Report& report) {
  std::vector<NamedState> states;
  if (report.unconditional) {
    states.push_back({"unconditional", &*report.unconditional, &ResultReport::unconditional});
  }
  if (report.conditional) {
    states.push_back({"conditional", &*report.conditional, &ResultReport::conditional});
  }
  return states;
}

// ---- covariances -------------------------------------------------------------------------------

std::string covariances_in_words(const Report& report) {
  std::string text;
  for (const NamedState& state : states_of(report)) {
    if (state.report->status != "ok") continue;
    const SteadyState& found = *state.report->state;
    const std::vector<std::string> names = quadrature_names(report.linear.modes);
    text += "\n" + state.name + " covariance\n" +
            matrix_in_words({.matrix = found.covariance(),
                             .rows = names,
                             .columns = names,
                             .error = found.error_bound()});
  }
  return text;
}

// ---- results -----------------------------------------------------------------------------------

std::string number_or_status(const FigureValue& figure) {
  return figure.status == "ok" ? bounded_number(figure.value, figure.bound) : figure.status;
}

std::string weight_in_words(const FigureValue& figure) {
  return figure.weight ? number_in_words(*figure.weight) : "";
}

std::string angles_in_words(const FigureValue& figure) {
  const bool turned = std::any_of(figure.angles.begin(), figure.angles.end(),
                                  [](double angle) { return std::abs(angle) > 1e-12; });
  if (!turned) return "";
  std::string text;
  for (const double angle : figure.angles)
    text += (text.empty() ? "" : ", ") + angle_in_words(angle);
  return text;
}

std::string log2_in_words(const FigureValue& figure) {
  if (!figure.in_log2) return "";
  return bounded_number(*figure.in_log2, figure.bound / std::log(2.0));
}

/// "spin, mech"; of many the first and the last.
std::string modes_in_words(const std::vector<int>& modes, const std::vector<std::string>& names) {
  constexpr std::size_t most = 3;
  const auto name = [&](int mode) { return names[static_cast<std::size_t>(mode)]; };
  if (modes.size() > most) return name(modes.front()) + ", ..., " + name(modes.back());
  std::string text;
  for (const int mode : modes) text += (text.empty() ? "" : ", ") + name(mode);
  return text;
}

std::string combination_in_words(const Vector& combination, const std::vector<std::string>& modes) {
  const std::vector<std::string> names = quadrature_names(modes);
  std::string text;
  for (Eigen::Index k = 0; k < combination.size(); ++k) {
    const double factor = combination(k);
    if (factor == 0) continue;
    text += text.empty() ? (factor < 0 ? "-" : "") : (factor < 0 ? " - " : " + ");
    if (std::abs(factor) != 1) text += number_in_words(std::abs(factor)) + " ";
    text += names[static_cast<std::size_t>(k)];
  }
  return text;
}

/// "epr of spin, mech", "log-negativity of spin | mech".
std::string question_in_words(const FigureRequest& request, const std::vector<std::string>& names) {
  std::string text(request.figure->name);
  if (request.base_2) text += " (log2)";
  if (!request.partition.a.empty()) {
    return text + " of " + modes_in_words(request.partition.a, names) + " | " +
           modes_in_words(request.partition.b, names);
  }
  if (request.combination.size() > 0) {
    return text + " of " + combination_in_words(request.combination, names);
  }
  return request.modes.empty() ? text : text + " of " + modes_in_words(request.modes, names);
}

std::string shortened(const std::string& text) {
  constexpr int most = 52;
  return character_count(text) <= most ? text : slice(text, 0, most - 4) + " ...";
}

/// What stands below a result, and how it is written.
struct Detail {
  std::string_view name{};
  std::string (*in_words)(const FigureValue&) = nullptr;
};
constexpr Detail kDetails[] = {{"  in log2", log2_in_words},
                               {"  weight of the second mode", weight_in_words},
                               {"  local rotations", angles_in_words}};

void add_result(const Report& report, const ResultReport& result, TextTable& table) {
  const std::vector<NamedState> states = states_of(report);
  std::vector<std::string> row{result.request.name,
                               shortened(question_in_words(result.request, report.linear.modes))};
  for (const NamedState& state : states) row.push_back(number_or_status(*(result.*state.value)));
  table.rows.push_back(std::move(row));
  for (const Detail& detail : kDetails) {
    std::vector<std::string> below{"", std::string(detail.name)};
    bool says_something = false;
    for (const NamedState& state : states) {
      const FigureValue& figure = *(result.*state.value);
      below.push_back(figure.status == "ok" ? detail.in_words(figure) : "");
      says_something = says_something || !below.back().empty();
    }
    if (says_something) table.rows.push_back(std::move(below));
  }
}

std::string results_in_words(const Report& report) {
  if (report.results.empty()) return "";
  TextTable table{.heading = {"results", ""}, .row_names = 2};
  for (const NamedState& state : states_of(report)) table.heading.push_back(state.name);
  const bool is_digest = report.linear.modes.size() > most_modes_in_full;
  const std::size_t shown =
      is_digest ? std::min(kMostResultsOfDigest, report.results.size()) : report.results.size();
  for (std::size_t k = 0; k < shown; ++k) add_result(report, report.results[k], table);
  std::string text = "\n" + to_string(table);
  if (shown < report.results.size()) {
    text += "  and " + std::to_string(report.results.size() - shown) +
            " more: --format csv or json has them all\n";
  }
  return text;
}

/// The sentences behind results that have no number although their state exists.
std::string refused_results_in_words(const Report& report) {
  std::string text;
  for (const ResultReport& result : report.results) {
    for (const NamedState& state : states_of(report)) {
      const FigureValue& figure = *(result.*state.value);
      if (figure.status == "ok" || state.report->status != "ok" || figure.why.empty()) continue;
      text += wrapped("  " + result.request.name + " (" + state.name + ") ", figure.why);
    }
  }
  return text;
}

// ---- checks ------------------------------------------------------------------------------------

std::string relaxation_in_words(const SteadyState& state) {
  if (state.spectral_abscissa == 0) return "-";
  return time_in_words(1 / std::abs(state.spectral_abscissa)) + " (" + state.slowest_mode + ")";
}

std::string margin_in_words(const StateReport& report) {
  const double margin = report.uncertainty_margin;
  if (std::abs(margin) <= report.state->error_bound()) return "0 to its accuracy";
  return number_in_words(margin, kMarginDigits);
}

/// One line of the checks, for a state that exists.
struct Check {
  std::string_view name{};
  std::string (*in_words)(const StateReport&) = nullptr;
};
constexpr Check kChecks[] = {
    {"slowest relaxation, 1/|rate|",
     [](const StateReport& report) { return relaxation_in_words(*report.state); }},
    {"residual of the equation",
     [](const StateReport& report) { return number_in_words(report.state->residual, 2); }},
    {"error bound of the covariance",
     [](const StateReport& report) { return number_in_words(report.state->error_bound(), 2); }},
    {"uncertainty margin of V + i Om/2", margin_in_words},
    {"purity",
     [](const StateReport& report) {
       if (!(report.purity.bound < 1)) return std::string("not known");  // it is between 0 and 1
       return bounded_number(report.purity.value, report.purity.bound, kPurityDigits);
     }},
};

std::string checks_in_words(const Report& report) {
  const std::vector<NamedState> states = states_of(report);
  TextTable table{.heading = {"checks"}, .rows = {{"status"}}};
  for (const NamedState& state : states) {
    table.heading.push_back(state.name);
    table.rows[0].push_back(state.report->status);
  }
  const auto exists = [](const NamedState& state) { return state.report->status == "ok"; };
  for (const Check& check : kChecks) {
    if (std::none_of(states.begin(), states.end(), exists)) break;
    std::vector<std::string> row{std::string(check.name)};
    for (const NamedState& state : states) {
      row.push_back(exists(state) ? check.in_words(*state.report) : "-");
    }
    table.rows.push_back(std::move(row));
  }
  std::string text = "\n" + to_string(table);
  for (const NamedState& state : states) {
    if (!state.report->failure) continue;
    text += wrapped("  " + state.name + ": ", state.report->failure->message);
  }
  return text;
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
  if (with_covariance || modes <= most_modes_with_covariance) {
    text += covariances_in_words(report);
  } else {
    text += "\n" + std::to_string(modes) + " modes: --covariance prints the covariance\n";
  }
  text += results_in_words(report) + refused_results_in_words(report) + checks_in_words(report);
  return text + notes_in_words(report.notes);
}

}  // namespace gaussnet
