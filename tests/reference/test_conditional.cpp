// Conditional states against short pulses that meet the oscillators and are measured one by one.
#include <algorithm>
#include <catch2/catch.hpp>
#include <tests/laws/samples.hpp>
#include <tests/reference/collisions.hpp>

using laws::NetworkRecord;

namespace {

/// Unstable networks only where one beam with a detector carries all light.
bool has_conditional_state(const NetworkRecord& network) {
  if (!network.has_detector()) return false;
  if (network.stable()) return true;
  return network.chains.size() == 1 &&
         std::none_of(network.chains[0].before.begin(), network.chains[0].before.end(),
                      [](const auto& passes) {
                        return std::any_of(passes.begin(), passes.end(),
                                           [](const laws::Pass& pass) { return pass.loss == 1; });
                      });
}

}  // namespace

TEST_CASE("V_c is the limit of conditioning on one short pulse after the other") {
  constexpr laws::GeneratorLimits affordable{
      .most_oscillators = 4, .decades = 0.5, .most_frequency = 1, .unstable_share = 0.5};
  constexpr int seeds = 120;
  int pictures[2] = {};
  int unstable = 0;
  for (int seed = 1; seed <= seeds; ++seed) {
    const NetworkRecord network = laws::generate(static_cast<std::uint64_t>(seed), affordable);
    if (!has_conditional_state(network)) continue;
    CAPTURE(seed, network.rotating_wave, network.stable());
    const laws::Covariance v = laws::conditional(laws::linear_model_of(network));
    const gaussnet::Matrix w = reference::conditional_covariance_of_short_pulses(network);
    CHECK(laws::scaled_difference(v.matrix, w) <= 1e-6);
    ++pictures[network.rotating_wave];
    unstable += !network.stable();
  }
  CHECK(pictures[0] >= 20);
  CHECK(pictures[1] >= 20);
  CHECK(unstable >= 5);
}

TEST_CASE("pulses of a finite duration are wrong by its first order") {
  constexpr laws::GeneratorLimits one{
      .most_oscillators = 1, .decades = 0, .most_frequency = 1, .unstable_share = 0};
  std::uint64_t seed = 1;
  while (!laws::generate(seed, one).has_detector()) ++seed;
  const NetworkRecord network = laws::generate(seed, one);
  const gaussnet::Matrix v = laws::conditional(laws::linear_model_of(network)).matrix;
  const double pulse = 1e-3 / network.oscillators[0].rate;
  const auto error = [&](double duration) {
    return laws::scaled_difference(v, reference::conditional_covariance(network, duration));
  };
  CHECK_THAT(error(pulse) / error(pulse / 2), Catch::WithinAbs(2, 0.05));
}
