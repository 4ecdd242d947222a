#pragma once

#include <tests/laws/graph_record.hpp>
#include <vector>

namespace laws {

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
