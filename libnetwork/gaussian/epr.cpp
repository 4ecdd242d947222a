#include <Eigen/Cholesky>
#include <algorithm>
#include <array>
#include <cmath>
#include <libnetwork/gaussian/epr.hpp>
#include <libnetwork/linear/double_double.hpp>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace gaussnet {
namespace {

using Eigen::Index;

constexpr double eps = std::numeric_limits<double>::epsilon();

/// a, b, c_r, c_i in twice the precision, and what they leave open.
struct Moments {
  DoubleDouble a{}, b{}, real{}, imaginary{};
  double rounding = 0;         // of xi at any weight, from the entries of V
  double factor_rounding = 0;  // of sqrt(xi) at any weight, from the entries of a factor
};

Moments moments_of(const PairCovariance& v) {
  using double_double::exact_sum;
  const double largest = std::max(v(0, 0) + v(1, 1), v(2, 2) + v(3, 3));
  const double cross = v.bottomLeftCorner<2, 2>().cwiseAbs().sum();
  return {exact_sum(v(0, 0), v(1, 1)), exact_sum(v(2, 2), v(3, 3)), exact_sum(v(2, 0), -v(3, 1)),
          exact_sum(v(3, 0), v(2, 1)), eps * (largest + cross),     0};
}

DoubleDouble row_product(const Matrix& l, Index i, Index j) {
  DoubleDouble sum;
  for (Index m = 0; m < l.cols(); ++m) sum += double_double::exact_product(l(i, m), l(j, m));
  return sum;
}

Moments moments_of_factor(const Matrix& l, Index j, Index k) {
  double square = 0;
  for (const Index row : {j, j + 1, k, k + 1}) square += l.row(row).squaredNorm();
  return {row_product(l, j, j) + row_product(l, j + 1, j + 1),
          row_product(l, k, k) + row_product(l, k + 1, k + 1),
          row_product(l, j, k) - row_product(l, j + 1, k + 1),
          row_product(l, j, k + 1) + row_product(l, j + 1, k),
          0,
          eps * std::sqrt(square)};
}

Moments moments_of(const GaussianState& state, const ModePair& pair) {
  const ModeIndexPair modes = state.indices(pair);
  const Index j = quadrature_index(modes.first, Quadrature::X);
  const Index k = quadrature_index(modes.second, Quadrature::X);
  if (state.factor()) return moments_of_factor(*state.factor(), j, k);
  const Index rows[] = {j, j + 1, k, k + 1};
  return moments_of(PairCovariance(state.covariance()(rows, rows)));
}

double weighted(const Moments& m, std::complex<double> g) {
  if (!std::isfinite(g.real()) || !std::isfinite(g.imag())) {
    throw std::invalid_argument("the weight of an EPR variance must be finite");
  }
  using double_double::exact_product;
  const DoubleDouble square = exact_product(g.real(), g.real()) + exact_product(g.imag(), g.imag());
  const DoubleDouble cross = m.real * g.real() - m.imaginary * g.imag();
  return ((m.a + square * m.b + cross * 2.0) / (square + 1.0)).high;
}

/// xi is the sum of two variances of normalised combinations w: w^T dV w <= ||dV||; and with a
/// factor xi = |L^T w|^2 + |L^T w'|^2, where L^T w is off by at most eps/2 ||L||_F.
double bound_of(const Moments& m, double xi, double error_bound) {
  const double half = m.factor_rounding;
  return 2 * error_bound + m.rounding + half * (2 * std::sqrt(std::max(xi, 0.0)) + half) + eps * xi;
}

/// Least eigenvalue of [[a, c], [c, b]]: 2 (ab - c^2)/(a + b + s), s = sqrt((a - b)^2 + 4 c^2).
EprOptimum optimum_of(const Moments& m) {
  const DoubleDouble c_squared = m.real * m.real + m.imaginary * m.imaginary;
  const DoubleDouble difference = m.a - m.b;
  const DoubleDouble s = sqrt(difference * difference + c_squared * 4.0);
  EprOptimum best;
  best.value = ((m.a * m.b - c_squared) * 2.0 / (m.a + m.b + s)).high;
  const double c = sqrt(c_squared).high;
  if (c == 0) {
    best.weight = difference > 0.0 ? std::numeric_limits<double>::infinity() : 0.0;
    return best;
  }
  // eigenvector (1, -g): g = (a - xi)/c = (s + a - b)/2c = 2c/(s - (a - b))
  best.weight = difference > 0.0 ? (s + difference).high / (2 * c) : 2 * c / (s - difference).high;
  // turning mode k by phi turns c_r + i c_i by -phi; xi is least where it points to -1
  best.angles[1] = std::atan2(-m.imaginary.high, -m.real.high);
  return best;
}

/// Columns X and P of a mode as mu = X - i P.
ComplexVector seen_of(const Matrix& measurement, int mode) {
  return measurement.col(quadrature_index(mode, Quadrature::X)) -
         std::complex<double>(0, 1) * measurement.col(quadrature_index(mode, Quadrature::P));
}

/// ||dV||_2 of the two modes alone.
double error_bound_of(const GaussianState& state, const ModePair& pair) {
  const ModeIndexPair modes = state.indices(pair);
  const std::array both{modes.first, modes.second};
  return state.reduced(both).error_bound();
}

void require_records(const Matrix& m, const Matrix& r, ModeIndexPair pair) {
  const Index modes = m.cols() / 2;
  if (m.cols() % 2 != 0 || r.rows() != m.rows() || r.cols() != m.rows() || m.rows() == 0) {
    std::ostringstream text;
    text << "M is " << m.rows() << " x " << m.cols() << " and its noise R " << r.rows() << " x "
         << r.cols() << "; k >= 1 records of n modes have k x 2n and k x k";
    throw std::invalid_argument(text.str());
  }
  for (const int mode : {pair.first, pair.second}) {
    if (mode >= 0 && mode < modes) continue;
    throw std::invalid_argument("mode " + std::to_string(mode) + " is not among the " +
                                std::to_string(modes) + " modes (counted from 0)");
  }
  if (!m.allFinite() || !r.allFinite()) {
    throw std::invalid_argument("M or R has an entry that is not finite");
  }
}

}  // namespace

