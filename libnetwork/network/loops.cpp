#include <algorithm>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/loops.hpp>
#include <libnetwork/network/round_trips.hpp>
#include <optional>
#include <utility>

namespace gaussnet {
namespace {

/// A gain at each step beyond this is not rounding of a lossless network.
constexpr double kLosslessStep = 1 + 1e-9;

/// Where the modes, ports and noises of the parts stand when they are numbered one after the other.
struct Places {
  struct Part {
    int mode_rows = 0;
    int input = 0;
    int output = 0;
    int noise = 0;
  };
  std::vector<Part> first{};
  Part count{};  // of all
  std::vector<PartPort> inputs{};
  std::vector<PartPort> outputs{};
};

Places places_of(const std::vector<Block>& parts) {
  Places places;
  Places::Part& at = places.count;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const Component& part = *parts[k].component;
    places.first.push_back(at);
    for (std::size_t port = 0; port < parts[k].inputs.size(); ++port) {
      places.inputs.push_back({static_cast<int>(k), static_cast<int>(port)});
    }
    for (std::size_t port = 0; port < parts[k].outputs.size(); ++port) {
      places.outputs.push_back({static_cast<int>(k), static_cast<int>(port)});
    }
    at = {at.mode_rows + static_cast<int>(part.drift.rows()),
          static_cast<int>(places.inputs.size()), static_cast<int>(places.outputs.size()),
          at.noise + static_cast<int>(part.mode_noise.cols())};
  }
  return places;
}

void add_hamiltonians(const Merger& merger, RoundedMatrix& drift) {
  const Matrix om = symplectic_form(2);
  for (const auto& [a, b, g] : merger.hamiltonians) {
    const Matrix added = om * g;
    const Matrix rounding = 2 * rounding_unit() * added.cwiseAbs();
    const int at[] = {2 * a, 2 * b};
    for (int row = 0; row < 2; ++row) {
      for (int column = 0; column < 2; ++column) {
        drift.value.block<2, 2>(at[row], at[column]) += added.block<2, 2>(2 * row, 2 * column);
        drift.rounding.block<2, 2>(at[row], at[column]) +=
            rounding.block<2, 2>(2 * row, 2 * column);
      }
    }
  }
}

/// Fields as functions of the modes, of the light from outside, of all noise, and of what rounding
/// has added to the light at each input: columns in that order.
struct Fields {
  Matrix response{};
  Matrix rounding{};  // of the field itself, columns without the last ones
};

class Loops {
 public:
  explicit Loops(const Merger& merger)
      : merger_(merger), beam_(beam_size(merger.picture)), places_(places_of(merger.parts)) {
    size_columns();
    for (int input = 0; input < count_inputs(); ++input) wire(input);
  }

  std::variant<MergedBlock, BadLoop> run() {
    for (const std::vector<int>& ports : ports_in_order()) {
      if (auto bad = eliminate(ports)) return std::move(*bad);
    }
    return assembled();
  }

 private:
  int count_inputs() const { return places_.count.input; }
  int part_of(int input) const { return places_.inputs[static_cast<std::size_t>(input)].part; }
  const Component& component(int part) const {
    return *merger_.parts[static_cast<std::size_t>(part)].component;
  }
  const Places::Part& first(int part) const {
    return places_.first[static_cast<std::size_t>(part)];
  }

  const Feed& feed_of(int input) const {
    const PartPort& port = places_.inputs[static_cast<std::size_t>(input)];
    return merger_.parts[static_cast<std::size_t>(port.part)]
        .inputs[static_cast<std::size_t>(port.port)];
  }

