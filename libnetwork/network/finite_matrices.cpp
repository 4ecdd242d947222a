#include <libnetwork/errors/mistake.hpp>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/network/finite_matrices.hpp>
#include <libnetwork/network/graph.hpp>
#include <limits>
#include <unordered_map>

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

/// What a component makes of light of power 1 at each of its ports, and of its own noise.
struct Gains {
  Matrix modes{};  // states x input ports
  Matrix outputs{};
  Vector mode_noise{};
  Vector output_noise{};
  bool is_finite = true;
};

Matrix by_port(const Matrix& matrix, Eigen::Index beam) {
  Matrix sums(matrix.rows(), matrix.cols() / beam);
  for (Eigen::Index port = 0; port < sums.cols(); ++port) {
    sums.col(port) = matrix.middleCols(port * beam, beam).rowwise().squaredNorm();
  }
  return sums;
}

Gains gains_of(const Component& part, Eigen::Index beam) {
  const auto fits = [](const Matrix& matrix) { return (matrix.array().abs() <= kLargest).all(); };
  return {.modes = by_port(part.input.value, beam),
          .outputs = by_port(part.feedthrough.value, beam),
          .mode_noise = noise_powers(part.mode_noise.value, part.noise),
          .output_noise = noise_powers(part.output_noise.value, part.noise),
          .is_finite = fits(part.drift.value) && fits(part.output.value)};
}

}  // namespace

bool may_leave_range(const BlockCascade& cascade) {
  const Eigen::Index beam = beam_size(cascade.picture);
  std::unordered_map<const Component*, Gains> known;  // equal stations share their component
  std::vector<std::vector<double>> leaving;           // powers, by block and output port
  for (const Block& block : cascade.blocks) {
    const auto [found, is_new] = known.try_emplace(block.component.get());
    if (is_new) found->second = gains_of(*block.component, beam);
    const Gains& gains = found->second;
    Vector arriving(static_cast<Eigen::Index>(block.inputs.size()));
    for (Eigen::Index port = 0; port < arriving.size(); ++port) {
      const Feed& feed = block.inputs[static_cast<std::size_t>(port)];
      arriving(port) = vacuum_variance;
      if (feed.block == Feed::vacuum) continue;
      const auto from = static_cast<std::size_t>(feed.block);
      arriving(port) = feed.wire.transmitted * leaving[from][static_cast<std::size_t>(feed.port)] +
                       feed.wire.noise_variance;
    }
    const Vector diffusion = gains.modes * arriving + gains.mode_noise;
    const Vector powers = gains.outputs * arriving + gains.output_noise;
    const bool fits = gains.is_finite && (diffusion.array() <= kLargest).all() &&
                      (powers.array() <= kLargest).all();
    if (!fits) return true;
    leaving.emplace_back();
    for (Eigen::Index row = 0; row + beam <= powers.size(); row += beam) {
      leaving.back().push_back(powers.segment(row, beam).maxCoeff());
    }
  }
  return false;
}

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
