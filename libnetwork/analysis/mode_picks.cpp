#include <algorithm>
#include <libnetwork/analysis/mode_picks.hpp>
#include <utility>

namespace gaussnet {

ModePicks::ModePicks(std::vector<int> order) : order_(std::move(order)) {}

std::size_t ModePicks::add(std::vector<int> modes) {
  const std::size_t group = groups_.size();
  const auto along = [&](std::size_t k) { return order_[static_cast<std::size_t>(modes[k])]; };
  for (std::size_t a = 0; a < modes.size(); ++a) {
    for (std::size_t b = 0; b < modes.size(); ++b) {
      if (along(b) > along(a)) continue;
      targets_[along(a)].push_back({along(b), group, static_cast<int>(a), static_cast<int>(b)});
    }
  }
  const auto states = static_cast<Eigen::Index>(2 * modes.size());
  groups_.push_back({std::move(modes), Matrix::Zero(states, states)});
  return group;
}

void ModePicks::visit(const CovarianceRows& rows) {
  for (int i = rows.first(); i < rows.end(); ++i) {
    const auto found = targets_.find(i);
    if (found == targets_.end()) continue;
    for (const Target& target : found->second) {
      Matrix& V = groups_[target.group].covariance;
      const Eigen::Matrix2d pair = rows(i, target.column);
      V.block<2, 2>(2 * target.a, 2 * target.b) = pair;
      V.block<2, 2>(2 * target.b, 2 * target.a) = pair.transpose();
    }
  }
}

GaussianState ModePicks::state(std::size_t group, const CascadeSolution& solution,
                               const std::vector<std::string>& names) const {
  const Group& picked = groups_[group];
  StateDetails details{.physicality = Physicality::reported};
  for (std::size_t a = 0; a < picked.modes.size(); ++a) {
    const auto mode = static_cast<std::size_t>(picked.modes[a]);
    details.mode_names.push_back(names[mode]);
    for (int x = 0; x < 2; ++x) {
      const double error = solution.error(2 * order_[mode] + x);
      const auto row = static_cast<Eigen::Index>(2 * a) + x;
      if (error <= 0) continue;
      details.relative_bound =
          std::max(details.relative_bound, error / picked.covariance(row, row));
    }
  }
  return GaussianState(picked.covariance, std::move(details));
}

KeptCovariance::KeptCovariance(const std::vector<int>& order) : order_(order) {
  const auto states = static_cast<Eigen::Index>(2 * order.size());
  covariance_.resize(states, states);
}

void KeptCovariance::visit(const CovarianceRows& rows) {
  for (int i = rows.first(); i < rows.end(); ++i) {
    for (int j = 0; j <= i; ++j) {
      const Eigen::Matrix2d pair = rows(i, j);
      covariance_.block<2, 2>(state(i), state(j)) = pair;
      covariance_.block<2, 2>(state(j), state(i)) = pair.transpose();
    }
  }
}

}  // namespace gaussnet
