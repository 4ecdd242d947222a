// The letter's closed form and its numbers, by way of the assembled network.
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/gaussian/epr.hpp>
#include <numbers>
#include <tests/laws/letter.hpp>
#include <tests/laws/samples.hpp>

using laws::Letter;
using laws::Point;
using std::numbers::pi;

namespace {

Letter draw_letter(laws::Dice& dice) {
  Letter letter;
  do {
    const double unit = dice.log_uniform(1, 1e6);
    letter = {.linewidth_s = unit * dice.log_uniform(1e-3, 10),
              .occupation_s = dice.log_uniform(0.01, 100),
              .linewidth_m = unit * dice.log_uniform(1e-6, 10),
              .occupation_m = dice.log_uniform(0.01, 1e4),
              .rate_s = unit * dice.log_uniform(0.1, 10),
              .rate_m = unit * dice.log_uniform(0.1, 10),
              .angle_s = dice.uniform(0.1, pi / 2),
              .angle_m = dice.uniform(0.1, pi / 2),
              .loss = dice.chance(0.2) ? 0 : dice.uniform(0, 0.9)};
  } while (
      !(letter.damping_s() > 1e-3 * letter.rate_s && letter.damping_m() > 1e-3 * letter.rate_m));
  return letter;
}

double unconditional_epr(const Letter& letter) {
  const auto v = laws::unconditional(laws::linear_model_of(laws::network_of(letter)));
  return laws::epr_variance_of(v.matrix, letter.weight());
}
double conditional_epr(const Letter& letter) {
  const auto v = laws::conditional(laws::linear_model_of(laws::network_of(letter)));
  return laws::epr_variance_of(v.matrix, letter.weight());
}

/// xi over (theta_S, theta_M, ln C_M); theta_M is folded back at the bound pi/2.
template <class Epr>
std::pair<Point, double> best(double loss, double cooperativity_s, const Point& start, Epr epr) {
  const auto point_at = [](const std::vector<double>& x) {
    return Point{x[0], x[1] > pi / 2 ? pi - x[1] : x[1], std::exp(x[2])};
  };
  const auto f = [&](const std::vector<double>& x) {
    const Letter letter = laws::letter_at(loss, cooperativity_s, point_at(x));
    const bool damped = letter.damping_s() > 0 && letter.damping_m() > 0;
    return damped ? epr(letter) : 1e9;  // never the minimum
  };
  const auto minimum =
      laws::minimise(f, {start.angle_s, start.angle_m, std::log(start.cooperativity_m)}, 0.02);
  return {point_at(minimum.at), minimum.value};
}

struct Row {
  double loss, cooperativity_s, epr, angle_s, angle_m, cooperativity_m, noise_cancelled, matched;
};
// eps, C_S, xi_g, theta_S/pi, theta_M/pi, C_M, -2 s R/gamma_M, xi_g at theta_S = theta_M
const Row unconditional_rows[] = {
    {0, 3, 0.611338, 0.24606, 0.50000, 6.523, 0.8408, 1},
    {0, 10, 0.351572, 0.25125, 0.44213, 12.12, 0.9501, 0.666061},
    {0, 100, 0.115985, 0.25216, 0.32273, 79.79, 0.9664, 0.214666},
    {0, 1000, 0.037180, 0.25089, 0.27364, 754.9, 0.9622, 0.068367},
    {0.1, 10, 0.398994, 0.25028, 0.45656, 12.39, 0.9252, 0.744994},
    {0.1, 100, 0.203128, 0.25086, 0.37007, 83.22, 0.9621, 0.385134},
    {0.1, 10000, 0.164838, 0.25001, 0.34887, 7860, 0.9732, 0.318936},
};

struct ConditionalRow {
  double loss, cooperativity_s, same_parameters, optimised;
};
const ConditionalRow conditional_rows[] = {{0, 10, 0.349372, 0.347547},
                                           {0, 100, 0.114904, 0.113763},
                                           {0.1, 10, 0.397139, 0.395714},
                                           {0.1, 100, 0.202514, 0.201893}};

constexpr double six_digits = 1e-6;

Point printed_point(const Row& row) {
  return {row.angle_s * pi, row.angle_m * pi, row.cooperativity_m};
}

const Row& unconditional_row(const ConditionalRow& row) {
  return *std::find_if(
      std::begin(unconditional_rows), std::end(unconditional_rows), [&](const Row& other) {
        return other.loss == row.loss && other.cooperativity_s == row.cooperativity_s;
      });
}

}  // namespace

TEST_CASE("the letter's closed form is the network's steady state") {
  laws::Dice dice(121);
  constexpr int sets = 250;
  for (int k = 0; k < sets; ++k) {
    const Letter letter = draw_letter(dice);
    const auto model = laws::linear_model_of(laws::network_of(letter));
    const gaussnet::Matrix v = laws::unconditional(model).matrix;
    const laws::LetterState expected = laws::closed_form(letter);
    gaussnet::Matrix w(4, 4);
    const double c = expected.twice_covariance / 2;
    w << expected.variance_s, 0, c, 0,  //
        0, expected.variance_s, 0, -c,  //
        c, 0, expected.variance_m, 0,   //
        0, -c, 0, expected.variance_m;
    CAPTURE(k, v, w);
    CHECK(laws::scaled_difference(w, v) <= laws::rounding);
    // Within xi_g the terms cancel where there is much entanglement.
    const double g = letter.weight();
    const double terms = 2 * (expected.variance_s + g * g * expected.variance_m) / (1 + g * g);
    CHECK(std::abs(laws::epr_variance_of(v, g) - expected.epr) <= laws::rounding * terms);
  }
}

