// Closed forms 7 and 8: coherent feedback and parametric oscillators, also in a row
// [theory.md, Eqs. (71), (72), (78), (79) and (82)].
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/epr.hpp>
#include <numbers>
#include <tests/laws/closed_forms.hpp>
#include <tests/laws/samples.hpp>

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using laws::entry;
using laws::Values;
using std::numbers::pi;

namespace {

struct Feedback {
  double reflectivity = 0, phase = 0, kappa = 1, g = 0;
  double t() const { return std::sqrt(1 - reflectivity); }
  double distance() const { return 1 - 2 * t() * std::cos(phase) + t() * t(); }  // |1 - t e^i|^2
  double kappa_eff() const { return kappa * reflectivity / distance(); }
  double detuning() const { return -kappa * t() * std::sin(phase) / distance(); }
  Values values() const {
    return {{"R", reflectivity}, {"loop_phase", phase}, {"kappa", kappa}, {"g", g}};
  }
};

/// The cavities that the loops amount to.
constexpr const char* without_loops = R"(
gaussnet: 1
parameters: {kappa: 1 rad/s, detuning: 1 rad/s, g: 1 rad/s}
nodes:
  a: {type: cavity, detuning: detuning, ports: {mirror: {rate: kappa}}}
  b: {type: cavity, detuning: detuning, ports: {mirror: {rate: kappa}}}
interactions:
  - {between: [a, b], kind: two-mode-squeezing, rate: g}
)";

Values of_plain(const Feedback& f) {
  return {{"kappa", f.kappa_eff()}, {"detuning", f.detuning()}, {"g", f.g}};
}

struct Opo {
  double a = 1, b = 1, g = 0;
  double q() const { return a * b / 4 - g * g; }
  double n_a() const { return g * g * b / ((a + b) * q()); }
  double n_b() const { return g * g * a / ((a + b) * q()); }
  double correlation() const { return g * a * b / (2 * (a + b) * q()); }
};

constexpr const char* opposite_masses = R"(
gaussnet: 1
approximation: rotating-wave
parameters: {kappa_a: 1 rad/s, kappa_b: 1 rad/s, g: 1 rad/s}
defaults:
  oscillator: {frequency: 1 rad/s, bath: {linewidth: 0, occupation: 0}}
nodes:
  a: {type: oscillator, mass: positive, light: {rate: kappa_a, angle: pi/2}, repeat: 1}
  b: {type: oscillator, mass: negative, light: {rate: kappa_b, angle: pi/2}, repeat: 1}
interactions:
  - {between: [a(1), b(1)], kind: position-position, rate: 2 g}
)";

void check_opo(const gaussnet::Model& model, const Opo& opo) {
  const auto state = gaussnet::unconditional_state(model);
  for (const char* quadrature : {".X", ".P"}) {
    const std::string a = std::string("a(1)") + quadrature, b = std::string("b(1)") + quadrature;
    CHECK_THAT(entry(state, a, a), WithinRel(opo.n_a() + 0.5, 1e-12));
    CHECK_THAT(entry(state, b, b), WithinRel(opo.n_b() + 0.5, 1e-12));
  }
  CHECK_THAT(entry(state, "a(1).X", "b(1).P"), WithinRel(-opo.correlation(), 1e-12));
  CHECK_THAT(entry(state, "a(1).P", "b(1).X"), WithinRel(-opo.correlation(), 1e-12));
}

/// Variance in stage k of equal degenerate oscillators; sign +1: the quadrature that decays slower.
double stage_variance(double kappa, double chi, int k, double sign) {
  const double a = kappa / 2 - sign * chi, b = kappa / 2 + sign * chi;
  return kappa / (4 * a) * laws::mean_power(1 - b * b / (a * a), k - 1);
}

std::string copy(const char* name, int k) { return name + ("(" + std::to_string(k) + ")"); }

}  // namespace

TEST_CASE("a cavity in a feedback loop is one with another decay rate and detuning") {
  laws::Dice dice(71);
  for (int k = 0; k < 100; ++k) {
    Feedback f{.reflectivity = dice.uniform(0.05, 0.95),
               .phase = dice.uniform(0, 2 * pi),
               .kappa = dice.log_uniform(0.1, 30)};
    if (k % 3 > 0) f.phase = k % 3 == 1 ? 0 : pi;
    f.g = f.kappa_eff() * dice.uniform(0, 0.45);
    CAPTURE(k, f.reflectivity, f.phase, f.kappa, f.g);
    const auto loops =
        gaussnet::unconditional_state(laws::model_of("coherent_feedback", f.values()));
    const auto plain = gaussnet::unconditional_state(laws::text_of(without_loops, of_plain(f)));
    CHECK(laws::scaled_difference(plain.covariance(), loops.covariance()) <= laws::rounding);
  }
}

