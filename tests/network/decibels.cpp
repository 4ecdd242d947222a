// Strong losses in dB, whose fraction is 1 to the last bits.
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/analysis/steady_state.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/beams_text.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/network/graph.hpp>
#include <string>

using namespace gaussnet;
using Catch::Matchers::Contains;

namespace {

/// A cavity whose only mirror is reached by light of that occupation, over a loss in equal pieces.
std::string cavity_behind(const std::string& source, double decibel, int pieces) {
  std::string text = "gaussnet: 1\nnodes:\n  source: " + source +
                     "\n  c: {type: cavity, ports: {a: {rate: 1 rad/s}}}\nlinks: [[source";
  for (int k = 0; k < pieces; ++k) {
    text += ", {loss: " + std::to_string(decibel) + " dB / " + std::to_string(pieces) + "}";
  }
  return text + ", c]]\n";
}

/// What is left of n quanta: n 10^{-dB/10}.
long double left_of(long double quanta, double decibel) {
  return quanta * std::pow(10.0L, -static_cast<long double>(decibel) / 10);
}

void check_occupation(const std::string& text, long double expected) {
  const SteadyState state = unconditional_state(load_text(text, "x.yaml"));
  for (int k = 0; k < 2; ++k) {
    const long double variance = static_cast<long double>(state.covariance()(k, k));
    const auto error = static_cast<double>(std::abs(variance - expected - 0.5L));
    CAPTURE(variance, error, state.error_bound());
    CHECK(error <= state.error_bound());
    CHECK(error <= 1e-13 * static_cast<double>(expected + 0.5L));
  }
}

}  // namespace

TEST_CASE("Thermal light of 1e20 quanta behind 10 to 200 dB leaves n 10^{-dB/10} in a cavity") {
  for (int decibel = 10; decibel <= 200; decibel += 10) {
    for (const int pieces : {1, 3, 7}) {
      CAPTURE(decibel, pieces);
      check_occupation(cavity_behind("{type: thermal, occupation: 1e20}", decibel, pieces),
                       left_of(1e20L, decibel));
    }
  }
}

TEST_CASE("An amplifier of 100 dB behind a loss of 100 dB leaves one quantum less 1e-10") {
  for (const int pieces : {1, 4}) {
    check_occupation(cavity_behind("{type: amplifier, gain: 100 dB}", 100, pieces), 1 - 1e-10L);
  }
}

TEST_CASE("A loop of 200 dB of gain and 197 dB of loss amplifies") {
  const std::string text =
      "gaussnet: 1\nnodes:\n  amp: {type: amplifier, gain: 200 dB}\n"
      "  c: {type: cavity, ports: {a: {rate: 1 rad/s}}}\nlinks: [[amp, {loss: 197 dB}, c, amp]]\n";
  try {
    load_text(text, "x.yaml");
    FAIL("the loop was taken");
  } catch (const DescriptionError& error) {
    CHECK(error.mistakes().front().code == "loop-gain");
    CHECK_THAT(error.what(), Contains("amplified by 1.413 at each round"));  // 10^{3/20}
  }
}

TEST_CASE("A strong loss is shown in dB, a weak one in percent") {
  const auto words = [](const std::string& loss) {
    return beams_in_words(load_text("gaussnet: 1\nnodes:\n  c: {type: cavity, ports: {a: {rate: 1 "
                                    "rad/s}}}\nlinks: [[vacuum, {loss: " +
                                        loss + "}, c]]\n",
                                    "x.yaml")
                              .graph());
  };
  CHECK_THAT(words("120 dB"), Contains("loss 120 dB ->"));
  CHECK_THAT(words("3 dB"), Contains("loss 49.8813 % ->"));
  CHECK_THAT(words("99.5 %"), Contains("loss 99.5 % ->"));
  CHECK_THAT(words("100 %"), Contains("loss 100 % ->"));
}
