#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/loops.hpp>
#include <limits>
#include <optional>
#include <utility>

namespace gaussnet {
namespace {

/// A lossless loop has the gain 1 up to rounding.
constexpr double kLossless = 1e-9;
/// 1 - T F whose reciprocal condition number is below this has no inverse to speak of.
constexpr double kSingular = 1e-13;
/// Relative rounding of products of a few factors.
constexpr double kRounding = 8 * std::numeric_limits<double>::epsilon();

/// The parts side by side, as if no light ran between them.
struct SideBySide {
  Component component{};
  std::vector<int> first_input{};  // of each part, in beams
  std::vector<int> first_output{};
  std::vector<PartPort> inputs{};
  std::vector<PartPort> outputs{};
};

struct Sizes {
  Eigen::Index modes = 0, inputs = 0, outputs = 0, noise = 0;
};

Sizes sizes_of(const Component& part) {
  return {part.drift.rows(), part.input.cols(), part.output.rows(), part.mode_noise.cols()};
}

Component empty_component(const Sizes& size) {
  Component component;
  component.drift = Matrix::Zero(size.modes, size.modes);
  component.drift_rounding = Matrix::Zero(size.modes, size.modes);
  component.input = Matrix::Zero(size.modes, size.inputs);
  component.output = Matrix::Zero(size.outputs, size.modes);
  component.feedthrough = Matrix::Zero(size.outputs, size.inputs);
  component.mode_noise = Matrix::Zero(size.modes, size.noise);
  component.output_noise = Matrix::Zero(size.outputs, size.noise);
  return component;
}

/// Copies a part into its place on the block diagonal.
void put(const Component& part, const Sizes& at, Component& whole) {
  const Sizes size = sizes_of(part);
  whole.drift.block(at.modes, at.modes, size.modes, size.modes) = part.drift;
  whole.drift_rounding.block(at.modes, at.modes, size.modes, size.modes) = part.drift_rounding;
  whole.input.block(at.modes, at.inputs, size.modes, size.inputs) = part.input;
  whole.output.block(at.outputs, at.modes, size.outputs, size.modes) = part.output;
  whole.feedthrough.block(at.outputs, at.inputs, size.outputs, size.inputs) = part.feedthrough;
  whole.mode_noise.block(at.modes, at.noise, size.modes, size.noise) = part.mode_noise;
  whole.output_noise.block(at.outputs, at.noise, size.outputs, size.noise) = part.output_noise;
  whole.noise.insert(whole.noise.end(), part.noise.begin(), part.noise.end());
}

SideBySide side_by_side(const Merger& merger) {
  Sizes total;
  for (const Block& part : merger.parts) {
    const Sizes size = sizes_of(part.component);
    total = {total.modes + size.modes, total.inputs + size.inputs, total.outputs + size.outputs,
             total.noise + size.noise};
  }
  SideBySide all{.component = empty_component(total)};
  Sizes at;
  for (std::size_t k = 0; k < merger.parts.size(); ++k) {
    const Block& part = merger.parts[k];
    all.first_input.push_back(static_cast<int>(all.inputs.size()));
    all.first_output.push_back(static_cast<int>(all.outputs.size()));
    for (std::size_t port = 0; port < part.inputs.size(); ++port) {
      all.inputs.push_back({static_cast<int>(k), static_cast<int>(port)});
    }
    for (std::size_t port = 0; port < part.outputs.size(); ++port) {
      all.outputs.push_back({static_cast<int>(k), static_cast<int>(port)});
    }
    put(part.component, at, all.component);
    const Sizes size = sizes_of(part.component);
    at = {at.modes + size.modes, at.inputs + size.inputs, at.outputs + size.outputs,
          at.noise + size.noise};
  }
  return all;
}

void add_hamiltonians(const Merger& merger, Component& component) {
  const Matrix om = symplectic_form(2);
  for (const auto& [a, b, g] : merger.hamiltonians) {
    const Matrix drift = om * g;
    const Matrix rounding = std::numeric_limits<double>::epsilon() * drift.cwiseAbs();
    const int at[] = {2 * a, 2 * b};
    for (int row = 0; row < 2; ++row) {
      for (int column = 0; column < 2; ++column) {
        component.drift.block<2, 2>(at[row], at[column]) += drift.block<2, 2>(2 * row, 2 * column);
        component.drift_rounding.block<2, 2>(at[row], at[column]) +=
            rounding.block<2, 2>(2 * row, 2 * column);
      }
    }
  }
}

/// Where the light of each port of a group goes on to in the group.
using Steps = std::vector<std::vector<std::size_t>>;

Steps steps_within(const Matrix& within, int beam) {
  const auto size = static_cast<std::size_t>(within.rows() / beam);
  Steps steps(size);
  for (std::size_t from = 0; from < size; ++from) {
    for (std::size_t to = 0; to < size; ++to) {
      const auto block =
          within.block(static_cast<int>(to) * beam, static_cast<int>(from) * beam, beam, beam);
      if (!block.isZero(0)) steps[from].push_back(to);
    }
  }
  return steps;
}

/// The shortest way from port 0 back to it.
std::vector<std::size_t> one_round(const Steps& steps) {
  std::vector<std::size_t> reached{0}, before{0};
  for (std::size_t k = 0; k < reached.size(); ++k) {
    for (const std::size_t to : steps[reached[k]]) {
      if (to == 0) {
        std::vector<std::size_t> round;
        for (std::size_t back = k; back != 0; back = before[back]) round.push_back(reached[back]);
        round.push_back(0);
        std::reverse(round.begin(), round.end());
        return round;
      }
      if (std::find(reached.begin(), reached.end(), to) != reached.end()) continue;
      reached.push_back(to);
      before.push_back(k);
    }
  }
  return {0};
}

class Loops {
 public:
  explicit Loops(const Merger& merger)
      : merger_(merger), beam_(beam_size(merger.picture)), all_(side_by_side(merger)) {
    add_hamiltonians(merger_, all_.component);
    wire();
  }