double epr_variance(const GaussianState& state, const ModePair& pair, double weight) {
  return epr_variance(state, pair, std::complex<double>(weight));
}

double epr_variance(const GaussianState& state, const ModePair& pair, std::complex<double> weight) {
  return weighted(moments_of(state, pair), weight);
}

double epr_variance(const GaussianState& state, const ModePair& pair, OptimalWeight) {
  return epr_optimum(state, pair).value;
}

BoundedValue bounded_epr_variance(const GaussianState& state, const ModePair& pair,
                                  std::complex<double> weight) {
  const Moments m = moments_of(state, pair);
  const double xi = weighted(m, weight);
  return {xi, bound_of(m, xi, error_bound_of(state, pair))};
}

BoundedValue bounded_epr_variance(const GaussianState& state, const ModePair& pair, OptimalWeight) {
  const Moments m = moments_of(state, pair);
  const double xi = optimum_of(m).value;
  return {xi, bound_of(m, xi, error_bound_of(state, pair))};
}

EprOptimum epr_optimum(const GaussianState& state, const ModePair& pair) {
  return optimum_of(moments_of(state, pair));
}

EprOptimum epr_optimum(const PairCovariance& covariance) {
  return optimum_of(moments_of(covariance));
}

ReadoutWeight readout_weight(const Matrix& measurement, const Matrix& measurement_noise,
                             ModeIndexPair pair) {
  require_records(measurement, measurement_noise, pair);
  const Eigen::LLT<Matrix> noise(measurement_noise);
  if (noise.info() != Eigen::Success) {
    throw std::invalid_argument("the records' noise R is not positive definite");
  }
  const ComplexVector j = seen_of(measurement, pair.first);
  const ComplexVector k = seen_of(measurement, pair.second);
  const ComplexVector k_whitened = noise.solve(k);
  const std::complex<double> overlap = j.cwiseProduct(k_whitened).sum();
  const double first = j.dot(noise.solve(j)).real();
  const double second = k.dot(k_whitened).real();
  if (!(first > 0) || !(second > 0)) {
    throw std::invalid_argument("no record sees mode " +
                                std::to_string(first > 0 ? pair.second : pair.first) +
                                ", so it has no readout weight");
  }
  return {overlap / first, std::abs(overlap) / std::sqrt(first * second)};
}

}  // namespace gaussnet
