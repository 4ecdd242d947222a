#include <malloc.h>
#include <time.h>

#include <fstream>
#include <stdexcept>
#include <string>
#include <tests/bench/clocks.hpp>

namespace bench {
namespace {

double from_status(const std::string& key) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(key)) return 1024 * std::stod(line.substr(key.size()));
  }
  throw std::runtime_error("/proc/self/status has no " + key);
}

}  // namespace

double thread_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

double resident_bytes() { return from_status("VmRSS:"); }

double peak_bytes() { return from_status("VmHWM:"); }

void forget_peak() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5" << std::flush;  // proc(5)
  if (peak_bytes() > 1.02 * resident_bytes() + 4e6) {
    throw std::runtime_error("the peak of resident memory cannot be reset");
  }
}

}  // namespace bench
