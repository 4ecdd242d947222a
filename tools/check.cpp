#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <tools/commands.hpp>
#include <tools/model_source.hpp>

namespace gaussnet::tools {
namespace {

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

/// Readout weights need the records, so they are looked at once there is a linear model.
void check_readouts(const Model& model, const LinearModel& linear) {
  const std::vector<double> signs = mass_signs(model.graph());
  std::vector<Mistake> mistakes;
  for (const FigureRequest& request : model.figures()) {
    if (auto mistake = check_readout(request, {linear, signs})) mistakes.push_back(*mistake);
  }
  if (!mistakes.empty()) throw DescriptionError(std::move(mistakes), model.description().text);
}

std::string summary(const Model& model) {
  const LinearModel linear = model.linear_model();
  check_readouts(model, linear);
  std::string text = model.description().file + ": ok: ";
  text += counted(linear.modes.size(), "mode") + ", " + counted(linear.records.size(), "record");
  text += ", " + counted(model.description().parameters.size(), "parameter");
  return text + ", " + counted(model.figures().size(), "result") + "\n";
}

void check(const std::string& file, std::istream& in, Outcome& outcome) {
  try {
    outcome.results += summary(load_model(file, {}, in));
  } catch (const DescriptionError& error) {
    outcome.messages += error.what();
    if (outcome.exit_code == done) outcome.exit_code = model_file;
  } catch (const FileError& error) {
    outcome.messages += std::string("gaussnet: error: ") + error.what() + "\n";
    outcome.exit_code = file_error;
  }
}

}  // namespace

Outcome execute(const CheckOptions& options, std::istream& in) {
  Outcome outcome;
  for (const std::string& file : options.files) check(file, in, outcome);
  return outcome;
}

}  // namespace gaussnet::tools
