#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <libnetwork/gaussian/symplectic.hpp>
#include <libnetwork/gaussian/symplectic_spectrum.hpp>
#include <limits>
#include <stdexcept>
#include <string>

namespace gaussnet {
namespace {

using Eigen::Index;

std::string shape(const Matrix& m) {
  return std::to_string(m.rows()) + " x " + std::to_string(m.cols());
}

void require_covariance(const Matrix& v) {
  if (v.rows() != v.cols() || v.rows() == 0 || v.rows() % 2 != 0) {
    throw std::invalid_argument("a covariance of n >= 1 modes is 2n x 2n, this one is " + shape(v));
  }
  if (!v.allFinite()) throw std::invalid_argument("the covariance has an entry that is not finite");
}

void require_factor(const Matrix& l) {
  if (l.rows() == 0 || l.rows() % 2 != 0 || l.cols() < l.rows()) {
    throw std::invalid_argument("a factor of n >= 1 modes is 2n x m with m >= 2n, this one is " +
                                shape(l));
  }
  if (!l.allFinite()) throw std::invalid_argument("the factor has an entry that is not finite");
}

/// Diagonal of P.
Vector momentum_signs(Index quadratures, std::span<const int> modes) {
  Vector signs = Vector::Ones(quadratures);
  for (const int mode : modes) {
    if (mode < 0 || 2 * static_cast<Index>(mode) >= quadratures) {
      throw std::invalid_argument("mode " + std::to_string(mode) + " is not among the " +
                                  std::to_string(quadratures / 2) + " modes (counted from 0)");
    }
    signs(quadrature_index(mode, Quadrature::P)) = -1;
  }
  return signs;
}

ComplexMatrix uncertainty_matrix(const Matrix& v) {
  ComplexMatrix m = v.cast<std::complex<double>>();
  const std::complex<double> half_commutator(0, vacuum_variance);
  for (Index x = 0; x < v.rows(); x += 2) {
    m(x, x + 1) += half_commutator;
    m(x + 1, x) -= half_commutator;
  }
  return m;
}

Vector rounded(const SymplecticSpectrum& spectrum) {
  Vector values(static_cast<Index>(spectrum.values.size()));
  for (Index k = 0; k < values.size(); ++k) {
    values(k) = spectrum.values[static_cast<std::size_t>(k)].high;
  }
  return values;
}

}  // namespace

Matrix symplectic_form(int num_modes) {
  if (num_modes < 0) {
    throw std::invalid_argument("the number of modes is " + std::to_string(num_modes) +
                                ", it cannot be negative");
  }
  const Index n = 2 * static_cast<Index>(num_modes);
  Matrix form = Matrix::Zero(n, n);
  for (Index x = 0; x < n; x += 2) {
    form(x, x + 1) = 1;
    form(x + 1, x) = -1;
  }
  return form;
}

Vector symplectic_eigenvalues(const Matrix& covariance) {
  require_covariance(covariance);
  return rounded(symplectic_spectrum(covariance, 0));
}

Vector symplectic_eigenvalues_of_factor(const Matrix& factor) {
  require_factor(factor);
  return rounded(symplectic_spectrum_of_factor(factor, 0));
}

Matrix partial_transpose(const Matrix& covariance, std::span<const int> modes) {
  require_covariance(covariance);
  const Vector signs = momentum_signs(covariance.rows(), modes);
  return signs.asDiagonal() * covariance * signs.asDiagonal();
}

Matrix flip_momenta(const Matrix& factor, std::span<const int> modes) {
  return momentum_signs(factor.rows(), modes).asDiagonal() * factor;
}

double uncertainty_margin(const Matrix& covariance) {
  require_covariance(covariance);
  return Eigen::SelfAdjointEigenSolver<ComplexMatrix>(uncertainty_matrix(covariance),
                                                      Eigen::EigenvaluesOnly)
      .eigenvalues()
      .minCoeff();
}

double uncertainty_tolerance(const Matrix& covariance) {
  constexpr double eps = std::numeric_limits<double>::epsilon();
  return 10 * static_cast<double>(covariance.rows()) * eps * covariance.norm();
}

bool satisfies_uncertainty(const Matrix& covariance) {
  require_covariance(covariance);
  ComplexMatrix m = uncertainty_matrix(covariance);
  const double tolerance = uncertainty_tolerance(covariance);
  m.diagonal().array() += tolerance;
  if (Eigen::LLT<ComplexMatrix>(m).info() == Eigen::Success) return true;
  return uncertainty_margin(covariance) >= -tolerance;
}

}  // namespace gaussnet
