#include <algorithm>
#include <cmath>
#include <libnetwork/linear/cascade.hpp>
#include <libnetwork/linear/cascade_operator.hpp>
#include <libnetwork/linear/cascade_sweep.hpp>
#include <libnetwork/linear/failures.hpp>
#include <random>

namespace gaussnet {
namespace {

constexpr int probes = 2;
constexpr std::uint64_t probe_seed = 1;

std::size_t at(std::ptrdiff_t k) { return static_cast<std::size_t>(k); }

/// Random signs z and A^T z, on which V is tried while it passes.
class Residual {
 public:
  explicit Residual(const Cascade& cascade, int num_modes) : operator_(cascade) {
    std::mt19937_64 signs(probe_seed);
    probe_.x.resize(at(8 * std::ptrdiff_t{num_modes}));
    for (int k = 0; k < probes; ++k) {
      Vector z(2 * num_modes);
      for (double& entry : z) entry = signs() & 1U ? 1 : -1;
      transposed_.push_back(operator_.transposed(z));
      set(2 * k, z);
      set(2 * k + 1, transposed_.back());
      signs_.push_back(std::move(z));
    }
  }

  CascadeProbe* probe() { return &probe_; }

  /// ||(A V + V A^T + D) z||^2 is ||A V + V A^T + D||^2 on the average over the signs.
  double relative() const {
    double missed = 0, drift = 0, covariance = 0, noise = 0;
    for (int k = 0; k < probes; ++k) {
      const Vector Vz = result(2 * k);
      const Vector Dz = operator_.noise(signs_[at(k)]);
      missed += (operator_.apply(Vz) + result(2 * k + 1) + Dz).squaredNorm();
      drift += transposed_[at(k)].squaredNorm();
      covariance += Vz.squaredNorm();
      noise += Dz.squaredNorm();
    }
    const double scale = 2 * std::sqrt(drift * covariance / probes) + std::sqrt(noise);
    return scale > 0 ? std::sqrt(missed) / scale : 0.0;
  }

 private:
  using Strided = Eigen::Map<Vector, 0, Eigen::InnerStride<4>>;
  void set(int vector, const Vector& x) { Strided(probe_.x.data() + vector, x.size()) = x; }
  Vector result(int vector) const {
    return Eigen::Map<const Vector, 0, Eigen::InnerStride<4>>(
        probe_.y.data() + vector, static_cast<Eigen::Index>(probe_.y.size() / 4));
  }

  CascadeOperator operator_;
  CascadeProbe probe_{};
  std::vector<Vector> signs_{};
  std::vector<Vector> transposed_{};
};

class Store : public CovarianceVisitor {
 public:
  explicit Store(Matrix& V) : V_(V) {}
  void visit(const CovarianceRows& rows) override {
    for (int i = rows.first(); i < rows.end(); ++i) {
      for (int j = 0; j <= i; ++j) {
        V_.block<2, 2>(2 * j, 2 * i) = rows(i, j).transpose();
      }
    }
  }

 private:
  Matrix& V_;
};

/// The lower triangle from the upper one, in tiles that stay in the cache.
void mirror_upper(Matrix& V) {
  constexpr Eigen::Index tile = 32;
  const Eigen::Index n = V.rows();
  for (Eigen::Index j = 0; j < n; j += tile) {
    const Eigen::Index columns = std::min(tile, n - j);
    V.block(j, j, columns, columns).triangularView<Eigen::StrictlyLower>() =
        V.block(j, j, columns, columns).transpose();
    for (Eigen::Index i = j + tile; i < n; i += tile) {
      const Eigen::Index rows = std::min(tile, n - i);
      V.block(i, j, rows, columns) = V.block(j, i, columns, rows).transpose();
    }
  }
}

}  // namespace

CascadeSolution solve(const Cascade& cascade, CovarianceVisitor* visitor,
                      const CascadeOptions& options) {
  const CascadePlan plan(cascade);
  const CascadeNoise noise = noise_of(plan);
  Residual residual(cascade, plan.num_modes());
  CascadeSweepResult found = sweep(plan, noise,
                                   {.threads = options.threads,
                                    .visitor = visitor,
                                    .probe = residual.probe(),
                                    .misfit_weights = true});
  CascadeSolution solution{.own = std::move(found.own),
                           .error = Vector::Zero(2 * plan.num_modes()),
                           .spectral_abscissa = plan.spectral_abscissa(),
                           .slowest_mode = plan.slowest_mode()};
  if (plan.num_modes() == 0) return solution;
  solution.residual = residual.relative();
  const CascadeSweepResult error =
      sweep(plan, independent_noise(plan, found.misfit_weights), {.threads = options.threads});
  for (int mode = 0; mode < plan.num_modes(); ++mode) {
    for (int x = 0; x < 2; ++x) {
      const double bound = error.own[at(mode)](x, x);
      const double variance = solution.own[at(mode)](x, x);
      const bool certain = bound >= 0 && (bound < variance || (bound == 0 && variance == 0));
      if (!certain) throw decided_by_rounding(plan.spectral_abscissa());
      solution.error(2 * mode + x) = bound;
      if (bound > 0) solution.error_bound = std::max(solution.error_bound, bound / variance);
    }
  }
  return solution;
}

StoredCascadeSolution solve_and_store(const Cascade& cascade, const CascadeOptions& options) {
  Eigen::Index states = 0;
  for (const Cascade::Block& block : cascade.blocks) {
    states += cascade.kinds.at(at(block.kind)).drift.rows();
  }
  StoredCascadeSolution solution;
  solution.covariance.resize(states, states);
  Store store(solution.covariance);
  static_cast<CascadeSolution&>(solution) = solve(cascade, &store, options);
  mirror_upper(solution.covariance);
  return solution;
}

}  // namespace gaussnet
