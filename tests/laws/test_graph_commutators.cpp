// Commutators over graphs with loops, double passes and every element: no steady state is needed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <libnetwork/gaussian/symplectic.hpp>
#include <tests/laws/generated_graphs.hpp>
#include <tests/laws/samples.hpp>

using gaussnet::LangevinModel;
using gaussnet::LinearModel;
using gaussnet::Matrix;
using gaussnet::Noise;
using laws::GraphRecord;
using laws::NodeRecord;

namespace {

Matrix commutators(const LangevinModel& model, const Matrix& left, const Matrix& right) {
  return gaussnet::noise_product(left, model.noise, right, &Noise::commutator);
}

/// sqrt of the largest rate in the two rows of each mode, for both of them.
Eigen::VectorXd scale_of(const LangevinModel& model) {
  Eigen::VectorXd scale(model.drift.rows());
  for (Eigen::Index row = 0; row < scale.size(); row += 2) {
    const double rate = std::max(model.drift.middleRows<2>(row).cwiseAbs().maxCoeff(),
                                 model.input.middleRows<2>(row).cwiseAbs2().maxCoeff());
    scale(row) = scale(row + 1) = std::sqrt(rate);
  }
  return scale;
}

/// What A Om + Om A^T + B Th B^T is: nothing, but -linewidth Om on each Brownian mode.
Matrix residue_of(const GraphRecord& record) {
  const std::vector<int> modes = record.modes();
  Matrix residue = Matrix::Zero(2 * static_cast<Eigen::Index>(modes.size()),
                                2 * static_cast<Eigen::Index>(modes.size()));
  for (std::size_t k = 0; k < modes.size(); ++k) {
    const NodeRecord& node = record.nodes[static_cast<std::size_t>(modes[k])];
    if (!node.brownian) continue;
    const auto at = static_cast<Eigen::Index>(2 * k);
    residue.block<2, 2>(at, at) = -node.linewidth * gaussnet::symplectic_form(1);
  }
  return residue;
}

template <class Law>
void hold_over_graphs(Law law) {
  for (const GraphRecord& record : laws::graphs()) {
    CAPTURE(laws::seed_of(record));
    law(record, laws::langevin_model_of(record));
  }
}

}  // namespace

TEST_CASE("every graph keeps its modes' commutators, but Brownian damping: -linewidth Om there") {
  int brownian = 0;
  hold_over_graphs([&](const GraphRecord& record, const LangevinModel& model) {
    const Matrix om = gaussnet::symplectic_form(static_cast<int>(model.modes.size()));
    const Matrix sum = model.drift * om + om * model.drift.transpose() +
                       commutators(model, model.input, model.input);
    const Eigen::VectorXd scale = scale_of(model).cwiseInverse();
    const Matrix wrong = scale.asDiagonal() * (sum - residue_of(record)) * scale.asDiagonal();
    CHECK(wrong.cwiseAbs().maxCoeff() <= laws::rounding);
    brownian += record.has_brownian();
  });
  CHECK(brownian > 30);
}

TEST_CASE("what has left a graph commutes with its modes") {
  hold_over_graphs([](const GraphRecord&, const LangevinModel& model) {
    const Matrix om = gaussnet::symplectic_form(static_cast<int>(model.modes.size()));
    const Matrix sum =
        om * model.output.transpose() + commutators(model, model.input, model.feedthrough);
    if (sum.size() == 0) return;
    const Eigen::VectorXd out = model.feedthrough.rowwise().norm().cwiseMax(1).cwiseInverse();
    const Matrix wrong = scale_of(model).cwiseInverse().asDiagonal() * sum * out.asDiagonal();
    CHECK(wrong.cwiseAbs().maxCoeff() <= laws::rounding);
  });
}

TEST_CASE("beams that leave a graph are beams, and its records commute") {
  int outputs = 0;
  hold_over_graphs([&](const GraphRecord&, const LangevinModel& model) {
    Matrix wrong = commutators(model, model.feedthrough, model.feedthrough);
    for (const auto& output : model.outputs) {
      ++outputs;
      if (output.is_record) continue;
      wrong.block(output.first_row, output.first_row, output.rows, output.rows) -=
          gaussnet::symplectic_form(output.rows / 2);
    }
    if (wrong.size() == 0) return;
    const Eigen::VectorXd out = model.feedthrough.rowwise().norm().cwiseMax(1).cwiseInverse();
    const Matrix scaled = out.asDiagonal() * wrong * out.asDiagonal();
    CHECK(scaled.cwiseAbs().maxCoeff() <= laws::rounding);
  });
  CHECK(outputs > 1500);
}

TEST_CASE("every noise that enters a graph obeys the uncertainty relation, N + i Th/2 >= 0") {
  hold_over_graphs([](const GraphRecord&, const LangevinModel& model) {
    for (const Noise& noise : model.noise) {
      CAPTURE(noise.label);
      CHECK(laws::scaled_margin(noise.covariance, 0.5 * noise.commutator) >= -laws::rounding);
    }
  });
}

TEST_CASE("no noise of a graph is negative in D, R and Gam together") {
  hold_over_graphs([](const GraphRecord&, const LangevinModel& model) {
    const LinearModel linear = gaussnet::observe(model);
    const Eigen::Index n = linear.diffusion.rows();
    const Eigen::Index m = linear.measurement_noise.rows();
    Matrix together(n + m, n + m);
    together << linear.diffusion, linear.noise_correlation, linear.noise_correlation.transpose(),
        linear.measurement_noise;
    CHECK(laws::scaled_margin(together, Matrix::Zero(n + m, n + m)) >= -laws::rounding);
    if (m > 0) CHECK(laws::scaled_margin(linear.measurement_noise, Matrix::Zero(m, m)) > 0);
  });
}
