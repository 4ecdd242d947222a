#pragma once

#include <array>
#include <libnetwork/gaussian/double_double.hpp>
#include <libnetwork/gaussian/pair_covariance.hpp>
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

///     nu_k = singular values of K = L^T Om L,   V = L L^T
/// @param covariance V, symmetric;   error_bound ||V - exact||_2
/// @throws InaccurateResult V not positive definite as rounded
SymplecticSpectrum symplectic_spectrum(const Matrix& covariance, double error_bound);

/// The same with V = L L^T formed in twice the precision of L.
SymplecticSpectrum symplectic_spectrum_of_factor(const Matrix& factor, double error_bound);

/// nu_1 <= nu_2 of two modes, and how far they can be from those of V as given, relatively.
template <class Real>
struct PairSpectrum {
  std::array<Real, 2> values{};
  double relative_error = 0;
  bool positive_definite = false;
};
PairSpectrum<double> pair_spectrum(const PairCovariance& covariance);
PairSpectrum<DoubleDouble> pair_spectrum_in_double_double(const PairCovariance& covariance);

/// Upper bound of ln(exact/nu) and of ln(nu/exact) for a relative bound tau; infinite for tau >= 1.
double logarithmic_bound(double relative_bound);

}  // namespace gaussnet
