#include <algorithm>
#include <cmath>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/io/report.hpp>
#include <libnetwork/io/report_sections.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/network/reference.hpp>

namespace gaussnet {
namespace {

constexpr int kMarginDigits = 4;  // of what only says how well a number is known
constexpr int kPurityDigits = 6;

template <class State>
std::string relaxation_in_words(const State& state) {
  if (state.spectral_abscissa == 0) return "-";
  return time_in_words(1 / std::abs(state.spectral_abscissa)) + " (" + state.slowest_mode + ")";
}

std::string margin_in_words(const StateReport& report) {
  const double margin = report.uncertainty_margin;
  if (!report.state) return number_in_words(margin, kMarginDigits) + ", each mode alone";
  if (std::abs(margin) <= report.state->error_bound()) return "0 to its accuracy";
  return number_in_words(margin, kMarginDigits);
}

/// One line of the checks, for a state that exists; nothing where it has none.
struct Check {
  std::string_view name{};
  std::string (*in_words)(const StateReport&) = nullptr;
};
constexpr Check kChecks[] = {
    {"solver",
     [](const StateReport& report) {
       const bool along = report.passed || report.state->solver == Solver::cascade;
       if (!along) {
         const bool is_digest = report.state->num_modes() > most_modes_in_full;
         return std::string(is_digest ? "by matrices" : "");
       }
       const std::string by = report.passed ? ", " + counted(report.passed->threads, "thread") : "";
       return "along the cascade" + by;
     }},
    {"slowest relaxation, 1/|rate|",
     [](const StateReport& report) {
       return report.state ? relaxation_in_words(*report.state)
                           : relaxation_in_words(*report.passed);
     }},
    {"residual of the equation",
     [](const StateReport& report) {
       return number_in_words(report.state ? report.state->residual : report.passed->residual, 2);
     }},
    {"error bound of the covariance",
     [](const StateReport& report) {
       if (report.state) return number_in_words(report.state->error_bound(), 2);
       return number_in_words(report.passed->relative_bound, 2) + " of each variance";
     }},
    {"uncertainty margin of V + i Om/2", margin_in_words},
    {"purity",
     [](const StateReport& report) {
       if (!report.state) return std::string();
       if (!is_purity_known(report.purity)) return std::string("not known");
       return number_or_less(report.purity.value, report.purity.bound, kPurityDigits);
     }},
};

}  // namespace

std::vector<NamedState> states_of(const Report& report) {
  std::vector<NamedState> states;
  if (report.unconditional) states.push_back({"unconditional", &*report.unconditional});
  if (report.conditional) states.push_back({"conditional", &*report.conditional});
  for (const GivenState& given : report.given) {
    states.push_back({"given " + listed(given.detectors), &given.report});
  }
  return states;
}

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
    bool says_something = false;
    for (const NamedState& state : states) {
      const std::string words = exists(state) ? check.in_words(*state.report) : "";
      says_something = says_something || !words.empty();
      row.push_back(words.empty() ? "-" : words);
    }
    if (says_something) table.rows.push_back(std::move(row));
  }
  std::string text = "\n" + to_string(table);
  for (const NamedState& state : states) {
    if (!state.report->failure) continue;
    text += wrapped("  " + state.name + ": ", state.report->failure->message);
  }
  return text;
}

}  // namespace gaussnet
