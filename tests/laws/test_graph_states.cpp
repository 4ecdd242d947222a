// Laws of the states of graphs with loops, double passes and every element.
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/symplectic.hpp>
#include <numbers>
#include <tests/laws/doubled_up.hpp>
#include <tests/laws/generated_graphs.hpp>
#include <tests/laws/graph_coverage.hpp>
#include <tests/laws/samples.hpp>

using gaussnet::LinearModel;
using gaussnet::Matrix;
using laws::Covariance;
using laws::GraphRecord;
using laws::NodeRecord;
using laws::NodeType;
using std::numbers::pi;

namespace {

double allowance(const Covariance& v) {
  return static_cast<double>(v.matrix.rows()) * v.error_bound + laws::rounding;
}

double uncertainty(const Matrix& v) {
  return laws::scaled_margin(v, 0.5 * gaussnet::symplectic_form(static_cast<int>(v.rows() / 2)));
}

/// No element mixes b with b^dagger, and all light and baths that enter have that occupation;
/// inputs that nothing feeds get a thermal source.
GraphRecord passive(GraphRecord record, double occupation) {
  record = laws::written_out(std::move(record));
  for (NodeRecord& node : record.nodes) {
    node.occupation = occupation;
    node.brownian = false;
    node.pump = 0;
    for (laws::PortRecord& port : node.ports) port.angle = pi / 2;
    node.gain = 1;
    node.squeezing = node.antisqueezing = 0;
    if (node.type == NodeType::epr || !node.is_source()) continue;
    node.type = NodeType::thermal;
  }
  for (laws::WireRecord& wire : record.wires) {
    for (laws::PassRecord& pass : wire.passes) pass.occupation = occupation;
  }
  // Correlated beams of the same occupation are two independent ones.
  for (std::size_t k = 0; k < record.nodes.size(); ++k) {
    if (record.nodes[k].type != NodeType::epr) continue;
    record.nodes[k].type = NodeType::thermal;
    const auto second = static_cast<int>(record.nodes.size());
    NodeRecord idler = record.nodes[k];
    idler.name += "_idler";
    for (laws::WireRecord& wire : record.wires) {
      if (wire.from == static_cast<int>(k) && wire.from_port == 1) {
        wire.from = second;
        wire.from_port = 0;
      }
    }
    record.nodes.push_back(idler);
  }
  const auto count = static_cast<int>(record.nodes.size());
  for (int k = 0; k < count; ++k) {
    for (int port = 0; port < record.nodes[static_cast<std::size_t>(k)].inputs(); ++port) {
      if (record.feeding(k, port)) continue;
      const auto source = static_cast<int>(record.nodes.size());
      record.nodes.push_back({.type = NodeType::thermal,
                              .name = "into" + std::to_string(source),
                              .occupation = occupation});
      record.wires.push_back({.from = source, .to = k, .to_port = port});
    }
  }
  using Kind = laws::InteractionRecord::Kind;
  std::erase_if(record.interactions, [&](const laws::InteractionRecord& one) {
    const double sign = record.nodes[static_cast<std::size_t>(one.a)].mass_sign *
                        record.nodes[static_cast<std::size_t>(one.b)].mass_sign;
    return record.rotating_wave ? sign < 0 : one.kind != Kind::beam_splitter;
  });
  return record;
}

/// Every beam that nothing takes goes to a perfect detector, and nothing leaks: no bath, no loss,
/// no gain, pure sources.
GraphRecord without_leaks(GraphRecord record) {
  record = laws::written_out(std::move(record));
  for (NodeRecord& node : record.nodes) {
    node.linewidth = 0;
    node.occupation = 0;
    node.brownian = false;
    node.antisqueezing = node.squeezing;
    node.gain = 1;
    node.efficiency = 1;
    node.electronic_noise.reset();
  }
  for (laws::WireRecord& wire : record.wires) {
    for (laws::PassRecord& pass : wire.passes) pass.loss = 0;
  }
  const auto count = static_cast<int>(record.nodes.size());
  for (int k = 0; k < count; ++k) {
    for (int port = 0; port < record.nodes[static_cast<std::size_t>(k)].outputs(); ++port) {
      if (record.taking(k, port)) continue;
      const auto detector = static_cast<int>(record.nodes.size());
      record.nodes.push_back({.type = NodeType::homodyne,
                              .name = "added" + std::to_string(detector),
                              .angle = 0.3 + 0.4 * detector});
      record.wires.push_back({.from = k, .from_port = port, .to = detector});
    }
  }
  return record;
}

}  // namespace

