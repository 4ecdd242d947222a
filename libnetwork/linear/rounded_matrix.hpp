#pragma once

#include <libnetwork/linear/matrix.hpp>

namespace gaussnet {

/// A matrix as it was computed and, entrywise, how far it may be from what it stands for:
///     |value - exact| <= rounding.
struct RoundedMatrix {
  Matrix value{};
  Matrix rounding{};

  static RoundedMatrix exact(Matrix value);
  static RoundedMatrix zero(Eigen::Index rows, Eigen::Index columns);
  /// Every entry is right to that many units of its own rounding, 2^-53.
  static RoundedMatrix to(double units, Matrix value);

  Eigen::Index rows() const { return value.rows(); }
  Eigen::Index cols() const { return value.cols(); }
  RoundedMatrix block(Eigen::Index row, Eigen::Index column, Eigen::Index rows,
                      Eigen::Index columns) const;
  RoundedMatrix transpose() const { return {value.transpose(), rounding.transpose()}; }
};

/// 2^-53, the largest relative error of one rounding.
double rounding_unit();

///     |X y - exact| <= (dX + k 2^-53 |X|) |y|
/// for a y without error, k products meeting in an entry of the row; returns the bracket. A row
/// that only passes an entry on (a single 1 or -1) rounds nothing.
Matrix uncertainty(const RoundedMatrix& x);

/// With the rounding of the product itself, second order included.
RoundedMatrix operator*(const RoundedMatrix& x, const RoundedMatrix& y);
RoundedMatrix operator+(const RoundedMatrix& x, const RoundedMatrix& y);

///     ||X||_2, never from below
double largest_gain(const Eigen::Ref<const Matrix, 0, Eigen::OuterStride<>>& X);

/// |fl(x + y) - (x + y)|: where both are there, 2^-53 |x + y|.
Matrix rounding_of_sum(const Matrix& x, const Matrix& y);

}  // namespace gaussnet
