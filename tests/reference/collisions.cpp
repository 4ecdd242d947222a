#include <Eigen/Cholesky>
#include <Eigen/LU>
#include <cmath>
#include <complex>
#include <numbers>
#include <tests/reference/collisions.hpp>

namespace reference {
namespace {

using gaussnet::ComplexMatrix;
using gaussnet::Matrix;
using laws::ChainRecord;
using laws::NetworkRecord;
using laws::OscillatorRecord;
using Complex = std::complex<double>;
using std::complex_literals::operator""i;
using std::numbers::pi;

Matrix rotation(double angle) {
  Matrix turn(2, 2);
  turn << std::cos(angle), -std::sin(angle), std::sin(angle), std::cos(angle);
  return turn;
}

/// e^x by its series; the arguments here are small.
ComplexMatrix exponential(const ComplexMatrix& x) {
  ComplexMatrix sum = ComplexMatrix::Identity(x.rows(), x.cols());
  ComplexMatrix term = sum;
  constexpr int terms = 24;
  for (int k = 1; k < terms; ++k) {
    term = term * x / static_cast<double>(k);
    sum += term;
  }
  return sum;
}

/// The unitary e^{-i H t} of H = i (L b^dagger - L^dagger b), L = c_k a + d_k a^dagger to each
/// channel b_k, on the quadratures of (a, b_1, ...):  da = -c^* b + d b^dagger,  db = c a + d
/// a^dagger.
Matrix collision(const OscillatorRecord& one, bool rotating_wave, double duration) {
  const Complex turn = -1i * std::exp(1i * one.phase) * std::sqrt(one.rate * duration);
  const int channels = rotating_wave ? 2 : 1;
  const int with_a = rotating_wave && one.mass_sign < 0 ? 1 : 0;
  const int with_a_dagger = rotating_wave ? 1 - with_a : 0;
  ComplexMatrix generator = ComplexMatrix::Zero(2 + 2 * channels, 2 + 2 * channels);
  for (int k = 0; k < channels; ++k) {
    const Complex c = k == with_a ? turn * std::sin(one.angle) : 0;
    const Complex d = k == with_a_dagger ? turn * std::cos(one.angle) : 0;
    const int b = 2 + 2 * k;
    generator(0, b) = -std::conj(c);
    generator(0, b + 1) = d;
    generator(1, b + 1) = -c;
    generator(1, b) = std::conj(d);
    generator(b, 0) = c;
    generator(b, 1) = d;
    generator(b + 1, 1) = std::conj(c);
    generator(b + 1, 0) = std::conj(d);
  }
  ComplexMatrix to_quadratures = ComplexMatrix::Zero(generator.rows(), generator.cols());
  for (Eigen::Index k = 0; k < generator.rows(); k += 2) {
    to_quadratures.block<2, 2>(k, k) << 1, 1, -1i, 1i;
  }
  to_quadratures /= std::sqrt(2.0);
  return (to_quadratures * exponential(generator) * to_quadratures.adjoint()).real();
}

/// One pulse per chain as a linear map on all quadratures: modes, then the pulses. What they become
/// is from_modes r + noise of that covariance.
class Pulse {
 public:
  Pulse(const NetworkRecord& network, double duration)
      : network_(network),
        duration_(duration),
        channels_(network.rotating_wave ? 2 : 1),
        modes_(2 * static_cast<Eigen::Index>(network.oscillators.size())) {
    const auto beams = static_cast<Eigen::Index>(network.chains.size()) * 2 * channels_;
    from_modes_ = Matrix::Identity(modes_ + beams, modes_);
    noise_ = Matrix::Zero(modes_ + beams, modes_ + beams);
    noise_.diagonal().tail(beams).setConstant(0.5);
    evolve(duration / 2);
    Eigen::Index beam = modes_;
    for (const ChainRecord& chain : network.chains) {
      pass(chain, beam);
      beam += 2 * channels_;
    }
    evolve(duration / 2);
  }

  /// V -> F V F^T + Q - (F V H^T + S)(H V H^T + R)^{-1}(...)^T, for ever: the pulses are doubled in
  /// number until nothing changes.
  Matrix limit() const {
    const Matrix f = from_modes_.topRows(modes_);
    const Matrix h = readings_ * from_modes_;
    const Matrix s = noise_.topRows(modes_) * readings_.transpose();
    const Eigen::LLT<Matrix> r(readings_ * noise_ * readings_.transpose() + added_);
    Matrix a = f - s * r.solve(h);
    Matrix g = h.transpose() * r.solve(h);
    Matrix q = noise_.topLeftCorner(modes_, modes_) - s * r.solve(s.transpose());
    constexpr int doublings = 45;
    for (int k = 0; k < doublings; ++k) {
      const Matrix w = (Matrix::Identity(modes_, modes_) + g * q).inverse();
      const Matrix next_q = q + a * q * w * a.transpose();
      const Matrix next_g = g + a.transpose() * w * g * a;
      a = Matrix(a * w.transpose() * a);
      q = 0.5 * (next_q + next_q.transpose());
      g = 0.5 * (next_g + next_g.transpose());
    }
    return q;
  }

