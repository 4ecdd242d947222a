#include <Eigen/LU>
#include <cmath>
#include <complex>
#include <tests/laws/doubled_up.hpp>
#include <tests/laws/extended_precision.hpp>

namespace laws {
namespace {

using Real = long double;
using Complex = std::complex<Real>;
using Complexes = ComplexMatrixOf<Real>;
using Map = ScatteringOf<Real>;

const Complex i{0, 1};

/// 0 = left x - sources v for the modes (dx/dt on the right) and the light at every input.
class Equations {
 public:
  explicit Equations(const GraphRecord& record)
      : record_(record), n_(record.channels()), inputs_(input_places(record)) {
    places_.assign(record.nodes.size(), -1);
    for (const int node : record.modes()) {
      places_[static_cast<std::size_t>(node)] = modes_;
      modes_ += 2;
    }
    const int size = modes_ + 2 * n_ * inputs_.count;
    left_ = Complexes::Zero(size, size);
    sources_ = Complexes::Zero(size, 0);
    for (std::size_t k = 0; k < record.nodes.size(); ++k) {
      if (record.nodes[k].has_mode()) add_mode(record.nodes[k], static_cast<int>(k));
    }
    for (const InteractionRecord& one : record.interactions) add_interaction(one);
    add_beams();
  }

  ExtendedMatrix covariance() const {
    const Eigen::Index beams = left_.rows() - modes_;
    const Complexes from_beams = left_.topRightCorner(modes_, beams);
    const Eigen::PartialPivLU<Complexes> light(left_.bottomRightCorner(beams, beams));
    const Complexes driven = light.solve(sources_.bottomRows(beams));
    const Complexes answering = light.solve(left_.bottomLeftCorner(beams, modes_));
    const Complexes drift = from_beams * answering - left_.topLeftCorner(modes_, modes_);
    const Complexes input = sources_.topRows(modes_) - from_beams * driven;
    Eigen::Matrix<Real, Eigen::Dynamic, 1> noise(input.cols());
    for (Eigen::Index k = 0; k < noise.size(); ++k) {
      noise(k) = intensities_[static_cast<std::size_t>(k)];
    }
    Complexes to = Complexes::Zero(modes_, modes_);
    for (Eigen::Index k = 0; k < modes_; k += 2) to.block<2, 2>(k, k) << Real(1), Real(1), -i, i;
    to *= std::sqrt(Real(0.5));
    const Complexes diffusion = input * noise.asDiagonal() * input.adjoint();
    return extended_lyapunov((to * drift * to.adjoint()).real(),
                             (to * diffusion * to.adjoint()).real());
  }

 private:
  void add(int row, int unknown, Complex value) {
    left_(row, unknown) += value;
    left_(row ^ 1, unknown ^ 1) += std::conj(value);
  }

  /// Columns of fresh noise.
  template <class Intensities>
  int fresh(const Intensities& intensities) {
    const Eigen::Index first = sources_.cols();
    Complexes wider = Complexes::Zero(sources_.rows(), first + intensities.size());
    wider.leftCols(first) = sources_;
    sources_ = std::move(wider);
    for (Eigen::Index k = 0; k < intensities.size(); ++k) intensities_.push_back(intensities(k));
    return static_cast<int>(first);
  }
  int fresh(int count, Real intensity) {
    return fresh(Eigen::Matrix<Real, Eigen::Dynamic, 1>::Constant(count, intensity));
  }

  void add_source(int row, const Complexes& map, int column) {
    sources_.block(row, column, map.rows(), map.cols()) += map;
  }

  void add_mode(const NodeRecord& node, int number) {
    const int a = places_[static_cast<std::size_t>(number)];
    Real turning = -Real(node.detuning);
    if (node.type == NodeType::oscillator) {
      const Real carrier = record_.rotating_wave ? Real(record_.sideband_frequency()) : 0;
      turning = Real(node.mass_sign) * (Real(node.frequency) - carrier);
    }
    add(a, a, i * turning);
    add(a, a + 1, -std::polar(Real(node.pump), 2 * Real(node.pump_phase)));
    const Real width = node.linewidth;
    const int bath = fresh(2, Real(node.occupation) + Real(0.5));
    add(a, a, width / 2);
    if (node.brownian) {  // dP = -width P dt + sqrt(2 width) (v + v^dagger)/sqrt2
      add(a, a + 1, -width / 2);
      Complexes force(2, 2);
      force << i, i, -i, -i;
      add_source(a, std::sqrt(2 * width) / 2 * force, bath);
    } else {
      add_source(a, -std::sqrt(width) * Complexes::Identity(2, 2), bath);
    }
    const Complexes light = coupling_of<Real>(node, record_.rotating_wave);
    const int beam = modes_ + 2 * n_ * inputs_.first[static_cast<std::size_t>(number)];
    for (int row = 0; row < light.rows(); row += 2) {
      const Complex c = light(row, 0), d = light(row, 1);
      add(a, a, (std::norm(c) - std::norm(d)) / 2);
      add(a, beam + row, std::conj(c));
      add(a, beam + row + 1, -d);
    }
  }

