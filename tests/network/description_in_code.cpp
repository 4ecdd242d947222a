#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/analysis/model.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/quantity.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <libnetwork/network/turns.hpp>

using namespace gaussnet;

namespace {

/// models/spin_mechanical.yaml, said in C++.
NetworkDescription spin_mechanical() {
  NetworkDescription network;
  network.set("approximation", "rotating-wave");
  const Expression C_S = network.parameter("C_S", 10);
  const Expression C_M = network.parameter("C_M", 12.12);
  const Expression theta_S = network.parameter("theta_S", quantity("0.25125 pi"));
  const Expression theta_M = network.parameter("theta_M", quantity("0.44213 pi"));
  const Expression eps = network.parameter("eps", 0);
  const double omega = 2 * pi * 1e6;
  network.node("spin", {{"type", "oscillator"},
                        {"mass", "negative"},
                        {"frequency", omega},
                        {"bath", {{"linewidth", 2 * pi * 5e3}, {"occupation", 1}}},
                        {"light", {{"cooperativity", C_S}, {"angle", theta_S}}}});
  network.node("mech",
               {{"type", "oscillator"},
                {"mass", "positive"},
                {"frequency", omega},
                {"bath", {{"linewidth", quantity("2pi * 10 mHz")}, {"decoherence", 2 * pi * 10e3}}},
                {"light", {{"cooperativity", C_M}, {"angle", theta_M}}}});
  network.node("detector", {{"type", "homodyne"}, {"quadrature", "P"}, {"efficiency", 1}});
  network.link({"vacuum", "spin.light", {{"loss", eps}}, "mech.light", "detector"});
  network.result(
      "xi_g",
      {{"measure", "epr"}, {"modes", Value::list({"spin", "mech"})}, {"weight", "readout"}});
  network.result("E_N",
                 {{"measure", "log-negativity"},
                  {"partition", Value::list({Value::list({"spin"}), Value::list({"mech"})})}});
  return network;
}

std::vector<Mistake> mistakes_of(const NetworkDescription& network) {
  try {
    Model{network};
  } catch (const DescriptionError& error) {
    return error.mistakes();
  }
  return {};
}

}  // namespace

TEST_CASE("The reference model built in code is the model of the file") {
  const LinearModel built = Model(spin_mechanical()).linear_model();
  const LinearModel read = load(MODELS_DIR "/spin_mechanical.yaml").linear_model();
  CHECK(built.modes == read.modes);
  CHECK(built.records == read.records);
  CHECK((built.drift - read.drift).norm() <= 1e-15 * read.drift.norm());
  CHECK((built.diffusion - read.diffusion).norm() <= 1e-15 * read.diffusion.norm());
  CHECK((built.measurement - read.measurement).norm() <= 1e-15 * read.measurement.norm());
  CHECK((built.noise_correlation - read.noise_correlation).norm() <=
        1e-15 * read.noise_correlation.norm());
}

TEST_CASE("A network built in code meets the file's checks, with the argument for a place") {
  NetworkDescription network = spin_mechanical();
  network.node("spare", {{"type", "oscillator"},
                         {"mas", "positive"},
                         {"frequency", quantity("1 MHz")},
                         {"bath", {{"linewidth", 1.0}}}});
  std::vector<std::string> codes;
  for (const Mistake& mistake : mistakes_of(network)) {
    codes.push_back(mistake.code);
    CAPTURE(mistake.message);
    CHECK(mistake.place.line == 0);
    CHECK_THAT(mistake.place.argument, Catch::StartsWith("spare"));
  }
  std::sort(codes.begin(), codes.end());
  CHECK(codes == std::vector<std::string>{"hz-or-rad", "incomplete", "unknown-key"});
}

TEST_CASE("Names given twice in code are refused as in a file") {
  NetworkDescription network = spin_mechanical();
  network.node("spin", {{"type", "vacuum"}});
  network.parameter("eps", 0.5);
  const std::vector<Mistake> mistakes = mistakes_of(network);
  REQUIRE(mistakes.size() == 2);
  for (const Mistake& mistake : mistakes) CHECK(mistake.code == "duplicate-key");
}

