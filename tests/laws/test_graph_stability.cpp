// Graphs that grow: refused, or solved where a record holds them.
#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <Eigen/SVD>
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/gaussian/symplectic.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/linear/riccati.hpp>
#include <tests/laws/generated_graphs.hpp>
#include <tests/laws/graph_coverage.hpp>
#include <tests/laws/samples.hpp>

using gaussnet::ComplexMatrix;
using gaussnet::LinearModel;
using gaussnet::Matrix;
using laws::GraphRecord;

namespace {

/// The least singular value of [A - s; M] over all growing eigenvalues s, of rates and records
/// scaled to 1 (M. L. J. Hautus, 1969): 0 where a growing mode is not seen.
double least_sight(const LinearModel& model) {
  const double rate = model.drift.cwiseAbs().maxCoeff();
  const Matrix drift = model.drift / rate;
  const Matrix seen = model.measurement / std::sqrt(rate);
  const Eigen::VectorXcd eigenvalues = Eigen::EigenSolver<Matrix>(drift, false).eigenvalues();
  double least = 1;
  for (const std::complex<double>& s : eigenvalues) {
    if (s.real() < 0) continue;
    ComplexMatrix pencil(drift.rows() + seen.rows(), drift.cols());
    pencil << drift - s * ComplexMatrix::Identity(drift.rows(), drift.cols()), seen;
    least = std::min(least, Eigen::JacobiSVD<ComplexMatrix>(pencil).singularValues().minCoeff());
  }
  return least;
}

/// The conditional state, held to be the stabilising solution of (5) in matrices of its own.
void check_conditional(const LinearModel& model, const Matrix& v) {
  const Matrix gain = (v * model.measurement.transpose() + model.noise_correlation) *
                      model.measurement_noise.inverse();
  const Matrix left = model.drift * v + v * model.drift.transpose() + model.diffusion;
  const Matrix right = gain * model.measurement_noise * gain.transpose();
  const double size =
      (model.drift.cwiseAbs() * v.cwiseAbs()).maxCoeff() + right.cwiseAbs().maxCoeff();
  CHECK((left - right).cwiseAbs().maxCoeff() <= 1e-8 * size);
  const Matrix watched = model.drift - gain * model.measurement;
  CHECK(Eigen::EigenSolver<Matrix>(watched, false).eigenvalues().real().maxCoeff() < 0);
}

}  // namespace

TEST_CASE("a graph that grows has no unconditional state") {
  int refused = 0;
  for (const GraphRecord& record : laws::graphs()) {
    const LinearModel model = laws::linear_model_of(record);
    if (laws::spectral_abscissa(model) < 0) continue;
    CAPTURE(laws::seed_of(record));
    CHECK_THROWS_AS(laws::unconditional(model), gaussnet::NotStable);
    ++refused;
  }
  CHECK(refused > 50);
}

TEST_CASE("a graph that grows has a conditional state where its records show what grows") {
  constexpr int seeds = 400;
  laws::GraphLimits limits;
  limits.unstable_share = 1;
  limits.decades = 1.5;
  limits.most_frequency = 10;
  int solved = 0, refused = 0, loops = 0, interactions = 0;
  for (int seed = 1; seed <= seeds; ++seed) {
    const GraphRecord record = laws::generate_graph(static_cast<std::uint64_t>(seed), limits);
    if (!record.has_detector()) continue;
    const LinearModel model = laws::linear_model_of(record);
    const double sight = least_sight(model);
    CAPTURE(seed, sight);
    if (sight < 1e-13) {
      CHECK_THROWS_AS(laws::conditional(model), gaussnet::NotDetectable);
      ++refused;
    } else if (sight > 1e-4) {
      const laws::Covariance v = laws::conditional(model);
      check_conditional(model, v.matrix);
      const int count = static_cast<int>(v.matrix.rows() / 2);
      if (!record.has_brownian()) {
        CHECK(laws::scaled_margin(v.matrix, 0.5 * gaussnet::symplectic_form(count)) >=
              -static_cast<double>(2 * count) * v.error_bound - laws::rounding);
      }
      const laws::GraphCoverage coverage = laws::coverage_of({record});
      ++solved;
      loops += coverage.with_loop;
      interactions += coverage.interactions;
    }
  }
  CAPTURE(solved, refused, loops, interactions);
  CHECK(solved > 80);
  CHECK(refused > 20);
  CHECK(loops > 40);
  CHECK(interactions > 20);
}
