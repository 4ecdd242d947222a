#include <Eigen/SVD>
#include <algorithm>
#include <libnetwork/linear/cascade_plan.hpp>
#include <libnetwork/linear/failures.hpp>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>

namespace gaussnet {
namespace {

// Roundings of solving a 2 x 2 equation, and of adding up what it is made of.
constexpr double kOfSolving = 12;
constexpr double kOfAdding = 3;

/// ||X||_2, never from below.
double largest_gain(const Matrix& X) {
  if (X.size() == 0) return 0;
  return Eigen::JacobiSVD<Matrix>(X).singularValues()(0) * (1 + 8 * rounding_unit());
}

/// What is unsure of X y besides y, entrywise beside |y|, if the product is added to others.
Matrix uncertain_sum(const RoundedMatrix& X) {
  return uncertainty(X) + kOfAdding * rounding_unit() * X.value.cwiseAbs();
}

int rows_of(const RoundedMatrix& matrix) { return static_cast<int>(matrix.rows()); }

RoundedMatrix columns(const RoundedMatrix& x, int first, int count) {
  return x.block(0, first, x.rows(), count);
}

RoundedMatrix rows(const RoundedMatrix& x, int first, int count) {
  return x.block(first, 0, count, x.cols());
}

void copy(RoundedMatrix& into, Eigen::Index row, Eigen::Index column, const RoundedMatrix& from) {
  into.value.block(row, column, from.rows(), from.cols()) = from.value;
  into.rounding.block(row, column, from.rows(), from.cols()) = from.rounding;
}

/// What a failure says of the states of one block, for the states along the cascade.
[[noreturn]] void refuse(Eigenmode mode, int first_state, int states) {
  std::vector<double> participation(static_cast<std::size_t>(states), 0.0);
  std::copy(mode.participation.begin(), mode.participation.end(),
            participation.begin() + first_state);
  mode.participation = std::move(participation);
  mode.state += first_state;
  throw NotStable(std::move(mode));
}

void check(const Cascade& cascade) {
  const auto fail = [](const char* what) { throw std::invalid_argument(what); };
  for (const Cascade::Kind& kind : cascade.kinds) {
    if (kind.drift.rows() % 2 != 0) fail("cascade: states come in pairs");
    if (kind.drift.cols() != kind.drift.rows() || kind.input.rows() != kind.drift.rows() ||
        kind.output.cols() != kind.drift.rows() || kind.feedthrough.rows() != kind.output.rows() ||
        kind.feedthrough.cols() != kind.input.cols()) {
      fail("cascade: the matrices of a kind do not fit each other");
    }
  }
  for (std::size_t k = 0; k < cascade.blocks.size(); ++k) {
    const Cascade::Block& block = cascade.blocks[k];
    const Cascade::Kind& kind = cascade.kinds.at(static_cast<std::size_t>(block.kind));
    if (static_cast<Eigen::Index>(block.feeds.size()) * cascade.field != kind.input.cols()) {
      fail("cascade: a block needs one feed for each input port");
    }
    for (const Cascade::Feed& feed : block.feeds) {
      if (feed.block >= static_cast<int>(k)) fail("cascade: a block feeds on a later one");
      if (feed.wire < 0 || feed.wire >= static_cast<int>(cascade.wires.size())) {
        fail("cascade: a feed without a wire");
      }
    }
  }
}

}  // namespace

CascadePlan::CascadePlan(const Cascade& cascade) : cascade_(cascade) {
  check(cascade);
  const std::size_t blocks = cascade.blocks.size();
  stations_.resize(blocks);
  own_offset_.resize(blocks);
  std::ptrdiff_t offset = 0;
  for (std::size_t k = 0; k < blocks; ++k) {
    const int modes = rows_of(cascade.kinds[at(cascade.blocks[k].kind)].drift) / 2;
    stations_[k].first_mode = num_modes_;
    stations_[k].modes = modes;
    own_offset_[k] = offset;
    offset += 4 * static_cast<std::ptrdiff_t>(modes) * modes;
    num_modes_ += modes;
    largest_modes_ = std::max(largest_modes_, modes);
  }
  own_size_ = static_cast<std::size_t>(offset);
  abscissa_ = -std::numeric_limits<double>::infinity();
  std::vector<int> first_of(cascade.kinds.size(), -1);
  for (std::size_t k = blocks; k-- > 0;) first_of[at(cascade.blocks[k].kind)] = static_cast<int>(k);
  bases_.resize(cascade.kinds.size());
  for (std::size_t k = 0; k < cascade.kinds.size(); ++k) {
    if (first_of[k] < 0) continue;
    const int first = stations_[at(first_of[k])].first_mode;
    try {
      bases_[k] = basis_of(cascade.kinds[k].drift.value);
    } catch (const NotStable& failure) {
      refuse(failure.mode(), 2 * first, 2 * num_modes_);
    }
    const bool has_states = cascade.kinds[k].drift.rows() > 0;
    untransformed_ = untransformed_ && (!has_states || bases_[k].is_identity);
    if (bases_[k].spectral_abscissa > abscissa_) {
      abscissa_ = bases_[k].spectral_abscissa;
      slowest_mode_ = first;
    }
  }
  find_needed();
  give_slots();
  fill();
}

/// A block is needed if it has modes or if one that is needed feeds on it.
void CascadePlan::find_needed() {
  const std::size_t blocks = cascade_.blocks.size();
  needed_.assign(blocks, 0);
  port_used_.resize(blocks);
  for (std::size_t k = 0; k < blocks; ++k) {
    const Cascade::Kind& kind = cascade_.kinds[at(cascade_.blocks[k].kind)];
    port_used_[k].assign(at(rows_of(kind.output) / cascade_.field), 0);
  }
  for (std::size_t k = blocks; k-- > 0;) {
    const auto& used = port_used_[k];
    needed_[k] = stations_[k].modes > 0 || std::count(used.begin(), used.end(), 1) > 0;
    if (!needed_[k]) continue;
    for (const Cascade::Feed& feed : cascade_.blocks[k].feeds) {
      if (feed.block == Cascade::Feed::none) continue;
      char& port = port_used_[at(feed.block)].at(at(feed.port));
      if (port) throw std::invalid_argument("cascade: an output feeds two inputs");
      port = 1;
    }
  }
}

std::vector<int> CascadePlan::kept_feeds(int block) const {
  std::vector<int> kept;
  if (!is_needed(block)) return kept;
  const auto& feeds = cascade_.blocks[at(block)].feeds;
  for (std::size_t f = 0; f < feeds.size(); ++f) {
    if (feeds[f].block != Cascade::Feed::none) kept.push_back(static_cast<int>(f));
  }
  return kept;
}

std::vector<int> CascadePlan::kept_outputs(int block) const {
  std::vector<int> kept;
  for (std::size_t o = 0; o < port_used_[at(block)].size(); ++o) {
    if (port_used_[at(block)][o]) kept.push_back(static_cast<int>(o));
  }
  return kept;
}

/// Slots as registers: an output takes the lowest free one, and gives it back when it is fed on.
void CascadePlan::give_slots() {
  std::vector<int> free;
  std::map<std::pair<int, int>, int> slot_of;
  std::vector<std::pair<int, int>> place(stations_.size());
  for (int k = 0; k < num_blocks(); ++k) {
    const std::vector<int> feeds = kept_feeds(k);
    const std::vector<int> outputs = kept_outputs(k);
    place[at(k)] = {static_cast<int>(slots_.size()),
                    static_cast<int>(slots_.size() + feeds.size())};
    for (const int f : feeds) {
      const Cascade::Feed& feed = cascade_.blocks[at(k)].feeds[at(f)];
      const auto found = slot_of.find({feed.block, feed.port});
      slots_.push_back(found->second);
      free.push_back(found->second);
      std::push_heap(free.begin(), free.end(), std::greater<>());
      slot_of.erase(found);
    }
    for (const int o : outputs) {
      if (free.empty()) {
        free.push_back(num_slots_++);
      }
      std::pop_heap(free.begin(), free.end(), std::greater<>());
      slots_.push_back(free.back());
      slot_of[{k, o}] = free.back();
      free.pop_back();
    }
    stations_[at(k)].feeds = static_cast<int>(feeds.size());
    stations_[at(k)].outputs = static_cast<int>(outputs.size());
    largest_ports_ = std::max({largest_ports_, stations_[at(k)].feeds, stations_[at(k)].outputs});
  }
  for (int k = 0; k < num_blocks(); ++k) {
    stations_[at(k)].slot_in = slots_.data() + place[at(k)].first;
    stations_[at(k)].slot_out = slots_.data() + place[at(k)].second;
  }
}

void CascadePlan::advance(std::vector<int>& live, int block) const {
  const CascadeStation& s = station(block);
  for (int f = 0; f < s.feeds; ++f) std::erase(live, s.slot_in[f]);
  live.insert(live.end(), s.slot_out, s.slot_out + s.outputs);
}

FoldedBlock CascadePlan::folded(int block) const {
  const int b = field();
  const Cascade::Kind& given = cascade_.kinds[at(kind(block))];
  const CascadeBasis& own = basis(block);
  const std::vector<int> feeds = kept_feeds(block);
  const std::vector<int> outputs = kept_outputs(block);
  const bool turned = !own.is_identity && given.drift.rows() > 0;
  const RoundedMatrix forward = RoundedMatrix::exact(own.forward);
  const RoundedMatrix inverse = RoundedMatrix::exact(own.inverse);
  const RoundedMatrix input = turned ? inverse * given.input : given.input;
  const RoundedMatrix output = turned ? given.output * forward : given.output;
  const auto wide = static_cast<Eigen::Index>(feeds.size()) * b;
  const auto high = static_cast<Eigen::Index>(outputs.size()) * b;
  FoldedBlock folded{{},
                     RoundedMatrix::zero(input.rows(), wide),
                     RoundedMatrix::zero(high, output.cols()),
                     RoundedMatrix::zero(high, wide)};
  if (given.drift.rows() > 0) {
    folded.drift =
        turned ? RoundedMatrix{own.drift, (inverse * given.drift * forward).rounding} : given.drift;
    folded.drift.rounding.array() += own.drift_rounding;
  }
  for (std::size_t o = 0; o < outputs.size(); ++o) {
    const auto row = static_cast<Eigen::Index>(o) * b;
    copy(folded.output, row, 0, rows(output, outputs[o] * b, b));
  }
  for (std::size_t f = 0; f < feeds.size(); ++f) {
    const auto column = static_cast<Eigen::Index>(f) * b;
    const Cascade::Feed& feed = cascade_.blocks[at(block)].feeds[at(feeds[f])];
    const RoundedMatrix& T = cascade_.wires[at(feed.wire)].transfer;
    copy(folded.input, 0, column, columns(input, feeds[f] * b, b) * T);
    for (std::size_t o = 0; o < outputs.size(); ++o) {
      copy(folded.feedthrough, static_cast<Eigen::Index>(o) * b, column,
           given.feedthrough.block(outputs[o] * b, feeds[f] * b, b, b) * T);
    }
  }
  return folded;
}

/// Lays the numbers of every block out for the kernels. Equal blocks share theirs.
void CascadePlan::fill() {
  struct Layout {
    std::size_t own, above, input, output, feedthrough, is_pair, norms;
  };
  std::map<std::vector<int>, Layout> known;
  std::vector<Layout> layout(stations_.size());
  const int b = field();
  for (int k = 0; k < num_blocks(); ++k) {
    if (!is_needed(k)) continue;
    const std::vector<int> feeds = kept_feeds(k);
    const std::vector<int> outputs = kept_outputs(k);
    std::vector<int> key{kind(k)};
    for (const int f : feeds) {
      key.push_back(f);
      key.push_back(cascade_.blocks[at(k)].feeds[at(f)].wire);
    }
    key.push_back(-1);
    key.insert(key.end(), outputs.begin(), outputs.end());
    const auto [found, is_new] = known.try_emplace(std::move(key));
    if (is_new) {
      const FoldedBlock block = folded(k);
      const Matrix& A = block.drift.value;
      const int modes = station(k).modes;
      Layout& l = found->second;
      l.own = numbers_.size();
      for (int a = 0; a < modes; ++a) {
        const Matrix T = A.block(2 * a, 2 * a, 2, 2);
        for (const double x : {T(0, 0), T(1, 0), T(0, 1), T(1, 1), T.trace(),
                               T(0, 0) * T(1, 1) - T(0, 1) * T(1, 0)}) {
          numbers_.push_back(x);
        }
      }
      l.above = numbers_.size();
      for (int a = 0; a < modes && modes > 1; ++a) {
        for (int c = 0; c < modes; ++c) {
          for (int x = 0; x < 4; ++x) numbers_.push_back(A(2 * a + x % 2, 2 * c + x / 2));
        }
      }
      l.input = numbers_.size();
      for (std::size_t f = 0; f < feeds.size(); ++f) {
        for (int a = 0; a < 2 * modes; ++a) {
          for (int x = 0; x < b; ++x) {
            numbers_.push_back(block.input.value(a, static_cast<Eigen::Index>(f) * b + x));
          }
        }
      }
      l.output = numbers_.size();
      for (std::size_t o = 0; o < outputs.size(); ++o) {
        for (int a = 0; a < 2 * modes; ++a) {
          for (int x = 0; x < b; ++x) {
            numbers_.push_back(block.output.value(static_cast<Eigen::Index>(o) * b + x, a));
          }
        }
      }
      l.feedthrough = numbers_.size();
      for (std::size_t o = 0; o < outputs.size(); ++o) {
        for (std::size_t f = 0; f < feeds.size(); ++f) {
          for (int x = 0; x < b * b; ++x) {
            numbers_.push_back(block.feedthrough.value(static_cast<Eigen::Index>(o) * b + x % b,
                                                       static_cast<Eigen::Index>(f) * b + x / b));
          }
        }
      }
      l.norms = numbers_.size();
      add_norms(block, modes, static_cast<int>(feeds.size()), static_cast<int>(outputs.size()));
      l.is_pair = pairs_.size();
      const auto& is_pair = basis(k).is_pair;
      pairs_.insert(pairs_.end(), is_pair.begin(), is_pair.end());
    }
    layout[at(k)] = found->second;
  }
  for (int k = 0; k < num_blocks(); ++k) {
    if (!is_needed(k)) continue;
    CascadeStation& s = stations_[at(k)];
    const Layout& l = layout[at(k)];
    s.own = numbers_.data() + l.own;
    s.above = numbers_.data() + l.above;
    s.input = numbers_.data() + l.input;
    s.output = numbers_.data() + l.output;
    s.feedthrough = numbers_.data() + l.feedthrough;
    s.is_pair = pairs_.data() + l.is_pair;
    s.drift_uncertain = numbers_.data() + l.norms;
    s.input_norm = s.drift_uncertain + std::ptrdiff_t{s.modes} * s.modes;
    s.input_uncertain = s.input_norm + std::ptrdiff_t{s.feeds} * s.modes;
    s.output_uncertain = s.input_uncertain + std::ptrdiff_t{s.feeds} * s.modes;
    s.feedthrough_norm = s.output_uncertain + std::ptrdiff_t{s.outputs} * s.modes;
    s.feedthrough_uncertain = s.feedthrough_norm + std::ptrdiff_t{s.outputs} * s.feeds;
  }
}

/// In the order of CascadeStation.
void CascadePlan::add_norms(const FoldedBlock& block, int modes, int feeds, int outputs) {
  const int b = field();
  const double solving = (kOfSolving + 2 * modes) * rounding_unit();
  const Matrix dA = block.drift.rounding + solving * block.drift.value.cwiseAbs();
  const Matrix dB = uncertain_sum(block.input);
  const Matrix dC = uncertain_sum(block.output);
  const Matrix dF = uncertain_sum(block.feedthrough);
  for (int a = 0; a < modes; ++a) {
    for (int c = 0; c < modes; ++c) numbers_.push_back(largest_gain(dA.block(2 * a, 2 * c, 2, 2)));
  }
  for (const Matrix* B : {&block.input.value, &dB}) {
    for (int f = 0; f < feeds; ++f) {
      for (int a = 0; a < modes; ++a)
        numbers_.push_back(largest_gain(B->block(2 * a, f * b, 2, b)));
    }
  }
  for (int o = 0; o < outputs; ++o) {
    for (int a = 0; a < modes; ++a) numbers_.push_back(largest_gain(dC.block(o * b, 2 * a, b, 2)));
  }
  for (int o = 0; o < outputs; ++o) {
    for (int f = 0; f < feeds; ++f) {
      numbers_.push_back(largest_gain(block.feedthrough.value.block(o * b, f * b, b, b)));
    }
  }
  for (int o = 0; o < outputs; ++o) {
    for (int f = 0; f < feeds; ++f) numbers_.push_back(largest_gain(dF.block(o * b, f * b, b, b)));
  }
}

namespace {

/// A matrix between ports, and for each pair of ports (rows, columns) how far rounding may have
/// taken that block of it, in Frobenius norm.
struct Ported {
  Matrix value{};
  Matrix rounding{};
};

/// How a block or a wire maps ports, with the gain of each pair of ports and what is unsure of it.
struct PortMap {
  Matrix value{};
  Matrix gain{};
  Matrix unsure{};
};

/// Block sizes of the rows and the columns.
struct PortSizes {
  int row = 0;
  int column = 0;
};

PortMap port_map(const RoundedMatrix& X, PortSizes size) {
  const Eigen::Index rows = size.row > 0 ? X.rows() / size.row : 0;
  const Eigen::Index cols = size.column > 0 ? X.cols() / size.column : 0;
  PortMap map{X.value, Matrix::Zero(rows, cols), Matrix::Zero(rows, cols)};
  const Matrix dX = uncertainty(X);
  for (Eigen::Index i = 0; i < rows; ++i) {
    for (Eigen::Index j = 0; j < cols; ++j) {
      const auto block = [&](const Matrix& whole) -> Matrix {
        return whole.block(i * size.row, j * size.column, size.row, size.column);
      };
      if (block(X.value).isZero(0) && block(dX).isZero(0)) continue;
      map.gain(i, j) = largest_gain(block(X.value));
      map.unsure(i, j) = largest_gain(block(dX));
    }
  }
  return map;
}

/// Frobenius norms of the blocks.
Matrix norms_of(const Matrix& X, const Matrix& ports) {
  Matrix norms = Matrix::Zero(ports.rows(), ports.cols());
  if (X.size() == 0) return norms;
  const Eigen::Index row = X.rows() / ports.rows();
  const Eigen::Index column = X.cols() / ports.cols();
  for (Eigen::Index i = 0; i < ports.rows(); ++i) {
    for (Eigen::Index j = 0; j < ports.cols(); ++j) {
      norms(i, j) = X.block(i * row, j * column, row, column).norm();
    }
  }
  return norms;
}

/// L X R^T
Ported between(const PortMap& left, const Ported& x, const PortMap& right) {
  const Matrix norms = norms_of(x.value, x.rounding);
  return {left.value * x.value * right.value.transpose(),
          left.gain * x.rounding * right.gain.transpose() +
              left.unsure * norms * right.gain.transpose() +
              left.gain * norms * right.unsure.transpose()};
}

/// x += y; ports of x.
void add(Ported& x, const RoundedMatrix& y) {
  x.rounding += norms_of(y.rounding + rounding_of_sum(x.value, y.value), x.rounding);
  x.value += y.value;
}

/// Covariances of the white noise in the fields that are under way, <y_k y_l^T>, by slots; those
/// that are not there are 0.
class FieldNoise {
 public:
  explicit FieldNoise(const CascadePlan& plan) : plan_(plan), b_(plan.field()) {
    one_ = port_map(RoundedMatrix::exact(Matrix::Identity(b_, b_)), {b_, b_});
    one_.unsure.setZero();
  }

