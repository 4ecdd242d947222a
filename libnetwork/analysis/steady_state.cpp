#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <libnetwork/analysis/no_steady_state.hpp>
#include <libnetwork/analysis/steady_state.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/network/cascade_equation.hpp>
#include <stdexcept>
#include <thread>
#include <utility>

namespace gaussnet {
namespace {

/// The solvers state |dV_ij| <= bound sqrt(V_ii V_jj).
GaussianState gaussian_state(const LinearModel& model, Matrix covariance, double bound) {
  // The margin is reported with every result, so a bath that is too cold is seen, not refused.
  return GaussianState(
      std::move(covariance),
      {.mode_names = model.modes, .physicality = Physicality::reported, .relative_bound = bound});
}

SteadyState solve_unconditional(const LinearModel& model) {
  LyapunovSolution solution = solve(lyapunov_equation(model));
  const Eigenmode slowest = rightmost_mode(model.drift);
  return SteadyState{gaussian_state(model, std::move(solution.covariance), solution.error_bound),
                     solution.residual, slowest.eigenvalue.real(), mode_name(model, slowest)};
}

// A thread along a cascade is worth its while with so many.
constexpr std::size_t kModesOfThread = 256;

/// A failure's states, numbered along the cascade, as the model numbers them.
Eigenmode renumbered(Eigenmode mode, const std::vector<int>& order) {
  std::vector<double> participation(mode.participation.size(), 0.0);
  const auto place = [&](std::size_t state) {
    return 2 * static_cast<std::size_t>(order[state / 2]) + state % 2;
  };
  for (std::size_t state = 0; state < participation.size(); ++state) {
    participation[place(state)] = mode.participation[state];
  }
  mode.participation = std::move(participation);
  mode.state = static_cast<int>(place(static_cast<std::size_t>(mode.state)));
  return mode;
}

SteadyState solve_along_cascade(const LinearModel& model, const BlockCascade& network,
                                int threads) {
  const std::vector<int> order = modes_along(network);
  try {
    StoredCascadeSolution solution = solve_and_store(
        cascade_equation(network), {.threads = threads_along(order.size(), threads)});
    std::vector<Eigen::Index> states;
    for (const int mode : order) states.insert(states.end(), {2 * mode, 2 * mode + 1});
    Matrix V(solution.covariance.rows(), solution.covariance.cols());
    V(states, states) = solution.covariance;
    const int slowest = order[static_cast<std::size_t>(solution.slowest_mode)];
    return SteadyState{gaussian_state(model, std::move(V), solution.error_bound), solution.residual,
                       solution.spectral_abscissa, model.modes[static_cast<std::size_t>(slowest)],
                       Solver::cascade};
  } catch (const NotStable& failure) {
    throw NotStable(renumbered(failure.mode(), order));
  }
}

/// 1 x 1, of the norm of all blocks on the drift's diagonal: what its rounding is measured by.
Matrix size_of_drift(const Cascade& cascade) {
  std::vector<double> squares;
  for (const Cascade::Kind& kind : cascade.kinds) {
    squares.push_back(kind.drift.value.squaredNorm());
  }
  double sum = 0;
  for (const Cascade::Block& block : cascade.blocks) {
    sum += squares[static_cast<std::size_t>(block.kind)];
  }
  return Matrix::Constant(1, 1, std::sqrt(sum));
}

/// An estimate: how far the abscissa is from that of the loop with V + r diag V, r the relative
/// bound. Rates of a loop through many like oscillators are that sensitive.
double abscissa_error(const LinearModel& model, const Matrix& closed_loop,
                      const SteadyState& state) {
  const Vector moved = state.relative_bound() * state.covariance().diagonal();
  const Matrix seen = model.measurement_noise.ldlt().solve(model.measurement);
  const Matrix gain = moved.asDiagonal() * model.measurement.transpose();
  return std::abs(spectral_abscissa(closed_loop - gain * seen) - state.spectral_abscissa);
}

SteadyState solve_conditional(const LinearModel& model) {
  if (model.measurement.rows() == 0) throw no_detector();
  RiccatiSolution solution = solve(riccati_equation(model));
  const Matrix closed_loop = model.drift - solution.gain * model.measurement;
  const Eigenmode slowest = rightmost_mode(closed_loop);
  SteadyState state{gaussian_state(model, std::move(solution.covariance), solution.error_bound),
                    solution.residual, slowest.eigenvalue.real(), mode_name(model, slowest)};
  state.abscissa_error = abscissa_error(model, closed_loop, state);
  return state;
}

/// Runs a solver and says in the network's names what it refuses by number.
template <class Solve>
auto translated(const LinearModel& linear, const Model* model, Solve solver)
    -> decltype(solver(linear)) {
  try {
    return solver(linear);
  } catch (const NotStable& failure) {
    throw no_steady_state(failure, linear, model);
  } catch (const NotDetectable& failure) {
    throw no_steady_state(failure, linear, model);
  } catch (const NotStabilisable& failure) {
    throw no_steady_state(failure, linear, model);
  }
}

}  // namespace

SteadyState unconditional_state(const LinearModel& model) {
  return translated(model, nullptr, solve_unconditional);
}

SteadyState unconditional_state(const Model& model, Solver solver) {
  return unconditional_state(model, model.linear_model(), solver);
}

SteadyState unconditional_state(const Model& model, const LinearModel& linear, Solver solver,
                                int threads) {
  const BlockCascade network = model.cascade();
  if (chosen_solver(network, solver) == Solver::dense) {
    return translated(linear, &model, solve_unconditional);
  }
  return translated(linear, &model, [&](const LinearModel& known) {
    return solve_along_cascade(known, network, threads);
  });
}

CascadeSolution unconditional_state_along(const Model& model, BlockCascade network,
                                          CovarianceVisitor* visitor, int threads) {
  const std::vector<int> order = modes_along(network);
  const Cascade cascade = cascade_equation(network);
  const LinearModel named = {.modes = std::move(network.modes), .drift = size_of_drift(cascade)};
  network = {};
  return translated(named, &model, [&](const LinearModel&) {
    try {
      return solve(cascade, visitor, {.threads = threads_along(order.size(), threads)});
    } catch (const NotStable& failure) {
      throw NotStable(renumbered(failure.mode(), order));
    }
  });
}

int threads_along(std::size_t modes, int wanted) {
  if (wanted > 0) return wanted;
  const std::size_t useful = std::max<std::size_t>(1, modes / kModesOfThread);
  return static_cast<int>(
      std::min<std::size_t>(std::max(1U, std::thread::hardware_concurrency()), useful));
}

Solver chosen_solver(const BlockCascade& network, Solver wanted) {
  if (wanted != Solver::automatic) return wanted;
  std::size_t largest = 0;
  for (const Block& block : network.blocks) largest = std::max(largest, block.modes.size());
  const bool is_long =
      network.modes.size() >= modes_of_long_cascade && 4 * largest < network.modes.size();
  return is_long ? Solver::cascade : Solver::dense;
}

SteadyState conditional_state(const LinearModel& model) {
  return translated(model, nullptr, solve_conditional);
}

SteadyState conditional_state(const Model& model) {
  return conditional_state(model, model.linear_model());
}

SteadyState conditional_state(const Model& model, const LinearModel& linear) {
  return translated(linear, &model, solve_conditional);
}

LinearModel with_records_of(const LinearModel& model, std::span<const std::string> detectors) {
  std::vector<Eigen::Index> rows;
  for (const std::string& detector : detectors) {
    const std::size_t before = rows.size();
    for (std::size_t row = 0; row < model.records.size(); ++row) {
      const std::string& record = model.records[row];  // "detector" or "detector.2"
      if (record.substr(0, record.find('.')) == detector) {
        rows.push_back(static_cast<Eigen::Index>(row));
      }
    }
    if (rows.size() > before) continue;
    throw std::invalid_argument("the model has no record of a detector '" + detector + "'");
  }
  LinearModel part = model;
  part.records.clear();
  for (const Eigen::Index row : rows) {
    part.records.push_back(model.records[static_cast<std::size_t>(row)]);
  }
  part.measurement = model.measurement(rows, Eigen::all);
  part.measurement_noise = model.measurement_noise(rows, rows);
  part.noise_correlation = model.noise_correlation(Eigen::all, rows);
  if (model.measurement_rounding.size() != 0) {
    part.measurement_rounding = model.measurement_rounding(rows, Eigen::all);
  }
  if (model.measurement_noise_rounding.size() != 0) {
    part.measurement_noise_rounding = model.measurement_noise_rounding(rows, rows);
  }
  if (model.noise_correlation_rounding.size() != 0) {
    part.noise_correlation_rounding = model.noise_correlation_rounding(Eigen::all, rows);
  }
  return part;
}

}  // namespace gaussnet
