#pragma once

#include <cstdint>
#include <libnetwork/linear/matrix.hpp>
#include <random>
#include <vector>

namespace gaussnet::testing {

/// Seeded; the same numbers with every standard library.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : engine_(seed) {}
  double uniform(double from, double to);
  int integer(int from, int to);  // both included

 private:
  std::mt19937_64 engine_;
};

/// Symplectic matrices of the elements, on the modes of n.
Matrix rotation(int n, int mode, double angle);
Matrix squeezer(int n, int mode, double r);
Matrix beam_splitter(int n, int j, int k, double angle);

/// Any symplectic matrix of one mode, squeezing up to e^r in amplitude.
Matrix random_local(Generator& random, int n, int mode, double r);
/// Rotations, squeezers up to e^r and beam splitters between all modes, a few layers of them.
Matrix random_symplectic(Generator& random, int n, double r);

/// V = S diag(nu_1, nu_1, ...) S^T and its factor S diag(sqrt nu).
struct KnownState {
  Matrix symplectic{};
  Vector values{};  // nu_k >= 1/2
  Matrix factor() const;
  Matrix covariance() const;
};
KnownState random_state(Generator& random, int n, double r, double hottest);

/// V of two-mode squeezed vacuum, E_N = 2r:   1/2 [[cosh 2r, Z sinh 2r], [Z sinh 2r, cosh 2r]].
Matrix two_mode_squeezed(double r);
/// Its factor as squeezers and a beam splitter leave it.
Matrix two_mode_squeezed_factor(double r);

/// Mode attenuated to transmission t, vacuum added.
Matrix attenuated(const Matrix& covariance, int mode, double t);

Matrix direct_sum(const Matrix& a, const Matrix& b);

}  // namespace gaussnet::testing
