#pragma once

#include <libnetwork/errors/failures.hpp>
#include <libnetwork/linear/stability.hpp>
#include <stdexcept>
#include <string>

namespace gaussnet {

/// An equation of this room has no answer because of one eigenmode. States are numbers here; who
/// knows their names says them.
class ModeFailure : public std::runtime_error {
 public:
  const Eigenmode& mode() const { return mode_; }

 protected:
  ModeFailure(const std::string& text, Eigenmode mode);

 private:
  Eigenmode mode_;
};

/// A has an eigenvalue whose real part is not below 0 by more than rounding.
class NotStable : public ModeFailure {
 public:
  explicit NotStable(Eigenmode mode);
};

/// A mode of A does not decay and the record M r does not see it.
class NotDetectable : public ModeFailure {
 public:
  explicit NotDetectable(Eigenmode mode);
};

/// A mode of A - Gam R^{-1} M neither decays nor grows, and D - Gam R^{-1} Gam^T does not drive it.
class NotStabilisable : public ModeFailure {
 public:
  explicit NotStabilisable(Eigenmode mode);
};

/// Rounding decides the covariance: what to throw, with the rightmost eigenvalue as computed.
InaccurateResult decided_by_rounding(double spectral_abscissa);

}  // namespace gaussnet
