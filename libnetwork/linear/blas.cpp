#include <libnetwork/linear/blas.hpp>

#ifdef GAUSSNET_HAS_LAPACK
#include <cblas.h>
#endif

namespace gaussnet {
namespace {

using Eigen::Index;

template <class Assign>
void by_eigen(const ConstMatrixBlock& A, const ConstMatrixBlock& B, Transposed which,
              Assign assign) {
  switch (which) {
    case Transposed::neither:
      return assign(A * B);
    case Transposed::left:
      return assign(A.transpose() * B);
    case Transposed::right:
      return assign(A * B.transpose());
  }
}

#ifdef GAUSSNET_HAS_LAPACK

Index inner_size(const ConstMatrixBlock& A, Transposed which) {
  return which == Transposed::left ? A.rows() : A.cols();
}

// Multiplications from which the call is worth its overhead (16 x 16 x 16).
constexpr double worthwhile = 4096;

bool is_large(const MatrixBlock& C, Index inner) {
  return static_cast<double>(C.rows()) * static_cast<double>(C.cols()) *
             static_cast<double>(inner) >=
         worthwhile;
}

void by_blas(double alpha, const ConstMatrixBlock& A, const ConstMatrixBlock& B, double beta,
             MatrixBlock& C, Transposed which) {
  const auto size = [](Index n) { return static_cast<blasint>(n); };
  cblas_dgemm(CblasColMajor, which == Transposed::left ? CblasTrans : CblasNoTrans,
              which == Transposed::right ? CblasTrans : CblasNoTrans, size(C.rows()),
              size(C.cols()), size(inner_size(A, which)), alpha, A.data(), size(A.outerStride()),
              B.data(), size(B.outerStride()), beta, C.data(), size(C.outerStride()));
}

#endif

}  // namespace

void multiply_add(double alpha, const ConstMatrixBlock& A, const ConstMatrixBlock& B, MatrixBlock C,
                  Transposed which) {
#ifdef GAUSSNET_HAS_LAPACK
  if (is_large(C, inner_size(A, which))) return by_blas(alpha, A, B, 1, C, which);
#endif
  by_eigen(A, B, which, [&](const auto& AB) { C.noalias() += alpha * AB; });
}

void multiply(const ConstMatrixBlock& A, const ConstMatrixBlock& B, MatrixBlock C,
              Transposed which) {
#ifdef GAUSSNET_HAS_LAPACK
  if (is_large(C, inner_size(A, which))) return by_blas(1, A, B, 0, C, which);
#endif
  by_eigen(A, B, which, [&](const auto& AB) { C.noalias() = AB; });
}

Matrix product(const ConstMatrixBlock& A, const ConstMatrixBlock& B, Transposed which) {
  Matrix C(which == Transposed::left ? A.cols() : A.rows(),
           which == Transposed::right ? B.rows() : B.cols());
  multiply(A, B, C, which);
  return C;
}

std::string_view blas_name() {
#ifdef GAUSSNET_HAS_LAPACK
  return "OpenBLAS";
#else
  return "Eigen";
#endif
}

}  // namespace gaussnet