  void add_interaction(const InteractionRecord& one) {
    using Kind = InteractionRecord::Kind;
    const int a = places_[static_cast<std::size_t>(one.a)];
    const int b = places_[static_cast<std::size_t>(one.b)];
    const bool alike = record_.nodes[static_cast<std::size_t>(one.a)].mass_sign ==
                       record_.nodes[static_cast<std::size_t>(one.b)].mass_sign;
    const bool position = one.kind == Kind::position_position;
    const Real rate = position ? Real(one.rate) / 2 : Real(one.rate);
    const bool exchanges =
        one.kind == Kind::beam_splitter || (position && (alike || !record_.rotating_wave));
    const bool pairs =
        one.kind == Kind::two_mode_squeezing || (position && (!alike || !record_.rotating_wave));
    add(a, b, exchanges ? i * rate : 0);
    add(b, a, exchanges ? i * rate : 0);
    add(a, b + 1, pairs ? i * rate : 0);
    add(b, a + 1, pairs ? i * rate : 0);
  }

  void add_beams() {
    const int beam = 2 * n_;
    std::vector<int> own;
    for (const NodeRecord& node : record_.nodes) {
      own.push_back(fresh(scattering_of<Real>(node, n_).intensities));
    }
    for (std::size_t k = 0; k < record_.nodes.size(); ++k) {
      for (int port = 0; port < record_.nodes[k].inputs(); ++port) {
        const int row = modes_ + beam * (inputs_.first[k] + port);
        left_.block(row, row, beam, beam) += Complexes::Identity(beam, beam);
        const WireRecord* wire = record_.feeding(static_cast<int>(k), port);
        if (!wire) {
          add_source(row, Complexes::Identity(beam, beam), fresh(beam, Real(0.5)));
          continue;
        }
        add_wire(*wire, row, own[static_cast<std::size_t>(wire->from)]);
      }
    }
  }

  void add_wire(const WireRecord& wire, int row, int own) {
    const int beam = 2 * n_;
    const auto from = static_cast<std::size_t>(wire.from);
    const NodeRecord& node = record_.nodes[from];
    const Map way = scattering_of<Real>(wire, n_);
    const Map map = scattering_of<Real>(node, n_);
    const int first = beam * wire.from_port;
    left_.block(row, modes_ + beam * inputs_.first[from], beam, map.through.cols()) -=
        way.through * map.through.middleRows(first, beam);
    if (node.has_mode()) {
      left_.block(row, places_[from], beam, 2) -=
          way.through * coupling_of<Real>(node, record_.rotating_wave).middleRows(first, beam);
    }
    add_source(row, way.through * map.fresh.middleRows(first, beam), own);
    add_source(row, way.fresh, fresh(way.intensities));
  }

  const GraphRecord& record_;
  int n_;
  Places inputs_;
  int modes_ = 0;
  std::vector<int> places_{};
  Complexes left_{}, sources_{};
  std::vector<Real> intensities_{};
};

}  // namespace

ExtendedMatrix extended_lyapunov(const ExtendedMatrix& drift, const ExtendedMatrix& diffusion) {
  const Eigen::Index n = drift.rows();
  ExtendedMatrix system = ExtendedMatrix::Zero(n * n, n * n);
  for (Eigen::Index row = 0; row < n; ++row) {
    for (Eigen::Index column = 0; column < n; ++column) {
      for (Eigen::Index k = 0; k < n; ++k) {
        system(row + n * column, k + n * column) += drift(row, k);
        system(row + n * column, row + n * k) += drift(column, k);
      }
    }
  }
  const Eigen::Map<const Eigen::Matrix<long double, Eigen::Dynamic, 1>> noise(diffusion.data(),
                                                                              n * n);
  const Eigen::Matrix<long double, Eigen::Dynamic, 1> entries = system.partialPivLu().solve(-noise);
  return Eigen::Map<const ExtendedMatrix>(entries.data(), n, n);
}

ExtendedMatrix extended_covariance(const GraphRecord& record) {
  return Equations(record).covariance();
}

}  // namespace laws
