#pragma once

#include <libnetwork/linear/cascade.hpp>
#include <mutex>

namespace bench {

/// E_N of all pairs while V passes: how many are entangled, and how much at most.
/// A pair with |V_ij|^2 <= (l_i - 1/2)(l_j - 1/2), l the least eigenvalues of V_ii and V_jj and
/// |.| the Frobenius norm, has V >= 1/2, which is separable (Werner, Wolf, Phys. Rev. Lett. 86,
/// 3658 (2001)); the others are looked at in full.
class MostEntangled : public gaussnet::CovarianceVisitor {
 public:
  void visit(const gaussnet::CovarianceRows& rows) override;

  double entangled() const { return static_cast<double>(entangled_); }
  double most() const { return most_; }

 private:
  std::mutex mutex_{};
  long entangled_ = 0;
  double most_ = 0;
};

}  // namespace bench
