#include <algorithm>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/analysis/sweep_plan.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/dense_limits.hpp>
#include <libnetwork/network/finite_matrices.hpp>
#include <libnetwork/network/reference.hpp>
#include <optional>
#include <set>
#include <tuple>

namespace gaussnet {
namespace {

int slot_of(const NetworkDescription& description, const std::string& name) {
  const auto& parameters = description.parameters;
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const Parameter& each) { return each.name == name; });
  if (found != parameters.end()) return static_cast<int>(found - parameters.begin());
  std::vector<std::string> names;
  for (const Parameter& each : parameters) names.push_back(each.name);
  throw DescriptionError({{.code = "unknown-parameter",
                           .place = {.argument = name},
                           .message = "the model has no parameter '" + name + "'",
                           .help = suggestion(name, names)}});
}

/// What stands in `defaults` or in a repeated path is met by each node that it belongs to.
std::vector<Mistake> each_once(std::vector<Mistake> mistakes) {
  std::set<std::tuple<int, int, std::string, std::string, std::string>> seen;
  std::erase_if(mistakes, [&](const Mistake& mistake) {
    const Place& place = mistake.place;
    // Of a default each node would say it in its own name.
    const std::string said = place.argument.text().starts_with("defaults.") ? "" : mistake.message;
    return !seen.emplace(place.line, place.column, place.argument.text(), mistake.code, said)
                .second;
  });
  return mistakes;
}

}  // namespace

Model::Model(NetworkDescription description, std::vector<Mistake> found)
    : Model(std::move(description), std::move(found), Trials::run) {}

Model::Model(NetworkDescription description, std::vector<Mistake> mistakes, Trials trials)
    : description_(std::make_shared<const NetworkDescription>(std::move(description))) {
  const std::size_t before = mistakes.size();
  check_expressions(*description_, mistakes);
  if (mistakes.size() > before) throw DescriptionError(std::move(mistakes), description_->text);
  network_ = compile(*description_, mistakes);
  auto figures = std::make_shared<std::vector<FigureRequest>>();
  *figures = resolve_figures(*description_, network_, mistakes);
  auto plans = std::make_shared<Plans>(resolve_plans(*description_, network_, *figures, mistakes));
  if (mistakes.empty() && trials == Trials::run) {
    try_limits(*description_, network_, *plans, mistakes);
  }
  if (!mistakes.empty()) {
    throw DescriptionError(each_once(std::move(mistakes)), description_->text);
  }
  figures_ = std::move(figures);
  plans_ = std::move(plans);
}

const std::vector<SweepPlan>& Model::sweeps() const { return plans_->sweeps; }
const std::vector<OptimisationPlan>& Model::optimisations() const { return plans_->optimisations; }

void Model::refuse(std::optional<Mistake> mistake) const {
  if (mistake) throw DescriptionError({std::move(*mistake)}, description_->text);
}

BlockCascade Model::finite_cascade() const {
  BlockCascade cut = cascade();
  const bool has_matrices =
      !check_num_modes(graph(), description_->file) && !check_num_fields(cut, description_->file);
  // Of a larger network what is not finite is left to the solver, which refuses it.
  if (has_matrices && may_leave_range(cut)) refuse(check_finite(assemble(cut), graph()));
  return cut;
}

LangevinModel Model::langevin_model() const {
  refuse(check_num_modes(graph(), description_->file));
  const BlockCascade cut = cascade();
  refuse(check_num_fields(cut, description_->file));
  LangevinModel model = assemble(cut);
  refuse(check_finite(model, graph()));
  return model;
}

Model Model::at(std::initializer_list<std::pair<std::string, double>> values) const {
  std::vector<std::pair<std::string, Expression>> expressions;
  for (const auto& [name, value] : values) {
    const auto slot = static_cast<std::size_t>(slot_of(*description_, name));
    expressions.emplace_back(name, in_declared_unit(value, parameter_types()[slot]));
    expressions.back().second.place.argument = name;
  }
  return at(expressions);
}

NetworkDescription with_values(NetworkDescription description,
                               std::span<const std::pair<std::string, Expression>> values) {
  std::vector<Mistake> of_the_file;  // reported when the description is compiled
  const std::vector<ValueType> types = plan_parameters(description.parameters, of_the_file).types;
  std::vector<Mistake> mistakes;
  for (const auto& [name, expression] : values) {
    const auto slot = static_cast<std::size_t>(slot_of(description, name));
    description.parameters[slot].value = expression;
    if (check_expressions(description, mistakes); !mistakes.empty()) break;
    const auto inferred = infer(expression, types);
    if (const Mistake* mistake = std::get_if<Mistake>(&inferred)) {
      mistakes.push_back(*mistake);
    } else if (auto unlike =
                   check_like(expression, std::get<ValueType>(inferred), types[slot], name)) {
      mistakes.push_back(*unlike);
    }
  }
  if (!mistakes.empty()) throw DescriptionError(std::move(mistakes));
  return description;
}

Model Model::at(std::span<const std::pair<std::string, Expression>> values) const {
  // A point of a sweep is no new sweep.
  return Model(with_values(*description_, values), {}, Trials::omit);
}

}  // namespace gaussnet
