#pragma once

#ifdef __SSE2__
#include <xmmintrin.h>
#endif

namespace gaussnet {

/// While it lives, numbers below 2.2e-308 count as 0 in this thread. Correlations die out along a
/// lossy cascade, and arithmetic on what is left of them is a hundred times slower.
class FlushToZero {
 public:
#ifdef __SSE2__
  FlushToZero() : before_(_mm_getcsr()) { _mm_setcsr(before_ | flush_results | zero_operands); }
  ~FlushToZero() { _mm_setcsr(before_); }
#else
  FlushToZero() = default;
  ~FlushToZero() {}
#endif
  FlushToZero(const FlushToZero&) = delete;
  FlushToZero& operator=(const FlushToZero&) = delete;

#ifdef __SSE2__
 private:
  static constexpr unsigned flush_results = 0x8000;
  static constexpr unsigned zero_operands = 0x0040;
  unsigned before_;
#endif
};

}  // namespace gaussnet
