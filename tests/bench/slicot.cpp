#include <Eigen/Cholesky>
#include <algorithm>
#include <stdexcept>
#include <string>
#include <tests/bench/slicot.hpp>

extern "C" {
// gfortran passes the lengths of the strings at the end.
void sb03md_(const char* dico, const char* job, const char* fact, const char* trana, const int* n,
             double* a, const int* lda, double* u, const int* ldu, double* c, const int* ldc,
             double* scale, double* sep, double* ferr, double* wr, double* wi, int* iwork,
             double* dwork, const int* ldwork, int* info, std::size_t, std::size_t, std::size_t,
             std::size_t);
void sb02md_(const char* dico, const char* hinv, const char* uplo, const char* scal,
             const char* sort, const int* n, double* a, const int* lda, const double* g,
             const int* ldg, double* q, const int* ldq, double* rcond, double* wr, double* wi,
             double* s, const int* lds, double* u, const int* ldu, int* iwork, double* dwork,
             const int* ldwork, int* bwork, int* info, std::size_t, std::size_t, std::size_t,
             std::size_t, std::size_t);
}

namespace bench {
namespace {

constexpr int block_columns = 64;  // of workspace, for what SLICOT hands to LAPACK

void require(int info, const char* routine) {
  if (info != 0) throw std::runtime_error(std::string(routine) + ": info " + std::to_string(info));
}

std::size_t at(int k) { return static_cast<std::size_t>(k); }

}  // namespace

void sb03md(const gaussnet::LyapunovEquation& e, SlicotWorkspace& work, gaussnet::Matrix& V) {
  const int n = static_cast<int>(e.drift.rows());
  const int length = std::max(2 * n * n, block_columns * n);
  double scale = 1, sep = 0, error = 0;
  int info = 0;
  work.A = e.drift;
  work.U.resize(n, n);
  work.real.resize(at(n));
  work.imaginary.resize(at(n));
  work.doubles.resize(at(length));
  work.integers.resize(at(n * n));
  V = -e.diffusion;
  sb03md_("C", "X", "N", "T", &n, work.A.data(), &n, work.U.data(), &n, V.data(), &n, &scale, &sep,
          &error, work.real.data(), work.imaginary.data(), work.integers.data(),
          work.doubles.data(), &length, &info, 1, 1, 1, 1);
  require(info, "SB03MD");
  if (scale != 1) V /= scale;
}

void sb02md(const gaussnet::RiccatiEquation& e, SlicotWorkspace& work, gaussnet::Matrix& V) {
  const int n = static_cast<int>(e.drift.rows());
  const int twice = 2 * n;
  const int length = std::max(block_columns * twice, 1024);
  double rcond = 0;
  int info = 0;
  // (A - Gam R^{-1} M)^T X + X (...) - X M^T R^{-1} M X + D - Gam R^{-1} Gam^T = 0
  const Eigen::LLT<gaussnet::Matrix> R(e.measurement_noise);
  const gaussnet::Matrix M = R.matrixL().solve(e.measurement);
  const gaussnet::Matrix Gam = R.matrixL().solve(e.noise_correlation.transpose());
  work.A = e.drift.transpose();
  work.A.noalias() -= M.transpose() * Gam;
  work.G.noalias() = M.transpose() * M;
  V = e.diffusion;
  V.noalias() -= Gam.transpose() * Gam;
  work.S.resize(twice, twice);
  work.U.resize(twice, twice);
  work.real.resize(at(twice));
  work.imaginary.resize(at(twice));
  work.doubles.resize(at(length));
  work.integers.resize(at(twice));
  work.logicals.resize(at(twice));
  sb02md_("C", "D", "U", "G", "S", &n, work.A.data(), &n, work.G.data(), &n, V.data(), &n, &rcond,
          work.real.data(), work.imaginary.data(), work.S.data(), &twice, work.U.data(), &twice,
          work.integers.data(), work.doubles.data(), &length, work.logicals.data(), &info, 1, 1, 1,
          1, 1);
  require(info, "SB02MD");
}

}  // namespace bench
