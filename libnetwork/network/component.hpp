#pragma once

#include <libnetwork/gaussian/symplectic.hpp>
#include <libnetwork/linear/rounded_matrix.hpp>
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
/// An ordinary field has the commutator Om; v^dagger enters as diag(1, -1) of an ordinary field;
/// classical noise has none.
struct Noise {
  std::string label{};  // "bath"; in a LangevinModel with whose it is, "spin bath"
  Matrix covariance{};
  Matrix commutator{};
  Matrix rounding{};  // |covariance - exact covariance|
};

/// Units of rounding of a variance made of a few numbers.
inline constexpr double kVarianceUnits = 6;

/// A field of `channels` channels in a thermal state of that occupation (vacuum: 0).
Noise thermal_field(std::string label, int channels, double occupation = 0);
/// Independent classical noise of that variance on each of `size` quantities.
Noise classical_noise(std::string label, int size, double variance);

///     dx = A x dt + B du + dxi,    dy = C x dt + F du + deta               [theory.md, Eq. (1)]
///
/// with the fresh noise written out, dxi = E_x dw, deta = E_y dw, so that Q = E_x N E_x^T,
/// Y = E_y N E_y^T and S = E_x N E_y^T for the covariance N of w; the same with its commutator must
/// satisfy [theory.md, Eq. (2)].  Each says how far rounding of rates, angles and
/// fractions leaves it from the exact one.  Port k of u or y is the rows k b ... k b + b - 1, b =
/// beam_size(); a detector's y are its records instead.  Rates in rad/s.
struct Component {
  RoundedMatrix drift{};         // A, modes x modes (2 rows a mode)
  RoundedMatrix input{};         // B
  RoundedMatrix output{};        // C
  RoundedMatrix feedthrough{};   // F
  RoundedMatrix mode_noise{};    // E_x
  RoundedMatrix output_noise{};  // E_y
  std::vector<Noise> noise{};    // w, in the order of the columns of E_x and E_y

  /// Appends the fresh noise w with its columns of E_x and E_y.
  void add_noise(Noise added, const RoundedMatrix& on_modes, const RoundedMatrix& on_outputs);
};

/// y = F u + E_y w: what only passes light on, or records it.
Component without_modes(RoundedMatrix feedthrough);

/// The quadrature x cos phi + p sin phi of a beam as rows on its quadratures: of the full picture
/// one row; of the rotating-wave picture its cosine and its sine component,
///     (q_{+,phi} + q_{-,phi})/sqrt2  and  (q_{+,phi+pi/2} - q_{-,phi+pi/2})/sqrt2,
/// which commute [theory.md, Eq. (32)].  The rows are orthonormal.
Matrix beam_quadrature(double angle, Picture picture);
/// The same with its rounding, the angle's included.
RoundedMatrix rounded_quadrature(double angle, Picture picture);

}  // namespace gaussnet
