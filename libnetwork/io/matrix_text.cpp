#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <libnetwork/io/network_text.hpp>
#include <libnetwork/io/node_quantities.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/network/graph.hpp>
#include <limits>

namespace gaussnet {
namespace {

constexpr int kDigits = 6;                   // of a column's largest entry,
constexpr int kFewestDigits = 5;             // and at least so many of its least,
constexpr int kMostDecimals = 9;             // up to here; beyond, the column gets exponents
constexpr double kTooLarge = 1e9;            // the same
constexpr std::size_t kMostLongColumns = 4;  // of entries with every digit
constexpr double kRounding = 1e-15;  // of its row's or column's largest entry: no more than 0

/// How a column is written, so that its points stand below each other.
struct ColumnFormat {
  int decimals = 0;
  bool exponents = false;
};

int exponent_of(double size) { return static_cast<int>(std::floor(std::log10(size))); }

ColumnFormat format_of(const Vector& column) {
  double largest = 0;
  double least = std::numeric_limits<double>::max();
  for (const double entry : column) {
    if (entry == 0) continue;
    largest = std::max(largest, std::abs(entry));
    least = std::min(least, std::abs(entry));
  }
  if (largest == 0) return {};
  const int decimals =
      std::max(kDigits - 1 - exponent_of(largest), kFewestDigits - 1 - exponent_of(least));
  if (decimals > kMostDecimals || largest >= kTooLarge) return {kDigits - 1, true};
  return {std::max(0, decimals), false};
}

/// What entry (i, j) may be off by.
double error_of(const NamedMatrix& named, Eigen::Index i, Eigen::Index j) {
  if (named.relative_error == 0) return 0;
  return named.relative_error * std::sqrt(std::abs(named.matrix(i, i) * named.matrix(j, j)));
}

/// Entries that are errors become 0.
Matrix without_rounding(const NamedMatrix& named) {
  Matrix cleaned = named.matrix;
  if (cleaned.size() == 0) return cleaned;
  const Vector rows = named.matrix.cwiseAbs().rowwise().maxCoeff();
  const Vector columns = named.matrix.cwiseAbs().colwise().maxCoeff();
  for (Eigen::Index i = 0; i < cleaned.rows(); ++i) {
    for (Eigen::Index j = 0; j < cleaned.cols(); ++j) {
      const double nothing =
          std::max(error_of(named, i, j), i == j ? 0 : kRounding * std::max(rows(i), columns(j)));
      if (std::abs(cleaned(i, j)) <= nothing) cleaned(i, j) = 0;
    }
  }
  return cleaned;
}

/// No decimal beyond the error.
ColumnFormat within(double error, ColumnFormat format) {
  if (error > 0 && !format.exponents) {
    const int certain = static_cast<int>(std::floor(-std::log10(error)));
    format.decimals = std::clamp(certain, 0, format.decimals);
  }
  return format;
}

std::string written(double entry, const ColumnFormat& format) {
  if (entry == 0) return "0";
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, format.exponents ? "%.*e" : "%.*f", format.decimals, entry);
  return std::strtod(buffer, nullptr) == 0 ? "0" : buffer;  // no -0.000
}

std::string in_full(double entry) { return entry == 0 ? "0" : shortest_number(entry); }

std::string titled(const std::string& title, NamedMatrix named) {
  named.every_digit = true;
  return title + "\n" + matrix_in_words(named);
}

/// Numbers of the network with their units, under a heading.
class Listing {
 public:
  explicit Listing(const std::string& title) : table_{.heading = {title, "", ""}} {}

  void add(const std::string& name, double value, const std::string& unit) {
    table_.rows.push_back({name, shortest_number(value), unit});
  }
  void add(const std::string& name, const NodeQuantity& quantity) {
    const bool is_angle =
        quantity.row->shape == KeyRow::Shape::quantity_or_word && quantity.row->kind == Kind::angle;
    if (quantity.word.empty() || is_angle)
      return add(name, quantity.value, unit_of(quantity.row->kind));
    add_word(name, quantity.word);
  }
  void add_word(const std::string& name, std::string_view word) {
    table_.rows.push_back({name, std::string(word), ""});
  }
  std::string text() const { return table_.rows.empty() ? "" : "\n" + to_string(table_); }

