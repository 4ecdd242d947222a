#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <complex>
#include <stdexcept>
#include <tests/laws/doubled_up.hpp>
#include <tests/laws/feedback_reduction.hpp>

namespace laws {
namespace {

using gaussnet::ComplexMatrix;
using gaussnet::Matrix;
using Complex = std::complex<double>;
using std::complex_literals::operator""i;

/// J X^dagger J for operators and conjugates in turn.
ComplexMatrix flat(const ComplexMatrix& x) {
  ComplexMatrix turned = x.adjoint();
  for (Eigen::Index row = 0; row < turned.rows(); ++row) {
    for (Eigen::Index column = 0; column < turned.cols(); ++column) {
      if ((row + column) % 2 == 1) turned(row, column) *= -1;
    }
  }
  return turned;
}

class Slh {
 public:
  explicit Slh(const GraphRecord& record)
      : record_(record), n_(record.channels()), places_(record.nodes.size(), -1) {
    int modes = 0;
    for (const int node : record.modes()) places_[static_cast<std::size_t>(node)] = 2 * modes++;
    l_.resize(0, 2 * modes);
    s_.resize(0, 0);
    k_ = ComplexMatrix::Zero(2 * modes, 2 * modes);
    concatenate();
  }

  DriftAndDiffusion run() {
    for (const WireRecord& wire : record_.wires) add_wire(wire);
    const ComplexMatrix drift = -0.5 * flat(l_) * l_ - 1i * k_;
    const ComplexMatrix input = -flat(l_) * s_;
    Eigen::VectorXcd intensities(s_.cols());
    for (std::size_t k = 0; k < intensities_.size(); ++k) {
      intensities.segment<2>(2 * static_cast<int>(k)).setConstant(intensities_[k]);
    }
    const ComplexMatrix diffusion = input * intensities.asDiagonal() * input.adjoint();
    ComplexMatrix quadratures = ComplexMatrix::Zero(k_.rows(), k_.rows());
    for (Eigen::Index row = 0; row < k_.rows(); row += 2) {
      quadratures.block<2, 2>(row, row) << 1, 1, -1i, 1i;
    }
    quadratures *= std::sqrt(0.5);
    return {(quadratures * drift * quadratures.adjoint()).real(),
            (quadratures * diffusion * quadratures.adjoint()).real()};
  }

 private:
  /// Appends (S, L) and returns the number of its first channel; inputs of that n + 1/2.
  int append(const ComplexMatrix& s, const ComplexMatrix& l, double intensity) {
    const int first = next_;
    const Eigen::Index rows = s_.rows(), added = s.rows();
    ComplexMatrix wider = ComplexMatrix::Zero(rows + added, rows + added);
    wider.topLeftCorner(rows, rows) = s_;
    wider.bottomRightCorner(added, added) = s;
    s_ = std::move(wider);
    l_.conservativeResize(rows + added, l_.cols());
    l_.bottomRows(added) = l;
    for (Eigen::Index k = 0; k < added / 2; ++k) {
      inputs_.push_back(next_);
      outputs_.push_back(next_);
      intensities_.push_back(intensity);
      ++next_;
    }
    return first;
  }
  int append(const ComplexMatrix& s, double intensity) {
    return append(s, ComplexMatrix::Zero(s.rows(), l_.cols()), intensity);
  }

  /// Da/dt takes value * operator; the conjugate row follows.
  void add_motion(int row, int column, Complex value) {
    k_(row, column) += 1i * value;
    k_(row ^ 1, column ^ 1) += 1i * std::conj(value);
  }

  void concatenate() {
    for (std::size_t k = 0; k < record_.nodes.size(); ++k) {
      const NodeRecord& node = record_.nodes[k];
      first_input_.push_back(next_);
      first_output_.push_back(next_);
      if (node.has_mode()) {
        add_mode(node, places_[k]);
      } else if (node.type == NodeType::amplifier) {
        add_amplifier(node);
      } else if (node.is_source()) {
        const Scattering source = scattering_of(node, n_);
        append(source.fresh, source.intensities(0));
      } else if (!node.is_detector()) {
        append(scattering_of(node, n_).through, 0.5);
      }
    }
    for (const InteractionRecord& one : record_.interactions) add_interaction(one);
  }

  void add_mode(const NodeRecord& node, int place) {
    if (node.brownian) throw std::invalid_argument("Brownian damping has no (S, L, H)");
    const ComplexMatrix light = coupling_of(node, record_.rotating_wave);
    ComplexMatrix l = ComplexMatrix::Zero(light.rows(), l_.cols());
    l.middleCols<2>(place) = light;
    append(ComplexMatrix::Identity(light.rows(), light.rows()), l, 0.5);
    ComplexMatrix bath = ComplexMatrix::Zero(2, l_.cols());
    bath(0, place) = bath(1, place + 1) = std::sqrt(node.linewidth);
    append(ComplexMatrix::Identity(2, 2), bath, node.occupation + 0.5);
    double frequency = -node.detuning;
    if (node.type == NodeType::oscillator) {
      frequency = node.frequency - (record_.rotating_wave ? record_.sideband_frequency() : 0);
      frequency *= node.mass_sign;
    }
    add_motion(place, place, -1i * frequency);
    add_motion(place, place + 1, std::polar(node.pump, 2 * node.pump_phase));
  }

