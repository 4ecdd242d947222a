#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <cmath>
#include <complex>
#include <tests/laws/doubled_up.hpp>
#include <tests/reference/graph_response.hpp>

namespace reference {

using gaussnet::ComplexMatrix;
using gaussnet::Matrix;
using gaussnet::Vector;
using laws::GraphRecord;
using laws::NodeRecord;
using laws::NodeType;
using laws::Scattering;
using laws::WireRecord;
using Complex = std::complex<double>;
using std::complex_literals::operator""i;

namespace {

/// Half the commutator's worth of damping by each field, -1/2 sum_k (c_k^* L_k - d_k L_k^dagger),
/// on (a, a^dagger).
Eigen::Matrix2cd back_action(const ComplexMatrix& light) {
  Eigen::Matrix2cd damping = Eigen::Matrix2cd::Zero();
  for (Eigen::Index row = 0; row < light.rows(); row += 2) {
    const Complex c = light(row, 0);
    const Complex d = light(row, 1);
    damping.row(0) -= 0.5 * (std::conj(c) * light.row(row) - d * light.row(row + 1));
    damping.row(1) -= 0.5 * (c * light.row(row + 1) - std::conj(d) * light.row(row));
  }
  return damping;
}

void widen(ComplexMatrix& matrix, Eigen::Index columns) {
  ComplexMatrix wider = ComplexMatrix::Zero(matrix.rows(), matrix.cols() + columns);
  wider.leftCols(matrix.cols()) = matrix;
  matrix = std::move(wider);
}

}  // namespace

GraphEquations::GraphEquations(const GraphRecord& record)
    : record_(record), channels_(record.channels()), mode_rows_(record.nodes.size(), -1) {
  for (const int node : record.modes()) {
    mode_rows_[static_cast<std::size_t>(node)] = modes_;
    modes_ += 2;
  }
  const int size = modes_ + 2 * channels_ * laws::input_places(record).count;
  system_ = ComplexMatrix::Zero(size, size);
  sources_ = ComplexMatrix::Zero(size, 0);
  asked_ = ComplexMatrix::Zero(modes_, size);
  direct_ = ComplexMatrix::Zero(modes_, 0);
  for (int k = 0; k < modes_; k += 2) {
    asked_.block<2, 2>(k, k) << 1, 1, -1i, 1i;
    asked_.block<2, 2>(k, k) *= std::sqrt(0.5);
  }
  add_modes();
  add_interactions();
  add_beams();
  add_records();
}

/// The equation `row` of an operator takes value * operator; that of its conjugate, the conjugate.
void GraphEquations::add(int row, int unknown, Complex value) {
  system_(row, unknown) += value;
  system_(row ^ 1, unknown ^ 1) += std::conj(value);
}

/// Columns v, v^dagger, ... of fresh noises.
int GraphEquations::fresh(const Vector& intensities) {
  const auto first = static_cast<int>(sources_.cols());
  widen(sources_, intensities.size());
  widen(direct_, intensities.size());
  intensities_.insert(intensities_.end(), intensities.data(),
                      intensities.data() + intensities.size());
  return first;
}

void GraphEquations::add_source(int row, const ComplexMatrix& map, int column) {
  sources_.block(row, column, map.rows(), map.cols()) += map;
}

/// -i w a + ... = 0 with everything on the left; what is on the right goes to the sources.
void GraphEquations::add_modes() {
  const laws::Places inputs = laws::input_places(record_);
  for (std::size_t k = 0; k < record_.nodes.size(); ++k) {
    const NodeRecord& node = record_.nodes[k];
    if (!node.has_mode()) continue;
    const int a = mode_rows_[k];
    double turning = -node.detuning;
    if (node.type == NodeType::oscillator) {
      const double rest =
          record_.rotating_wave ? node.frequency - record_.sideband_frequency() : node.frequency;
      turning = node.mass_sign * rest;
    }
    add(a, a, 1i * turning);
    add(a, a + 1, -std::polar(node.pump, 2 * node.pump_phase));
    const double noise = node.occupation + 0.5;
    const int bath = fresh(Vector::Constant(2, noise));
    if (node.brownian) {  // dP = -gamma P dt + sqrt(2 gamma) e, P = (a - a^dagger)/(i sqrt 2)
      add(a, a, node.linewidth / 2);
      add(a, a + 1, -node.linewidth / 2);
      Eigen::Matrix2cd force;  // e = (v + v^dagger)/sqrt 2, a = (X + i P)/sqrt 2
      force << 1i, 1i, -1i, -1i;
      add_source(a, std::sqrt(2 * node.linewidth) / 2 * force, bath);
    } else {
      add(a, a, node.linewidth / 2);
      add_source(a, -std::sqrt(node.linewidth) * Eigen::Matrix2cd::Identity(), bath);
    }
    const ComplexMatrix light = laws::coupling_of(node, record_.rotating_wave);
    system_.block<2, 2>(a, a) -= back_action(light);
    const int beam = modes_ + 2 * channels_ * inputs.first[k];
    for (int row = 0; row < light.rows(); row += 2) {  // -c^* b + d b^dagger on the right
      add(a, beam + row, std::conj(light(row, 0)));
      add(a, beam + row + 1, -light(row, 1));
    }
  }
}

void GraphEquations::add_interactions() {
  using Kind = laws::InteractionRecord::Kind;
  for (const laws::InteractionRecord& one : record_.interactions) {
    const int a = mode_rows_[static_cast<std::size_t>(one.a)];
    const int b = mode_rows_[static_cast<std::size_t>(one.b)];
    const double signs = record_.nodes[static_cast<std::size_t>(one.a)].mass_sign *
                         record_.nodes[static_cast<std::size_t>(one.b)].mass_sign;
    double exchange = one.kind == Kind::beam_splitter ? one.rate : 0;    // of a^dagger b + h.c.
    double pairs = one.kind == Kind::two_mode_squeezing ? one.rate : 0;  // of a b + h.c.
    if (one.kind == Kind::position_position) {
      exchange = record_.rotating_wave && signs < 0 ? 0 : one.rate / 2;
      pairs = record_.rotating_wave && signs > 0 ? 0 : one.rate / 2;
    }
    add(a, b, 1i * exchange);
    add(b, a, 1i * exchange);
    add(a, b + 1, 1i * pairs);
    add(b, a + 1, 1i * pairs);
  }
}

/// u = T (S u_from + L a + N v) + loss, or vacuum.
void GraphEquations::add_beams() {
  const laws::Places inputs = laws::input_places(record_);
  const int beam = 2 * channels_;
  std::vector<int> own(record_.nodes.size(), -1);  // fresh noise of each element, both outputs'
  for (std::size_t k = 0; k < record_.nodes.size(); ++k) {
    const Scattering map = laws::scattering_of(record_.nodes[k], channels_);
    own[k] = fresh(map.intensities);
  }
  for (std::size_t k = 0; k < record_.nodes.size(); ++k) {
    for (int port = 0; port < record_.nodes[k].inputs(); ++port) {
      const int row = modes_ + beam * (inputs.first[k] + port);
      system_.block(row, row, beam, beam) += ComplexMatrix::Identity(beam, beam);
      const WireRecord* wire = record_.feeding(static_cast<int>(k), port);
      if (!wire) {
        add_source(row, ComplexMatrix::Identity(beam, beam), fresh(Vector::Constant(beam, 0.5)));
        continue;
      }
      const auto from = static_cast<std::size_t>(wire->from);
      const Scattering way = laws::scattering_of(*wire, channels_);
      const Scattering map = laws::scattering_of(record_.nodes[from], channels_);
      const int first = beam * wire->from_port;
      system_.block(row, modes_ + beam * inputs.first[from], beam, map.through.cols()) -=
          way.through * map.through.middleRows(first, beam);
      if (record_.nodes[from].has_mode()) {
        system_.block(row, mode_rows_[from], beam, 2) -=
            way.through *
            laws::coupling_of(record_.nodes[from], record_.rotating_wave).middleRows(first, beam);
      }
      add_source(row, way.through * map.fresh.middleRows(first, beam), own[from]);
      add_source(row, way.fresh, fresh(way.intensities));
    }
  }
}

void GraphEquations::add_records() {
  const laws::Places inputs = laws::input_places(record_);
  for (std::size_t k = 0; k < record_.nodes.size(); ++k) {
    if (!record_.nodes[k].is_detector()) continue;
    const Scattering map = laws::records_of(record_.nodes[k], channels_);
    const int noise = fresh(map.intensities);
    const Eigen::Index row = asked_.rows();
    const Eigen::Index count = map.through.rows();
    asked_.conservativeResizeLike(ComplexMatrix::Zero(row + count, asked_.cols()));
    direct_.conservativeResizeLike(ComplexMatrix::Zero(row + count, direct_.cols()));
    asked_.block(row, modes_ + 2 * channels_ * inputs.first[k], count, map.through.cols()) =
        map.through;
    direct_.block(row, noise, count, map.fresh.cols()) = map.fresh;
  }
}

Response GraphEquations::at(double frequency) const {
  ComplexMatrix system = system_;
  system.diagonal().head(modes_).array() -= 1i * frequency;
  const ComplexMatrix answer =
      system.transpose().partialPivLu().solve(asked_.transpose()).transpose() * sources_ + direct_;
  return {.modes = answer.topRows(modes_),
          .records = answer.bottomRows(answer.rows() - modes_),
          .intensities = Eigen::Map<const Vector>(intensities_.data(), answer.cols())};
}

std::vector<Line> GraphEquations::lines() const {
  const Eigen::Index beams = system_.rows() - modes_;
  const ComplexMatrix motion =
      system_.topLeftCorner(modes_, modes_) -
      system_.topRightCorner(modes_, beams) * system_.bottomRightCorner(beams, beams)
                                                  .partialPivLu()
                                                  .solve(system_.bottomLeftCorner(beams, modes_));
  std::vector<Line> lines;
  const Eigen::ComplexEigenSolver<ComplexMatrix> roots(motion, false);
  for (const Complex& root : roots.eigenvalues()) {
    lines.push_back({.centre = std::abs(root.imag()), .half_width = std::abs(root.real())});
  }
  return lines;
}

gaussnet::Matrix covariance(const GraphRecord& record) {
  const GraphEquations equations(record);
  return covariance([&](double frequency) { return equations.at(frequency); }, equations.lines());
}

}  // namespace reference
