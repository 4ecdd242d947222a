#pragma once

#include <complex>
#include <libnetwork/linear/matrix.hpp>
#include <vector>

namespace gaussnet {

/// One eigenvalue of a drift matrix and the states it belongs to.
struct Eigenmode {
  std::complex<double> eigenvalue{};
  /// |w_i v_i| of left and right eigenvector, summing to 1. A right eigenvector alone leaks into
  /// everything downstream of its origin; the product stays where the mode lives.
  std::vector<double> participation{};
  int state = -1;  // where participation is largest
};

/// The rightmost eigenvalue of A, with its participations; A square, finite, not empty.
/// A block triangular A is judged by its diagonal blocks, whatever the order of its states:
/// repeated and defective eigenvalues of a cascade of equal parts are then exact. The unit is that
/// of A. @throws std::invalid_argument (shape, NaN)
Eigenmode rightmost_mode(const Matrix& A);

/// Every eigenmode of A, rightmost first (ties: larger imaginary part, then lower state).
/// Costs O(m^4) for an irreducible block of m states; rightmost_mode costs O(m^3).
std::vector<Eigenmode> eigenmodes(const Matrix& A);

/// The eigenmodes of A within `distance` of `eigenvalue`; none if there is none.
std::vector<Eigenmode> modes_near(const Matrix& A, std::complex<double> eigenvalue,
                                  double distance);

///     max Re lambda(A)
/// -infinity for a matrix without rows.
double spectral_abscissa(const Matrix& A);

}  // namespace gaussnet
