#pragma once

namespace gaussnet {

inline constexpr double pi = 3.14159265358979323846;
/// Exact since the SI of 2019: h = 6.62607015e-34 J s, k_B = 1.380649e-23 J/K.
inline constexpr double hbar = 6.62607015e-34 / (2 * pi);  // J s/rad
inline constexpr double boltzmann = 1.380649e-23;          // J/K

}  // namespace gaussnet
