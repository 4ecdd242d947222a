#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/riccati_residual.hpp>
#include <libnetwork/linear/symmetric_product.hpp>
#include <limits>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();

/// The rounding of a residual in twice the precision, sums of n + m terms
Matrix hidden_of_precise(const RiccatiEquation& e, const Matrix& V, const Matrix& K) {
  const double terms = static_cast<double>(2 * (V.rows() + K.cols()) + 16);
  const Matrix size = K.cwiseAbs();
  Matrix gain = e.noise_correlation.cwiseAbs();
  multiply_add(1, V.cwiseAbs(), e.measurement.cwiseAbs(), gain, Transposed::right);
  multiply_add(1, size, e.measurement_noise.cwiseAbs(), gain);
  Matrix one_side = 0.5 * e.diffusion.cwiseAbs();
  multiply_add(1, e.drift.cwiseAbs(), V.cwiseAbs(), one_side);
  multiply_add(1, size, gain, one_side, Transposed::right);
  return terms * terms * eps * eps * (one_side + one_side.transpose());
}

}  // namespace

RiccatiResidual residual_of(const WhiteRecord& e, const Matrix& V) {
  RiccatiResidual r;
  r.white_gain = e.Gam;
  multiply_add(1, V, e.M, r.white_gain, Transposed::right);
  const Matrix& L = r.white_gain;
  const Matrix LL = symmetric_product(L, L, Transposed::right);
  const Matrix AV = product(e.A, V);
  r.residual = AV + AV.transpose() + e.D - LL;
  r.closed_loop = e.A;
  multiply_add(-1, L, e.M, r.closed_loop);
  Matrix size = e.Gam.cwiseAbs();
  multiply_add(1, V.cwiseAbs(), e.M.cwiseAbs(), size, Transposed::right);
  const Matrix cross = product(L.cwiseAbs(), size, Transposed::right);
  r.noise = e.D.cwiseAbs() + e.condition * (cross + cross.transpose());
  const double scale = 2 * e.A.norm() * V.norm() + e.D.norm() + LL.norm();
  r.relative = scale > 0 ? r.residual.norm() / scale : 0.0;
  return r;
}

PreciseResidual precise_residual_of(const RiccatiEquation& given, const WhiteRecord& e,
                                    const Matrix& V) {
  PreciseResidual r;
  r.white_gain = e.Gam;
  multiply_add(1, V, e.M, r.white_gain, Transposed::right);
  const Matrix K = e.unwhitened(r.white_gain);
  const Matrix& R = given.measurement_noise;
  PreciseMatrix half(given.noise_correlation);  // L - K R / 2
  add_product(1, V, given.measurement, half);
  add_product(-0.5, K, R, half);
  PreciseMatrix rest = half;  // L - K R
  add_product(-0.5, K, R, rest);
  PreciseMatrix Y(0.5 * given.diffusion);  // of which the residual is twice the symmetric part
  add_product(1, given.drift, V, Y);
  add_product(-1, K, half.high, Y);
  multiply_add(-1, K, half.low, Y.low, Transposed::right);
  const Matrix second = e.whitened(rest.rounded());
  r.residual = twice_symmetric_part(Y) - symmetric_product(second, second, Transposed::right);
  r.closed_loop = PreciseMatrix(given.drift);
  add_product(-1, K, given.measurement.transpose(), r.closed_loop);
  multiply_add(-1, second, e.M, r.closed_loop.low);
  r.closed_loop.normalise();
  r.hidden = hidden_of_precise(given, V, K) + eps * r.residual.cwiseAbs();
  Matrix size = e.Gam.cwiseAbs();
  multiply_add(1, V.cwiseAbs(), e.M.cwiseAbs(), size, Transposed::right);
  r.size_of_loop = e.A.cwiseAbs();
  multiply_add(e.condition, size, e.M.cwiseAbs(), r.size_of_loop);
  return r;
}

Matrix misfit_of_coefficients(const WhiteRecord& e, const Matrix& V, const Matrix& white_gain) {
  return misfit_of_drift(e.drift_rounding, V) + misfit_of_record(e, V, e.unwhitened(white_gain));
}

}  // namespace gaussnet
