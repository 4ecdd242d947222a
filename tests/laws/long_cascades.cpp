#include <algorithm>
#include <cmath>
#include <libnetwork/network/cascade_equation.hpp>
#include <numbers>
#include <numeric>
#include <string>
#include <tests/laws/dice.hpp>
#include <tests/laws/long_cascades.hpp>

namespace laws {
namespace {

using gaussnet::Block;
using gaussnet::BlockCascade;
using gaussnet::Feed;
using gaussnet::NetworkDescription;
using gaussnet::Value;

constexpr double linewidth = 1;
constexpr double frequency = 1e4 * linewidth;
constexpr int stations_to_junction = 10;

std::size_t at(std::ptrdiff_t k) { return static_cast<std::size_t>(k); }

std::string copy_of(const std::string& name, int index) {
  return name + "(" + std::to_string(index) + ")";
}

/// Chains as they are written down, station by station.
class Beam {
 public:
  explicit Beam(const LongCascade& wanted) : wanted_(wanted) {}

  void pass(const std::string& port) {
    chain_.emplace_back(Value{{"loss", wanted_.loss}});
    chain_.emplace_back(port);
  }
  void end_at(const std::string& port) {
    pass(port);
    Value chain;
    chain.content = std::move(chain_);
    links_.push_back(std::move(chain));
    chain_.clear();
  }
  void begin_at(const std::string& port) { chain_.emplace_back(port); }
  std::vector<Value> take() { return std::move(links_); }

