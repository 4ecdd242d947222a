// Networks whose steady state is known in closed form [theory.md, "Closed forms"].
#include <Eigen/Core>
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/epr.hpp>
#include <numbers>
#include <tests/laws/letter.hpp>
#include <tests/laws/samples.hpp>

using gaussnet::GaussianState;
using gaussnet::Matrix;
using laws::NetworkRecord;
using std::numbers::pi;

namespace {

struct Matched {
  double rate = 0;
  double angle = 0;
  double linewidth = 0;
  double occupation = 0;
};

/// Two oscillators of opposite mass and equal numbers on one lossless beam: R = 0.
NetworkRecord matched_pair(const Matched& numbers, bool positive_first) {
  NetworkRecord network = laws::network_of({.linewidth_s = numbers.linewidth,
                                            .occupation_s = numbers.occupation,
                                            .linewidth_m = numbers.linewidth,
                                            .occupation_m = numbers.occupation,
                                            .rate_s = numbers.rate,
                                            .rate_m = numbers.rate,
                                            .angle_s = numbers.angle,
                                            .angle_m = numbers.angle});
  if (positive_first) {
    network.oscillators[0].mass_sign = 1;
    network.oscillators[1].mass_sign = -1;
  }
  return network;
}

/// Negative, positive, negative, ... on one beam, without baths and loss.
NetworkRecord dark_dimers(int pairs, double rate, double angle) {
  NetworkRecord network{.rotating_wave = true};
  laws::ChainRecord chain{.start = laws::ChainRecord::Start::word};
  for (int k = 0; k < 2 * pairs; ++k) {
    network.oscillators.push_back({.name = "o" + std::to_string(k),
                                   .mass_sign = k % 2 == 0 ? -1.0 : 1.0,
                                   .frequency = 1e7,
                                   .rate = rate,
                                   .angle = angle});
    chain.oscillators.push_back(k);
    chain.before.emplace_back();
  }
  network.chains.push_back(std::move(chain));
  return network;
}

/// N equal pure two-mode squeezed pairs, <X X> negative, <P P> positive.
Matrix squeezed_pairs(int pairs, double twice_r) {
  const double diagonal = std::cosh(twice_r) / 2;
  const double correlation = std::sinh(twice_r) / 2;
  Matrix v = diagonal * Matrix::Identity(4 * pairs, 4 * pairs);
  for (int k = 0; k < 4 * pairs; k += 4) {
    v(k, k + 2) = v(k + 2, k) = -correlation;
    v(k + 1, k + 3) = v(k + 3, k + 1) = correlation;
  }
  return v;
}

struct Watched {
  double rate = 0;
  double angle = 0;
  double linewidth = 0;
  double occupation = 0;
  double efficiency = 1;
};

/// Conditional variance of one oscillator under homodyne of the phase quadrature.
double watched_variance(const Watched& w) {  // [theory.md, closed form 4]
  const double s = std::sin(2 * w.angle);
  const double b = w.linewidth - (1 - w.efficiency) * w.rate * std::cos(2 * w.angle);
  const double decoherence = w.linewidth * (w.occupation + 0.5);
  const double strength = w.efficiency * w.rate * (1 + s);
  const double drive = w.rate / 2 + decoherence - w.efficiency * w.rate * (1 - s) / 4;
  return (-b + std::sqrt(b * b + 4 * strength * drive)) / (2 * strength);
}

NetworkRecord watched_oscillator(const Watched& w, double mass_sign) {
  NetworkRecord network{.rotating_wave = true};
  network.oscillators.push_back({.name = "o",
                                 .mass_sign = mass_sign,
                                 .frequency = 1e7 * w.rate,
                                 .linewidth = w.linewidth,
                                 .occupation = w.occupation,
                                 .rate = w.rate,
                                 .angle = w.angle});
  network.chains.push_back({.start = laws::ChainRecord::Start::word,
                            .oscillators = {0},
                            .before = {{}, {}},
                            .detector = laws::DetectorRecord{
                                .name = "d", .quadrature = "P", .efficiency = w.efficiency}});
  return network;
}

Matrix conditional_of(const NetworkRecord& network) {
  return laws::conditional(laws::linear_model_of(network)).matrix;
}

}  // namespace

