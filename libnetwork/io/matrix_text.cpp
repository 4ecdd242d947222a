#include <algorithm>
#include <cmath>
#include <cstdio>
#include <libnetwork/io/network_text.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/network/graph.hpp>

namespace gaussnet {
namespace {

constexpr int kDigits = 6;        // of a column's typical entry
constexpr int kMostDecimals = 9;  // beyond, the column gets exponents

/// How a column is written, so that its points stand below each other.
struct ColumnFormat {
  int decimals = 0;
  bool exponents = false;
};

/// Six digits for the least entry above the errors, as long as that is no more than nine decimals
/// or nine digits before the point.
ColumnFormat format_of(const Matrix& matrix, Eigen::Index column, double error) {
  double largest = 0;
  double least = INFINITY;
  for (const double entry : matrix.col(column)) {
    if (std::abs(entry) <= error || entry == 0) continue;
    largest = std::max(largest, std::abs(entry));
    least = std::min(least, std::abs(entry));
  }
  if (largest == 0) return {};
  const int needed = kDigits - 1 - static_cast<int>(std::floor(std::log10(least)));
  const int decimals = std::clamp(needed, 0, kMostDecimals);
  const double spread = largest / least;
  const bool exponents = largest >= 1e9 || needed > kMostDecimals + 2 || spread > 1e9;
  return {.decimals = exponents ? kDigits - 1 : decimals, .exponents = exponents};
}

std::string written(double entry, const ColumnFormat& format, double error) {
  if (std::abs(entry) <= error || entry == 0) return "0";
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, format.exponents ? "%.*e" : "%.*f", format.decimals, entry);
  return buffer;
}

std::string titled(const std::string& title, const NamedMatrix& named) {
  return title + "\n" + matrix_in_words(named);
}

/// One number of the network and its unit.
void add_line(std::string& text, const std::string& name, double value, const std::string& unit) {
  constexpr int name_width = 36;
  constexpr int value_width = 24;
  text += padded("  " + name, name_width) + " " + padded(shortest_number(value), value_width);
  text += unit.empty() ? "\n" : " " + unit + "\n";
}

void add_station(std::string& text, const std::string& name, const OscillatorNumbers& o) {
  add_line(text, name + ".mass", o.mass_sign, "");
  add_line(text, name + ".frequency", o.frequency, "rad/s");
  add_line(text, name + ".bath.linewidth", o.linewidth, "rad/s");
  add_line(text, name + ".bath.occupation", o.occupation, "");
  if (!o.has_light) return;
  add_line(text, name + ".light.beam_splitter", o.beam_splitter, "rad/s");
  add_line(text, name + ".light.parametric", o.parametric, "rad/s");
  add_line(text, name + ".light.phase", o.phase, "rad");
}

void add_station(std::string& text, const std::string& name, const HomodyneNumbers& detector) {
  add_line(text, name + ".quadrature", detector.angle, "rad");
  add_line(text, name + ".efficiency", detector.efficiency, "");
}

void add_station(std::string& text, const std::string& name, const HeterodyneNumbers& detector) {
  add_line(text, name + ".efficiency", detector.efficiency, "");
}

void add_station(std::string&, const std::string&, const VacuumNumbers&) {}

void add_wire(std::string& text, const NetworkGraph::Graph& graph,
              NetworkGraph::Graph::edge_descriptor edge) {
  const Wire& wire = graph[edge];
  const Station& from = graph[boost::source(edge, graph)];
  const Station& to = graph[boost::target(edge, graph)];
  const std::string name = from.name + "." +
                           from.outputs[static_cast<std::size_t>(wire.from_port)] + " -> " +
                           to.name + "." + to.inputs[static_cast<std::size_t>(wire.to_port)];
  add_line(text, name + ": amplitude", wire.transmission.amplitude, "");
  add_line(text, name + ": phase", wire.transmission.phase, "rad");
  add_line(text, name + ": noise", wire.transmission.noise_variance, "");
}

}  // namespace

std::string matrix_in_words(const NamedMatrix& named) {
  TextTable table{.heading = {named.heading}, .numbers = true};
  for (const std::string& row : named.rows) table.rows.push_back({row});
  for (Eigen::Index column = 0; column < named.matrix.cols(); ++column) {
    table.heading.push_back(named.columns[static_cast<std::size_t>(column)]);
    const ColumnFormat format = format_of(named.matrix, column, named.error);
    for (Eigen::Index row = 0; row < named.matrix.rows(); ++row) {
      table.rows[static_cast<std::size_t>(row)].push_back(
          written(named.matrix(row, column), format, named.error));
    }
  }
  return to_string(table);
}

std::string matrices_in_words(const LinearModel& model) {
  const std::vector<std::string> r = quadrature_names(model.modes);
  const std::vector<std::string>& z = model.records;
  std::string text =
      "dr = A r dt + dxi,  <dxi dxi^T> = D dt;   dz = M r dt + dnu,  <dnu dnu^T> = R dt,  "
      "<dxi dnu^T> = Gam dt\n\n";
  text += titled("drift A, rad/s", {model.drift, r, r, ""});
  text += "\n" + titled("diffusion D, rad/s (of quadratures with vacuum variance 1/2)",
                        {model.diffusion, r, r, ""});
  if (z.empty()) return text + "\nno detector: M, R and Gam have no rows\n";
  text += "\n" + titled("measurement M, (rad/s)^(1/2)", {model.measurement, z, r, ""});
  text += "\n" + titled("record noise R, 1 (vacuum: 1/2)", {model.measurement_noise, z, z, ""});
  text +=
      "\n" + titled("noise correlation Gam, (rad/s)^(1/2)", {model.noise_correlation, r, z, ""});
  return text;
}

std::string si_in_words(const Model& model) {
  const NetworkGraph& network = model.graph();
  const auto& parameters = model.description().parameters;
  std::string text = parameters.empty() ? "" : "parameters\n";
  for (std::size_t slot = 0; slot < parameters.size(); ++slot) {
    add_line(text, parameters[slot].name, model.parameters()[slot],
             unit_of(model.parameter_types()[slot]));
  }
  text += "nodes\n";
  for (const auto vertex : boost::make_iterator_range(boost::vertices(network.graph))) {
    const Station& station = network.graph[vertex];
    std::visit([&](const auto& numbers) { add_station(text, station.name, numbers); },
               station.numbers);
  }
  if (network.picture == Picture::rotating_wave)
    add_line(text, "sideband", network.sideband, "rad/s");
  if (boost::num_edges(network.graph) > 0) text += "wires\n";
  for (const auto edge : boost::make_iterator_range(boost::edges(network.graph))) {
    add_wire(text, network.graph, edge);
  }
  return text;
}

}  // namespace gaussnet
