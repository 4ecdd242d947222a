#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <libnetwork/errors/failures.hpp>
#include <numbers>
#include <stdexcept>
#include <tests/laws/doubled_up.hpp>
#include <tests/laws/generated_graphs.hpp>

namespace laws {
namespace {

using std::numbers::pi;

/// An input or output port.
struct End {
  int node = 0;
  int port = 0;
};

class Drawing {
 public:
  Drawing(Dice& dice, const GraphLimits& limits) : dice_(dice), limits_(limits) {}

  GraphRecord run() {
    record_.rotating_wave = dice_.chance(0.5);
    unit_ = dice_.log_uniform(1, 1e5);
    add_modes();
    draw_frequencies();
    add_interactions();
    add_elements();
    add_sources();
    run_beams();
    if (dice_.chance(limits_.loop_share)) close_loops();
    add_detectors();
    return std::move(record_);
  }

 private:
  int add(NodeRecord node) {
    record_.nodes.push_back(std::move(node));
    return static_cast<int>(record_.nodes.size()) - 1;
  }
  std::string next_name(const char* stem) {
    return stem + std::to_string(record_.nodes.size() + 1);
  }
  double draw_rate() { return unit_ * std::pow(10.0, dice_.uniform(0, limits_.decades)); }

  // ---- modes -----------------------------------------------------------------------------------

  void add_modes() {
    const int count = dice_.whole(1, limits_.most_modes);
    while (static_cast<int>(record_.nodes.size()) < count) {
      const int left = count - static_cast<int>(record_.nodes.size());
      const bool cavity = !record_.rotating_wave && dice_.chance(0.3);
      NodeRecord node = cavity ? draw_cavity() : draw_oscillator();
      node.copies = left > 1 && dice_.chance(0.2) ? dice_.whole(2, std::min(left, 3)) : 1;
      const std::string stem = node.name;
      const int copies = node.copies;
      for (int k = 1; k <= copies; ++k) {
        if (copies > 1) node.name = stem + "(" + std::to_string(k) + ")";
        add(node);
      }
    }
  }

  double draw_angle() {
    const double kind = dice_.uniform();
    if (kind < 0.1) return pi / 4;
    if (kind < 0.2) return pi / 2;
    if (kind < 0.35) return dice_.uniform(0, pi / 4);
    return dice_.uniform(pi / 4, pi / 2);
  }

  double draw_occupation() { return dice_.chance(0.3) ? 0 : dice_.log_uniform(1e-2, 1e2); }

  NodeRecord draw_oscillator() {
    NodeRecord node{.type = NodeType::oscillator, .name = next_name("osc")};
    node.mass_sign = dice_.chance(0.5) ? 1 : -1;
    const double rate = draw_rate();
    const double kind = dice_.uniform();
    const int ports = kind < 0.08 ? 0 : kind < 0.5 ? 1 : kind < 0.85 ? 2 : 3;
    for (int k = 1; k <= ports; ++k) {
      node.ports.push_back(
          {.name = ports == 1 && dice_.chance(0.7) ? "light" : "p" + std::to_string(k),
           .rate = rate * dice_.uniform(0.2, 1),
           .angle = draw_angle(),
           .phase = dice_.chance(0.5) ? dice_.uniform(-pi, pi) : 0});
    }
    node.linewidth = rate * dice_.log_uniform(1e-2, 3);
    node.occupation = draw_occupation();
    node.brownian = !record_.rotating_wave && dice_.chance(0.15);
    return node;
  }

  NodeRecord draw_cavity() {
    NodeRecord node{.type = NodeType::cavity, .name = next_name("cav")};
    const double rate = draw_rate();
    const int ports = dice_.whole(1, 3);
    double decay = 0;
    for (int k = 1; k <= ports; ++k) {
      node.ports.push_back({.name = "m" + std::to_string(k), .rate = rate * dice_.uniform(0.2, 1)});
      decay += node.ports.back().rate;
    }
    if (dice_.chance(0.5)) {
      node.linewidth = rate * dice_.log_uniform(1e-2, 1);
      node.occupation = draw_occupation();
    }
    node.detuning = dice_.chance(0.3) ? 0 : rate * dice_.uniform(-5, 5);
    if (dice_.chance(0.4)) {
      node.pump = decay * dice_.uniform(0, 0.4);
      node.pump_phase = dice_.uniform(-pi, pi);
    }
    return node;
  }

