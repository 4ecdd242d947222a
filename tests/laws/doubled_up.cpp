#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <cmath>
#include <complex>
#include <numbers>
#include <tests/laws/doubled_up.hpp>
#include <type_traits>

namespace laws {
namespace {

using gaussnet::ComplexMatrix;
using std::numbers::pi;

template <class Real>
using Complex = std::complex<Real>;

template <class Real>
Complex<Real> turned(Real size, Real angle) {
  return std::polar(size, angle);
}

/// Adds `value` x operator to operator, and the conjugate to its Hermitian conjugate.
template <class Real>
void add(ComplexMatrixOf<Real>& map, int row, int column,
         std::type_identity_t<Complex<Real>> value) {
  map(row, column) += value;
  map(row ^ 1, column ^ 1) += std::conj(value);
}

/// y = ... + value b^dagger of `channel`
template <class Real>
void add_conjugate(ComplexMatrixOf<Real>& map, int row, int channel,
                   std::type_identity_t<Complex<Real>> value) {
  add(map, row, 2 * channel + 1, value);
}

template <class Real>
ScatteringOf<Real> nothing(int outputs, int inputs, int fresh) {
  return {ComplexMatrixOf<Real>::Zero(2 * outputs, 2 * inputs),
          ComplexMatrixOf<Real>::Zero(2 * outputs, 2 * fresh),
          Eigen::Matrix<Real, Eigen::Dynamic, 1>::Constant(2 * fresh, Real(0.5))};
}

/// The channel that squeezing pairs with this one: itself, or the opposite sideband.
int partner(int channel, int channels) { return channels - 1 - channel; }

template <class Real>
ScatteringOf<Real> beam_splitter(const NodeRecord& node, int n) {
  ScatteringOf<Real> map = nothing<Real>(2 * n, 2 * n, 0);
  const Real r = std::sqrt(Real(node.reflectivity));
  const Real t = std::sqrt(1 - Real(node.reflectivity));
  const Real phase = node.phase;
  for (int k = 0; k < n; ++k) {
    const int first = 2 * k;
    const int second = 2 * (n + k);
    add(map.through, first, first, t);
    add(map.through, first, second, turned(r, phase));
    add(map.through, second, first, -turned(r, -phase));
    add(map.through, second, second, t);
  }
  return map;
}

/// b -> cosh r b - e^{2 i angle} sinh r b_partner^dagger
template <class Real>
void squeeze(ComplexMatrixOf<Real>& map, int n, Real r, Real angle) {
  for (int k = 0; k < n; ++k) {
    add(map, 2 * k, 2 * k, std::cosh(r));
    add_conjugate(map, 2 * k, partner(k, n), -std::sinh(r) * turned(Real(1), 2 * angle));
  }
}

/// e^{2r} of a ratio of amplitudes given in dB of power.
template <class Real>
Real squeezing_parameter(Real decibel) {
  return decibel * std::log(Real(10)) / 20;
}

template <class Real>
ScatteringOf<Real> amplifier(const NodeRecord& node, int n) {
  ScatteringOf<Real> map = nothing<Real>(n, n, n);
  for (int k = 0; k < n; ++k) {
    add(map.through, 2 * k, 2 * k, std::sqrt(Real(node.gain)));
    add_conjugate(map.fresh, 2 * k, k, std::sqrt(Real(node.gain) - 1));
  }
  return map;
}

/// Thermal light of n + 1/2 = sqrt(S T), squeezed: its variances are S and T.
template <class Real>
struct SqueezedThermal {
  Real intensity = 0.5;
  Real r = 0;
};
template <class Real>
SqueezedThermal<Real> squeezed_thermal(const NodeRecord& node) {
  const Real squeezing = node.squeezing, antisqueezing = node.antisqueezing;
  return {Real(0.5) * std::pow(Real(10), (antisqueezing - squeezing) / 20),
          squeezing_parameter<Real>((squeezing + antisqueezing) / 2)};
}

template <class Real>
ScatteringOf<Real> squeezed(const NodeRecord& node, int n) {
  ScatteringOf<Real> map = nothing<Real>(n, 0, n);
  const auto [intensity, r] = squeezed_thermal<Real>(node);
  squeeze<Real>(map.fresh, n, r, node.angle);
  map.intensities.setConstant(intensity);
  return map;
}

/// b_s = cosh r v_s + sinh r v_i^dagger and the same with s and i exchanged, of opposite sidebands.
template <class Real>
ScatteringOf<Real> epr(const NodeRecord& node, int n) {
  ScatteringOf<Real> map = nothing<Real>(2 * n, 0, 2 * n);
  const auto [intensity, r] = squeezed_thermal<Real>(node);
  for (int k = 0; k < n; ++k) {
    const int signal = k;
    const int idler = n + partner(k, n);
    add(map.fresh, 2 * signal, 2 * signal, std::cosh(r));
    add_conjugate(map.fresh, 2 * signal, idler, std::sinh(r));
    add(map.fresh, 2 * idler, 2 * idler, std::cosh(r));
    add_conjugate(map.fresh, 2 * idler, signal, std::sinh(r));
  }
  map.intensities.setConstant(intensity);
  return map;
}

template <class Real>
ScatteringOf<Real> thermal(Real occupation, int n) {
  ScatteringOf<Real> map = nothing<Real>(n, 0, n);
  map.fresh.setIdentity();
  map.intensities.setConstant(occupation + Real(0.5));
  return map;
}

/// Adds weight (b e^{-i angle} + b^dagger e^{i angle})/sqrt2.
void read(ComplexMatrix& map, Eigen::Index row, int channel, double angle, double weight) {
  map(row, 2 * channel) += weight * std::polar(std::sqrt(0.5), -angle);
  map(row, 2 * channel + 1) += weight * std::polar(std::sqrt(0.5), angle);
}

/// The rows of the detector on a beam.
ComplexMatrix readings(const NodeRecord& detector, int n) {
  if (detector.type == NodeType::heterodyne) {
    ComplexMatrix rows = ComplexMatrix::Zero(2 * n, 2 * n);
    for (int k = 0; k < n; ++k) {
      read(rows, 2 * k, k, 0, 1);
      read(rows, 2 * k + 1, k, pi / 2, 1);
    }
    return rows;
  }
  ComplexMatrix rows = ComplexMatrix::Zero(n, 2 * n);
  const double weight = n == 1 ? 1 : std::sqrt(0.5);
  for (int k = 0; k < n; ++k) {
    read(rows, 0, k, detector.angle, weight);
    if (n == 2) read(rows, 1, k, detector.angle + pi / 2, k == 0 ? weight : -weight);
  }
  return rows;
}

}  // namespace

template <class Real>
ScatteringOf<Real> scattering_of(const NodeRecord& node, int n) {
  switch (node.type) {
    case NodeType::beam_splitter:
      return beam_splitter<Real>(node, n);
    case NodeType::squeezer: {
      ScatteringOf<Real> map = nothing<Real>(n, n, 0);
      squeeze<Real>(map.through, n, squeezing_parameter<Real>(node.squeezing), node.angle);
      return map;
    }
    case NodeType::amplifier:
      return amplifier<Real>(node, n);
    case NodeType::vacuum:
      return thermal<Real>(0, n);
    case NodeType::thermal:
      return thermal<Real>(node.occupation, n);
    case NodeType::squeezed:
      return squeezed<Real>(node, n);
    case NodeType::epr:
      return epr<Real>(node, n);
    case NodeType::homodyne:
    case NodeType::heterodyne:
      return nothing<Real>(0, n, 0);
    case NodeType::oscillator:
    case NodeType::cavity:
      break;
  }
  ScatteringOf<Real> map = nothing<Real>(node.outputs() * n, node.inputs() * n, 0);
  map.through.setIdentity();
  return map;
}

template <class Real>
ScatteringOf<Real> scattering_of(const WireRecord& wire, int n) {
  int lossy = 0;
  for (const PassRecord& pass : wire.passes) lossy += pass.loss > 0;
  ScatteringOf<Real> map = nothing<Real>(n, n, lossy * n);
  map.through.setIdentity();
  int next = 0;
  for (const PassRecord& pass : wire.passes) {
    for (int row = 0; row < 2 * n; ++row) {
      const Real phase = row % 2 == 0 ? pass.phase : -pass.phase;
      const Complex<Real> factor = turned(std::sqrt(1 - Real(pass.loss)), phase);
      map.through.row(row) *= factor;
      map.fresh.row(row) *= factor;
    }
    if (pass.loss == 0) continue;
    for (int row = 0; row < 2 * n; ++row) {
      map.fresh(row, 2 * n * next + row) = std::sqrt(Real(pass.loss));
      map.intensities(2 * n * next + row) = pass.occupation + Real(0.5);
    }
    ++next;
  }
  return map;
}

Scattering records_of(const NodeRecord& detector, int n) {
  const ComplexMatrix rows = readings(detector, n);
  const Eigen::Index count = rows.rows();
  const bool heterodyne = detector.type == NodeType::heterodyne;
  const double vacuum = heterodyne ? 1 : 0.5;
  // Vacuum for what is not detected, the half quantum of heterodyne, electronic noise.
  Scattering map{std::sqrt(detector.efficiency) * rows,
                 ComplexMatrix::Zero(count, 4 * n + 2 * count),
                 gaussnet::Vector::Constant(4 * n + 2 * count, 0.5)};
  map.fresh.leftCols(2 * n) = std::sqrt(1 - detector.efficiency) * rows;
  for (int k = 0; k < n && heterodyne; ++k) {  // x with +x, p with -p of the same vacuum
    read(map.fresh, 2 * k, n + k, 0, 1);
    read(map.fresh, 2 * k + 1, n + k, pi / 2, -1);
  }
  if (!detector.electronic_noise) return map;
  map.intensities.tail(2 * count).setConstant(vacuum *
                                              std::pow(10.0, *detector.electronic_noise / 10));
  for (Eigen::Index row = 0; row < count; ++row) {
    map.fresh(row, 4 * n + 2 * row) = map.fresh(row, 4 * n + 2 * row + 1) = std::sqrt(0.5);
  }
  return map;
}

template <class Real>
ComplexMatrixOf<Real> coupling_of(const NodeRecord& node, bool rotating_wave) {
  const int n = rotating_wave ? 2 : 1;
  ComplexMatrixOf<Real> rows = ComplexMatrixOf<Real>::Zero(2 * n * node.outputs(), 2);
  for (std::size_t port = 0; port < node.ports.size(); ++port) {
    const PortRecord& light = node.ports[port];
    const auto first = 2 * n * static_cast<int>(port);
    if (node.type == NodeType::cavity) {
      add(rows, first, 0, std::sqrt(Real(light.rate)));
      continue;
    }
    const Complex<Real> turn =
        Complex<Real>(0, -1) * turned(std::sqrt(Real(light.rate)), Real(light.phase));
    const int upper = node.mass_sign > 0 ? 0 : 2;  // the sideband that a goes to
    const int with_a = rotating_wave ? first + upper : first;
    const int with_a_dagger = rotating_wave ? first + 2 - upper : first;
    add(rows, with_a, 0, turn * std::sin(Real(light.angle)));
    add(rows, with_a_dagger, 1, turn * std::cos(Real(light.angle)));
  }
  return rows;
}

template Scattering scattering_of<double>(const NodeRecord&, int);
template Scattering scattering_of<double>(const WireRecord&, int);
template ComplexMatrix coupling_of<double>(const NodeRecord&, bool);
template ScatteringOf<long double> scattering_of<long double>(const NodeRecord&, int);
template ScatteringOf<long double> scattering_of<long double>(const WireRecord&, int);
template ComplexMatrixOf<long double> coupling_of<long double>(const NodeRecord&, bool);

Places input_places(const GraphRecord& record) {
  Places places;
  for (const NodeRecord& node : record.nodes) {
    places.first.push_back(places.count);
    places.count += node.inputs();
  }
  return places;
}

Places output_places(const GraphRecord& record) {
  Places places;
  for (const NodeRecord& node : record.nodes) {
    places.first.push_back(places.count);
    places.count += node.outputs();
  }
  return places;
}

namespace {

/// T F of the whole graph.
ComplexMatrix step_of(const GraphRecord& record) {
  const int n = record.channels();
  const Places inputs = input_places(record);
  ComplexMatrix step = ComplexMatrix::Zero(2 * n * inputs.count, 2 * n * inputs.count);
  for (const WireRecord& wire : record.wires) {
    const NodeRecord& from = record.nodes[static_cast<std::size_t>(wire.from)];
    const int ports = from.inputs();
    if (ports == 0) continue;
    const int row = inputs.first[static_cast<std::size_t>(wire.to)] + wire.to_port;
    const int column = inputs.first[static_cast<std::size_t>(wire.from)];
    step.block(2 * n * row, 2 * n * column, 2 * n, 2 * n * ports) =
        scattering_of(wire, n).through *
        scattering_of(from, n).through.middleRows(2 * n * wire.from_port, 2 * n);
  }
  return step;
}

}  // namespace

double gain_per_step(const GraphRecord& record) {
  const ComplexMatrix step = step_of(record);
  if (step.size() == 0) return 0;
  return Eigen::ComplexEigenSolver<ComplexMatrix>(step, false).eigenvalues().cwiseAbs().maxCoeff();
}

double build_up(const GraphRecord& record) {
  const ComplexMatrix step = step_of(record);
  if (step.size() == 0) return 1;
  const ComplexMatrix open = ComplexMatrix::Identity(step.rows(), step.cols()) - step;
  return open.inverse().cwiseAbs().maxCoeff();
}

}  // namespace laws