TEST_CASE("coherent feedback at phases 0 and pi: kappa_eff, xi and E_N in closed form") {
  laws::Dice dice(72);
  for (int k = 0; k < 100; ++k) {
    Feedback f{.reflectivity = dice.uniform(0.05, 0.95), .kappa = dice.log_uniform(0.1, 30)};
    if (k < 2) f = {.reflectivity = 0.4};
    f.phase = k % 2 == 0 ? pi : 0;
    const double t = f.t();
    const double slower = (1 - t) / (1 + t);
    const double kappa_eff = f.kappa * (k % 2 == 0 ? slower : 1 / slower);
    f.g = k < 2 ? 0.05 : kappa_eff * dice.uniform(0, 0.45);
    CAPTURE(k, f.reflectivity, f.phase, f.kappa, f.g);
    const double xi = kappa_eff / (kappa_eff + 2 * f.g);
    const auto state =
        gaussnet::unconditional_state(laws::model_of("coherent_feedback", f.values()));
    CHECK_THAT(gaussnet::epr_variance(state, {"a", "b"}, gaussnet::optimal_weight),
               WithinRel(xi, 1e-12));
    CHECK_THAT(gaussnet::logarithmic_negativity(state, {{"a"}, {"b"}}),
               WithinAbs(std::log(1 + 2 * f.g / kappa_eff), 1e-12));
    if (k > 0) continue;
    CHECK_THAT(kappa_eff, WithinAbs(0.127016654, 5e-10));
    CHECK_THAT(xi, WithinAbs(0.559503683, 5e-10));
  }
}

TEST_CASE("a nondegenerate parametric oscillator has the moments of its closed form") {
  laws::Dice dice(81);
  for (int k = 0; k < 100; ++k) {
    Opo opo{.a = dice.log_uniform(0.1, 30), .b = dice.log_uniform(0.1, 30)};
    opo.g = 0.5 * std::sqrt(opo.a * opo.b) * dice.uniform(0.01, 0.95);
    if (k == 0) opo = {.a = 1, .b = 3, .g = 0.4};
    CAPTURE(k, opo.a, opo.b, opo.g);
    const Values values{{"kappa_a", opo.a}, {"kappa_b", opo.b}, {"g", opo.g}};
    check_opo(laws::model_of("opo_chain", values), opo);
    check_opo(laws::text_of(opposite_masses, values), opo);
    if (k > 0) continue;
    CHECK_THAT(opo.n_a(), WithinAbs(0.2033898305, 5e-11));
    CHECK_THAT(opo.n_b(), WithinAbs(0.0677966102, 5e-11));
    CHECK_THAT(opo.correlation(), WithinAbs(0.2542372881, 5e-11));
  }
}

TEST_CASE("every stage of a chain of degenerate parametric oscillators") {
  laws::Dice dice(82);
  for (int k = 0; k < 60; ++k) {
    const double kappa = dice.log_uniform(0.1, 30), chi = kappa * dice.uniform(0, 0.35);
    CAPTURE(k, kappa, chi);
    const auto state = gaussnet::unconditional_state(
        laws::model_of("degenerate_opo_chain", {{"kappa", kappa}, {"chi", chi}}));
    for (int stage = 1; stage <= 6; ++stage) {
      const std::string opo = copy("opo", stage);
      CAPTURE(stage);
      const double x = stage_variance(kappa, chi, stage, +1);
      const double p = stage_variance(kappa, chi, stage, -1);
      CHECK_THAT(entry(state, opo + ".X", opo + ".X"), WithinRel(x, 1e-12));
      CHECK_THAT(entry(state, opo + ".P", opo + ".P"), WithinRel(p, 1e-12));
    }
    CHECK_THAT(stage_variance(kappa, chi, 1, +1), WithinRel(kappa / (2 * kappa - 4 * chi), 1e-14));
  }
}

TEST_CASE("a chain of nondegenerate oscillators with equal rates is two degenerate chains") {
  laws::Dice dice(83);
  for (int k = 0; k < 60; ++k) {
    const double kappa = dice.log_uniform(0.1, 30), g = kappa * dice.uniform(0, 0.35);
    CAPTURE(k, kappa, g);
    const auto state = gaussnet::unconditional_state(
        laws::model_of("opo_chain", {{"kappa_a", kappa}, {"kappa_b", kappa}, {"g", g}}));
    for (int stage = 1; stage <= 3; ++stage) {
      const std::string a = copy("a", stage), b = copy("b", stage);
      const double more = stage_variance(kappa, g, stage, +1);
      const double less = stage_variance(kappa, g, stage, -1);
      CAPTURE(stage);
      CHECK_THAT(entry(state, a + ".X", a + ".X"), WithinRel((more + less) / 2, 1e-12));
      CHECK_THAT(entry(state, a + ".X", b + ".P"),
                 WithinAbs(-(more - less) / 2, laws::rounding * more));
    }
  }
}
