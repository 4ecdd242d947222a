#include <catch2/catch.hpp>
#include <libnetwork/linear/blas.hpp>
#include <limits>

#include "generators.hpp"
#include "references.hpp"

using namespace gaussnet;
using namespace gaussnet::test;

namespace {

struct Sizes {
  Eigen::Index rows, inner, columns;
};

// On both sides of the size from which OpenBLAS is called.
const Sizes all_sizes[] = {{0, 3, 2}, {3, 0, 2},    {1, 1, 1},    {2, 7, 3},
                           {5, 5, 5}, {16, 16, 16}, {33, 20, 47}, {130, 64, 70}};

LongMatrix plain_product(const Matrix& A, const Matrix& B) {
  return A.cast<long double>() * B.cast<long double>();
}

double allowed(const Matrix& A, const Matrix& B, const Matrix& C) {
  return 4 * static_cast<double>(A.cols() + 2) * std::numeric_limits<double>::epsilon() *
         (A.norm() * B.norm() + C.norm());
}

}  // namespace

TEST_CASE("products of blocks are those of extended precision, transposed or not") {
  Random random(1);
  for (const Sizes& size : all_sizes) {
    CAPTURE(size.rows, size.inner, size.columns);
    // Blocks of larger matrices, so that a leading dimension that is ignored shows.
    const Matrix left = random.matrix(size.rows + 3, size.inner + 2);
    const Matrix right = random.matrix(size.inner + 5, size.columns + 1);
    const Matrix A = left.bottomRightCorner(size.rows, size.inner);
    const Matrix B = right.topLeftCorner(size.inner, size.columns);
    const Matrix left_transposed = left.transpose();
    const Matrix right_transposed = right.transpose();
    const auto A_block = left.bottomRightCorner(size.rows, size.inner);
    const auto B_block = right.topLeftCorner(size.inner, size.columns);
    const auto A_turned = left_transposed.bottomRightCorner(size.inner, size.rows);
    const auto B_turned = right_transposed.topLeftCorner(size.columns, size.inner);

    const Matrix frame = random.matrix(size.rows + 4, size.columns + 4);
    const Matrix C = frame.block(1, 2, size.rows, size.columns);
    const LongMatrix expected = C.cast<long double>() - 0.75L * plain_product(A, B);
    const auto check = [&](const auto& add) {
      Matrix result = frame;
      add(result.block(1, 2, size.rows, size.columns));
      const Matrix inside = result.block(1, 2, size.rows, size.columns);
      CHECK((inside.cast<long double>() - expected).norm() <= allowed(A, B, C));
      result.block(1, 2, size.rows, size.columns) = C;
      CHECK(result == frame);
    };
    check([&](MatrixBlock c) { multiply_add(-0.75, A_block, B_block, c); });
    check([&](MatrixBlock c) { multiply_add(-0.75, A_turned, B_block, c, Transposed::left); });
    check([&](MatrixBlock c) { multiply_add(-0.75, A_block, B_turned, c, Transposed::right); });
    const LongMatrix AB = plain_product(A, B);
    CHECK((product(A_block, B_block).cast<long double>() - AB).norm() <= allowed(A, B, C));
    CHECK((product(A_turned, B_block, Transposed::left).cast<long double>() - AB).norm() <=
          allowed(A, B, C));
    CHECK((product(A_block, B_turned, Transposed::right).cast<long double>() - AB).norm() <=
          allowed(A, B, C));
  }
}

TEST_CASE("a product does not look at what it overwrites, and passes NaN on") {
  for (const Eigen::Index n : {3, 40}) {
    CAPTURE(n);
    Matrix C = Matrix::Constant(n, n, std::numeric_limits<double>::quiet_NaN());
    multiply(Matrix::Identity(n, n), Matrix::Ones(n, n), C);
    CHECK(C == Matrix::Ones(n, n));
    Matrix A = Matrix::Identity(n, n);
    A(1, 1) = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(product(A, Matrix::Ones(n, n)).row(1).allFinite());
  }
}
