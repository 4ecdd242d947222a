#pragma once

#include <Eigen/Core>
#include <array>
#include <cmath>
#include <utility>

namespace gaussnet {

/// P A = L U with partial pivoting for a few states of fixed number: plain loops that the compiler
/// unrolls, where Eigen's blocked ones cost more than the arithmetic. A singular A gives entries
/// that are not finite.
template <class Square>
class SmallLu {
 public:
  static constexpr int n = Square::RowsAtCompileTime;
  static_assert(n > 0, "a fixed number of states");

  explicit SmallLu(const Square& A) : factors_(A) {
    for (int k = 0; k < n; ++k) {
      int pivot = k;
      for (int i = k + 1; i < n; ++i) {
        if (std::abs(factors_(i, k)) > std::abs(factors_(pivot, k))) pivot = i;
      }
      exchanges_[static_cast<std::size_t>(k)] = pivot;
      if (pivot != k) {
        for (int j = 0; j < n; ++j) std::swap(factors_(k, j), factors_(pivot, j));
      }
      inverse_pivots_[static_cast<std::size_t>(k)] = 1 / factors_(k, k);
      for (int i = k + 1; i < n; ++i) factors_(i, k) *= inverse_pivot(k);
      for (int j = k + 1; j < n; ++j) {
        for (int i = k + 1; i < n; ++i) factors_(i, j) -= factors_(i, k) * factors_(k, j);
      }
    }
  }

  /// A^{-1} B
  template <class Columns>
  Columns solve(Columns B) const {
    for (Eigen::Index c = 0; c < B.cols(); ++c) {
      for (int k = 0; k < n; ++k) {
        const int pivot = exchanges_[static_cast<std::size_t>(k)];
        if (pivot != k) std::swap(B(k, c), B(pivot, c));
      }
      for (int k = 0; k < n; ++k) {
        for (int i = k + 1; i < n; ++i) B(i, c) -= factors_(i, k) * B(k, c);
      }
      for (int k = n - 1; k >= 0; --k) {
        B(k, c) *= inverse_pivot(k);
        for (int i = 0; i < k; ++i) B(i, c) -= factors_(i, k) * B(k, c);
      }
    }
    return B;
  }

  /// A^{-T} b
  template <class Column>
  Column solve_transposed(Column b) const {
    for (int k = 0; k < n; ++k) {
      for (int i = 0; i < k; ++i) b(k) -= factors_(i, k) * b(i);
      b(k) *= inverse_pivot(k);
    }
    for (int k = n - 1; k >= 0; --k) {
      for (int i = k + 1; i < n; ++i) b(k) -= factors_(i, k) * b(i);
    }
    for (int k = n - 1; k >= 0; --k) {
      const int pivot = exchanges_[static_cast<std::size_t>(k)];
      if (pivot != k) std::swap(b(k), b(pivot));
    }
    return b;
  }

  Square inverse() const { return solve(Square(Square::Identity())); }

 private:
  double inverse_pivot(int k) const { return inverse_pivots_[static_cast<std::size_t>(k)]; }

  Square factors_;
  std::array<int, static_cast<std::size_t>(n)> exchanges_{};
  std::array<double, static_cast<std::size_t>(n)> inverse_pivots_{};
};

}  // namespace gaussnet