  void draw_frequencies() {
    double fastest = 0;
    for (const NodeRecord& node : record_.nodes) fastest = std::max(fastest, own_rate(node));
    const double shared = fastest * dice_.log_uniform(20, 20 * limits_.most_frequency);
    const bool detuned = dice_.chance(0.6);
    if (record_.rotating_wave) record_.sideband = shared;
    for (std::size_t k = 0; k < record_.nodes.size();) {
      NodeRecord& node = record_.nodes[k];
      const double own = own_rate(node);
      double frequency = shared;
      if (!record_.rotating_wave) {
        frequency = own * dice_.log_uniform(0.3, limits_.most_frequency);
      } else if (detuned) {
        frequency += (dice_.chance(0.5) ? 1 : -1) * own * dice_.log_uniform(0.01, 5);
      }
      const auto copies = static_cast<std::size_t>(node.copies);
      for (std::size_t copy = 0; copy < copies; ++copy) {
        record_.nodes[k + copy].frequency = frequency;
      }
      k += copies;
    }
  }

  static double own_rate(const NodeRecord& node) {
    double rate = node.linewidth;
    for (const PortRecord& port : node.ports) rate += port.rate;
    return rate;
  }

  void add_interactions() {
    const auto count = static_cast<int>(record_.nodes.size());
    if (count < 2 || !dice_.chance(0.4)) return;
    const int wanted = dice_.whole(1, 2);
    for (int k = 0; k < wanted; ++k) {
      const int a = dice_.whole(0, count - 1);
      const int b = (a + dice_.whole(1, count - 1)) % count;
      const NodeRecord& one = record_.nodes[static_cast<std::size_t>(a)];
      const NodeRecord& other = record_.nodes[static_cast<std::size_t>(b)];
      using Kind = InteractionRecord::Kind;
      Kind kind = static_cast<Kind>(dice_.whole(0, 2));
      if (record_.rotating_wave && kind != Kind::position_position) {
        const bool alike = one.mass_sign == other.mass_sign;
        kind = alike ? Kind::beam_splitter : Kind::two_mode_squeezing;
      }
      const double rate = std::min(own_rate(one), own_rate(other)) * dice_.uniform(-0.5, 0.5);
      record_.interactions.push_back({.a = a, .b = b, .kind = kind, .rate = rate});
    }
  }

  // ---- elements, sources, detectors ------------------------------------------------------------

  void add_elements() {
    const int count = dice_.whole(0, limits_.most_elements);
    for (int k = 0; k < count; ++k) {
      const double kind = dice_.uniform();
      if (kind < 0.5) {
        const double special = dice_.uniform();
        add({.type = NodeType::beam_splitter,
             .name = next_name("bs"),
             .reflectivity = special < 0.04   ? 0
                             : special < 0.08 ? 1
                                              : dice_.uniform(0.05, 0.95),
             .phase = dice_.chance(0.5) ? dice_.uniform(-pi, pi) : 0});
      } else if (kind < 0.75) {
        add({.type = NodeType::squeezer,
             .name = next_name("sq"),
             .squeezing = dice_.uniform(0, 6),
             .angle = dice_.uniform(-pi, pi)});
      } else {
        add({.type = NodeType::amplifier,
             .name = next_name("amp"),
             .gain = dice_.log_uniform(1, limits_.most_gain)});
      }
    }
  }

  void add_sources() {
    const int count = dice_.whole(0, 3);
    for (int k = 0; k < count; ++k) {
      const auto type = static_cast<NodeType>(
          dice_.whole(static_cast<int>(NodeType::vacuum), static_cast<int>(NodeType::epr)));
      NodeRecord node{.type = type, .name = next_name("src")};
      node.occupation = draw_occupation();
      node.squeezing = dice_.uniform(0, 12);
      node.antisqueezing =
          dice_.chance(0.5) ? node.squeezing : node.squeezing + dice_.uniform(0, 6);
      node.angle = dice_.uniform(-pi, pi);
      const int place = add(node);
      for (int port = 0; port < node.outputs(); ++port) ends_.push_back({place, port});
    }
  }

  void add_detectors() {
    const int count = dice_.whole(0, 3);
    for (int k = 0; k < count && !ends_.empty(); ++k) {
      NodeRecord node{.type = dice_.chance(0.3) ? NodeType::heterodyne : NodeType::homodyne,
                      .name = next_name("det")};
      node.angle = dice_.chance(0.4) ? pi / 2 : dice_.uniform(-pi, pi);
      node.efficiency = dice_.chance(0.4) ? 1 : dice_.uniform(0.2, 1);
      if (dice_.chance(0.35)) node.electronic_noise = dice_.uniform(-30, 3);
      const int place = add(node);
      join(take_end(), {place, 0});
    }
  }

  // ---- beams -----------------------------------------------------------------------------------

  /// The inputs of one meeting of light with a node: one port of a mode, all of an element.
  struct Visit {
    int node = 0;
    std::vector<int> ports{};
  };

