#pragma once

#include <libnetwork/network/component.hpp>
#include <optional>
#include <string>

namespace gaussnet {

/// What the light meets along a link: a power loss with a thermal occupation behind it (vacuum: 0)
/// and a phase.
struct Passage {
  double loss = 0;
  /// 1 - loss, where it is known better than from the loss: of 160 dB the loss is 1 to the last
  /// bit.
  std::optional<double> accurate_transmission{};
  double phase = 0;
  double occupation = 0;

  double transmitted() const { return accurate_transmission.value_or(1 - loss); }
};

///     b -> sqrt(transmitted) e^{i phase} b + v                      [theory.md, Eq. (25)]
/// A wire; v is fresh noise of that variance with the commutator lost * Om.
struct Transmission {
  double transmitted = 1;  // fractions of the power, each to its own last digits
  double lost = 0;
  double phase = 0;
  double noise_variance = 0;
  double units = 0;           // of rounding of `transmitted`, relative
  double noise_rounding = 0;  // |noise_variance - exact|
  double phase_rounding = 0;  // |phase - exact|, rad

  double amplitude() const;
  /// What comes after a passage.
  Transmission then(const Passage& passage) const;
  /// What comes after another wire.
  Transmission then(const Transmission& next) const;
};

/// T of a wire on the quadratures of a beam.
RoundedMatrix transfer(const Transmission& wire, Picture picture);
/// The fresh noise of a wire.
Noise fresh_noise(const Transmission& wire, Picture picture, std::string label);

}  // namespace gaussnet
