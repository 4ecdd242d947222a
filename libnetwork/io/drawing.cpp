#include <algorithm>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/io/drawing.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/network/graph.hpp>
#include <map>
#include <vector>

namespace gaussnet {
namespace {

using Vertex = NetworkGraph::Graph::vertex_descriptor;

/// What stands in a drawing, whatever language it is written in.
struct Element {
  enum class Kind { mode, passive, source, detector, vacuum, open };
  std::string id{};
  std::string name{};
  std::string detail{};
  Kind kind = Kind::passive;
};

struct Ray {
  std::string from{};
  std::string to{};
  std::string from_port{};  // where a node has several
  std::string to_port{};
  std::string met{};  // "loss 10 %, phase 0.02 pi"
  bool is_light = true;
};

struct Drawing {
  std::string title{};
  std::vector<Element> elements{};
  std::vector<Ray> rays{};
};

Element::Kind kind_of(const Station& station) {
  if (station.type && station.type->is_detector) return Element::Kind::detector;
  if (station.inputs.empty() && !station.outputs.empty()) {
    const bool vacuum = !station.type || station.type->name == "vacuum";
    return vacuum ? Element::Kind::vacuum : Element::Kind::source;
  }
  // What light passes by ports of one name has a mode or more behind each.
  return station.inputs == station.outputs ? Element::Kind::mode : Element::Kind::passive;
}

std::string what_is_met(const Transmission& wire) {
  std::string text;
  if (wire.lost > 0) text += "loss " + loss_in_words(wire.lost, wire.transmitted);
  if (wire.phase != 0) text += (text.empty() ? "phase " : ", phase ") + angle_in_words(wire.phase);
  return text;
}

class Draughtsman {
 public:
  explicit Draughtsman(const Model& model) : model_(model), graph_(model.graph().graph) {}

  Drawing drawing() {
    drawing_.title = model_.description().title;
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph_))) {
      const Station& station = graph_[vertex];
      const std::string type(station.type ? station.type->name : std::string_view{});
      drawing_.elements.push_back(
          {id(vertex), station.name, type == station.name ? "" : type, kind_of(station)});
    }
    for (const auto wire : boost::make_iterator_range(boost::edges(graph_))) add_wire(wire);
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph_))) add_ends(vertex);
    add_interactions();
    return std::move(drawing_);
  }

 private:
  static std::string id(Vertex vertex) { return "n" + std::to_string(vertex); }

  static std::string port(const std::vector<std::string>& ports, int number) {
    return ports.size() > 1 ? ports[static_cast<std::size_t>(number)] : "";
  }

  void add_wire(NetworkGraph::Graph::edge_descriptor edge) {
    const Wire& wire = graph_[edge];
    const Vertex from = boost::source(edge, graph_);
    const Vertex to = boost::target(edge, graph_);
    drawing_.rays.push_back({id(from), id(to), port(graph_[from].outputs, wire.from_port),
                             port(graph_[to].inputs, wire.to_port),
                             what_is_met(wire.transmission)});
  }

  /// Vacuum at the inputs that nothing feeds, an open end at the outputs that nothing receives.
  void add_ends(Vertex vertex) {
    const Station& station = graph_[vertex];
    for (int k = 0; k < static_cast<int>(station.inputs.size()); ++k) {
      const auto wires = boost::make_iterator_range(boost::in_edges(vertex, graph_));
      if (std::any_of(wires.begin(), wires.end(),
                      [&](const auto& wire) { return graph_[wire].to_port == k; })) {
        continue;
      }
      const std::string end = "v" + std::to_string(vertex) + "_" + std::to_string(k);
      drawing_.elements.push_back({end, "vacuum", "", Element::Kind::vacuum});
      drawing_.rays.push_back({end, id(vertex), "", port(station.inputs, k), ""});
    }
    if (station.type && station.type->is_detector) return;
    for (int k = 0; k < static_cast<int>(station.outputs.size()); ++k) {
      const auto wires = boost::make_iterator_range(boost::out_edges(vertex, graph_));
      if (std::any_of(wires.begin(), wires.end(),
                      [&](const auto& wire) { return graph_[wire].from_port == k; })) {
        continue;
      }
      const std::string end = "o" + std::to_string(vertex) + "_" + std::to_string(k);
      drawing_.elements.push_back({end, "not detected", "", Element::Kind::open});
      drawing_.rays.push_back({id(vertex), end, port(station.outputs, k), "", ""});
    }
  }

  /// Nodes that meet without light.
  void add_interactions() {
    for (const Interaction& interaction : model_.graph().interactions) {
      drawing_.rays.push_back({id(interaction.a), id(interaction.b), "", "",
                               std::string(word_of(interaction.kind)), false});
    }
  }

  const Model& model_;
  const NetworkGraph::Graph& graph_;
  Drawing drawing_{};
};

