#include <algorithm>
#include <libnetwork/network/langevin_model.hpp>
#include <limits>
#include <utility>

namespace gaussnet {
namespace {

/// Relative rounding of what one mode writes on a field and another reads.
constexpr double kFieldRounding = 8 * std::numeric_limits<double>::epsilon();

/// A field as a function of all modes and all independent noise: field = on_modes r + on_noise w.
struct Field {
  Matrix on_modes{};
  Matrix on_noise{};
};

int noise_size(const std::vector<Noise>& noise) {
  int size = 0;
  for (const Noise& part : noise) size += static_cast<int>(part.covariance.rows());
  return size;
}

/// Independent fields of the whole network: each component's own, each lossy wire's, each open
/// input's.
int count_noise(const BlockCascade& cascade) {
  int size = 0;
  for (const Block& block : cascade.blocks) {
    size += noise_size(block.component.noise);
    for (const Feed& feed : block.inputs) {
      if (feed.block == Feed::vacuum) size += beam_size(cascade.picture);
      if (feed.wire.noise_variance > 0) size += beam_size(cascade.picture);
    }
  }
  return size;
}

class Assembly {
 public:
  explicit Assembly(const BlockCascade& cascade)
      : cascade_(cascade),
        beam_(beam_size(cascade.picture)),
        modes_(2 * static_cast<int>(cascade.modes.size())),
        noise_(count_noise(cascade)),
        left_(cascade.blocks.size()),
        used_(cascade.blocks.size()) {
    model_.modes = cascade.modes;
    model_.drift = Matrix::Zero(modes_, modes_);
    model_.drift_rounding = Matrix::Zero(modes_, modes_);
    model_.input = Matrix::Zero(modes_, noise_);
  }

  LangevinModel run() {
    for (std::size_t k = 0; k < cascade_.blocks.size(); ++k) add(k);
    collect_outputs();
    return std::move(model_);
  }

 private:
  /// Takes the next columns for a fresh field and returns the first.
  int take(const Noise& noise) {
    const int first = taken_;
    taken_ += static_cast<int>(noise.covariance.rows());
    model_.noise.push_back(noise);
    return first;
  }

  Field fresh(const Noise& noise) {
    const auto rows = static_cast<int>(noise.covariance.rows());
    Field field{Matrix::Zero(rows, modes_), Matrix::Zero(rows, noise_)};
    field.on_noise.middleCols(take(noise), rows).setIdentity();
    return field;
  }

  /// What arrives at a port: u = T y + fresh noise of the wire.
  Field arriving(const Feed& feed) {
    Field field;
    if (feed.block == Feed::vacuum) {
      model_.open_inputs.push_back(feed.name);
      field = fresh(thermal_field("vacuum into " + feed.name, channels_per_beam(cascade_.picture)));
    } else {
      const Field& source = left_[static_cast<std::size_t>(feed.block)];
      field.on_modes = source.on_modes.middleRows(feed.port * beam_, beam_);
      field.on_noise = source.on_noise.middleRows(feed.port * beam_, beam_);
    }
    const Matrix through = transfer(feed.wire, cascade_.picture);
    field.on_modes = through * field.on_modes;
    field.on_noise = through * field.on_noise;
    if (feed.wire.noise_variance > 0) {
      field.on_noise +=
          fresh(fresh_noise(feed.wire, cascade_.picture, "loss before " + feed.name)).on_noise;
    }
    return field;
  }

  Field all_arriving(const Block& block) {
    const auto rows = static_cast<int>(block.inputs.size()) * beam_;
    Field together{Matrix::Zero(rows, modes_), Matrix::Zero(rows, noise_)};
    for (std::size_t port = 0; port < block.inputs.size(); ++port) {
      const Field one = arriving(block.inputs[port]);
      together.on_modes.middleRows(static_cast<int>(port) * beam_, beam_) = one.on_modes;
      together.on_noise.middleRows(static_cast<int>(port) * beam_, beam_) = one.on_noise;
    }
    return together;
  }

