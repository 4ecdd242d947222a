#pragma once

#include <libnetwork/linear/lyapunov.hpp>
#include <tests/trust/extended.hpp>
#include <vector>

namespace trust {

/// Oscillators on one beam of which each amplifies what it passes on:
///     dx_k = A_k x_k dt + B_k u_k dt + dxi_k,  y_k = C_k x_k + u_k,  u_{k+1} = y_k,
/// with vacuum u_1. All numbers have ten bits, so that every product in
///     A_kj = B_k C_j (j < k),  D_kj = B_k B_j^T / 2 + <dxi_k dxi_j^T>
/// is a double: the equation that is solved is the one that is meant.
class AmplifyingCascade {
 public:
  explicit AmplifyingCascade(Eigen::Index oscillators);

  gaussnet::LyapunovEquation equation() const;
  /// Block by block down the beam, never forming A: V_ij depends on what was found before through
  /// the two numbers of the beam at i only.
  Extended covariance() const;

 private:
  struct Oscillator {
    Eigen::Matrix2d A{}, B{}, C{};
  };
  std::vector<Oscillator> oscillators_{};
};

}  // namespace trust
