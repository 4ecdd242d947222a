#pragma once

#include <libnetwork/linear/double_double.hpp>
#include <libnetwork/linear/matrix.hpp>
#include <vector>

// Dense matrices with 106 bits of mantissa, for reference solutions: twice the precision of what is
// tested, on every machine (long double is double on some).

namespace trust {

using gaussnet::DoubleDouble;
using gaussnet::Matrix;
using gaussnet::Vector;

class Extended {
 public:
  Extended(Eigen::Index rows, Eigen::Index columns)
      : rows_(rows), columns_(columns), entries_(static_cast<std::size_t>(rows * columns)) {}
  explicit Extended(const Matrix& of);
  static Extended identity(Eigen::Index n);

  Eigen::Index rows() const { return rows_; }
  Eigen::Index cols() const { return columns_; }
  DoubleDouble& operator()(Eigen::Index i, Eigen::Index j) { return column(j)[i]; }
  const DoubleDouble& operator()(Eigen::Index i, Eigen::Index j) const { return column(j)[i]; }
  DoubleDouble* column(Eigen::Index j) { return entries_.data() + j * rows_; }
  const DoubleDouble* column(Eigen::Index j) const { return entries_.data() + j * rows_; }

  Matrix rounded() const;
  Extended transposed() const;
  Extended block(Eigen::Index row, Eigen::Index column, Eigen::Index rows,
                 Eigen::Index columns) const;
  void set_block(Eigen::Index row, Eigen::Index column, const Extended& part);
  /// Frobenius norm, as a double.
  double norm() const { return rounded().norm(); }

 private:
  Eigen::Index rows_, columns_;
  std::vector<DoubleDouble> entries_;
};

Extended operator+(const Extended& x, const Extended& y);
Extended operator-(const Extended& x, const Extended& y);
Extended operator*(const Extended& x, const Extended& y);
Extended operator*(DoubleDouble factor, Extended x);

/// 1/2 (X + X^T)
Extended symmetric_part(const Extended& x);
/// S X S with diagonal S
Extended scaled(const Extended& x, const Vector& left, const Vector& right);
/// X^{-1} Y, by elimination with partial pivoting.
Extended solve(Extended x, Extended y);
Extended inverse(const Extended& x);

}  // namespace trust
