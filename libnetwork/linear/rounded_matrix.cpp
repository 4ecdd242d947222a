#include <Eigen/SVD>
#include <cmath>
#include <libnetwork/linear/rounded_matrix.hpp>
#include <limits>
#include <utility>

namespace gaussnet {

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

double largest_gain(const Matrix& X) {
  if (X.size() == 0) return 0;
  constexpr double roundings = 8;
  return Eigen::JacobiSVD<Matrix>(X).singularValues()(0) * (1 + roundings * rounding_unit());
}

Matrix rounding_of_sum(const Matrix& x, const Matrix& y) {
  return x.binaryExpr(y, [](double a, double b) {
    return a != 0 && b != 0 ? rounding_unit() * std::abs(a + b) : 0.0;
  });
}

}  // namespace gaussnet