  /// dx = A x + B u + E_x w and y = C x + F u + E_y w with u eliminated.
  void add(std::size_t k) {
    const Block& block = cascade_.blocks[k];
    const Component& component = block.component;
    const Field u = all_arriving(block);
    Field y{component.feedthrough * u.on_modes, component.feedthrough * u.on_noise};
    Matrix drift = component.input * u.on_modes;
    model_.field_rounding = std::max(model_.field_rounding, component.field_rounding);
    Matrix rounding = (kFieldRounding + 2 * model_.field_rounding) *
                      (component.input.cwiseAbs() * u.on_modes.cwiseAbs());
    Matrix input = component.input * u.on_noise;
    for (std::size_t mode = 0; mode < block.modes.size(); ++mode) {
      const auto local = static_cast<int>(2 * mode);
      const int column = 2 * block.modes[mode];
      drift.middleCols<2>(column) += component.drift.middleCols<2>(local);
      rounding.middleCols<2>(column) += component.drift_rounding.middleCols<2>(local);
      y.on_modes.middleCols<2>(column) += component.output.middleCols<2>(local);
    }
    add_own_noise(component, input, y);
    for (std::size_t mode = 0; mode < block.modes.size(); ++mode) {
      const auto local = static_cast<int>(2 * mode);
      model_.drift.middleRows<2>(2 * block.modes[mode]) = drift.middleRows<2>(local);
      model_.drift_rounding.middleRows<2>(2 * block.modes[mode]) = rounding.middleRows<2>(local);
      model_.input.middleRows<2>(2 * block.modes[mode]) = input.middleRows<2>(local);
    }
    left_[k] = std::move(y);
    release_sources(block);
  }

  void add_own_noise(const Component& component, Matrix& input, Field& y) {
    int local = 0;
    for (const Noise& noise : component.noise) {
      const auto size = static_cast<int>(noise.covariance.rows());
      const int first = take(noise);
      input.middleCols(first, size) += component.mode_noise.middleCols(local, size);
      y.on_noise.middleCols(first, size) += component.output_noise.middleCols(local, size);
      local += size;
    }
  }

  /// A field whose every wire has been walked is forgotten: memory stays O(modes x live wires).
  void release_sources(const Block& block) {
    for (const Feed& feed : block.inputs) {
      if (feed.block == Feed::vacuum) continue;
      const auto source = static_cast<std::size_t>(feed.block);
      used_[source].push_back(feed.port);
      const bool spent = used_[source].size() == cascade_.blocks[source].outputs.size();
      if (spent) left_[source] = {};
    }
  }

  void collect_outputs() {
    std::vector<std::pair<std::size_t, int>> open;  // block, port
    for (std::size_t k = 0; k < cascade_.blocks.size(); ++k) {
      const Block& block = cascade_.blocks[k];
      for (std::size_t port = 0; port < block.outputs.size(); ++port) {
        const auto& used = used_[k];
        const bool is_used =
            std::find(used.begin(), used.end(), static_cast<int>(port)) != used.end();
        if (!is_used) open.emplace_back(k, static_cast<int>(port));
      }
    }
    int rows = 0;
    for (const auto& [k, port] : open) rows += rows_of(k);
    model_.output.resize(rows, modes_);
    model_.feedthrough.resize(rows, noise_);
    rows = 0;
    for (const auto& [k, port] : open) {
      const Block& block = cascade_.blocks[k];
      const int size = rows_of(k);
      model_.output.middleRows(rows, size) = left_[k].on_modes.middleRows(port * size, size);
      model_.feedthrough.middleRows(rows, size) = left_[k].on_noise.middleRows(port * size, size);
      model_.outputs.push_back({.name = block.outputs[static_cast<std::size_t>(port)],
                                .first_row = rows,
                                .rows = size,
                                .is_record = block.is_detector});
      rows += size;
    }
  }

  int rows_of(std::size_t k) const {
    const Block& block = cascade_.blocks[k];
    return block.is_detector ? static_cast<int>(block.component.feedthrough.rows()) : beam_;
  }

  const BlockCascade& cascade_;
  int beam_;
  int modes_;
  int noise_;
  int taken_ = 0;
  LangevinModel model_{};
  std::vector<Field> left_{};  // what has left each block so far
  std::vector<std::vector<int>> used_{};
};

}  // namespace

LangevinModel assemble(const BlockCascade& cascade) { return Assembly(cascade).run(); }

Matrix noise_product(const Matrix& left, const std::vector<Noise>& noise, const Matrix& right,
                     Matrix Noise::*part) {
  Matrix weighted(left.rows(), left.cols());
  int first = 0;
  for (const Noise& field : noise) {
    const auto size = static_cast<int>(field.covariance.rows());
    weighted.middleCols(first, size) = left.middleCols(first, size) * (field.*part);
    first += size;
  }
  return weighted * right.transpose();
}

}  // namespace gaussnet
