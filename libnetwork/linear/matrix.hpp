#pragma once

#include <Eigen/Core>
#include <complex>

namespace gaussnet {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using ComplexMatrix = Eigen::MatrixXcd;
using ComplexVector = Eigen::VectorXcd;

}  // namespace gaussnet