 private:
  const LongCascade& wanted_;
  Value::List chain_{};
  std::vector<Value> links_{};
};

struct Counts {
  int negative = 0;
  int positive = 0;
  int junctions = 0;
  int oscillators() const { return negative + positive + 2 * junctions; }
};

void pass_junction(Beam& beam, int k) {
  beam.end_at(copy_of("split", k) + ".in1");
  beam.begin_at(copy_of("split", k) + ".out1");
  beam.pass(copy_of("left", k) + ".light");
  beam.pass(copy_of("right", k) + ".light");
  beam.end_at(copy_of("join", k) + ".in1");
  beam.begin_at(copy_of("split", k) + ".out2");
  beam.end_at(copy_of("join", k) + ".in2");
  beam.begin_at(copy_of("join", k) + ".out1");
}

std::pair<Counts, std::vector<Value>> lay_out(const LongCascade& wanted) {
  Counts counts;
  Beam beam(wanted);
  beam.begin_at("vacuum");
  for (int station = 1; counts.oscillators() + 1 < wanted.oscillators; ++station) {
    if (wanted.has_junctions && station % stations_to_junction == 0) {
      pass_junction(beam, ++counts.junctions);
    } else if (counts.negative == counts.positive) {
      beam.pass(copy_of("spin", ++counts.negative));
    } else {
      beam.pass(copy_of("mech", ++counts.positive));
    }
  }
  beam.end_at(copy_of("last", 1));
  return {counts, beam.take()};
}

/// Every copy turns at a frequency of its own, within a linewidth.
gaussnet::Expression scattered_frequency() {
  return frequency + 0.5 * linewidth * sin(gaussnet::parameter(gaussnet::index_slot, "index"));
}

void add_oscillators(NetworkDescription& network, const char* name, bool is_negative, int copies) {
  if (copies == 0) return;
  network.node(name, {{"type", "oscillator"},
                      {"mass", is_negative ? "negative" : "positive"},
                      {"frequency", scattered_frequency()},
                      {"repeat", copies}});
}

/// The blocks that the modes of these pairs depend on, from `first_block` on.
std::vector<char> needed_blocks(const BlockCascade& network, const Stretch& stretch,
                                const std::vector<int>& block_of) {
  std::vector<char> needed(network.blocks.size(), 0);
  for (const auto& [later, earlier] : stretch.pairs) {
    needed[at(block_of[at(later)])] = 1;
    needed[at(block_of[at(earlier)])] = 1;
  }
  for (std::size_t k = network.blocks.size(); k-- > at(stretch.first_block);) {
    if (!needed[k]) continue;
    for (const Feed& feed : network.blocks[k].inputs) {
      if (feed.block >= stretch.first_block) needed[at(feed.block)] = 1;
    }
  }
  return needed;
}

/// Blocks by the numbers of modes along the cascade.
std::vector<int> blocks_along(const BlockCascade& network) {
  std::vector<int> block_of;
  for (std::size_t k = 0; k < network.blocks.size(); ++k) {
    block_of.insert(block_of.end(), network.blocks[k].modes.size(), static_cast<int>(k));
  }
  return block_of;
}

/// Two different numbers from `first` to `last`, the larger before the smaller.
std::pair<int, int> random_pair(Dice& dice, int first, int last) {
  const int one = dice.whole(first, last);
  int other = dice.whole(first, last - 1);
  if (other >= one) ++other;
  return {std::max(one, other), std::min(one, other)};
}

}  // namespace

NetworkDescription long_cascade(const LongCascade& wanted) {
  auto [counts, links] = lay_out(wanted);
  NetworkDescription network;
  network.set("approximation", "rotating-wave");
  network.set("sideband", frequency);
  network.default_of("oscillator",
                     {{"bath", {{"linewidth", linewidth}, {"occupation", 0.5}}},
                      {"light", {{"rate", 20 * linewidth}, {"angle", 0.35 * std::numbers::pi}}}});
  add_oscillators(network, "spin", true, counts.negative);
  add_oscillators(network, "mech", false, counts.positive);
  add_oscillators(network, "last", false, 1);
  if (counts.junctions > 0) {
    add_oscillators(network, "left", false, counts.junctions);
    add_oscillators(network, "right", false, counts.junctions);
    for (const char* name : {"split", "join"}) {
      network.node(
          name, {{"type", "beam-splitter"}, {"reflectivity", 0.2}, {"repeat", counts.junctions}});
    }
    network.interaction({{"between", Value::list({"left(*)", "right(*)"})},
                         {"kind", "beam-splitter"},
                         {"rate", 3 * linewidth}});
  }
  network.links = std::move(links);
  return network;
}

NetworkDescription dark_dimers(int dimers, double theta) {
  NetworkDescription network;
  network.set("approximation", "rotating-wave");
  for (const char* name : {"a", "b"}) {
    network.node(name, {{"type", "oscillator"},
                        {"repeat", dimers},
                        {"mass", name[0] == 'a' ? "negative" : "positive"},
                        {"frequency", 1e6},
                        {"bath", {{"linewidth", 0}, {"occupation", 0}}},
                        {"light", {{"rate", 1}, {"angle", theta}}}});
  }
  network.link(
      {"vacuum", {{"repeat", dimers}, {"path", Value::list({"a(*).light", "b(*).light"})}}});
  return network;
}

std::vector<Stretch> random_stretches(const BlockCascade& network, const StretchLimits& limits,
                                      std::uint64_t seed) {
  Dice dice(seed);
  const std::vector<int> block_of = blocks_along(network);
  const int blocks = static_cast<int>(network.blocks.size());
  const int length = std::min(limits.reach + limits.width, blocks);
  std::vector<Stretch> stretches;
  for (int k = 0; k < limits.stretches; ++k) {
    Stretch stretch{.first_block = k % 5 == 0 ? 0 : dice.whole(0, blocks - length)};
    const int compared = stretch.first_block + (stretch.first_block == 0 ? 0 : limits.reach);
    const auto first = std::lower_bound(block_of.begin(), block_of.end(), compared);
    const auto end = std::lower_bound(first, block_of.end(), stretch.first_block + length);
    const int first_mode = static_cast<int>(first - block_of.begin());
    const int last_mode = static_cast<int>(end - block_of.begin()) - 1;
    for (int pair = 0; pair < limits.pairs; ++pair) {
      stretch.pairs.push_back(random_pair(dice, first_mode, last_mode));
    }
    stretches.push_back(std::move(stretch));
  }
  return stretches;
}

BlockCascade upstream_of(const BlockCascade& network, const Stretch& stretch) {
  const std::vector<char> needed = needed_blocks(network, stretch, blocks_along(network));
  BlockCascade part{.picture = network.picture};
  std::vector<int> new_number(network.blocks.size(), Feed::vacuum);
  for (std::size_t k = 0; k < network.blocks.size(); ++k) {
    if (!needed[k]) continue;
    Block block = network.blocks[k];
    for (int& mode : block.modes) {
      part.modes.push_back(network.modes[at(mode)]);
      mode = static_cast<int>(part.modes.size()) - 1;
    }
    for (Feed& feed : block.inputs) {
      if (feed.block == Feed::vacuum) continue;
      feed.block = new_number[at(feed.block)];
      if (feed.block == Feed::vacuum) feed = {.name = feed.name};
    }
    new_number[k] = static_cast<int>(part.blocks.size());
    part.blocks.push_back(std::move(block));
  }
  return part;
}

ChosenPairs::ChosenPairs(std::vector<std::pair<int, int>> pairs)
    : pairs_(std::move(pairs)), by_row_(pairs_.size()), covariances_(pairs_.size()) {
  std::iota(by_row_.begin(), by_row_.end(), std::size_t{0});
  std::sort(by_row_.begin(), by_row_.end(),
            [this](std::size_t a, std::size_t b) { return pairs_[a].first < pairs_[b].first; });
}

void ChosenPairs::visit(const gaussnet::CovarianceRows& rows) {
  auto next =
      std::lower_bound(by_row_.begin(), by_row_.end(), rows.first(),
                       [this](std::size_t pair, int row) { return pairs_[pair].first < row; });
  for (; next != by_row_.end() && pairs_[*next].first < rows.end(); ++next) {
    covariances_[*next] = rows(pairs_[*next].first, pairs_[*next].second);
  }
}

DenseComparison compare_with_dense(const BlockCascade& network, const Stretch& stretch,
                                   const std::vector<Eigen::Matrix2d>& found) {
  const BlockCascade part = upstream_of(network, stretch);
  const gaussnet::LinearModel linear = gaussnet::observe(gaussnet::assemble(part));
  const gaussnet::SteadyState dense = gaussnet::unconditional_state(linear);
  const gaussnet::Matrix& V = dense.covariance();
  const std::vector<int> along = gaussnet::modes_along(network);
  const auto state_of = [&](int mode) {
    const std::string& name = network.modes[at(along[at(mode)])];
    return 2 * (std::find(linear.modes.begin(), linear.modes.end(), name) - linear.modes.begin());
  };
  DenseComparison comparison{.dense_bound = dense.relative_bound()};
  for (std::size_t k = 0; k < stretch.pairs.size(); ++k) {
    const Eigen::Index i = state_of(stretch.pairs[k].first);
    const Eigen::Index j = state_of(stretch.pairs[k].second);
    const Eigen::Matrix2d scale = (V.diagonal().segment<2>(i).cwiseSqrt() *
                                   V.diagonal().segment<2>(j).cwiseSqrt().transpose());
    const Eigen::Matrix2d missed = (found[k] - V.block<2, 2>(i, j)).cwiseAbs();
    comparison.difference = std::max(comparison.difference, missed.cwiseQuotient(scale).maxCoeff());
    ++comparison.pairs;
  }
  return comparison;
}

}  // namespace laws
