#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <tests/laws/graph_record.hpp>

/// Networks by the (S, L, H) calculus instead of (1) and (36): every loss and every amplifier is
/// made unitary by an auxiliary channel, all components are concatenated, and one wire after the
/// other is closed by the feedback reduction rule. With K for the Hamiltonian (da = -i K a) and
/// X^b = J X^dagger J, closing output y into input x, W = (1 - S_yx)^{-1}, is
///
///     S' = S + S_{.x} W S_{y.},   L' = L + S_{.x} W L_y,
///     K' = K + (X - X^b)/2i,      X = L^b S_{.x} W L_y            (L of all outputs),
///
/// and the network has A = -1/2 L^b L - i K, B = -L^b S.
/// J. Gough, M. R. James, Commun. Math. Phys. 287, 1109 (2009); with squeezing: J. E. Gough,
/// M. R. James, H. I. Nurdin, Phys. Rev. A 81, 023804 (2010).
namespace laws {

struct DriftAndDiffusion {
  gaussnet::Matrix drift{};
  gaussnet::Matrix diffusion{};
};

/// Of the quadratures X1, P1, ... in the order of the record. No Brownian damping: it has no H.
DriftAndDiffusion by_feedback_reduction(const GraphRecord& record);

}  // namespace laws