  CascadeNoise run() {
    CascadeNoise noise;
    const int blocks = plan_.num_blocks();
    noise.own.assign(plan_.own_size(), 0.0);
    noise.shared.resize(static_cast<std::size_t>(blocks));
    noise.rounding.assign(static_cast<std::size_t>(blocks), 0.0);
    for (int k = 0; k < blocks; ++k) {
      if (plan_.is_needed(k)) add_block(k, noise);
    }
    return noise;
  }

 private:
  using Row = std::map<int, Ported>;  // by the other slot

  const Cascade::Block& block(int k) const {
    return plan_.cascade().blocks[static_cast<std::size_t>(k)];
  }
  const Cascade::Wire& wire(int k, int f) const {
    const int which = block(k).feeds[static_cast<std::size_t>(f)].wire;
    return plan_.cascade().wires[static_cast<std::size_t>(which)];
  }
  PortMap transfer(int k, int f) const { return port_map(wire(k, f).transfer, {b_, b_}); }
  Ported nothing(Eigen::Index rows, Eigen::Index columns) const {
    return {Matrix::Zero(rows * b_, columns * b_), Matrix::Zero(rows, columns)};
  }

  /// T y of one feed, and its covariance with a field that is under way.
  std::optional<Ported> arriving_with(int k, int f, int slot, int other) const {
    const Row& row = rows_.at(slot);
    const auto found = row.find(other);
    if (found == row.end()) return std::nullopt;
    return between(transfer(k, f), found->second, one_);
  }

