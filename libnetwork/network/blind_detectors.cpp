#include <algorithm>
#include <libnetwork/network/blind_detectors.hpp>

namespace gaussnet {
namespace {

using Flags = std::vector<char>;

std::size_t at(int k) { return static_cast<std::size_t>(k); }

/// Follows the light upstream, then downstream.
class Ways {
 public:
  explicit Ways(const BlockCascade& network)
      : network_(network), beam_(beam_size(network.picture)) {
    for (const Block& block : network.blocks) {
      drives_.emplace_back(block.outputs.size(), 0);
      enters_.emplace_back(block.inputs.size(), 0);
      tells_.emplace_back(block.outputs.size(), 0);
    }
    for (std::size_t k = network.blocks.size(); k-- > 0;) go_upstream(k);
    for (std::size_t k = 0; k < network.blocks.size(); ++k) go_downstream(k);
  }

  bool is_blind(std::size_t detector) const { return !tells_[detector].front(); }

 private:
  /// Rows of an output port: of a detector all its records.
  auto rows(const Block& block, const Matrix& matrix, std::size_t output) const {
    const bool is_record = block.is_detector;
    const Eigen::Index first = is_record ? 0 : static_cast<Eigen::Index>(output) * beam_;
    return matrix.middleRows(first, is_record ? matrix.rows() : beam_);
  }
  auto columns(const Matrix& matrix, std::size_t input) const {
    return matrix.middleCols(static_cast<Eigen::Index>(input) * beam_, beam_);
  }
  bool leads(const Block& block, std::size_t input, std::size_t output) const {
    const Matrix& F = block.component->feedthrough.value;
    return !columns(rows(block, F, output), input).isZero(0);
  }

  void go_upstream(std::size_t k) {
    const Block& block = network_.blocks[k];
    for (std::size_t input = 0; input < block.inputs.size(); ++input) {
      bool drives = !columns(block.component->input.value, input).isZero(0);
      for (std::size_t output = 0; output < block.outputs.size(); ++output) {
        drives = drives || (drives_[k][output] && leads(block, input, output));
      }
      enters_[k][input] = drives;
      const Feed& feed = block.inputs[input];
      if (feed.block == Feed::vacuum || feed.wire.transmitted == 0) continue;
      drives_[at(feed.block)][at(feed.port)] = drives;
    }
  }

  bool tells(std::size_t k, std::size_t input) const {
    const Feed& feed = network_.blocks[k].inputs[input];
    const bool is_fed = feed.block != Feed::vacuum;
    const bool is_noisy = !is_fed || feed.wire.noise_variance > 0;
    if (is_noisy && enters_[k][input]) return true;
    return is_fed && feed.wire.transmitted > 0 && tells_[at(feed.block)][at(feed.port)];
  }

  void go_downstream(std::size_t k) {
    const Block& block = network_.blocks[k];
    for (std::size_t output = 0; output < block.outputs.size(); ++output) {
      bool tells_of_modes = !rows(block, block.component->output.value, output).isZero(0) ||
                            tells_of_own_noise(k, output);
      for (std::size_t input = 0; input < block.inputs.size(); ++input) {
        tells_of_modes = tells_of_modes || (leads(block, input, output) && tells(k, input));
      }
      tells_[k][output] = tells_of_modes;
    }
  }

  bool tells_of_own_noise(std::size_t k, std::size_t output) const {
    const Block& block = network_.blocks[k];
    const Matrix& on_modes = block.component->mode_noise.value;
    const Matrix& on_outputs = block.component->output_noise.value;
    Eigen::Index first = 0;
    for (const Noise& noise : block.component->noise) {
      const auto part = Eigen::seqN(first, noise.covariance.rows());
      first += noise.covariance.rows();
      const auto leaves = [&](std::size_t port) {
        return !rows(block, on_outputs, port)(Eigen::all, part).isZero(0);
      };
      if (!leaves(output)) continue;
      bool drives = !on_modes(Eigen::all, part).isZero(0);
      for (std::size_t other = 0; other < block.outputs.size(); ++other) {
        drives = drives || (drives_[k][other] && leaves(other));
      }
      if (drives) return true;
    }
    return false;
  }

  const BlockCascade& network_;
  Eigen::Index beam_;
  std::vector<Flags> drives_{};  // of each output: whether its light goes on to a mode
  std::vector<Flags> enters_{};  // of each input: the same
  std::vector<Flags> tells_{};   // of each output: of a mode, or of noise that drives one
};

}  // namespace

std::vector<std::string> blind_detectors(const BlockCascade& network) {
  const auto is_detector = [](const Block& block) { return block.is_detector; };
  std::vector<std::string> blind;
  if (std::none_of(network.blocks.begin(), network.blocks.end(), is_detector)) return blind;
  const Ways ways(network);
  for (std::size_t k = 0; k < network.blocks.size(); ++k) {
    if (!network.blocks[k].is_detector || !ways.is_blind(k)) continue;
    blind.push_back(network.blocks[k].outputs.front());
  }
  return blind;
}

}  // namespace gaussnet
