#pragma once

#include <libnetwork/gaussian/symplectic.hpp>
#include <libnetwork/linear/matrix.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gaussnet {

/// How light is written: one bosonic channel a beam (nothing dropped), or the two sidebands (+, -)
/// of the rotating-wave approximation.  Either way a beam's quadratures are x, p per channel.
enum class Picture { full, rotating_wave };

int channels_per_beam(Picture picture);
/// Quadratures of one beam: 2 or 4.
int beam_size(Picture picture);

/// Fresh white noise: 1/2 <dw dw^T + h.c.> = covariance dt, [dw, dw^T] = i commutator dt.
/// An ordinary field has the commutator Om; v^dagger enters as diag(1, -1) of an ordinary field.
struct Noise {
  std::string label{};
  Matrix covariance{};
  Matrix commutator{};
};

/// A field of `channels` channels in a thermal state of that occupation (vacuum: 0).
Noise thermal_field(std::string label, int channels, double occupation = 0);

///     dx = A x dt + B du + dxi,    dy = C x dt + F du + deta                    [theory.md, Eq.
///     (1)]
///
/// with the fresh noise written out, dxi = E_x dw, deta = E_y dw, so that Q = E_x N E_x^T,
/// Y = E_y N E_y^T and S = E_x N E_y^T for the covariance N of w; the same with its commutator must
/// satisfy [theory.md, Eq. (2)].  Port k of u or y is the rows k b ... k b + b - 1, b =
/// beam_size(); a detector's y are its records instead.  Rates in rad/s.
struct Component {
  Matrix drift{};              // A, modes x modes (2 rows a mode)
  Matrix drift_rounding{};     // |A - exact A|, what rounding of rates and angles leaves open
  Matrix input{};              // B
  Matrix output{};             // C
  Matrix feedthrough{};        // F
  Matrix mode_noise{};         // E_x
  Matrix output_noise{};       // E_y
  std::vector<Noise> noise{};  // w, in the order of the columns of E_x and E_y
};

/// H = sign(mass) frequency (X^2 + P^2)/2,  L = -i e^{i phase} (sqrt(beam_splitter) a +
/// sqrt(parametric) a^dagger), in the rotating-wave picture split over the sidebands [theory.md,
/// "Light in two pictures"], and a bath sqrt(linewidth) a at `occupation`.  Rates in rad/s.
struct OscillatorNumbers {
  double mass_sign = 1;
  double frequency = 0;
  double linewidth = 0;
  double occupation = 0;
  double beam_splitter = 0;  // Gamma sin^2 theta
  double parametric = 0;     // Gamma cos^2 theta
  /// Gamma_B - Gamma_P = -Gamma cos 2 theta, from the angle itself: the difference of the two rates
  /// would lose it where they are nearly equal.
  std::optional<double> accurate_light_damping{};
  double phase = 0;
  bool has_light = false;

  double decoherence() const { return linewidth * (occupation + vacuum_variance); }
  double readout_rate() const { return has_light ? beam_splitter + parametric : 0; }
  double coupling_angle() const;  // theta; pi/4 without a rate
  double light_damping() const {
    return has_light ? accurate_light_damping.value_or(beam_splitter - parametric) : 0;
  }
  double damping_rate() const { return linewidth + light_damping(); }
};
Component oscillator(const OscillatorNumbers& numbers, Picture picture, double sideband,
                     const std::string& name);

/// One beam in vacuum.
Component vacuum_source(Picture picture, const std::string& name);

/// sqrt(eta) q_phi + sqrt(1 - eta) vacuum,  q_phi = x cos phi + p sin phi; in the rotating-wave
/// picture the cosine and the sine component of that record.    [theory.md, Eqs. (31) to (33)]
Component homodyne(double angle, double efficiency, Picture picture, const std::string& name);

/// Both quadratures of every channel at efficiency eta, each with the added half quantum.
///                                                                [theory.md, Eq. (34)]
Component heterodyne(double efficiency, Picture picture, const std::string& name);

///     b -> amplitude e^{i phase} b + v                              [theory.md, Eq. (25)]
/// A wire; v is fresh noise of that variance with the commutator (1 - amplitude^2) Om.
struct Transmission {
  double amplitude = 1;
  double phase = 0;
  double noise_variance = 0;

  /// What comes after a link element of that power loss (vacuum behind it) and phase.
  Transmission then(double loss, double link_phase) const;
};

/// T of a wire on the quadratures of a beam.
Matrix transfer(const Transmission& wire, Picture picture);
/// The fresh noise of a wire.
Noise fresh_noise(const Transmission& wire, Picture picture, std::string label);

}  // namespace gaussnet
