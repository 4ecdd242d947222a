// A, D, M, R and Gam against the frequency response of the wires, for stable and unstable networks.
#include <Eigen/LU>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <tests/laws/samples.hpp>
#include <tests/reference/frequency_response.hpp>

using gaussnet::ComplexMatrix;
using gaussnet::LinearModel;
using gaussnet::Matrix;
using laws::NetworkRecord;
using reference::Response;
using std::complex_literals::operator""i;

namespace {

struct Spectra {
  ComplexMatrix modes{};    // <r r^dagger>
  ComplexMatrix cross{};    // <r z^dagger>
  ComplexMatrix records{};  // <z z^dagger>
};

Spectra spectra_of(const LinearModel& model, double frequency) {
  const ComplexMatrix resolvent =
      (-1i * frequency * ComplexMatrix::Identity(model.drift.rows(), model.drift.cols()) -
       model.drift)
          .inverse();
  const ComplexMatrix answer = model.measurement * resolvent * model.noise_correlation;
  Spectra spectra;
  spectra.modes = resolvent * model.diffusion * resolvent.adjoint();
  spectra.cross =
      spectra.modes * model.measurement.transpose() + resolvent * model.noise_correlation;
  spectra.records = model.measurement * spectra.modes * model.measurement.transpose() + answer +
                    answer.adjoint() + model.measurement_noise;
  return spectra;
}

Spectra spectra_of(const Response& response) {
  const ComplexMatrix n = response.intensities.cast<std::complex<double>>().asDiagonal();
  return {response.modes * n * response.modes.adjoint(),
          response.modes * n * response.records.adjoint(),
          response.records * n * response.records.adjoint()};
}

/// The rows of the model's records in the order of the record's chains.
std::vector<int> rows_of_records(const NetworkRecord& network, const LinearModel& model) {
  std::vector<int> rows;
  for (const laws::ChainRecord& chain : network.chains) {
    if (!chain.detector) continue;
    for (std::size_t k = 0; k < model.records.size(); ++k) {
      const std::string& name = model.records[k];
      if (name.substr(0, name.find('.')) == chain.detector->name) {
        rows.push_back(static_cast<int>(k));
      }
    }
  }
  return rows;
}

/// max |S - T| relative to the sizes of row and column.
double difference(const ComplexMatrix& s, const ComplexMatrix& t, const Eigen::VectorXd& rows,
                  const Eigen::VectorXd& cols) {
  if (s.size() == 0) return 0;
  const ComplexMatrix scaled =
      rows.cwiseInverse().asDiagonal() * (s - t).eval() * cols.cwiseInverse().asDiagonal();
  return scaled.cwiseAbs().maxCoeff();
}

/// Of the resonance from the frequency 0 of the picture.
double distance_of(const NetworkRecord& network, const laws::OscillatorRecord& one) {
  return network.rotating_wave ? one.frequency - network.sideband_frequency() : one.frequency;
}

/// On resonance, beside it and far away.
std::vector<double> frequencies_of(const NetworkRecord& network) {
  std::vector<double> frequencies{0};
  for (const laws::OscillatorRecord& one : network.oscillators) {
    const double rest = one.mass_sign * distance_of(network, one);
    frequencies.push_back(rest);
    frequencies.push_back(-rest + 0.5 * std::abs(one.damping()));
    frequencies.push_back(10 * one.frequency);
  }
  return frequencies;
}

/// Rounding moves a line of width gamma at omega by eps omega/gamma of its width, and a chain of
/// lines multiplies what the frequency there is wrong by.
double tolerance_of(const NetworkRecord& network) {
  double sharpest = 1;
  for (const laws::OscillatorRecord& one : network.oscillators) {
    sharpest = std::max(sharpest, one.frequency / std::abs(one.damping()));
  }
  return laws::rounding + 1000 * std::numeric_limits<double>::epsilon() * sharpest;
}

}  // namespace

TEST_CASE("modes and records have the spectra of the fields on the wires, at every frequency") {
  int sharp = 0;
  for (const NetworkRecord& network : laws::samples()) {
    const double tolerance = tolerance_of(network);
    sharp += tolerance < 1e-8;
    LinearModel model = laws::linear_model_of(network);
    const std::vector<int> rows = rows_of_records(network, model);
    model.measurement = Matrix(model.measurement(rows, Eigen::all));
    model.measurement_noise = Matrix(model.measurement_noise(rows, rows));
    model.noise_correlation = Matrix(model.noise_correlation(Eigen::all, rows));
    for (const double frequency : frequencies_of(network)) {
      const Spectra of_model = spectra_of(model, frequency);
      const Spectra of_wires = spectra_of(reference::respond(network, frequency));
      const Eigen::VectorXd r = of_wires.modes.diagonal().real().cwiseSqrt();
      const Eigen::VectorXd z = of_wires.records.diagonal().real().cwiseSqrt();
      CAPTURE(laws::seed_of(network), frequency);
      REQUIRE(z.size() == static_cast<Eigen::Index>(rows.size()));
      CHECK(difference(of_model.modes, of_wires.modes, r, r) <= tolerance);
      CHECK(difference(of_model.cross, of_wires.cross, r, z) <= tolerance);
      CHECK(difference(of_model.records, of_wires.records, z, z) <= tolerance);
    }
  }
  CHECK(sharp > 180);
}