  void size_columns() {
    int outside = 0, lossy = 0;
    for (int input = 0; input < count_inputs(); ++input) {
      const Feed& feed = feed_of(input);
      const bool is_outside = feed.block == Merger::outside;
      outside += is_outside;
      lossy += !is_outside && feed.wire.noise_variance > 0;
    }
    outside_ = places_.count.mode_rows;
    noise_ = outside_ + outside * beam_;
    next_outside_ = outside_;
    next_loss_ = noise_ + places_.count.noise;
    known_ = next_loss_ + lossy * beam_;
    const int rows = count_inputs() * beam_;
    u_ = {Matrix::Zero(rows, known_ + rows), Matrix::Zero(rows, known_)};
    u_.response.rightCols(rows).setIdentity();
    feeders_.resize(static_cast<std::size_t>(count_inputs()));
  }

  /// What reaches an input without running through another, and which others run on to it:
  /// u = T F u + rhs.
  void wire(int input) {
    const Feed& feed = feed_of(input);
    const int row = input * beam_;
    if (feed.block == Merger::outside) {
      u_.response.block(row, next_outside_, beam_, beam_).setIdentity();
      next_outside_ += beam_;
      inputs_.push_back(places_.inputs[static_cast<std::size_t>(input)]);
      return;
    }
    const Component& source = component(feed.block);
    const Places::Part& from = first(feed.block);
    taken_.push_back(from.output + feed.port);
    const RoundedMatrix through = transfer(feed.wire, merger_.picture);
    const auto arriving = [&](const RoundedMatrix& leaving, int column, Eigen::Index columns) {
      return through * leaving.block(feed.port * beam_, column, beam_, columns);
    };
    put(arriving(source.output, 0, source.output.cols()), row, from.mode_rows);
    put(arriving(source.output_noise, 0, source.output_noise.cols()), row, noise_ + from.noise);
    const auto ports = static_cast<int>(source.feedthrough.cols()) / beam_;
    for (int port = 0; port < ports; ++port) {
      RoundedMatrix gain = arriving(source.feedthrough, port * beam_, beam_);
      if (gain.value.isZero(0)) continue;
      feeders_[static_cast<std::size_t>(input)].push_back(
          {from.input + port, input, std::move(gain)});
    }
    if (feed.wire.noise_variance > 0) add_loss(feed, row);
  }

  void put(const RoundedMatrix& part, int row, int column) {
    u_.response.block(row, column, part.rows(), part.cols()) = part.value;
    u_.rounding.block(row, column, part.rows(), part.cols()) = part.rounding;
  }

  void add_loss(const Feed& feed, int row) {
    u_.response.block(row, next_loss_, beam_, beam_).setIdentity();
    next_loss_ += beam_;
    losses_.push_back(fresh_noise(feed.wire, merger_.picture, "loss"));
  }

  /// Input ports grouped by the loops they are in, each group after those that feed it.
  std::vector<std::vector<int>> ports_in_order() const {
    PlainGraph ports(places_.inputs.size());
    for (const auto& feeders : feeders_) {
      for (const RoundTrip::Step& step : feeders) {
        boost::add_edge(static_cast<std::size_t>(step.from), static_cast<std::size_t>(step.to),
                        ports);
      }
    }
    std::vector<std::vector<int>> groups;
    const VertexGroups components = strong_components_in_order(ports);
    for (std::size_t k = 0; k < components.size(); ++k) {
      groups.emplace_back(components[k].begin(), components[k].end());
    }
    return groups;
  }

  auto rows(int port) { return u_.response.middleRows(port * beam_, beam_); }

  /// u of these ports, from those of earlier groups.
  std::optional<BadLoop> eliminate(const std::vector<int>& ports) {
    RoundTrip trip{.ports = static_cast<int>(ports.size()), .beam = beam_};
    for (std::size_t k = 0; k < ports.size(); ++k) {
      for (RoundTrip::Step& step : feeders_[static_cast<std::size_t>(ports[k])]) {
        const auto from = std::lower_bound(ports.begin(), ports.end(), step.from);
        if (from == ports.end() || *from != step.from) {
          add_upstream(step);
          continue;
        }
        trip.steps.push_back(
            {static_cast<int>(from - ports.begin()), static_cast<int>(k), std::move(step.gain)});
      }
    }
    if (trip.steps.empty()) return std::nullopt;
    const RoundTripJudgement judgement = judged(trip);
    if (judgement.kind != RoundTripJudgement::Kind::regular) return bad_loop(judgement, ports);
    note_equal_ways(judgement, ports);
    close(trip, ports);
    return std::nullopt;
  }

