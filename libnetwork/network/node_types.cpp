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
           .example = "rotating-wave",
           .built = false},
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
                                  .range = kAny,
                                  .meaning = "dark noise relative to the vacuum's record",
                                  .example = "-15 dB",
                                  .built = false};

constexpr std::array kOscillatorKeys{
    KeyRow{.name = "mass",
           .shape = Shape::word,
           .choices = "positive|negative",
           .required = true,
           .meaning = "sign of the effective mass, and so of the signed frequency",
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
           .alternatives = "rate+angle | cooperativity+angle | beam_splitter+parametric",
           .meaning = "coupling to a travelling beam; makes the port 'light'",
           .example = "{rate: 2pi * 100 kHz, angle: 0.3 pi}"},
    KeyRow{.name = "ports",
           .shape = Shape::group,
           .meaning = "several light ports by name",
           .example = "{first: {rate: 2pi * 1 kHz, angle: 0.25 pi}}",
           .built = false},
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
           .shape = Shape::group,
           .required = true,
           .meaning = "mirrors by name, each {rate}",
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
                            .range = kNonNegative,
                            .required = true,
                            .meaning = "noise reduction below vacuum",
                            .example = "6 dB"};
constexpr KeyRow kAntisqueezing{.name = "antisqueezing",
                                .kind = Kind::decibel,
                                .range = kNonNegative,
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
           .range = kAtLeastOne,
           .required = true,
           .meaning = "power gain",
           .example = "3 dB"},
    kRepeat,
};
constexpr std::array kVacuumKeys{kRepeat};
constexpr std::array kThermalKeys{kBathKeys[2], kBathKeys[3], kRepeat};
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
                .inputs = "light",
                .outputs = "light"},
    NodeTypeRow{.name = "cavity",
                .meaning = "an optical or microwave mode with mirrors",
                .keys = kCavityKeys,
                .built = false},
    NodeTypeRow{.name = "beam-splitter",
                .meaning = "mixes two beams",
                .keys = kBeamSplitterKeys,
                .inputs = "in1 in2",
                .outputs = "out1 out2",
                .built = false},
    NodeTypeRow{.name = "squeezer",
                .meaning = "squeezes a beam",
                .keys = kSqueezerKeys,
                .inputs = "in",
                .outputs = "out",
                .built = false},
    NodeTypeRow{.name = "amplifier",
                .meaning = "amplifies a beam at the quantum limit",
                .keys = kAmplifierKeys,
                .inputs = "in",
                .outputs = "out",
                .built = false},
    NodeTypeRow{
        .name = "vacuum", .meaning = "a beam in vacuum", .keys = kVacuumKeys, .outputs = "out"},
    NodeTypeRow{.name = "thermal",
                .meaning = "a beam of thermal light",
                .keys = kThermalKeys,
                .outputs = "out",
                .built = false},
    NodeTypeRow{.name = "squeezed",
                .meaning = "a beam of squeezed light",
                .keys = kSqueezedKeys,
                .outputs = "out",
                .built = false},
    NodeTypeRow{.name = "epr",
                .meaning = "two beams, EPR correlated",
                .keys = kEprKeys,
                .outputs = "signal idler",
                .built = false},
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
           .example = "2pi * 352 THz",
           .built = false},
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
           .example = "0.5",
           .built = false},
    KeyRow{.name = "temperature",
           .kind = Kind::temperature,
           .range = kNonNegative,
           .meaning = "temperature behind the loss",
           .example = "4 K",
           .built = false},
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

}  // namespace

std::span<const NodeTypeRow> node_types() { return kNodeTypes; }
std::span<const KeyRow> setting_keys() { return kSettingKeys; }
std::span<const KeyRow> link_keys() { return kLinkKeys; }
std::span<const KeyRow> repeated_path_keys() { return kRepeatedPathKeys; }

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
