// Closed form 9 and its steady state, two spin ensembles, stations along a beam, two arms
// [theory.md, Eqs. (74), (80) to (85)].
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/epr.hpp>
#include <numbers>
#include <tests/laws/closed_forms.hpp>
#include <tests/laws/samples.hpp>

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using gaussnet::LinearModel;
using gaussnet::Matrix;
using laws::entry;
using laws::Values;
using std::numbers::pi;

namespace {

const std::string two_bathed = R"(
gaussnet: 1
parameters: {omega: 1 rad/s, rate_s: 1 rad/s, rate_m: 1 rad/s, linewidth: 1 rad/s, n: 1}
defaults:
  oscillator: {mass: positive, frequency: omega, bath: {linewidth: linewidth, occupation: n}}
nodes:
)";

/// H = 2 sqrt(Gamma_s Gamma_m) X_s X_m, light on m alone.
const std::string direct = two_bathed + R"(
  s: {type: oscillator}
  m: {type: oscillator, light: {rate: rate_m, angle: pi/4}}
interactions:
  - {between: [s, m], kind: position-position, rate: 2 sqrt(rate_s * rate_m)}
)";

/// The two as one negative and one positive mass of different baths and frequencies, once by light
/// and once directly.
const std::string different = R"(
gaussnet: 1
parameters: {rate_s: 1 rad/s, rate_m: 1 rad/s, omega_s: 1 rad/s, omega_m: 1 rad/s}
nodes:
  m: {type: oscillator, mass: positive, frequency: omega_m, light: {rate: rate_m, angle: pi/4},
      bath: {linewidth: 0.3 rad/s, occupation: 2}}
)";
const std::string different_by_light = different + R"(
  s: {type: oscillator, mass: negative, frequency: omega_s,
      bath: {linewidth: 0.1 rad/s, occupation: 5},
      ports: {a: {rate: rate_s, angle: pi/4}, b: {rate: rate_s, angle: pi/4}}}
links:
  - [s.a, {phase: pi/2}, m.light, {phase: pi/2}, s.b]
)";
const std::string different_directly = different + R"(
  s: {type: oscillator, mass: negative, frequency: omega_s,
      bath: {linewidth: 0.1 rad/s, occupation: 5}}
interactions:
  - {between: [m, s], kind: position-position, rate: 2 sqrt(rate_s * rate_m)}
)";

double largest(const Matrix& matrix) { return matrix.cwiseAbs().maxCoeff(); }

void check_same(const LinearModel& one, const LinearModel& other) {
  REQUIRE(one.modes == other.modes);
  CHECK(largest(one.drift - other.drift) <= 1e-14 * largest(other.drift));
  CHECK(largest(one.diffusion - other.diffusion) <= 1e-14 * largest(other.diffusion));
}

struct Mediated {
  double omega = 1, rate_s = 0, rate_m = 0, linewidth = 0, n = 0;
  double coupling() const { return 2 * std::sqrt(rate_s * rate_m); }
  double decoherence() const { return linewidth * (n + 0.5); }
  /// Var X and Var P of (X_s +- X_m)/sqrt2.
  laws::Moments normal_mode(double sign) const {
    return laws::moments({.k = linewidth / 2,
                          .l = linewidth / 2,
                          .f = omega,
                          .h = -(omega + sign * coupling()),
                          .d_x = decoherence(),
                          .d_y = decoherence() + rate_m / 2});
  }
  /// n_s - n_m
  double imbalance() const {
    const double u = 2 + linewidth * linewidth / (2 * omega * omega);
    return -u * rate_m / 2 / (linewidth * u + 2 * coupling() * coupling() / linewidth);
  }
  Values values() const {
    return {{"omega", omega},
            {"rate_s", rate_s},
            {"rate_m", rate_m},
            {"linewidth", linewidth},
            {"n", n}};
  }
};

double quanta(const gaussnet::SteadyState& state, const std::string& mode) {
  return (entry(state, mode + ".X", mode + ".X") + entry(state, mode + ".P", mode + ".P")) / 2;
}

