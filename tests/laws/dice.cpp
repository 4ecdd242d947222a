#include <cmath>
#include <tests/laws/dice.hpp>

namespace laws {

double Dice::uniform(double low, double high) {
  return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
}
double Dice::log_uniform(double low, double high) {
  return std::exp(uniform(std::log(low), std::log(high)));
}
int Dice::whole(int low, int high) {
  return low + static_cast<int>(engine_() % static_cast<std::uint64_t>(high - low + 1));
}

}  // namespace laws
