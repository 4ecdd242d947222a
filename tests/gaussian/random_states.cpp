#include "random_states.hpp"

#include <cmath>

namespace gaussnet::testing {

double Generator::uniform(double from, double to) {
  return from + (to - from) * static_cast<double>(engine_() >> 11) * 0x1p-53;
}

int Generator::integer(int from, int to) {
  return from + static_cast<int>(engine_() % static_cast<std::uint64_t>(to - from + 1));
}

Matrix rotation(int n, int mode, double angle) {
  Matrix s = Matrix::Identity(2 * n, 2 * n);
  const int x = 2 * mode;
  s(x, x) = s(x + 1, x + 1) = std::cos(angle);
  s(x, x + 1) = std::sin(angle);
  s(x + 1, x) = -std::sin(angle);
  return s;
}

Matrix squeezer(int n, int mode, double r) {
  Matrix s = Matrix::Identity(2 * n, 2 * n);
  s(2 * mode, 2 * mode) = std::exp(-r);
  s(2 * mode + 1, 2 * mode + 1) = std::exp(r);
  return s;
}

Matrix beam_splitter(int n, int j, int k, double angle) {
  Matrix s = Matrix::Identity(2 * n, 2 * n);
  for (int q = 0; q < 2; ++q) {
    s(2 * j + q, 2 * j + q) = s(2 * k + q, 2 * k + q) = std::cos(angle);
    s(2 * j + q, 2 * k + q) = std::sin(angle);
    s(2 * k + q, 2 * j + q) = -std::sin(angle);
  }
  return s;
}

Matrix random_local(Generator& random, int n, int mode, double r) {
  return rotation(n, mode, random.uniform(0, 6.3)) * squeezer(n, mode, random.uniform(-r, r)) *
         rotation(n, mode, random.uniform(0, 6.3));
}

Matrix random_symplectic(Generator& random, int n, double r) {
  Matrix s = Matrix::Identity(2 * n, 2 * n);
  for (int layer = 0; layer < 3; ++layer) {
    for (int mode = 0; mode < n; ++mode) s = random_local(random, n, mode, r / 3) * s;
    for (int j = 0; j < n; ++j) {
      for (int k = j + 1; k < n; ++k) s = beam_splitter(n, j, k, random.uniform(0, 6.3)) * s;
    }
  }
  return s;
}

Matrix KnownState::factor() const {
  Vector scale(symplectic.rows());
  for (Eigen::Index i = 0; i < scale.size(); ++i) scale(i) = std::sqrt(values(i / 2));
  return symplectic * scale.asDiagonal();
}

Matrix KnownState::covariance() const {
  const Matrix l = factor();
  const Matrix v = l * l.transpose();
  return 0.5 * (v + v.transpose());
}

KnownState random_state(Generator& random, int n, double r, double hottest) {
  KnownState state{random_symplectic(random, n, r), Vector(n)};
  for (int k = 0; k < n; ++k) state.values(k) = random.uniform(0.5, hottest);
  return state;
}

Matrix two_mode_squeezed(double r) {
  const double c = 0.5 * std::cosh(2 * r);
  const double s = 0.5 * std::sinh(2 * r);
  Matrix v(4, 4);
  v << c, 0, s, 0, 0, c, 0, -s, s, 0, c, 0, 0, -s, 0, c;
  return v;
}

Matrix two_mode_squeezed_factor(double r) {
  // exactly +-1/2 and scaled columns: (X1 + X2)/sqrt2 is stretched, (X1 - X2)/sqrt2 squeezed
  Matrix l(4, 4);
  l << 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, -1, 0, 0, -1, 0, 1;
  const Vector stretch =
      0.5 * (Vector(4) << std::exp(r), std::exp(r), std::exp(-r), std::exp(-r)).finished();
  return l * stretch.asDiagonal();
}

Matrix attenuated(const Matrix& covariance, int mode, double t) {
  Vector amplitude = Vector::Ones(covariance.rows());
  amplitude.segment<2>(2 * mode).setConstant(std::sqrt(t));
  Matrix v = amplitude.asDiagonal() * covariance * amplitude.asDiagonal();
  v.diagonal().segment<2>(2 * mode).array() += 0.5 * (1 - t);
  return v;
}

Matrix direct_sum(const Matrix& a, const Matrix& b) {
  Matrix v = Matrix::Zero(a.rows() + b.rows(), a.cols() + b.cols());
  v.topLeftCorner(a.rows(), a.cols()) = a;
  v.bottomRightCorner(b.rows(), b.cols()) = b;
  return v;
}

}  // namespace gaussnet::testing
