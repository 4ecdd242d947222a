#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/analysis/report.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/network/physical_constants.hpp>

using namespace gaussnet;

namespace {

/// One oscillator under light, rotating-wave; the closed form needs no matrices:
///     Var X = (Gamma/2 + gamma_0 (n + 1/2))/(gamma_0 - Gamma cos 2 theta).
struct Case {
  const char* linewidth;
  const char* rate;
  const char* angle;
  long double gamma_0;
  long double Gamma;
  long double minus_cos_2_theta;
};

void check_covered(const Case& one) {
  const Model model = load_text(
      std::string(
          "gaussnet: 1\napproximation: rotating-wave\nnodes:\n  m: {type: oscillator, mass: "
          "positive, frequency: 2pi * 1 MHz, bath: {linewidth: ") +
          one.linewidth + ", occupation: 2}, light: {rate: " + one.rate + ", angle: " + one.angle +
          "}}\n  d: {type: homodyne, quadrature: P}\nlinks:\n  - [vacuum, m, d]\n",
      "qnd.yaml");
  const SteadyState state = unconditional_state(model);
  const long double exact =
      (one.Gamma / 2 + one.gamma_0 * 2.5L) / (one.gamma_0 + one.Gamma * one.minus_cos_2_theta);
  CAPTURE(one.linewidth, one.rate, one.angle, state.error_bound());
  const long double error = std::abs(state.covariance()(0, 0) - exact);
  CHECK(static_cast<double>(error) <= state.error_bound());
  CHECK_NOTHROW(conditional_state(model));
}

}  // namespace

TEST_CASE("At and near theta = pi/4 the damping that light leaves is covered by the bound") {
  const long double half_turn = std::acos(-1.0L);
  const auto minus_cosine = [&](long double turns_off) {
    return std::sin(2 * half_turn * turns_off);
  };
  check_covered({"1e-3 rad/s", "1e9 rad/s", "0.25 pi", 1e-3L, 1e9L, 0});
  check_covered({"1e-3 rad/s", "1e3 rad/s", "45 deg", 1e-3L, 1e3L, 0});
  check_covered({"1e-3 rad/s", "1e9 rad/s", "pi/4", 1e-3L, 1e9L, 0});
  check_covered({"1 rad/s", "1e6 rad/s", "0.2500001 pi", 1, 1e6L, minus_cosine(1e-7L)});
  check_covered({"1 rad/s", "1e9 rad/s", "0.25000000001 pi", 1, 1e9L, minus_cosine(1e-11L)});
  check_covered({"1e-3 rad/s", "1e6 rad/s", "0.26 pi", 1e-3L, 1e6L, minus_cosine(0.01L)});
}

TEST_CASE("At theta = pi/4 exactly, a narrow bath alone decides the covariance") {
  const Model model = load_text(
      "gaussnet: 1\napproximation: rotating-wave\nnodes:\n  m: {type: oscillator, mass: positive, "
      "frequency: 2pi * 1 MHz, bath: {linewidth: 1e-3 rad/s, occupation: 2}, light: {rate: 1e9 "
      "rad/s, "
      "angle: 0.25 pi}}\nlinks:\n  - [vacuum, m]\n",
      "qnd.yaml");
  const double due = (0.5e9 + 2.5e-3) / 1e-3;
  CHECK_THAT(unconditional_state(model).covariance()(0, 0), Catch::Matchers::WithinRel(due, 1e-14));
}

TEST_CASE(
    "The reference model has both states over ten decades of linewidths and cooperativities") {
  const Model model = load(MODELS_DIR "/spin_mechanical.yaml");
  for (const double C_S : {1.0, 1e2, 1e5, 1e6, 1e7, 1e8, 1e10}) {
    CAPTURE(C_S);
    CHECK_NOTHROW(unconditional_state(model.at({{"C_S", C_S}})));
    CHECK_NOTHROW(conditional_state(model.at({{"C_S", C_S}})));
  }
}

TEST_CASE("a loop near resonance: the bound covers what closing it amplifies of rounding") {
  // Closed form 7 with a pump: V = 1/2 kappa_eff/(kappa_eff -+ 2 chi), kappa_eff = kappa
  // (1+t)/(1-t) at loop phase 0, t = sqrt(1 - R); the loop's 1 - T F has the condition number 2/(1
  // - t) ~ 4/R.
  for (const char* reflectivity : {"1e-2", "1e-5", "1e-8", "1e-11"}) {
    const long double R = std::strtold(reflectivity, nullptr);
    const long double t = std::sqrt(1 - R);
    const long double ratio = (1 + t) * (1 + t) / R;  // kappa_eff / kappa
    const Model model = load_text(
        std::string("gaussnet: 1\nparameters: {R: ") + reflectivity +
            "}\nnodes:\n  c: {type: cavity, ports: {m: {rate: 1 rad/s}}, parametric: {rate: 0.3 * "
            "(2 - R) / R * 1 rad/s}}\n  s: {type: beam-splitter, reflectivity: R}\n  d: {type: "
            "homodyne, quadrature: X}\nlinks:\n  - [s.out2, c.m, s.in2]\n  - [s.out1, d]\n",
        "loop.yaml");
    const long double chi = 0.3L * (2 - R) / R;
    const SteadyState state = unconditional_state(model);
    CAPTURE(reflectivity, state.error_bound());
    const long double exact_x = 0.5L * ratio / (ratio - 2 * chi);
    const long double exact_p = 0.5L * ratio / (ratio + 2 * chi);
    const auto error_x = static_cast<double>(std::abs(state.covariance()(0, 0) - exact_x));
    const auto error_p = static_cast<double>(std::abs(state.covariance()(1, 1) - exact_p));
    CAPTURE(error_x, error_p);
    CHECK(error_x <= state.error_bound());
    CHECK(error_p <= state.error_bound());
    CHECK(state.error_bound() < 1e-12 / static_cast<double>(R));
    CHECK_NOTHROW(conditional_state(model));
  }
}
