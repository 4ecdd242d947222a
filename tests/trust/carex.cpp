#include <algorithm>
#include <cmath>
#include <tests/trust/carex.hpp>
#include <utility>

namespace trust {
namespace {

using Eigen::Index;

struct Control {
  Matrix A{}, B{}, R{}, Q{};
};

CarexCase watched(std::string name, const Control& c, std::optional<Extended> closed_form = {}) {
  return {std::move(name),
          {.drift = c.A.transpose(),
           .diffusion = c.Q,
           .measurement = c.B.transpose(),
           .measurement_noise = c.R,
           .noise_correlation = Matrix::Zero(c.A.rows(), c.B.cols())},
          std::move(closed_form)};
}

Matrix matrix(Index rows, Index columns, std::initializer_list<double> by_row) {
  Matrix m(rows, columns);
  auto entry = by_row.begin();
  for (Index i = 0; i < rows; ++i) {
    for (Index j = 0; j < columns; ++j) m(i, j) = *entry++;
  }
  return m;
}

Extended symmetric(DoubleDouble x11, DoubleDouble x12, DoubleDouble x22) {
  Extended x(2, 2);
  x(0, 0) = x11;
  x(0, 1) = x(1, 0) = x12;
  x(1, 1) = x22;
  return x;
}

const Matrix one = Matrix::Ones(1, 1);

CarexCase example_1_1() {
  return watched(
      "1.1", {matrix(2, 2, {0, 1, 0, 0}), matrix(2, 1, {0, 1}), one, matrix(2, 2, {1, 0, 0, 2})},
      symmetric(2, 1, 2));
}

CarexCase example_1_2() {
  const DoubleDouble t = 1.0 + sqrt(DoubleDouble(2));
  return watched(
      "1.2",
      {matrix(2, 2, {4, 3, -4.5, -3.5}), matrix(2, 1, {1, -1}), one, matrix(2, 2, {9, 6, 6, 4})},
      symmetric(9.0 * t, 6.0 * t, 4.0 * t));
}

/// Not stabilisable as eps -> 0.
CarexCase example_2_1(std::string name, double eps) {
  const DoubleDouble e = eps;
  const DoubleDouble t = sqrt(1.0 + e * e);
  const DoubleDouble x12 = 1.0 / (2.0 + t);
  return watched(std::move(name),
                 {matrix(2, 2, {1, 0, 0, -2}), matrix(2, 1, {eps, 0}), one, Matrix::Ones(2, 2)},
                 symmetric((1.0 + t) / (e * e), x12, (1.0 - e * x12 * (e * x12)) / 4.0));
}

/// R singular as eps -> 0.
CarexCase example_2_2(std::string name, double eps) {
  return watched(std::move(name),
                 {matrix(2, 2, {-0.1, 0, 0, -0.02}), matrix(2, 2, {0.1, 0, 0.001, 0.01}),
                  matrix(2, 2, {1 + eps, 1, 1, 1}), matrix(2, 2, {100, 1000, 1000, 10000})});
}

/// Ill-conditioned as eps -> infinity.
CarexCase example_2_3(std::string name, double eps) {
  const DoubleDouble t = sqrt(1.0 + 2.0 * DoubleDouble(eps));
  return watched(std::move(name),
                 {matrix(2, 2, {0, eps, 0, 0}), matrix(2, 1, {0, 1}), one, Matrix::Identity(2, 2)},
                 symmetric(t / DoubleDouble(eps), 1, t));
}

/// The Hamiltonian is ill-conditioned as eps -> 0.
CarexCase example_2_4(std::string name, double eps) {
  const DoubleDouble e = eps;
  const DoubleDouble t = 1.0 + e;
  const DoubleDouble x11 = t + sqrt(DoubleDouble(2)) * (sqrt(t * t + 1.0) + e) / 2.0;
  return watched(std::move(name),
                 {matrix(2, 2, {eps + 1, 1, 1, eps + 1}), Matrix::Identity(2, 2),
                  Matrix::Identity(2, 2), eps * eps * Matrix::Identity(2, 2)},
                 symmetric(x11, x11 / (x11 - t), x11));
}

/// From H-infinity control: Q is indefinite.
CarexCase example_2_5(std::string name, double eps) {
  return watched(std::move(name),
                 {matrix(2, 2, {3 - eps, 1, 4, 2 - eps}), matrix(2, 1, {1, 1}), one,
                  matrix(2, 2, {4 * eps - 11, 2 * eps - 5, 2 * eps - 5, 2 * eps - 2})},
                 symmetric(2, 1, 1));
}

/// W diag(d) W, W = 1 - 2/3 e e^T
Extended reflected(const DoubleDouble (&d)[3]) {
  Extended result(3, 3);
  for (Index i = 0; i < 3; ++i) {
    for (Index j = 0; j < 3; ++j) {
      for (Index k = 0; k < 3; ++k) {
        const double w = (i == k ? 1.0 : -2.0) * (j == k ? 1.0 : -2.0);  // 9 W_ik W_jk
        result(i, j) += DoubleDouble(w) / 9.0 * d[k];
      }
    }
  }
  return result;
}

/// Badly scaled as eps -> infinity.
CarexCase example_2_6(std::string name, double eps) {
  const DoubleDouble e = eps;
  const DoubleDouble q = e * e;
  return watched(std::move(name),
                 {reflected({e, 2.0 * e, 3.0 * e}).rounded(), Matrix::Identity(3, 3),
                  eps * Matrix::Identity(3, 3), reflected({1.0 / e, 1.0, e}).rounded()},
                 reflected({q + sqrt(q * q + 1.0), 2.0 * q + sqrt(4.0 * q * q + e),
                            3.0 * q + e * sqrt(9.0 * q + 1.0)}));
}

/// Magnetic tape control: a singular perturbation.
CarexCase example_2_7(std::string name, double eps) {
  return watched(std::move(name), {matrix(4, 4,
                                          {0, 0.4, 0, 0, 0, 0, 0.345, 0, 0, -0.524 / eps,
                                           -0.465 / eps, 0.262 / eps, 0, 0, 0, -1 / eps}),
                                   matrix(4, 1, {0, 0, 0, 1 / eps}), one,
                                   Vector(Eigen::Vector4d(1, 0, 1, 0)).asDiagonal()});
}

/// The closed loop's eigenvalues come near the imaginary axis, and each other, as eps -> 0.
CarexCase example_2_8(std::string name, double eps) {
  return watched(std::move(name), {matrix(4, 4,
                                          {-eps, 1, 0, 0, -1, -eps, 0, 0,  //
                                           0, 0, eps, 1, 0, 0, -1, eps}),
                                   Matrix::Ones(4, 1), one, Matrix::Ones(4, 4)});
}

/// A string of high-speed vehicles.
CarexCase example_3_1(std::string name, Index vehicles) {
  const Index n = 2 * vehicles - 1;
  Control c{Matrix::Zero(n, n), Matrix::Zero(n, vehicles), Matrix::Identity(vehicles, vehicles),
            Matrix::Zero(n, n)};
  for (Index k = 0; k < vehicles; ++k) {
    c.A(2 * k, 2 * k) = -1;
    c.B(2 * k, k) = 1;
  }
  for (Index i = 1; i < n; i += 2) {
    c.A(i, i - 1) = 1;
    c.A(i, i + 1) = -1;
    c.Q(i, i) = 10;
  }
  return watched(std::move(name), c);
}

/// cos(2 pi k / n) to 106 bits for n a power of two, from the half-angle formula.
DoubleDouble cosine_of_turns(Index k, Index n) {
  k = (k % n + n) % n;
  if (k > n / 2) k = n - k;
  if (k == 0) return 1;
  if (2 * k == n) return -1;
  if (4 * k == n) return 0;
  const DoubleDouble root = sqrt((1.0 + cosine_of_turns(2 * k, n)) / 2.0);
  return 4 * k < n ? root : -root;
}

/// Circulant: the discrete Fourier transform diagonalises everything.
CarexCase example_3_2(std::string name, Index n) {
  Matrix A = -2 * Matrix::Identity(n, n);
  for (Index i = 0; i < n; ++i) A(i, (i + 1) % n) = A((i + 1) % n, i) = 1;
  std::vector<DoubleDouble> column;
  for (Index j = 0; j < n; ++j) {
    DoubleDouble sum = 0;
    for (Index k = 0; k < n; ++k) {
      const DoubleDouble c = cosine_of_turns(k, n);
      const DoubleDouble x = -2.0 + 2.0 * c + sqrt(5.0 + 4.0 * c * (c - 2.0));
      sum += x * cosine_of_turns(k * j, n);
    }
    column.push_back(sum / static_cast<double>(n));
  }
  Extended X(n, n);
  for (Index i = 0; i < n; ++i) {
    for (Index j = 0; j < n; ++j) X(i, j) = column[static_cast<std::size_t>(std::abs(i - j))];
  }
  const Matrix identity = Matrix::Identity(n, n);
  return watched(std::move(name), {A, identity, identity, identity}, X);
}

/// A chain of integrators.
CarexCase example_4_1(std::string name, Index n) {
  Control c{Matrix::Zero(n, n), Matrix::Zero(n, 1), one, Matrix::Zero(n, n)};
  c.A.diagonal(1).setOnes();
  c.B(n - 1, 0) = 1;
  c.Q(0, 0) = 1;
  return watched(std::move(name), c);
}

/// n times the integral of hat function i over [0.2, 0.3], nodes at i / n.
DoubleDouble hat_over_interval(Index i, Index n) {
  // Primitive of max(0, 1 - |y|) from 0, at y = n x - i.
  const auto primitive = [](DoubleDouble y) {
    if (y > 1.0) y = 1.0;
    if (y < -1.0) y = -1.0;
    return y < 0.0 ? y + y * y / 2.0 : y - y * y / 2.0;
  };
  const auto at = [&](double tenths) {
    return DoubleDouble(tenths) / 10.0 * static_cast<double>(n) - static_cast<double>(i);
  };
  return primitive(at(3)) - primitive(at(2));
}

/// Heat flow in a rod by linear finite elements; conductivity, strength of heating, of sensing.
struct Rod {
  Index n = 100;
  DoubleDouble a = DoubleDouble(1) / 100.0;
  DoubleDouble b = 1;
  DoubleDouble c = 1;
};
CarexCase example_4_2(std::string name, const Rod& rod) {
  const Index n = rod.n;
  const auto intervals = static_cast<double>(n + 1);
  Extended mass(n, n);
  Extended stiffness(n, n);
  Extended B(n, 1);
  Matrix C(1, n);
  for (Index i = 0; i < n; ++i) {
    for (Index j = std::max<Index>(0, i - 1); j < std::min(n, i + 2); ++j) {
      mass(i, j) = DoubleDouble(i == j ? 4 : 1) / (6 * intervals);
      stiffness(i, j) = (i == j ? -2.0 : 1.0) * intervals * rod.a;
    }
    const DoubleDouble hat = hat_over_interval(i + 1, n + 1) / intervals;
    B(i, 0) = rod.b * hat;
    C(0, i) = (rod.c * hat).high;
  }
  return watched(std::move(name), {solve(mass, stiffness).rounded(), solve(mass, B).rounded(), one,
                                   C.transpose() * C});
}

/// Masses with springs and dashpots (mu = 4, delta = 4, kappa = 1), forces at both ends.
CarexCase example_4_3(std::string name, Index masses) {
  const Index n = 2 * masses;
  Control c{Matrix::Zero(n, n), Matrix::Zero(n, 2), Matrix::Identity(2, 2), Matrix::Identity(n, n)};
  c.A.topRightCorner(masses, masses).setIdentity();
  c.A.bottomRightCorner(masses, masses) = -Matrix::Identity(masses, masses);
  for (Index i = 0; i < masses; ++i) {
    const bool at_end = i == 0 || i == masses - 1;
    c.A(masses + i, i) = at_end ? -0.25 : -0.5;
    if (i > 0) c.A(masses + i, i - 1) = 0.25;
    if (i < masses - 1) c.A(masses + i, i + 1) = 0.25;
  }
  c.B(masses, 0) = 0.25;
  c.B(n - 1, 1) = -0.25;
  return watched(std::move(name), c);
}

}  // namespace

std::vector<CarexCase> carex() {
  const DoubleDouble tenth = DoubleDouble(1) / 10.0;
  return {example_1_1(),
          example_1_2(),
          example_2_1("2.1", 1e-6),
          example_2_1("2.1a", 1),
          example_2_1("2.1b", 1e-3),
          example_2_2("2.2", 1e-8),
          example_2_2("2.2a", 1e-2),
          example_2_2("2.2b", 1e-5),
          example_2_3("2.3", 1e6),
          example_2_3("2.3a", 1),
          example_2_3("2.3b", 1e3),
          example_2_4("2.4", 1e-7),
          example_2_4("2.4a", 1e-2),
          example_2_4("2.4b", 1e-5),
          example_2_5("2.5", 0),
          example_2_5("2.5a", 1),
          example_2_6("2.6", 1e6),
          example_2_6("2.6a", 1),
          example_2_7("2.7", 1e-6),
          example_2_7("2.7b", 1e-8),
          example_2_8("2.8", 1e-6),
          example_2_8("2.8a", 1e-2),
          example_2_8("2.8b", 1e-10),
          example_3_1("3.1", 20),
          example_3_1("3.1s", 5),
          example_3_2("3.2", 64),
          example_3_2("3.2s", 8),
          example_4_1("4.1", 21),
          example_4_2("4.2", {}),
          example_4_2("4.2s", {.n = 20, .a = tenth / 2.0, .b = tenth, .c = tenth}),
          example_4_3("4.3", 30)};
}

}  // namespace trust
