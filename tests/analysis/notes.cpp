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
  CHECK_THAT(all_notes(model), Catch::Contains("(Gamma/omega)^2 = 0.015 at mech"));
  CHECK(all_notes(model.at({{"C_S", 1.0}, {"C_M", 3.0}})).empty());  // 0.0009
}

TEST_CASE("Without results all occupations and all pairs are given") {
  const Report report = solve(load_text(two_oscillators, "two.yaml"));
  std::vector<std::string> names;
  for (const ResultReport& result : report.results) names.push_back(result.request.name);
  CHECK(names == std::vector<std::string>{"n(a)", "n(b)", "E_N(a, b)"});
}
