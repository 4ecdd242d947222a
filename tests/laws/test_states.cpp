// Laws of the steady states of generated networks.
#include <Eigen/Eigenvalues>
#include <catch2/catch.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/symplectic.hpp>
#include <numbers>
#include <tests/laws/samples.hpp>

using gaussnet::LinearModel;
using gaussnet::Matrix;
using laws::ChainRecord;
using laws::Covariance;
using laws::NetworkRecord;
using laws::OscillatorRecord;
using std::numbers::pi;

namespace {

constexpr double useful = 1e-3;  // a bound that would hide a missing 1/2 proves nothing

/// What |dV_ij| <= bound sqrt(V_ii V_jj) can do to an eigenvalue of the scaled matrix.
double allowance(const Covariance& v) {
  return static_cast<double>(v.matrix.rows()) * v.error_bound + laws::rounding;
}

double uncertainty(const Matrix& v) {
  return laws::scaled_margin(v, 0.5 * gaussnet::symplectic_form(static_cast<int>(v.rows() / 2)));
}

/// No bath, no loss, and perfect detectors at the end of every beam.
NetworkRecord without_leaks(NetworkRecord record) {
  record = laws::written_out(std::move(record));
  std::vector<int> kept(record.oscillators.size(), -1);
  std::vector<OscillatorRecord> with_light;
  for (std::size_t k = 0; k < kept.size(); ++k) {
    OscillatorRecord one = record.oscillators[k];
    if (one.light == laws::LightForm::none) continue;
    one.linewidth = 0;
    one.occupation = 0;
    one.bath = laws::BathForm::linewidth_occupation;
    one.light = laws::LightForm::rate_angle;
    if (one.angle == pi / 4) one.angle = 0.3 * pi;  // X of a QND readout is seen by no X record
    kept[k] = static_cast<int>(with_light.size());
    with_light.push_back(one);
  }
  record.oscillators = std::move(with_light);
  for (std::size_t c = 0; c < record.chains.size(); ++c) {
    ChainRecord& chain = record.chains[c];
    for (int& k : chain.oscillators) k = kept[static_cast<std::size_t>(k)];
    for (auto& passes : chain.before) {
      for (laws::Pass& pass : passes) pass.loss = 0;
    }
    if (!chain.detector) {
      chain.detector.emplace();
      chain.detector->name = "added" + std::to_string(c);
      chain.detector->angle = 0.7;
      chain.before.emplace_back();
    }
    chain.detector->efficiency = 1;
  }
  return record;
}

}  // namespace

TEST_CASE("every stable network has a state that can exist, V + i Om/2 >= 0") {
  for (const NetworkRecord& record : laws::samples()) {
    if (!record.stable()) continue;
    CAPTURE(laws::seed_of(record));
    const Covariance v = laws::unconditional(laws::linear_model_of(record));
    CHECK(v.error_bound < useful);
    CHECK(uncertainty(v.matrix) >= -allowance(v));
  }
}

TEST_CASE("a record can only add knowledge, V_c <= V, and leaves a state that can exist") {
  int watched = 0;
  for (const NetworkRecord& record : laws::samples()) {
    if (!record.stable() || !record.has_detector()) continue;
    CAPTURE(laws::seed_of(record));
    const LinearModel model = laws::linear_model_of(record);
    const Covariance v = laws::unconditional(model);
    const Covariance v_c = laws::conditional(model);
    const Matrix scale = v.matrix.diagonal().cwiseSqrt().cwiseInverse().asDiagonal();
    const Matrix learned = scale * (v.matrix - v_c.matrix) * scale;
    CHECK(v_c.error_bound < useful);
    // Not scaled_margin, whose scaling blows rounding up where nothing is learned.
    const double least =
        Eigen::SelfAdjointEigenSolver<Matrix>(learned, Eigen::EigenvaluesOnly).eigenvalues()(0);
    CHECK(least >= -allowance(v) - allowance(v_c));
    CHECK(uncertainty(v_c.matrix) >= -allowance(v_c));
    watched += learned.trace() > 1e-3;
  }
  CHECK(watched > 50);
}

TEST_CASE("without bath and loss, perfect records of all light leave a pure state") {
  int conclusive = 0;  // the rest is squeezed so much that V does not hold the digits
  for (const NetworkRecord& sample : laws::samples()) {
    const NetworkRecord record = without_leaks(sample);
    if (record.oscillators.empty()) continue;
    CAPTURE(laws::seed_of(sample));
    Covariance v;
    try {
      v = laws::conditional(laws::linear_model_of(record));
    } catch (const gaussnet::InaccurateResult&) {
      continue;
    }
    const Matrix zero = Matrix::Zero(v.matrix.rows(), v.matrix.cols());
    const double relative = allowance(v) / laws::scaled_margin(v.matrix, zero);
    for (const double nu : gaussnet::symplectic_eigenvalues(v.matrix)) {
      CHECK(std::abs(2 * nu - 1) <= relative);
    }
    conclusive += relative < 1e-6;
  }
  CHECK(conclusive > 250);
}

TEST_CASE("passive coupling to vacuum and to baths at zero temperature leaves the vacuum") {
  int sharp = 0;
  for (NetworkRecord record : laws::samples()) {
    CAPTURE(record.oscillators.size(), record.rotating_wave);
    record = laws::written_out(std::move(record));
    for (OscillatorRecord& one : record.oscillators) {
      one.angle = pi / 2;
      one.occupation = 0;
    }
    const Covariance v = laws::unconditional(laws::linear_model_of(record));
    const Matrix vacuum = 0.5 * Matrix::Identity(v.matrix.rows(), v.matrix.cols());
    const double error = (v.matrix - vacuum).cwiseAbs().maxCoeff();
    CHECK(error <= laws::rounding + 0.5 * v.error_bound);
    sharp += error <= laws::rounding;
  }
  CHECK(sharp > 250);
}

TEST_CASE("an oscillator without light takes the state of its bath, V = (n + 1/2) 1") {
  int dark = 0;
  for (const NetworkRecord& record : laws::samples()) {
    if (!record.stable()) continue;
    const LinearModel model = laws::in_record_order(laws::linear_model_of(record), record);
    const Matrix v = laws::unconditional(model).matrix;
    for (std::size_t k = 0; k < record.oscillators.size(); ++k) {
      const OscillatorRecord& one = record.oscillators[k];
      if (one.light != laws::LightForm::none) continue;
      const auto at = static_cast<Eigen::Index>(2 * k);
      const Matrix expected = (one.occupation + 0.5) * Matrix::Identity(2, 2);
      CAPTURE(laws::seed_of(record), one.name);
      CHECK(laws::scaled_difference(expected, v.block<2, 2>(at, at)) <= laws::rounding);
      Matrix correlations = v.middleRows<2>(at);
      correlations.middleCols<2>(at).setZero();
      CHECK(correlations.cwiseAbs().maxCoeff() == 0);
      ++dark;
    }
  }
  CHECK(dark > 50);
}
