// The rotating-wave picture is the full one at high frequency.
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/analysis/steady_state.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <numbers>
#include <tests/laws/letter.hpp>
#include <tests/laws/samples.hpp>

using gaussnet::Matrix;
using laws::Letter;
using laws::Picture;
using std::numbers::pi;

namespace {

/// Slope of ln y over ln x by least squares.
double slope(const std::vector<double>& x, const std::vector<double>& y) {
  double mean_x = 0;
  double mean_y = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    mean_x += std::log(x[k]) / static_cast<double>(x.size());
    mean_y += std::log(y[k]) / static_cast<double>(x.size());
  }
  double numerator = 0;
  double denominator = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    numerator += (std::log(x[k]) - mean_x) * (std::log(y[k]) - mean_y);
    denominator += std::pow(std::log(x[k]) - mean_x, 2);
  }
  return numerator / denominator;
}

/// C_S = 10, C_M = 12.12, theta_S = 0.25125 pi, theta_M = 0.44213 pi, gamma_M0 = 2pi 10 mHz.
Letter reference_model() {
  Letter letter{.linewidth_s = 2 * pi * 5e3,
                .occupation_s = 1,
                .linewidth_m = 2 * pi * 10e-3,
                .occupation_m = 1e6 - 0.5,  // gamma_0 (n + 1/2) = 2pi 10 kHz
                .angle_s = 0.25125 * pi,
                .angle_m = 0.44213 * pi};
  letter.rate_s = 10 * letter.linewidth_s * 1.5;
  letter.rate_m = 12.12 * 2 * pi * 10e3;
  return letter;
}

template <class Solve>
void check_slopes(const std::vector<double>& frequencies, Solve solve) {
  const Letter letter = reference_model();
  std::vector<double> of_covariance;
  std::vector<double> of_epr;
  for (const double frequency : frequencies) {
    const auto v = [&](Picture picture) -> Matrix {
      return solve(laws::linear_model_of(laws::network_of(letter, picture, frequency))).matrix;
    };
    const Matrix full = v(Picture::full);
    const Matrix approximate = v(Picture::rotating_wave);
    of_covariance.push_back((full - approximate).norm());
    of_epr.push_back(std::abs(laws::epr_variance_of(full, letter.weight()) -
                              laws::epr_variance_of(approximate, letter.weight())));
  }
  CAPTURE(of_covariance, of_epr);
  CHECK_THAT(slope(frequencies, of_covariance), Catch::WithinAbs(-1, 0.03));
  CHECK_THAT(slope(frequencies, of_epr), Catch::WithinAbs(-2, 0.05));
}

}  // namespace

TEST_CASE("both pictures agree as the frequency grows: V as 1/omega, xi_g as 1/omega^2") {
  const std::vector<double> frequencies = {2 * pi * 1e6, 2 * pi * 3e6, 2 * pi * 10e6, 2 * pi * 30e6,
                                           2 * pi * 100e6};
  SECTION("unconditional") { check_slopes(frequencies, laws::unconditional); }
  SECTION("conditional") {  // below, a record resolves what happens within one period
    check_slopes({frequencies.begin() + 2, frequencies.end()}, laws::conditional);
  }
}

TEST_CASE("the reference model has the numbers computed independently, in both pictures") {
  struct Row {
    Picture picture;
    double frequency, unconditional, conditional;
  };
  const Row rows[] = {{Picture::rotating_wave, 2 * pi * 1e6, 0.351572, 0.349371},
                      {Picture::full, 2 * pi * 1e6, 0.3580750, 0.3529129},
                      {Picture::full, 2 * pi * 10e6, 0.3516372, 0.3494084},
                      {Picture::full, 2 * pi * 100e6, 0.35157278, 0.34937179}};
  const double last_digit[] = {0.6e-6, 0.6e-7, 0.6e-7, 0.6e-8};
  const Letter letter = reference_model();
  for (std::size_t k = 0; k < std::size(rows); ++k) {
    const Row& row = rows[k];
    const auto model = laws::linear_model_of(laws::network_of(letter, row.picture, row.frequency));
    CAPTURE(k, row.frequency);
    CHECK_THAT(laws::epr_variance_of(laws::unconditional(model).matrix, letter.weight()),
               Catch::WithinAbs(row.unconditional, last_digit[k]));
    CHECK_THAT(laws::epr_variance_of(laws::conditional(model).matrix, letter.weight()),
               Catch::WithinAbs(row.conditional, last_digit[k]));
  }
}

TEST_CASE("A fast resonant cavity reads out like light at theta = pi/4, Gamma = 2 rate^2/kappa") {
  // theory.md, Eqs. (53) and (54). The cavity filters the force by 1/(1 + 4 omega^2/kappa^2): to
  // second order where the mechanics answers; the tail above kappa, which P follows as 1/omega, to
  // first.
  const double Gamma = 0.3;
  const std::string mechanics =
      "  m: {type: oscillator, mass: positive, frequency: 1 rad/s, bath: {linewidth: 0.2 rad/s, "
      "occupation: 1}";
  const auto variance = [](const std::string& text) {
    const auto state = gaussnet::unconditional_state(gaussnet::load_text(text, "fast.yaml"));
    const int m = state.num_modes() - 1;
    return Eigen::Matrix2d(state.covariance().block<2, 2>(2 * m, 2 * m));
  };
  const Eigen::Matrix2d direct = variance("gaussnet: 1\nnodes:\n" + mechanics +
                                          ", light: {rate: 0.3 rad/s, angle: 0.25 pi}}\n");
  std::vector<double> kappas;
  std::vector<double> of_x;
  std::vector<double> of_p;
  for (const double kappa : {1e2, 3e2, 1e3}) {
    const double rate = std::sqrt(Gamma * kappa / 2);
    const Eigen::Matrix2d through_cavity = variance(
        "gaussnet: 1\nnodes:\n  c: {type: cavity, ports: {mirror: {rate: " + std::to_string(kappa) +
        " rad/s}}}\n" + mechanics +
        "}\ninteractions:\n  - {between: [c, m], kind: position-position, rate: " +
        std::to_string(rate) + " rad/s}\n");
    kappas.push_back(kappa);
    of_x.push_back(std::abs(through_cavity(0, 0) - direct(0, 0)));
    of_p.push_back(std::abs(through_cavity(1, 1) - direct(1, 1)));
  }
  CAPTURE(of_x, of_p);
  CHECK(of_p.back() < 1e-3);
  CHECK_THAT(slope(kappas, of_x), Catch::Matchers::WithinAbs(-2, 0.1));
  CHECK_THAT(slope(kappas, of_p), Catch::Matchers::WithinAbs(-1, 0.1));
}