  void add_upstream(const RoundTrip::Step& step) {
    const Matrix before = rows(step.from);
    const Matrix added = step.gain.value * before;
    u_.rounding.middleRows(step.to * beam_, beam_) +=
        uncertainty(step.gain) * before.leftCols(known_).cwiseAbs() +
        rounding_of_sum(rows(step.to).leftCols(known_), added.leftCols(known_));
    rows(step.to) += added;
  }

  /// u -> (1 - T F)^{-1} u. Whatever rounding has done on the way, what the ports then miss of
  /// u = T F u + g is known, and is as if so much light had entered there.
  void close(const RoundTrip& trip, const std::vector<int>& ports) {
    Matrix g(trip.ports * beam_, u_.response.cols());
    for (int k = 0; k < trip.ports; ++k) {
      g.middleRows(k * beam_, beam_) = rows(ports[static_cast<std::size_t>(k)]);
    }
    const Matrix u = closed(trip, g);
    Matrix missing = u.leftCols(known_) - g.leftCols(known_);
    Matrix hidden = rounding_unit() * (u.leftCols(known_) + missing).cwiseAbs();
    for (const RoundTrip::Step& step : trip.steps) {
      const auto before = u.middleRows(step.from * beam_, beam_).leftCols(known_);
      missing.middleRows(step.to * beam_, beam_) -= step.gain.value * before;
      hidden.middleRows(step.to * beam_, beam_) += uncertainty(step.gain) * before.cwiseAbs();
    }
    for (int k = 0; k < trip.ports; ++k) {
      const int port = ports[static_cast<std::size_t>(k)];
      rows(port) = u.middleRows(k * beam_, beam_);
      u_.rounding.middleRows(port * beam_, beam_) +=
          missing.middleRows(k * beam_, beam_).cwiseAbs() + hidden.middleRows(k * beam_, beam_);
    }
  }

  BadLoop bad_loop(const RoundTripJudgement& judgement, const std::vector<int>& ports) const {
    const bool is_singular = judgement.kind == RoundTripJudgement::Kind::singular;
    BadLoop bad{.gain = is_singular ? 1 : judgement.gain,
                .is_single = judgement.is_ring,
                .is_singular = is_singular};
    for (const int port : judgement.way) {
      bad.parts.push_back(part_of(ports[static_cast<std::size_t>(port)]));
    }
    return bad;
  }

  void note_equal_ways(const RoundTripJudgement& judgement, const std::vector<int>& ports) {
    if (judgement.is_ring || judgement.uneven_gain <= kLosslessStep) return;
    MergedBlock::EqualWays ways{.gain = judgement.uneven_gain};
    for (const int port : ports) {
      const int part = part_of(port);
      if (ways.parts.empty() || ways.parts.back() != part) ways.parts.push_back(part);
    }
    equal_ways_.push_back(std::move(ways));
  }

