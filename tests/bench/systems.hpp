#pragma once

#include <libnetwork/linear/lyapunov.hpp>
#include <libnetwork/linear/riccati.hpp>
#include <string>
#include <vector>

// The systems that are timed: the same ones for us, for the peers linked here and, by way of files,
// for those called by script. Seeds follow from the size.

namespace bench {

/// `dense`: every entry filled; `cascade`: the matrices of laws::long_cascade, block triangular.
enum class Family { dense, cascade };
const char* name_of(Family family);

/// 64 systems up to 32 states, 4 up to 64, else one. All stable.
std::vector<gaussnet::LyapunovEquation> lyapunov_systems(Family family, int states);

/// Every entry filled, a quarter as many records as states, noise of states and records correlated;
/// A is stable or not as it falls.
std::vector<gaussnet::RiccatiEquation> riccati_systems(int states);

///     ||A V + V A^T + D|| / (2 ||A|| ||V|| + ||D||)
double residual(const gaussnet::LyapunovEquation& equation, const gaussnet::Matrix& V);
///     ||A V + V A^T + D - L R^{-1} L^T|| / (2 ||A|| ||V|| + ||D|| + ||L R^{-1} L^T||),
/// L = V M^T + Gam
double residual(const gaussnet::RiccatiEquation& equation, const gaussnet::Matrix& V);

/// Writes systems of every family and these sizes for peers.py and peers.m: little-endian doubles,
/// the number of systems, n and m, then of each A, D and, for m > 0, M, R, Gam, column by column.
void write_systems(const std::string& folder, const std::vector<int>& sizes);

}  // namespace bench
