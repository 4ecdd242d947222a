#pragma once

#include <libnetwork/linear/double_double.hpp>
#include <libnetwork/linear/matrix.hpp>
#include <vector>

// For the sources of this folder: the few decompositions that are needed in twice the precision.
namespace gaussnet {

/// Dense, row by row: Eigen's solvers want more of a number than DoubleDouble has to offer.
class ExtendedMatrix {
 public:
  ExtendedMatrix(Eigen::Index rows, Eigen::Index cols)
      : cols_(cols), entries_(static_cast<std::size_t>(rows * cols)) {}
  DoubleDouble& operator()(Eigen::Index i, Eigen::Index j) {
    return entries_[static_cast<std::size_t>(i * cols_ + j)];
  }
  const DoubleDouble& operator()(Eigen::Index i, Eigen::Index j) const {
    return entries_[static_cast<std::size_t>(i * cols_ + j)];
  }

 private:
  Eigen::Index cols_;
  std::vector<DoubleDouble> entries_;
};

/// V = L L^T in place, L in the lower triangle; the upper one is not read.
/// @throws InaccurateResult V not positive definite
void cholesky(ExtendedMatrix& v, Eigen::Index n);

///     K = L^T Om L,   antisymmetric, n x n
ExtendedMatrix factor_commutators(const ExtendedMatrix& l, Eigen::Index n);

/// Singular values of an antisymmetric K, n x n, n even: n/2 values, ascending, each pair once.
std::vector<DoubleDouble> paired_singular_values(const ExtendedMatrix& k, Eigen::Index n);

/// Throws the InaccurateResult that says so and what helps.
[[noreturn]] void refuse_indefinite();

}  // namespace gaussnet