  void put(const Ported& part, Eigen::Index row, Eigen::Index column, Ported& into) const {
    into.value.block(row * b_, column * b_, b_, b_) = part.value;
    into.rounding(row, column) = part.rounding(0, 0);
  }

  /// All that arrives with a field that passes by, feeds one below the other.
  Ported all_arriving_with(int k, int other) const {
    const CascadeStation& s = plan_.station(k);
    const std::vector<int> kept = plan_.kept_feeds(k);
    Ported u = nothing(static_cast<Eigen::Index>(block(k).feeds.size()), 1);
    for (std::size_t f = 0; f < kept.size(); ++f) {
      if (const auto part = arriving_with(k, kept[f], s.slot_in[f], other))
        put(*part, kept[f], 0, u);
    }
    return u;
  }

  /// N of all that arrives.
  Ported arriving(int k) const {
    const CascadeStation& s = plan_.station(k);
    const std::vector<int> kept = plan_.kept_feeds(k);
    const auto ports = static_cast<Eigen::Index>(block(k).feeds.size());
    Ported N = nothing(ports, ports);
    for (std::size_t f = 0; f < kept.size(); ++f) {
      for (std::size_t g = 0; g < kept.size(); ++g) {
        const auto with = arriving_with(k, kept[f], s.slot_in[f], s.slot_in[g]);
        if (with) put(between(one_, *with, transfer(k, kept[g])), kept[f], kept[g], N);
      }
    }
    for (Eigen::Index f = 0; f < ports; ++f) {
      Ported own{N.value.block(f * b_, f * b_, b_, b_), N.rounding.block(f, f, 1, 1)};
      add(own, wire(k, static_cast<int>(f)).noise);
      put(own, f, f, N);
    }
    return N;
  }

