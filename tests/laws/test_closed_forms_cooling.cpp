// Closed form 3: cooling, dissipative squeezing and the limit by back-action, each through two
// descriptions [theory.md, Eqs. (68) to (70) and (73)].
#include <catch2/catch.hpp>
#include <cmath>
#include <tests/laws/closed_forms.hpp>
#include <tests/laws/samples.hpp>

using Catch::Matchers::WithinRel;
using laws::entry;
using laws::Values;

namespace {

/// The cold mode as an oscillator whose light only damps; the exchange as what is resonant of a
/// position-position coupling.
constexpr const char* oscillators_that_exchange = R"(
gaussnet: 1
approximation: rotating-wave
parameters: {kappa: 1 rad/s, gamma: 1 rad/s, g: 1 rad/s, n_bath: 1}
nodes:
  cavity:
    type: oscillator
    mass: positive
    frequency: 2pi * 1 MHz
    bath: {linewidth: 0, occupation: 0}
    light: {rate: kappa, angle: pi/2}
  mech:
    type: oscillator
    mass: positive
    frequency: 2pi * 1 MHz
    bath: {linewidth: gamma, occupation: n_bath}
interactions:
  - {between: [mech, cavity], kind: position-position, rate: 2 g}
)";

/// G_- (c^dagger b + h.c.) + G_+ (c b + h.c.) with its X_c X_b part made by another interaction.
constexpr const char* two_tones_by_positions = R"(
gaussnet: 1
parameters: {kappa: 1 rad/s, gamma: 1 rad/s, n_bath: 1, G_minus: 1 rad/s, G_plus: 1 rad/s}
nodes:
  cavity: {type: cavity, bath: {linewidth: kappa, occupation: 0}}
  mech: {type: cavity, ports: {warm: {rate: gamma}}}
  light: {type: thermal, occupation: n_bath}
interactions:
  - {between: [mech, cavity], kind: beam-splitter, rate: G_minus - G_plus}
  - {between: [mech, cavity], kind: position-position, rate: 2 G_plus}
links:
  - [light, mech.warm]
)";

/// For detuning < 0 the cavity is an oscillator of positive mass whose light only damps.
constexpr const char* two_oscillators = R"(
gaussnet: 1
parameters: {omega: 1 rad/s, kappa: 1 rad/s, detuning: -1 rad/s, g: 1 rad/s, gamma: 0}
nodes:
  cavity:
    type: oscillator
    mass: positive
    frequency: -detuning
    bath: {linewidth: 0, occupation: 0}
    light: {beam_splitter: kappa, parametric: 0}
  mech:
    type: oscillator
    mass: positive
    frequency: omega
    bath: {linewidth: gamma, occupation: 0}
interactions:
  - {between: [mech, cavity], kind: position-position, rate: 2 g}
)";

void check_cooling(const gaussnet::Model& model, double occupation) {
  const auto state = gaussnet::unconditional_state(model);
  CHECK_THAT(entry(state, "mech.X", "mech.X"), WithinRel(occupation + 0.5, 1e-12));
  CHECK_THAT(entry(state, "mech.P", "mech.P"), WithinRel(occupation + 0.5, 1e-12));
}

double left_occupation(double kappa, double gamma, double g, double n) {
  return n * gamma * (4 * g * g + kappa * (kappa + gamma)) /
         ((kappa + gamma) * (4 * g * g + kappa * gamma));
}

struct Tones {
  double minus = 0, plus = 0, kappa = 1, gamma = 0, n = 0;
  double variance(double sign) const {
    const double q = gamma * kappa / 4 + minus * minus - plus * plus;
    const double coupling = minus + sign * plus;
    return ((q + kappa * kappa / 4) * gamma * (n + 0.5) + coupling * coupling * kappa / 2) /
           ((gamma + kappa) * q);
  }
  Values values() const {
    return {
        {"kappa", kappa}, {"gamma", gamma}, {"n_bath", n}, {"G_minus", minus}, {"G_plus", plus}};
  }
};

void check_squeezing(const gaussnet::Model& model, const Tones& t) {
  const auto state = gaussnet::unconditional_state(model);
  CHECK_THAT(entry(state, "mech.X", "mech.X"), WithinRel(t.variance(-1), 1e-12));
  CHECK_THAT(entry(state, "mech.P", "mech.P"), WithinRel(t.variance(+1), 1e-12));
  // mech.X and cavity.P are a pair of their own [theory.md, Eq. (68)]
  const laws::Moments pair = laws::moments({.k = t.gamma / 2,
                                            .l = t.kappa / 2,
                                            .f = t.minus - t.plus,
                                            .h = -(t.minus + t.plus),
                                            .d_x = t.gamma * (t.n + 0.5),
                                            .d_y = t.kappa / 2});
  CHECK_THAT(pair.x, WithinRel(t.variance(-1), 1e-12));
  CHECK_THAT(entry(state, "cavity.P", "cavity.P"), WithinRel(pair.y, 1e-12));
  CHECK(std::abs(entry(state, "mech.X", "cavity.P") - pair.xy) <=
        laws::rounding * std::sqrt(pair.x * pair.y));
}

