// What the error bound of a network promises, against extended precision.
#include <catch2/catch.hpp>
#include <cmath>
#include <complex>
#include <functional>
#include <libnetwork/io/yaml_reader.hpp>
#include <limits>
#include <tests/laws/extended_precision.hpp>
#include <tests/laws/generated_graphs.hpp>
#include <tests/laws/graph_coverage.hpp>
#include <tests/laws/samples.hpp>

using gaussnet::LinearModel;
using gaussnet::Matrix;
using laws::ExtendedMatrix;
using laws::GraphRecord;

namespace {

using Real = long double;
using Pair = Eigen::Matrix<Real, 2, 2>;

gaussnet::LyapunovSolution solved(const LinearModel& model) {
  return gaussnet::solve(gaussnet::lyapunov_equation(model));
}

/// max |V_ij - exact V_ij| / sqrt(V_ii V_jj)
double true_error(const Matrix& v, const ExtendedMatrix& exact) {
  const Eigen::Matrix<Real, Eigen::Dynamic, 1> scale = exact.diagonal().cwiseSqrt().cwiseInverse();
  const ExtendedMatrix off = v.cast<Real>() - exact;
  return static_cast<double>((scale.asDiagonal() * off * scale.asDiagonal()).cwiseAbs().maxCoeff());
}

/// Light of many quanta and much squeezing, so that rounding of it counts.
GraphRecord brightened(GraphRecord record) {
  for (laws::NodeRecord& node : record.nodes) {
    if (node.type == laws::NodeType::thermal) node.occupation = 1e9 * (1 + node.occupation);
    if (node.type == laws::NodeType::squeezed || node.type == laws::NodeType::epr) {
      node.antisqueezing += 90;
    }
  }
  return record;
}

void check_bounds(const std::function<GraphRecord(const GraphRecord&)>& changed) {
  int held = 0, loops = 0, sharp = 0;
  for (const GraphRecord& sample : laws::graphs()) {
    if (laws::seed_of(sample) % 3 != 0) continue;
    const GraphRecord record = changed(laws::written_out(sample));
    const LinearModel model = laws::in_record_order(laws::linear_model_of(record), record);
    if (model.drift.rows() > 8 || laws::spectral_abscissa(model) >= 0) continue;
    CAPTURE(laws::seed_of(sample));
    const gaussnet::LyapunovSolution v = solved(model);
    const double error = true_error(v.covariance, laws::extended_covariance(record));
    CAPTURE(error, v.error_bound);
    CHECK(error <= v.error_bound);
    ++held;
    loops += laws::coverage_of({record}).with_loop;
    sharp += error > 1e-4 * v.error_bound;
  }
  CAPTURE(held, loops, sharp);
  CHECK(held > 60);
  CHECK(loops > 20);
  CHECK(sharp > held / 2);  // nor do the bounds promise nothing
}

std::string oscillator(const std::string& light) {
  return "  s: {type: oscillator, mass: positive, frequency: 1 rad/s, bath: {linewidth: 0.01 "
         "rad/s, occupation: 0}, " +
         light + "}\n";
}

/// -i e^{i phase} sqrt(rate/2) (a + a^dagger) on the quadratures, columns X and P.
Pair readout(Real phase) {
  Pair light = Pair::Zero();
  light.col(0) << std::sqrt(Real(2)) * std::sin(phase), -std::sqrt(Real(2)) * std::cos(phase);
  return light;
}

Pair turn(Real angle) {
  Pair matrix;
  matrix << std::cos(angle), -std::sin(angle), std::sin(angle), std::cos(angle);
  return matrix;
}

Pair form() {
  Pair om;
  om << 0, 1, -1, 0;
  return om;
}

void check_state(const std::string& text, const Pair& drift, const Pair& diffusion,
                 double least_error) {
  const auto v = solved(gaussnet::load_text(text, "x.yaml").linear_model());
  const double error = true_error(v.covariance, laws::extended_lyapunov(drift, diffusion));
  CAPTURE(error, v.error_bound);
  CHECK(error <= v.error_bound);
  CHECK(v.error_bound >= least_error);
  CHECK(v.error_bound <= 1e-5);
}

}  // namespace

TEST_CASE("the error bound covers what extended precision finds of generated graphs") {
  if (std::numeric_limits<Real>::digits < 64) return;
  check_bounds([](const GraphRecord& record) { return record; });
}

TEST_CASE("the error bound covers rounding of strong light as well") {
  if (std::numeric_limits<Real>::digits < 64) return;
  check_bounds(brightened);
}

