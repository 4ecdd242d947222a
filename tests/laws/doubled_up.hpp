#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <tests/laws/graph_record.hpp>

/// The elements written once more, in annihilation and creation operators: no formula and no code
/// of the program. Channel k has its b at 2k and its b^dagger at 2k + 1; the channels of port p are
/// p n ... p n + n - 1, n = 1 in the full picture and 2 (sidebands + and -) in the rotating-wave
/// picture.
namespace laws {

template <class Real>
using ComplexMatrixOf = Eigen::Matrix<std::complex<Real>, Eigen::Dynamic, Eigen::Dynamic>;

/// y = through u + fresh v, <v v^dagger> symmetrised = diag(intensities)
/// Real: double, or long double where rounding itself is judged.
template <class Real>
struct ScatteringOf {
  ComplexMatrixOf<Real> through{};
  ComplexMatrixOf<Real> fresh{};
  Eigen::Matrix<Real, Eigen::Dynamic, 1> intensities{};
};
using Scattering = ScatteringOf<double>;

/// Of an element or a source; a mode's ports pass light on as it is (its coupling adds to that).
template <class Real = double>
ScatteringOf<Real> scattering_of(const NodeRecord& node, int channels);

/// What arrives at the end of the wire, y being what leaves its start.
template <class Real = double>
ScatteringOf<Real> scattering_of(const WireRecord& wire, int channels);

/// The records z = through u + fresh v of a detector, rows real quadratures; of each homodyne
/// channel one row, of heterodyne two.
Scattering records_of(const NodeRecord& detector, int channels);

/// L = c a + d a^dagger of each port's channels on (a, a^dagger), rows L and L^dagger.
template <class Real = double>
ComplexMatrixOf<Real> coupling_of(const NodeRecord& node, bool rotating_wave);

/// The spectral radius of T F of the whole graph: the largest gain of the amplitude at one step of
/// any of its loops.
double gain_per_step(const GraphRecord& record);

/// The largest entry of (1 - T F)^{-1}: what light of amplitude 1 becomes somewhere else, rounding
/// with it. A large one makes each number a small difference of large ones.
double build_up(const GraphRecord& record);

/// First channel pair of each node's inputs (or outputs) in the whole graph, and their number.
struct Places {
  std::vector<int> first{};
  int count = 0;
};
Places input_places(const GraphRecord& record);  // in ports
Places output_places(const GraphRecord& record);

}  // namespace laws
