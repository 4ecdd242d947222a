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

constexpr double eps = std::numeric_limits<double>::epsilon();
// Roundings that meet in one number, besides one for each number that is summed over.
constexpr double few = 8;

/// ||X||_2, never from below.
double largest_gain(const Matrix& X) {
  if (X.size() == 0) return 0;
  return Eigen::JacobiSVD<Matrix>(X).singularValues()(0) * (1 + few * eps);
}

/// What is unsure of X and of its products, entrywise.
Matrix uncertain(const RoundedMatrix& X, double unit) {
  return X.rounding + unit * X.value.cwiseAbs();
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
  const double unit = (few + 2 * modes + feeds * b) * eps;
  const Matrix dA = uncertain(block.drift, unit);
  const Matrix dB = uncertain(block.input, unit);
  const Matrix dC = uncertain(block.output, unit);
  const Matrix dF = uncertain(block.feedthrough, unit);
  for (int a = 0; a < modes; ++a) {
    for (int c = 0; c < modes; ++c) numbers_.push_back(dA.block(2 * a, 2 * c, 2, 2).norm());
  }
  for (const Matrix* B : {&block.input.value, &dB}) {
    for (int f = 0; f < feeds; ++f) {
      for (int a = 0; a < modes; ++a) numbers_.push_back(B->block(2 * a, f * b, 2, b).norm());
    }
  }
  for (int o = 0; o < outputs; ++o) {
    for (int a = 0; a < modes; ++a) numbers_.push_back(dC.block(o * b, 2 * a, b, 2).norm());
  }
  for (int o = 0; o < outputs; ++o) {
    for (int f = 0; f < feeds; ++f) {
      numbers_.push_back(largest_gain(block.feedthrough.value.block(o * b, f * b, b, b)));
    }
  }
  for (int o = 0; o < outputs; ++o) {
    for (int f = 0; f < feeds; ++f) numbers_.push_back(dF.block(o * b, f * b, b, b).norm());
  }
}

namespace {

/// A covariance, and how far rounding may have taken it, in Frobenius norm.
struct Rounded {
  Matrix value{};
  double rounding = 0;
};

/// L X R^T; `left` and `right`: what is unsure of L and R.
struct Sides {
  const Matrix& left;
  double left_uncertain;
  const Matrix& right;
  double right_uncertain;
};

Rounded between(const Sides& sides, const Rounded& x) {
  const double left = largest_gain(sides.left);
  const double right = largest_gain(sides.right);
  return {sides.left * x.value * sides.right.transpose(),
          left * right * x.rounding +
              (left * sides.right_uncertain + sides.left_uncertain * right) * x.value.norm()};
}

/// Covariances of the white noise in the fields that are under way, <y_k y_l^T>, by slots; those
/// that are not there are 0.
class FieldNoise {
 public:
  explicit FieldNoise(const CascadePlan& plan) : plan_(plan) {}

  CascadeNoise run() {
    CascadeNoise noise;
    const int blocks = plan_.num_blocks();
    noise.own.assign(plan_.own_size(), 0.0);
    noise.shared.resize(static_cast<std::size_t>(blocks));
    noise.rounding.assign(static_cast<std::size_t>(blocks), 0.0);
    for (int k = 0; k < blocks; ++k) {
      if (plan_.is_needed(k)) add(k, noise);
    }
    return noise;
  }

 private:
  using Row = std::map<int, Rounded>;  // by the other slot

  const Cascade::Block& block(int k) const {
    return plan_.cascade().blocks[static_cast<std::size_t>(k)];
  }
  const Cascade::Wire& wire(int k, int f) const {
    const int which = block(k).feeds[static_cast<std::size_t>(f)].wire;
    return plan_.cascade().wires[static_cast<std::size_t>(which)];
  }

  /// T y of one feed, and its covariance with a field that is under way.
  std::optional<Rounded> arriving_with(int k, int f, int slot, int other) const {
    const Row& row = rows_.at(slot);
    const auto found = row.find(other);
    if (found == row.end()) return std::nullopt;
    const RoundedMatrix& T = wire(k, f).transfer;
    const Matrix one = Matrix::Identity(plan_.field(), plan_.field());
    return between({T.value, unsure(T), one, 0}, found->second);
  }

  double unsure(const RoundedMatrix& X) const {
    return uncertain(X, (few + static_cast<double>(X.cols())) * eps).norm();
  }

  /// All that arrives with a field that passes by, feeds one below the other.
  Rounded all_arriving_with(int k, int other) const {
    const int b = plan_.field();
    const CascadeStation& s = plan_.station(k);
    const std::vector<int> kept = plan_.kept_feeds(k);
    Rounded u{Matrix::Zero(static_cast<Eigen::Index>(block(k).feeds.size()) * b, b)};
    for (std::size_t f = 0; f < kept.size(); ++f) {
      const auto part = arriving_with(k, kept[f], s.slot_in[f], other);
      if (!part) continue;
      u.value.middleRows(kept[f] * b, b) = part->value;
      u.rounding += part->rounding;
    }
    return u;
  }

