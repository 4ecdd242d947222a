#include <algorithm>
#include <cmath>
#include <libnetwork/network/physical_constants.hpp>
#include <libnetwork/network/station_numbers.hpp>
#include <libnetwork/network/turns.hpp>

namespace gaussnet {
namespace {

constexpr double kSameNumber = 1e-15;  // relative; what two texts for one number may differ by

/// X: 0, P: pi/2, or the angle given.
double quadrature_angle(const Reading& node) {
  const std::string word = node.word("quadrature");
  if (word == "P") return pi / 2;
  return word == "X" ? 0 : node.number("quadrature");
}

/// gamma_0 and n from linewidth and decoherence, gamma_0 (n + 1/2).
void read_decoherence(const Reading& bath, OscillatorNumbers& numbers) {
  if (numbers.linewidth == 0) {
    return bath.report(
        {.code = "zero-linewidth",
         .place = bath.place("decoherence"),
         .message = "with a linewidth of 0, no occupation gives this decoherence rate",
         .help = "give 'occupation' instead, or a linewidth above 0"});
  }
  const double quanta = bath.number("decoherence") / numbers.linewidth;  // n + 1/2
  numbers.occupation = std::max(0.0, quanta - vacuum_variance);
  if (quanta >= vacuum_variance * (1 - kSameNumber)) return;
  bath.report(
      {.code = "unphysical-bath",
       .place = bath.place("decoherence"),
       .message = "decoherence is gamma_0 (n + 1/2), so it cannot be below half the linewidth",
       .help = "raise 'decoherence', or give 'occupation' instead"});
}

/// linewidth and occupation from any of the sufficient pairs.
void read_bath(const Reading& node, OscillatorNumbers& numbers) {
  const Reading bath = node.inner("bath");
  numbers.linewidth =
      bath.has("linewidth") ? bath.number("linewidth") : numbers.frequency / bath.number("quality");
  if (bath.has("occupation")) {
    numbers.occupation = bath.number("occupation");
  } else if (bath.has("temperature")) {
    numbers.occupation = bose_einstein(numbers.frequency, bath.number("temperature"));
  } else {
    read_decoherence(bath, numbers);
  }
  numbers.brownian = bath.word("damping") == "brownian";
  if (!numbers.brownian || node.context().picture == Picture::full) return;
  bath.report({.code = "full-picture-only",
               .place = bath.place("damping"),
               .message = "brownian damping acts on the momentum only, which the rotating-wave "
                          "approximation averages over X and P",
               .help = "write 'approximation: none', or leave 'damping' out"});
}

/// Gamma sin^2 theta and Gamma cos^2 theta.
LightNumbers read_light(const Reading& light, const OscillatorNumbers& oscillator) {
  LightNumbers numbers{.phase = light.number("phase")};
  if (light.has("beam_splitter")) {
    numbers.beam_splitter = light.number("beam_splitter");
    numbers.parametric = light.number("parametric");
    return numbers;
  }
  if (light.has("cooperativity") && oscillator.decoherence() == 0) {
    light.report({.code = "zero-linewidth",
                  .place = light.place("cooperativity"),
                  .message = "with a linewidth of 0 a cooperativity fixes no rate (it would be "
                             "infinite)",
                  .help = "give 'rate' instead, or a linewidth above 0"});
  }
  const double rate = light.has("rate") ? light.number("rate")
                                        : light.number("cooperativity") * oscillator.decoherence();
  const double angle = light.number("angle");
  numbers.beam_splitter = rate * std::pow(direction(angle).sine, 2);
  numbers.parametric = rate * std::pow(direction(angle).cosine, 2);
  numbers.accurate_damping = -rate * direction(2 * angle).cosine;
  return numbers;
}

/// What follows from numbers that are fine one by one may still be beyond a double.
void check_finite(const Reading& node, const OscillatorNumbers& numbers) {
  const bool bath = std::isfinite(numbers.linewidth) && std::isfinite(numbers.decoherence());
  if (bath && std::isfinite(numbers.readout_rate() + numbers.damping_rate())) return;
  const char* light = node.has("light") ? "light" : "ports";
  node.report({.code = "not-finite",
               .place = node.place(bath ? light : "bath"),
               .message = bath ? "the readout rate is too large for a number"
                               : "linewidth times occupation is too large for a number",
               .help = "look for a wrong power of ten"});
}

OscillatorNumbers read_oscillator(const Reading& node) {
  OscillatorNumbers numbers;
  numbers.mass_sign = node.word("mass") == "negative" ? -1 : 1;
  numbers.frequency = node.number("frequency");
  read_bath(node, numbers);
  if (node.has("light")) numbers.ports.push_back(read_light(node.inner("light"), numbers));
  for (const Reading& port : node.named("ports")) {
    numbers.ports.push_back(read_light(port, numbers));
  }
  check_finite(node, numbers);
  return numbers;
}

CavityNumbers read_cavity(const Reading& node) {
  CavityNumbers numbers{.detuning = node.number("detuning")};
  for (const Reading& port : node.named("ports")) numbers.port_rates.push_back(port.number("rate"));
  if (node.has("bath")) {
    numbers.linewidth = node.inner("bath").number("linewidth");
    numbers.occupation = node.inner("bath").number("occupation");
  }
  if (node.has("parametric")) {
    numbers.parametric_rate = node.inner("parametric").number("rate");
    numbers.parametric_phase = node.inner("parametric").number("phase");
  }
  if (!std::isfinite(numbers.decay_rate() + numbers.linewidth * numbers.occupation)) {
    node.report({.code = "not-finite",
                 .place = node.place(node.has("ports") ? "ports" : "bath"),
                 .message = "the cavity's rates are too large for a number",
                 .help = "look for a wrong power of ten"});
  }
  return numbers;
}

/// Squeezing and antisqueezing of a source, in dB.
struct Squeezing {
  double squeezing = 0;
  double antisqueezing = 0;
};

Squeezing read_squeezing(const Reading& node) {
  const Squeezing read{.squeezing = node.number("squeezing"),
                       .antisqueezing = node.number("antisqueezing")};
  if (read.antisqueezing < read.squeezing) {
    node.report({.code = "unphysical-light",
                 .place = node.place("antisqueezing"),
                 .message =
                     "no light has less antisqueezing than squeezing: the product of the two "
                     "variances would be below that of vacuum",
                 .help = "raise 'antisqueezing', or leave it out for pure light"});
  }
  return read;
}

/// Relative to the record's variance in vacuum; 0 if none is given.
double read_electronic_noise(const Reading& node) {
  return node.has("electronic_noise") ? power_ratio(node.number("electronic_noise")) : 0;
}

}  // namespace

ComponentNumbers read_numbers(const NodeTypeRow& type, const Reading& node) {
  if (type.name == "oscillator") return read_oscillator(node);
  if (type.name == "cavity") return read_cavity(node);
  if (type.name == "beam-splitter") {
    return BeamSplitterNumbers{.reflectivity = node.number("reflectivity"),
                               .phase = node.number("phase")};
  }
  if (type.name == "squeezer") {
    return SqueezerNumbers{.decibel = node.number("squeezing"), .angle = quadrature_angle(node)};
  }
  if (type.name == "amplifier") return AmplifierNumbers{node.number("gain")};
  if (type.name == "thermal") return ThermalNumbers{light_occupation(node)};
  if (type.name == "squeezed") {
    const auto [squeezing, antisqueezing] = read_squeezing(node);
    return SqueezedNumbers{squeezing, antisqueezing, quadrature_angle(node)};
  }
  if (type.name == "epr") {
    const auto [squeezing, antisqueezing] = read_squeezing(node);
    return EprNumbers{squeezing, antisqueezing};
  }
  if (type.name == "homodyne") {
    return HomodyneNumbers{.angle = quadrature_angle(node),
                           .efficiency = node.number("efficiency"),
                           .electronic_noise = read_electronic_noise(node)};
  }
  if (type.name == "heterodyne") {
    return HeterodyneNumbers{.efficiency = node.number("efficiency"),
                             .electronic_noise = read_electronic_noise(node)};
  }
  return ThermalNumbers{};  // vacuum
}

}  // namespace gaussnet