 private:
  void transform(Eigen::Index row, const Matrix& map) {
    const Eigen::Index size = map.rows();
    from_modes_.middleRows(row, size) = Matrix(map * from_modes_.middleRows(row, size));
    noise_.middleRows(row, size) = Matrix(map * noise_.middleRows(row, size));
    noise_.middleCols(row, size) = Matrix(noise_.middleCols(row, size) * map.transpose());
  }

  /// Free rotation and bath, exactly.
  void evolve(double time) {
    for (std::size_t k = 0; k < network_.oscillators.size(); ++k) {
      const OscillatorRecord& one = network_.oscillators[k];
      const double rest =
          network_.rotating_wave ? one.frequency - network_.sideband_frequency() : one.frequency;
      const auto row = static_cast<Eigen::Index>(2 * k);
      const double kept = std::exp(-one.linewidth * time);
      transform(row, std::sqrt(kept) * rotation(-one.mass_sign * rest * time));
      const double added = -std::expm1(-one.linewidth * time) * (one.occupation + 0.5);
      noise_(row, row) += added;
      noise_(row + 1, row + 1) += added;
    }
  }

  void lose(Eigen::Index beam, double loss) {
    transform(beam, std::sqrt(1 - loss) * Matrix::Identity(2 * channels_, 2 * channels_));
    noise_.diagonal().segment(beam, 2 * channels_).array() += loss / 2;
  }

  void pass(const ChainRecord& chain, Eigen::Index beam) {
    for (std::size_t m = 0; m < chain.before.size(); ++m) {
      for (const laws::Pass& element : chain.before[m]) {
        lose(beam, element.loss);
        for (int k = 0; k < channels_; ++k) transform(beam + 2 * k, rotation(element.phase));
      }
      if (m < chain.oscillators.size()) collide(chain.oscillators[m], beam);
    }
    if (chain.detector) detect(*chain.detector, beam);
  }

  void collide(int oscillator, Eigen::Index beam) {
    const OscillatorRecord& one = network_.oscillators[static_cast<std::size_t>(oscillator)];
    if (one.rate == 0) return;
    const Matrix map = collision(one, network_.rotating_wave, duration_);
    std::vector<Eigen::Index> rows{2 * oscillator, 2 * oscillator + 1};
    for (int k = 0; k < 2 * channels_; ++k) rows.push_back(beam + k);
    from_modes_(rows, Eigen::all) = Matrix(map * from_modes_(rows, Eigen::all));
    noise_(rows, Eigen::all) = Matrix(map * noise_(rows, Eigen::all));
    noise_(Eigen::all, rows) = Matrix(noise_(Eigen::all, rows) * map.transpose());
  }

  void detect(const laws::DetectorRecord& detector, Eigen::Index beam) {
    lose(beam, 1 - detector.efficiency);
    const Eigen::Index first = readings_.rows();
    const Eigen::Index count = detector.heterodyne ? 2 * channels_ : channels_;
    const Matrix zero = Matrix::Zero(first + count, noise_.cols());
    const Matrix before = readings_;
    readings_ = zero;
    if (first > 0) readings_.topRows(first) = before;
    added_.conservativeResizeLike(Matrix::Zero(first + count, first + count));
    if (detector.heterodyne) {  // the other half of a split beam, in vacuum
      readings_.block(first, beam, count, count).setIdentity();
      added_.diagonal().tail(count).setConstant(0.5);
      return;
    }
    const double share = channels_ == 1 ? 1 : std::sqrt(0.5);
    for (int k = 0; k < channels_; ++k) {
      read(first, beam + 2 * k, detector.angle, share);
      if (channels_ == 2)
        read(first + 1, beam + 2 * k, detector.angle + pi / 2, k ? -share : share);
    }
  }

  void read(Eigen::Index row, Eigen::Index channel, double angle, double weight) {
    readings_(row, channel) = weight * std::cos(angle);
    readings_(row, channel + 1) = weight * std::sin(angle);
  }

  const NetworkRecord& network_;
  double duration_;
  int channels_;
  Eigen::Index modes_;
  Matrix from_modes_{};
  Matrix noise_{};
  Matrix readings_{};
  Matrix added_{};
};

}  // namespace

Matrix conditional_covariance(const NetworkRecord& network, double duration) {
  return Pulse(network, duration).limit();
}

Matrix conditional_covariance_of_short_pulses(const NetworkRecord& network, double share) {
  double fastest = 0;
  for (const OscillatorRecord& one : network.oscillators) {
    const double rest =
        network.rotating_wave ? one.frequency - network.sideband_frequency() : one.frequency;
    fastest = std::max({fastest, one.rate, one.linewidth, std::abs(rest)});
  }
  constexpr int levels = 4;
  std::vector<Matrix> row;
  for (int level = 0; level < levels; ++level) {
    row.push_back(conditional_covariance(network, share / fastest * std::exp2(-level)));
  }
  for (int order = 1; order < levels; ++order) {
    for (std::size_t k = 0; k + 1 < row.size(); ++k) {
      row[k] = Matrix(row[k + 1] + (row[k + 1] - row[k]) / (std::exp2(order) - 1));
    }
    row.pop_back();
  }
  return row.front();
}

}  // namespace reference
