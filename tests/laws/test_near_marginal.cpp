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
