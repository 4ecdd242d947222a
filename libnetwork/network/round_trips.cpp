#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <libnetwork/network/round_trips.hpp>

namespace gaussnet {
namespace {

/// A lossless loop has the gain 1 up to rounding.
constexpr double kLossless = 1e-9;
/// 1 - T F that is nearer than this to a singular matrix, relative to 1 and T F, has no inverse to
/// speak of.
constexpr double kSingular = 1e-13;
/// Balancing ends where no power of 2 shortens a row and its column by more than this.
constexpr double kWorthBalancing = 0.95;
constexpr int kMostSweeps = 100;
/// Ways whose shares differ by less are as strong.
constexpr double kAsStrong = 1e-6;

using Step = RoundTrip::Step;

Matrix identity_like(const Matrix& square) {
  return Matrix::Identity(square.rows(), square.cols());
}

Matrix whole(const RoundTrip& trip) {
  const int size = trip.ports * trip.beam;
  Matrix all = Matrix::Zero(size, size);
  for (const Step& step : trip.steps) {
    all.block(step.to * trip.beam, step.from * trip.beam, trip.beam, trip.beam) = step.gain.value;
  }
  return all;
}

/// Powers of 2 for which S^{-1} M S has rows and columns of like size; M becomes that.
/// B. N. Parlett, C. Reinsch, Numer. Math. 13, 293 (1969)
Vector balance(Matrix& m) {
  Vector scale = Vector::Ones(m.rows());
  bool changed = true;
  for (int sweep = 0; changed && sweep < kMostSweeps; ++sweep) {
    changed = false;
    for (Eigen::Index k = 0; k < m.rows(); ++k) {
      const double own = std::abs(m(k, k));
      const double column = m.col(k).cwiseAbs().sum() - own;
      const double row = m.row(k).cwiseAbs().sum() - own;
      if (!(column > 0 && row > 0)) continue;
      const double factor = std::exp2(std::nearbyint(0.5 * std::log2(row / column)));
      if (!(column * factor + row / factor < kWorthBalancing * (column + row))) continue;
      m.col(k) *= factor;
      m.row(k) /= factor;
      scale(k) *= factor;
      changed = true;
    }
  }
  return scale;
}

double spectral_radius(const Matrix& m) { return m.eigenvalues().cwiseAbs().maxCoeff(); }

/// What has gone round once, from port 0 back to it.
Matrix round_of(const std::vector<const Step*>& ring, int beam) {
  Matrix round = Matrix::Identity(beam, beam);
  for (const Step* step : ring) round = step->gain.value * round;
  return round;
}

/// Gain of each step, whatever its phase, at [to, from].
Matrix sizes_of(const RoundTrip& trip, const Matrix& all) {
  Matrix sizes = Matrix::Zero(trip.ports, trip.ports);
  for (const Step& step : trip.steps) {
    sizes(step.to, step.from) =
        all.block(step.to * trip.beam, step.from * trip.beam, trip.beam, trip.beam).norm();
  }
  return sizes;
}

/// The eigenvector of the largest eigenvalue of a nonnegative matrix.
Vector dominant(const Matrix& nonnegative) {
  constexpr int iterations = 200;
  Vector x = Vector::Ones(nonnegative.rows());
  const double shift = nonnegative.maxCoeff();  // a ring alone would only turn x
  for (int k = 0; k < iterations; ++k) x = (nonnegative * x + shift * x).normalized();
  return x;
}

/// The ring in which most of the light runs, phases aside: from the port with the largest part,
/// always the strongest way on.
std::vector<int> strongest_ring(const Matrix& sizes) {
  const Vector from = dominant(sizes);
  const Vector to = dominant(sizes.transpose());
  const Vector parts = from.cwiseProduct(to);
  const double most = parts.maxCoeff();
  int port = 0;
  while (parts(port) < (1 - kAsStrong) * most) ++port;
  std::vector<int> way;
  while (std::find(way.begin(), way.end(), port) == way.end()) {
    way.push_back(port);
    const Vector shares = to.cwiseProduct(sizes.col(port));
    const double strongest = shares.maxCoeff();
    port = 0;
    while (shares(port) < (1 - kAsStrong) * strongest) ++port;
  }
  way.erase(way.begin(), std::find(way.begin(), way.end(), port));
  return way;
}

RoundTripJudgement::Kind kind_of(double gain, const Matrix& round) {
  using Kind = RoundTripJudgement::Kind;
  if (gain > 1 + kLossless) return Kind::amplified;
  const auto size = [](const Matrix& m) { return m.cwiseAbs().colwise().sum().maxCoeff(); };
  const Matrix open = identity_like(round) - round;
  if (open.isZero(0)) return Kind::singular;
  const double distance = Eigen::PartialPivLU<Matrix>(open).rcond() * size(open);
  return distance > kSingular * (1 + size(round)) ? Kind::regular : Kind::singular;
}

RoundTripJudgement judged(const std::vector<const Step*>& ring, int beam) {
  Matrix round = round_of(ring, beam);
  balance(round);
  RoundTripJudgement found{.gain = spectral_radius(round), .is_ring = true};
  found.kind = kind_of(found.gain, round);
  found.uneven_gain = std::pow(found.gain, 1 / static_cast<double>(ring.size()));
  for (const Step* step : ring) found.way.push_back(step->from);
  return found;
}

/// (1 - P)^{-1} at port 0, P once round, then on from port to port: as many operations as steps.
Matrix closed(const std::vector<const Step*>& ring, const Matrix& g, int beam) {
  const auto at = [beam](Matrix& u, int port) { return u.middleRows(port * beam, beam); };
  Matrix round = round_of(ring, beam);
  const Vector scale = balance(round);
  Matrix before = Matrix::Zero(beam, g.cols());  // at each port, of what entered behind port 0
  for (const Step* step : ring) {
    before = step->gain.value * before;
    before += g.middleRows(step->to * beam, beam);
  }
  Matrix u = g;
  const Eigen::PartialPivLU<Matrix> open(identity_like(round) - round);
  at(u, 0) = scale.asDiagonal() * open.solve(scale.cwiseInverse().asDiagonal() * before);
  for (const Step* step : ring) {
    if (step->to != 0) at(u, step->to) += step->gain.value * at(u, step->from);
  }
  return u;
}

}  // namespace

std::vector<const Step*> RoundTrip::as_ring() const {
  std::vector<const Step*> next(static_cast<std::size_t>(ports), nullptr);
  for (const Step& step : steps) {
    const Step*& only = next[static_cast<std::size_t>(step.from)];
    if (only) return {};
    only = &step;
  }
  std::vector<const Step*> ring;
  const Step* step = next.front();
  do {
    ring.push_back(step);
    step = next[static_cast<std::size_t>(step->to)];
  } while (step != next.front());
  return ring;
}

RoundTripJudgement judged(const RoundTrip& trip) {
  if (const auto ring = trip.as_ring(); !ring.empty()) return judged(ring, trip.beam);
  Matrix all = whole(trip);
  const double as_it_is = largest_gain(all);
  balance(all);
  RoundTripJudgement found{.gain = spectral_radius(all)};
  found.kind = kind_of(found.gain, all);
  found.uneven_gain = std::min(as_it_is, largest_gain(all));
  if (found.kind != RoundTripJudgement::Kind::regular) {
    found.way = strongest_ring(sizes_of(trip, all));
  }
  return found;
}

Matrix closed(const RoundTrip& trip, const Matrix& g) {
  if (const auto ring = trip.as_ring(); !ring.empty()) return closed(ring, g, trip.beam);
  Matrix all = whole(trip);
  const Vector scale = balance(all);
  const Eigen::PartialPivLU<Matrix> open(identity_like(all) - all);
  return scale.asDiagonal() * open.solve(scale.cwiseInverse().asDiagonal() * g);
}

}  // namespace gaussnet
