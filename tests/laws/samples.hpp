#pragma once

#include <string>
#include <tests/laws/generated_networks.hpp>
#include <vector>

namespace laws {

/// The generated networks that every law is held over, seeds 1 ... sample_count.
inline constexpr int sample_count = 320;
const std::vector<NetworkRecord>& samples();

/// V of Eq. (4) and (5), with |V_ij - exact V_ij| <= error_bound sqrt(V_ii V_jj).
struct Covariance {
  gaussnet::Matrix matrix{};
  double error_bound = 0;
};
Covariance unconditional(const gaussnet::LinearModel& model);
Covariance conditional(const gaussnet::LinearModel& model);

/// The seed of one of samples().
std::size_t seed_of(const NetworkRecord& record);

/// The largest difference of A, D, M^T R^{-1} M, Gam R^{-1} M and Gam R^{-1} Gam^T, which say all
/// that (4) and (5) ask of a model, whatever the order of its records; entry (i, j) relative to
/// sqrt(s_i s_j), s the largest rate in the rows of A and of D. Same modes in the same order.
double model_difference(const gaussnet::LinearModel& one, const gaussnet::LinearModel& other);

/// The model with its modes in the order of their names, M, R and Gam with it.
gaussnet::LinearModel in_order_of(gaussnet::LinearModel model,
                                  const std::vector<std::string>& names);

/// The model with its modes in the order of the record's oscillators, M, R and Gam with it.
gaussnet::LinearModel in_record_order(gaussnet::LinearModel model, const NetworkRecord& record);

/// max |V_ij - W_ij| / sqrt(V_ii V_jj)
double scaled_difference(const gaussnet::Matrix& v, const gaussnet::Matrix& w);
/// Least eigenvalue of the Hermitian S^{-1} (V + i Im) S^{-1}, S = sqrt(diag V): the sign is that
/// of V + i Im, and rates or variances over many decades do not hide it. A zero row of V stays.
double scaled_margin(const gaussnet::Matrix& v, const gaussnet::Matrix& imaginary);

/// The rounding that the solver allows, and what a few operations on its answer add.
inline constexpr double rounding = 1e-12;

}  // namespace laws
