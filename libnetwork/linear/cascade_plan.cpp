#include <algorithm>
#include <libnetwork/linear/cascade_check.hpp>
#include <libnetwork/linear/cascade_plan.hpp>
#include <libnetwork/linear/failures.hpp>
#include <limits>
#include <map>

namespace gaussnet {
namespace {

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

}  // namespace

CascadePlan::CascadePlan(const Cascade& cascade) : cascade_(cascade) {
  check_cascade(cascade);
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
  CascadeLayout layout(field());
  for (int k = 0; k < num_blocks(); ++k) {
    if (is_needed(k)) layout.add(*this, k);
  }
  layout_ = std::move(layout);
  for (int k = 0; k < num_blocks(); ++k) {
    if (is_needed(k)) layout_.point(k, stations_[at(k)]);
  }
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
      port_used_[at(feed.block)][at(feed.port)] = 1;
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

}  // namespace gaussnet