TEST_CASE("Setting a parameter in code keeps the unit it was declared in") {
  const std::string text =
      "gaussnet: 1\nparameters: {f: 5 kHz, eps: 1 dB, T: 300 mK}\nnodes:\n"
      "  a: {type: oscillator, mass: positive, frequency: 2pi * 1 MHz, "
      "bath: {linewidth: 2pi * f, temperature: T}, light: {rate: 2pi * 1 kHz, angle: 0.3 pi}}\n"
      "links:\n  - [vacuum, {loss: eps}, a]\n";
  const Model model = load_text(text, "units.yaml").at({{"f", 2000.0}, {"eps", 3.0}});
  const BlockCascade cascade = model.cascade();
  const Transmission& wire = cascade.blocks.back().inputs.front().wire;
  CHECK_THAT(wire.transmitted, Catch::Matchers::WithinRel(std::pow(10, -0.3), 1e-14));
  const double light = 2 * pi * 1e3 * -std::cos(0.6 * pi);
  CHECK_THAT(-2 * model.linear_model().drift(0, 0),
             Catch::Matchers::WithinRel(2 * pi * 2000 + light, 1e-13));
}

TEST_CASE("An unknown parameter is refused with the nearest name") {
  const Model model{spin_mechanical()};
  try {
    model.at({{"C_s", 3.0}});
    FAIL("it was taken");
  } catch (const DescriptionError& error) {
    CHECK(error.mistakes().front().code == "unknown-parameter");
    CHECK_THAT(error.mistakes().front().help, Catch::Contains("'C_S'"));
  }
}

TEST_CASE("A value out of range is refused when it is set") {
  const Model model{spin_mechanical()};
  CHECK_THROWS_AS(model.at({{"eps", 1.5}}), DescriptionError);
  CHECK_THROWS_AS(model.at({{"C_S", -1.0}}), DescriptionError);
  CHECK_NOTHROW(model.at({{"eps", 0.5}}));
}

TEST_CASE("Temperatures give the Bose-Einstein occupation") {
  // n = 1/(e^x - 1), x = hbar omega/(k_B T); x = 1 at T = hbar omega/k_B
  const double omega = 2 * pi * 5e9;
  NetworkDescription network;
  const Expression T = network.parameter("T", hbar * omega / boltzmann);
  network.node("a", {{"type", "oscillator"},
                     {"mass", "positive"},
                     {"frequency", omega},
                     {"bath", {{"quality", 1e6}, {"temperature", T}}}});
  const Model model{network};
  const LinearModel linear = model.linear_model();
  CHECK_THAT(linear.diffusion(0, 0) / (omega / 1e6),
             Catch::Matchers::WithinRel(0.5 + 1 / (std::exp(1.0) - 1), 1e-14));
  CHECK_THAT(model.at({{"T", 0.0}}).linear_model().diffusion(0, 0) / (omega / 1e6),
             Catch::Matchers::WithinRel(0.5, 1e-14));
}

namespace {

std::string first_code(const NetworkDescription& network) {
  const std::vector<Mistake> mistakes = mistakes_of(network);
  return mistakes.empty() ? "none" : mistakes.front().code;
}

}  // namespace

TEST_CASE("Expressions of another description are refused, not looked up by position") {
  NetworkDescription other;
  other.parameter("x", 1);
  const Expression y = other.parameter("y", 2);
  const Expression first = other.parameter("z", 3);
  NetworkDescription network = spin_mechanical();  // has slots 0 ... 4 of other names
  network.node("spare", {{"type", "homodyne"}, {"quadrature", "P"}, {"efficiency", 0.1 * y}});
  CHECK(first_code(network) == "unknown-name");
  NetworkDescription empty;
  empty.node("spare", {{"type", "homodyne"}, {"quadrature", first}});
  CHECK(first_code(empty) == "unknown-name");
  NetworkDescription dependent;
  dependent.parameter("a", 2.0 * first);
  CHECK(first_code(dependent) == "unknown-name");
}

TEST_CASE("A value marked as unreadable in code is a mistake like any other") {
  NetworkDescription network = spin_mechanical();
  network.nodes.front().settings.back().value.content = Value::Unreadable{};
  CHECK(first_code(network) == "unknown-name");
}

TEST_CASE("Results in code are named once, of some modes, and not of nothing") {
  const auto code_with = [](std::initializer_list<Setting> settings) {
    NetworkDescription network = spin_mechanical();
    network.result("r", settings);
    return first_code(network);
  };
  CHECK(code_with({{"measure", "purity"}, {"modes", Value::list({"spin"})}}) == "none");
  CHECK(code_with({{"measure", "purity"}, {"modes", Value::list({})}}) == "empty-value");
  CHECK(code_with({{"measure", "purity"}, {"modes", "spin"}}) == "wrong-shape");
  CHECK(code_with({{"measure", "variance"}, {"of", {{"spin.X", 0.0}}}}) == "empty-value");
  CHECK(code_with({{"measure", "variance"}, {"of", {{"spin.X", Expression(1) / Expression(0)}}}}) ==
        "not-finite");
  CHECK(code_with({{"measure", 3.0}}) == "wrong-shape");
  NetworkDescription twice = spin_mechanical();
  twice.result("E_N", {{"measure", "occupation"}, {"mode", "spin"}});
  CHECK(first_code(twice) == "duplicate-key");
}

