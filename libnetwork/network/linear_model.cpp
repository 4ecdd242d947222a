#include <libnetwork/network/linear_model.hpp>
#include <utility>

namespace gaussnet {
namespace {

Matrix symmetrised(const Matrix& matrix) { return 0.5 * (matrix + matrix.transpose()); }

}  // namespace

LinearModel observe(const LangevinModel& model) {
  int records = 0;
  for (const auto& output : model.outputs) records += output.is_record ? output.rows : 0;
  auto measurement = RoundedMatrix::zero(records, model.drift.cols());
  auto feedthrough = RoundedMatrix::zero(records, model.input.cols());
  LinearModel linear{.modes = model.modes, .drift = model.drift};
  int row = 0;
  for (const auto& output : model.outputs) {
    if (!output.is_record) continue;
    const auto from = Eigen::seqN(output.first_row, output.rows);
    const auto to = Eigen::seqN(row, output.rows);
    measurement.value(to, Eigen::all) = model.output(from, Eigen::all);
    measurement.rounding(to, Eigen::all) = model.output_rounding(from, Eigen::all);
    feedthrough.value(to, Eigen::all) = model.feedthrough(from, Eigen::all);
    feedthrough.rounding(to, Eigen::all) = model.feedthrough_rounding(from, Eigen::all);
    for (int k = 1; k <= output.rows; ++k) {
      linear.records.push_back(output.rows == 1 ? output.name
                                                : output.name + "." + std::to_string(k));
    }
    row += output.rows;
  }
  const RoundedMatrix input{model.input, model.input_rounding};
  const RoundedMatrix diffusion = noise_product(input, model.noise, input);
  const RoundedMatrix measured = noise_product(feedthrough, model.noise, feedthrough);
  const RoundedMatrix correlation = noise_product(input, model.noise, feedthrough);
  linear.diffusion = symmetrised(diffusion.value);
  linear.measurement = std::move(measurement.value);
  linear.measurement_noise = symmetrised(measured.value);
  linear.noise_correlation = correlation.value;
  linear.drift_rounding = model.drift_rounding;
  linear.diffusion_rounding = symmetrised(diffusion.rounding);
  linear.measurement_rounding = std::move(measurement.rounding);
  linear.measurement_noise_rounding = symmetrised(measured.rounding);
  linear.noise_correlation_rounding = correlation.rounding;
  return linear;
}

LyapunovEquation lyapunov_equation(const LinearModel& model) {
  return {.drift = model.drift,
          .diffusion = model.diffusion,
          .drift_rounding = model.drift_rounding,
          .diffusion_rounding = model.diffusion_rounding};
}

RiccatiEquation riccati_equation(const LinearModel& model) {
  return {.drift = model.drift,
          .diffusion = model.diffusion,
          .measurement = model.measurement,
          .measurement_noise = model.measurement_noise,
          .noise_correlation = model.noise_correlation,
          .drift_rounding = model.drift_rounding,
          .diffusion_rounding = model.diffusion_rounding,
          .measurement_rounding = model.measurement_rounding,
          .measurement_noise_rounding = model.measurement_noise_rounding,
          .noise_correlation_rounding = model.noise_correlation_rounding};
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