  std::variant<MergedBlock, BadLoop> run() {
    for (const std::vector<int>& ports : ports_in_order()) {
      if (auto bad = eliminate(ports)) return std::move(*bad);
    }
    return assembled();
  }

 private:
  int count_inputs() const { return static_cast<int>(all_.inputs.size()); }

  const Feed& feed_of(int input) const {
    const PartPort& port = all_.inputs[static_cast<std::size_t>(input)];
    return merger_.parts[static_cast<std::size_t>(port.part)]
        .inputs[static_cast<std::size_t>(port.port)];
  }

  int output_of(const Feed& feed) const {
    return all_.first_output[static_cast<std::size_t>(feed.block)] + feed.port;
  }

  /// T, and what reaches each input without running through another: u = T F u + rhs, rhs a
  /// function of the modes, the light from outside and the fresh noise.
  void wire() {
    const Component& c = all_.component;
    const int rows = count_inputs() * beam_;
    Matrix through = Matrix::Zero(rows, c.output.rows());
    std::vector<int> outside, lossy;
    for (int input = 0; input < count_inputs(); ++input) {
      const Feed& feed = feed_of(input);
      if (feed.block == Merger::outside) {
        outside.push_back(input);
        continue;
      }
      through.block(input * beam_, output_of(feed) * beam_, beam_, beam_) =
          transfer(feed.wire, merger_.picture);
      taken_.push_back(output_of(feed));
      if (feed.wire.noise_variance > 0) lossy.push_back(input);
    }
    round_trip_ = through * c.feedthrough;
    on_modes_ = through * c.output;
    rounding_ = kRounding * (through.cwiseAbs() * c.output.cwiseAbs());
    on_outside_ = Matrix::Zero(rows, static_cast<int>(outside.size()) * beam_);
    for (std::size_t k = 0; k < outside.size(); ++k) {
      on_outside_.block(outside[k] * beam_, static_cast<int>(k) * beam_, beam_, beam_)
          .setIdentity();
      inputs_.push_back(all_.inputs[static_cast<std::size_t>(outside[k])]);
    }
    add_losses(lossy, through * c.output_noise);
  }

