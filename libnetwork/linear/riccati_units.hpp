#pragma once

#include <libnetwork/linear/riccati.hpp>
#include <optional>

namespace gaussnet {

/// Powers of two that bring a Riccati equation to entries of order 1:
///     A = 2^rate A',  D = 2^diffusion D',  R = 2^noise R',  both even,
///     M = 2^{rate + (noise - diffusion)/2} M',  Gam = 2^{(diffusion + noise)/2} Gam',
///     V = 2^{diffusion - rate} V',  K = 2^{(diffusion - noise)/2} K',
/// of which M' and K' follow because the equation keeps its form.
struct RiccatiUnits {
  int rate = 0;
  int diffusion = 0;
  int noise = 0;
};

/// Nothing where products of the entries cannot overflow: the units as given serve.
std::optional<RiccatiUnits> units_of(const RiccatiEquation& equation);

/// The equation in these units; nothing if an entry would lose bits.
std::optional<RiccatiEquation> in_units(const RiccatiUnits& units, const RiccatiEquation& equation);

/// Back in units as given. @throws InaccurateResult: a variance is beyond the range of doubles.
RiccatiSolution as_given(const RiccatiUnits& units, RiccatiSolution solution);

}  // namespace gaussnet
