#include <algorithm>
#include <libnetwork/network/langevin_model.hpp>
#include <utility>

namespace gaussnet {
namespace {

/// A field as a function of all modes, of all independent noise, and of what rounding has added to
/// the fields before it: field = on_modes r + on_noise w + on_added e. Columns modes, noise, added.
struct Field {
  Matrix response{};
  Matrix rounding{};  // what rounding has added to the field itself, columns modes and noise
};

/// Inputs where rounding may add to the light: those that another block feeds.
int count_fed(const BlockCascade& cascade) {
  int inputs = 0;
  for (const Block& block : cascade.blocks) {
    inputs += static_cast<int>(
        std::count_if(block.inputs.begin(), block.inputs.end(),
                      [](const Feed& feed) { return feed.block != Feed::vacuum; }));
  }
  return inputs;
}

class Assembly {
 public:
  explicit Assembly(const BlockCascade& cascade)
      : cascade_(cascade),
        beam_(beam_size(cascade.picture)),
        modes_(2 * static_cast<int>(cascade.modes.size())),
        noise_(count_noise(cascade)),
        added_(beam_ * count_fed(cascade)),
        left_(cascade.blocks.size()),
        used_(cascade.blocks.size()),
        rate_(Matrix::Zero(modes_, width())),
        rate_rounding_(Matrix::Zero(modes_, modes_ + noise_)),
        size_of_added_(Matrix::Zero(added_, modes_ + noise_)) {
    model_.modes = cascade.modes;
  }

  LangevinModel run() {
    for (std::size_t k = 0; k < cascade_.blocks.size(); ++k) add(k);
    collect_outputs();
    const Matrix rounding = with_added(rate_, std::move(rate_rounding_));
    model_.drift = rate_.leftCols(modes_);
    model_.input = rate_.middleCols(modes_, noise_);
    model_.drift_rounding = rounding.leftCols(modes_);
    model_.input_rounding = rounding.rightCols(noise_);
    return std::move(model_);
  }

 private:
  int width() const { return modes_ + noise_ + added_; }

  /// Takes the next columns for a fresh field and returns the first.
  int take(const Noise& noise) {
    const int first = modes_ + taken_;
    taken_ += static_cast<int>(noise.covariance.rows());
    model_.noise.push_back(noise);
    return first;
  }

  /// own + |on_added| |e|
  Matrix with_added(const Matrix& response, Matrix own) const {
    if (taken_by_added_ == 0) return own;
    own += response.middleCols(modes_ + noise_, taken_by_added_).cwiseAbs() *
           size_of_added_.topRows(taken_by_added_);
    return own;
  }

  /// From here on the rounding of the field is carried as light that has been added to it.
  void add_rounding(Field& field) {
    if (!field.rounding.isZero(0)) {
      const Eigen::Index rows = field.rounding.rows();
      field.response.middleCols(modes_ + noise_ + taken_by_added_, rows).setIdentity();
      size_of_added_.middleRows(taken_by_added_, rows) = field.rounding;
      taken_by_added_ += static_cast<int>(rows);
    }
    field.rounding.resize(0, 0);
  }

  /// What arrives at a port: u = T y + fresh noise of the wire.
  Field arriving(const Feed& feed) {
    Field field{Matrix::Zero(beam_, width()), Matrix::Zero(beam_, modes_ + noise_)};
    if (feed.block == Feed::vacuum) {
      model_.open_inputs.push_back(feed.name);
      const Noise vacuum =
          thermal_field("vacuum into " + feed.name, channels_per_beam(cascade_.picture));
      field.response.middleCols(take(vacuum), beam_).setIdentity();
      return field;
    }
    const Field& source = left_[static_cast<std::size_t>(feed.block)];
    const Matrix leaving = source.response.middleRows(feed.port * beam_, beam_);
    const RoundedMatrix through = transfer(feed.wire, cascade_.picture);
    field.response = through.value * leaving;
    field.rounding =
        uncertainty(through) * leaving.leftCols(modes_ + noise_).cwiseAbs() +
        through.value.cwiseAbs() * source.rounding.middleRows(feed.port * beam_, beam_);
    add_rounding(field);
    if (feed.wire.noise_variance > 0) {
      const Noise fresh = fresh_noise(feed.wire, cascade_.picture, "loss before " + feed.name);
      field.response.middleCols(take(fresh), beam_).setIdentity();
    }
    return field;
  }

  Matrix all_arriving(const Block& block) {
    Matrix together(static_cast<int>(block.inputs.size()) * beam_, width());
    for (std::size_t port = 0; port < block.inputs.size(); ++port) {
      together.middleRows(static_cast<int>(port) * beam_, beam_) =
          arriving(block.inputs[port]).response;
    }
    return together;
  }

