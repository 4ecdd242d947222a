#include <algorithm>
#include <cmath>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/linear/cascade.hpp>
#include <libnetwork/linear/cascade_operator.hpp>
#include <libnetwork/linear/cascade_sweep.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/linear/symmetric_product.hpp>
#include <random>
#include <string>

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

/// One variance and its bound.
struct Bounded {
  double variance = 0;
  double bound = 0;

  bool is_certain() const {
    return bound >= 0 && (bound < variance || (bound == 0 && variance == 0));
  }
  bool is_ordinary() const {
    return variance == 0 || (std::abs(variance) >= Cascade::least_scale &&
                             std::abs(variance) <= Cascade::largest_entry);
  }
};

// From here on rounding of the louder quadrature of a mode is what the bound of the other one
// shows.
constexpr double far_below = 1e-6;

/// What to throw of a state whose bound does not hold a digit of its variance.
InaccurateResult undecided(int state, const Bounded& own, const Bounded& other, double abscissa) {
  if (!(own.variance < far_below * other.variance)) return decided_by_rounding(abscissa);
  return InaccurateResult(
      "rounding decides the variance of state " + std::to_string(state) + " along the cascade: " +
      number_in_words(own.variance) + " with an error of up to " + number_in_words(own.bound) +
      ". The other quadrature of its mode has " + number_in_words(other.variance) +
      ", and rounding counts for both alike here; the dense solver bounds them apart. Or the drift "
      "matrix is too near to one without a steady state (rightmost eigenvalue " +
      number_in_words(abscissa) + " as computed)");
}

InaccurateResult out_of_range(int state, double variance) {
  return InaccurateResult("the variance of state " + std::to_string(state) +
                          " along the cascade is " + number_in_words(variance) +
                          "; it must be 0 or from " + number_in_words(Cascade::least_scale) +
                          " to " + number_in_words(Cascade::largest_entry) +
                          " for its error to be bounded: choose units nearer to its noise");
}

void set_error(const CascadePlan& plan, const std::vector<Eigen::Matrix2d>& bounds,
               CascadeSolution& solution) {
  for (int mode = 0; mode < plan.num_modes(); ++mode) {
    const auto of = [&](int x) {
      return Bounded{solution.own[at(mode)](x, x), bounds[at(mode)](x, x)};
    };
    for (int x = 0; x < 2; ++x) {
      const int state = 2 * mode + x;
      const Bounded own = of(x);
      if (!own.is_ordinary()) throw out_of_range(state, own.variance);
      if (!own.is_certain()) throw undecided(state, own, of(1 - x), plan.spectral_abscissa());
      solution.error(state) = own.bound;
      if (own.bound > 0) {
        solution.error_bound = std::max(solution.error_bound, own.bound / own.variance);
      }
    }
  }
}

CascadeSolution solve(const CascadePlan& plan, CovarianceVisitor* visitor,
                      const CascadeOptions& options) {
  const CascadeNoise noise = noise_of(plan);
  Residual residual(plan.cascade(), plan.num_modes());
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
  set_error(plan, error.own, solution);
  return solution;
}

}  // namespace

CascadeSolution solve(const Cascade& cascade, CovarianceVisitor* visitor,
                      const CascadeOptions& options) {
  return solve(CascadePlan(cascade), visitor, options);
}

StoredCascadeSolution solve_and_store(const Cascade& cascade, const CascadeOptions& options) {
  const CascadePlan plan(cascade);
  const Eigen::Index states = 2 * Eigen::Index{plan.num_modes()};
  StoredCascadeSolution solution;
  solution.covariance.resize(states, states);
  Store store(solution.covariance);
  static_cast<CascadeSolution&>(solution) = solve(plan, &store, options);
  mirror_upper(solution.covariance);
  return solution;
}

}  // namespace gaussnet
