#include <algorithm>
#include <cmath>
#include <libnetwork/analysis/no_steady_state.hpp>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/reference.hpp>
#include <utility>
#include <variant>
#include <vector>

namespace gaussnet {
namespace {

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

/// Where a reader would look for the mode of that number.
Place place_of(const Model& model, const LinearModel& linear, const Eigenmode& mode) {
  const Station* station = station_of(model.graph(), mode_name(linear, mode));
  if (!station) return {.file = model.description().file};
  return place_of(model.description(), *station);
}

/// At the mode's node, unless the text names a better place.
NoSteadyState at_mode(Mistake mistake, const ModeFailure& failure, const LinearModel& linear,
                      const Model* model) {
  if (model && mistake.place.line == 0) mistake.place = place_of(*model, linear, failure.mode());
  return NoSteadyState(std::move(mistake));
}

}  // namespace

std::string mode_name(const LinearModel& model, const Eigenmode& mode) {
  return model.modes[static_cast<std::size_t>(mode.state / 2)];
}

NoSteadyState no_steady_state(const NotStable& failure, const LinearModel& linear,
                              const Model* model) {
  Mistake mistake =
      model ? unstable(*model, linear, failure.mode()) : unstable(linear, failure.mode());
  return at_mode(std::move(mistake), failure, linear, model);
}

NoSteadyState no_steady_state(const NotDetectable& failure, const LinearModel& linear,
                              const Model* model) {
  return at_mode(undetectable(linear, failure.mode()), failure, linear, model);
}

NoSteadyState no_steady_state(const NotStabilisable& failure, const LinearModel& linear,
                              const Model* model) {
  return at_mode(undriven(linear, failure.mode()), failure, linear, model);
}

NoSteadyState no_detector() {
  return NoSteadyState(
      Mistake{.code = "no-detector",
              .message = "no conditional state: the network has no detector",
              .help = "end a link with a node of type 'homodyne' or 'heterodyne'"});
}

}  // namespace gaussnet