  void add_block(int k, CascadeNoise& noise) {
    const CascadeStation& s = plan_.station(k);
    const auto& kind = plan_.cascade().kinds[static_cast<std::size_t>(plan_.kind(k))];
    const CascadeBasis& basis = plan_.basis(k);
    const int n = 2 * s.modes;
    const bool turned = n > 0 && !basis.is_identity;
    const RoundedMatrix back =
        RoundedMatrix::exact(turned ? basis.inverse : Matrix(Matrix::Identity(n, n)));
    const PortMap B = port_map(turned ? back * kind.input : kind.input, {n, b_});
    const PortMap F = port_map(kind.feedthrough, {b_, b_});
    const Ported N = arriving(k);
    if (n > 0) {
      Ported D = between(B, N, B);
      add(D, turned ? back * kind.mode_noise * back.transpose() : kind.mode_noise);
      store(0.5 * (D.value + D.value.transpose()), noise.own.data() + plan_.own_offset(k));
      noise.rounding[static_cast<std::size_t>(k)] = D.rounding.sum();
    }
    auto& shared = noise.shared[static_cast<std::size_t>(k)];
    // Fields that pass by, and what they share with the states and with what leaves.
    std::map<int, Ported> leaving_with;
    for (const auto& [slot, row] : rows_) {
      if (std::find(s.slot_in, s.slot_in + s.feeds, slot) != s.slot_in + s.feeds) continue;
      const Ported u = all_arriving_with(k, slot);
      if (u.value.isZero(0)) continue;
      if (n > 0) {
        const Ported driven = between(B, u, one_);
        shared.push_back({slot, driven.value.transpose(), driven.rounding.sum()});
      }
      leaving_with[slot] = between(F, u, one_);
    }
    Ported Y = between(F, N, F);
    add(Y, kind.output_noise);
    Ported S = n > 0 ? between(F, N, B) : Ported{};
    if (n > 0) add(S, (turned ? back * kind.cross_noise : kind.cross_noise).transpose());
    forget_feeds(s);
    const std::vector<int> outputs = plan_.kept_outputs(k);
    for (std::size_t o = 0; o < outputs.size(); ++o) {
      const int slot = s.slot_out[o];
      const Eigen::Index port = outputs[o];
      if (n > 0) {
        shared.push_back({slot, S.value.middleRows(port * b_, b_), S.rounding(port, 0)});
      }
      for (const auto& [other, value] : leaving_with) {
        const Ported part{value.value.middleRows(port * b_, b_), value.rounding.row(port)};
        if (part.value.isZero(0)) continue;
        rows_[slot][other] = part;
        rows_[other][slot] = {part.value.transpose(), part.rounding.transpose()};
      }
      for (std::size_t p = 0; p < outputs.size(); ++p) {
        const Ported part{Y.value.block(port * b_, outputs[p] * b_, b_, b_),
                          Y.rounding.block(port, outputs[p], 1, 1)};
        if (o == p || !part.value.isZero(0)) rows_[slot][s.slot_out[p]] = part;
      }
    }
  }