// ---- Graphviz ----------------------------------------------------------------------------------

std::string in_quotes(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c == '\n' ? ' ' : c;
  }
  return quoted + "\"";
}

std::string dot_shape(Element::Kind kind) {
  switch (kind) {
    case Element::Kind::mode:
      return "shape=ellipse, style=filled, fillcolor=\"#dbe9f6\"";
    case Element::Kind::source:
      return "shape=hexagon, style=filled, fillcolor=\"#fdf0d5\"";
    case Element::Kind::detector:
      return "shape=cds, style=filled, fillcolor=\"#e3f1dd\"";
    case Element::Kind::vacuum:
      return "shape=plaintext, fontcolor=\"#666666\"";
    case Element::Kind::open:
      return "shape=plaintext, fontcolor=\"#666666\", fontsize=10";
    default:
      return "shape=box, style=filled, fillcolor=\"#f2f2f2\"";
  }
}

std::string dot_line(const Element& element) {
  // A line break in a label is the two characters \n, which must not be escaped again.
  std::string label = in_quotes(element.name);
  if (!element.detail.empty()) {
    label.pop_back();
    label += "\\n" + in_quotes(element.detail).substr(1);
  }
  return "  " + element.id + " [label=" + label + ", " + dot_shape(element.kind) + "];\n";
}

std::string dot_line(const Ray& ray) {
  std::vector<std::string> attributes;
  if (!ray.met.empty()) attributes.push_back("label=" + in_quotes(ray.met));
  if (!ray.from_port.empty()) attributes.push_back("taillabel=" + in_quotes(ray.from_port));
  if (!ray.to_port.empty()) attributes.push_back("headlabel=" + in_quotes(ray.to_port));
  if (!ray.is_light) attributes.push_back("dir=none, style=dashed, constraint=false");
  std::string text = "  " + ray.from + " -> " + ray.to;
  for (std::size_t k = 0; k < attributes.size(); ++k) {
    text += (k == 0 ? " [" : ", ") + attributes[k];
  }
  return text + (attributes.empty() ? ";\n" : "];\n");
}

// ---- Mermaid -----------------------------------------------------------------------------------

/// Between double quotes Mermaid takes anything but a double quote; entities stand for the rest.
std::string mermaid_text(const std::string& text) {
  static const std::map<char, std::string> entities{
      {'"', "#quot;"}, {'#', "#35;"}, {'<', "#lt;"}, {'>', "#gt;"}, {'\n', " "}};
  std::string written;
  for (const char c : text) {
    const auto entity = entities.find(c);
    written += entity == entities.end() ? std::string(1, c) : entity->second;
  }
  return written;
}

std::string mermaid_line(const Element& element) {
  std::string label = mermaid_text(element.name);
  if (!element.detail.empty()) label += "<br/>" + mermaid_text(element.detail);
  label = "\"" + label + "\"";
  switch (element.kind) {
    case Element::Kind::mode:
      return "  " + element.id + "([" + label + "])\n";
    case Element::Kind::source:
      return "  " + element.id + "{{" + label + "}}\n";
    case Element::Kind::detector:
      return "  " + element.id + "[/" + label + "\\]\n";
    case Element::Kind::vacuum:
    case Element::Kind::open:
      return "  " + element.id + "((" + label + "))\n";
    default:
      return "  " + element.id + "[" + label + "]\n";
  }
}

std::string mermaid_line(const Ray& ray) {
  std::string label = mermaid_text(ray.from_port);
  for (const std::string& part : {ray.met, ray.to_port}) {
    if (!part.empty()) label += (label.empty() ? "" : ", ") + mermaid_text(part);
  }
  const std::string arrow = ray.is_light ? " -->" : " -.-";
  return "  " + ray.from + arrow + (label.empty() ? "" : "|\"" + label + "\"|") + " " + ray.to +
         "\n";
}

}  // namespace

std::string network_as_dot(const Model& model) {
  const Drawing drawing = Draughtsman(model).drawing();
  std::string text =
      "digraph network {\n  rankdir=LR;\n  node [fontname=\"Helvetica\"];\n"
      "  edge [fontname=\"Helvetica\", fontsize=10];\n";
  if (!drawing.title.empty()) {
    text += "  label=" + in_quotes(drawing.title) + ";\n  labelloc=t;\n  fontname=\"Helvetica\";\n";
  }
  for (const Element& element : drawing.elements) text += dot_line(element);
  for (const Ray& ray : drawing.rays) text += dot_line(ray);
  return text + "}\n";
}

std::string network_as_mermaid(const Model& model) {
  const Drawing drawing = Draughtsman(model).drawing();
  std::string text = "flowchart LR\n";
  for (const Element& element : drawing.elements) text += mermaid_line(element);
  for (const Ray& ray : drawing.rays) text += mermaid_line(ray);
  return text;
}

}  // namespace gaussnet
