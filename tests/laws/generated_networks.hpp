#pragma once

#include <tests/laws/network_record.hpp>

namespace laws {

struct GeneratorLimits {
  int least_oscillators = 1;
  int most_oscillators = 12;
  double decades = 6;           // of rates within one network
  double most_frequency = 1e3;  // over the oscillator's own rates
  double unstable_share = 0.35;
};

/// The network of one seed.
NetworkRecord generate(std::uint64_t seed, const GeneratorLimits& limits = {});

}  // namespace laws
