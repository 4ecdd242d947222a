#pragma once

#include <libnetwork/network/component.hpp>

// Sources and static elements: nothing here has a mode.
namespace gaussnet {

///     out1 = sqrt(1-R) in1 + sqrt(R) e^{i phase} in2,
///     out2 = -sqrt(R) e^{-i phase} in1 + sqrt(1-R) in2                 [theory.md, Eq. (26)]
struct BeamSplitterNumbers {
  double reflectivity = 0;
  double phase = 0;

  bool operator==(const BeamSplitterNumbers&) const = default;
};
Component beam_splitter(const BeamSplitterNumbers& numbers, Picture picture);

/// The quadrature at `angle` is multiplied by 10^{-dB/20}, the one at angle + pi/2 by 10^{+dB/20}.
///                                                                     [theory.md, Eq. (28)]
struct SqueezerNumbers {
  double decibel = 0;
  double angle = 0;

  bool operator==(const SqueezerNumbers&) const = default;
};
Component squeezer(const SqueezerNumbers& numbers, Picture picture);

///     b -> sqrt(G) b + sqrt(G-1) v^dagger                              [theory.md, Eq. (27)]
struct AmplifierNumbers {
  double gain = 1;  // of the power

  bool operator==(const AmplifierNumbers&) const = default;
};
Component amplifier(const AmplifierNumbers& numbers, Picture picture);

/// One beam of thermal light (vacuum: occupation 0).
struct ThermalNumbers {
  double occupation = 0;

  bool operator==(const ThermalNumbers&) const = default;
};
Component thermal_source(const ThermalNumbers& numbers, Picture picture);

/// Broadband squeezed light: variance 1/2 10^{-squeezing/10} in the quadrature at `angle`,
/// 1/2 10^{+antisqueezing/10} in the other.                             [theory.md, Eq. (29)]
struct SqueezedNumbers {
  double squeezing = 0;  // dB
  double antisqueezing = 0;
  double angle = 0;

  bool operator==(const SqueezedNumbers&) const = default;
};
Component squeezed_source(const SqueezedNumbers& numbers, Picture picture);

/// Two beams, signal and idler: with S = 1/2 10^{-squeezing/10}, T = 1/2 10^{+antisqueezing/10}
///     Var x = Var p = (S+T)/2,   <x_s x_i> = (T-S)/2 = -<p_s p_i>,
/// in the rotating-wave picture between opposite sidebands.             [theory.md, Eq. (30)]
struct EprNumbers {
  double squeezing = 0;  // dB
  double antisqueezing = 0;

  bool operator==(const EprNumbers&) const = default;
};
Component epr_source(const EprNumbers& numbers, Picture picture);

/// 10^{decibel/10}
double power_ratio(double decibel);

}  // namespace gaussnet
