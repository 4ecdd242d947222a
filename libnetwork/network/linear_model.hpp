#pragma once

#include <libnetwork/linear/lyapunov.hpp>
#include <libnetwork/linear/riccati.hpp>
#include <libnetwork/network/langevin_model.hpp>

namespace gaussnet {

///     dr = A r dt + dxi,  <dxi dxi^T> = D dt;    dz = M r dt + dnu,  <dnu dnu^T> = R dt,
///     <dxi dnu^T> = Gam dt                                                   [theory.md, Eq. (3)]
///
/// r = (X1, P1, ...) in the order of `modes`, z the records of `records`.  Symmetrised; rad/s.
/// The light that drives the modes is the light that is measured, so Gam is not zero.
struct LinearModel {
  std::vector<std::string> modes{};
  std::vector<std::string> records{};  // one name per row of M
  Matrix drift{};                      // A
  Matrix diffusion{};                  // D
  Matrix measurement{};                // M
  Matrix measurement_noise{};          // R
  Matrix noise_correlation{};          // Gam
  // |A - exact A| and so on, for error bounds; an empty one: exact
  Matrix drift_rounding{};
  Matrix diffusion_rounding{};
  Matrix measurement_rounding{};
  Matrix measurement_noise_rounding{};
  Matrix noise_correlation_rounding{};
};

/// D = B N B^T and, of the rows of C and F that are records, M = C, R = F N F^T, Gam = B N F^T
/// [theory.md, Eq. (38)]; the detectors are components, so that C and F are those of the records.
LinearModel observe(const LangevinModel& model);

///     A V + V A^T + D = 0                                               [theory.md, Eq. (4)]
/// of the unconditional covariance, and
///     A V + V A^T + D = (V M^T + Gam) R^{-1} (V M^T + Gam)^T            [theory.md, Eq. (5)]
/// of the one given the records, each with what its coefficients may be off by.
LyapunovEquation lyapunov_equation(const LinearModel& model);
RiccatiEquation riccati_equation(const LinearModel& model);

/// "spin.X", "spin.P", ... for "spin", ...
std::vector<std::string> quadrature_names(const std::vector<std::string>& modes);

}  // namespace gaussnet
