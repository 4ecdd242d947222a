#pragma once

#include <functional>
#include <libnetwork/linear/matrix.hpp>
#include <tests/laws/network_record.hpp>
#include <vector>

/// An oracle that shares nothing with the assembly: complex amplitudes at one frequency, all wires
/// as one linear system, A, D and M never formed.
namespace reference {

/// How modes and records answer the independent noises v, <v v^dagger> = n + 1/2 symmetrised:
///     r[w] = modes v[w],   z[w] = records v[w],   f(t) = int dw/2pi f[w] e^{-i w t}
struct Response {
  gaussnet::ComplexMatrix modes{};    // X1, P1, X2, ... in the order of the record
  gaussnet::ComplexMatrix records{};  // of the chains' detectors in their order
  gaussnet::Vector intensities{};     // n + 1/2 of each column
};

/// The Heisenberg equations of H = sign Omega a^dagger a + i (L b^dagger - L^dagger b) at w:
///     -i w a = -i Omega a - gamma_0/2 a - sqrt(gamma_0) a_in
///              - sum_k [c_k^* (b_k + L_k/2) - d_k (b_k + L_k/2)^dagger],   L_k = c_k a + d_k
///              a^dagger,
///     b_k behind the oscillator = b_k + L_k,
/// with their Hermitian conjugates; b_k are the channels of the arriving beam.
Response respond(const laws::NetworkRecord& network, double frequency);

///     S(w) = modes diag(n + 1/2) modes^dagger, and V = int dw/2pi S(w)
/// to about 1e-10 of sqrt(V_ii V_jj); panels graded towards every resonance, Gauss-Kronrod on each.
/// @throws std::runtime_error if the panels do not resolve the spectrum
gaussnet::Matrix covariance(const laws::NetworkRecord& network);

/// A line of the spectrum, where the panels are narrow.
struct Line {
  double centre = 0;
  double half_width = 0;
};
/// The same of any network whose response is given.
gaussnet::Matrix covariance(const std::function<Response(double)>& respond,
                            const std::vector<Line>& lines);

}  // namespace reference
