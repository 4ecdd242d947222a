// Graphs with loops and every element against the fields on their wires, at each frequency.
#include <Eigen/LU>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <tests/laws/generated_graphs.hpp>
#include <tests/laws/graph_coverage.hpp>
#include <tests/laws/samples.hpp>
#include <tests/reference/graph_response.hpp>

using gaussnet::ComplexMatrix;
using gaussnet::LinearModel;
using gaussnet::Matrix;
using laws::GraphRecord;
using std::complex_literals::operator""i;

namespace {

/// S(w) of modes and records together.
ComplexMatrix spectrum_of(const LinearModel& model, double frequency) {
  const ComplexMatrix resolvent =
      (-1i * frequency * ComplexMatrix::Identity(model.drift.rows(), model.drift.cols()) -
       model.drift)
          .inverse();
  const ComplexMatrix modes = resolvent * model.diffusion * resolvent.adjoint();
  const ComplexMatrix answer = model.measurement * resolvent * model.noise_correlation;
  const Eigen::Index n = model.drift.rows();
  const Eigen::Index m = model.measurement.rows();
  ComplexMatrix together(n + m, n + m);
  together.topLeftCorner(n, n) = modes;
  together.topRightCorner(n, m) =
      modes * model.measurement.transpose() + resolvent * model.noise_correlation;
  together.bottomLeftCorner(m, n) = together.topRightCorner(n, m).adjoint();
  together.bottomRightCorner(m, m) = model.measurement * modes * model.measurement.transpose() +
                                     answer + answer.adjoint() + model.measurement_noise;
  return together;
}

ComplexMatrix spectrum_of(const reference::Response& response) {
  ComplexMatrix answer(response.modes.rows() + response.records.rows(), response.modes.cols());
  answer << response.modes, response.records;
  const ComplexMatrix weighted =
      answer * response.intensities.cast<std::complex<double>>().asDiagonal();
  return weighted * answer.adjoint();
}

/// The model's records in the order of the record's detectors.
void sort_records(LinearModel& model, const GraphRecord& record) {
  std::vector<int> rows;
  for (const laws::NodeRecord& node : record.nodes) {
    for (std::size_t k = 0; k < model.records.size(); ++k) {
      const std::string& name = model.records[k];
      if (node.is_detector() && name.substr(0, name.find('.')) == node.name) {
        rows.push_back(static_cast<int>(k));
      }
    }
  }
  model.measurement = Matrix(model.measurement(rows, Eigen::all));
  model.measurement_noise = Matrix(model.measurement_noise(rows, rows));
  model.noise_correlation = Matrix(model.noise_correlation(Eigen::all, rows));
}

double difference(const ComplexMatrix& s, const ComplexMatrix& t) {
  const Eigen::VectorXd scale = t.diagonal().real().cwiseSqrt().cwiseInverse();
  const ComplexMatrix scaled = scale.asDiagonal() * (s - t) * scale.asDiagonal();
  return scaled.cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("graphs have the spectra of the fields on their wires, at every frequency") {
  int with_records = 0;
  int sharp = 0;
  for (const GraphRecord& record : laws::graphs()) {
    CAPTURE(laws::seed_of(record));
    LinearModel model = laws::linear_model_of(record);
    sort_records(model, record);
    const reference::GraphEquations equations(record);
    const std::vector<reference::Line> lines = equations.lines();
    double fastest = 0;
    double narrowest = std::numeric_limits<double>::infinity();
    for (const reference::Line& line : lines) {
      fastest = std::max(fastest, line.centre + line.half_width);
      narrowest = std::min(narrowest, line.half_width);
    }
    const double tolerance =
        laws::rounding + 1000 * std::numeric_limits<double>::epsilon() * fastest / narrowest;
    for (const reference::Line& line : lines) {
      for (const double frequency : {0.1 * line.half_width, line.centre + 0.1 * line.half_width,
                                     -line.centre - line.half_width, 10 * fastest}) {
        const ComplexMatrix of_wires = spectrum_of(equations.at(frequency));
        CAPTURE(frequency, tolerance);
        REQUIRE(of_wires.rows() == model.drift.rows() + model.measurement.rows());
        CHECK(difference(spectrum_of(model, frequency), of_wires) <= tolerance);
      }
    }
    with_records += !model.records.empty();
    sharp += tolerance < 1e-9;
  }
  CHECK(with_records > 250);
  CHECK(sharp > 350);
}

TEST_CASE("V of graphs is the integral of the spectrum over all frequencies") {
  constexpr int networks = 80;
  const laws::GraphLimits affordable{
      .most_modes = 3, .most_elements = 4, .decades = 1, .most_frequency = 5, .unstable_share = 0};
  std::vector<GraphRecord> records;
  for (int seed = 1; seed <= networks; ++seed) {
    records.push_back(laws::generate_graph(static_cast<std::uint64_t>(seed), affordable));
    CAPTURE(seed);
    const laws::Covariance v = laws::unconditional(laws::linear_model_of(records.back()));
    CHECK(laws::scaled_difference(v.matrix, reference::covariance(records.back())) <= 1e-10);
  }
  const laws::GraphCoverage coverage = laws::coverage_of(records);
  CHECK(coverage.rotating_wave > 25);
  CHECK(coverage.rotating_wave < 55);
  CHECK(coverage.with_loop > 20);
  CHECK(coverage.double_passes > 5);
}
