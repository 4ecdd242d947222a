#pragma once

#include <Eigen/Core>
#include <tests/laws/graph_record.hpp>

/// The stationary state once more in extended precision, from the elements of doubled_up.hpp: what
/// the error bounds of double precision are judged by. (Where long double is double it judges
/// nothing.)
namespace laws {

using ExtendedMatrix = Eigen::Matrix<long double, Eigen::Dynamic, Eigen::Dynamic>;

/// V of A V + V A^T + D = 0 in long double, as one linear system for its entries.
ExtendedMatrix extended_lyapunov(const ExtendedMatrix& drift, const ExtendedMatrix& diffusion);

/// V of X1, P1, ... in the order of the record; all wires and loops are one linear system.
ExtendedMatrix extended_covariance(const GraphRecord& record);

}  // namespace laws
