#pragma once

namespace gaussnet {

/// cos and sin of an angle.
struct Direction {
  double cosine = 1;
  double sine = 0;
};

/// (cos angle, sin angle), exactly 0 or +-1 where angle/pi rounds to a multiple of 1/2: a quarter
/// turn that was written as pi/2 or 90 deg is one, although no double is pi/2.
/// @param angle  rad
Direction direction(double angle);

}  // namespace gaussnet
