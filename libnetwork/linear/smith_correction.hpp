#pragma once

#include <libnetwork/linear/riccati.hpp>
#include <libnetwork/linear/white_record.hpp>
#include <optional>

namespace gaussnet {

struct CorrectedRiccati {
  RiccatiSolution solution{};
  /// No mode of A that does not decay is nearer to one that the record does not see than this, in
  /// the measure of undetected_mode: proven by X below.
  double distance_to_unseen = 0;
};

/// From doubling's V = S V' S to full accuracy, by Newton's method with squared Smith iterations
/// in V's coordinates: products of matrices only.
///
/// The error bound is proven without trust in the iteration. With the misfit W of
/// error_bound.hpp, of which the residual is a part, and any symmetric X, let
///     P = -(A_c X + X A_c^T) >= W / kappa,   A_c = A - K M,
/// where kappa follows from P and its rounding by Gershgorin's circles. If A_c is stable, kappa X
/// bounds the error as the exact solution would; and it is where X > 0, by Lyapunov's theorem. (Its
/// eigenvalues decide where rounding hides the sign of X.)
/// Nothing if the iteration or the proof fails, or the error is too large for a proof to first
/// order: a case for the Schur form.
struct DoublingSolution {
  Matrix covariance{};
  Vector scale{};  // S
  double shift = 0;
};
std::optional<CorrectedRiccati> corrected_by_smith(const WhiteRecord& record,
                                                   const DoublingSolution& start);

}  // namespace gaussnet
