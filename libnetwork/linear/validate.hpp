#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <string_view>

namespace gaussnet {

/// @throws std::invalid_argument naming the matrix and the entry: not finite.
void check_finite(const Matrix& matrix, std::string_view name);

/// @throws std::invalid_argument naming the matrix: not square, not finite.
void check_square(const Matrix& matrix, std::string_view name);

/// @throws std::invalid_argument naming the matrix, what it has and what it should have.
struct Shape {
  Eigen::Index rows = 0;
  Eigen::Index columns = 0;
};
void check_shape(const Matrix& matrix, Shape expected, std::string_view name);

/// An empty rounding says that the matrix is exact; another has its shape.
void check_rounding(const Matrix& rounding, const Matrix& of, std::string_view name);

/// The symmetric part of a matrix that is symmetric up to rounding.
/// @throws std::invalid_argument naming the worst entry if it is not.
Matrix symmetric_part(const Matrix& matrix, std::string_view name);

/// A symmetric matrix as the covariance of white noise:
///     S >= 0
/// up to rounding of its assembly, and to what `rounding` (empty: nothing) says of it entrywise.
/// @throws std::invalid_argument naming the matrix: a negative variance, or its least eigenvalue.
void check_noise(const Matrix& matrix, const Matrix& rounding, std::string_view name);

}  // namespace gaussnet
