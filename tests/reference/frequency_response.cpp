#include <Eigen/LU>
#include <cmath>
#include <complex>
#include <numbers>
#include <tests/reference/frequency_response.hpp>

namespace reference {
namespace {

using gaussnet::ComplexMatrix;
using laws::ChainRecord;
using laws::DetectorRecord;
using laws::NetworkRecord;
using laws::OscillatorRecord;
using Complex = std::complex<double>;
using std::complex_literals::operator""i;
using std::numbers::pi;

/// L_k = c_k a + d_k a^dagger of each channel of the beam: the one of the full picture, or the
/// sidebands + and -.
struct Coupling {
  std::vector<Complex> c{};
  std::vector<Complex> d{};
};

Coupling coupling_of(const OscillatorRecord& one, bool rotating_wave) {
  const Complex turn = -1i * std::exp(1i * one.phase);
  const Complex c = turn * std::sqrt(one.rate) * std::sin(one.angle);
  const Complex d = turn * std::sqrt(one.rate) * std::cos(one.angle);
  if (!rotating_wave) return {{c}, {d}};
  if (one.mass_sign > 0) return {{c, 0}, {0, d}};
  return {{0, c}, {d, 0}};
}

/// Unknowns: a, a^dagger of each mode, then b_k, b_k^dagger of the beam behind each element.
class Equations {
 public:
  Equations(const NetworkRecord& network, double frequency)
      : network_(network),
        frequency_(frequency),
        channels_(network.rotating_wave ? 2 : 1),
        modes_(2 * static_cast<int>(network.oscillators.size())),
        size_(count_unknowns()),
        system_(ComplexMatrix::Zero(size_, size_)) {}

  Response solve() {
    for (std::size_t k = 0; k < network_.oscillators.size(); ++k) add_mode(static_cast<int>(k));
    for (const ChainRecord& chain : network_.chains) add_chain(chain);
    const auto columns = static_cast<int>(intensities_.size());
    ComplexMatrix sources = ComplexMatrix::Zero(size_, columns);
    for (const Entry& entry : sources_) sources(entry.row, entry.column) += entry.value;
    ComplexMatrix asked = ComplexMatrix::Zero(modes_ + records_, size_);
    for (int k = 0; k < modes_; k += 2) {
      asked(k, k) = asked(k, k + 1) = 1 / std::sqrt(2.0);
      asked(k + 1, k) = -1i / std::sqrt(2.0);
      asked(k + 1, k + 1) = 1i / std::sqrt(2.0);
    }
    for (const Entry& entry : readings_) asked(modes_ + entry.row, entry.column) += entry.value;
    const ComplexMatrix response =
        system_.transpose().partialPivLu().solve(asked.transpose()).transpose() * sources;
    Response result{.modes = response.topRows(modes_), .records = response.bottomRows(records_)};
    for (const Entry& entry : direct_) result.records(entry.row, entry.column) += entry.value;
    result.intensities = Eigen::Map<const gaussnet::Vector>(intensities_.data(), columns);
    return result;
  }

 private:
  struct Entry {
    int row = 0;
    int column = 0;
    Complex value{};
  };

  int count_unknowns() const {
    int beams = 0;
    for (const ChainRecord& chain : network_.chains) {
      beams += 1 + static_cast<int>(chain.before.size());
    }
    return modes_ + 2 * channels_ * beams;
  }

  /// Columns v, v^dagger of a fresh field.
  int fresh(double occupation = 0) {
    intensities_.push_back(occupation + 0.5);
    intensities_.push_back(occupation + 0.5);
    return static_cast<int>(intensities_.size()) - 2;
  }

  /// The equation `row` for an operator takes value * operator; row + 1 takes the conjugate.
  void add(int row, int unknown, Complex value) {
    const int conjugate = unknown % 2 == 0 ? unknown + 1 : unknown - 1;
    system_(row, unknown) += value;
    system_(row + 1, conjugate) += std::conj(value);
  }
  void add_source(int row, int column, Complex value) {
    const int conjugate = column % 2 == 0 ? column + 1 : column - 1;
    sources_.push_back({row, column, value});
    sources_.push_back({row + 1, conjugate, std::conj(value)});
  }

  void add_mode(int k) {
    const OscillatorRecord& one = network_.oscillators[static_cast<std::size_t>(k)];
    const double rest =
        network_.rotating_wave ? one.frequency - network_.sideband_frequency() : one.frequency;
    const int a = 2 * k;
    system_(a, a) -= 1i * frequency_;  // of both f and f^dagger: no conjugation
    system_(a + 1, a + 1) -= 1i * frequency_;
    add(a, a, 1i * one.mass_sign * rest + one.linewidth / 2);
    add_source(a, fresh(one.occupation), -std::sqrt(one.linewidth));
  }

  int new_beam() {
    const int first = beam_;
    beam_ += 2 * channels_;
    return first;
  }

