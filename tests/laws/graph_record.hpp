#pragma once

#include <libnetwork/network/compile.hpp>
#include <libnetwork/network/linear_model.hpp>
#include <optional>
#include <string>
#include <tests/laws/dice.hpp>
#include <tests/laws/network_record.hpp>
#include <vector>

/// Networks of any graph as plain numbers: beside the cascades of network_record.hpp these have
/// every type of node, several ports a node, interactions and closed loops.
namespace laws {

/// A light port of an oscillator, or (rate alone) a mirror of a cavity.
struct PortRecord {
  std::string name{};
  double rate = 0;
  double angle = 0;
  double phase = 0;
};

enum class NodeType {
  oscillator,
  cavity,
  beam_splitter,
  squeezer,
  amplifier,
  vacuum,
  thermal,
  squeezed,
  epr,
  homodyne,
  heterodyne
};
inline constexpr int node_type_count = 11;

/// One station; what its type does not have keeps its default.
struct NodeRecord {
  NodeType type = NodeType::vacuum;
  std::string name{};
  int copies = 1;  // of a repeated node, which has them one after the other
  // modes
  double mass_sign = 1;
  double frequency = 0;
  double detuning = 0;
  double linewidth = 0;
  double occupation = 0;  // of the bath, or of thermal light
  bool brownian = false;
  double pump = 0;  // parametric rate of a cavity
  double pump_phase = 0;
  std::vector<PortRecord> ports{};
  // elements, sources, detectors
  double reflectivity = 0;
  double phase = 0;
  double squeezing = 0;  // dB
  double antisqueezing = 0;
  double angle = 0;  // of the squeezed or recorded quadrature
  double gain = 1;   // of the power
  double efficiency = 1;
  std::optional<double> electronic_noise{};  // dB

  bool has_mode() const { return type == NodeType::oscillator || type == NodeType::cavity; }
  bool is_detector() const { return type == NodeType::homodyne || type == NodeType::heterodyne; }
  bool is_source() const { return type >= NodeType::vacuum && type <= NodeType::epr; }
  int inputs() const;
  int outputs() const;
  std::string input_name(int port) const;  // "bs.in2"; of one port "sq"
  std::string output_name(int port) const;
};

struct PassRecord {
  double loss = 0;
  double phase = 0;
  double occupation = 0;  // behind the loss
};

struct WireRecord {
  int from = 0;
  int from_port = 0;
  int to = 0;
  int to_port = 0;
  std::vector<PassRecord> passes{};
};

struct InteractionRecord {
  enum class Kind { position_position, beam_splitter, two_mode_squeezing };
  int a = 0;
  int b = 0;
  Kind kind = Kind::position_position;
  double rate = 0;
};

struct GraphRecord {
  bool rotating_wave = false;
  std::optional<double> sideband{};
  std::vector<NodeRecord> nodes{};
  std::vector<WireRecord> wires{};
  std::vector<InteractionRecord> interactions{};

  int channels() const { return rotating_wave ? 2 : 1; }
  bool has_detector() const;
  bool has_brownian() const;
  std::vector<int> modes() const;  // the nodes that have one, in order
  double sideband_frequency() const;
  /// The wire into that port, if there is one.
  const WireRecord* feeding(int node, int port) const;
  /// The wire that takes that output, if there is one.
  const WireRecord* taking(int node, int port) const;
  /// A wire through another node: `wire` ends at its input, a new one goes on from its output. The
  /// passes of the wire stay before the node.
  int insert(std::size_t wire, NodeRecord node, int input = 0, int output = 0);
};

/// What a file would say of it; nodes, interactions and links in the order of the dice, wires that
/// follow each other joined to chains by chance, or else as the record has them.
gaussnet::NetworkDescription describe(const GraphRecord& record, Dice* order = nullptr);

/// The same without repeated nodes, for changes that would break them.
GraphRecord written_out(GraphRecord record);

gaussnet::LinearModel linear_model_of(const GraphRecord& record);
gaussnet::LangevinModel langevin_model_of(const GraphRecord& record);

/// Modes of the record in the model's order ... the model with its modes as the record has them.
gaussnet::LinearModel in_record_order(gaussnet::LinearModel model, const GraphRecord& record);

}  // namespace laws
