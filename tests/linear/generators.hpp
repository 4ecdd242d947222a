#pragma once

#include <Eigen/QR>
#include <algorithm>
#include <libnetwork/linear/lyapunov.hpp>
#include <libnetwork/linear/riccati.hpp>
#include <libnetwork/linear/stability.hpp>
#include <random>

// Seeded linear systems. Every case prints its seed through CAPTURE and can be made again from it.

namespace gaussnet::test {

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  double normal() { return normal_(engine_); }
  double uniform(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(engine_);
  }
  /// Evenly spread over powers of ten.
  double decades(double low, double high) { return std::pow(10.0, uniform(low, high)); }
  Matrix matrix(Eigen::Index rows, Eigen::Index columns) {
    return Matrix::NullaryExpr(rows, columns, [this] { return normal(); });
  }
  Matrix covariance(Eigen::Index n) {
    const Matrix G = matrix(n, n);
    return G * G.transpose();
  }
  Matrix orthogonal(Eigen::Index n) {
    return Eigen::HouseholderQR<Matrix>(matrix(n, n)).householderQ() * Matrix::Identity(n, n);
  }
  Matrix permutation(Eigen::Index n) {
    Eigen::PermutationMatrix<Eigen::Dynamic> P(n);
    P.setIdentity();
    std::shuffle(P.indices().data(), P.indices().data() + n, engine_);
    return P.toDenseMatrix().cast<double>();
  }
  /// Every entry filled, rightmost eigenvalue at -`margin` of the matrix's size.
  Matrix stable(Eigen::Index n, double margin = 0.05) {
    const Matrix A = matrix(n, n);
    return A - (spectral_abscissa(A) + margin * A.norm()) * Matrix::Identity(n, n);
  }
  /// Stable 2 x 2 blocks on the diagonal, each driving all later ones with strength `coupling`.
  Matrix cascade(Eigen::Index blocks, double coupling) {
    Matrix A = Matrix::Zero(2 * blocks, 2 * blocks);
    for (Eigen::Index k = 0; k < blocks; ++k) {
      const double rate = uniform(0.4, 1.0);
      const double detuning = uniform(-0.3, 0.3);
      A.block(2 * k, 2 * k, 2, 2) << -rate / 2, detuning, -detuning, -rate / 2;
      A.block(2 * k, 0, 2, 2 * k) = coupling * matrix(2, 2 * k);
    }
    return A;
  }

 private:
  std::mt19937_64 engine_;
  std::normal_distribution<double> normal_{};
};

inline LyapunovEquation stable_equation(Random& random, Eigen::Index n) {
  return {random.stable(n), random.covariance(n)};
}

/// n states and m records with everything correlated; A is stable or not as it falls.
inline RiccatiEquation watched_system(Random& random, Eigen::Index n, Eigen::Index m) {
  const Matrix noise = random.covariance(n + m);
  return {random.matrix(n, n), noise.topLeftCorner(n, n), random.matrix(m, n),
          noise.bottomRightCorner(m, m), noise.topRightCorner(n, m)};
}

inline Matrix symplectic_form(Eigen::Index modes) {
  Matrix omega = Matrix::Zero(2 * modes, 2 * modes);
  for (Eigen::Index k = 0; k < modes; ++k) omega.block(2 * k, 2 * k, 2, 2) << 0, 1, -1, 0;
  return omega;
}

/// Bosonic modes with a random quadratic Hamiltonian and random couplings C to `channels` vacuum
/// fields, of which one quadrature each is recorded without loss:
///     A = Om H + B C / 2,  B = Om C^T Om,  D = B B^T / 2.
/// Nothing escapes the record, so the conditional state is pure: (Om V)^2 = -1/4.
/// D - Gam R^{-1} Gam^T has half of D's rank.
inline RiccatiEquation fully_watched_modes(Random& random, Eigen::Index modes,
                                           Eigen::Index channels) {
  const Matrix omega = symplectic_form(modes);
  const Matrix C = random.matrix(2 * channels, 2 * modes);
  const Matrix B = omega * C.transpose() * symplectic_form(channels);
  const Matrix hamiltonian = random.matrix(2 * modes, 2 * modes);
  const Matrix A = omega * (hamiltonian + hamiltonian.transpose()) + 0.5 * B * C;
  RiccatiEquation e{A, 0.5 * B * B.transpose(), Matrix(channels, 2 * modes),
                    0.5 * Matrix::Identity(channels, channels), Matrix(2 * modes, channels)};
  for (Eigen::Index k = 0; k < channels; ++k) {
    e.measurement.row(k) = C.row(2 * k + 1);
    e.noise_correlation.col(k) = 0.5 * B.col(2 * k + 1);
  }
  return e;
}

}  // namespace gaussnet::test