  /// Appends the fresh noise of the wires between the parts.
  void add_losses(const std::vector<int>& lossy, const Matrix& own) {
    const Eigen::Index added = static_cast<Eigen::Index>(lossy.size()) * beam_;
    on_noise_ = Matrix::Zero(own.rows(), own.cols() + added);
    on_noise_.leftCols(own.cols()) = own;
    Component& c = all_.component;
    for (std::size_t k = 0; k < lossy.size(); ++k) {
      on_noise_
          .block(lossy[k] * beam_, own.cols() + static_cast<Eigen::Index>(k) * beam_, beam_, beam_)
          .setIdentity();
      const Feed& feed = feed_of(lossy[k]);
      c.add_noise(fresh_noise(feed.wire, merger_.picture, "loss before " + feed.name),
                  Matrix::Zero(c.drift.rows(), beam_), Matrix::Zero(c.output.rows(), beam_));
    }
  }

  bool passes(int from, int to) const {
    return !round_trip_.block(to * beam_, from * beam_, beam_, beam_).isZero(0);
  }

  /// Input ports grouped by the loops they are in, each group after those that feed it, so that
  /// what is no loop is only substituted and exact zeros stay zeros.
  std::vector<std::vector<int>> ports_in_order() const {
    PlainGraph ports(all_.inputs.size());
    for (int from = 0; from < count_inputs(); ++from) {
      for (int to = 0; to < count_inputs(); ++to) {
        if (passes(from, to)) {
          boost::add_edge(static_cast<std::size_t>(from), static_cast<std::size_t>(to), ports);
        }
      }
    }
    std::vector<std::vector<int>> groups;
    for (const auto& members : strong_components_in_order(ports)) {
      groups.emplace_back(members.begin(), members.end());
    }
    return groups;
  }

  /// u of these ports, from those of earlier groups.
  std::optional<BadLoop> eliminate(const std::vector<int>& ports) {
    const auto size = static_cast<int>(ports.size()) * beam_;
    const bool is_loop = ports.size() > 1 || passes(ports[0], ports[0]);
    Matrix within = Matrix::Zero(size, size);
    for (std::size_t k = 0; k < ports.size(); ++k) {
      for (std::size_t l = 0; l < ports.size() && is_loop; ++l) {
        auto block = round_trip_.block(ports[k] * beam_, ports[l] * beam_, beam_, beam_);
        within.block(static_cast<int>(k) * beam_, static_cast<int>(l) * beam_, beam_, beam_) =
            block;
        block.setZero();
      }
    }
    for (const int port : ports) add_upstream(port);
    if (is_loop) {
      if (auto bad = judged(ports, within)) return bad;
      close(ports, within);
    }
    return std::nullopt;
  }

  void add_upstream(int port) {
    const int row = port * beam_;
    const Matrix t = round_trip_.middleRows(row, beam_);
    if (t.isZero(0)) return;
    rounding_.middleRows(row, beam_) +=
        t.cwiseAbs() * (rounding_ + kRounding * on_modes_.cwiseAbs());
    on_modes_.middleRows(row, beam_) += t * on_modes_;
    on_outside_.middleRows(row, beam_) += t * on_outside_;
    on_noise_.middleRows(row, beam_) += t * on_noise_;
  }

