// Pairs of a long cascade, against dense solutions of what is upstream of them.
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/linear/cascade.hpp>
#include <libnetwork/network/cascade_equation.hpp>
#include <tests/laws/long_cascades.hpp>

using gaussnet::BlockCascade;
using gaussnet::Model;

namespace {

/// All stretches against the solution along the cascade.
void check_stretches(const BlockCascade& network, const laws::StretchLimits& limits,
                     double left_out) {
  const auto stretches = laws::random_stretches(network, limits, 11);
  int compared = 0;
  for (const laws::Stretch& stretch : stretches) {
    laws::ChosenPairs chosen(stretch.pairs);
    const auto solution = gaussnet::solve(gaussnet::cascade_equation(network), &chosen);
    const auto dense = laws::compare_with_dense(network, stretch, chosen.covariances());
    CAPTURE(stretch.first_block, dense.difference, solution.error_bound, dense.dense_bound);
    CHECK(dense.difference <= solution.error_bound + dense.dense_bound + left_out);
    CHECK(solution.error_bound + dense.dense_bound < 1e-7);
    compared += dense.pairs;
  }
  CHECK(compared == limits.stretches * limits.pairs);
}

}  // namespace

TEST_CASE("random pairs of a long cascade have the covariances that their upstream part has") {
  for (const bool has_junctions : {false, true}) {
    const double loss = 0.3;
    const int reach = 110;
    const Model model(
        laws::long_cascade({.oscillators = 400, .loss = loss, .has_junctions = has_junctions}));
    CAPTURE(has_junctions);
    check_stretches(model.cascade(), {.stretches = 5, .pairs = 20, .reach = reach, .width = 60},
                    std::pow(1 - loss, reach));
  }
}

TEST_CASE("a long cascade has the oscillators, losses, blocks and bypasses that were asked for") {
  const int oscillators = 111;
  const Model model(laws::long_cascade({.oscillators = oscillators, .has_junctions = true}));
  const BlockCascade network = model.cascade();
  CHECK(network.modes.size() == oscillators);
  int junctions = 0, splitters = 0, fed = 0;
  for (const gaussnet::Block& block : network.blocks) {
    junctions += block.modes.size() == 2;
    splitters += block.modes.empty() && block.inputs.size() == 2;
    for (const gaussnet::Feed& feed : block.inputs) {
      if (feed.block == gaussnet::Feed::vacuum) continue;
      CHECK(feed.wire.lost > 0.09);
      ++fed;
    }
  }
  CHECK(junctions == 10);
  CHECK(splitters == 20);
  CHECK(fed > oscillators);
}
