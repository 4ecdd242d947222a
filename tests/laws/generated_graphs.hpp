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
  double loop_share = 0.6;
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

/// What a run of generated graphs has met: networks with it, or pieces of it.
struct GraphCoverage {
  int networks = 0;
  int rotating_wave = 0;
  int unstable = 0;
  int with_loop = 0;
  int loop_with_mode = 0;       // a mode's port in a loop
  int loop_with_amplifier = 0;  // or squeezer
  int interlocked = 0;          // ports in more loops than one
  int double_passes = 0;        // light of a mode that meets the same mode again, but in no loop
  int several_beams = 0;
  int several_detectors = 0;
  int interactions = 0;
  int interactions_in_loops = 0;
  int brownian = 0;
  int repeated = 0;
  int warm_losses = 0;
  int pumped = 0;
  int electronic_noise = 0;
  int nodes[node_type_count] = {};
  int in_picture[2][node_type_count] = {};  // networks of the full and of the rotating-wave picture
};
GraphCoverage coverage_of(const std::vector<GraphRecord>& networks);

}  // namespace laws
