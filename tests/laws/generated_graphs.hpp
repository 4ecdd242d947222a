#pragma once

#include <tests/laws/graph_record.hpp>
#include <vector>

namespace laws {

struct GraphLimits {
  int most_modes = 5;
  int most_elements = 6;        // beam splitters, squeezers, amplifiers
  double decades = 3;           // of rates within one network
  double most_frequency = 100;  // over the mode's own rates
  double unstable_share = 0.15;
  double loop_share = 0.75;
  double most_gain = 2.5;  // of an amplifier
};

/// The network of one seed: beams that start at sources or in vacuum meet ports of modes and
/// elements in a random order (an oscillator may be met twice), some of their ends run back to
/// inputs that were left open, others to detectors. Drawn again until no loop amplifies (by
/// gain_per_step) and the network is stable, or unstable if the dice ask for it.
GraphRecord generate_graph(std::uint64_t seed, const GraphLimits& limits = {});

/// The same, without asking whether its loops amplify or its modes grow.
GraphRecord draw_graph(Dice& dice, const GraphLimits& limits);

/// The graphs that every law is held over, seeds 1 ... graph_count.
inline constexpr int graph_count = 520;
const std::vector<GraphRecord>& graphs();
std::size_t seed_of(const GraphRecord& record);

/// Largest real part of the drift's eigenvalues.
double spectral_abscissa(const gaussnet::LinearModel& model);
bool is_stable(const GraphRecord& record);

}  // namespace laws