void check_mediated(const gaussnet::Model& model, const Mediated& m) {
  const auto state = gaussnet::unconditional_state(model);
  const laws::Moments sum = m.normal_mode(+1), difference = m.normal_mode(-1);
  const double both = (sum.x + sum.y + difference.x + difference.y) / 2;
  CHECK_THAT(quanta(state, "s") + quanta(state, "m"), WithinRel(both, 1e-12));
  CHECK_THAT(quanta(state, "s") - quanta(state, "m"), WithinAbs(m.imbalance(), 1e-12 * both));
  const double x = entry(state, "s.X", "s.X") + entry(state, "m.X", "m.X");
  CHECK_THAT(x / 2 + entry(state, "s.X", "m.X"), WithinRel(sum.x, 1e-12));
}

/// One chain of a spin and a mechanical oscillator on light of phase variance `light`, R = 0.
struct Station {
  double rate = 0, theta = 0, linewidth = 0, n = 0;
  double by_light() const { return -rate * std::cos(2 * theta); }
  double damping() const { return linewidth + by_light(); }
  double less() const { return std::pow(std::sin(theta) - std::cos(theta), 2); }  // 1 - sin 2 theta
  double more() const { return std::pow(std::sin(theta) + std::cos(theta), 2); }
  double noise(double light) const { return 2 * light * rate * less() + linewidth * (2 * n + 1); }
  double xi(double light = 0.5) const { return noise(light) / damping(); }
  /// Under homodyne of the phase quadrature.
  double watched_xi(double light, double efficiency) const {
    const double record = efficiency * light + (1 - efficiency) / 2;
    const double square = efficiency * rate * more() / (2 * record);
    const double linear = damping() - 2 * efficiency * rate * light * -std::cos(2 * theta) / record;
    const double rest = 2 * efficiency * rate * less() * light * light / record - noise(light);
    return (-linear + std::sqrt(linear * linear - 4 * square * rest)) / (2 * square);
  }
  /// In station k.
  double xi_at(int k) const {
    const double hot = 2 * n + 1;
    const double x = 4 * linewidth * by_light() / (damping() * damping());
    return hot - (hot - xi()) * laws::mean_power(x, k - 1);
  }
  Values values() const {
    return {{"rate", rate}, {"theta", theta}, {"linewidth", linewidth}, {"n", n}};
  }
};

Station station(laws::Dice& dice) {
  return {.rate = dice.log_uniform(0.3, 100),
          .theta = dice.uniform(pi / 4 + 0.05, pi / 2),
          .linewidth = dice.log_uniform(0.03, 1),
          .n = dice.log_uniform(0.01, 5)};
}

double epr(const gaussnet::SteadyState& state, const std::string& one, const std::string& other) {
  return gaussnet::epr_variance(state, {one, other}, 1.0);
}

}  // namespace

TEST_CASE("a double pass is the light-mediated Hamiltonian, in drift and diffusion") {
  laws::Dice dice(91);
  for (int k = 0; k < 50; ++k) {
    const Values values{{"rate_s", dice.log_uniform(0.01, 10)},
                        {"rate_m", dice.log_uniform(0.01, 10)},
                        {"omega_s", dice.log_uniform(0.1, 10)},
                        {"omega_m", dice.log_uniform(0.1, 10)}};
    CAPTURE(k);
    check_same(laws::text_of(different_by_light, values).linear_model(),
               laws::text_of(different_directly, values).linear_model());
  }
}

TEST_CASE("the steady state of the light-mediated Hamiltonian in closed form") {
  laws::Dice dice(92);
  for (int k = 0; k < 100; ++k) {
    Mediated m{.omega = dice.log_uniform(0.1, 1e6), .n = dice.log_uniform(0.01, 30)};
    m.rate_s = m.omega * dice.log_uniform(1e-3, 0.3);
    m.rate_m = m.omega * dice.log_uniform(1e-3, 0.3);
    m.linewidth = m.omega * dice.log_uniform(1e-3, 0.3);
    CAPTURE(k, m.omega, m.rate_s, m.rate_m, m.linewidth, m.n);
    check_mediated(laws::model_of("light_mediated", m.values()), m);
    check_mediated(laws::text_of(direct, m.values()), m);
  }
}

