#include <cmath>
#include <tests/linear/generators.hpp>
#include <tests/trust/systems.hpp>

namespace trust {
namespace {

using Eigen::Index;
using gaussnet::LyapunovEquation;
using gaussnet::Matrix;
using gaussnet::RiccatiEquation;
using gaussnet::Vector;
using gaussnet::test::Random;

Index size_of(Random& random, Index least, Index most) {
  return static_cast<Index>(
      random.uniform(static_cast<double>(least), static_cast<double>(most) + 1));
}

Vector decades(Random& random, Index n, double low, double high) {
  return Vector::NullaryExpr(n, [&] { return random.decades(low, high); });
}

/// Oscillators near frequency 1, coupled, each with its own weak damping.
Matrix weakly_damped(Random& random, Index modes) {
  Matrix energy = 0.05 * random.matrix(2 * modes, 2 * modes);
  energy += energy.transpose().eval();
  for (Index k = 0; k < 2 * modes; ++k) energy(k, k) += 1 + 0.1 * static_cast<double>(k / 2);
  Matrix A = gaussnet::test::symplectic_form(modes) * energy;
  for (Index k = 0; k < modes; ++k) {
    const double damping = random.decades(-9, -4);
    A(2 * k, 2 * k) -= damping;
    A(2 * k + 1, 2 * k + 1) -= damping;
  }
  return A;
}

/// Every block drives all later ones, several times harder than it is damped.
Matrix amplifying(Random& random, Index blocks) {
  return random.cascade(blocks, random.uniform(1, 3));
}

/// A cascade whose blocks live at rates between 1 and 1e9.
LyapunovEquation stiff_cascade(Random& random) {
  const Index blocks = size_of(random, 2, 6);
  Vector root(2 * blocks);
  for (Index k = 0; k < blocks; ++k)
    root.segment(2 * k, 2).setConstant(std::sqrt(random.decades(0, 9)));
  root.head(2).setOnes();
  root.tail(2).setConstant(std::sqrt(1e9));
  const Matrix A = random.cascade(blocks, 0.5);
  return {root.asDiagonal() * A * root.asDiagonal(),
          root.asDiagonal() * random.covariance(2 * blocks) * root.asDiagonal()};
}

/// Every state at its own rate between 1 and 1e9, all of them coupled: -A - A^T > 0 keeps it
/// stable.
Matrix stiff_loop(Random& random, Index n) {
  const Vector root = decades(random, n, 0, 9).cwiseSqrt();
  const Matrix turn = 0.5 * random.matrix(n, n);
  const Matrix core = turn - turn.transpose() - Matrix::Identity(n, n);
  return root.asDiagonal() * core * root.asDiagonal();
}

/// A triangle with strong couplings, hidden in an orthogonal basis.
Matrix hidden_triangle(Random& random, Index n) {
  Matrix T = Matrix::Zero(n, n);
  for (Index i = 0; i < n; ++i) {
    T(i, i) = -random.uniform(0.3, 1);
    for (Index j = i + 1; j < n; ++j) T(i, j) = random.uniform(1, 2) * random.normal();
  }
  const Matrix U = random.orthogonal(n);
  return U * T * U.transpose();
}

/// Parametric oscillators below threshold by one part in 10^3 to 10^7, coupled in a row.
LyapunovEquation near_threshold(Random& random) {
  const Index modes = size_of(random, 1, 4);
  Matrix A = Matrix::Zero(2 * modes, 2 * modes);
  for (Index k = 0; k < modes; ++k) {
    const double gap = random.decades(-7, -3);
    A(2 * k, 2 * k) = -gap;
    A(2 * k + 1, 2 * k + 1) = -2 + gap;
    if (k > 0) A.block(2 * k, 2 * k - 2, 2, 2) = 1e-2 * random.matrix(2, 2);
  }
  return {A, Matrix::Identity(2 * modes, 2 * modes)};
}

LyapunovEquation in_units(const LyapunovEquation& e, const Vector& u) {
  const Vector v = u.cwiseInverse();
  return {u.asDiagonal() * e.drift * v.asDiagonal(), u.asDiagonal() * e.diffusion * u.asDiagonal()};
}

/// m records with noise of their own, and one noise that drives the states and is seen in them too.
RiccatiEquation watched(Random& random, const LyapunovEquation& e, Index m) {
  const Index n = e.drift.rows();
  const Matrix own = random.covariance(m) + Matrix::Identity(m, m);
  const Matrix measurement = random.matrix(m, n);
  const Matrix driving = e.diffusion.diagonal().cwiseSqrt().asDiagonal() * random.matrix(n, 1);
  const Matrix seen = random.matrix(m, 1);
  return {e.drift, e.diffusion + driving * driving.transpose(), measurement,
          own + seen * seen.transpose(), driving * seen.transpose()};
}

LyapunovEquation weak_damping(Random& random) {
  const Index modes = size_of(random, 1, 5);
  return {weakly_damped(random, modes), random.covariance(2 * modes)};
}

LyapunovEquation amplifying_cascade(Random& random) {
  const Index blocks = size_of(random, 3, 8);
  return {amplifying(random, blocks), random.covariance(2 * blocks)};
}

LyapunovEquation near_marginal(Random& random) {
  const Index n = size_of(random, 2, 10);
  return {random.stable(n, random.decades(-9, -5)), random.covariance(n)};
}

/// Of two parts the first is driven by the second alone, through a coupling of 1e-5 to 1e-3.
LyapunovEquation hardly_driven(Random& random) {
  const Index n = size_of(random, 2, 4);
  Matrix A = Matrix::Zero(2 * n, 2 * n);
  A.topLeftCorner(n, n) = random.stable(n, 0.1);
  A.bottomRightCorner(n, n) = random.stable(n, 0.1);
  A.topRightCorner(n, n) = random.decades(-5, -3) * random.matrix(n, n);
  Matrix D = Matrix::Zero(2 * n, 2 * n);
  D.bottomRightCorner(n, n) = random.covariance(n);
  return {A, D};
}

LyapunovEquation badly_scaled(Random& random) {
  const Index n = size_of(random, 2, 10);
  const LyapunovEquation plain = gaussnet::test::stable_equation(random, n);
  return in_units(plain, decades(random, n, -6, 6));
}

/// Noise of 1e-12 in one direction, of 1e-18 in all.
LyapunovEquation tiny_noise(Random& random) {
  const Index n = size_of(random, 2, 6);
  const Matrix direction = random.matrix(n, 1);
  return {random.stable(n, 0.3),
          1e-12 * direction * direction.transpose() + 1e-18 * random.covariance(n)};
}

LyapunovEquation hidden(Random& random) {
  const Index n = size_of(random, 3, 8);
  return {hidden_triangle(random, n), random.covariance(n)};
}

LyapunovEquation stiff(Random& random) {
  const Index n = size_of(random, 2, 8);
  const Vector root = decades(random, n, 0, 4.5);
  return {stiff_loop(random, n), root.asDiagonal() * random.covariance(n) * root.asDiagonal()};
}

struct Family {
  const char* name;
  LyapunovEquation (*make)(Random&);
};
constexpr Family families[nasty_families] = {{"weak damping", weak_damping},
                                             {"amplifying cascade", amplifying_cascade},
                                             {"rates 1 and 1e9 in a cascade", stiff_cascade},
                                             {"near marginal", near_marginal},
                                             {"hardly seen or driven", hardly_driven},
                                             {"badly scaled units", badly_scaled},
                                             {"tiny noise", tiny_noise},
                                             {"hidden triangle", hidden},
                                             {"near threshold", near_threshold},
                                             {"rates 1 and 1e9 in a loop", stiff}};

/// Every second one with its states in random order.
LyapunovEquation nasty(unsigned family, unsigned seed, Random& random) {
  const LyapunovEquation e = families[family].make(random);
  if (seed % 2 == 0) return e;
  const Matrix P = random.permutation(e.drift.rows());
  return {P * e.drift * P.transpose(), P * e.diffusion * P.transpose()};
}

/// A growing mode that the record sees by a thousandth to a hundred-thousandth of what it might.
RiccatiEquation hardly_seen(Random& random) {
  const Index n = size_of(random, 2, 6);
  Matrix A = Matrix::Zero(n, n);
  A(0, 0) = random.decades(-2, 0);
  A.bottomRightCorner(n - 1, n - 1) = random.stable(n - 1, 0.2);
  RiccatiEquation e = watched(random, {A, random.covariance(n)}, size_of(random, 1, 2));
  e.measurement.col(0) *= random.decades(-5, -3);
  return e;
}

}  // namespace

LyapunovSystem random_lyapunov(unsigned seed) {
  Random random(seed);
  LyapunovSystem system{"dense", seed};
  if (seed % 3 == 0) {
    system.equation = gaussnet::test::stable_equation(random, size_of(random, 1, 16));
  } else if (seed % 3 == 1) {
    system.family = "cascade";
    const Index blocks = size_of(random, 1, 8);
    system.equation = {random.cascade(blocks, random.uniform(0.1, 0.6)),
                       random.covariance(2 * blocks)};
  } else {
    system.family = "bosonic";
    const Index modes = size_of(random, 1, 6);
    const RiccatiEquation e = gaussnet::test::fully_watched_modes(random, modes, modes);
    const double growth = gaussnet::spectral_abscissa(e.drift);
    const double shift = growth + 0.1 * e.drift.norm();
    const Matrix one = Matrix::Identity(2 * modes, 2 * modes);
    system.equation = {e.drift - shift * one, e.diffusion + std::abs(shift) * one};
  }
  return system;
}

RiccatiSystem random_riccati(unsigned seed) {
  Random random(seed);
  RiccatiSystem system{"dense", seed};
  if (seed % 3 == 0) {
    const Index n = size_of(random, 1, 12);
    system.equation = gaussnet::test::watched_system(random, n, size_of(random, 1, n));
  } else if (seed % 3 == 1) {
    system.family = "cascade";
    const Index blocks = size_of(random, 1, 6);
    const LyapunovEquation e{random.cascade(blocks, random.uniform(0.1, 0.6)),
                             random.covariance(2 * blocks)};
    system.equation = watched(random, e, size_of(random, 1, 3));
  } else {
    system.family = "bosonic";
    const Index modes = size_of(random, 1, 5);
    system.equation = gaussnet::test::fully_watched_modes(random, modes, modes + 1);
  }
  return system;
}

LyapunovSystem nasty_lyapunov(unsigned family, unsigned seed) {
  Random random(1000 * family + seed);
  return {families[family].name, seed, nasty(family, seed, random)};
}

RiccatiSystem nasty_riccati(unsigned family, unsigned seed) {
  Random random(1000 * family + seed);
  RiccatiSystem system{families[family].name, seed};
  if (families[family].make == hardly_driven) {
    system.equation = hardly_seen(random);
    return system;
  }
  const LyapunovEquation e = nasty(family, seed, random);
  system.equation = watched(random, e, size_of(random, 1, 3));
  // A state is seen in the light by the root of its rate; in other units, in those.
  const Vector scale = families[family].make == badly_scaled
                           ? Vector(e.diffusion.diagonal().cwiseSqrt().cwiseInverse())
                           : Vector(e.drift.diagonal().cwiseAbs().cwiseSqrt());
  const bool scaled = families[family].make == badly_scaled ||
                      families[family].make == stiff_cascade || families[family].make == stiff;
  if (scaled) system.equation.measurement *= scale.asDiagonal();
  return system;
}

}  // namespace trust