  /// N of all that arrives.
  Rounded arriving(int k) const {
    const int b = plan_.field();
    const CascadeStation& s = plan_.station(k);
    const std::vector<int> kept = plan_.kept_feeds(k);
    const auto size = static_cast<Eigen::Index>(block(k).feeds.size()) * b;
    Rounded N{Matrix::Zero(size, size)};
    const Matrix one = Matrix::Identity(b, b);
    for (std::size_t f = 0; f < kept.size(); ++f) {
      for (std::size_t g = 0; g < kept.size(); ++g) {
        const auto with = arriving_with(k, kept[f], s.slot_in[f], s.slot_in[g]);
        if (!with) continue;
        const RoundedMatrix& T = wire(k, kept[g]).transfer;
        const Rounded part = between({one, 0, T.value, unsure(T)}, *with);
        N.value.block(kept[f] * b, kept[g] * b, b, b) = part.value;
        N.rounding += part.rounding;
      }
    }
    for (std::size_t f = 0; f < block(k).feeds.size(); ++f) {
      const auto row = static_cast<Eigen::Index>(f) * b;
      const RoundedMatrix& fresh = wire(k, static_cast<int>(f)).noise;
      N.value.block(row, row, b, b) += fresh.value;
      N.rounding += unsure(fresh);
    }
    return N;
  }

  void add(int k, CascadeNoise& noise) {
    const int b = plan_.field();
    const CascadeStation& s = plan_.station(k);
    const auto& kind = plan_.cascade().kinds[static_cast<std::size_t>(plan_.kind(k))];
    const CascadeBasis& basis = plan_.basis(k);
    const Matrix back = s.modes == 0 || basis.is_identity
                            ? Matrix::Identity(2 * s.modes, 2 * s.modes)
                            : basis.inverse;
    const Matrix one = Matrix::Identity(b, b);
    const Matrix B = back * kind.input.value;
    const Matrix& F = kind.feedthrough.value;
    const double dB = back.norm() * unsure(kind.input);
    const double dF = unsure(kind.feedthrough);
    const Rounded N = arriving(k);
    if (s.modes > 0) {
      const Rounded driven = between({B, dB, B, dB}, N);
      const Matrix D = driven.value + back * kind.mode_noise.value * back.transpose();
      store(0.5 * (D + D.transpose()), noise.own.data() + plan_.own_offset(k));
      noise.rounding[static_cast<std::size_t>(k)] =
          driven.rounding + back.squaredNorm() * unsure(kind.mode_noise) + few * eps * D.norm();
    }
    auto& shared = noise.shared[static_cast<std::size_t>(k)];
    // Fields that pass by, and what they share with the states and with what leaves.
    std::map<int, Rounded> leaving_with;
    for (const auto& [slot, row] : rows_) {
      if (std::find(s.slot_in, s.slot_in + s.feeds, slot) != s.slot_in + s.feeds) continue;
      const Rounded u = all_arriving_with(k, slot);
      if (u.value.isZero(0)) continue;
      if (s.modes > 0) {
        const Rounded driven = between({B, dB, one, 0}, u);
        shared.push_back({slot, driven.value.transpose(), driven.rounding});
      }
      leaving_with[slot] = between({F, dF, one, 0}, u);
    }
    const Rounded passed = between({F, dF, F, dF}, N);
    const Matrix Y = passed.value + kind.output_noise.value;
    const double dY = passed.rounding + unsure(kind.output_noise) + few * eps * Y.norm();
    const Rounded crossed = between({F, dF, B, dB}, N);
    const Matrix S = crossed.value + kind.cross_noise.value.transpose() * back.transpose();
    const double dS =
        crossed.rounding + back.norm() * unsure(kind.cross_noise) + few * eps * S.norm();
    forget_feeds(s);
    const std::vector<int> outputs = plan_.kept_outputs(k);
    for (std::size_t o = 0; o < outputs.size(); ++o) {
      const int slot = s.slot_out[o];
      const Matrix start = S.middleRows(outputs[o] * b, b);
      if (s.modes > 0) shared.push_back({slot, start, dS});
      for (const auto& [other, value] : leaving_with) {
        const Matrix part = value.value.middleRows(outputs[o] * b, b);
        if (part.isZero(0)) continue;
        rows_[slot][other] = {part, value.rounding};
        rows_[other][slot] = {part.transpose(), value.rounding};
      }
      for (std::size_t p = 0; p < outputs.size(); ++p) {
        const Matrix part = Y.block(outputs[o] * b, outputs[p] * b, b, b);
        if (o == p || !part.isZero(0)) rows_[slot][s.slot_out[p]] = {part, dY};
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
