#pragma once

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace laws {

/// Draws that are the same on every platform: the standard fixes the engine, not its distributions.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  double uniform(double low = 0, double high = 1);
  double log_uniform(double low, double high);
  int whole(int low, int high);  // both ends included
  bool chance(double probability) { return uniform() < probability; }
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t k = items.size(); k > 1; --k) {
      std::swap(items[k - 1], items[static_cast<std::size_t>(whole(0, static_cast<int>(k) - 1))]);
    }
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace laws
