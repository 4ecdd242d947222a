#include <algorithm>
#include <cmath>
#include <libnetwork/gaussian/entanglement.hpp>
#include <tests/bench/most_entangled.hpp>
#include <vector>

namespace bench {
namespace {

using gaussnet::CovarianceRows;

constexpr double vacuum = 0.5;

/// l_j - 1/2 or 0.
double excess(const CovarianceRows::Pair& V) {
  const double apart = std::hypot(V(0, 0) - V(1, 1), 2 * V(0, 1));
  return std::max(0.0, (V(0, 0) + V(1, 1) - apart) / 2 - vacuum);
}

double logarithmic_negativity(const CovarianceRows& rows, int i, int j) {
  gaussnet::PairCovariance V;
  V << rows.own(j), rows(i, j).transpose(), rows(i, j), rows.own(i);
  return gaussnet::logarithmic_negativity(V);
}

}  // namespace

void MostEntangled::visit(const CovarianceRows& rows) {
  std::vector<double> excesses(static_cast<std::size_t>(rows.end()));
  for (int j = 0; j < rows.end(); ++j) excesses[static_cast<std::size_t>(j)] = excess(rows.own(j));
  long entangled = 0;
  double most = 0;
  for (int i = rows.first(); i < rows.end(); ++i) {
    const double own = excesses[static_cast<std::size_t>(i)];
    for (int j = 0; j < i; ++j) {
      if (rows(i, j).squaredNorm() <= own * excesses[static_cast<std::size_t>(j)]) continue;
      const double E_N = logarithmic_negativity(rows, i, j);
      entangled += E_N > 0;
      most = std::max(most, E_N);
    }
  }
  const std::lock_guard lock(mutex_);
  entangled_ += entangled;
  most_ = std::max(most_, most);
}

}  // namespace bench
