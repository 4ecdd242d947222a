#include <cmath>
#include <tests/linear/generators.hpp>
#include <tests/trust/amplifying.hpp>

namespace trust {
namespace {

using Eigen::Index;

/// Noise of the oscillators' own baths.
constexpr double bath = 0.125;

double ten_bits(double x) { return std::round(x * 1024) / 1024; }

Extended extended(const Eigen::Matrix2d& x) { return Extended(Matrix(x)); }

/// A X + X B^T + R = 0 for 2 x 2 blocks.
Extended sylvester(const Extended& A, const Extended& B, const Extended& R) {
  Extended system(4, 4);
  Extended right(4, 1);
  for (Index i = 0; i < 2; ++i) {
    for (Index j = 0; j < 2; ++j) {
      right(2 * j + i, 0) = -R(i, j);
      for (Index k = 0; k < 2; ++k) {
        system(2 * j + i, 2 * j + k) += A(i, k);
        system(2 * j + i, 2 * k + i) += B(j, k);
      }
    }
  }
  const Extended x = solve(system, right);
  Extended X(2, 2);
  for (Index j = 0; j < 2; ++j) {
    for (Index i = 0; i < 2; ++i) X(i, j) = x(2 * j + i, 0);
  }
  return X;
}

}  // namespace

AmplifyingCascade::AmplifyingCascade(Eigen::Index oscillators) {
  gaussnet::test::Random random(20);
  for (Index k = 0; k < oscillators; ++k) {
    const double rate = random.uniform(0.5, 1.5);
    const double angle = random.uniform(0.15, 0.22) * 3.14159;
    const double sign = k % 2 == 0 ? 1 : -1;
    const double detuning = ten_bits(sign * random.uniform(-0.2, 0.2));
    const double damping = ten_bits(0.5 * rate * std::cos(2 * angle));
    const double x = ten_bits(std::sqrt(rate) * (std::cos(angle) + std::sin(angle)));
    const double p = ten_bits(sign * std::sqrt(rate) * (std::cos(angle) - std::sin(angle)));
    Oscillator o;
    o.A << -damping, detuning, -detuning, -damping;
    o.B << p, 0, 0, x;
    o.C << 0.5 * x, 0, 0, 0.5 * p;
    oscillators_.push_back(o);
  }
}

gaussnet::LyapunovEquation AmplifyingCascade::equation() const {
  const auto N = static_cast<Index>(oscillators_.size());
  gaussnet::LyapunovEquation e{Matrix::Zero(2 * N, 2 * N), bath * Matrix::Identity(2 * N, 2 * N)};
  for (Index k = 0; k < N; ++k) {
    const Oscillator& to = oscillators_[static_cast<std::size_t>(k)];
    e.drift.block(2 * k, 2 * k, 2, 2) = to.A;
    for (Index j = 0; j < N; ++j) {
      const Oscillator& from = oscillators_[static_cast<std::size_t>(j)];
      if (j < k) e.drift.block(2 * k, 2 * j, 2, 2) = to.B * from.C;
      e.diffusion.block(2 * k, 2 * j, 2, 2) += 0.5 * to.B * from.B.transpose();
    }
  }
  return e;
}

Extended AmplifyingCascade::covariance() const {
  const auto N = static_cast<Index>(oscillators_.size());
  Extended V(2 * N, 2 * N);
  // <x_i u_j^T> of the part of u_j that states carry, for the present column j.
  std::vector<Extended> driven(oscillators_.size(), Extended(2, 2));
  for (Index j = 0; j < N; ++j) {
    const Oscillator& at_j = oscillators_[static_cast<std::size_t>(j)];
    const Extended B_j = extended(at_j.B);
    Extended beam = driven[static_cast<std::size_t>(j)].transposed();  // <u_i x_j^T> at i = j
    for (Index i = j; i < N; ++i) {
      const Oscillator& at_i = oscillators_[static_cast<std::size_t>(i)];
      Extended& driven_i = driven[static_cast<std::size_t>(i)];
      const Extended B_i = extended(at_i.B);
      Extended right = B_i * beam + driven_i * B_j.transposed() + 0.5 * (B_i * B_j.transposed());
      if (i == j) right = right + bath * Extended::identity(2);
      const Extended V_ij = sylvester(extended(at_i.A), extended(at_j.A), right);
      V.set_block(2 * i, 2 * j, V_ij);
      V.set_block(2 * j, 2 * i, V_ij.transposed());
      beam = beam + extended(at_i.C) * V_ij;
      driven_i = driven_i + V_ij * extended(at_j.C).transposed();
    }
  }
  return V;
}

}  // namespace trust
