#pragma once

#include <libnetwork/network/component.hpp>

namespace gaussnet {

/// sqrt(eta) q_phi + sqrt(1 - eta) vacuum + electronic noise,  q_phi = x cos phi + p sin phi; in
/// the rotating-wave picture the cosine and the sine component of that record.
///                                                         [theory.md, Eqs. (31) to (33)]
struct HomodyneNumbers {
  double angle = 0;
  double efficiency = 1;
  double electronic_noise = 0;  // relative to the record's variance with vacuum at the input

  bool operator==(const HomodyneNumbers&) const = default;
};
Component homodyne(const HomodyneNumbers& numbers, Picture picture);

/// Both quadratures of every channel at efficiency eta, each with the added half quantum and
/// electronic noise.                                                    [theory.md, Eq. (34)]
struct HeterodyneNumbers {
  double efficiency = 1;
  double electronic_noise = 0;

  bool operator==(const HeterodyneNumbers&) const = default;
};
Component heterodyne(const HeterodyneNumbers& numbers, Picture picture);

}  // namespace gaussnet
