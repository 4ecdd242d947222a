#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <libnetwork/linear/balancing.hpp>
#include <libnetwork/linear/cascade_order.hpp>
#include <libnetwork/linear/detectability.hpp>
#include <libnetwork/linear/schur.hpp>
#include <limits>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
// Distances to undetectability below this many n eps count as zero.
constexpr double unseen_tolerance = 16;
// Q carries the rounding of the subtraction D - Gam R^{-1} Gam^T, so it is judged less strictly.
constexpr double undriven_tolerance = 1e3;
// A block's eigenvalue does not decay if it lies right of -this many m eps ||block||.
constexpr double decay_tolerance = 4;
// Eigenvalues this near to the imaginary axis (times ||F||) are looked at; the test then decides.
constexpr double marginal_candidate = 1e-6;
constexpr int inverse_iterations = 4;
// A proof of detectability must exceed unseen_tolerance by this factor, for its own rounding.
constexpr double proof_margin = 4;

// Stands for a zero on the diagonal, far below any tolerance.
constexpr double no_pivot = eps * eps;

struct Null {
  double distance = 0;     // least singular value
  ComplexVector vector{};  // and its right singular vector
};

/// Of the tall matrix [top; bottom], by inverse iteration on the triangle of its QR form.
/// @param top  of order 1 or 0; only bottom may be far from it
Null nearest_null(const ComplexMatrix& top, const Matrix& bottom) {
  const Eigen::Index n = top.cols();
  ComplexMatrix stacked(top.rows() + bottom.rows(), n);
  stacked << top, bottom.cast<std::complex<double>>();
  const Eigen::HouseholderQR<ComplexMatrix> qr(stacked);
  ComplexMatrix R = qr.matrixQR().topRows(n).triangularView<Eigen::Upper>();
  for (Eigen::Index i = 0; i < n; ++i) {
    if (std::abs(R(i, i)) < no_pivot) R(i, i) = no_pivot;
  }
  Null null{0, ComplexVector::Ones(n).normalized()};
  for (int k = 0; k < inverse_iterations; ++k) {
    ComplexVector y = R.adjoint().triangularView<Eigen::Lower>().solve(null.vector);
    y.normalize();
    null.vector = R.triangularView<Eigen::Upper>().solve(y);
    null.distance = 1 / null.vector.norm();
    null.vector.normalize();
  }
  return null;
}

Eigenmode named_by(const Matrix& A, std::complex<double> lambda, double near, const Vector& mask) {
  Eigenmode mode;
  mode.eigenvalue = lambda;
  Vector p = Vector::Zero(A.rows());
  for (const Eigenmode& m : modes_near(A, lambda, near)) {
    p += Eigen::Map<const Vector>(m.participation.data(), A.rows());
  }
  p = p.cwiseProduct(mask);
  if (!(p.sum() > 0)) p = mask;
  p /= p.sum();
  mode.participation.assign(p.data(), p.data() + p.size());
  p.maxCoeff(&mode.state);
  return mode;
}

struct BlockEigenvalue {
  std::complex<double> value{};
  double rounding = 0;
};

std::vector<BlockEigenvalue> eigenvalues_by_block(const Matrix& A) {
  std::vector<BlockEigenvalue> all;
  for (const std::vector<int>& states : cascade_order(A)) {
    Matrix block = A(states, states);
    balance(block);
    const double rounding = static_cast<double>(block.rows()) * eps * block.norm();
    for (const std::complex<double>& lambda : eigenvalues(block)) all.push_back({lambda, rounding});
  }
  return all;
}

}  // namespace

std::optional<Eigenmode> undetected_mode(const Matrix& drift, const Matrix& measurement) {
  Matrix A = drift;
  const Vector units = balance(A);
  const Matrix M = measurement * units.asDiagonal();
  const double scale = A.norm();
  const double n_eps = static_cast<double>(A.rows()) * eps;
  for (const BlockEigenvalue& e : eigenvalues_by_block(A)) {
    const std::complex<double> lambda = e.value;
    if (lambda.real() < -decay_tolerance * e.rounding || lambda.imag() < 0) continue;
    const double unit = scale > 0 ? scale : std::max(M.squaredNorm(), 1e-300);
    ComplexMatrix shifted = A.cast<std::complex<double>>() / unit;
    shifted.diagonal().array() -= lambda / unit;
    const Null null = nearest_null(shifted, M / std::sqrt(unit));
    if (null.distance > unseen_tolerance * n_eps) continue;
    return named_by(A, lambda, unseen_tolerance * n_eps * scale, null.vector.cwiseAbs());
  }
  return std::nullopt;
}

bool is_surely_detectable(double distance, Eigen::Index n) {
  return distance > proof_margin * unseen_tolerance * static_cast<double>(n) * eps;
}

std::optional<Eigenmode> undriven_marginal_mode(const Matrix& F, const Matrix& Q,
                                                double noise_scale) {
  const double scale = F.norm();
  const double unit = scale > 0 ? scale : 1.0;
  const double n_eps = static_cast<double>(F.rows()) * eps;
  const Matrix noise = noise_scale > 0 ? Matrix(Q / noise_scale) : Q;
  for (const BlockEigenvalue& e : eigenvalues_by_block(F)) {
    if (std::abs(e.value.real()) > marginal_candidate * scale || e.value.imag() < 0) continue;
    ComplexMatrix shifted = F.transpose().cast<std::complex<double>>() / unit;
    shifted.diagonal().array() += std::complex<double>(0, e.value.imag() / unit);
    const Null null = nearest_null(shifted, noise);
    if (null.distance > undriven_tolerance * n_eps) continue;
    return named_by(F, {0.0, e.value.imag()}, 2 * marginal_candidate * scale,
                    null.vector.cwiseAbs());
  }
  return std::nullopt;
}

}  // namespace gaussnet
