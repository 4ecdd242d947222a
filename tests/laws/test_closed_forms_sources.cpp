// Closed forms 5 and 6: correlated and squeezed light onto modes, in both pictures
// [theory.md, Eqs. (75) to (77)].
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

const std::string epr_nodes = R"(
gaussnet: 1
parameters: {squeezing: 6 dB, antisqueezing: 6 dB, rate: 1 rad/s, linewidth: 1 rad/s, n: 1}
links:
  - [source.signal, spin]
  - [source.idler, mech]
nodes:
  source: {type: epr, squeezing: squeezing, antisqueezing: antisqueezing}
)";

const std::string full_oscillators = epr_nodes + R"(
  spin: {type: oscillator, mass: negative, frequency: 7 rad/s,
         bath: {linewidth: linewidth, occupation: n}, light: {rate: rate, angle: pi/2}}
  mech: {type: oscillator, mass: positive, frequency: 7 rad/s,
         bath: {linewidth: linewidth, occupation: n}, light: {rate: rate, angle: pi/2}}
)";

const std::string cavities = epr_nodes + R"(
  spin: {type: cavity, detuning: 3 rad/s, ports: {mirror: {rate: rate}},
         bath: {linewidth: linewidth, occupation: n}}
  mech: {type: cavity, detuning: -3 rad/s, ports: {mirror: {rate: rate}},
         bath: {linewidth: linewidth, occupation: n}}
)";

void check_pair(const gaussnet::Model& model, double xi) {
  const auto state = gaussnet::unconditional_state(model);
  CHECK_THAT(gaussnet::epr_variance(state, {"spin", "mech"}, gaussnet::optimal_weight),
             WithinRel(xi, 1e-12));
  CHECK_THAT(gaussnet::logarithmic_negativity(state, {{"spin"}, {"mech"}}),
             WithinAbs(std::max(0.0, -std::log(xi)), 1e-12));
}

/// Squeezed light as vacuum that has passed a squeezer.
constexpr const char* squeezer_onto_oscillator = R"(
gaussnet: 1
approximation: rotating-wave
parameters: {squeezing: 6 dB, quadrature: 0 rad, rate: 1 rad/s, linewidth: 1 rad/s, n_bath: 1}
nodes:
  squeezer: {type: squeezer, squeezing: squeezing, quadrature: quadrature}
  mech: {type: oscillator, mass: negative, frequency: 1 rad/s, light: {rate: rate, angle: pi/4},
         bath: {linewidth: linewidth, occupation: n_bath}}
links:
  - [vacuum, squeezer, mech]
)";

constexpr const char* full_oscillator = R"(
gaussnet: 1
parameters: {squeezing: 6 dB, quadrature: 0 rad, rate: 1 rad/s, linewidth: 1 rad/s, n_bath: 1}
nodes:
  laser: {type: squeezed, squeezing: squeezing, quadrature: quadrature}
  mech: {type: oscillator, mass: positive, frequency: 5 rad/s, light: {rate: rate, angle: pi/4},
         bath: {linewidth: linewidth, occupation: n_bath}}
links:
  - [laser, mech]
)";

struct Qnd {
  double decibel = 0, angle = 0, rate = 0, linewidth = 0, n = 0;
  double variance() const {
    const double c = std::cos(angle), s = std::sin(angle);
    const double amplitude =
        c * c * laws::squeezed_variance(decibel) + s * s * laws::antisqueezed_variance(decibel);
    return (rate * amplitude + linewidth * (n + 0.5)) / linewidth;
  }
  Values values() const {
    return {{"squeezing", decibel},
            {"quadrature", angle},
            {"rate", rate},
            {"linewidth", linewidth},
            {"n_bath", n}};
  }
};

/// The loss as a beam splitter that sends part of the light elsewhere.
constexpr const char* splitter_and_cavity = R"(
gaussnet: 1
parameters: {squeezing: 6 dB, loss: 10 %, kappa: 1 rad/s, internal: 1 rad/s, n: 1}
nodes:
  laser: {type: squeezed, squeezing: squeezing}
  splitter: {type: beam-splitter, reflectivity: loss}
  cavity: {type: cavity, ports: {front: {rate: kappa}, back: {rate: internal}}}
  warm: {type: thermal, occupation: n}
links:
  - [warm, cavity.back]
  - [splitter.out1, cavity.front]
  - [laser, splitter.in1]
)";

