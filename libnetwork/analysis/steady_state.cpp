#include <algorithm>
#include <cmath>
#include <libnetwork/analysis/steady_state.hpp>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/network/cascade_equation.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/reference.hpp>
#include <stdexcept>
#include <thread>
#include <utility>

namespace gaussnet {
namespace {

std::string mode_name(const LinearModel& model, const Eigenmode& mode) {
  return model.modes[static_cast<std::size_t>(mode.state / 2)];
}

/// Oscillators that take part in a mode by more than this share of the largest part are named.
constexpr double kNamedShare = 0.2;
constexpr std::size_t kMostNamed = 4;

/// "'spin'", or "a joint mode of 'a', 'b' and 'c'".
std::string mode_in_words(const LinearModel& model, const Eigenmode& mode) {
  std::vector<double> parts(model.modes.size(), 0.0);
  for (std::size_t state = 0; state < mode.participation.size(); ++state) {
    parts[state / 2] += mode.participation[state];
  }
  const double most = parts.empty() ? 0 : *std::max_element(parts.begin(), parts.end());
  std::vector<std::string> names;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    if (parts[k] > kNamedShare * most) names.push_back("'" + model.modes[k] + "'");
  }
  if (names.size() <= 1) return "'" + mode_name(model, mode) + "'";
  if (names.size() > kMostNamed) {
    const std::size_t rest = names.size() - kMostNamed + 1;
    names.resize(kMostNamed - 1);
    names.push_back(std::to_string(rest) + " more");
  }
  return "a joint mode of " + listed(names);
}

/// The solvers state |dV_ij| <= bound sqrt(V_ii V_jj).
GaussianState gaussian_state(const LinearModel& model, Matrix covariance, double bound) {
  // The margin is reported with every result, so a bath that is too cold is seen, not refused.
  return GaussianState(
      std::move(covariance),
      {.mode_names = model.modes, .physicality = Physicality::reported, .relative_bound = bound});
}

const Station* station_of(const NetworkGraph& network, const std::string& name) {
  for (const auto vertex : boost::make_iterator_range(boost::vertices(network.graph))) {
    const Station& station = network.graph[vertex];
    if (station.name == name && station.has_mode()) return &station;
  }
  return nullptr;
}

/// The place that a reader would change: the node's light, else the node.
Place place_of(const NetworkDescription& description, const Station& station) {
  for (const Entry& node : description.nodes) {
    if (node.name != station.declared_name) continue;
    for (const char* key : {"light", "ports"}) {
      if (const Setting* setting = find(node.settings, key)) return setting->place;
    }
    return node.place;
  }
  return station.place;
}

/// Bath and light of the mode in numbers, and what would damp it.
void explain_damping(const OscillatorNumbers& numbers, Mistake& mistake) {
  const double rate = numbers.readout_rate();
  std::string note = "bath damps at " + rate_in_words(numbers.linewidth);
  if (rate > 0) {
    note +=
        ", light at " + rate_in_words(numbers.light_damping()) + " (rate " + rate_in_words(rate);
    if (numbers.ports.size() == 1) {
      note += ", angle " + angle_in_words(numbers.ports.front().coupling_angle());
    }
    note += ")";
  }
  mistake.notes.push_back(note);
  if (rate == 0) {
    mistake.help = "give the bath a linewidth above 0";
  } else if (numbers.ports.size() == 1) {
    const double least = std::acos(std::min(1.0, numbers.linewidth / rate)) / 2;
    mistake.help = "with this bath, damping needs an angle above " + angle_in_words(least);
  }
}

Mistake unstable(const LinearModel& model, const Eigenmode& mode) {
  const std::string name = mode_in_words(model, mode);
  const double growth = mode.eigenvalue.real();
  return {.code = "unstable",
          .message = growth > 0 ? "no steady state: " + name + " grows at " + rate_in_words(growth)
                                : "no steady state: " + name + " is not damped",
          .help = "damp it more than it is amplified"};
}

/// Damped, but by less than the last digit of its frequency.
Mistake hidden_by_rounding(const std::string& name, double rate, Mistake mistake) {
  mistake.code = "inaccurate";
  mistake.message =
      "'" + name + "' is damped at " + rate_in_words(rate) +
      ", which rounding hides beside its other rates: no digit of its state is certain";
  mistake.help = "take the rotating-wave approximation, or a larger linewidth";
  return mistake;
}

/// Relative to the drift: a growth below this is rounding.
constexpr double kRoundingOfDrift = 1e-12;

Mistake unstable_oscillator(const OscillatorNumbers& numbers, const std::string& name,
                            Mistake mistake) {
  mistake.message =
      numbers.damping_rate() < 0
          ? "no steady state: light amplifies '" + name + "' faster than its bath damps it"
          : "no steady state: neither bath nor light damps '" + name + "'";
  explain_damping(numbers, mistake);
  return mistake;
}

Mistake unstable_cavity(const CavityNumbers& numbers, const std::string& name, Mistake mistake) {
  if (numbers.parametric_rate == 0) return mistake;
  mistake.message = "no steady state: the parametric pump amplifies '" + name +
                    "' faster than mirrors and loss damp it";
  mistake.notes.push_back("the pump amplifies at " + rate_in_words(numbers.parametric_rate) +
                          ", half the decay rate is " + rate_in_words(numbers.decay_rate() / 2));
  mistake.help = "below threshold the parametric rate is less than half the decay rate";
  return mistake;
}

bool has_blue_detuning(const NetworkGraph& network) {
  const auto stations = boost::make_iterator_range(boost::vertices(network.graph));
  return std::any_of(stations.begin(), stations.end(), [&](const auto vertex) {
    const auto* cavity = std::get_if<CavityNumbers>(&network.graph[vertex].numbers);
    return cavity && cavity->detuning > 0;
  });
}

Mistake unstable(const Model& model, const LinearModel& linear, const Eigenmode& mode) {
  Mistake mistake = unstable(linear, mode);
  const std::string name = mode_name(linear, mode);
  const Station* station = station_of(model.graph(), name);
  if (!station) return mistake;
  mistake.place = place_of(model.description(), *station);
  if (const auto* cavity = std::get_if<CavityNumbers>(&station->numbers)) {
    return unstable_cavity(*cavity, name, std::move(mistake));
  }
  const auto& oscillator = std::get<OscillatorNumbers>(station->numbers);
  if (oscillator.damping_rate() <= 0) {
    return unstable_oscillator(oscillator, name, std::move(mistake));
  }
  const bool is_rounding =
      std::abs(mode.eigenvalue.real()) <= kRoundingOfDrift * linear.drift.norm();
  if (is_rounding) return hidden_by_rounding(name, oscillator.damping_rate(), std::move(mistake));
  mistake.notes.push_back(
      "alone it would be damped: an interaction or a loop of light amplifies it");
  mistake.help =
      has_blue_detuning(model.graph())
          ? "a laser above a cavity's resonance (detuning above 0) amplifies a positive mass; "
            "below it, light damps"
          : "lower the rate of the interaction or the gain of the loop, or damp it more";
  return mistake;
}

Mistake undetectable(const LinearModel& model, const Eigenmode& mode) {
  return {.code = "undetectable",
          .message = "no conditional state: " + mode_in_words(model, mode) +
                     " does not decay, and no record sees it",
          .help = "damp it, or let a detector see its light"};
}

Mistake undriven(const LinearModel& model, const Eigenmode& mode) {
  return {.code = "undriven",
          .message = "no conditional state: " + mode_in_words(model, mode) +
                     " neither decays nor is driven by noise",
          .help = "give its bath a linewidth above 0"};
}

Mistake no_detector() {
  return {.code = "no-detector",
          .message = "no conditional state: the network has no detector",
          .help = "end a link with a node of type 'homodyne' or 'heterodyne'"};
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

SteadyState solve_conditional(const LinearModel& model) {
  if (model.measurement.rows() == 0) throw NoSteadyState(no_detector());
  RiccatiSolution solution = solve(riccati_equation(model));
  const Eigenmode slowest = rightmost_mode(model.drift - solution.gain * model.measurement);
  return SteadyState{gaussian_state(model, std::move(solution.covariance), solution.error_bound),
                     solution.residual, slowest.eigenvalue.real(), mode_name(model, slowest)};
}

/// Where a reader would look for the mode of that number.
Place place_of(const Model& model, const LinearModel& linear, const Eigenmode& mode) {
  const Station* station = station_of(model.graph(), mode_name(linear, mode));
  if (!station) return {.file = model.description().file};
  return place_of(model.description(), *station);
}

/// Runs a solver and says in the network's names what it refuses by number.
template <class Solve>
auto translated(const LinearModel& linear, const Model* model, Solve solver)
    -> decltype(solver(linear)) {
  const auto at_mode = [&](Mistake mistake, const Eigenmode& mode) {
    if (model && mistake.place.line == 0) mistake.place = place_of(*model, linear, mode);
    return NoSteadyState(std::move(mistake));
  };
  try {
    return solver(linear);
  } catch (const NotStable& failure) {
    throw at_mode(
        model ? unstable(*model, linear, failure.mode()) : unstable(linear, failure.mode()),
        failure.mode());
  } catch (const NotDetectable& failure) {
    throw at_mode(undetectable(linear, failure.mode()), failure.mode());
  } catch (const NotStabilisable& failure) {
    throw at_mode(undriven(linear, failure.mode()), failure.mode());
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
