#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/riccati_residual.hpp>
#include <libnetwork/linear/symmetric_product.hpp>

namespace gaussnet {

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

Matrix misfit_of_coefficients(const WhiteRecord& e, const Matrix& V, const Matrix& white_gain) {
  return misfit_of_drift(e.drift_rounding, V) + misfit_of_record(e, V, e.unwhitened(white_gain));
}

}  // namespace gaussnet
