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

/// How far the angle of direction(angle) may be from the exact one, in rad: what rounding of the
/// angle and of the turns in it leaves open; 0 at the quarter turns, which are taken as exact.
double direction_rounding(double angle);

}  // namespace gaussnet
