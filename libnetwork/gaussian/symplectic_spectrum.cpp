#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <Eigen/SVD>
#include <algorithm>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/extended_matrix.hpp>
#include <libnetwork/gaussian/symplectic.hpp>
#include <libnetwork/gaussian/symplectic_spectrum.hpp>
#include <limits>

namespace gaussnet {
namespace {

using Eigen::Index;
using std::sqrt;

constexpr double unit_roundoff = std::numeric_limits<double>::epsilon() / 2;

/// Singular values of an antisymmetric 4 x 4 matrix K: with u_+- the self-dual and anti-self-dual
/// parts, s_1 + s_2 = |u_+| and s_1 - s_2 = |u_-|; the smaller one from s_1 s_2 = det L without
/// a difference of large numbers.
template <class Real>
std::array<Real, 2> pair_values(const Real (&k)[6], Real determinant_of_factor) {
  const auto& [k12, k13, k14, k23, k24, k34] = k;
  const auto length = [](Real x, Real y, Real z) { return sqrt(x * x + y * y + z * z); };
  const Real sum = length(k12 + k34, k13 - k24, k14 + k23);
  const Real difference = length(k12 - k34, k13 + k24, k14 - k23);
  const Real larger = (sum + difference) * Real(0.5);
  return {determinant_of_factor / larger, larger};
}

/// Relative error of nu when V is perturbed by unit * c |V|: unit * 2n c ||H^{-1}||, H = V scaled
/// to unit diagonal; here ||H^{-1}|| <= sum_i V_ii (V^{-1})_ii.
double scaled_inverse_trace(const double (&l)[4][4], const PairCovariance& v) {
  double w[4][4] = {};  // L^{-1}
  double trace = 0;
  for (int j = 0; j < 4; ++j) {
    for (int i = j; i < 4; ++i) {
      double sum = i == j ? 1.0 : 0.0;
      for (int m = j; m < i; ++m) sum -= l[i][m] * w[m][j];
      w[i][j] = sum / l[i][i];
      trace += w[i][j] * w[i][j] * v(j, j);
    }
  }
  return trace;
}

template <class Real>
PairSpectrum<Real> spectrum_of_pair(const PairCovariance& v, double unit) {
  Real l[4][4];
  double rounded[4][4] = {};
  for (int j = 0; j < 4; ++j) {
    for (int i = j; i < 4; ++i) {
      Real sum(v(i, j));
      for (int m = 0; m < j; ++m) sum -= l[i][m] * l[j][m];
      if (i == j && !(sum > Real(0.0))) return {};
      l[i][j] = i == j ? sqrt(sum) : sum / l[j][j];
      rounded[i][j] = static_cast<double>(l[i][j]);
    }
  }
  const auto commutator = [&l](int i, int j) {
    Real sum = Real(0.0);
    for (int x = i < 2 && j < 2 ? 0 : 2; x < 4; x += 2) {
      const Real xi = i <= x ? l[x][i] : Real(0.0);
      const Real xj = j <= x ? l[x][j] : Real(0.0);
      sum += xi * l[x + 1][j] - l[x + 1][i] * xj;
    }
    return sum;
  };
  const Real k[6] = {commutator(0, 1), commutator(0, 2), commutator(0, 3),
                     commutator(1, 2), commutator(1, 3), commutator(2, 3)};
  PairSpectrum<Real> spectrum;
  spectrum.values = pair_values<Real>(k, l[0][0] * l[1][1] * l[2][2] * l[3][3]);
  // Cholesky: |dV_ij| <= 5 unit sqrt(V_ii V_jj), so 20 unit ||H^{-1}||; K: |dK| <= 4 unit tr V.
  constexpr double cholesky_growth = 20;
  constexpr double commutator_growth = 4;
  spectrum.relative_error =
      unit * (cholesky_growth * scaled_inverse_trace(rounded, v) +
              commutator_growth * v.trace() / static_cast<double>(spectrum.values[1]));
  spectrum.positive_definite = true;
  return spectrum;
}

Matrix rounded_lower(const ExtendedMatrix& l, Index n) {
  Matrix lower = Matrix::Zero(n, n);
  for (Index i = 0; i < n; ++i) {
    for (Index j = 0; j <= i; ++j) lower(i, j) = l(i, j).high;
  }
  return lower;
}

/// ||A||_2^2 as the largest eigenvalue of A^T A.
double squared_norm(const Matrix& a) {
  const Matrix square = a.transpose() * a;
  return Eigen::SelfAdjointEigenSolver<Matrix>(square, Eigen::EigenvaluesOnly)
      .eigenvalues()
      .maxCoeff();
}

/// What tau is made of, from L^{-1} and V.
struct Conditioning {
  double inverse_norm = 0;         // ||V^{-1}||
  double scaled_inverse_norm = 0;  // ||H^{-1}||, H = V scaled to unit diagonal
  double scaled_norm = 0;          // ||H||_inf >= || |H| ||
  double trace = 0;                // of V
};
Conditioning conditioning_of(const Matrix& inverse_factor, const Matrix& covariance) {
  const Vector scale = covariance.diagonal().cwiseSqrt();
  const Matrix h =
      scale.cwiseInverse().asDiagonal() * covariance * scale.cwiseInverse().asDiagonal();
  return {squared_norm(inverse_factor), squared_norm(inverse_factor * scale.asDiagonal()),
          h.cwiseAbs().rowwise().sum().maxCoeff(), covariance.trace()};
}

/// The error of the work itself: Cholesky |dV_ij| <= (n+1) unit sqrt(V_ii V_jj), then K.
double work_bound(const Conditioning& c, Index n, double unit, double least_value) {
  const auto size = static_cast<double>(n);
  return unit * (size * (size + 1) * c.scaled_inverse_norm + size * c.trace / least_value);
}

std::vector<DoubleDouble> extended_values(const ExtendedMatrix& l, Index n) {
  if (n == 2) return {l(0, 0) * l(1, 1)};
  const ExtendedMatrix k = factor_commutators(l, n);
  if (n > 4) return paired_singular_values(k, n);
  const DoubleDouble upper[6] = {k(0, 1), k(0, 2), k(0, 3), k(1, 2), k(1, 3), k(2, 3)};
  const auto pair = pair_values<DoubleDouble>(upper, l(0, 0) * l(1, 1) * l(2, 2) * l(3, 3));
  return {std::min(pair[0], pair[1]), std::max(pair[0], pair[1])};
}

std::vector<DoubleDouble> double_values(const Matrix& lower) {
  const Matrix k = lower.transpose() * symplectic_form(static_cast<int>(lower.rows() / 2)) * lower;
  const Vector pairs = Eigen::BDCSVD<Matrix>(k).singularValues();
  std::vector<DoubleDouble> values;
  for (Index i = pairs.size(); i > 0; i -= 2) {
    values.emplace_back((pairs(i - 1) + pairs(i - 2)) / 2);
  }
  return values;
}

/// Values, L^{-1} and the unit of the arithmetic for V given entry by entry.
struct Decomposition {
  std::vector<DoubleDouble> values{};
  Matrix inverse_factor{};
  double unit = 0;
};

Matrix inverse_of_lower(const Matrix& lower) {
  return lower.triangularView<Eigen::Lower>().solve(Matrix::Identity(lower.rows(), lower.cols()));
}

/// L of the Schur complement: the block of L behind the rows that are conditioned on.
ExtendedMatrix last_block(const ExtendedMatrix& l, Index n, Index first) {
  ExtendedMatrix block(n - first, n - first);
  for (Index i = first; i < n; ++i) {
    for (Index j = first; j <= i; ++j) block(i - first, j - first) = l(i, j);
  }
  return block;
}

Decomposition decompose_extended(ExtendedMatrix v, Index n, ConditionedOn given) {
  cholesky(v, n);
  Matrix inverse = inverse_of_lower(rounded_lower(v, n));
  if (given.rows == 0) return {extended_values(v, n), std::move(inverse), double_double_epsilon};
  return {extended_values(last_block(v, n, given.rows), n - given.rows), std::move(inverse),
          double_double_epsilon};
}

Decomposition decompose_double(const Matrix& lower, ConditionedOn given) {
  const Index rest = lower.rows() - given.rows;
  return {double_values(lower.bottomRightCorner(rest, rest)), inverse_of_lower(lower),
          unit_roundoff};
}

Matrix lower_of_covariance(const Matrix& covariance) {
  const Eigen::LLT<Matrix> llt(covariance);
  if (llt.info() != Eigen::Success) refuse_indefinite();
  return llt.matrixL();
}

/// L = (lower, 0) Q without squaring L.
Matrix lower_of_factor(const Matrix& factor) {
  const Index n = factor.rows();
  const Eigen::HouseholderQR<Matrix> qr(factor.transpose());
  return Matrix(qr.matrixQR().topRows(n).triangularView<Eigen::Upper>()).transpose();
}

bool in_double_double(Index rows) { return rows <= 2 * max_modes_in_double_double; }

ExtendedMatrix product_with_transpose(const Matrix& factor) {
  ExtendedMatrix v(factor.rows(), factor.rows());
  for (Index i = 0; i < factor.rows(); ++i) {
    for (Index j = 0; j <= i; ++j) {
      for (Index m = 0; m < factor.cols(); ++m) {
        v(i, j) += double_double::exact_product(factor(i, m), factor(j, m));
      }
    }
  }
  return v;
}

/// L + dL = L (1 + L^+ dL), |dL| <= unit |L|: nu changes by at most (1 + f)^2, f = ||L^+ dL||.
double factor_rounding(const Matrix& factor, const Matrix& inverse_factor) {
  const Matrix pseudoinverse = (inverse_factor * factor).transpose() * inverse_factor;
  const double f = unit_roundoff * (pseudoinverse.cwiseAbs() * factor.cwiseAbs()).norm();
  return f * (2 + f);
}

SymplecticSpectrum with_bound(Decomposition found, const Conditioning& c, double given) {
  const Index n = found.inverse_factor.rows();
  if (!std::isfinite(found.values.back().high)) {
    throw InaccurateResult(
        "the symplectic eigenvalues overflow: the covariance's entries are too large");
  }
  const double work = work_bound(c, n, found.unit, found.values.front().high);
  return {std::move(found.values), given + work};
}

}  // namespace

SymplecticSpectrum symplectic_spectrum(const Matrix& covariance, double error_bound,
                                       ConditionedOn given_modes) {
  const Index n = covariance.rows();
  Decomposition found;
  if (in_double_double(n)) {
    ExtendedMatrix v(n, n);
    for (Index i = 0; i < n; ++i) {
      for (Index j = 0; j <= i; ++j) v(i, j) = covariance(i, j);
    }
    found = decompose_extended(std::move(v), n, given_modes);
  } else {
    found = decompose_double(lower_of_covariance(covariance), given_modes);
  }
  const Conditioning c = conditioning_of(found.inverse_factor, covariance);
  const double given =
      unit_roundoff * c.scaled_norm * c.scaled_inverse_norm + error_bound * c.inverse_norm;
  return with_bound(std::move(found), c, given);
}

SymplecticSpectrum symplectic_spectrum_of_factor(const Matrix& factor, double error_bound,
                                                 ConditionedOn given_modes) {
  const Matrix covariance = factor * factor.transpose();
  Decomposition found =
      in_double_double(factor.rows())
          ? decompose_extended(product_with_transpose(factor), factor.rows(), given_modes)
          : decompose_double(lower_of_factor(factor), given_modes);
  const Conditioning c = conditioning_of(found.inverse_factor, covariance);
  const double given = factor_rounding(factor, found.inverse_factor) + error_bound * c.inverse_norm;
  return with_bound(std::move(found), c, given);
}

PairSpectrum<double> pair_spectrum(const PairCovariance& covariance) {
  return spectrum_of_pair<double>(covariance, unit_roundoff);
}

PairSpectrum<DoubleDouble> pair_spectrum_in_double_double(const PairCovariance& covariance) {
  return spectrum_of_pair<DoubleDouble>(covariance, double_double_epsilon);
}

PairFactor factor_of_pair(const PairCovariance& covariance) {
  PairFactor factor;
  DoubleDouble l[4][4];
  for (int j = 0; j < 4; ++j) {
    for (int i = j; i < 4; ++i) {
      DoubleDouble sum(covariance(i, j));
      for (int m = 0; m < j; ++m) sum -= l[i][m] * l[j][m];
      if (i == j && !(sum > DoubleDouble(0.0))) return {};
      l[i][j] = i == j ? sqrt(sum) : sum / l[j][j];
    }
    factor.diagonal[static_cast<std::size_t>(j)] = l[j][j];
  }
  factor.positive_definite = true;
  return factor;
}

double logarithmic_bound(double relative_bound) {
  return relative_bound < 1 ? -std::log1p(-relative_bound)
                            : std::numeric_limits<double>::infinity();
}

}  // namespace gaussnet
