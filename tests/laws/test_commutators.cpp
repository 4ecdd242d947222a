// Laws of the assembled model that need no steady state: they hold for stable and unstable
// networks.
#include <catch2/catch.hpp>
#include <libnetwork/gaussian/symplectic.hpp>
#include <tests/laws/samples.hpp>

using gaussnet::LangevinModel;
using gaussnet::LinearModel;
using gaussnet::Matrix;
using gaussnet::Noise;

namespace {

/// |sum of terms| over the largest entry of any term.
double relative(const Matrix& sum, std::initializer_list<Matrix> terms) {
  if (sum.size() == 0) return 0;
  double size = 0;
  for (const Matrix& term : terms) size = std::max(size, term.cwiseAbs().maxCoeff());
  return size == 0 ? 0 : sum.cwiseAbs().maxCoeff() / size;
}

Matrix commutators(const LangevinModel& model, const Matrix& left, const Matrix& right) {
  return gaussnet::noise_product(left, model.noise, right, &Noise::commutator);
}

/// What F Th F^T must be: Om for each open beam, 0 for records and between outputs.
Matrix commutators_of_outputs(const LangevinModel& model) {
  Matrix expected = Matrix::Zero(model.feedthrough.rows(), model.feedthrough.rows());
  for (const auto& output : model.outputs) {
    if (output.is_record) continue;
    expected.block(output.first_row, output.first_row, output.rows, output.rows) =
        gaussnet::symplectic_form(output.rows / 2);
  }
  return expected;
}

template <class Law>
void hold_over_samples(Law law) {
  for (const laws::NetworkRecord& record : laws::samples()) {
    const std::size_t seed = static_cast<std::size_t>(&record - laws::samples().data()) + 1;
    CAPTURE(seed);
    law(gaussnet::assemble(laws::cascade_of(laws::describe(record))));
  }
}

}  // namespace

TEST_CASE("every network keeps the commutators of its modes") {
  hold_over_samples([](const LangevinModel& model) {  // each mode's rows by its own size
    const Matrix om = gaussnet::symplectic_form(static_cast<int>(model.modes.size()));
    const Matrix of_noise = commutators(model, model.input, model.input);
    const Matrix change = model.drift * om + om * model.drift.transpose();
    for (Eigen::Index i = 0; i < om.rows(); i += 2) {
      for (Eigen::Index j = 0; j < om.rows(); j += 2) {
        const Matrix sum = (change + of_noise).block<2, 2>(i, j);
        const double size = std::max(model.drift.middleRows<2>(i).cwiseAbs().maxCoeff(),
                                     model.drift.middleRows<2>(j).cwiseAbs().maxCoeff());
        CAPTURE(i, j, sum, size);
        CHECK(sum.cwiseAbs().maxCoeff() <= laws::rounding * size);
      }
    }
  });
}

TEST_CASE("what has left a network commutes with its modes") {
  hold_over_samples([](const LangevinModel& model) {
    const Matrix om = gaussnet::symplectic_form(static_cast<int>(model.modes.size()));
    const Matrix of_modes = om * model.output.transpose();
    const Matrix of_noise = commutators(model, model.input, model.feedthrough);
    CHECK(relative(of_modes + of_noise, {of_modes, of_noise}) <= laws::rounding);
  });
}

TEST_CASE("beams that leave are beams, and records commute") {
  hold_over_samples([](const LangevinModel& model) {
    const Matrix of_outputs = commutators(model, model.feedthrough, model.feedthrough);
    const Matrix expected = commutators_of_outputs(model);
    if (expected.size() == 0) return;
    CHECK((of_outputs - expected).cwiseAbs().maxCoeff() <= laws::rounding);
  });
}

TEST_CASE("every noise that enters obeys the uncertainty relation, N + i Th/2 >= 0") {
  hold_over_samples([](const LangevinModel& model) {
    for (const Noise& noise : model.noise) {
      CAPTURE(noise.label);
      CHECK(laws::scaled_margin(noise.covariance, 0.5 * noise.commutator) >= -laws::rounding);
    }
  });
}

TEST_CASE("D and R are symmetric, and no noise is negative in D, R and Gam together") {
  hold_over_samples([](const LangevinModel& model) {
    const LinearModel linear = gaussnet::observe(model);
    CHECK(linear.diffusion == linear.diffusion.transpose());
    CHECK(linear.measurement_noise == linear.measurement_noise.transpose());
    const Eigen::Index n = linear.diffusion.rows();
    const Eigen::Index m = linear.measurement_noise.rows();
    Matrix together(n + m, n + m);
    together << linear.diffusion, linear.noise_correlation, linear.noise_correlation.transpose(),
        linear.measurement_noise;
    CHECK(laws::scaled_margin(together, Matrix::Zero(n + m, n + m)) >= -laws::rounding);
    if (m > 0) CHECK(laws::scaled_margin(linear.measurement_noise, Matrix::Zero(m, m)) > 0);
  });
}

TEST_CASE("vacuum alone gives records independent noise: 1/2 homodyne, 1 heterodyne") {
  for (const laws::NetworkRecord& record : laws::samples()) {
    const LinearModel model = laws::linear_model_of(record);
    Matrix expected = Matrix::Zero(model.measurement_noise.rows(), model.measurement_noise.cols());
    for (const laws::ChainRecord& chain : record.chains) {
      if (!chain.detector) continue;
      for (std::size_t row = 0; row < model.records.size(); ++row) {
        const std::string& name = model.records[row];
        if (name.substr(0, name.find('.')) != chain.detector->name) continue;
        const auto at = static_cast<Eigen::Index>(row);
        expected(at, at) = chain.detector->heterodyne ? 1 : 0.5;
      }
    }
    if (expected.size() == 0) continue;
    CHECK((model.measurement_noise - expected).cwiseAbs().maxCoeff() <= laws::rounding);
  }
}
