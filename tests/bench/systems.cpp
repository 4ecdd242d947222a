#include <Eigen/Cholesky>
#include <cmath>
#include <fstream>
#include <libnetwork/analysis/model.hpp>
#include <libnetwork/linear/stability.hpp>
#include <stdexcept>
#include <tests/bench/systems.hpp>
#include <tests/laws/dice.hpp>
#include <tests/laws/long_cascades.hpp>

namespace bench {
namespace {

using gaussnet::LyapunovEquation;
using gaussnet::Matrix;
using gaussnet::RiccatiEquation;

constexpr double margin = 0.05;
constexpr int largest_checked = 256;  // the circular law settles what is larger

int count_of(int states) { return states <= 32 ? 64 : states <= 64 ? 4 : 1; }

std::uint64_t seed_of(int states, int system) {
  return 1000003 * static_cast<std::uint64_t>(states) + static_cast<std::uint64_t>(system);
}

/// Entries of variance 1/columns.
Matrix random_matrix(laws::Dice& dice, int rows, int columns) {
  const double width = std::sqrt(3.0 / columns);
  return Matrix::NullaryExpr(rows, columns, [&] { return dice.uniform(-width, width); });
}

/// Eigenvalues fill the unit disc about -1.5 and, where n is small, are pushed to the left of
/// -margin.
Matrix stable_matrix(laws::Dice& dice, int n) {
  Matrix A = random_matrix(dice, n, n);
  A.diagonal().array() -= 1.5;
  if (n > largest_checked) return A;
  const double right = gaussnet::spectral_abscissa(A);
  if (right > -margin) A.diagonal().array() -= right + margin;
  return A;
}

LyapunovEquation dense_system(int n, int system) {
  laws::Dice dice(seed_of(n, system));
  Matrix A = stable_matrix(dice, n);
  const Matrix B = random_matrix(dice, n, n);
  return {.drift = std::move(A), .diffusion = B * B.transpose()};
}

LyapunovEquation cascade_system(int n) {
  const gaussnet::Model model(laws::long_cascade({.oscillators = n / 2}));
  gaussnet::LinearModel linear = model.linear_model();
  return {.drift = std::move(linear.drift), .diffusion = std::move(linear.diffusion)};
}

RiccatiEquation watched_system(int n, int system) {
  laws::Dice dice(seed_of(n, system) + 500);
  const int m = std::max(1, n / 4);
  Matrix A = stable_matrix(dice, n);
  A.diagonal().array() += 0.6;
  const Matrix M = random_matrix(dice, m, n);
  const Matrix G = random_matrix(dice, n, n);
  const Matrix H = random_matrix(dice, m, n);
  return {.drift = std::move(A),
          .diffusion = G * G.transpose() + 0.1 * Matrix::Identity(n, n),
          .measurement = M,
          .measurement_noise = Matrix::Identity(m, m) + H * H.transpose(),
          .noise_correlation = G * H.transpose()};
}

void write(std::ofstream& out, const Matrix& matrix) {
  out.write(reinterpret_cast<const char*>(matrix.data()),
            static_cast<std::streamsize>(sizeof(double)) * matrix.size());
}

void write_header(std::ofstream& out, std::size_t count, Eigen::Index n, Eigen::Index m) {
  write(out, Eigen::Vector3d(static_cast<double>(count), static_cast<double>(n),
                             static_cast<double>(m)));
}

std::ofstream opened(const std::string& path) {
  std::ofstream out(path, std::ios::binary);
  if (!out) throw std::runtime_error("cannot write " + path);
  return out;
}

void write_lyapunov(const std::string& path, const std::vector<LyapunovEquation>& systems) {
  std::ofstream out = opened(path);
  write_header(out, systems.size(), systems.front().drift.rows(), 0);
  for (const LyapunovEquation& e : systems) {
    write(out, e.drift);
    write(out, e.diffusion);
  }
}

void write_riccati(const std::string& path, const std::vector<RiccatiEquation>& systems) {
  std::ofstream out = opened(path);
  write_header(out, systems.size(), systems.front().drift.rows(),
               systems.front().measurement.rows());
  for (const RiccatiEquation& e : systems) {
    for (const Matrix* part :
         {&e.drift, &e.diffusion, &e.measurement, &e.measurement_noise, &e.noise_correlation}) {
      write(out, *part);
    }
  }
}

}  // namespace

const char* name_of(Family family) { return family == Family::dense ? "dense" : "cascade"; }

std::vector<LyapunovEquation> lyapunov_systems(Family family, int states) {
  std::vector<LyapunovEquation> systems;
  if (family == Family::cascade) return {cascade_system(states)};
  for (int k = 0; k < count_of(states); ++k) systems.push_back(dense_system(states, k));
  return systems;
}

std::vector<RiccatiEquation> riccati_systems(int states) {
  std::vector<RiccatiEquation> systems;
  for (int k = 0; k < count_of(states); ++k) systems.push_back(watched_system(states, k));
  return systems;
}

double residual(const LyapunovEquation& e, const Matrix& V) {
  const Matrix AV = e.drift * V;
  return (AV + AV.transpose() + e.diffusion).norm() /
         (2 * e.drift.norm() * V.norm() + e.diffusion.norm());
}

double residual(const RiccatiEquation& e, const Matrix& V) {
  const Matrix L = V * e.measurement.transpose() + e.noise_correlation;
  const Matrix learnt = L * e.measurement_noise.llt().solve(L.transpose());
  const Matrix AV = e.drift * V;
  return (AV + AV.transpose() + e.diffusion - learnt).norm() /
         (2 * e.drift.norm() * V.norm() + e.diffusion.norm() + learnt.norm());
}

void write_systems(const std::string& folder, const std::vector<int>& sizes) {
  for (const int n : sizes) {
    const std::string size = std::to_string(n) + ".f64";
    for (const Family family : {Family::dense, Family::cascade}) {
      write_lyapunov(folder + "/lyapunov_" + name_of(family) + "_" + size,
                     lyapunov_systems(family, n));
    }
    write_riccati(folder + "/riccati_dense_" + size, riccati_systems(n));
  }
}

}  // namespace bench
