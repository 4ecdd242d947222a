#pragma once

#include <array>
#include <limits>
#include <set>
#include <span>
#include <tests/laws/network_record.hpp>

namespace laws {

/// What a run of generated networks has met.
struct Coverage {
  int networks = 0;
  int rotating_wave = 0;
  int unstable = 0;
  int with_detector = 0;
  std::set<int> sizes{};  // numbers of oscillators
  int positive_masses = 0;
  int negative_masses = 0;
  int detuned = 0;  // oscillators off the sideband
  int port_phases = 0;
  int lossy_wires = 0;
  int loss_one = 0;
  int wire_phases = 0;
  int several_passes = 0;  // wires on which several losses or phases act in turn
  int repeated_nodes = 0;
  int repeated_paths = 0;
  int several_chains = 0;
  int open_ends = 0;  // chains with light that no detector sees
  int ideal_baths = 0;
  std::array<int, 5> bath_forms{};
  std::array<int, 4> light_forms{};
  std::array<int, 4> detectors{};  // homodyne of X, of P, at an angle, heterodyne
  int imperfect_detectors = 0;
  double least_rate = std::numeric_limits<double>::infinity();  // of the whole run
  double most_rate = 0;
  double widest_network = 1;  // largest ratio of two rates within one network
};

Coverage coverage_of(std::span<const NetworkRecord> networks);

}  // namespace laws
