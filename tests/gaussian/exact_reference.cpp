#include "exact_reference.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_bin_float.hpp>

namespace gaussnet::testing {
namespace {

using Real = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<100>,
                                           boost::multiprecision::et_off>;
using Rows = std::vector<std::vector<Real>>;

Rows zeros(std::size_t n, std::size_t m) { return Rows(n, std::vector<Real>(m)); }

Rows exact(const Matrix& v) {
  Rows rows = zeros(static_cast<std::size_t>(v.rows()), static_cast<std::size_t>(v.cols()));
  for (Eigen::Index i = 0; i < v.rows(); ++i) {
    for (Eigen::Index j = 0; j < v.cols(); ++j) {
      rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = v(i, j);
    }
  }
  return rows;
}

Matrix rounded(const Rows& rows) {
  const auto n = static_cast<Eigen::Index>(rows.size());
  Matrix v(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) {
      v(i, j) = static_cast<double>(rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]);
    }
  }
  return v;
}

Rows product(const Rows& a, const Rows& b) {
  Rows c = zeros(a.size(), b.front().size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t k = 0; k < b.size(); ++k) {
      for (std::size_t j = 0; j < b[k].size(); ++j) c[i][j] += a[i][k] * b[k][j];
    }
  }
  return c;
}

Rows transposed(const Rows& a) {
  Rows t = zeros(a.front().size(), a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < a[i].size(); ++j) t[j][i] = a[i][j];
  }
  return t;
}

/// By elimination; 0 if a pivot is not positive.
Real positive_determinant(Rows a) {
  Real determinant = 1;
  for (std::size_t k = 0; k < a.size(); ++k) {
    if (a[k][k] <= 0) return 0;
    determinant *= a[k][k];
    for (std::size_t i = k + 1; i < a.size(); ++i) {
      const Real f = a[i][k] / a[k][k];
      for (std::size_t j = k; j < a.size(); ++j) a[i][j] -= f * a[k][j];
    }
  }
  return determinant;
}

Real block_determinant(const Rows& v, std::size_t i, std::size_t j) {
  return v[i][j] * v[i + 1][j + 1] - v[i][j + 1] * v[i + 1][j];
}

struct Spectrum {
  std::vector<Real> values{};
  Rows vectors{};  // columns
};

/// Cyclic Jacobi for a symmetric matrix.
Spectrum jacobi(Rows a) {
  const std::size_t n = a.size();
  Rows q = zeros(n, n);
  for (std::size_t i = 0; i < n; ++i) q[i][i] = 1;
  const Real small("1e-95");
  for (int sweep = 0; sweep < 60; ++sweep) {
    bool rotated = false;
    for (std::size_t p = 0; p < n; ++p) {
      for (std::size_t r = p + 1; r < n; ++r) {
        if (abs(a[p][r]) <= small * sqrt(abs(a[p][p] * a[r][r])) || a[p][r] == 0) continue;
        rotated = true;
        const Real theta = (a[r][r] - a[p][p]) / (2 * a[p][r]);
        const Real t = (theta < 0 ? Real(-1) : Real(1)) / (abs(theta) + sqrt(theta * theta + 1));
        const Real c = 1 / sqrt(t * t + 1);
        const Real s = t * c;
        const auto turn = [&](Real& x, Real& y) {
          const Real old = x;
          x = c * old - s * y;
          y = s * old + c * y;
        };
        for (std::size_t k = 0; k < n; ++k) turn(a[k][p], a[k][r]);
        for (std::size_t k = 0; k < n; ++k) turn(a[p][k], a[r][k]);
        for (std::size_t k = 0; k < n; ++k) turn(q[k][p], q[k][r]);
      }
    }
    if (!rotated) break;
  }
  Spectrum found{{}, q};
  for (std::size_t i = 0; i < n; ++i) found.values.push_back(a[i][i]);
  return found;
}

/// nu: squares of them are the eigenvalues, in pairs, of -(sqrt V Om sqrt V)^2. Empty: not V > 0.
std::vector<Real> symplectic_values(const Rows& v) {
  const std::size_t n = v.size();
  const Spectrum of_v = jacobi(v);
  Rows root = zeros(n, n);
  for (std::size_t k = 0; k < n; ++k) {
    if (of_v.values[k] <= 0) return {};
    const Real scale = sqrt(of_v.values[k]);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        root[i][j] += of_v.vectors[i][k] * scale * of_v.vectors[j][k];
      }
    }
  }
  Rows form = zeros(n, n);
  for (std::size_t x = 0; x < n; x += 2) {
    form[x][x + 1] = 1;
    form[x + 1][x] = -1;
  }
  const Rows k = product(root, product(form, root));
  std::vector<Real> squares = jacobi(product(k, transposed(k))).values;
  std::sort(squares.begin(), squares.end());
  std::vector<Real> values;
  for (std::size_t i = 0; i < n; i += 2) values.push_back(sqrt(squares[i]));
  return values;
}

