#include <Eigen/Eigenvalues>
#include <Eigen/Jacobi>
#include <Eigen/QR>
#include <cmath>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/linear/balancing.hpp>
#include <libnetwork/linear/lyapunov_kernels.hpp>
#include <libnetwork/linear/schur.hpp>
#include <string>
#include <utility>

#ifdef GAUSSNET_HAS_LAPACK
#include <lapacke.h>
#endif

namespace gaussnet {
namespace {

/// False if the matrix is large or the iteration stalls, which the caller then deals with.
bool schur_by_kernel(const Matrix& A, RealSchur& schur) {
  if (A.rows() < 1 || A.rows() > largest_schur) return false;
  schur = {A, Matrix(A.rows(), A.rows())};
  return lyapunov_kernels().schur_form(static_cast<int>(A.rows()), schur.triangle.data(),
                                       schur.basis.data()) &&
         schur.triangle.allFinite() && schur.basis.allFinite();
}

#ifdef GAUSSNET_HAS_LAPACK

// From this size on LAPACK's blocked iteration is faster than Eigen's.
constexpr Eigen::Index lapack_size = 64;

/// False if the matrix is small or the iteration stalls, which the caller then deals with.
bool schur_by_lapack(const Matrix& A, RealSchur& schur) {
  if (A.rows() < lapack_size) return false;
  const auto n = static_cast<lapack_int>(A.rows());
  schur = {A, Matrix(n, n)};
  Vector re(n), im(n);
  lapack_int sorted = 0;
  return LAPACKE_dgees(LAPACK_COL_MAJOR, 'V', 'N', nullptr, n, schur.triangle.data(), n, &sorted,
                       re.data(), im.data(), schur.basis.data(), n) == 0;
}

bool eigenvalues_by_lapack(Matrix A, ComplexVector& lambda) {
  if (A.rows() < lapack_size) return false;
  const auto n = static_cast<lapack_int>(A.rows());
  Vector re(n), im(n);
  if (LAPACKE_dgeev(LAPACK_COL_MAJOR, 'N', 'N', n, A.data(), n, re.data(), im.data(), nullptr, n,
                    nullptr, n) != 0) {
    return false;
  }
  lambda.resize(n);
  lambda.real() = re;
  lambda.imag() = im;
  return true;
}

lapack_logical is_stable(const double* re, const double*) { return *re < 0; }

bool stable_subspace_by_lapack(const Matrix& A, Matrix& U) {
  if (A.rows() < lapack_size) return false;
  const auto n = static_cast<lapack_int>(A.rows());
  Matrix T = A;
  Matrix basis(n, n);
  Vector re(n), im(n);
  lapack_int count = 0;
  if (LAPACKE_dgees(LAPACK_COL_MAJOR, 'V', 'S', is_stable, n, T.data(), n, &count, re.data(),
                    im.data(), basis.data(), n) != 0) {
    return false;
  }
  U = basis.leftCols(count);
  return true;
}

#else

bool schur_by_lapack(const Matrix&, RealSchur&) { return false; }
bool stable_subspace_by_lapack(const Matrix&, Matrix&) { return false; }
bool eigenvalues_by_lapack(const Matrix&, ComplexVector&) { return false; }

#endif

[[noreturn]] void refuse(const Matrix& A) {
  throw InaccurateResult("the QR iteration for the eigenvalues of a " + std::to_string(A.rows()) +
                         " x " + std::to_string(A.rows()) + " matrix did not converge");
}

constexpr int max_reflections = 4;

/// 1 - 2 v v^T along a direction without symmetry, another one for each attempt.
Matrix reflection(Eigen::Index n, int attempt) {
  Vector v(n);
  for (Eigen::Index i = 0; i < n; ++i)
    v(i) = std::sin(1.0 + attempt + 2.3 * static_cast<double>(i));
  v.normalize();
  return Matrix::Identity(n, n) - 2 * v * v.transpose();
}

/// Exchanges the neighbouring eigenvalues k and k + 1 of a complex triangle by one rotation.
void exchange(ComplexMatrix& T, ComplexMatrix& U, Eigen::Index k) {
  const std::complex<double> a = T(k, k);
  const std::complex<double> b = T(k + 1, k + 1);
  Eigen::JacobiRotation<std::complex<double>> G;
  G.makeGivens(T(k, k + 1), b - a);
  T.applyOnTheLeft(k, k + 1, G.adjoint());
  T.applyOnTheRight(k, k + 1, G);
  U.applyOnTheRight(k, k + 1, G);
  T(k, k) = b;
  T(k + 1, k + 1) = a;
  T(k + 1, k) = 0;
}

/// Of orthonormal columns u whose span has a real basis: the real and imaginary parts have it,
///     [Re u, Im u] [Re u, Im u]^T = Re u u^H,
/// an orthogonal projector, so that their singular values are 0 and 1.
Matrix real_basis(const ComplexMatrix& u) {
  if (u.cols() == 0) return Matrix(u.rows(), 0);
  Matrix parts(u.rows(), 2 * u.cols());
  parts << u.real(), u.imag();
  return Eigen::ColPivHouseholderQR<Matrix>(parts).householderQ() *
         Matrix::Identity(u.rows(), u.cols());
}

}  // namespace

RealSchur real_schur(const Matrix& A) {
  if (RealSchur found; schur_by_kernel(A, found) || schur_by_lapack(A, found)) return found;
  Eigen::RealSchur<Matrix> schur(A);
  if (schur.info() == Eigen::Success) return {schur.matrixT(), schur.matrixU()};
  // The iteration can stall on two nearly equal parts that couple by rounding only. Seen in another
  // orthogonal basis, Q A Q with Q = 1 - 2 v v^T, it goes through.
  for (int attempt = 1; attempt <= max_reflections; ++attempt) {
    const Matrix Q = reflection(A.rows(), attempt);
    schur.compute(Q * A * Q);
    if (schur.info() == Eigen::Success) return {schur.matrixT(), Q * schur.matrixU()};
  }
  refuse(A);
}

ComplexVector eigenvalues(const Matrix& given) {
  if (given.rows() == 0) return {};
  Matrix A = given;
  balance(A);
  if (ComplexVector found; eigenvalues_by_lapack(A, found)) return found;
  Eigen::EigenSolver<Matrix> solver(A, false);
  if (solver.info() == Eigen::Success) return solver.eigenvalues();
  for (int attempt = 1; attempt <= max_reflections; ++attempt) {
    const Matrix Q = reflection(A.rows(), attempt);
    solver.compute(Q * A * Q, false);
    if (solver.info() == Eigen::Success) return solver.eigenvalues();
  }
  refuse(A);
}

Matrix stable_subspace(const Matrix& A) {
  if (Matrix U; stable_subspace_by_lapack(A, U)) return U;
  Eigen::ComplexSchur<ComplexMatrix> schur(A.cast<std::complex<double>>());
  if (schur.info() != Eigen::Success) refuse(A);
  ComplexMatrix T = schur.matrixT();
  ComplexMatrix basis = schur.matrixU();
  Eigen::Index count = 0;
  for (Eigen::Index j = 0; j < T.rows(); ++j) {
    if (!(T(j, j).real() < 0)) continue;
    for (Eigen::Index k = j; k > count; --k) exchange(T, basis, k - 1);
    ++count;
  }
  return real_basis(basis.leftCols(count));
}

}  // namespace gaussnet