  void add_chain(const ChainRecord& chain) {
    int from = new_beam();
    for (int k = 0; k < channels_; ++k) {
      add(from + 2 * k, from + 2 * k, 1);
      add_source(from + 2 * k, fresh(), 1);
    }
    for (std::size_t m = 0; m < chain.before.size(); ++m) {
      const int behind = new_beam();
      add_wire(from, behind, chain.before[m]);
      if (m < chain.oscillators.size()) add_oscillator(chain.oscillators[m], behind);
      from = behind;
    }
    if (chain.detector) add_detector(*chain.detector, from);
  }

  /// behind - (product of all passes) from = what their losses let in.
  void add_wire(int from, int behind, const std::vector<laws::Pass>& passes) {
    for (int k = 0; k < channels_; ++k) {
      const int row = behind + 2 * k;
      add(row, row, 1);
      Complex rest = 1;
      for (auto pass = passes.rbegin(); pass != passes.rend(); ++pass) {
        if (pass->loss > 0) {
          add_source(row, fresh(), rest * std::exp(1i * pass->phase) * std::sqrt(pass->loss));
        }
        rest *= std::exp(1i * pass->phase) * std::sqrt(1 - pass->loss);
      }
      add(row, from + 2 * k, -rest);
    }
  }

  /// The beam behind the oscillator is what arrives plus L; the mode feels their mean, b + L/2 =
  /// behind - L/2.
  void add_oscillator(int oscillator, int behind) {
    const Coupling light = coupling_of(network_.oscillators[static_cast<std::size_t>(oscillator)],
                                       network_.rotating_wave);
    const int a = 2 * oscillator;
    for (int k = 0; k < channels_; ++k) {
      const Complex c = light.c[static_cast<std::size_t>(k)];
      const Complex d = light.d[static_cast<std::size_t>(k)];
      const int b = behind + 2 * k;
      add(b, a, -c);
      add(b, a + 1, -d);
      add(a, b, std::conj(c));
      add(a, b + 1, -d);
      add(a, a, -0.5 * std::conj(c) * c);
      add(a, a + 1, -0.5 * std::conj(c) * d);
      add(a, a + 1, 0.5 * d * std::conj(c));
      add(a, a, 0.5 * d * std::conj(d));
    }
  }

  /// Adds weight (b e^{-i angle} + b^dagger e^{i angle})/sqrt2 of a channel to record `row`.
  void read(int row, int b, double angle, double weight) {
    readings_.push_back({row, b, weight * std::exp(-1i * angle) / std::sqrt(2.0)});
    readings_.push_back({row, b + 1, weight * std::exp(1i * angle) / std::sqrt(2.0)});
  }
  void read_noise(int row, int v, double angle, double weight) {
    direct_.push_back({row, v, weight * std::exp(-1i * angle) / std::sqrt(2.0)});
    direct_.push_back({row, v + 1, weight * std::exp(1i * angle) / std::sqrt(2.0)});
  }

  void add_detector(const DetectorRecord& detector, int beam) {
    std::vector<int> vacua;
    for (int k = 0; k < channels_; ++k) vacua.push_back(fresh());
    const double seen = std::sqrt(detector.efficiency);
    const double unseen = std::sqrt(1 - detector.efficiency);
    const auto both = [&](int row, int channel, double angle, double weight) {
      read(row, beam + 2 * channel, angle, weight * seen);
      read_noise(row, vacua[static_cast<std::size_t>(channel)], angle, weight * unseen);
    };
    if (detector.heterodyne) {
      for (int k = 0; k < channels_; ++k) {
        const int half_quantum = fresh();
        both(records_, k, 0, 1);
        both(records_ + 1, k, pi / 2, 1);
        read_noise(records_, half_quantum, 0, 1);
        read_noise(records_ + 1, half_quantum, pi / 2, -1);
        records_ += 2;
      }
    } else if (channels_ == 1) {
      both(records_++, 0, detector.angle, 1);
    } else {
      both(records_, 0, detector.angle, 1 / std::sqrt(2.0));
      both(records_, 1, detector.angle, 1 / std::sqrt(2.0));
      both(records_ + 1, 0, detector.angle + pi / 2, 1 / std::sqrt(2.0));
      both(records_ + 1, 1, detector.angle + pi / 2, -1 / std::sqrt(2.0));
      records_ += 2;
    }
  }

  const NetworkRecord& network_;
  double frequency_;
  int channels_;
  int modes_;
  int size_;
  ComplexMatrix system_;
  int beam_ = modes_;
  int records_ = 0;
  std::vector<double> intensities_{};
  std::vector<Entry> sources_{};
  std::vector<Entry> readings_{};
  std::vector<Entry> direct_{};
};

}  // namespace

Response respond(const NetworkRecord& network, double frequency) {
  return Equations(network, frequency).solve();
}

}  // namespace reference