TEST_CASE("matched oscillators of opposite mass: xi_1 and E_N in closed form") {
  laws::Dice dice(1);
  constexpr int sets = 100;
  for (int k = 0; k < sets; ++k) {
    Matched m{.rate = dice.log_uniform(0.1, 100), .angle = dice.uniform(pi / 4 + 0.05, pi / 2)};
    m.linewidth = dice.chance(0.2) ? 0 : dice.log_uniform(1e-3, 1);
    m.occupation = dice.log_uniform(0.01, 10);
    if (k == 0) m = {.rate = 2, .angle = 1.1, .linewidth = 0.3, .occupation = 0.7};
    const double expected =
        (m.rate * (1 - std::sin(2 * m.angle)) + m.linewidth * (2 * m.occupation + 1)) /
        (m.linewidth - m.rate * std::cos(2 * m.angle));
    for (const bool positive_first : {false, true}) {
      const auto model = laws::linear_model_of(matched_pair(m, positive_first));
      const GaussianState state(laws::unconditional(model).matrix, {.mode_names = model.modes});
      CAPTURE(k, positive_first);
      const double size = state.covariance().diagonal().maxCoeff();
      CHECK_THAT(gaussnet::epr_variance(state, {"spin", "mech"}, 1.0),
                 Catch::WithinAbs(expected, laws::rounding * size));
      CHECK_THAT(gaussnet::logarithmic_negativity(state, {{"spin"}, {"mech"}}),
                 Catch::WithinAbs(std::max(0.0, -std::log(expected)),
                                  10 * laws::rounding * size / expected));
      if (k > 0) continue;
      CHECK_THAT(expected, Catch::WithinAbs(0.746787761445892, 1e-14));
      CHECK_THAT(-std::log(expected), Catch::WithinAbs(0.2919742554431, 1e-12));
    }
  }
}

TEST_CASE("a chain of dark dimers is exactly N pure two-mode squeezed pairs") {
  for (const int pairs : {1, 2, 5, 20, 50}) {
    for (const double angle : {0.9, 1.1, 1.5}) {
      const double entanglement = -std::log(std::tan(angle - pi / 4));
      const auto v = laws::unconditional(laws::linear_model_of(dark_dimers(pairs, 2e3, angle)));
      CAPTURE(pairs, angle, v.error_bound);
      CHECK(laws::scaled_difference(squeezed_pairs(pairs, entanglement), v.matrix) <=
            laws::rounding);
    }
  }
  const auto v = laws::unconditional(laws::linear_model_of(dark_dimers(3, 1, 1.1)));
  CHECK_THAT(gaussnet::logarithmic_negativity(GaussianState(v.matrix), {{2}, {3}}),
             Catch::WithinAbs(1.1226722377239506, laws::rounding));
  CHECK(gaussnet::logarithmic_negativity(GaussianState(v.matrix), {{1}, {2}}) <= laws::rounding);
}

TEST_CASE("one oscillator under homodyne of the phase quadrature: V_c, stable or not") {
  laws::Dice dice(4);
  constexpr int sets = 200;
  int unstable = 0;
  for (int k = 0; k < sets; ++k) {
    const Watched w{.rate = dice.log_uniform(0.01, 1e6),
                    .angle = dice.uniform(0.02, pi / 2 - 0.02),
                    .linewidth = 0,
                    .occupation = dice.log_uniform(0.01, 1e3),
                    .efficiency = dice.chance(0.3) ? 1 : dice.uniform(0.05, 1)};
    Watched bathed = w;
    bathed.linewidth = w.rate * dice.log_uniform(1e-3, 10);
    for (const Watched& one : {w, bathed}) {
      for (const double mass_sign : {-1.0, 1.0}) {
        const NetworkRecord network = watched_oscillator(one, mass_sign);
        unstable += !network.stable();
        const Matrix v = conditional_of(network);
        CAPTURE(k, one.rate, one.angle, one.linewidth, one.efficiency, mass_sign, v);
        CHECK(laws::scaled_difference(watched_variance(one) * Matrix::Identity(2, 2), v) <=
              laws::rounding);
        if (one.efficiency == 1 && one.linewidth == 0) {
          CHECK_THAT(v(0, 0), Catch::WithinAbs(0.5, laws::rounding));
        }
      }
    }
  }
  CHECK(unstable > 100);
  const Watched printed{
      .rate = 3, .angle = 0.3, .linewidth = 0.5, .occupation = 2, .efficiency = 0.6};
  CHECK_THAT(conditional_of(watched_oscillator(printed, 1))(0, 0),
             Catch::WithinAbs(1.0433358334639715, laws::rounding));
  Watched damped = printed;
  damped.angle = 1.2;
  CHECK_THAT(conditional_of(watched_oscillator(damped, 1))(0, 0),
             Catch::WithinAbs(0.7275545410663886, laws::rounding));
}
