#pragma once

#include <libnetwork/linear/riccati.hpp>
#include <libnetwork/linear/white_record.hpp>
#include <optional>

namespace gaussnet {

/// An equation as given, and with its record white.
struct WatchedSystem {
  const RiccatiEquation& given;
  const WhiteRecord& white;
};

/// Newton's method from a stabilising V, its steps by Schur forms of the closed loop; nothing if a
/// closed loop on the way is not stable, or rounding decides.
std::optional<RiccatiSolution> polished(const WatchedSystem& system, Matrix V);

/// Newton's method to the last bit: residuals in twice the precision, from a V that is right to a
/// few digits. Where P = V + delta is the last step, not yet rounded,
///     F(P) = F(V) + A_c delta + delta A_c^T - delta G delta
/// is small and known to the rounding of delta's products instead of V's; only what it misses goes
/// through the conditioning. Nothing if that proves no bound.
std::optional<RiccatiSolution> sharpened(const WatchedSystem& system, Matrix V);

/// Whether rounding is all that leaves V uncertain: nothing is said of the coefficients' own.
bool is_exact(const RiccatiEquation& equation);

}  // namespace gaussnet
