#pragma once

#include <cstdint>
#include <libnetwork/analysis/steady_state.hpp>
#include <libnetwork/linear/cascade.hpp>
#include <utility>
#include <vector>

// Networks of as many oscillators as one likes, and what a pair of them needs to be checked.

namespace laws {

/// Oscillators of negative and positive mass in turn on one beam of two sidebands, a loss before
/// each, every pair of them with a frequency of its own. With junctions every tenth station is two
/// oscillators that interact, and part of the beam passes them by between two beam splitters.
struct LongCascade {
  int oscillators = 0;
  double loss = 0.1;
  bool has_junctions = false;
};
gaussnet::NetworkDescription long_cascade(const LongCascade& wanted);

/// Dimers of a negative and a positive mass on one beam, without baths, both sidebands: each a
/// two-mode squeezed vacuum, E_N = -ln tan(theta - pi/4), alone        [theory.md, Eq. (65)].
gaussnet::NetworkDescription dark_dimers(int dimers, double theta);

/// A stretch of a cascade and the pairs in it that are compared, as numbers along the cascade
/// (later, earlier).
struct Stretch {
  int first_block = 0;  // what was before is taken for vacuum
  std::vector<std::pair<int, int>> pairs{};
};

/// Pairs at random from all over the network, in stretches that begin `reach` blocks before the
/// first of them: where each link loses a share e of the light, what is left out arrives weakened
/// to (1 - e)^reach. One stretch in five begins with the network itself and leaves nothing out.
struct StretchLimits {
  int stretches = 20;
  int pairs = 10;  // of each
  int reach = 300;
  int width = 150;  // blocks that the pairs lie in
};
std::vector<Stretch> random_stretches(const gaussnet::BlockCascade& network,
                                      const StretchLimits& limits, std::uint64_t seed);

/// What of the network the modes of these pairs need, from block `first_block` on.
gaussnet::BlockCascade upstream_of(const gaussnet::BlockCascade& network, const Stretch& stretch);

/// V_ij of chosen pairs (later, earlier), in their order.
class ChosenPairs : public gaussnet::CovarianceVisitor {
 public:
  explicit ChosenPairs(std::vector<std::pair<int, int>> pairs);
  void visit(const gaussnet::CovarianceRows& rows) override;
  const std::vector<Eigen::Matrix2d>& covariances() const { return covariances_; }

 private:
  std::vector<std::pair<int, int>> pairs_;
  std::vector<std::size_t> by_row_;
  std::vector<Eigen::Matrix2d> covariances_;
};

/// The largest difference of V_ij from the dense solution of what is upstream of the pairs,
/// relative to sqrt(V_aa V_bb), and the largest bound of those solutions.
struct DenseComparison {
  double difference = 0;
  double dense_bound = 0;
  int pairs = 0;
};
/// @param found  V_ij of the stretch's pairs, in their order
DenseComparison compare_with_dense(const gaussnet::BlockCascade& network, const Stretch& stretch,
                                   const std::vector<Eigen::Matrix2d>& found);

}  // namespace laws
