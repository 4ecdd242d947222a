#pragma once

#include <libnetwork/network/compile.hpp>
#include <libnetwork/network/linear_model.hpp>
#include <optional>
#include <string>
#include <tests/laws/dice.hpp>
#include <vector>

/// A network as plain numbers beside its description, so that a test can change it (cut a chain,
/// scale the rates) or solve it by a route of its own.
namespace laws {

enum class BathForm {
  linewidth_occupation,
  linewidth_temperature,
  quality_occupation,
  quality_temperature,
  linewidth_decoherence
};
enum class LightForm { none, rate_angle, cooperativity_angle, beam_splitter_parametric };

struct OscillatorRecord {
  std::string name{};  // of the mode: "a", or "b(2)" of a repeated node
  double mass_sign = 1;
  double frequency = 0;   // rad/s
  double linewidth = 0;   // gamma_0, rad/s
  double occupation = 0;  // of the bath
  double rate = 0;        // Gamma, rad/s
  double angle = 0;       // theta
  double phase = 0;       // of the coupling
  BathForm bath = BathForm::linewidth_occupation;
  LightForm light = LightForm::rate_angle;

  double beam_splitter() const;  // Gamma sin^2 theta
  double parametric() const;     // Gamma cos^2 theta
  /// gamma = gamma_0 - Gamma cos 2 theta; the mode grows where it is negative.
  double damping() const;
};

/// Oscillators first ... first + count - 1 are one node with `repeat`; their linewidths and rates
/// grow with the index as 1 + growth * index.
struct FamilyRecord {
  std::string name{};
  int first = 0;
  int count = 1;
  double growth = 0;
};

struct Pass {
  double loss = 0;
  double phase = 0;
};

struct DetectorRecord {
  std::string name{};
  bool heterodyne = false;
  double angle = 0;          // homodyne
  std::string quadrature{};  // "X", "P", or empty: the angle is written out
  double efficiency = 1;
};

/// One beam from its vacuum to its end.
struct ChainRecord {
  enum class Start { unsaid, word, node };
  Start start = Start::unsaid;
  std::vector<int> oscillators{};
  std::vector<std::vector<Pass>> before{};  // each oscillator, then the detector if there is one
  std::optional<DetectorRecord> detector{};
  gaussnet::Value::List spelled{};  // with repeated paths and ranges; empty: element by element
};

struct NetworkRecord {
  bool rotating_wave = false;
  std::optional<double> sideband{};  // given, or the frequency that all share
  std::vector<OscillatorRecord> oscillators{};
  std::vector<FamilyRecord> families{};
  std::vector<ChainRecord> chains{};

  bool stable() const;
  bool has_detector() const;
  /// omega_0 of the rotating-wave picture.
  double sideband_frequency() const;
};

/// What a file would say of it, nodes and links in the order of the dice or else of the record.
gaussnet::NetworkDescription describe(const NetworkRecord& record, Dice* order = nullptr);

/// The same network without repeated nodes and paths, for changes that would break them.
NetworkRecord written_out(NetworkRecord record);

/// Compiled and cut; a mistake of the description fails the test that asks.
gaussnet::BlockCascade cascade_of(const gaussnet::NetworkDescription& description);
gaussnet::LinearModel linear_model_of(const NetworkRecord& record);

}  // namespace laws
