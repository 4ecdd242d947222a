#include <algorithm>
#include <array>
#include <libnetwork/network/node_types.hpp>

namespace gaussnet {
namespace {

using Shape = KeyRow::Shape;

constexpr double kPi = 3.14159265358979323846;
constexpr Range kAny{};
constexpr Range kPositive{.low = 0, .low_open = true, .text = "greater than 0"};
constexpr Range kNonNegative{.low = 0, .text = "0 or greater"};
constexpr Range kAtLeastOne{.low = 1, .text = "1 or greater"};
constexpr Range kFraction{.low = 0, .high = 1, .text = "0 to 1"};
constexpr Range kPositiveFraction{
    .low = 0, .high = 1, .low_open = true, .text = "above 0, up to 1"};
/// Far beyond any light, and far from where a double ends.
constexpr Range kSqueezingRange{.low = 0, .high = 200, .text = "0 to 200 dB"};
constexpr Range kElectronicRange{.high = 200, .text = "at most 200 dB"};
constexpr Range kGainRange{.low = 1, .high = 1e20, .text = "1 or greater, up to 1e20"};
constexpr Range kQuarterTurn{.low = 0, .high = kPi / 2, .text = "0 to pi/2"};

// ---- groups ------------------------------------------------------------------------------------

constexpr std::array kBathKeys{
    KeyRow{.name = "linewidth",
           .kind = Kind::rate,
           .range = kNonNegative,
           .meaning = "intrinsic energy decay rate gamma_0 (full width)",
           .example = "2pi * 5 kHz"},
    KeyRow{.name = "quality",
           .kind = Kind::number,
           .range = kPositive,
           .meaning = "quality factor: linewidth = frequency / quality",
           .example = "1e8"},
    KeyRow{.name = "occupation",
           .kind = Kind::number,
           .range = kNonNegative,
           .meaning = "mean thermal occupation n of the bath",
           .example = "1"},
    KeyRow{.name = "temperature",
           .kind = Kind::temperature,
           .range = kNonNegative,
           .meaning = "bath temperature; gives the Bose-Einstein occupation at the frequency",
           .example = "10 mK"},
    KeyRow{.name = "decoherence",
           .kind = Kind::rate,
           .range = kPositive,
           .meaning = "thermal decoherence rate gamma_0 (n + 1/2)",
           .example = "2pi * 10 kHz"},
    KeyRow{.name = "damping",
           .shape = Shape::word,
           .choices = "rotating-wave|brownian",
           .default_text = "rotating-wave",
           .meaning = "damp both quadratures alike, or (brownian) the momentum only",
           .example = "rotating-wave"},
};

constexpr std::array kCavityBathKeys{
    KeyRow{.name = "linewidth",
           .kind = Kind::rate,
           .range = kNonNegative,
           .required = true,
           .meaning = "energy decay rate through internal loss",
           .example = "2pi * 20 kHz"},
    KeyRow{.name = "occupation",
           .kind = Kind::number,
           .range = kNonNegative,
           .required = true,
           .meaning = "mean thermal occupation behind the internal loss",
           .example = "0"},
};

constexpr std::array kLightKeys{
    KeyRow{.name = "rate",
           .kind = Kind::rate,
           .range = kNonNegative,
           .meaning = "readout rate Gamma",
           .example = "2pi * 100 kHz"},
    KeyRow{.name = "cooperativity",
           .kind = Kind::number,
           .range = kNonNegative,
           .meaning = "readout rate over decoherence rate: Gamma = C gamma_0 (n + 1/2)",
           .example = "10"},
    KeyRow{.name = "angle",
           .kind = Kind::angle,
           .range = kQuarterTurn,
           .meaning = "coupling angle theta: pi/4 reads out without damping, above it damps",
           .example = "0.25 pi"},
    KeyRow{.name = "beam_splitter",
           .kind = Kind::rate,
           .range = kNonNegative,
           .meaning = "rate of the beam-splitter part, Gamma sin^2 theta",
           .example = "2pi * 60 kHz"},
    KeyRow{.name = "parametric",
           .kind = Kind::rate,
           .range = kNonNegative,
           .meaning = "rate of the parametric part, Gamma cos^2 theta",
           .example = "2pi * 40 kHz"},
    KeyRow{.name = "phase",
           .kind = Kind::angle,
           .range = kAny,
           .default_text = "0",
           .meaning = "phase of the coupling, L -> e^{i phase} L",
           .example = "0.5 pi"},
};

constexpr std::string_view kLightAlternatives =
    "rate+angle | cooperativity+angle | beam_splitter+parametric";

constexpr std::array kLightPort{
    KeyRow{.name = "port",
           .shape = Shape::group,
           .keys = kLightKeys,
           .alternatives = kLightAlternatives,
           .meaning = "a light port: its name, and how the oscillator couples to its beam",
           .example = "{rate: 2pi * 1 kHz, angle: 0.25 pi}"},
};

constexpr std::array kMirrorKeys{
    KeyRow{.name = "rate",
           .kind = Kind::rate,
           .range = kNonNegative,
           .required = true,
           .meaning = "energy decay rate through this mirror (full width)",
           .example = "2pi * 1 MHz"},
};

constexpr std::array kMirror{
    KeyRow{.name = "port",
           .shape = Shape::group,
           .keys = kMirrorKeys,
           .meaning = "a mirror: its name and its rate",
           .example = "{rate: 2pi * 1 MHz}"},
};

constexpr std::array kParametricKeys{
    KeyRow{.name = "rate",
           .kind = Kind::rate,
           .range = kNonNegative,
           .required = true,
           .meaning = "parametric rate chi",
           .example = "2pi * 1 kHz"},
    KeyRow{.name = "phase",
           .kind = Kind::angle,
           .range = kAny,
           .default_text = "0",
           .meaning = "phase of the pump",
           .example = "0"},
};

// ---- node types --------------------------------------------------------------------------------

constexpr KeyRow kRepeat{.name = "repeat",
                         .shape = Shape::whole,
                         .range = kAtLeastOne,
                         .meaning = "make name(1) ... name(N); index is 1 ... N in the expressions",
                         .example = "20"};
constexpr KeyRow kEfficiency{.name = "efficiency",
                             .kind = Kind::number,
                             .range = kPositiveFraction,
                             .default_text = "1",
                             .default_value = 1,
                             .meaning = "detected fraction of the power",
                             .example = "90 %"};
constexpr KeyRow kElectronicNoise{.name = "electronic_noise",
                                  .kind = Kind::decibel,
                                  .range = kElectronicRange,
                                  .meaning = "dark noise relative to the vacuum's record",
                                  .example = "-15 dB"};

constexpr std::array kOscillatorKeys{
    KeyRow{.name = "mass",
           .shape = Shape::word,
           .choices = "positive|negative",
           .required = true,
           .meaning = "sign of the effective mass and of the frequency: positive, or negative as "
                      "of spins pumped to their upper state",
           .example = "negative"},
    KeyRow{.name = "frequency",
           .kind = Kind::rate,
           .range = kPositive,
           .required = true,
           .meaning = "angular resonance frequency",
           .example = "2pi * 1 MHz"},
    KeyRow{.name = "bath",
           .shape = Shape::group,
           .keys = kBathKeys,
           .alternatives = "linewidth+occupation | linewidth+temperature | quality+occupation | "
                           "quality+temperature | linewidth+decoherence",
           .required = true,
           .meaning = "the intrinsic bath",
           .example = "{linewidth: 2pi * 5 kHz, occupation: 1}"},
    KeyRow{.name = "light",
           .shape = Shape::group,
           .keys = kLightKeys,
           .alternatives = kLightAlternatives,
           .meaning = "coupling to a travelling beam; makes the port 'light'",
           .example = "{rate: 2pi * 100 kHz, angle: 0.3 pi}"},
    KeyRow{.name = "ports",
           .shape = Shape::groups,
           .keys = kLightPort,
           .meaning = "several light ports by name, instead of 'light'",
           .example = "{first: {rate: 2pi * 1 kHz, angle: 0.25 pi}}"},
    kRepeat,
};

constexpr std::array kCavityKeys{
    KeyRow{.name = "detuning",
           .kind = Kind::rate,
           .range = kAny,
           .default_text = "0",
           .meaning = "laser frequency minus cavity frequency",
           .example = "-2pi * 1 MHz"},
    KeyRow{.name = "ports",
           .shape = Shape::groups,
           .keys = kMirror,
           .meaning = "mirrors by name, each {rate}; none: the bath alone damps",
           .example = "{front: {rate: 2pi * 1 MHz}}"},
    KeyRow{.name = "bath",
           .shape = Shape::group,
           .keys = kCavityBathKeys,
           .meaning = "internal loss",
           .example = "{linewidth: 2pi * 20 kHz, occupation: 0}"},
    KeyRow{.name = "parametric",
           .shape = Shape::group,
           .keys = kParametricKeys,
           .meaning = "degenerate parametric term",
           .example = "{rate: 2pi * 1 kHz}"},
    kRepeat,
};

constexpr std::array kBeamSplitterKeys{
    KeyRow{.name = "reflectivity",
           .kind = Kind::number,
           .range = kFraction,
           .required = true,
           .meaning = "reflected fraction of the power",
           .example = "50 %"},
    KeyRow{.name = "phase",
           .kind = Kind::angle,
           .range = kAny,
           .default_text = "0",
           .meaning = "phase of the reflection",
           .example = "0.5 pi"},
    kRepeat,
};

constexpr KeyRow kSqueezing{.name = "squeezing",
                            .kind = Kind::decibel,
                            .range = kSqueezingRange,
                            .required = true,
                            .meaning = "noise reduction below vacuum",
                            .example = "6 dB"};
constexpr KeyRow kAntisqueezing{.name = "antisqueezing",
                                .kind = Kind::decibel,
                                .range = kSqueezingRange,
                                .default_text = "squeezing",
                                .default_is_key = true,
                                .meaning = "excess noise of the other quadrature",
                                .example = "9 dB"};
constexpr KeyRow kQuadrature{.name = "quadrature",
                             .shape = Shape::quantity_or_word,
                             .kind = Kind::angle,
                             .range = kAny,
                             .choices = "X|P",
                             .default_text = "X",
                             .meaning = "the squeezed quadrature",
                             .example = "P"};

constexpr std::array kSqueezerKeys{kSqueezing, kQuadrature, kRepeat};
constexpr std::array kAmplifierKeys{
    KeyRow{.name = "gain",
           .kind = Kind::number_or_decibel,
           .range = kGainRange,
           .required = true,
           .meaning = "power gain",
           .example = "3 dB"},
    kRepeat,
};
constexpr std::array kVacuumKeys{kRepeat};
constexpr std::array kThermalKeys{
    KeyRow{.name = "occupation",
           .kind = Kind::number,
           .range = kNonNegative,
           .meaning = "mean thermal occupation n of the light",
           .example = "0.5"},
    KeyRow{.name = "temperature",
           .kind = Kind::temperature,
           .range = kNonNegative,
           .meaning = "temperature of the light, at the carrier's frequency",
           .example = "4 K"},
    kRepeat};
constexpr std::array kSqueezedKeys{kSqueezing, kAntisqueezing, kQuadrature, kRepeat};
constexpr std::array kEprKeys{kSqueezing, kAntisqueezing, kRepeat};
constexpr std::array kHomodyneKeys{
    KeyRow{
        .name = "quadrature",
        .shape = Shape::quantity_or_word,
        .kind = Kind::angle,
        .range = kAny,
        .choices = "X|P",
        .required = true,
        .meaning = "recorded quadrature x cos phi + p sin phi: X (phi = 0), P (pi/2) or an angle",
        .example = "P"},
    kEfficiency, kElectronicNoise, kRepeat};
constexpr std::array kHeterodyneKeys{kEfficiency, kElectronicNoise, kRepeat};

constexpr std::array kNodeTypes{
    NodeTypeRow{.name = "oscillator",
                .meaning = "a harmonic mode with a bath, coupled to light",
                .keys = kOscillatorKeys,
                .alternatives = "light | ports | -",
                .has_named_ports = true,
                .has_mode = true},
    NodeTypeRow{.name = "cavity",
                .meaning = "an optical or microwave mode with mirrors",
                .keys = kCavityKeys,
                .has_named_ports = true,
                .has_mode = true,
                .full_picture_only = true},
    NodeTypeRow{.name = "beam-splitter",
                .meaning = "mixes two beams",
                .keys = kBeamSplitterKeys,
                .inputs = "in1 in2",
                .outputs = "out1 out2"},
    NodeTypeRow{.name = "squeezer",
                .meaning = "squeezes a beam",
                .keys = kSqueezerKeys,
                .inputs = "in",
                .outputs = "out"},
    NodeTypeRow{.name = "amplifier",
                .meaning = "amplifies a beam at the quantum limit",
                .keys = kAmplifierKeys,
                .inputs = "in",
                .outputs = "out"},
    NodeTypeRow{
        .name = "vacuum", .meaning = "a beam in vacuum", .keys = kVacuumKeys, .outputs = "out"},
    NodeTypeRow{.name = "thermal",
                .meaning = "a beam of thermal light",
                .keys = kThermalKeys,
                .alternatives = "occupation | temperature",
                .outputs = "out"},
    NodeTypeRow{.name = "squeezed",
                .meaning = "a beam of squeezed light",
                .keys = kSqueezedKeys,
                .outputs = "out"},
    NodeTypeRow{.name = "epr",
                .meaning = "two beams, EPR correlated",
                .keys = kEprKeys,
                .outputs = "signal idler"},
    NodeTypeRow{.name = "homodyne",
                .meaning = "records one quadrature of a beam",
                .keys = kHomodyneKeys,
                .inputs = "in",
                .is_detector = true},
    NodeTypeRow{.name = "heterodyne",
                .meaning = "records both quadratures of a beam",
                .keys = kHeterodyneKeys,
                .inputs = "in",
                .is_detector = true},
};

// ---- the rest of the file ----------------------------------------------------------------------

constexpr std::array kSettingKeys{
    KeyRow{.name = "approximation",
           .shape = Shape::word,
           .choices = "rotating-wave|none",
           .default_text = "none",
           .meaning =
               "rotating-wave: two sidebands a beam, resonant terms only; none: the full picture",
           .example = "rotating-wave"},
    KeyRow{.name = "sideband",
           .kind = Kind::rate,
           .range = kPositive,
           .meaning = "sideband frequency omega_0 of the rotating-wave picture",
           .example = "2pi * 1 MHz"},
    KeyRow{.name = "carrier",
           .kind = Kind::rate,
           .range = kPositive,
           .meaning = "angular frequency of the light, where a temperature meets light",
           .example = "2pi * 352 THz"},
};

constexpr std::array kLinkKeys{
    KeyRow{.name = "loss",
           .kind = Kind::number_or_decibel,
           .range = kFraction,
           .default_text = "0",
           .meaning = "lost fraction of the power; vacuum enters instead",
           .example = "10 %"},
    KeyRow{.name = "phase",
           .kind = Kind::angle,
           .range = kAny,
           .default_text = "0",
           .meaning = "phase shift of the beam",
           .example = "0.02 pi"},
    KeyRow{.name = "occupation",
           .kind = Kind::number,
           .range = kNonNegative,
           .default_text = "0",
           .meaning = "thermal occupation behind the loss",
           .example = "0.5"},
    KeyRow{.name = "temperature",
           .kind = Kind::temperature,
           .range = kNonNegative,
           .meaning = "temperature behind the loss, at the carrier's frequency",
           .example = "4 K"},
};

constexpr std::array kRepeatedPathKeys{
    KeyRow{.name = "repeat",
           .shape = Shape::whole,
           .range = kAtLeastOne,
           .required = true,
           .meaning = "how often the path is walked",
           .example = "20"},
    KeyRow{.name = "path",
           .shape = Shape::chain,
           .required = true,
           .meaning = "a chain; (*) stands for the current index",
           .example = "[a(*).light]"},
};

constexpr std::array kInteractionKeys{
    KeyRow{.name = "between",
           .shape = Shape::names,
           .required = true,
           .meaning = "the two nodes that interact",
           .example = "[cavity, mech]"},
    KeyRow{.name = "kind",
           .shape = Shape::word,
           .choices = "position-position|beam-splitter|two-mode-squeezing",
           .required = true,
           .meaning = "H = rate X_a X_b, rate (a^dagger b + h.c.) or rate (a b + h.c.)",
           .example = "position-position"},
    KeyRow{.name = "rate",
           .kind = Kind::rate,
           .range = kAny,
           .required = true,
           .meaning = "rate of the interaction, of either sign",
           .example = "2pi * 1 kHz"},
};

}  // namespace

std::span<const NodeTypeRow> node_types() { return kNodeTypes; }
std::span<const KeyRow> setting_keys() { return kSettingKeys; }
std::span<const KeyRow> link_keys() { return kLinkKeys; }
std::string_view link_alternatives() { return "occupation | temperature | -"; }
std::span<const KeyRow> repeated_path_keys() { return kRepeatedPathKeys; }
std::span<const KeyRow> interaction_keys() { return kInteractionKeys; }

const NodeTypeRow* find_node_type(std::string_view name) {
  for (const NodeTypeRow& row : kNodeTypes) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

const KeyRow* find_key(std::span<const KeyRow> keys, std::string_view name) {
  for (const KeyRow& row : keys) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

bool KeyRow::default_is_choice() const {
  const std::vector<std::string_view> words = words_of(choices, '|');
  return std::find(words.begin(), words.end(), default_text) != words.end();
}

std::vector<std::string_view> words_of(std::string_view list, char separator) {
  std::vector<std::string_view> words;
  while (!list.empty()) {
    const std::size_t end = list.find(separator);
    std::string_view word = list.substr(0, end);
    while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
    while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
    if (!word.empty()) words.push_back(word);
    list = end == std::string_view::npos ? std::string_view{} : list.substr(end + 1);
  }
  return words;
}

}  // namespace gaussnet
