#pragma once

#include <libnetwork/network/langevin_model.hpp>
#include <optional>

namespace gaussnet {

struct Mistake;
struct NetworkGraph;

/// [not-finite] of the first mode or record whose rates leave the range of a double, be it in A, in
/// C or in what the covariance N of the fields makes of B and F:
///     D = B N B^T,    M = F N F^T,    |R_ik| <= (D_ii M_kk)^{1/2} for R = B N F^T.
/// Products of rates that are finite each may overflow; a solver could only say that it failed.
std::optional<Mistake> check_finite(const LangevinModel& model, const NetworkGraph& network);

/// Whether check_finite() of the assembled network could find anything. Along the blocks, the
/// powers of the light are followed as if beams that meet were independent and each as strong as
/// its strongest quadrature,
///     p_out <= sum_k |F_k|^2 (t_k p_k + n_k) + Y,    D_ii <= sum_k |B_ik|^2 (t_k p_k + n_k) +
///     Q_ii,
/// which exceeds the truth where amplified light interferes. O(blocks).
bool may_leave_range(const BlockCascade& cascade);

}  // namespace gaussnet
