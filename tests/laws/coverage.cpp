#include <algorithm>
#include <tests/laws/coverage.hpp>

namespace laws {
namespace {

void count_oscillators(const NetworkRecord& network, Coverage& coverage) {
  double least = std::numeric_limits<double>::infinity();
  double most = 0;
  for (const OscillatorRecord& one : network.oscillators) {
    ++(one.mass_sign > 0 ? coverage.positive_masses : coverage.negative_masses);
    ++coverage.bath_forms[static_cast<std::size_t>(one.bath)];
    ++coverage.light_forms[static_cast<std::size_t>(one.light)];
    coverage.port_phases += one.phase != 0;
    coverage.ideal_baths += one.linewidth == 0;
    coverage.detuned += network.rotating_wave && one.frequency != network.sideband_frequency();
    for (const double rate : {one.rate, one.linewidth}) {
      if (rate == 0) continue;
      least = std::min(least, rate);
      most = std::max(most, rate);
    }
  }
  coverage.least_rate = std::min(coverage.least_rate, least);
  coverage.most_rate = std::max(coverage.most_rate, most);
  coverage.widest_network = std::max(coverage.widest_network, most / least);
}

void count_wire(const std::vector<Pass>& passes, Coverage& coverage) {
  coverage.several_passes += passes.size() > 1;
  for (const Pass& pass : passes) {
    coverage.lossy_wires += pass.loss > 0;
    coverage.loss_one += pass.loss == 1;
    coverage.wire_phases += pass.phase != 0;
  }
}

void count_detector(const DetectorRecord& detector, Coverage& coverage) {
  const std::size_t kind = detector.heterodyne          ? 3
                           : detector.quadrature == "X" ? 0
                           : detector.quadrature == "P" ? 1
                                                        : 2;
  ++coverage.detectors[kind];
  coverage.imperfect_detectors += detector.efficiency < 1;
}

void count_chains(const NetworkRecord& network, Coverage& coverage) {
  coverage.several_chains += network.chains.size() > 1;
  for (const ChainRecord& chain : network.chains) {
    for (const auto& passes : chain.before) count_wire(passes, coverage);
    coverage.repeated_paths +=
        std::any_of(chain.spelled.begin(), chain.spelled.end(), [](const gaussnet::Value& element) {
          const auto* group = element.as<gaussnet::Value::Group>();
          return group && gaussnet::find(*group, "path");
        });
    if (chain.detector) {
      count_detector(*chain.detector, coverage);
    } else {
      ++coverage.open_ends;
    }
  }
}

}  // namespace

Coverage coverage_of(std::span<const NetworkRecord> networks) {
  Coverage coverage;
  for (const NetworkRecord& network : networks) {
    ++coverage.networks;
    coverage.rotating_wave += network.rotating_wave;
    coverage.unstable += !network.stable();
    coverage.with_detector += network.has_detector();
    coverage.sizes.insert(static_cast<int>(network.oscillators.size()));
    for (const FamilyRecord& family : network.families) coverage.repeated_nodes += family.count > 1;
    count_oscillators(network, coverage);
    count_chains(network, coverage);
  }
  return coverage;
}

}  // namespace laws
