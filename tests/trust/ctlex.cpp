#include <tests/trust/ctlex.hpp>
#include <utility>

namespace trust {
namespace {

using Eigen::Index;

DoubleDouble power(double base, Index exponent) {
  DoubleDouble result = 1;
  for (Index k = 0; k < exponent; ++k) result *= base;
  return result;
}

/// 1 - 2/n v v^T with v = (1, 1, ...) or (-1, 1, -1, ...)
Extended reflection(Index n, bool alternating) {
  Extended H = Extended::identity(n);
  for (Index i = 0; i < n; ++i) {
    for (Index j = 0; j < n; ++j) {
      const double sign = alternating && (i + j) % 2 != 0 ? -1 : 1;
      H(i, j) -= DoubleDouble(2 * sign) / static_cast<double>(n);
    }
  }
  return H;
}

/// Bases in which an example is simple: T = H2 S H1, S = diag(1, s, s^2, ...).
struct Basis {
  Extended forward, inverse;
};

Basis basis(Index n, double s) {
  Extended S(n, n);
  Extended reciprocal(n, n);
  for (Index i = 0; i < n; ++i) {
    S(i, i) = power(s, i);
    reciprocal(i, i) = 1.0 / power(s, i);
  }
  const Extended H1 = reflection(n, false);
  const Extended H2 = reflection(n, true);
  return {H2 * S * H1, H1 * reciprocal * H2};
}

/// A = T core T^{-1}, b^T = row T^{-1}
gaussnet::LyapunovEquation equation(const Basis& T, const Extended& core, const Extended& row) {
  const Extended A = T.forward * core * T.inverse;
  const Extended b = row * T.inverse;
  const Matrix D = (b.transposed() * b).rounded();
  return {.drift = A.transposed().rounded(), .diffusion = D};
}

/// Real eigenvalues -1, -r, -r^2, ...
CtlexCase example_4_1(std::string name, Index n, double r) {
  const Basis T = basis(n, r);
  Extended rates(n, n);
  Extended row(1, n);
  Extended X(n, n);
  for (Index i = 0; i < n; ++i) {
    rates(i, i) = -power(r, i);
    row(0, i) = static_cast<double>(i + 1);
    for (Index j = 0; j < n; ++j) {
      X(i, j) = DoubleDouble(static_cast<double>((i + 1) * (j + 1))) / (power(r, i) + power(r, j));
    }
  }
  return {std::move(name), equation(T, rates, row), T.inverse.transposed() * X * T.inverse};
}

/// One Jordan block of eigenvalue -damping.
CtlexCase example_4_2(std::string name, Index n, double s, double damping) {
  Extended jordan(n, n);
  Extended row(1, n);
  row(0, 0) = 1;
  for (Index i = 0; i < n; ++i) {
    jordan(i, i) = -damping;
    if (i + 1 < n) jordan(i, i + 1) = 1;
  }
  return {std::move(name), equation(basis(n, s), jordan, row)};
}

}  // namespace

std::vector<CtlexCase> ctlex() {
  return {example_4_1("4.1", 10, 1.5),
          example_4_1("4.1_n10_r1.1", 10, 1.1),
          example_4_1("4.1_n10_r3.0", 10, 3),
          example_4_1("4.1_n10_r4.0", 10, 4),
          example_4_1("4.1_n30_r1.1", 30, 1.1),
          example_4_1("4.1_n30_r3.0", 30, 3),
          example_4_1("4.1_n30_r4.0", 30, 4),
          example_4_2("4.2", 10, 1.5, 0.5),
          example_4_2("4.2_n10_s1.05_l0.5", 10, 1.05, 0.5),
          example_4_2("4.2_n10_s1.05_l0.01", 10, 1.05, 0.01),
          example_4_2("4.2_n10_s1.05_l1e-06", 10, 1.05, 1e-6),
          example_4_2("4.2_n10_s1.30_l0.5", 10, 1.3, 0.5),
          example_4_2("4.2_n10_s1.30_l1e-06", 10, 1.3, 1e-6),
          example_4_2("4.2_n30_s1.05_l0.01", 30, 1.05, 0.01),
          example_4_2("4.2_n30_s1.05_l1e-06", 30, 1.05, 1e-6),
          example_4_2("4.2_n30_s1.30_l0.5", 30, 1.3, 0.5),
          example_4_2("4.2_n30_s1.30_l0.01", 30, 1.3, 0.01),
          example_4_2("4.2_n30_s1.30_l1e-06", 30, 1.3, 1e-6),
          example_4_2("4.2_n60_s1.05_l0.5", 60, 1.05, 0.5),
          example_4_2("4.2_n60_s1.05_l0.01", 60, 1.05, 0.01),
          example_4_2("4.2_n60_s1.05_l1e-06", 60, 1.05, 1e-6),
          example_4_2("4.2_n60_s1.30_l0.5", 60, 1.3, 0.5),
          example_4_2("4.2_n60_s1.30_l1e-06", 60, 1.3, 1e-6),
          example_4_2("4.2_n120_s1.05_l0.5", 120, 1.05, 0.5),
          example_4_2("4.2_n120_s1.05_l0.01", 120, 1.05, 0.01),
          example_4_2("4.2_n120_s1.05_l1e-06", 120, 1.05, 1e-6)};
}

}  // namespace trust
