#pragma once

#include <libnetwork/linear/riccati.hpp>
#include <optional>
#include <string>
#include <tests/trust/extended.hpp>
#include <vector>

namespace trust {

/// An example of CAREX,  A^T X + X A - X B R^{-1} B^T X + Q = 0,  as a watched system:
/// drift A^T, diffusion Q, measurement B^T, measurement noise R, no correlation.
/// P. Benner, A. J. Laub, V. Mehrmann, Tech. Report SPC 95-22, TU Chemnitz (1995);
/// J. Abels, P. Benner, SLICOT Working Note 1999-14 (version 2.0).
struct CarexCase {
  std::string name{};
  gaussnet::RiccatiEquation equation{};
  std::optional<Extended> closed_form{};  // X, where the collection gives it
};

/// The collection's examples that need no data file, with the parameters for which peers were
/// measured; letters mark other parameters than the collection's own, s smaller sizes.
std::vector<CarexCase> carex();

}  // namespace trust
