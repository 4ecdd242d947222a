#include <algorithm>
#include <functional>
#include <libnetwork/analysis/digest.hpp>
#include <libnetwork/analysis/figure_names.hpp>
#include <libnetwork/analysis/large_report.hpp>
#include <libnetwork/analysis/notes.hpp>
#include <libnetwork/analysis/report.hpp>
#include <libnetwork/analysis/state_report.hpp>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/information.hpp>
#include <libnetwork/network/cascade_equation.hpp>
#include <libnetwork/network/dense_limits.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/reference.hpp>
#include <utility>

namespace gaussnet {
namespace {

/// Which states a result is evaluated on.
struct Wanted {
  bool unconditional = false;
  bool conditional = false;
  bool both() const { return unconditional && conditional; }
};

Wanted wanted(StateChoice choice, bool has_records) {
  return {.unconditional = choice != StateChoice::conditional,
          .conditional =
              choice == StateChoice::as_asked ? has_records : choice != StateChoice::unconditional};
}

Wanted wanted(const FigureRequest& request, StateChoice choice, bool has_records) {
  return wanted(choice == StateChoice::as_asked ? request.state : choice, has_records);
}

/// The states of a whole model, and whether a result is content with nothing else.
struct Plan {
  Wanted computed{};
  Wanted required{};
};

Plan plan_of(const Model& model, StateChoice choice, bool has_records) {
  const bool by_results = choice == StateChoice::as_asked && !model.figures().empty();
  Plan plan;
  if (!by_results) plan.computed = wanted(choice, has_records);
  for (const FigureRequest& request : model.figures()) {
    const Wanted states = wanted(request, choice, has_records);
    const bool by_all = request.given.empty();
    plan.computed.unconditional |= states.unconditional;
    plan.computed.conditional |= states.conditional && by_all;
    plan.required.unconditional |= states.unconditional && !states.both();
    plan.required.conditional |= states.conditional && !states.both() && by_all;
  }
  return plan;
}

/// Whether some state or result is found from A, D, M, R and Gam.
bool needs_matrices(const Model& model, StateChoice choice) {
  const bool has_records = has_detector(model.graph());
  if (has_records && plan_of(model, choice, has_records).computed.conditional) return true;
  return std::any_of(
      model.figures().begin(), model.figures().end(), [&](const FigureRequest& request) {
        const bool by_readout = std::holds_alternative<FigureRequest::Readout>(request.weight);
        return by_readout || (!request.given.empty() && wanted(request, choice, true).conditional);
      });
}

/// Whether a report is made without matrices.
bool is_made_along(const Model& model, const ReportOptions& options) {
  if (options.solver == Solver::dense) return false;
  if (too_large_for_matrices(model)) return true;
  if (mode_numbers(model.graph()).size() < modes_of_long_cascade) return false;
  return chosen_solver(model.cascade(), options.solver) == Solver::cascade &&
         !needs_matrices(model, options.state);
}

/// @throws DescriptionError  of a network that only the dense solver refuses
void refuse_dense(const Model& model) {
  auto mistake = too_large_for_matrices(model);
  if (!mistake) return;
  mistake->help =
      "leave out '--solver dense' (in code, Solver::automatic): the network is then solved along "
      "the cascade, which needs no matrices";
  throw DescriptionError({std::move(*mistake)}, model.description().text);
}

/// What of a network's report takes long, in a sentence; empty where nothing does.
std::string long_work(const Model& model, StateChoice choice) {
  const std::size_t modes = mode_numbers(model.graph()).size();
  const bool is_refused = modes > DenseLimits{}.modes;
  if (modes <= many_for_matrices || is_refused) return "";
  const std::string what =
      needs_matrices(model, choice) ? "what is asked of the records" : "the dense solver";
  return what + " needs the matrices of " + std::to_string(modes) +
         " modes, whose time grows as the cube of their number: up to minutes";
}

/// The state given these detectors, in whatever order they are named.
template <class States>
auto find_given(States& states, std::vector<std::string> detectors) -> decltype(states.data()) {
  std::sort(detectors.begin(), detectors.end());
  for (auto& state : states) {
    std::vector<std::string> own = state.detectors;
    std::sort(own.begin(), own.end());
    if (own == detectors) return &state;
  }
  return nullptr;
}

/// What a result becomes on a state; the items only of a scan.
FigureValue value_on(const FigureRequest& request, const StateReport& report,
                     const FigureContext& context, std::vector<FigureItem>& items,
                     std::size_t& inaccurate) {
  if (report.status != "ok") return {.status = report.status, .why = report.failure->message};
  if (request.scan == FigureRequest::Scan::none) return evaluate(request, *report.state, context);
  items = evaluate_scan(request, *report.state, context, &inaccurate);
  return best_of(request, items);
}

/// The nodes whose baths act on the momentum alone, which balances no commutator.
std::vector<std::string> brownian_nodes(const NetworkGraph& network) {
  std::vector<std::string> names;
  for (const auto vertex : boost::make_iterator_range(boost::vertices(network.graph))) {
    const Station& station = network.graph[vertex];
    const auto* oscillator = std::get_if<OscillatorNumbers>(&station.numbers);
    if (station.has_mode() && oscillator && oscillator->brownian && oscillator->linewidth > 0) {
      names.push_back("'" + station.name + "'");
    }
  }
  return names;
}

/// The state given these detectors; all of them together have been asked already.
StateReport given_state(const std::vector<std::string>& detectors, const LinearModel& part,
                        Report& report) {
  const bool are_all = std::is_permutation(detectors.begin(), detectors.end(),
                                           report.detectors.begin(), report.detectors.end());
  if (are_all && report.conditional) return *report.conditional;
  StateReport state = report_of([&] { return conditional_state(report.model, part); });
  check_uncertainty("conditional (given " + listed(detectors) + ")", state, report);
  return state;
}

/// The conditional states for which some result names its detectors, each set once.
void add_given_states(StateChoice choice, Report& report) {
  for (const FigureRequest& request : report.model.figures()) {
    const Wanted states = wanted(request, choice, true);
    if (request.given.empty() || !states.conditional) continue;
    GivenState* found = find_given(report.given, request.given);
    if (!found) {
      LinearModel part = with_records_of(report.linear, request.given);
      StateReport state = given_state(request.given, part, report);
      report.given.push_back({request.given, std::move(part), std::move(state)});
      found = &report.given.back();
    }
    found->report.is_required |= !states.both();
  }
}

void add_result(const FigureRequest& request, const std::vector<ModeNumbers>& modes,
                StateChoice choice, Report& report) {
  const Wanted states = wanted(request, choice, report.linear.measurement.rows() > 0);
  const GivenState* given = find_given(report.given, request.given);
  // Which records a readout weight is read from does not depend on the state.
  const LinearModel part = given || request.given.empty()
                               ? LinearModel{}
                               : with_records_of(report.linear, request.given);
  const LinearModel& linear = given ? given->linear : request.given.empty() ? report.linear : part;
  const FigureContext context{linear, modes};
  ResultReport result{.request = request};
  if (states.unconditional) {
    result.unconditional = value_on(request, *report.unconditional, context,
                                    result.unconditional_items, result.unconditional_inaccurate);
  }
  if (states.conditional) {
    const StateReport& state = given ? given->report : *report.conditional;
    result.conditional =
        value_on(request, state, context, result.conditional_items, result.conditional_inaccurate);
  }
  report.results.push_back(std::move(result));
}

/// Of all states that there are.
void add_digest(const std::vector<ModeNumbers>& modes, StateChoice choice, Report& report) {
  add_result(pairs_of_digest(choice), modes, choice, report);
  const FigureContext context{report.linear, modes};
  const auto add = [&](const std::optional<StateReport>& state, StateChoice which) {
    if (!state) return;
    for (ResultReport& result : occupations_of_digest(*state, context, which)) {
      report.results.push_back(std::move(result));
    }
  };
  add(report.unconditional, StateChoice::unconditional);
  add(report.conditional, StateChoice::conditional);
}

/// How far below 0 the uncertainty margin of a physical state may be; that of a passed state is 0
/// to its accuracy.
double rounding_of_margin(const StateReport& report) {
  if (!report.state) return 0;
  return uncertainty_tolerance(report.state->covariance()) + report.state->error_bound();
}

/// Rows of a covariance that is there as a whole, in the order in which they would pass.
void hand_over(const StateReport& report, const std::vector<int>& order, PairReceiver& pairs) {
  if (report.status != "ok") return;
  const Matrix& V = report.state->covariance();
  const int modes = report.state->num_modes();
  const auto entries = static_cast<std::size_t>(4 * modes);
  std::vector<double> own(entries), row(entries);
  const auto declared = [&](int i) { return order[static_cast<std::size_t>(i)]; };
  const auto pair = [&](int i, int j) { return V.block<2, 2>(2 * declared(i), 2 * declared(j)); };
  std::vector<std::string> names;
  for (const int mode : order) {
    names.push_back(report.state->mode_names()[static_cast<std::size_t>(mode)]);
  }
  for (int j = 0; j < modes; ++j) Eigen::Map<Eigen::Matrix2d>(own.data() + 4 * j) = pair(j, j);
  pairs.start(std::move(names), order);
  for (int i = 0; i < modes; ++i) {
    for (int j = 0; j <= i; ++j) Eigen::Map<Eigen::Matrix2d>(row.data() + 4 * j) = pair(i, j);
    pairs.visit({i, 1, modes, row.data(), own.data()});
  }
}

}  // namespace

StateReport failed_state() {
  StateReport report;
  try {
    throw;
  } catch (const NoSteadyState& failure) {
    report.status = failure.why().code;
    report.failure = failure.why();
  } catch (const InaccurateResult& failure) {
    report.status = "inaccurate";
    report.failure = Mistake{.code = "inaccurate",
                             .message = failure.what(),
                             .help = "look for rates that differ by too many orders of magnitude"};
  }
  return report;
}

StateReport report_of(const std::function<SteadyState()>& find_state) {
  StateReport report;
  try {
    report.state = find_state();
    report.uncertainty_margin = report.state->uncertainty_margin();
    report.purity = purity_in_range(*report.state);
  } catch (...) {
    return failed_state();
  }
  return report;
}

void check_uncertainty(const std::string& which, const StateReport& report, Report& whole) {
  if (report.status != "ok") return;
  if (report.uncertainty_margin >= -rounding_of_margin(report)) return;
  const std::string violation = "the " + which + " covariance violates V + i Om/2 >= 0";
  const std::vector<std::string> brownian = brownian_nodes(whole.model.graph());
  if (brownian.empty()) {
    whole.warnings.push_back(violation + ": no quantum state has it");
  } else {
    whole.notes.push_back(violation + " by " + number_in_words(-report.uncertainty_margin, 2) +
                          ": the brownian bath of " + some_of(brownian) +
                          " is too cold for noise on the momentum alone");
  }
}

std::vector<Mistake> check_readouts(const Model& model, const LinearModel& linear) {
  const std::vector<ModeNumbers> modes = mode_numbers(model.graph());
  std::vector<Mistake> mistakes;
  for (const FigureRequest& request : model.figures()) {
    if (!std::holds_alternative<FigureRequest::Readout>(request.weight)) continue;
    const auto mistake =
        request.given.empty()
            ? check_readout(request, {linear, modes})
            : check_readout(request, {with_records_of(linear, request.given), modes});
    if (mistake) mistakes.push_back(*mistake);
  }
  return mistakes;
}

Report solve(const Model& model, const ReportOptions& options) {
  if (is_made_along(model, options)) return solve_large(model, options);
  const StateChoice choice = options.state;
  if (options.solver == Solver::dense) refuse_dense(model);
  const std::string takes_long = long_work(model, choice);
  if (options.notice && !takes_long.empty()) options.notice(takes_long);
  const LangevinModel langevin = model.langevin_model();
  Report report{.model = model,
                .linear = observe(langevin),
                .counts = counts_of(model.graph(), model.cascade()),
                .notes = notes(model, langevin)};
  if (!takes_long.empty()) report.notes.push_back(takes_long);
  report.warnings = warnings(model, langevin, report.linear);
  for (const auto& output : langevin.outputs) {
    if (output.is_record) report.detectors.push_back(output.name);
  }
  if (auto mistakes = check_readouts(model, report.linear); !mistakes.empty()) {
    throw DescriptionError(std::move(mistakes), model.description().text);
  }
  Plan plan = plan_of(model, choice, report.linear.measurement.rows() > 0);
  if (options.pairs && choice != StateChoice::conditional) plan.computed.unconditional = true;
  if (plan.computed.unconditional) {
    report.unconditional = report_of(
        [&] { return unconditional_state(model, report.linear, options.solver, options.threads); });
    report.unconditional->is_required = plan.required.unconditional;
    check_uncertainty("unconditional", *report.unconditional, report);
  }
  if (plan.computed.conditional) {
    report.conditional = report_of([&] { return conditional_state(model, report.linear); });
    report.conditional->is_required = plan.required.conditional;
    if (report.conditional->state) {
      note_relaxation("conditional", *report.conditional->state, report.notes);
    }
    check_uncertainty("conditional", *report.conditional, report);
  }
  if (options.pairs) {
    hand_over(report.unconditional ? *report.unconditional : *report.conditional,
              modes_along(model.cascade()), *options.pairs);
  }
  add_given_states(choice, report);
  const std::vector<ModeNumbers> modes = mode_numbers(model.graph());
  for (const FigureRequest& request : model.figures()) add_result(request, modes, choice, report);
  if (is_digest(model)) add_digest(modes, choice, report);
  note_few_digits(report.results, report.notes);
  warn_of_missing_numbers(report);
  return report;
}

}  // namespace gaussnet
