#include <algorithm>
#include <tests/laws/doubled_up.hpp>
#include <tests/laws/generated_graphs.hpp>
#include <tests/laws/graph_coverage.hpp>

namespace laws {
namespace {

/// Whether light runs from one input port to another.
using Reach = std::vector<std::vector<bool>>;

Reach steps_of(const GraphRecord& record, const Places& inputs) {
  Reach steps(static_cast<std::size_t>(inputs.count),
              std::vector<bool>(static_cast<std::size_t>(inputs.count), false));
  for (const WireRecord& wire : record.wires) {
    const NodeRecord& from = record.nodes[static_cast<std::size_t>(wire.from)];
    const int to = inputs.first[static_cast<std::size_t>(wire.to)] + wire.to_port;
    for (int port = 0; port < from.inputs(); ++port) {
      if (from.has_mode() && port != wire.from_port) continue;
      const int start = inputs.first[static_cast<std::size_t>(wire.from)] + port;
      steps[static_cast<std::size_t>(start)][static_cast<std::size_t>(to)] = true;
    }
  }
  return steps;
}

Reach closure(Reach reach) {
  for (std::size_t k = 0; k < reach.size(); ++k) {
    for (std::size_t i = 0; i < reach.size(); ++i) {
      for (std::size_t j = 0; j < reach.size() && reach[i][k]; ++j) {
        if (reach[k][j]) reach[i][j] = true;
      }
    }
  }
  return reach;
}

void count_loops(const GraphRecord& record, GraphCoverage& coverage) {
  const Places inputs = input_places(record);
  const Reach steps = steps_of(record, inputs);
  const Reach reach = closure(steps);
  bool loop = false, mode = false, active = false, interlocked = false, twice = false;
  std::vector<bool> in_loop(record.nodes.size(), false);
  for (std::size_t k = 0; k < record.nodes.size(); ++k) {
    const NodeRecord& node = record.nodes[k];
    const auto first = static_cast<std::size_t>(inputs.first[k]);
    const auto last = first + static_cast<std::size_t>(node.inputs());
    for (std::size_t port = first; port < last; ++port) {
      std::size_t onwards = 0;
      for (std::size_t to = 0; to < steps.size(); ++to) {
        onwards += steps[port][to] && reach[to][port];
      }
      in_loop[k] = in_loop[k] || onwards > 0;
      interlocked |= onwards > 1;
      for (std::size_t other = first; other < last && node.has_mode(); ++other) {
        twice |= reach[port][other] && !reach[other][port];
      }
    }
    loop |= in_loop[k];
    mode |= in_loop[k] && node.has_mode();
    active |= in_loop[k] && (node.type == NodeType::amplifier || node.type == NodeType::squeezer);
  }
  coverage.with_loop += loop;
  coverage.loop_with_mode += mode;
  coverage.loop_with_amplifier += active;
  coverage.interlocked += interlocked;
  coverage.double_passes += twice;
  coverage.interactions_in_loops += std::any_of(
      record.interactions.begin(), record.interactions.end(), [&](const InteractionRecord& one) {
        return in_loop[static_cast<std::size_t>(one.a)] || in_loop[static_cast<std::size_t>(one.b)];
      });
}

void count_nodes(const GraphRecord& record, GraphCoverage& coverage) {
  int sources = 0, detectors = 0;
  bool met[node_type_count] = {};
  for (const NodeRecord& node : record.nodes) {
    const auto type = static_cast<std::size_t>(node.type);
    ++coverage.nodes[type];
    met[type] = true;
    sources += node.is_source();
    detectors += node.is_detector();
    coverage.repeated += node.copies > 1;
    coverage.pumped += node.pump > 0;
    coverage.electronic_noise += node.electronic_noise.has_value();
  }
  coverage.several_beams += sources > 1;
  coverage.several_detectors += detectors > 1;
  for (std::size_t type = 0; type < node_type_count; ++type) {
    coverage.in_picture[record.rotating_wave][type] += met[type];
  }
}

}  // namespace

GraphCoverage coverage_of(const std::vector<GraphRecord>& networks) {
  GraphCoverage coverage;
  for (const GraphRecord& record : networks) {
    ++coverage.networks;
    coverage.rotating_wave += record.rotating_wave;
    coverage.unstable += !is_stable(record);
    coverage.interactions += !record.interactions.empty();
    coverage.brownian += record.has_brownian();
    for (const WireRecord& wire : record.wires) {
      for (const PassRecord& pass : wire.passes) coverage.warm_losses += pass.occupation > 0;
    }
    count_loops(record, coverage);
    count_nodes(record, coverage);
  }
  return coverage;
}

}  // namespace laws