  void run_beams() {
    std::vector<Visit> visits;
    for (std::size_t k = 0; k < record_.nodes.size(); ++k) {
      const NodeRecord& node = record_.nodes[k];
      const auto place = static_cast<int>(k);
      if (node.has_mode()) {
        for (int port = 0; port < node.inputs(); ++port) visits.push_back({place, {port}});
      } else if (node.inputs() == 2) {
        visits.push_back({place, {0, 1}});
      } else if (node.inputs() == 1) {
        visits.push_back({place, {0}});
      }
    }
    dice_.shuffle(visits);
    for (const Visit& visit : visits) {
      for (const int port : visit.ports) {
        if (!ends_.empty() && dice_.chance(0.8)) {
          join(take_end(), {visit.node, port});
        } else {
          open_.push_back({visit.node, port});
        }
      }
      for (const int port : visit.ports) ends_.push_back({visit.node, port});
    }
  }

  End take_end() {
    const auto k = static_cast<std::size_t>(dice_.whole(0, static_cast<int>(ends_.size()) - 1));
    const End taken = ends_[k];
    ends_.erase(ends_.begin() + static_cast<std::ptrdiff_t>(k));
    return taken;
  }

  /// From ends back to inputs that were left open, the earliest most likely.
  void close_loops() {
    const int wanted = dice_.whole(1, 4);
    for (int k = 0; k < wanted && !open_.empty() && !ends_.empty(); ++k) {
      const auto last = static_cast<int>(open_.size()) - 1;
      const auto place = static_cast<std::ptrdiff_t>(dice_.whole(0, last / 2));
      const End input = open_[static_cast<std::size_t>(place)];
      open_.erase(open_.begin() + place);
      join(take_end(), input);
    }
  }

  void join(const End& from, const End& to) {
    record_.wires.push_back({.from = from.node,
                             .from_port = from.port,
                             .to = to.node,
                             .to_port = to.port,
                             .passes = draw_passes()});
  }

  std::vector<PassRecord> draw_passes() {
    std::vector<PassRecord> passes;
    const int count = dice_.chance(0.35) ? 0 : dice_.whole(1, 2);
    for (int k = 0; k < count; ++k) {
      PassRecord pass;
      if (dice_.chance(0.7)) pass.loss = dice_.chance(0.03) ? 1 : dice_.uniform(0, 0.6);
      if (pass.loss > 0 && dice_.chance(0.3)) pass.occupation = dice_.log_uniform(1e-2, 10);
      if (dice_.chance(0.6)) pass.phase = dice_.uniform(-pi, pi);
      passes.push_back(pass);
    }
    return passes;
  }

  Dice& dice_;
  const GraphLimits& limits_;
  double unit_ = 1;
  GraphRecord record_{};
  std::vector<End> ends_{};  // outputs that nothing takes yet
  std::vector<End> open_{};  // inputs left to vacuum
};

/// Loops near the limit amplify rounding as they amplify light.
constexpr double kMostGain = 0.97;
constexpr double kMostBuildUp = 300;
/// The slowest decay (or growth) over the fastest, lest a spectrum or a state have no digits.
constexpr double kLeastRate = 1e-6;

/// Stable or unstable, as asked, and clearly so. What the program refuses against gain_per_step is
/// the matter of one test (test_feedback.cpp), not of every law.
bool is_clear(const GraphRecord& record, bool unstable) try {
  const gaussnet::LinearModel model = linear_model_of(record);
  const double abscissa = spectral_abscissa(model);
  const bool clear = std::abs(abscissa) > kLeastRate * model.drift.cwiseAbs().maxCoeff();
  return clear && (abscissa > 0) == unstable;
} catch (const gaussnet::DescriptionError&) {
  return false;
}

}  // namespace

GraphRecord draw_graph(Dice& dice, const GraphLimits& limits) {
  return Drawing(dice, limits).run();
}

double spectral_abscissa(const gaussnet::LinearModel& model) {
  return Eigen::EigenSolver<gaussnet::Matrix>(model.drift, false).eigenvalues().real().maxCoeff();
}

bool is_stable(const GraphRecord& record) { return spectral_abscissa(linear_model_of(record)) < 0; }

GraphRecord generate_graph(std::uint64_t seed, const GraphLimits& limits) {
  Dice dice(seed);
  const bool unstable = dice.chance(limits.unstable_share);
  constexpr int most_draws = 1000;
  for (int draw = 0; draw < most_draws; ++draw) {
    GraphRecord record = draw_graph(dice, limits);
    if (gain_per_step(record) > kMostGain || build_up(record) > kMostBuildUp) continue;
    if (is_clear(record, unstable)) return record;
  }
  throw std::logic_error("no network was accepted");
}

const std::vector<GraphRecord>& graphs() {
  static const std::vector<GraphRecord> networks = [] {
    std::vector<GraphRecord> drawn;
    for (int seed = 1; seed <= graph_count; ++seed) {
      drawn.push_back(generate_graph(static_cast<std::uint64_t>(seed)));
    }
    return drawn;
  }();
  return networks;
}

std::size_t seed_of(const GraphRecord& record) {
  return static_cast<std::size_t>(&record - graphs().data()) + 1;
}

}  // namespace laws
