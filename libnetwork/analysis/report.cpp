#include <functional>
#include <libnetwork/analysis/notes.hpp>
#include <libnetwork/analysis/report.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/information.hpp>
#include <limits>

namespace gaussnet {
namespace {

bool wants_unconditional(StateChoice choice) { return choice != StateChoice::conditional; }

/// Asked for by name, or (as_asked) because there is a record to condition on.
bool wants_conditional(StateChoice choice, const LinearModel& linear) {
  if (choice == StateChoice::as_asked) return linear.measurement.rows() > 0;
  return choice != StateChoice::unconditional;
}

StateReport report_of(const std::function<SteadyState()>& find_state) {
  StateReport report;
  try {
    report.state = find_state();
    report.uncertainty_margin = report.state->uncertainty_margin();
    report.purity = bounded_purity(*report.state);
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

FigureValue value_on(const FigureRequest& request, const StateReport& report,
                     const FigureContext& context) {
  if (report.status == "ok") return evaluate(request, *report.state, context);
  return {.status = report.status, .why = report.failure->message};
}

/// Numbers of which nothing is certain, and states that no physics allows.
void add_warnings(const std::string& which, const StateReport& report, Report& whole) {
  if (report.status != "ok") return;
  const double tolerance = uncertainty_tolerance(report.state->covariance());
  if (report.uncertainty_margin < -tolerance - report.state->error_bound()) {
    whole.warnings.push_back("the " + which +
                             " covariance violates V + i Om/2 >= 0: no quantum state has it");
  }
}

}  // namespace

std::vector<Mistake> check_readouts(const Model& model, const LinearModel& linear) {
  const std::vector<double> signs = mass_signs(model.graph());
  std::vector<Mistake> mistakes;
  for (const FigureRequest& request : model.figures()) {
    if (auto mistake = check_readout(request, {linear, signs})) mistakes.push_back(*mistake);
  }
  return mistakes;
}

Report solve(const Model& model, StateChoice choice) {
  const LangevinModel langevin = model.langevin_model();
  Report report{.model = model, .linear = observe(langevin), .notes = notes(model, langevin)};
  for (const auto& output : langevin.outputs) {
    if (output.is_record) report.detectors.push_back(output.name);
  }
  const std::vector<double> signs = mass_signs(model.graph());
  const FigureContext context{report.linear, signs};
  if (auto mistakes = check_readouts(model, report.linear); !mistakes.empty()) {
    throw DescriptionError(std::move(mistakes), model.description().text);
  }
  if (wants_unconditional(choice)) {
    report.unconditional = report_of([&] { return unconditional_state(model, report.linear); });
    add_warnings("unconditional", *report.unconditional, report);
  }
  if (wants_conditional(choice, report.linear)) {
    report.conditional = report_of([&] { return conditional_state(model, report.linear); });
    add_warnings("conditional", *report.conditional, report);
  }
  for (const FigureRequest& request : model.figures()) {
    ResultReport result{.request = request};
    if (report.unconditional) {
      result.unconditional = value_on(request, *report.unconditional, context);
    }
    if (report.conditional) result.conditional = value_on(request, *report.conditional, context);
    report.results.push_back(std::move(result));
  }
  return report;
}

}  // namespace gaussnet
