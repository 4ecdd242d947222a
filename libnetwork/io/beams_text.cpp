#include <algorithm>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/io/beams_text.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/network/graph.hpp>
#include <optional>

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

std::string port_name(const Station& station, const std::vector<std::string>& ports, int number) {
  const bool only_one = station.inputs.size() + station.outputs.size() == 1;
  return only_one ? station.name : station.name + "." + ports[static_cast<std::size_t>(number)];
}

/// Follows beams from where they begin.
class Beams {
 public:
  explicit Beams(const NetworkGraph::Graph& graph) : graph_(graph) {}

  /// Every input that no wire feeds begins a beam in vacuum; every output that is not the way on
  /// of an input (a source's, a beam splitter's) begins one too.
  std::vector<std::vector<std::string>> all() const {
    std::vector<std::vector<std::string>> beams;
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph_))) {
      const Station& station = graph_[vertex];
      for (int port = 0; port < static_cast<int>(station.inputs.size()); ++port) {
        if (!is_fed({vertex, port})) beams.push_back(followed({"vacuum"}, Port{vertex, port}));
      }
      for (int port = 0; port < static_cast<int>(station.outputs.size()); ++port) {
        const auto& inputs = station.inputs;
        const std::string& name = station.outputs[static_cast<std::size_t>(port)];
        if (std::find(inputs.begin(), inputs.end(), name) != inputs.end()) continue;
        beams.push_back(from_output({port_name(station, station.outputs, port)}, {vertex, port}));
      }
    }
    return beams;
  }

 private:
  bool is_fed(Port input) const {
    const auto wires = boost::make_iterator_range(boost::in_edges(input.station, graph_));
    return std::any_of(wires.begin(), wires.end(),
                       [&](const auto& wire) { return graph_[wire].to_port == input.number; });
  }

  /// On from an input: through the station where it has an output of that name.
  std::vector<std::string> followed(std::vector<std::string> beam, Port input) const {
    const Station& station = graph_[input.station];
    beam.push_back(port_name(station, station.inputs, input.number));
    const auto& name = station.inputs[static_cast<std::size_t>(input.number)];
    const auto output = std::find(station.outputs.begin(), station.outputs.end(), name);
    if (output == station.outputs.end() || beam.size() > 2 * boost::num_vertices(graph_) + 2) {
      return beam;
    }
    return from_output(std::move(beam),
                       {input.station, static_cast<int>(output - station.outputs.begin())});
  }

  std::vector<std::string> from_output(std::vector<std::string> beam, Port output) const {
    for (const auto wire : boost::make_iterator_range(boost::out_edges(output.station, graph_))) {
      if (graph_[wire].from_port != output.number) continue;
      const Transmission& met = graph_[wire].transmission;
      const double loss = 1 - met.amplitude * met.amplitude;
      if (loss > 0) beam.push_back("loss " + number_in_words(100 * loss) + " %");
      if (met.phase != 0) beam.push_back("phase " + angle_in_words(met.phase));
      return followed(std::move(beam), {boost::target(wire, graph_), graph_[wire].to_port});
    }
    return beam;
  }

  const NetworkGraph::Graph& graph_;
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
