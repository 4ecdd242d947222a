#include <cmath>
#include <tests/trust/extended.hpp>
#include <utility>

namespace trust {

Extended::Extended(const Matrix& of) : Extended(of.rows(), of.cols()) {
  for (Eigen::Index j = 0; j < columns_; ++j) {
    for (Eigen::Index i = 0; i < rows_; ++i) (*this)(i, j) = of(i, j);
  }
}

Extended Extended::identity(Eigen::Index n) { return Extended(Matrix::Identity(n, n)); }

Matrix Extended::rounded() const {
  return Matrix::NullaryExpr(rows_, columns_, [&](Eigen::Index i, Eigen::Index j) {
    return static_cast<double>((*this)(i, j));
  });
}

Extended Extended::transposed() const {
  Extended result(columns_, rows_);
  for (Eigen::Index j = 0; j < columns_; ++j) {
    for (Eigen::Index i = 0; i < rows_; ++i) result(j, i) = (*this)(i, j);
  }
  return result;
}

Extended Extended::block(Eigen::Index row, Eigen::Index column, Eigen::Index rows,
                         Eigen::Index columns) const {
  Extended part(rows, columns);
  for (Eigen::Index j = 0; j < columns; ++j) {
    for (Eigen::Index i = 0; i < rows; ++i) part(i, j) = (*this)(row + i, column + j);
  }
  return part;
}

void Extended::set_block(Eigen::Index row, Eigen::Index column, const Extended& part) {
  for (Eigen::Index j = 0; j < part.cols(); ++j) {
    for (Eigen::Index i = 0; i < part.rows(); ++i) (*this)(row + i, column + j) = part(i, j);
  }
}

Extended operator+(const Extended& x, const Extended& y) {
  Extended sum = x;
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    for (Eigen::Index i = 0; i < x.rows(); ++i) sum(i, j) += y(i, j);
  }
  return sum;
}

Extended operator-(const Extended& x, const Extended& y) { return x + (-1.0) * y; }

Extended operator*(const Extended& x, const Extended& y) {
  Extended product(x.rows(), y.cols());
  for (Eigen::Index j = 0; j < y.cols(); ++j) {
    DoubleDouble* to = product.column(j);
    for (Eigen::Index k = 0; k < x.cols(); ++k) {
      const DoubleDouble factor = y(k, j);
      if (factor.high == 0) continue;
      const DoubleDouble* from = x.column(k);
      for (Eigen::Index i = 0; i < x.rows(); ++i) to[i] += from[i] * factor;
    }
  }
  return product;
}

Extended operator*(DoubleDouble factor, Extended x) {
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    for (Eigen::Index i = 0; i < x.rows(); ++i) x(i, j) *= factor;
  }
  return x;
}

Extended symmetric_part(const Extended& x) { return 0.5 * (x + x.transposed()); }

Extended scaled(const Extended& x, const Vector& left, const Vector& right) {
  Extended result = x;
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    for (Eigen::Index i = 0; i < x.rows(); ++i) result(i, j) *= DoubleDouble(left(i)) * right(j);
  }
  return result;
}

namespace {

void exchange_rows(Extended& x, Eigen::Index a, Eigen::Index b) {
  if (a == b) return;
  for (Eigen::Index j = 0; j < x.cols(); ++j) std::swap(x(a, j), x(b, j));
}

Eigen::Index pivot_of(const Extended& x, Eigen::Index k) {
  Eigen::Index pivot = k;
  for (Eigen::Index i = k + 1; i < x.rows(); ++i) {
    if (std::abs(x(i, k).high) > std::abs(x(pivot, k).high)) pivot = i;
  }
  return pivot;
}

/// y_i -= l_i y_k below row k, for each column of y.
void eliminate(const std::vector<DoubleDouble>& l, Eigen::Index k, Eigen::Index first_column,
               Extended& y) {
  for (Eigen::Index j = first_column; j < y.cols(); ++j) {
    DoubleDouble* column = y.column(j);
    const DoubleDouble top = column[k];
    if (top.high == 0) continue;
    for (Eigen::Index i = k + 1; i < y.rows(); ++i) {
      column[i] -= l[static_cast<std::size_t>(i)] * top;
    }
  }
}

}  // namespace

Extended solve(Extended x, Extended y) {
  const Eigen::Index n = x.rows();
  std::vector<DoubleDouble> l(static_cast<std::size_t>(n));
  for (Eigen::Index k = 0; k < n; ++k) {
    const Eigen::Index pivot = pivot_of(x, k);
    exchange_rows(x, k, pivot);
    exchange_rows(y, k, pivot);
    for (Eigen::Index i = k + 1; i < n; ++i) l[static_cast<std::size_t>(i)] = x(i, k) / x(k, k);
    eliminate(l, k, k + 1, x);
    eliminate(l, k, 0, y);
  }
  for (Eigen::Index j = 0; j < y.cols(); ++j) {
    DoubleDouble* column = y.column(j);
    for (Eigen::Index k = n; k-- > 0;) {
      column[k] = column[k] / x(k, k);
      const DoubleDouble* from = x.column(k);
      for (Eigen::Index i = 0; i < k; ++i) column[i] -= from[i] * column[k];
    }
  }
  return y;
}

Extended inverse(const Extended& x) { return solve(x, Extended::identity(x.rows())); }

}  // namespace trust
