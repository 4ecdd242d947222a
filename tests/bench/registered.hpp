#pragma once

#include <benchmark/benchmark.h>

namespace bench {

inline constexpr int sizes[] = {4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048};
/// Larger systems are not solved once more for the sake of the residual.
inline constexpr int largest_judged = 1024;

/// Solves that take seconds are run once a repetition.
inline void scaled(benchmark::internal::Benchmark* job, int states) {
  job->Unit(states <= 64 ? benchmark::kMicrosecond : benchmark::kMillisecond);
  if (states >= 512) job->Iterations(1);
}

void register_lyapunov();
void register_riccati();
void register_cascades();

}  // namespace bench