TEST_CASE("the readout weight of the records is the letter's g") {
  laws::Dice dice(122);
  for (int k = 0; k < 50; ++k) {
    const Letter letter = draw_letter(dice);
    for (const auto picture : {laws::Picture::rotating_wave, laws::Picture::full}) {
      const auto model = laws::linear_model_of(laws::network_of(letter, picture));
      const gaussnet::ReadoutWeight readout =
          gaussnet::readout_weight(model.measurement, model.measurement_noise, {0, 1});
      CHECK(std::abs(readout.weight - letter.weight()) <= 1e-11 * letter.weight());
      CHECK(std::abs(readout.coherence - 1) <= 1e-11);
    }
  }
}

TEST_CASE("every printed point of the letter's table has the printed xi_g") {
  for (const Row& row : unconditional_rows) {
    CAPTURE(row.loss, row.cooperativity_s);
    const Letter letter = laws::letter_at(row.loss, row.cooperativity_s, printed_point(row));
    CHECK_THAT(unconditional_epr(letter), Catch::WithinAbs(row.epr, six_digits));
  }
}

TEST_CASE("minimising xi_g finds every number of the letter's table") {
  for (const Row& row : unconditional_rows) {
    const auto [point, epr] =
        best(row.loss, row.cooperativity_s, printed_point(row), unconditional_epr);
    const Letter letter = laws::letter_at(row.loss, row.cooperativity_s, point);
    const double noise_cancelled =
        -2 * std::sqrt(1 - row.loss) * letter.coherent_rate() / letter.damping_m();
    CAPTURE(row.loss, row.cooperativity_s);
    CHECK_THAT(epr, Catch::WithinAbs(row.epr, 0.51e-6));
    CHECK_THAT(point.angle_s / pi, Catch::WithinAbs(row.angle_s, 0.6e-5));
    CHECK_THAT(point.angle_m / pi, Catch::WithinAbs(row.angle_m, 0.6e-5));
    CHECK_THAT(point.cooperativity_m, Catch::WithinRel(row.cooperativity_m, 1e-3));
    CHECK_THAT(noise_cancelled, Catch::WithinAbs(row.noise_cancelled, 0.6e-4));
  }
}

TEST_CASE("with matched angles, R = 0, entanglement needs a larger cooperativity") {
  for (const Row& row : unconditional_rows) {
    const auto f = [&](const std::vector<double>& x) {
      const double angle = x[0] > pi / 2 ? pi - x[0] : x[0];
      const Letter letter =
          laws::letter_at(row.loss, row.cooperativity_s, {angle, angle, std::exp(x[1])});
      return letter.damping_s() > 0 && letter.damping_m() > 0 ? unconditional_epr(letter) : 1e9;
    };
    CAPTURE(row.loss, row.cooperativity_s);
    double epr = 1e9;
    for (const double angle : {0.27, 0.3, 0.4}) {
      epr =
          std::min(epr, laws::minimise(f, {angle * pi, std::log(row.cooperativity_s)}, 0.1).value);
    }
    if (row.matched == 1) {  // approached from above as C_M grows
      CHECK(epr >= 1 - laws::rounding);
      CHECK(f({pi / 2, std::log(1e6)}) < 1 + 1e-5);
    } else {
      CHECK_THAT(epr, Catch::WithinAbs(row.matched, six_digits));
    }
  }
}

TEST_CASE("a record of the light adds a few percent at most to the letter's entanglement") {
  for (const ConditionalRow& row : conditional_rows) {
    const Point start = printed_point(unconditional_row(row));
    const auto [point, epr] = best(row.loss, row.cooperativity_s, start, unconditional_epr);
    const double same = conditional_epr(laws::letter_at(row.loss, row.cooperativity_s, point));
    const double optimised = best(row.loss, row.cooperativity_s, point, conditional_epr).second;
    CAPTURE(row.loss, row.cooperativity_s);
    CHECK_THAT(same, Catch::WithinAbs(row.same_parameters, six_digits));
    CHECK_THAT(optimised, Catch::WithinAbs(row.optimised, six_digits));
    CHECK(optimised < same);
    CHECK(same < epr);
  }
}

TEST_CASE("with strong light and loss, xi_g tends to sqrt(eps/(4 - 3 eps)) from above") {
  const double eps = 0.1;
  const auto [point, epr] = best(eps, 1e6, {0.25 * pi, 0.349 * pi, 7.86e5}, unconditional_epr);
  const double limit = std::sqrt(eps / (4 - 3 * eps));
  CHECK(epr > limit);
  CHECK_THAT(epr, Catch::WithinRel(limit, 1e-4));
}
