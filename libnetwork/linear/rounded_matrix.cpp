#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <libnetwork/linear/rounded_matrix.hpp>
#include <limits>
#include <utility>

namespace gaussnet {
namespace {

using Block = Eigen::Ref<const Matrix, 0, Eigen::OuterStride<>>;

/// Of a matrix with two rows or two columns: the larger eigenvalue of the 2 x 2 matrix X X^T or
/// X^T X.
double gain_of_two(const Block& X) {
  const double scale = X.cwiseAbs().maxCoeff();
  if (!(scale > 0)) return 0;
  Eigen::Matrix2d square;
  if (X.rows() == 2) {
    square.noalias() = (X / scale) * (X / scale).transpose();
  } else {
    square.noalias() = (X / scale).transpose() * (X / scale);
  }
  const double half = 0.5 * (square(0, 0) - square(1, 1));
  return scale * std::sqrt(0.5 * square.trace() + std::hypot(half, square(0, 1)));
}

/// Whether X maps pairs of quadratures to themselves.
bool is_diagonal_in_pairs(const Block& X) {
  if (X.rows() != X.cols() || X.rows() % 2 != 0) return false;
  for (Eigen::Index j = 0; j < X.cols(); ++j) {
    for (Eigen::Index i = 0; i < X.rows(); ++i) {
      if (X(i, j) != 0 && i / 2 != j / 2) return false;
    }
  }
  return true;
}

double gain(const Block& X) {
  if (X.rows() == 2 || X.cols() == 2) return gain_of_two(X);
  if (!is_diagonal_in_pairs(X)) return Eigen::JacobiSVD<Matrix>(X).singularValues()(0);
  double largest = 0;
  for (Eigen::Index k = 0; k < X.rows(); k += 2) {
    largest = std::max(largest, gain_of_two(X.block(k, k, 2, 2)));
  }
  return largest;
}

}  // namespace

RoundedMatrix RoundedMatrix::exact(Matrix value) {
  Matrix none = Matrix::Zero(value.rows(), value.cols());
  return {std::move(value), std::move(none)};
}

RoundedMatrix RoundedMatrix::zero(Eigen::Index rows, Eigen::Index columns) {
  return exact(Matrix::Zero(rows, columns));
}

RoundedMatrix RoundedMatrix::to(double units, Matrix value) {
  Matrix rounding = units * rounding_unit() * value.cwiseAbs();
  return {std::move(value), std::move(rounding)};
}

RoundedMatrix RoundedMatrix::block(Eigen::Index row, Eigen::Index column, Eigen::Index rows,
                                   Eigen::Index columns) const {
  return {value.block(row, column, rows, columns), rounding.block(row, column, rows, columns)};
}

double rounding_unit() { return 0.5 * std::numeric_limits<double>::epsilon(); }

Matrix uncertainty(const RoundedMatrix& x) {
  Vector units = Vector::Zero(x.rows());
  for (Eigen::Index column = 0; column < x.cols(); ++column) {
    for (Eigen::Index row = 0; row < x.rows(); ++row) units(row) += x.value(row, column) != 0;
  }
  const Vector sizes = x.value.cwiseAbs().rowwise().sum();
  for (Eigen::Index row = 0; row < x.rows(); ++row) {
    if (units(row) == 1 && sizes(row) == 1) units(row) = 0;
  }
  return x.rounding + (rounding_unit() * units).asDiagonal() * x.value.cwiseAbs();
}

RoundedMatrix operator*(const RoundedMatrix& x, const RoundedMatrix& y) {
  return {x.value * y.value,
          x.value.cwiseAbs() * y.rounding + uncertainty(x) * (y.value.cwiseAbs() + y.rounding)};
}

RoundedMatrix operator+(const RoundedMatrix& x, const RoundedMatrix& y) {
  return {x.value + y.value, x.rounding + y.rounding + rounding_of_sum(x.value, y.value)};
}

double largest_gain(const Eigen::Ref<const Matrix, 0, Eigen::OuterStride<>>& X) {
  if (X.size() == 0) return 0;
  constexpr double roundings = 8;
  return gain(X) * (1 + roundings * rounding_unit());
}

Matrix rounding_of_sum(const Matrix& x, const Matrix& y) {
  return x.binaryExpr(y, [](double a, double b) {
    return a != 0 && b != 0 ? rounding_unit() * std::abs(a + b) : 0.0;
  });
}

}  // namespace gaussnet
