#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/linear/cholesky.hpp>
#include <libnetwork/linear/tolerances.hpp>
#include <libnetwork/linear/validate.hpp>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace gaussnet {
namespace {

// Entries (i, j) and (j, i) may differ by this times their own scale sqrt(S_ii S_jj), ...
constexpr double symmetry_tolerance = 1e-12;
// ... or by this many units of rounding of the largest entry.
constexpr double symmetry_rounding = 8;

// Significant digits in messages: enough to see where a matrix is not symmetric.
constexpr int digits = 9;

// A variance below this times the largest one counts as that much.
constexpr double variance_floor = std::numeric_limits<double>::min();

std::string entry(std::string_view name, Eigen::Index i, Eigen::Index j) {
  return std::string(name) + "(" + std::to_string(i) + ", " + std::to_string(j) + ")";
}

std::string shape_of(Shape shape) {
  return std::to_string(shape.rows) + " x " + std::to_string(shape.columns);
}

void check_variances(const Matrix& matrix, const Matrix& rounding, std::string_view name) {
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    const double uncertain = rounding.size() == 0 ? 0 : std::abs(rounding(i, i));
    if (matrix(i, i) >= -uncertain) continue;
    throw std::invalid_argument(entry(name, i, i) + " is " + number_in_words(matrix(i, i), digits) +
                                "; a variance cannot be negative");
  }
}

double least_eigenvalue(const Matrix& matrix) {
  return Eigen::SelfAdjointEigenSolver<Matrix>(matrix, Eigen::EigenvaluesOnly).eigenvalues()(0);
}

}  // namespace

void check_finite(const Matrix& matrix, std::string_view name) {
  if (matrix.allFinite()) return;
  for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
      if (std::isfinite(matrix(i, j))) continue;
      throw std::invalid_argument(entry(name, i, j) + " is " +
                                  number_in_words(matrix(i, j), digits) + "; it must be finite");
    }
  }
}

void check_square(const Matrix& matrix, std::string_view name) {
  check_shape(matrix, {matrix.rows(), matrix.rows()}, name);
}

void check_shape(const Matrix& matrix, Shape expected, std::string_view name) {
  if (matrix.rows() != expected.rows || matrix.cols() != expected.columns) {
    throw std::invalid_argument(std::string(name) + " is " +
                                shape_of({matrix.rows(), matrix.cols()}) + "; it must be " +
                                shape_of(expected));
  }
  check_finite(matrix, name);
}

void check_rounding(const Matrix& rounding, const Matrix& of, std::string_view name) {
  if (rounding.size() != 0) check_shape(rounding, {of.rows(), of.cols()}, name);
}

Matrix symmetric_part(const Matrix& matrix, std::string_view name) {
  check_square(matrix, name);
  if (matrix.size() == 0) return matrix;
  const double rounding = symmetry_rounding * static_cast<double>(matrix.rows()) *
                          std::numeric_limits<double>::epsilon() * matrix.cwiseAbs().maxCoeff();
  for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
    for (Eigen::Index i = j + 1; i < matrix.rows(); ++i) {
      const double a = matrix(i, j);
      const double b = matrix(j, i);
      const double scale = std::abs(a) + std::abs(b) +
                           std::sqrt(std::abs(matrix(i, i))) * std::sqrt(std::abs(matrix(j, j)));
      if (std::abs(a - b) <= symmetry_tolerance * scale + rounding) continue;
      throw std::invalid_argument(std::string(name) + " is not symmetric: " + entry(name, i, j) +
                                  " is " + number_in_words(a, digits) + ", " + entry(name, j, i) +
                                  " is " + number_in_words(b, digits));
    }
  }
  return 0.5 * (matrix + matrix.transpose());
}

void check_noise(const Matrix& matrix, const Matrix& rounding, std::string_view name) {
  check_variances(matrix, rounding, name);
  if (matrix.size() == 0 || matrix.isZero(0)) return;
  const double largest = matrix.cwiseAbs().maxCoeff();
  const Vector scale =
      (matrix.diagonal() / largest).cwiseMax(variance_floor).cwiseSqrt().cwiseInverse();
  const auto scaled = [&](const Matrix& of) -> Matrix {
    return scale.asDiagonal() * (of / largest) * scale.asDiagonal();
  };
  Matrix lifted = scaled(matrix);
  lifted.diagonal().array() += noise_tolerance;
  if (is_positive_definite(std::move(lifted))) return;
  const double least = least_eigenvalue(scaled(matrix));
  const double uncertain =
      rounding.size() == 0 ? 0 : scaled(rounding.cwiseAbs()).rowwise().sum().maxCoeff();
  if (least >= -noise_tolerance - uncertain) return;
  throw std::invalid_argument(std::string(name) +
                              " is indefinite: scaled to unit variances its least eigenvalue is " +
                              number_in_words(least, digits) + "; no noise correlates so");
}

}  // namespace gaussnet
