#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <libnetwork/linear/cascade_order.hpp>
#include <libnetwork/linear/schur.hpp>
#include <libnetwork/linear/stability.hpp>
#include <libnetwork/linear/validate.hpp>
#include <limits>

namespace gaussnet {
namespace {

// Eigenvalues of one block closer than this times its norm are one repeated eigenvalue.
constexpr double cluster_tolerance = 1e-13;
// The resolvent is taken this fraction of the distance to the next eigenvalue away from its own.
constexpr double resolvent_distance = 1e-3;

struct Block {
  std::vector<int> states{};
  Matrix drift{};
  ComplexVector eigenvalues{};
};

ComplexVector eigenvalues_of_block(const Matrix& A) {
  if (A.rows() == 1) return ComplexVector::Constant(1, A(0, 0));
  return eigenvalues(A);
}

std::vector<Block> blocks_of(const Matrix& A) {
  std::vector<Block> blocks;
  for (std::vector<int>& states : cascade_order(A)) {
    Matrix drift = A(states, states);
    ComplexVector lambda = eigenvalues_of_block(drift);
    blocks.push_back({std::move(states), std::move(drift), std::move(lambda)});
  }
  return blocks;
}

/// How far from eigenvalue k its resolvent is evaluated.
double distance_for(const Block& block, Eigen::Index k) {
  const double norm = block.drift.norm();
  double gap = norm > 0 ? norm : 1.0;
  for (Eigen::Index j = 0; j < block.eigenvalues.size(); ++j) {
    const double d = std::abs(block.eigenvalues(j) - block.eigenvalues(k));
    if (d > cluster_tolerance * norm) gap = std::min(gap, d);
  }
  return std::max(resolvent_distance * gap, cluster_tolerance * norm);
}

/// |w_i v_i| is the diagonal of the spectral projector, which the resolvent (A - z)^{-1} tends to
/// (times a number) as z nears the eigenvalue. Unlike eigenvectors it needs no choice of basis when
/// the eigenvalue is repeated, and survives a defective one.
Vector participations(const Block& block, Eigen::Index k) {
  const Eigen::Index m = block.drift.rows();
  if (m == 1) return Vector::Ones(1);
  ComplexMatrix shifted = block.drift.cast<std::complex<double>>();
  shifted.diagonal().array() -= block.eigenvalues(k) + distance_for(block, k);
  const Vector p = shifted.partialPivLu().inverse().diagonal().cwiseAbs();
  return p / p.sum();
}

Eigenmode mode_of(const Block& block, Eigen::Index k, Eigen::Index n) {
  Eigenmode mode;
  mode.eigenvalue = block.eigenvalues(k);
  mode.participation.assign(static_cast<std::size_t>(n), 0.0);
  const Vector p = participations(block, k);
  for (Eigen::Index i = 0; i < p.size(); ++i) {
    const int state = block.states[static_cast<std::size_t>(i)];
    mode.participation[static_cast<std::size_t>(state)] = p(i);
  }
  Eigen::Index largest = 0;
  p.maxCoeff(&largest);
  mode.state = block.states[static_cast<std::size_t>(largest)];
  return mode;
}

bool further_right(const Eigenmode& a, const Eigenmode& b) {
  if (a.eigenvalue.real() != b.eigenvalue.real()) return a.eigenvalue.real() > b.eigenvalue.real();
  if (a.eigenvalue.imag() != b.eigenvalue.imag()) return a.eigenvalue.imag() > b.eigenvalue.imag();
  return a.state < b.state;
}

}  // namespace

Eigenmode rightmost_mode(const Matrix& A) {
  check_square(A, "drift");
  if (A.rows() == 0) throw std::invalid_argument("a drift matrix without rows has no mode");
  const std::vector<Block> blocks = blocks_of(A);
  const Block* rightmost = nullptr;
  Eigen::Index which = 0;
  for (const Block& block : blocks) {
    for (Eigen::Index k = 0; k < block.eigenvalues.size(); ++k) {
      const std::complex<double> lambda = block.eigenvalues(k);
      if (rightmost == nullptr || lambda.real() > rightmost->eigenvalues(which).real()) {
        rightmost = &block;
        which = k;
      }
    }
  }
  return mode_of(*rightmost, which, A.rows());
}

std::vector<Eigenmode> eigenmodes(const Matrix& A) {
  check_square(A, "drift");
  std::vector<Eigenmode> modes;
  for (const Block& block : blocks_of(A)) {
    for (Eigen::Index k = 0; k < block.eigenvalues.size(); ++k) {
      modes.push_back(mode_of(block, k, A.rows()));
    }
  }
  std::sort(modes.begin(), modes.end(), further_right);
  return modes;
}

std::vector<Eigenmode> modes_near(const Matrix& A, std::complex<double> eigenvalue,
                                  double distance) {
  check_square(A, "drift");
  std::vector<Eigenmode> modes;
  for (const Block& block : blocks_of(A)) {
    for (Eigen::Index k = 0; k < block.eigenvalues.size(); ++k) {
      if (std::abs(block.eigenvalues(k) - eigenvalue) > distance) continue;
      modes.push_back(mode_of(block, k, A.rows()));
    }
  }
  return modes;
}

double spectral_abscissa(const Matrix& A) {
  check_square(A, "drift");
  double abscissa = -std::numeric_limits<double>::infinity();
  for (const std::vector<int>& states : cascade_order(A)) {
    abscissa = std::max(abscissa, eigenvalues_of_block(A(states, states)).real().maxCoeff());
  }
  return abscissa;
}

}  // namespace gaussnet
