// Steady states against the integrated spectrum of the fields on the wires.
#include <catch2/catch.hpp>
#include <tests/laws/samples.hpp>
#include <tests/reference/frequency_response.hpp>

using laws::NetworkRecord;

TEST_CASE("V is the integral of the spectrum over all frequencies") {
  constexpr int networks = 60;
  constexpr laws::GeneratorLimits affordable{
      .most_oscillators = 4, .decades = 1.5, .most_frequency = 10, .unstable_share = 0};
  int pictures[2] = {};
  for (int seed = 1; seed <= networks; ++seed) {
    const NetworkRecord network = laws::generate(static_cast<std::uint64_t>(seed), affordable);
    REQUIRE(network.stable());
    CAPTURE(seed, network.rotating_wave);
    const laws::Covariance v = laws::unconditional(laws::linear_model_of(network));
    CHECK(laws::scaled_difference(v.matrix, reference::covariance(network)) <= 1e-10);
    ++pictures[network.rotating_wave];
  }
  CHECK(pictures[0] >= 20);
  CHECK(pictures[1] >= 20);
}
