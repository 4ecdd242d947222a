#pragma once

namespace bench {

/// Seconds that this thread has computed: other programs on the machine do not count.
double thread_seconds();

/// Resident memory in bytes: now, and at most since `forget_peak`.
double resident_bytes();
double peak_bytes();
/// Gives free memory back and begins anew. @throws std::runtime_error where Linux does not allow it
void forget_peak();

}  // namespace bench