  /// The idler beside the signal: v -> sqrt(G) v + sqrt(G - 1) b^dagger.
  void add_amplifier(const NodeRecord& node) {
    ComplexMatrix s = std::sqrt(node.gain) * ComplexMatrix::Identity(4 * n_, 4 * n_);
    for (int row = 0; row < 2 * n_; ++row) {
      s(row, 2 * n_ + (row ^ 1)) = std::sqrt(node.gain - 1);
      s(2 * n_ + (row ^ 1), row) = std::sqrt(node.gain - 1);
    }
    append(s, 0.5);
  }

  void add_interaction(const InteractionRecord& one) {
    const int a = places_[static_cast<std::size_t>(one.a)];
    const int b = places_[static_cast<std::size_t>(one.b)];
    const bool alike = record_.nodes[static_cast<std::size_t>(one.a)].mass_sign ==
                       record_.nodes[static_cast<std::size_t>(one.b)].mass_sign;
    using Kind = InteractionRecord::Kind;
    const double rate = one.kind == Kind::position_position ? one.rate / 2 : one.rate;
    const bool full = !record_.rotating_wave && one.kind == Kind::position_position;
    const bool position = one.kind == Kind::position_position;
    if (full || one.kind == Kind::beam_splitter || (position && record_.rotating_wave && alike)) {
      add_motion(a, b, -1i * rate);
      add_motion(b, a, -1i * rate);
    }
    if (full || one.kind == Kind::two_mode_squeezing ||
        (position && record_.rotating_wave && !alike)) {
      add_motion(a, b + 1, -1i * rate);
      add_motion(b, a + 1, -1i * rate);
    }
  }

  void add_wire(const WireRecord& wire) {
    int output = first_output_[static_cast<std::size_t>(wire.from)] + n_ * wire.from_port;
    for (const PassRecord& pass : wire.passes) {
      // A beam splitter whose other input is what causes the loss.
      const double t = std::sqrt(1 - pass.loss);
      const double r = std::sqrt(pass.loss);
      ComplexMatrix s = t * ComplexMatrix::Identity(4 * n_, 4 * n_);
      for (int row = 0; row < 2 * n_; ++row) {
        const Complex turn = std::polar(1.0, row % 2 == 0 ? pass.phase : -pass.phase);
        s(row, row) *= turn;
        s(row, 2 * n_ + row) = r;
        s(2 * n_ + row, row) = -r * turn;
      }
      const int between = append(s, pass.occupation + 0.5);
      close(output, between);
      output = between;
    }
    if (record_.nodes[static_cast<std::size_t>(wire.to)].is_detector()) return;
    close(output, first_input_[static_cast<std::size_t>(wire.to)] + n_ * wire.to_port);
  }

  static std::vector<int> without(const std::vector<int>& names, int first, int count) {
    std::vector<int> kept;
    for (std::size_t k = 0; k < names.size(); ++k) {
      if (names[k] < first || names[k] >= first + count) kept.push_back(static_cast<int>(k));
    }
    return kept;
  }

  static std::vector<int> pairs(const std::vector<int>& channels) {
    std::vector<int> rows;
    for (const int k : channels) rows.insert(rows.end(), {2 * k, 2 * k + 1});
    return rows;
  }

  template <class T>
  static void keep(std::vector<T>& items, const std::vector<int>& kept) {
    std::vector<T> some;
    for (const int k : kept) some.push_back(items[static_cast<std::size_t>(k)]);
    items = std::move(some);
  }

  /// Feedback reduction of the beam that leaves at channel `output` into that at `input`.
  void close(int output, int input) {
    const auto y = 2 * (std::find(outputs_.begin(), outputs_.end(), output) - outputs_.begin());
    const auto x = 2 * (std::find(inputs_.begin(), inputs_.end(), input) - inputs_.begin());
    const int beam = 2 * n_;
    const ComplexMatrix w =
        (ComplexMatrix::Identity(beam, beam) - s_.block(y, x, beam, beam)).inverse();
    const ComplexMatrix through = s_.middleCols(x, beam) * w;
    const ComplexMatrix l_y = l_.middleRows(y, beam);
    const ComplexMatrix s_y = s_.middleRows(y, beam);
    const ComplexMatrix both = flat(l_) * through * l_y;
    k_ += (both - flat(both)) / 2i;
    l_ += through * l_y;
    s_ += through * s_y;
    const std::vector<int> rows = without(outputs_, output, n_);
    const std::vector<int> columns = without(inputs_, input, n_);
    l_ = ComplexMatrix(l_(pairs(rows), Eigen::all));
    s_ = ComplexMatrix(s_(pairs(rows), pairs(columns)));
    keep(outputs_, rows);
    keep(inputs_, columns);
    keep(intensities_, columns);
  }

  const GraphRecord& record_;
  int n_;
  std::vector<int> places_;  // of each node's a
  std::vector<int> first_input_{}, first_output_{};
  ComplexMatrix s_{}, l_{}, k_{};
  std::vector<int> inputs_{}, outputs_{};  // numbers of the channels that are still open
  std::vector<double> intensities_{};
  int next_ = 0;
};

}  // namespace

DriftAndDiffusion by_feedback_reduction(const GraphRecord& record) { return Slh(record).run(); }

}  // namespace laws
