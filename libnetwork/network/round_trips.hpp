#pragma once

#include <libnetwork/linear/rounded_matrix.hpp>
#include <vector>

namespace gaussnet {

/// T F among input ports of which each sends light to each, by their places in the group: what
/// arrives at `to` of the light that arrived at `from`.
struct RoundTrip {
  struct Step {
    int from = 0;
    int to = 0;
    RoundedMatrix gain{};
  };

  int ports = 0;
  int beam = 2;               // quadratures of a port
  std::vector<Step> steps{};  // one for each pair that has any

  /// The steps in the order of the light, from port 0, if every port has one only.
  std::vector<const Step*> as_ring() const;
};

/// Whether light comes to rest in it                                    [theory.md, Eq. (39)]
struct RoundTripJudgement {
  enum class Kind { regular, amplified, singular } kind = Kind::regular;
  double gain = 0;         // of the amplitude, of a ring at each round, else at each step
  bool is_ring = false;    // not interlocked with others
  std::vector<int> way{};  // ports of the ring, or of the strongest ring; unless regular
  double uneven_gain = 0;  // what no choice of delays between the ports exceeds, at each step
};

/// A ring by the product of its steps, others by T F balanced by powers of 2, so that it does not
/// matter where in a loop its gains stand.
RoundTripJudgement judged(const RoundTrip& trip);

///     u = (1 - T F)^{-1} g,
/// rows the quadratures of the ports. The caller finds its rounding from the residual.
Matrix closed(const RoundTrip& trip, const Matrix& g);

}  // namespace gaussnet
