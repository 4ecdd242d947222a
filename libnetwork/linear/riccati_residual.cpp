#include <algorithm>
#include <libnetwork/linear/blas.hpp>
#include <libnetwork/linear/error_bound.hpp>
#include <libnetwork/linear/riccati_residual.hpp>
#include <libnetwork/linear/symmetric_product.hpp>
#include <limits>

namespace gaussnet {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
// Each leaves at most WhiteRecord::rounding of what K = L R^{-1} was off by.
constexpr int gain_rounds = 2;

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

/// Rounding of a residual, A V apart, relative to (n + 4) eps:
///     |D| + |L B| |dL|^T + |dL| |L B|^T + |L B| |L B|^T,   |dL| = |V| |M|^T + |Gam|
/// where the last one is what C C^T misses R by. With `grown` = |L| B, `size` = |dL|.
Matrix noise_of(const WhiteRecord& e, const Matrix& L, const Matrix& grown, const Matrix& size) {
  const auto n = static_cast<double>(L.rows());
  const auto m = static_cast<double>(L.cols());
  const double terms = std::max(1.0, (n + 2 * m + 4) / (2 * (n + 4))) / (1 - e.uncertainty);
  Matrix cross = product(grown, size, Transposed::right);
  if (e.growth.size() > 0) cross += 0.5 * product(grown, grown, Transposed::right);
  return e.D.cwiseAbs() + terms * (cross + cross.transpose());
}

/// L - K R
PreciseMatrix rest_of(PreciseMatrix L, const Matrix& K, const Matrix& R) {
  add_product(-1, K, R, L);
  return L;
}

/// Its rounding in twice the precision, rescaled: norms of rows
Vector hidden_of_rest(const RiccatiEquation& given, const WhiteRecord& e, const Matrix& V,
                      const Matrix& K) {
  const double terms = static_cast<double>(V.rows() + K.cols() + 8);
  Matrix size = given.noise_correlation.cwiseAbs();
  multiply_add(1, V.cwiseAbs(), given.measurement.cwiseAbs(), size, Transposed::right);
  multiply_add(1, K.cwiseAbs(), given.measurement_noise.cwiseAbs(), size);
  return terms * terms * eps * eps * (size * e.inverse_columns);
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
  const Matrix grown = e.grown(L);
  r.noise = noise_of(e, L, grown, size);
  if (e.growth.size() > 0) {
    const double terms = static_cast<double>(L.cols() + 1) * eps / (1 - e.uncertainty);
    const Matrix left = grown + size;
    r.loop_rounding = terms * product(left, e.growth.transpose() * e.M.cwiseAbs());
  }
  const double scale = 2 * e.A.norm() * V.norm() + e.D.norm() + LL.norm();
  r.relative = scale > 0 ? r.residual.norm() / scale : 0.0;
  return r;
}

PreciseResidual precise_residual_of(const RiccatiEquation& given, const WhiteRecord& e,
                                    const Matrix& V) {
  PreciseResidual r;
  r.white_gain = e.Gam;
  multiply_add(1, V, e.M, r.white_gain, Transposed::right);
  const Matrix R = 0.5 * (given.measurement_noise + given.measurement_noise.transpose());
  PreciseMatrix L(given.noise_correlation);
  add_product(1, V, given.measurement, L);
  Matrix K = e.unwhitened(r.white_gain);
  for (int round = 0; round < gain_rounds; ++round) {
    K += e.unwhitened(e.whitened(rest_of(L, K, R).rounded()));
  }
  const PreciseMatrix rest = rest_of(L, K, R);
  PreciseMatrix half = L;  // L - K R / 2
  add_product(-0.5, K, R, half);
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
  const Vector left = second.rowwise().norm();
  const Vector hidden = e.rounding / (1 - e.rounding) * left + hidden_of_rest(given, e, V, K);
  r.hidden += hidden * (left + hidden).transpose() + left * hidden.transpose();
  const auto terms = static_cast<double>(V.rows() + K.cols() + 8);
  r.loop_rounding = hidden * e.M.colwise().norm();
  multiply_add(terms * terms * eps * eps, K.cwiseAbs(), given.measurement.cwiseAbs(),
               r.loop_rounding);
  Matrix size = e.Gam.cwiseAbs();
  multiply_add(1, V.cwiseAbs(), e.M.cwiseAbs(), size, Transposed::right);
  r.size_of_loop = e.A.cwiseAbs();
  multiply_add(1, e.grown(size), e.M.cwiseAbs(), r.size_of_loop);
  r.size_of_loop += r.loop_rounding / eps;
  return r;
}

double lost_share(const Matrix& rounding, const Matrix& X, const Vector& w) {
  if (rounding.size() == 0) return 0;
  const Vector root = w.cwiseSqrt();
  const Vector s = root.cwiseInverse();
  const Matrix size = X.cwiseAbs();
  const Vector lost = s.cwiseProduct(rounding * (size * s) + size * (rounding.transpose() * s));
  return lost.allFinite() ? lost.maxCoeff() : std::numeric_limits<double>::infinity();
}

Matrix misfit_of_coefficients(const WhiteRecord& e, const Matrix& V, const Matrix& white_gain) {
  return misfit_of_drift(e.drift_rounding, V) + misfit_of_record(e, V, e.unwhitened(white_gain));
}

}  // namespace gaussnet
