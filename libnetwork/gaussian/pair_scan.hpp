#pragma once

#include <libnetwork/gaussian/pair_covariance.hpp>

namespace gaussnet {

/// One mode and others: their covariances, each of four numbers, column by column.
struct PairRow {
  const double* own = nullptr;     // V_ii
  const double* others = nullptr;  // V_jj, j = 0 ... count - 1
  const double* pairs = nullptr;   // V_ij, rows of mode i
  int count = 0;
};

/// V of modes i and j.
PairCovariance pair_covariance(const PairRow& row, int j);

/// What decides a figure of each pair of a row, bounded from below: rounding included, for what V
/// holds. Plain arithmetic, so that a scan looks closer at few pairs only.
///
///     (2 nu~_1)^2 min(1, (2 nu~_2)^2),   nu~^2 = 2 det V/(T +- sqrt(T^2 - 4 det V)),
///     T = det V_i + det V_j - 2 det V_ij
/// E_N <= -ln(bound)/2, and E_N = 0 where the bound is 1 or more.          [theory.md, Eq. (62)]
void bound_transposed(const PairRow& row, double* bounds);

///     (2 nu(S_j))^2 = 4 det V/det V_i
/// How far mode i steers each other, G <= -ln(bound)/2; then how far each other steers mode i.
void bound_steered(const PairRow& row, double* bounds);  // [theory.md, Eq. (62a)]
void bound_steering(const PairRow& row, double* bounds);

///     2 (ab - c^2)/(a + b + sqrt((a - b)^2 + 4 c^2)) <= xi
/// The least EPR variance over weights and rotations.                      [theory.md, Eq. (61)]
void bound_epr(const PairRow& row, double* bounds);

/// xi at a weight of the later mode or of the earlier one, whichever is less; 0 rotation.
void bound_weighted_epr(const PairRow& row, double weight, double* bounds);

///     tr V tr V^{-1} >= ||V|| ||V^{-1}||
/// Infinite where V is not positive definite to its rounding.
double condition_bound(const PairRow& row, int j);

}  // namespace gaussnet