  /// X u and what rounding of X and of the product leaves open.
  Field driven(const RoundedMatrix& by, const Matrix& u) const {
    return {by.value * u, uncertainty(by) * u.leftCols(modes_ + noise_).cwiseAbs()};
  }

  /// field += part on columns that begin at `column`.
  static void add_to(Field& field, Eigen::Index column, const RoundedMatrix& part) {
    auto there = field.response.middleCols(column, part.cols());
    field.rounding.middleCols(column, part.cols()) +=
        part.rounding + rounding_of_sum(there, part.value);
    there += part.value;
  }

  /// dx = A x + B u + E_x w and y = C x + F u + E_y w with u eliminated.
  void add(std::size_t k) {
    const Block& block = cascade_.blocks[k];
    const Component& component = *block.component;
    const Matrix u = all_arriving(block);
    Field y = driven(component.feedthrough, u);
    Field rate = driven(component.input, u);
    for (std::size_t mode = 0; mode < block.modes.size(); ++mode) {
      const auto local = static_cast<int>(2 * mode);
      const int column = 2 * block.modes[mode];
      add_to(rate, column, component.drift.block(0, local, component.drift.rows(), 2));
      add_to(y, column, component.output.block(0, local, component.output.rows(), 2));
    }
    add_own_noise(block, rate, y);
    for (std::size_t mode = 0; mode < block.modes.size(); ++mode) {
      const auto local = static_cast<int>(2 * mode);
      rate_.middleRows<2>(2 * block.modes[mode]) = rate.response.middleRows<2>(local);
      rate_rounding_.middleRows<2>(2 * block.modes[mode]) = rate.rounding.middleRows<2>(local);
    }
    model_.equal_ways.insert(model_.equal_ways.end(), block.equal_ways.begin(),
                             block.equal_ways.end());
    left_[k] = std::move(y);
    release_sources(block);
  }

  void add_own_noise(const Block& block, Field& rate, Field& y) {
    const Component& component = *block.component;
    int local = 0;
    for (std::size_t k = 0; k < component.noise.size(); ++k) {
      const auto size = static_cast<int>(component.noise[k].covariance.rows());
      const int first = take(component.noise[k]);
      model_.noise.back().label = noise_name(block, k);
      add_to(rate, first, component.mode_noise.block(0, local, rate.response.rows(), size));
      add_to(y, first, component.output_noise.block(0, local, y.response.rows(), size));
      local += size;
    }
  }

  /// A field whose every wire has been walked is forgotten.
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
    Matrix response(rows, width()), rounding(rows, modes_ + noise_);
    rows = 0;
    for (const auto& [k, port] : open) {
      const Block& block = cascade_.blocks[k];
      const int size = rows_of(k);
      response.middleRows(rows, size) = left_[k].response.middleRows(port * size, size);
      rounding.middleRows(rows, size) = left_[k].rounding.middleRows(port * size, size);
      model_.outputs.push_back({.name = block.outputs[static_cast<std::size_t>(port)],
                                .first_row = rows,
                                .rows = size,
                                .is_record = block.is_detector});
      rows += size;
    }
    rounding = with_added(response, std::move(rounding));
    model_.output = response.leftCols(modes_);
    model_.feedthrough = response.middleCols(modes_, noise_);
    model_.output_rounding = rounding.leftCols(modes_);
    model_.feedthrough_rounding = rounding.rightCols(noise_);
  }

  int rows_of(std::size_t k) const {
    const Block& block = cascade_.blocks[k];
    return block.is_detector ? static_cast<int>(block.component->feedthrough.rows()) : beam_;
  }

  const BlockCascade& cascade_;
  int beam_;
  int modes_;
  int noise_;
  int added_;  // at most, by rounding
  int taken_ = 0;
  int taken_by_added_ = 0;
  LangevinModel model_{};
  std::vector<Field> left_{};  // what has left each block so far
  std::vector<std::vector<int>> used_{};
  Matrix rate_{};           // dr/dt as a field
  Matrix rate_rounding_{};  // what rounding adds to it at the modes themselves
  Matrix size_of_added_{};  // |e|, columns modes and noise
};

}  // namespace

LangevinModel assemble(const BlockCascade& cascade) { return Assembly(cascade).run(); }

RoundedMatrix noise_product(const RoundedMatrix& left, const std::vector<Noise>& noise,
                            const RoundedMatrix& right) {
  RoundedMatrix weighted{Matrix(left.rows(), left.cols()), Matrix(left.rows(), left.cols())};
  int first = 0;
  for (const Noise& field : noise) {
    const auto size = static_cast<int>(field.covariance.rows());
    const RoundedMatrix part =
        left.block(0, first, left.rows(), size) * RoundedMatrix{field.covariance, field.rounding};
    weighted.value.middleCols(first, size) = part.value;
    weighted.rounding.middleCols(first, size) = part.rounding;
    first += size;
  }
  return weighted * right.transpose();
}

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