struct Cooled {
  double omega = 1, kappa = 0, detuning = 0, rate = 0;
  double s() const { return detuning * detuning + kappa * kappa / 4; }
  double stiffness() const { return omega * s() + rate * rate * detuning; }
  double variance_x() const { return -(s() * s() / stiffness() + omega) / (4 * detuning); }
  double variance_p() const { return variance_x() - rate * rate * s() / (4 * omega * stiffness()); }
  double limit() const {
    const double off = omega + detuning;
    return -(off * off + kappa * kappa / 4) / (4 * omega * detuning);
  }
  Values values() const {
    return {
        {"omega", omega}, {"kappa", kappa}, {"detuning", detuning}, {"g", rate / 2}, {"gamma", 0}};
  }
};

}  // namespace

TEST_CASE("beam-splitter cooling leaves the occupation of its closed form") {
  laws::Dice dice(31);
  for (int k = 0; k < 100; ++k) {
    double kappa = dice.log_uniform(0.1, 1e6), gamma = kappa * dice.log_uniform(1e-3, 3);
    double g = kappa * dice.log_uniform(0.03, 3), n = dice.log_uniform(0.01, 1e3);
    if (k == 0) kappa = 1, gamma = 0.01, g = 0.3, n = 20;
    CAPTURE(k, kappa, gamma, g, n);
    const Values values{{"kappa", kappa}, {"gamma", gamma}, {"g", g}, {"n_bath", n}};
    const double due = left_occupation(kappa, gamma, g, n);
    check_cooling(laws::model_of("beam_splitter_cooling", values), due);
    check_cooling(laws::text_of(oscillators_that_exchange, values), due);
    if (k == 0) CHECK_THAT(due, WithinRel(0.7332084559807, 1e-12));
  }
}

TEST_CASE("two tones squeeze the oscillator as in their closed form") {
  laws::Dice dice(32);
  for (int k = 0; k < 100; ++k) {
    Tones t{.kappa = dice.log_uniform(0.1, 1e6), .n = dice.log_uniform(0.01, 1e3)};
    t.gamma = t.kappa * dice.log_uniform(1e-3, 1);
    t.minus = t.kappa * dice.log_uniform(0.03, 3);
    t.plus = t.minus * dice.uniform(0, 0.95);
    if (k == 0) t = {.minus = 0.3, .plus = 0.1, .kappa = 1, .gamma = 0.01, .n = 20};
    CAPTURE(k, t.kappa, t.gamma, t.n, t.minus, t.plus);
    check_squeezing(laws::model_of("two_tone_squeezing", t.values()), t);
    check_squeezing(laws::text_of(two_tones_by_positions, t.values()), t);
    if (k > 0) continue;
    CHECK_THAT(t.variance(-1), WithinRel(1.058055805580558, 1e-14));
    CHECK_THAT(t.variance(+1), WithinRel(1.7781278127812787, 1e-14));
  }
}

TEST_CASE("sideband cooling without a mechanical bath, at any coupling") {
  laws::Dice dice(33);
  for (int k = 0; k < 100; ++k) {
    Cooled c{.omega = dice.log_uniform(0.1, 1e6)};
    c.kappa = c.omega * dice.log_uniform(0.05, 3);
    c.detuning = -c.omega * dice.uniform(0.3, 2.5);
    c.rate = std::sqrt(dice.uniform(0.05, 0.9) * c.omega * c.s() / -c.detuning);
    CAPTURE(k, c.omega, c.kappa, c.detuning, c.rate);
    for (const auto& model : {laws::model_of("sideband_cooling", c.values()),
                              laws::text_of(two_oscillators, c.values())}) {
      const auto state = gaussnet::unconditional_state(model);
      CHECK_THAT(entry(state, "mech.X", "mech.X"), WithinRel(c.variance_x(), 1e-12));
      CHECK_THAT(entry(state, "mech.P", "mech.P"), WithinRel(c.variance_p(), 1e-12));
    }
    c.rate = 1e-6 * c.omega;
    CHECK_THAT((c.variance_x() + c.variance_p()) / 2, WithinRel(0.5 + c.limit(), 1e-9));
  }
}

TEST_CASE("a weakly coupled cavity that resolves the sidebands cools to (kappa/4 omega)^2") {
  const Cooled c{.omega = 1, .kappa = 0.2, .detuning = -1, .rate = 2e-3};
  const auto state = gaussnet::unconditional_state(laws::model_of("sideband_cooling", c.values()));
  const double n = (entry(state, "mech.X", "mech.X") + entry(state, "mech.P", "mech.P")) / 2 - 0.5;
  CHECK_THAT(c.limit(), WithinRel(0.0025, 1e-14));
  CHECK_THAT(n, WithinRel(0.0025, 3e-4));  // the coupling's share is 0.125 rate^2
}