  /// u -> (1 - T F)^{-1} u for the ports of one group.
  void close(const std::vector<int>& ports, const Matrix& within) {
    const Matrix identity = Matrix::Identity(within.rows(), within.cols());
    const Matrix closed = (identity - within).inverse();
    const Matrix size = closed.cwiseAbs();
    // The inverse itself is rounded by |K| |1 - TF| |K| eps.
    const Matrix gathered = gather(on_modes_, ports);
    const Matrix rounding =
        size * (gather(rounding_, ports) + kRounding * gathered.cwiseAbs() +
                kRounding * (identity - within).cwiseAbs() * (size * gathered.cwiseAbs()));
    scatter(closed * gathered, ports, on_modes_);
    scatter(rounding, ports, rounding_);
    scatter(closed * gather(on_outside_, ports), ports, on_outside_);
    scatter(closed * gather(on_noise_, ports), ports, on_noise_);
  }

  Matrix gather(const Matrix& rows, const std::vector<int>& ports) const {
    Matrix some(static_cast<int>(ports.size()) * beam_, rows.cols());
    for (std::size_t k = 0; k < ports.size(); ++k) {
      some.middleRows(static_cast<int>(k) * beam_, beam_) =
          rows.middleRows(ports[k] * beam_, beam_);
    }
    return some;
  }

  void scatter(const Matrix& some, const std::vector<int>& ports, Matrix& rows) const {
    for (std::size_t k = 0; k < ports.size(); ++k) {
      rows.middleRows(ports[k] * beam_, beam_) =
          some.middleRows(static_cast<int>(k) * beam_, beam_);
    }
  }

  std::optional<BadLoop> judged(const std::vector<int>& ports, const Matrix& within) const {
    const double step = within.eigenvalues().cwiseAbs().maxCoeff();
    BadLoop bad;
    if (step > 1 + kLossless) {
      bad.gain = step;
    } else {
      const Matrix open = Matrix::Identity(within.rows(), within.cols()) - within;
      if (Eigen::PartialPivLU<Matrix>(open).rcond() > kSingular) return std::nullopt;
      bad.gain = 1;
      bad.is_singular = true;
    }
    const Steps steps = steps_within(within, beam_);
    bad.is_single = std::all_of(steps.begin(), steps.end(),
                                [](const auto& onwards) { return onwards.size() == 1; });
    if (bad.is_single) bad.gain = std::pow(bad.gain, static_cast<double>(ports.size()));
    for (const std::size_t local : one_round(steps)) {
      bad.parts.push_back(all_.inputs[static_cast<std::size_t>(ports[local])].part);
    }
    return bad;
  }

  std::variant<MergedBlock, BadLoop> assembled() {
    const Component& c = all_.component;
    MergedBlock block{.inputs = inputs_};
    for (int output = 0; output < static_cast<int>(all_.outputs.size()); ++output) {
      if (std::find(taken_.begin(), taken_.end(), output) == taken_.end()) {
        block.outputs.push_back(all_.outputs[static_cast<std::size_t>(output)]);
        left_.push_back(output);
      }
    }
    Component& m = block.component;
    m.drift = c.drift + c.input * on_modes_;
    m.drift_rounding =
        c.drift_rounding + c.input.cwiseAbs() * (rounding_ + kRounding * on_modes_.cwiseAbs());
    m.input = c.input * on_outside_;
    m.mode_noise = c.mode_noise + c.input * on_noise_;
    m.output = gather(c.output + c.feedthrough * on_modes_, left_);
    m.feedthrough = gather(c.feedthrough * on_outside_, left_);
    m.output_noise = gather(c.output_noise + c.feedthrough * on_noise_, left_);
    m.noise = c.noise;
    return block;
  }

  const Merger& merger_;
  int beam_;
  SideBySide all_;
  Matrix round_trip_{};  // T F; what has been eliminated is 0
  Matrix on_modes_{}, on_outside_{}, on_noise_{};
  Matrix rounding_{};  // |on_modes - exact|
  std::vector<PartPort> inputs_{};
  std::vector<int> taken_{};  // outputs that run to a part
  std::vector<int> left_{};   // outputs that do not
};

}  // namespace

std::variant<MergedBlock, BadLoop> merged(const Merger& merger) { return Loops(merger).run(); }

}  // namespace gaussnet
