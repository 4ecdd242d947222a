#pragma once

#include <array>
#include <libnetwork/gaussian/pair_covariance.hpp>
#include <libnetwork/linear/double_double.hpp>
#include <libnetwork/linear/matrix.hpp>
#include <vector>

// For the sources of this folder; users have symplectic.hpp.
namespace gaussnet {

/// Symplectic eigenvalues nu_k, ascending, each once, with a tau such that the exact ones lie
/// within
///     (1 - tau) nu_k <= nu_k(exact) <= (1 + tau) nu_k.
/// tau covers the rounding of what was given, its error bound and the work done here.
struct SymplecticSpectrum {
  std::vector<DoubleDouble> values{};
  double relative_bound = 0;
};

/// Rows of the modes A of V = [[V_A, V_AB], [V_BA, V_B]] that the others are conditioned on: the
/// spectrum is then that of the Schur complement V_B - V_BA V_A^{-1} V_AB, which is L_B L_B^T with
/// L_B the last block of the Cholesky factor L. tau holds for it too, because Schur complements are
/// monotone in V. 0: the spectrum of V itself.
struct ConditionedOn {
  Eigen::Index rows = 0;
};

///     nu_k = singular values of K = L^T Om L,   V = L L^T
/// @param covariance V, symmetric;   error_bound ||V - exact||_2
/// @throws InaccurateResult V not positive definite as rounded
SymplecticSpectrum symplectic_spectrum(const Matrix& covariance, double error_bound,
                                       ConditionedOn given = {});

/// The same with V = L L^T formed in twice the precision of L.
SymplecticSpectrum symplectic_spectrum_of_factor(const Matrix& factor, double error_bound,
                                                 ConditionedOn given = {});

/// nu_1 <= nu_2 of two modes, and how far they can be from those of V as given, relatively.
template <class Real>
struct PairSpectrum {
  std::array<Real, 2> values{};
  double relative_error = 0;
  bool positive_definite = false;
};
PairSpectrum<double> pair_spectrum(const PairCovariance& covariance);
PairSpectrum<DoubleDouble> pair_spectrum_in_double_double(const PairCovariance& covariance);

/// The diagonal of L, V = L L^T of two modes.
struct PairFactor {
  std::array<DoubleDouble, 4> diagonal{};
  bool positive_definite = false;
};
PairFactor factor_of_pair(const PairCovariance& covariance);

/// Upper bound of ln(exact/nu) and of ln(nu/exact) for a relative bound tau; infinite for tau >= 1.
double logarithmic_bound(double relative_bound);

}  // namespace gaussnet