std::optional<double> negativity(Rows v, int modes_of_b) {
  const std::size_t n = v.size();
  for (std::size_t p = n - 2 * static_cast<std::size_t>(modes_of_b) + 1; p < n; p += 2) {
    for (std::size_t i = 0; i < n; ++i) v[p][i] = -v[p][i];
    for (std::size_t i = 0; i < n; ++i) v[i][p] = -v[i][p];
  }
  const std::vector<Real> values = symplectic_values(v);
  if (values.empty()) return std::nullopt;
  Real sum = 0;
  for (const Real& nu : values) {
    if (2 * nu < 1) sum -= log(2 * nu);
  }
  return static_cast<double>(sum);
}

/// V = S diag(nu) S^T.
Rows exact_product(const Matrix& symplectic, const Vector& values) {
  const Rows s = exact(symplectic);
  Rows scaled = s;
  for (std::vector<Real>& row : scaled) {
    for (std::size_t j = 0; j < row.size(); ++j) {
      row[j] *= values(static_cast<Eigen::Index>(j / 2));
    }
  }
  return product(scaled, transposed(s));
}

/// Rows and columns [from, to).
Rows part(const Rows& v, std::size_t from, std::size_t to) {
  Rows block;
  for (std::size_t i = from; i < to; ++i) {
    block.emplace_back(v[i].begin() + static_cast<std::ptrdiff_t>(from),
                       v[i].begin() + static_cast<std::ptrdiff_t>(to));
  }
  return block;
}

/// (nu + 1/2) ln(nu + 1/2) - (nu - 1/2) ln(nu - 1/2), as textbooks have it.
Real entropy_of(const Rows& v) {
  Real sum = 0;
  for (const Real& nu : symplectic_values(v)) {
    const Real more = nu + Real(0.5);
    const Real less = nu - Real(0.5);
    if (less > 0) sum += more * log(more) - less * log(less);
  }
  return sum;
}

/// What elimination of the first rows leaves of the others.
Rows schur_complement(Rows v, std::size_t first) {
  for (std::size_t k = 0; k < first; ++k) {
    for (std::size_t i = k + 1; i < v.size(); ++i) {
      const Real f = v[i][k] / v[k][k];
      for (std::size_t j = k; j < v.size(); ++j) v[i][j] -= f * v[k][j];
    }
  }
  return part(v, first, v.size());
}

}  // namespace

ExactCorrelations exact_correlations(const Matrix& symplectic, const Vector& values,
                                     int modes_of_b) {
  const Rows v = exact_product(symplectic, values);
  const std::size_t cut = v.size() - 2 * static_cast<std::size_t>(modes_of_b);
  const Real whole = entropy_of(v);
  const Real information = entropy_of(part(v, 0, cut)) + entropy_of(part(v, cut, v.size())) - whole;
  Real steering = 0;
  for (const Real& nu : symplectic_values(schur_complement(v, cut))) {
    if (2 * nu < 1) steering -= log(2 * nu);
  }
  return {rounded(v), static_cast<double>(whole), static_cast<double>(information),
          static_cast<double>(steering)};
}

std::optional<double> exact_negativity(const Matrix& two_mode_covariance) {
  const Rows v = exact(two_mode_covariance);
  const Real determinant = positive_determinant(v);
  if (determinant <= 0) return std::nullopt;
  const Real d =
      block_determinant(v, 0, 0) + block_determinant(v, 2, 2) - 2 * block_determinant(v, 0, 2);
  const Real root = d * d - 4 * determinant;
  Real sum = 0;
  for (const int sign : {-1, 1}) {
    const Real nu = sqrt((d + sign * sqrt(root < 0 ? Real(0) : root)) / 2);
    if (2 * nu < 1) sum -= log(2 * nu);
  }
  return static_cast<double>(sum);
}

std::optional<double> exact_negativity(const Matrix& covariance, int modes_of_b) {
  return negativity(exact(covariance), modes_of_b);
}

std::optional<double> exact_negativity_of_factor(const Matrix& factor, int modes_of_b) {
  const Rows l = exact(factor);
  return negativity(product(l, transposed(l)), modes_of_b);
}

RoundedState rounded_product(const Matrix& symplectic, const Vector& values, int modes_of_b) {
  const Rows v = exact_product(symplectic, values);
  return {rounded(v), negativity(v, modes_of_b)};
}

Matrix rounded_two_mode_squeezed(double r) {
  const Real twice = 2 * Real(r);
  const auto c = static_cast<double>(cosh(twice) / 2);
  const auto s = static_cast<double>(sinh(twice) / 2);
  Matrix v(4, 4);
  v << c, 0, s, 0, 0, c, 0, -s, s, 0, c, 0, 0, -s, 0, c;
  return v;
}

std::vector<double> exact_symplectic_eigenvalues(const Matrix& covariance) {
  std::vector<double> values;
  for (const Real& nu : symplectic_values(exact(covariance))) {
    values.push_back(static_cast<double>(nu));
  }
  return values;
}

}  // namespace gaussnet::testing