TEST_CASE("two spin ensembles on one beam: xi = (mu - nu)^2 where single spins do not decay") {
  laws::Dice dice(93);
  for (int k = 0; k < 100; ++k) {
    const double collective = dice.log_uniform(0.1, 1e3), z = dice.uniform(1, 6);
    const double single = k % 4 == 0 ? 0 : collective * dice.log_uniform(1e-3, 3);
    const double n = dice.log_uniform(0.01, 3);
    CAPTURE(k, collective, z, single, n);
    const double xi = (collective / (z * z) + single * (2 * n + 1)) / (collective + single);
    const auto state = gaussnet::unconditional_state(laws::model_of(
        "muschik", {{"collective", collective}, {"Z", z}, {"single", single}, {"n", n}}));
    const double size = state.covariance().diagonal().maxCoeff();
    CHECK_THAT(epr(state, "ensemble_I", "ensemble_II"), WithinAbs(xi, 1e-12 * size));
    CHECK_THAT(gaussnet::logarithmic_negativity(state, {{"ensemble_I"}, {"ensemble_II"}}),
               WithinAbs(std::max(0.0, -std::log(xi)), 1e-11 * size / xi));
    const double theta = std::atan2(z + 1 / z, z - 1 / z);
    if (single == 0) CHECK_THAT(xi, WithinRel(std::tan(theta - pi / 4), 1e-12));
  }
}

TEST_CASE("the EPR variance of every station along a beam") {
  laws::Dice dice(94);
  for (int k = 0; k < 4; ++k) {
    const Station s = station(dice);
    const auto state = gaussnet::unconditional_state(laws::model_of("fifty_stations", s.values()));
    CAPTURE(k, s.rate, s.theta, s.linewidth, s.n);
    const double size = state.covariance().diagonal().maxCoeff();
    for (int j = 1; j <= 50; ++j) {
      const std::string copy = "(" + std::to_string(j) + ")";
      CAPTURE(j);
      CHECK_THAT(epr(state, "spin" + copy, "mech" + copy),
                 WithinAbs(s.xi_at(j), laws::rounding * size));
    }
  }
}

TEST_CASE("two arms of an interferometer are two chains, on squeezed light and on vacuum") {
  laws::Dice dice(95);
  for (int k = 0; k < 60; ++k) {
    const Station s = station(dice);
    const double decibel = dice.uniform(0, 12), efficiency = dice.uniform(0.1, 1);
    Values values = s.values();
    values.emplace_back("squeezing", decibel);
    values.emplace_back("efficiency", efficiency);
    CAPTURE(k, s.rate, s.theta, s.linewidth, s.n, decibel, efficiency);
    const auto model = laws::model_of("two_arm_network", values);
    const double light = laws::squeezed_variance(decibel);
    const auto check = [&](const gaussnet::SteadyState& state, double squeezed, double vacuum) {
      const double size = state.covariance().diagonal().maxCoeff();
      const double xi = (squeezed + vacuum) / 2;
      CHECK_THAT(epr(state, "spin(1)", "mech(1)"), WithinAbs(xi, 1e-12 * size));
      CHECK_THAT(epr(state, "spin(2)", "mech(2)"), WithinAbs(xi, 1e-12 * size));
      double across = 0;  // <(X_spin + X_mech)(1), (X_spin + X_mech)(2)>
      for (const char* one : {"spin(1).X", "mech(1).X"}) {
        for (const char* other : {"spin(2).X", "mech(2).X"}) across += entry(state, one, other);
      }
      CHECK_THAT(across, WithinAbs((vacuum - squeezed) / 2, 1e-12 * size));
    };
    check(gaussnet::unconditional_state(model), s.xi(light), s.xi());
    check(gaussnet::conditional_state(model), s.watched_xi(light, efficiency),
          s.watched_xi(0.5, efficiency));
  }
}