 private:
  TextTable table_;
};

void add(Listing& list, const Station& station, const OscillatorNumbers& o) {
  const std::string& name = station.name;
  list.add(name + ".mass", o.mass_sign, "");
  list.add(name + ".frequency", o.frequency, "rad/s");
  list.add(name + ".bath.linewidth", o.linewidth, "rad/s");
  list.add(name + ".bath.occupation", o.occupation, "");
  if (o.brownian) list.add_word(name + ".bath.damping", "brownian");
  const bool has_one = station.inputs.size() == 1 && station.inputs.front() == "light";
  for (std::size_t k = 0; k < o.ports.size(); ++k) {
    const std::string port = name + (has_one ? "." : ".ports.") + station.inputs[k];
    list.add(port + ".beam_splitter", o.ports[k].beam_splitter, "rad/s");
    list.add(port + ".parametric", o.ports[k].parametric, "rad/s");
    list.add(port + ".phase", o.ports[k].phase, "rad");
  }
}

/// What is no oscillator, by the table of its type.
void add_by_table(Listing& list, const Model& model, const Station& station) {
  const auto& nodes = model.description().nodes;
  const auto node = std::find_if(nodes.begin(), nodes.end(), [&](const Entry& each) {
    return each.name == station.declared_name;
  });
  if (node == nodes.end() || !station.type) return;  // the vacuum of a link
  for (const NodeQuantity& each : quantities_of(model, *node, *station.type, station.index)) {
    list.add(station.name + "." + each.path, each);
  }
}

std::string wire_name(const NetworkGraph::Graph& graph, NetworkGraph::Graph::edge_descriptor edge) {
  const Wire& wire = graph[edge];
  const Station& from = graph[boost::source(edge, graph)];
  const Station& to = graph[boost::target(edge, graph)];
  return from.name + "." + from.outputs[static_cast<std::size_t>(wire.from_port)] + " -> " +
         to.name + "." + to.inputs[static_cast<std::size_t>(wire.to_port)];
}

}  // namespace

std::string matrix_in_words(const NamedMatrix& named) {
  const bool all = named.every_digit;
  const Matrix matrix = all ? named.matrix : without_rounding(named);
  TextTable table{.heading = {named.heading}, .numbers = true};
  if (all) table.most_columns = kMostLongColumns;
  for (const std::string& row : named.rows) table.rows.push_back({row});
  for (Eigen::Index column = 0; column < matrix.cols(); ++column) {
    table.heading.push_back(named.columns[static_cast<std::size_t>(column)]);
    const ColumnFormat format = format_of(matrix.col(column));
    for (Eigen::Index row = 0; row < matrix.rows(); ++row) {
      const double entry = matrix(row, column);
      const double error = all ? 0 : error_of(named, row, column);
      const bool is_lost = row == column && entry == 0 && error > 0;
      table.rows[static_cast<std::size_t>(row)].push_back(
          all ? in_full(entry) : (is_lost ? "?" : written(entry, within(error, format))));
    }
  }
  return to_string(table);
}

std::string matrices_in_words(const LinearModel& model) {
  const std::vector<std::string> r = quadrature_names(model.modes);
  const std::vector<std::string>& z = model.records;
  std::string text =
      "dr = A r dt + dxi,  <dxi dxi^T> = D dt,  <dxi dnu^T> = Gam dt,\n"
      "dz = M r dt + dnu,  <dnu dnu^T> = R dt\n\n";
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
  const auto& declared = model.description().parameters;
  Listing parameters("parameters");
  for (std::size_t slot = 0; slot < declared.size(); ++slot) {
    parameters.add(declared[slot].name, model.parameters()[slot],
                   unit_of(model.parameter_types()[slot]));
  }
  Listing nodes("nodes");
  for (const auto vertex : boost::make_iterator_range(boost::vertices(network.graph))) {
    const Station& station = network.graph[vertex];
    if (const auto* oscillator = std::get_if<OscillatorNumbers>(&station.numbers)) {
      add(nodes, station, *oscillator);
    } else {
      add_by_table(nodes, model, station);
    }
  }
  Listing interactions("interactions");
  for (const Interaction& each : network.interactions) {
    interactions.add(network.graph[each.a].name + ", " + network.graph[each.b].name + ", " +
                         std::string(word_of(each.kind)) + ", rate",
                     each.rate, "rad/s");
  }
  if (network.picture == Picture::rotating_wave) nodes.add("sideband", network.sideband, "rad/s");
  Listing wires("wires");
  for (const auto edge : boost::make_iterator_range(boost::edges(network.graph))) {
    const Transmission& met = network.graph[edge].transmission;
    const std::string name = wire_name(network.graph, edge);
    wires.add(name + ", amplitude", met.amplitude(), "");
    wires.add(name + ", phase", met.phase, "rad");
    wires.add(name + ", added variance", met.noise_variance, "");
  }
  return parameters.text() + nodes.text() + interactions.text() + wires.text();
}

}  // namespace gaussnet
