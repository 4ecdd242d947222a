#include <libnetwork/errors/mistake.hpp>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/network/finite_matrices.hpp>
#include <libnetwork/network/graph.hpp>
#include <limits>

namespace gaussnet {
namespace {

/// Sums of a few entries must not overflow either.
constexpr double kLargest = std::numeric_limits<double>::max() / 16;

/// The diagonal of left N left^T.
Vector noise_powers(const Matrix& left, const std::vector<Noise>& noise) {
  Vector powers = Vector::Zero(left.rows());
  Eigen::Index first = 0;
  for (const Noise& field : noise) {
    const Eigen::Index size = field.covariance.rows();
    const auto part = left.middleCols(first, size);
    powers += (part * field.covariance).cwiseProduct(part).rowwise().sum();
    first += size;
  }
  return powers;
}

/// Neither infinite nor a difference of infinities.
bool is_finite_row(const Matrix& matrix, Eigen::Index row) {
  return (matrix.row(row).array().abs() <= kLargest).all();
}

bool is_finite_row(const Vector& powers, Eigen::Index row) { return powers(row) <= kLargest; }

Mistake too_large(const NetworkGraph& network, const std::string& name, const std::string& what) {
  Mistake mistake{.code = "not-finite",
                  .message = what + " of " + quoted(name) +
                             " leave the range of numbers (1.8e308): a rate times the noise or the "
                             "light that it lets in is too large",
                  .help =
                      "choose a unit of time in which the rates are closer to 1, or lower the "
                      "largest rate, gain or occupation"};
  for (const auto vertex : boost::make_iterator_range(boost::vertices(network.graph))) {
    if (network.graph[vertex].name == name) mistake.place = network.graph[vertex].place;
  }
  return mistake;
}

}  // namespace

std::optional<Mistake> check_finite(const LangevinModel& model, const NetworkGraph& network) {
  const Vector diffusion = noise_powers(model.input, model.noise);
  for (Eigen::Index row = 0; row < model.drift.rows(); ++row) {
    if (is_finite_row(model.drift, row) && is_finite_row(diffusion, row)) continue;
    return too_large(network, model.modes[static_cast<std::size_t>(row / 2)],
                     "drift and diffusion");
  }
  const Vector noise = noise_powers(model.feedthrough, model.noise);
  for (const auto& output : model.outputs) {
    if (!output.is_record) continue;
    for (int row = output.first_row; row < output.first_row + output.rows; ++row) {
      if (is_finite_row(model.output, row) && is_finite_row(noise, row)) continue;
      return too_large(network, output.name, "signal and noise in the record");
    }
  }
  return std::nullopt;
}

}  // namespace gaussnet