TEST_CASE("light that meets an oscillator twice out of phase leaves its rounding, and says so") {
  // The two ports read and drive like one in which the squeezed light nearly cancels.
  if (std::numeric_limits<Real>::digits < 64) return;
  const Real phase = 3.54159266358979, angle = 0.2, width = 0.01;
  const std::string text =
      "gaussnet: 1\nnodes:\n"
      "  q: {type: squeezed, squeezing: 0 dB, antisqueezing: 160 dB, quadrature: 0.2 rad}\n" +
      oscillator(
          "ports: {a: {rate: 1 rad/s, angle: 0.25 pi, phase: 0.3 rad}, "
          "b: {rate: 1 rad/s, angle: 0.25 pi, phase: 0.7 rad}}") +
      "links: [[q, s.a, {phase: 3.54159266358979 rad}, s.b]]\n";
  const Pair la = readout(0.3), lb = readout(0.7);
  const Pair ba = form() * la.transpose() * form(), bb = form() * lb.transpose() * form();
  const Pair input = ba + bb * turn(phase);
  const Pair drift = form() - width / 2 * Pair::Identity() + bb * turn(phase) * la;
  Pair light = Pair::Zero();
  light.diagonal() << Real(0.5), Real(0.5) * 1e16L;
  light = turn(angle) * light * turn(-angle);
  const Pair diffusion = input * light * input.transpose() + width / 2 * Pair::Identity();
  check_state(text, drift, diffusion, 1e-9);
}

TEST_CASE("a dark port of an interferometer leaves the rounding of the light, and says so") {
  if (std::numeric_limits<Real>::digits < 64) return;
  const Real reflected = std::sqrt(Real(0.3)), passed = std::sqrt(1 - Real(0.3));
  const Real way = 2.44159266358979, phase = 0.7, width = 0.01;
  const std::string text =
      "gaussnet: 1\nnodes:\n  q: {type: thermal, occupation: 1e16}\n"
      "  b1: {type: beam-splitter, reflectivity: 0.3}\n"
      "  b2: {type: beam-splitter, reflectivity: 0.3, phase: 0.7 rad}\n" +
      oscillator("light: {rate: 1 rad/s, angle: 0.25 pi}") +
      "links:\n  - [q, b1.in1]\n  - [b1.out1, b2.in1]\n"
      "  - [b1.out2, {phase: 2.44159266358979 rad}, b2.in2]\n  - [b2.out2, s.light]\n";
  const auto along = [](Real size, Real angle) { return std::polar(size, angle); };
  const auto dark = -along(reflected, -phase) * passed - along(passed, way) * reflected;
  const auto vacuum = -along(reflected, -phase) * reflected + along(passed, way) * passed;
  const Real power = std::norm(dark) * (1e16L + 0.5L) + std::norm(vacuum) / 2;
  Pair diffusion = width / 2 * Pair::Identity();
  diffusion(1, 1) += 2 * power;
  check_state(text, form() - width / 2 * Pair::Identity(), diffusion, 1e-9);
}

TEST_CASE("a ring that loses almost nothing amplifies its rounding, and says so") {
  // Light that returns damps at Gamma (1 + s)/(1 - s), 1 - s = 5e-10 of amplitude.
  if (std::numeric_limits<Real>::digits < 64) return;
  const Real s = std::sqrt(1 - static_cast<Real>(1e-9)), width = 1, quanta = 1e12L;
  const std::string text =
      "gaussnet: 1\nnodes:\n  s: {type: oscillator, mass: positive, frequency: 1 rad/s, bath: "
      "{linewidth: 1 rad/s, occupation: 1e12}, light: {rate: 2 rad/s, angle: 0.5 pi}}\n"
      "links: [[s, {loss: 1e-9}, s]]\n";
  const Real light = 2 * (1 + s) / (1 - s);
  const Pair drift = form() - (width + light) / 2 * Pair::Identity();
  const Pair diffusion = (width * (quanta + 0.5L) + light / 2) * Pair::Identity();
  check_state(text, drift, diffusion, 1e-8);
}

TEST_CASE("a loop of strong gain on another beam does not widen the bound of an oscillator") {
  const std::string alone =
      "gaussnet: 1\nnodes:\n" + oscillator("light: {rate: 1 rad/s, angle: 0.3 pi}");
  const std::string beside =
      alone +
      "  g: {type: amplifier, gain: 120 dB}\n  c: {type: cavity, ports: {a: {rate: 1 "
      "rad/s}}}\nlinks: [[g, {loss: 121 dB, phase: 0.3 pi}, c, g]]\n";
  const LinearModel one = gaussnet::load_text(alone, "x.yaml").linear_model();
  const LinearModel two = gaussnet::load_text(beside, "x.yaml").linear_model();
  CHECK(two.drift_rounding.topLeftCorner(2, 2) == one.drift_rounding);
  CHECK(two.diffusion_rounding.topLeftCorner(2, 2) == one.diffusion_rounding);
}