  void forget_feeds(const CascadeStation& s) {
    for (int f = 0; f < s.feeds; ++f) {
      for (const auto& [other, value] : rows_.at(s.slot_in[f])) {
        if (other != s.slot_in[f] && rows_.contains(other)) rows_.at(other).erase(s.slot_in[f]);
      }
      rows_.erase(s.slot_in[f]);
    }
  }

  static void store(const Matrix& D, double* into) {
    const Eigen::Index modes = D.rows() / 2;
    for (Eigen::Index a = 0; a < modes; ++a) {
      for (Eigen::Index c = 0; c < modes; ++c) {
        for (int x = 0; x < 4; ++x) *into++ = D(2 * a + x % 2, 2 * c + x / 2);
      }
    }
  }

  const CascadePlan& plan_;
  const int b_;
  PortMap one_{};  // the identity, exact
  std::map<int, Row> rows_{};
};

}  // namespace

CascadeNoise independent_noise(const CascadePlan& plan, const std::vector<double>& strength) {
  CascadeNoise noise;
  noise.own.assign(plan.own_size(), 0.0);
  for (int k = 0; k < plan.num_blocks(); ++k) {
    const CascadeStation& s = plan.station(k);
    for (int a = 0; a < s.modes; ++a) {
      double* chunk = noise.own.data() + plan.own_offset(k) + 4 * (a * s.modes + a);
      chunk[0] = chunk[3] = strength[static_cast<std::size_t>(s.first_mode + a)];
    }
  }
  return noise;
}

CascadeNoise noise_of(const CascadePlan& plan) { return FieldNoise(plan).run(); }

}  // namespace gaussnet