struct Filled {
  double decibel = 0, loss = 0, kappa = 0, internal = 0, n = 0;
  double variance(double light) const {
    const double after = (1 - loss) * light + loss / 2;
    return (kappa * after + internal * (n + 0.5)) / (kappa + internal);
  }
  Values values() const {
    return {
        {"squeezing", decibel}, {"loss", loss}, {"kappa", kappa}, {"internal", internal}, {"n", n}};
  }
};

}  // namespace

TEST_CASE("an EPR source leaves two oscillators of opposite mass with xi and E_N in closed form") {
  laws::Dice dice(51);
  for (int k = 0; k < 100; ++k) {
    double decibel = dice.uniform(0, 15), more = dice.uniform(0, 5);
    double rate = dice.log_uniform(0.1, 30), linewidth = dice.log_uniform(0.01, 3);
    double n = dice.log_uniform(0.01, 30);
    if (k == 0) decibel = 6, more = 0, rate = 2, linewidth = 0.3, n = 0.4;
    const double xi = (2 * rate * laws::squeezed_variance(decibel) + linewidth * (2 * n + 1)) /
                      (rate + linewidth);
    const Values values{{"squeezing", decibel},
                        {"antisqueezing", decibel + more},
                        {"rate", rate},
                        {"linewidth", linewidth},
                        {"n", n}};
    CAPTURE(k, decibel, more, rate, linewidth, n);
    check_pair(laws::model_of("epr_into_two", values), xi);
    check_pair(laws::text_of(full_oscillators, values), xi);
    check_pair(laws::text_of(cavities, values), xi);
    if (k > 0) continue;
    CHECK_THAT(xi, WithinAbs(0.4532075157834, 5e-14));
    CHECK_THAT(-std::log(xi), WithinAbs(0.7914051661541, 5e-14));
  }
}

TEST_CASE("squeezed light changes the back-action on a QND oscillator in both pictures") {
  laws::Dice dice(61);
  for (int k = 0; k < 100; ++k) {
    Qnd q{.decibel = dice.uniform(0, 15),
          .angle = k % 3 == 0   ? 0
                   : k % 3 == 1 ? pi / 2
                                : dice.uniform(0, pi),
          .rate = dice.log_uniform(0.1, 30),
          .linewidth = dice.log_uniform(0.01, 3),
          .n = dice.log_uniform(0.01, 30)};
    CAPTURE(k, q.decibel, q.angle, q.rate, q.linewidth, q.n);
    for (const auto& model : {laws::model_of("squeezed_onto_oscillator", q.values()),
                              laws::text_of(squeezer_onto_oscillator, q.values())}) {
      const auto state = gaussnet::unconditional_state(model);
      CHECK_THAT(entry(state, "mech.X", "mech.X"), WithinRel(q.variance(), 1e-12));
      CHECK_THAT(entry(state, "mech.P", "mech.P"), WithinRel(q.variance(), 1e-12));
    }
    const auto full = gaussnet::unconditional_state(laws::text_of(full_oscillator, q.values()));
    const double mean = (entry(full, "mech.X", "mech.X") + entry(full, "mech.P", "mech.P")) / 2;
    CHECK_THAT(mean, WithinRel(q.variance(), 1e-12));
  }
}

TEST_CASE("squeezed light over a lossy path makes a cavity squeezed, as in closed form") {
  laws::Dice dice(62);
  for (int k = 0; k < 100; ++k) {
    Filled f{.decibel = dice.uniform(0, 15),
             .loss = dice.uniform(0, 1),
             .kappa = dice.log_uniform(0.1, 30),
             .internal = dice.log_uniform(0.01, 3),
             .n = dice.log_uniform(0.01, 30)};
    if (k == 0) f = {.decibel = 6, .loss = 0.1, .kappa = 2, .internal = 0.3, .n = 0.4};
    CAPTURE(k, f.decibel, f.loss, f.kappa, f.internal, f.n);
    const double x = f.variance(laws::squeezed_variance(f.decibel));
    const double p = f.variance(laws::antisqueezed_variance(f.decibel));
    for (const auto& model : {laws::model_of("squeezed_into_cavity", f.values()),
                              laws::text_of(splitter_and_cavity, f.values())}) {
      const auto state = gaussnet::unconditional_state(model);
      CHECK_THAT(entry(state, "cavity.X", "cavity.X"), WithinRel(x, 1e-12));
      CHECK_THAT(entry(state, "cavity.P", "cavity.P"), WithinRel(p, 1e-12));
    }
    if (k == 0) CHECK_THAT(x, WithinAbs(0.2591607734069, 5e-14));
  }
}
