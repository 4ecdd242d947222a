#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/linear/precise_product.hpp>
#include <limits>

#include "generators.hpp"

using namespace gaussnet;
using gaussnet::test::Random;

namespace {

__extension__ typedef __int128 Integer;

/// Entries are integers below 2^50, so that sums of a few hundred products fit 128 bits.
Matrix integers(Random& random, Eigen::Index rows, Eigen::Index columns) {
  return Matrix::NullaryExpr(rows, columns,
                             [&] { return std::floor(random.uniform(-0x1p50, 0x1p50)); });
}

Integer exact(const Matrix& A, const Matrix& B, Eigen::Index i, Eigen::Index j) {
  Integer sum = 0;
  for (Eigen::Index k = 0; k < A.cols(); ++k)
    sum += static_cast<Integer>(A(i, k)) * static_cast<Integer>(B(j, k));
  return sum;
}

Integer whole(const PreciseMatrix& S, Eigen::Index i, Eigen::Index j) {
  return static_cast<Integer>(S.high(i, j)) + static_cast<Integer>(S.low(i, j));
}

}  // namespace

TEST_CASE("a product in twice the precision misses what it states, and no more") {
  Random random(1);
  const Eigen::Index terms = 40;
  const Matrix A = integers(random, 7, terms);
  const Matrix B = integers(random, 5, terms);
  PreciseMatrix S(Matrix::Zero(7, 5));
  add_product(1, A, B, S);
  const Matrix size = A.cwiseAbs() * B.cwiseAbs().transpose();
  const double eps = std::numeric_limits<double>::epsilon();
  for (Eigen::Index i = 0; i < 7; ++i) {
    for (Eigen::Index j = 0; j < 5; ++j) {
      const auto error = static_cast<double>(whole(S, i, j) - exact(A, B, i, j));
      const double terms_eps = static_cast<double>(terms + 2) * eps;
      CHECK(std::abs(error) <= terms_eps * terms_eps * size(i, j) + 1);
    }
  }
}

TEST_CASE("what cancels in a product is left to the last bit") {
  Random random(2);
  const Matrix A = integers(random, 6, 9);
  Matrix first(6, 19), second(1, 19);
  const Matrix b = integers(random, 1, 9);
  const Matrix c = integers(random, 6, 1);
  first << A, A, c;
  second << b, -b, Matrix::Ones(1, 1);
  PreciseMatrix S(Matrix::Zero(6, 1));
  add_product(1, first, second, S);
  CHECK(S.rounded() == c);
}

TEST_CASE("twice the symmetric part keeps what the halves cancel") {
  PreciseMatrix Y(Matrix::Zero(2, 2));
  Y.high << 1, 1e20, -1e20, 2;
  Y.low << 0.25, 3, 4, 0;
  Matrix wanted(2, 2);
  wanted << 2.5, 7, 7, 4;
  CHECK(twice_symmetric_part(Y) == wanted);
}

TEST_CASE("a normal sum has nothing in its low part that its high part could hold") {
  PreciseMatrix S(Matrix::Ones(1, 1));
  S.low(0, 0) = 0x1p-30 + 0x1p-80;
  S.normalise();
  CHECK(S.high(0, 0) == 1 + 0x1p-30);
  CHECK(S.low(0, 0) == 0x1p-80);
}
