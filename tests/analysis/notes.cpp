#include <catch2/catch.hpp>
#include <libnetwork/analysis/report.hpp>
#include <libnetwork/io/yaml_reader.hpp>

using namespace gaussnet;

namespace {

const std::string two_oscillators =
    "gaussnet: 1\napproximation: rotating-wave\nparameters: {spare: 1, rate: 2pi * 1 kHz}\nnodes:\n"
    "  a: {type: oscillator, mass: positive, frequency: 2pi * 1 MHz, bath: {linewidth: 2pi * 5 "
    "kHz, "
    "occupation: 1}, light: {rate: rate, angle: 0.3 pi}}\n"
    "  b: {type: oscillator, mass: negative, frequency: 2pi * 1 MHz, bath: {linewidth: 2pi * 5 "
    "kHz, "
    "occupation: 1}, light: {rate: rate, angle: 0.3 pi}}\nlinks:\n  - [a, b]\n";

std::string all_notes(const Model& model) {
  std::string notes;
  for (const std::string& note : solve(model).notes) notes += note + "\n";
  return notes;
}

}  // namespace

TEST_CASE("What enters, leaves and is not used is noted") {
  const std::string notes = all_notes(load_text(two_oscillators, "two.yaml"));
  CHECK(notes ==
        "vacuum enters at a.light (nothing feeds it)\n"
        "light leaves at b.light (not detected)\n"
        "nothing uses the parameter spare\n");
}

TEST_CASE("A visible counter-rotating part is noted with its size") {
  const Model model = load(MODELS_DIR "/spin_mechanical.yaml");
  // Gamma_M = 12.12 * 2pi * 10 kHz against 2pi * 1 MHz: (0.1212)^2 = 0.0147
  CHECK_THAT(
      all_notes(model),
      Catch::Contains("Gamma/omega = 0.12 of covariances ((Gamma/omega)^2 = 0.015) at mech"));
  CHECK(all_notes(model.at({{"C_S", 1.0}, {"C_M", 3.0}})).empty());  // 0.0009
}

TEST_CASE("Without results all occupations and all pairs are given") {
  const Report report = solve(load_text(two_oscillators, "two.yaml"));
  std::vector<std::string> names;
  for (const ResultReport& result : report.results) names.push_back(result.request.name);
  CHECK(names == std::vector<std::string>{"n(a)", "n(b)", "E_N(a, b)"});
}

TEST_CASE("Interactions count as counter-rotating, too, and what does not hold is a warning") {
  const auto pair = [](const std::string& rate) {
    return load_text(
        "gaussnet: 1\napproximation: rotating-wave\ndefaults:\n  oscillator: {mass: positive, "
        "frequency: 2pi * 1 MHz, bath: {linewidth: 2pi * 10 kHz, occupation: 1}}\nnodes:\n  a: "
        "{type: oscillator}\n  b: {type: oscillator}\ninteractions:\n  - {between: [a, b], kind: "
        "position-position, rate: " +
            rate + "}\n",
        "pair.yaml");
  };
  CHECK_THAT(all_notes(pair("2pi * 900 kHz")),
             Catch::Contains("Gamma/omega = 0.9") && Catch::Contains("at a - b"));
  CHECK(solve(pair("2pi * 900 kHz")).warnings.empty());
  const Report beyond = solve(pair("2pi * 1.1 MHz"));
  REQUIRE(beyond.warnings.size() == 1);
  CHECK_THAT(beyond.warnings.front(), Catch::Contains("does not hold at a - b"));
  CHECK(all_notes(pair("2pi * 10 kHz")).empty());
}

TEST_CASE("A detector that sees nothing is a warning, one of an EPR partner sees something") {
  const std::string node =
      "gaussnet: 1\nnodes:\n  a: {type: oscillator, mass: positive, frequency: 1 rad/s, bath: "
      "{linewidth: 0.1 rad/s, occupation: 1}, light: {rate: 1 rad/s, angle: 0.3 pi}}\n  e: {type: "
      "epr, squeezing: 6 dB}\n  d: {type: homodyne, quadrature: P, electronic_noise: 12 dB}\n";
  const Report unfed = solve(load_text(node, "unfed.yaml"));
  REQUIRE(unfed.warnings.size() == 1);
  CHECK_THAT(unfed.warnings.front(), Catch::Contains("reaches the detector 'd'"));
  const Report partner =
      solve(load_text(node + "links:\n  - [e.signal, a]\n  - [e.idler, d]\n", "partner.yaml"));
  CHECK(partner.warnings.empty());
  CHECK_THAT(all_notes(partner.model), Catch::Contains("electronic noise of d is above"));
}

TEST_CASE("A hot mode that meets no other leaves the others their digits") {
  const auto bound_beside = [](const std::string& occupation) {
    const Report report = solve(load_text(
        "gaussnet: 1\nnodes:\n  a: {type: cavity, ports: {m: {rate: 1 rad/s}}}\n  b: {type: "
        "cavity, ports: {m: {rate: 1 rad/s}}}\n  hot: {type: oscillator, mass: positive, "
        "frequency: "
        "1 rad/s, bath: {linewidth: 1e-3 rad/s, occupation: " +
            occupation +
            "}}\ninteractions:\n  - {between: [a, b], kind: two-mode-squeezing, rate: 0.3 "
            "rad/s}\nresults:\n  E: {measure: log-negativity, partition: [[a], [b]]}\n  x: "
            "{measure: "
            "epr, modes: [a, b]}\n  n: {measure: occupation, mode: a}\n  v: {measure: variance, "
            "of: "
            "{a.X: 1}}\n",
        "hot.yaml"));
    std::vector<double> bounds;
    for (const ResultReport& result : report.results) {
      bounds.push_back(result.unconditional->bound);
    }
    return bounds;
  };
  const std::vector<double> cold = bound_beside("0");
  const std::vector<double> hot = bound_beside("1e12");
  for (std::size_t k = 0; k < cold.size(); ++k) {
    CAPTURE(k, cold[k], hot[k]);
    CHECK(hot[k] <= 100 * cold[k]);
  }
}
