#pragma once

#include <libnetwork/network/component.hpp>
#include <string>

namespace gaussnet {

/// What the light meets along a link: a power loss with a thermal occupation behind it (vacuum: 0)
/// and a phase.
struct Passage {
  double loss = 0;
  double phase = 0;
  double occupation = 0;
};

///     b -> amplitude e^{i phase} b + v                              [theory.md, Eq. (25)]
/// A wire; v is fresh noise of that variance with the commutator (1 - amplitude^2) Om.
struct Transmission {
  double amplitude = 1;
  double phase = 0;
  double noise_variance = 0;

  /// What comes after a passage.
  Transmission then(const Passage& passage) const;
  /// What comes after another wire.
  Transmission then(const Transmission& next) const;
};

/// T of a wire on the quadratures of a beam.
Matrix transfer(const Transmission& wire, Picture picture);
/// The fresh noise of a wire.
Noise fresh_noise(const Transmission& wire, Picture picture, std::string label);

}  // namespace gaussnet
