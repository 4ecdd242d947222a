#pragma once

#include <libnetwork/gaussian/gaussian_state.hpp>
#include <libnetwork/linear/cascade.hpp>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gaussnet {

/// The covariances of chosen groups of modes, taken while V passes.
class ModePicks : public CovarianceVisitor {
 public:
  /// @param order  declared mode -> number along the cascade
  explicit ModePicks(std::vector<int> order);

  /// @param modes  declared numbers, each once
  /// @return what state() knows the group by
  std::size_t add(std::vector<int> modes);

  void visit(const CovarianceRows& rows) override;

  /// Its modes in the order given, with the bound that the solver leaves for these.
  GaussianState state(std::size_t group, const CascadeSolution& solution,
                      const std::vector<std::string>& names) const;

 private:
  struct Group {
    std::vector<int> modes{};
    Matrix covariance{};
  };
  /// V_ij goes to the rows of mode a and the columns of mode b, and transposed.
  struct Target {
    int column = 0;  // j
    std::size_t group = 0;
    int a = 0;
    int b = 0;
  };

  std::vector<int> order_;
  std::vector<Group> groups_{};
  std::unordered_map<int, std::vector<Target>> targets_{};  // by row i
};

/// V as a whole, in the order in which the modes were declared.
class KeptCovariance : public CovarianceVisitor {
 public:
  /// @param order  number along the cascade -> declared mode; outlives this
  explicit KeptCovariance(const std::vector<int>& order);

  void visit(const CovarianceRows& rows) override;
  Matrix take() && { return std::move(covariance_); }

 private:
  Eigen::Index state(int along) const { return 2 * order_[static_cast<std::size_t>(along)]; }

  const std::vector<int>& order_;
  Matrix covariance_{};
};

}  // namespace gaussnet
