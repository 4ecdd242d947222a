#pragma once

#include <libnetwork/linear/rounded_matrix.hpp>
#include <memory>
#include <span>
#include <vector>

namespace gaussnet {

/// A cascade of blocks that are driven by fields of b quadratures each, in topological order:
///     dx = A x dt + B u + dxi,   dy = C x dt + F u + deta,                [theory.md, Eq. (1)]
/// where port k of u and of y is the rows k b ... k b + b - 1. A block feeds only on blocks before
/// it; each port feeds one input at most; rows of y after the last whole port are a record. States
/// come in pairs, the quadratures of a mode.
struct Cascade {
  /// What a block does; equal blocks share a kind. <dxi dxi^T> = Q dt, <deta deta^T> = Y dt,
  /// <dxi deta^T> = S dt.
  struct Kind {
    RoundedMatrix drift{};         // A
    RoundedMatrix input{};         // B
    RoundedMatrix output{};        // C
    RoundedMatrix feedthrough{};   // F
    RoundedMatrix mode_noise{};    // Q
    RoundedMatrix output_noise{};  // Y
    RoundedMatrix cross_noise{};   // S
  };

  ///     u = T y + v,   <dv dv^T> = N dt
  struct Wire {
    RoundedMatrix transfer{};  // T
    RoundedMatrix noise{};     // N
  };

  struct Feed {
    static constexpr int none = -1;
    int block = none;  // none: u = v
    int port = 0;
    int wire = 0;
  };

  struct Block {
    int kind = 0;
    std::vector<Feed> feeds{};  // one for each input port
  };

  /// No entry of a matrix may exceed this ...
  static constexpr double largest_entry = 1e60;
  /// ... nor the largest entry of a drift, or a variance that is found, be below this, unless it is
  /// 0: squares of their rounding would not be numbers. Where they are, other units help.
  static constexpr double least_scale = 1e-60;

  int field = 2;  // b: 2 or 4
  std::vector<Kind> kinds{};
  std::vector<Wire> wires{};
  std::vector<Block> blocks{};
};

/// The covariances of some modes with themselves and with all before them: V_ij is the 2 x 2
/// covariance of mode i with mode j <= i, modes counted along the cascade.
class CovarianceRows {
 public:
  using Pair = Eigen::Map<const Eigen::Matrix2d>;

  CovarianceRows(int first, int count, int width, const double* pairs, const double* diagonal)
      : first_(first), count_(count), width_(width), pairs_(pairs), diagonal_(diagonal) {}

  int first() const { return first_; }
  int end() const { return first_ + count_; }
  /// V_ij, first() <= i < end(), j <= i.
  Pair operator()(int i, int j) const {
    return Pair(pairs_ + 4 * (static_cast<std::ptrdiff_t>(i - first_) * width_ + j));
  }
  /// V_jj of any mode j < end().
  Pair own(int j) const { return Pair(diagonal_ + 4 * static_cast<std::ptrdiff_t>(j)); }

 private:
  int first_;
  int count_;
  int width_;
  const double* pairs_;
  const double* diagonal_;
};

/// Receives V, some rows at a time. With several threads the calls come from all of them, each for
/// other rows and in any order; what is kept by the number of the row does not depend on it. While
/// it visits, numbers below 2.2e-308 count as 0 in its thread, its own as well.
class CovarianceVisitor {
 public:
  virtual ~CovarianceVisitor() = default;
  virtual void visit(const CovarianceRows& rows) = 0;
};

struct CascadeSolution {
  std::vector<Eigen::Matrix2d> own{};  // V_jj of each mode along the cascade
  /// |V_ab - exact V_ab| <= sqrt(error_a error_b) for states a and b, 2 a mode
  Vector error{};
  double error_bound = 0;  // max error_a / V_aa
  ///     ||A V + V A^T + D|| / (2 ||A|| ||V|| + ||D||), Frobenius norms
  /// of the whole network, estimated from its action on random signs (right to some 30 %)
  double residual = 0;
  double spectral_abscissa = 0;  // max Re lambda(A), in rates
  int slowest_mode = -1;         // along the cascade
};

struct CascadeOptions {
  int threads = 1;  // the numbers do not depend on it, to the bit
};

/// The stationary covariance of all states, A V + V A^T + D = 0 of the whole, block by block along
/// the cascade: neither A, D nor V is formed. Time in proportion to the number of pairs of blocks,
/// memory to the number of states times the largest number of fields under way. What reaches a
/// block passes its ports, so that V_ij follows from the correlations of the fields there:
///     A_i V_ij + V_ij A_j^T + B_i E[u_i x_j^T] + E[x_i u_j^T] B_j^T = 0,    [theory.md, Eqs. (88)
///     and (89)] E[y_i x_j^T] = C_i V_ij + F_i E[u_i x_j^T].
/// Rounding is charged to both quadratures of a mode alike: where the noise of one is many decades
/// below that of the other, its bound is blunt, or it is refused; solve(LyapunovEquation) bounds
/// them apart.
/// @param visitor  may be null
/// @throws NotStable (states along the cascade), InaccurateResult (rounding decides a variance, or
/// it is above largest_entry or below least_scale), std::invalid_argument naming the kind, wire or
/// block: shapes, ports, entries, noise that is no covariance
CascadeSolution solve(const Cascade& cascade, CovarianceVisitor* visitor = nullptr,
                      const CascadeOptions& options = {});

/// V as a whole, states along the cascade.
struct StoredCascadeSolution : CascadeSolution {
  Matrix covariance{};
};
StoredCascadeSolution solve_and_store(const Cascade& cascade, const CascadeOptions& options = {});

}  // namespace gaussnet
