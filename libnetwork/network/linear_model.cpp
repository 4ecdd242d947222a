#include <libnetwork/network/linear_model.hpp>

namespace gaussnet {
namespace {

Matrix symmetrised(const Matrix& matrix) { return 0.5 * (matrix + matrix.transpose()); }

}  // namespace

LinearModel observe(const LangevinModel& model) {
  int records = 0;
  for (const auto& output : model.outputs) records += output.is_record ? output.rows : 0;
  Matrix measurement(records, model.drift.cols());
  Matrix feedthrough(records, model.input.cols());
  LinearModel linear{.modes = model.modes, .drift = model.drift};
  int row = 0;
  for (const auto& output : model.outputs) {
    if (!output.is_record) continue;
    measurement.middleRows(row, output.rows) =
        model.output.middleRows(output.first_row, output.rows);
    feedthrough.middleRows(row, output.rows) =
        model.feedthrough.middleRows(output.first_row, output.rows);
    for (int k = 1; k <= output.rows; ++k) {
      linear.records.push_back(output.rows == 1 ? output.name
                                                : output.name + "." + std::to_string(k));
    }
    row += output.rows;
  }
  linear.diffusion = symmetrised(noise_product(model.input, model.noise, model.input));
  linear.measurement_noise = symmetrised(noise_product(feedthrough, model.noise, feedthrough));
  linear.noise_correlation = noise_product(model.input, model.noise, feedthrough);
  linear.measurement = std::move(measurement);
  linear.drift_rounding = model.drift_rounding;
  linear.noise_rounding = 2 * model.field_rounding;  // both factors of B N B^T
  return linear;
}

std::vector<std::string> quadrature_names(const std::vector<std::string>& modes) {
  std::vector<std::string> names;
  for (const std::string& mode : modes) {
    names.push_back(mode + ".X");
    names.push_back(mode + ".P");
  }
  return names;
}

}  // namespace gaussnet