  /// X u + what the parts add to it themselves, rows of all parts one after the other.
  struct Own {
    RoundedMatrix Component::*by = nullptr;     // X
    RoundedMatrix Component::*modes = nullptr;  // A or C
    RoundedMatrix Component::*noise = nullptr;  // E_x or E_y
  };
  RoundedMatrix driven(const Own& own, Eigen::Index total_rows) const {
    Fields all{Matrix(total_rows, u_.response.cols()), Matrix(total_rows, known_)};
    Eigen::Index row = 0;
    for (std::size_t k = 0; k < merger_.parts.size(); ++k) {
      const Component& part = *merger_.parts[k].component;
      const RoundedMatrix& by = part.*own.by;
      const Places::Part& at = places_.first[k];
      const auto u = u_.response.middleRows(at.input * beam_, by.cols());
      auto response = all.response.middleRows(row, by.rows());
      auto rounding = all.rounding.middleRows(row, by.rows());
      response.noalias() = by.value * u;
      rounding.noalias() = uncertainty(by) * u.leftCols(known_).cwiseAbs();
      const auto add = [&](const RoundedMatrix& part_own, Eigen::Index column) {
        auto there = response.middleCols(column, part_own.cols());
        rounding.middleCols(column, part_own.cols()) +=
            part_own.rounding + rounding_of_sum(there, part_own.value);
        there += part_own.value;
      };
      add(part.*own.modes, at.mode_rows);
      add(part.*own.noise, noise_ + at.noise);
      row += by.rows();
    }
    all.rounding += all.response.rightCols(u_.response.rows()).cwiseAbs() * u_.rounding;
    return {all.response.leftCols(known_), std::move(all.rounding)};
  }

  /// The columns of the modes, of the outside and of the noise.
  void take_apart(const RoundedMatrix& all, RoundedMatrix& modes, RoundedMatrix& outside,
                  RoundedMatrix& noise) const {
    modes = all.block(0, 0, all.rows(), outside_);
    outside = all.block(0, outside_, all.rows(), noise_ - outside_);
    noise = all.block(0, noise_, all.rows(), known_ - noise_);
  }

  /// The rows of the outputs that no part takes.
  RoundedMatrix of_left_outputs(const RoundedMatrix& all) const {
    auto left = RoundedMatrix::zero(static_cast<int>(left_.size()) * beam_, all.cols());
    for (std::size_t k = 0; k < left_.size(); ++k) {
      const auto to = static_cast<int>(k) * beam_;
      left.value.middleRows(to, beam_) = all.value.middleRows(left_[k] * beam_, beam_);
      left.rounding.middleRows(to, beam_) = all.rounding.middleRows(left_[k] * beam_, beam_);
    }
    return left;
  }

  std::variant<MergedBlock, BadLoop> assembled() {
    MergedBlock block{.inputs = inputs_, .equal_ways = std::move(equal_ways_)};
    for (int output = 0; output < places_.count.output; ++output) {
      if (std::find(taken_.begin(), taken_.end(), output) != taken_.end()) continue;
      block.outputs.push_back(places_.outputs[static_cast<std::size_t>(output)]);
      left_.push_back(output);
    }
    Component m;
    take_apart(driven({&Component::input, &Component::drift, &Component::mode_noise},
                      places_.count.mode_rows),
               m.drift, m.input, m.mode_noise);
    take_apart(of_left_outputs(
                   driven({&Component::feedthrough, &Component::output, &Component::output_noise},
                          places_.count.output * beam_)),
               m.output, m.feedthrough, m.output_noise);
    add_hamiltonians(merger_, m.drift);
    for (const Block& part : merger_.parts) {
      m.noise.insert(m.noise.end(), part.component->noise.begin(), part.component->noise.end());
    }
    m.noise.insert(m.noise.end(), losses_.begin(), losses_.end());
    block.component = std::make_shared<const Component>(std::move(m));
    return block;
  }

  const Merger& merger_;
  int beam_;
  Places places_;
  int outside_ = 0;  // first columns; those of the modes begin at 0
  int noise_ = 0;
  int known_ = 0;  // all but those of what rounding adds
  int next_outside_ = 0, next_loss_ = 0;
  Fields u_{};
  std::vector<std::vector<RoundTrip::Step>> feeders_{};  // T F: what runs on to each input
  std::vector<Noise> losses_{};
  std::vector<MergedBlock::EqualWays> equal_ways_{};
  std::vector<PartPort> inputs_{};
  std::vector<int> taken_{};  // outputs that run to a part
  std::vector<int> left_{};   // outputs that do not
};

}  // namespace

std::variant<MergedBlock, BadLoop> merged(const Merger& merger) { return Loops(merger).run(); }

}  // namespace gaussnet
