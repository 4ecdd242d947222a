#pragma once

#include <libnetwork/linear/lyapunov.hpp>
#include <libnetwork/linear/riccati.hpp>
#include <stdexcept>
#include <tests/trust/extended.hpp>

// Solutions of the given doubles in twice the precision, by routes that the library does not take
// and without a start from its answers: the squared Smith iteration for Lyapunov equations, the
// sign function of the Hamiltonian and Newton's method for Riccati equations.

namespace trust {

struct Reference {
  Extended covariance;
  /// max |dV_ij| / sqrt(V_ii V_jj) of the last correction, which is solved with another shift than
  /// those before: what rounding leaves of the residual, through the conditioning of the equation.
  double uncertainty = 0;
};

/// The matrices as given have no stabilising solution, or 106 bits do not find it.
class NoReference : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A V + V A^T + D = 0. Convergence proves A stable: a power of its Cayley transform is below 1.
/// R. A. Smith, SIAM J. Appl. Math. 16, 198 (1968). @throws NoReference
Reference reference(const gaussnet::LyapunovEquation& equation);

/// A V + V A^T + D = (V M^T + Gam) R^{-1} (V M^T + Gam)^T, A - K M stable. The start is the sign of
/// the Hamiltonian (J. D. Roberts, Int. J. Control 32, 677 (1980)), the end Newton's method, whose
/// fixed point with a stable closed loop is unique. @throws NoReference
Reference reference(const gaussnet::RiccatiEquation& equation);

///     max |V_ij - exact V_ij| / sqrt(V_ii V_jj):  what error_bound bounds
double entrywise_error(const Matrix& covariance, const Extended& exact);
///     ||V - exact V|| / ||exact V||,  Frobenius
double forward_error(const Matrix& covariance, const Extended& exact);

}  // namespace trust