TEST_CASE("Numbers that follow from others must be finite too") {
  const auto code_with = [](double quality, double occupation) {
    NetworkDescription network;
    network.node("a", {{"type", "oscillator"},
                       {"mass", "positive"},
                       {"frequency", 1e6},
                       {"bath", {{"quality", quality}, {"occupation", occupation}}}});
    return first_code(network);
  };
  CHECK(code_with(1e6, 1) == "none");
  CHECK(code_with(1e-305, 1) == "not-finite");
  CHECK(code_with(1e-200, 1e200) == "not-finite");
}

TEST_CASE("A decoherence rate of half the linewidth is a bath in its ground state") {
  NetworkDescription network;
  network.node("a", {{"type", "oscillator"},
                     {"mass", "positive"},
                     {"frequency", 1e6},
                     {"bath", {{"linewidth", quantity("0.1 * 3 rad/s")}, {"decoherence", 0.15}}}});
  CHECK(first_code(network) == "none");
}

TEST_CASE("A chain of a hundred thousand parameters is followed to its end") {
  NetworkDescription network;
  Expression last = network.parameter("p0", 0.5);
  for (int k = 1; k < 100000; ++k) last = network.parameter("p" + std::to_string(k), last);
  network.node("a", {{"type", "oscillator"},
                     {"mass", "positive"},
                     {"frequency", 1e6},
                     {"bath", {{"linewidth", 1.0}, {"occupation", last}}}});
  CHECK(Model(network).parameters().back() == 0.5);
}

TEST_CASE("A sideband far from every oscillator is no rotating wave") {
  NetworkDescription network;
  network.set("approximation", "rotating-wave");
  network.set("sideband", 0.9e6);
  network.node("a", {{"type", "oscillator"},
                     {"mass", "positive"},
                     {"frequency", 1e6},
                     {"bath", {{"linewidth", 1.0}, {"occupation", 1}}}});
  CHECK(first_code(network) == "none");
  network.top.back().value = Value(1e5);
  CHECK(first_code(network) == "out-of-range");
}

TEST_CASE("Angles written as quarter turns are exact") {
  for (int quarter = -5; quarter <= 5; ++quarter) {
    CAPTURE(quarter);
    const Direction found = direction(quarter * pi / 2);
    const int turned = ((quarter % 4) + 4) % 4;
    CHECK(found.cosine == (turned == 0 ? 1 : turned == 2 ? -1 : 0));
    CHECK(found.sine == (turned == 1 ? 1 : turned == 3 ? -1 : 0));
  }
  for (const double angle : {0.1, 1.0, 2.0, 3.0, -1.3, 7.7}) {
    CHECK_THAT(direction(angle).cosine, Catch::Matchers::WithinAbs(std::cos(angle), 1e-15));
    CHECK_THAT(direction(angle).sine, Catch::Matchers::WithinAbs(std::sin(angle), 1e-15));
  }
}

TEST_CASE("A squeezed quadrature is X, P, or the angle that is written out") {
  const auto diffusion = [](const char* type, Value quadrature) {
    NetworkDescription network;
    network.node("a", {{"type", "oscillator"},
                       {"mass", "positive"},
                       {"frequency", 10.0},
                       {"bath", {{"linewidth", 1.0}, {"occupation", 0.5}}},
                       {"light", {{"rate", 2.0}, {"angle", 1.2}}}});
    network.node("light", {{"type", type}, {"squeezing", 6.0}, {"quadrature", quadrature}});
    network.link({"light", "a"});
    return Model(network).linear_model().diffusion;
  };
  const double quarter_turn = std::acos(-1.0) / 2;
  for (const char* type : {"squeezer", "squeezed"}) {
    CAPTURE(type);
    CHECK((diffusion(type, "X") - diffusion(type, 0.0)).norm() <= 1e-14);
    CHECK((diffusion(type, "P") - diffusion(type, quarter_turn)).norm() <= 1e-14);
    CHECK((diffusion(type, "X") - diffusion(type, "P")).norm() > 0.1);
    CHECK((diffusion(type, "X") - diffusion(type, 0.3)).norm() > 0.1);
  }
}