TEST_CASE("every stable graph has a state that can exist, V + i Om/2 >= 0") {
  int held = 0;
  for (const GraphRecord& record : laws::graphs()) {
    const LinearModel model = laws::linear_model_of(record);
    if (record.has_brownian() || laws::spectral_abscissa(model) >= 0) continue;
    CAPTURE(laws::seed_of(record));
    const Covariance v = laws::unconditional(model);
    CHECK(v.error_bound < 1e-6);
    CHECK(uncertainty(v.matrix) >= -allowance(v));
    ++held;
  }
  CHECK(held > 300);
}

TEST_CASE("the records of a graph can only add knowledge, and leave a state that can exist") {
  int watched = 0;
  for (const GraphRecord& record : laws::graphs()) {
    const LinearModel model = laws::linear_model_of(record);
    if (!record.has_detector() || laws::spectral_abscissa(model) >= 0) continue;
    CAPTURE(laws::seed_of(record));
    const Covariance v = laws::unconditional(model);
    const Covariance v_c = laws::conditional(model);
    const Matrix scale = v.matrix.diagonal().cwiseSqrt().cwiseInverse().asDiagonal();
    const Matrix learned = scale * (v.matrix - v_c.matrix) * scale;
    const double least =
        Eigen::SelfAdjointEigenSolver<Matrix>(learned, Eigen::EigenvaluesOnly).eigenvalues()(0);
    CHECK(least >= -allowance(v) - allowance(v_c));
    if (!record.has_brownian()) CHECK(uncertainty(v_c.matrix) >= -allowance(v_c));
    watched += learned.trace() > 1e-3;
  }
  CHECK(watched > 120);
}

TEST_CASE("passive graphs between inputs and baths of occupation n have V = (n + 1/2) 1") {
  int held = 0;
  int loops = 0;
  for (const GraphRecord& sample : laws::graphs()) {
    const double occupation = laws::seed_of(sample) % 3 == 0 ? 0 : 0.37;
    const GraphRecord record = passive(sample, occupation);
    if (laws::gain_per_step(record) > 0.999) continue;  // lossless rings are held by network/loops
    CAPTURE(laws::seed_of(sample), occupation);
    const LinearModel model = laws::linear_model_of(record);
    if (laws::spectral_abscissa(model) > -1e-6 * model.drift.cwiseAbs().maxCoeff()) continue;
    const Covariance v = laws::unconditional(model);
    const Matrix expected = (occupation + 0.5) * Matrix::Identity(v.matrix.rows(), v.matrix.cols());
    CHECK((v.matrix - expected).cwiseAbs().maxCoeff() <= laws::rounding + v.error_bound);
    ++held;
    loops += laws::coverage_of({record}).with_loop;
  }
  CHECK(held > 400);
  CHECK(loops > 120);
}

TEST_CASE("perfect records of all that leaves a graph without baths leave a pure state") {
  int conclusive = 0;
  int loops = 0;
  for (const GraphRecord& sample : laws::graphs()) {
    const GraphRecord record = without_leaks(sample);
    if (laws::gain_per_step(record) > 0.97) continue;
    CAPTURE(laws::seed_of(sample));
    Covariance v;
    try {
      v = laws::conditional(laws::linear_model_of(record));
    } catch (const std::exception&) {
      continue;  // a mode without light, or one that no record sees
    }
    const Matrix zero = Matrix::Zero(v.matrix.rows(), v.matrix.cols());
    const double relative = allowance(v) / laws::scaled_margin(v.matrix, zero);
    if (!(relative < 1e-6)) continue;
    for (const double nu : gaussnet::symplectic_eigenvalues(v.matrix)) {
      CHECK(std::abs(2 * nu - 1) <= relative);
    }
    ++conclusive;
    loops += laws::coverage_of({record}).with_loop;
  }
  CAPTURE(conclusive, loops);
  CHECK(conclusive > 150);
  CHECK(loops > 20);
}
