#include <algorithm>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/io/beams_text.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/network/graph.hpp>
#include <optional>
#include <set>
#include <utility>

namespace gaussnet {
namespace {

using Vertex = NetworkGraph::Graph::vertex_descriptor;

constexpr std::size_t kLongestBeam = 14;  // elements; longer ones lose their middle
constexpr std::size_t kMostBeams = 12;

/// A port of a station, by its place among the station's inputs or outputs.
struct Port {
  Vertex station = 0;
  int number = 0;
};

/// A node with one way in and one way out is named without its port, as in a link.
std::string port_name(const Station& station, const std::vector<std::string>& ports, int number) {
  const std::string& port = ports[static_cast<std::size_t>(number)];
  const bool only_one = station.inputs.size() + station.outputs.size() == 1;
  const bool passes = station.inputs.size() == 1 && station.outputs.size() == 1 &&
                      station.inputs.front() != station.outputs.front();
  return only_one || passes ? station.name : station.name + "." + port;
}

/// The output by which light that enters by that input goes on: that of the same name, or the only
/// one; none where beams are mixed.
std::optional<int> way_on(const Station& station, int input) {
  const auto& name = station.inputs[static_cast<std::size_t>(input)];
  const auto output = std::find(station.outputs.begin(), station.outputs.end(), name);
  if (output != station.outputs.end()) return static_cast<int>(output - station.outputs.begin());
  if (station.inputs.size() == 1 && station.outputs.size() == 1) return 0;
  return std::nullopt;
}

/// Follows beams from where they begin.
class Beams {
 public:
  using Elements = std::vector<std::string>;

  explicit Beams(const NetworkGraph::Graph& graph) : graph_(graph) {}

  /// Every input that no wire feeds begins a beam in vacuum; every output that is not the way on
  /// of an input (a source's, a beam splitter's) begins one too. What is left then are rings.
  std::vector<Elements> all() {
    std::vector<Elements> beams;
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph_))) {
      const Station& station = graph_[vertex];
      std::set<int> passed;
      for (int port = 0; port < static_cast<int>(station.inputs.size()); ++port) {
        if (const auto output = way_on(station, port)) passed.insert(*output);
        if (!is_fed({vertex, port})) beams.push_back(followed({"vacuum"}, Port{vertex, port}));
      }
      for (int port = 0; port < static_cast<int>(station.outputs.size()); ++port) {
        if (passed.contains(port)) continue;
        beams.push_back(from_output({port_name(station, station.outputs, port)}, {vertex, port}));
      }
    }
    add_rings(beams);
    return beams;
  }

 private:
  void add_rings(std::vector<Elements>& beams) {
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph_))) {
      const int ports = static_cast<int>(graph_[vertex].inputs.size());
      for (int port = 0; port < ports; ++port) {
        if (!met_.contains({vertex, port})) beams.push_back(followed({}, Port{vertex, port}));
      }
    }
  }

  bool is_fed(Port input) const {
    const auto wires = boost::make_iterator_range(boost::in_edges(input.station, graph_));
    return std::any_of(wires.begin(), wires.end(),
                       [&](const auto& wire) { return graph_[wire].to_port == input.number; });
  }

  /// On from an input, through the station where it has a way on; a ring ends where it closes.
  Elements followed(Elements beam, Port input) {
    while (true) {
      const Station& station = graph_[input.station];
      const std::string name = port_name(station, station.inputs, input.number);
      if (!met_.emplace(input.station, input.number).second) {
        beam.push_back("back to " + name);
        return beam;
      }
      beam.push_back(name);
      const auto output = way_on(station, input.number);
      const auto next = output ? passed_on(beam, {input.station, *output}) : std::nullopt;
      if (!next) return beam;
      input = *next;
    }
  }

  Elements from_output(Elements beam, Port output) {
    const auto next = passed_on(beam, output);
    if (next) return followed(std::move(beam), *next);
    beam.push_back("not detected");
    return beam;
  }

  /// The input that an output's light reaches, and on the beam what it meets on the way.
  std::optional<Port> passed_on(Elements& beam, Port output) const {
    for (const auto wire : boost::make_iterator_range(boost::out_edges(output.station, graph_))) {
      if (graph_[wire].from_port != output.number) continue;
      const Transmission& met = graph_[wire].transmission;
      if (met.lost > 0) {
        beam.push_back("loss " + loss_in_words(met.lost, met.transmitted));
      }
      if (met.phase != 0) beam.push_back("phase " + angle_in_words(met.phase));
      return Port{boost::target(wire, graph_), graph_[wire].to_port};
    }
    return std::nullopt;
  }

  const NetworkGraph::Graph& graph_;
  std::set<std::pair<Vertex, int>> met_{};  // inputs that a beam has reached
};

std::vector<std::string> shortened(std::vector<std::string> beam) {
  if (beam.size() > kLongestBeam) {
    const auto middle = beam.begin() + static_cast<std::ptrdiff_t>(kLongestBeam / 2);
    const auto end = beam.end() - static_cast<std::ptrdiff_t>(kLongestBeam / 2 - 1);
    *middle = "(" + std::to_string(end - middle) + " more)";
    beam.erase(middle + 1, end);
  }
  return beam;
}

}  // namespace

std::string beams_in_words(const NetworkGraph& network) {
  const std::vector<std::vector<std::string>> beams = Beams(network.graph).all();
  std::string text = beams.empty() ? "" : "light\n";
  for (std::size_t k = 0; k < std::min(kMostBeams, beams.size()); ++k) {
    text += wrapped_items("  ", shortened(beams[k]), " -> ");
  }
  if (beams.size() > kMostBeams) {
    text += "  and " + std::to_string(beams.size() - kMostBeams) + " more beams\n";
  }
  return text;
}

}  // namespace gaussnet
