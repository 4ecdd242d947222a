#pragma once

#include <libnetwork/network/component.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace gaussnet {

/// An oscillator's coupling to one beam, L = -i e^{i phase} (sqrt(beam_splitter) a +
/// sqrt(parametric) a^dagger).  Rates in rad/s.
struct LightNumbers {
  double beam_splitter = 0;  // Gamma sin^2 theta
  double parametric = 0;     // Gamma cos^2 theta
  /// Gamma_B - Gamma_P = -Gamma cos 2 theta, from the angle itself: the difference of the two rates
  /// would lose it where they are nearly equal.
  std::optional<double> accurate_damping{};
  double phase = 0;

  double readout_rate() const { return beam_splitter + parametric; }
  double coupling_angle() const;  // theta; pi/4 without a rate
  double damping() const { return accurate_damping.value_or(beam_splitter - parametric); }

  bool operator==(const LightNumbers&) const = default;
};

/// H = sign(mass) frequency (X^2 + P^2)/2, an L for each light port, in the rotating-wave picture
/// split over the sidebands [theory.md, "Light in two pictures"], and a bath at `occupation`:
/// sqrt(linewidth) a, or (brownian) dP = ... - linewidth P dt with force noise linewidth (2n + 1)
/// on P alone.  Rates in rad/s.
struct OscillatorNumbers {
  double mass_sign = 1;
  double frequency = 0;
  double linewidth = 0;
  double occupation = 0;
  bool brownian = false;
  std::vector<LightNumbers> ports{};

  double decoherence() const { return linewidth * (occupation + vacuum_variance); }
  double readout_rate() const;   // of all ports together
  double light_damping() const;  // of all ports together
  double damping_rate() const { return linewidth + light_damping(); }

  bool operator==(const OscillatorNumbers&) const = default;
};
Component oscillator(const OscillatorNumbers& numbers, Picture picture, double sideband);

///     H = -detuning c^dagger c + (i chi/2)(e^{2 i phi} c^dagger^2 - h.c.),   L_k = sqrt(rate_k) c
///
/// with internal loss sqrt(linewidth) c at `occupation`; chi and phi are `parametric_rate` and
/// `parametric_phase` [theory.md, "Light in two pictures"].  Full picture only.  Rates in rad/s.
struct CavityNumbers {
  double detuning = 0;
  double linewidth = 0;
  double occupation = 0;
  double parametric_rate = 0;
  double parametric_phase = 0;
  std::vector<double> port_rates{};

  double decay_rate() const;  // through all mirrors and the internal loss

  bool operator==(const CavityNumbers&) const = default;
};
Component cavity(const CavityNumbers& numbers);

enum class InteractionKind { position_position, beam_splitter, two_mode_squeezing };

/// As the language says it: "position-position", ...
std::string_view word_of(InteractionKind kind);

/// G of H = 1/2 r^T G r for r = (X_a, P_a, X_b, P_b), per unit of rate:
///     X_a X_b,   a^dagger b + h.c. = X_a X_b + P_a P_b,   a b + h.c. = X_a X_b - P_a P_b.
/// What of them is resonant: [theory.md, Eq. (24)].
Eigen::Matrix4d interaction_hamiltonian(InteractionKind kind);

}  // namespace gaussnet
