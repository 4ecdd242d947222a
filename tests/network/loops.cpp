// Closed loops of light: which have an answer, what it is, and the names of those that have none.
#include <catch2/catch.hpp>
#include <cmath>
#include <complex>
#include <libnetwork/analysis/model.hpp>
#include <libnetwork/analysis/notes.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/symplectic.hpp>
#include <numbers>

using namespace gaussnet;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using std::numbers::pi;

namespace {

/// L = -i (sqrt(rate) sin theta a + sqrt(rate) cos theta a^dagger)
Setting light(double rate, double angle) { return {"light", {{"rate", rate}, {"angle", angle}}}; }

void add_oscillator(NetworkDescription& network, const std::string& name, Setting light) {
  network.node(name, {{"type", "oscillator"},
                      {"mass", "positive"},
                      {"frequency", 10.0},
                      {"bath", {{"linewidth", 1.0}, {"occupation", 0.5}}},
                      std::move(light)});
}

void add_beam_splitter(NetworkDescription& network, const std::string& name, double reflectivity) {
  network.node(name, {{"type", "beam-splitter"}, {"reflectivity", reflectivity}});
}

void add_amplifier(NetworkDescription& network, const std::string& name, double gain) {
  network.node(name, {{"type", "amplifier"}, {"gain", gain}});
}

/// The only mistake of the network; of code "none" if there is none.
Mistake mistake_of(const NetworkDescription& network) {
  try {
    Model{network};
  } catch (const DescriptionError& error) {
    CHECK(error.mistakes().size() == 1);
    return error.mistakes().front();
  }
  return {.code = "none"};
}

/// a -> in1 of a beam splitter whose out2 returns to in2 over a wire with that phase.
NetworkDescription ring(double reflectivity, double phase) {
  NetworkDescription network;
  add_oscillator(network, "a", light(2, pi / 2));
  add_beam_splitter(network, "bs", reflectivity);
  network.link({"a", "bs.in1"});
  network.link({"bs.out2", {{"phase", phase}}, "bs.in2"});
  return network;
}

/// Amplitude of a's operator in an output over that which a emits: the light of a is -i sqrt(2) a.
std::complex<double> response(const NetworkDescription& network, const std::string& output) {
  const LangevinModel model = Model(network).langevin_model();
  for (const auto& one : model.outputs) {
    if (one.name != output) continue;
    const Matrix rows = model.output.middleRows(one.first_row, 2);
    CHECK_THAT(rows(1, 1), WithinAbs(rows(0, 0), 1e-14));  // no a^dagger
    CHECK_THAT(rows(0, 1), WithinAbs(-rows(1, 0), 1e-14));
    return std::complex<double>(rows(0, 0), rows(1, 0)) / std::complex<double>(0, -std::sqrt(2.0));
  }
  throw std::logic_error("no output " + output);
}

void check_equal(std::complex<double> one, std::complex<double> other) {
  CAPTURE(one, other);
  CHECK(std::abs(one - other) <= 1e-13);
}

}  // namespace

TEST_CASE("A loop that amplifies is refused although its formal drift is stable") {
  NetworkDescription network;  // theory.md, "Loops": round-trip gain 2.012, formal drift -3.475
  add_oscillator(network, "mech", light(2, 0));
  add_amplifier(network, "amp", 4.5);
  network.link({"mech", "amp", {{"loss", 0.1}}, "mech"});
  const Mistake mistake = mistake_of(network);
  CHECK(mistake.code == "loop-gain");
  CHECK_THAT(mistake.message, Contains("mech -> amp -> mech"));
  CHECK_THAT(mistake.message, Contains("amplified by 2.012 at each round"));
}

TEST_CASE("The limit is a round-trip gain of 1, wherever in the loop its parts stand") {
  const auto code = [](double loss, double phase) {
    NetworkDescription network;
    add_oscillator(network, "a", light(1, 1));
    add_amplifier(network, "amp", 2);
    network.link({"a", {{"loss", loss}}, "amp", {{"phase", phase}}, "a"});
    return mistake_of(network).code;
  };
  CHECK(code(0.5 + 1e-6, 0) == "none");
  CHECK(code(0.5 - 1e-6, 0) == "loop-gain");
  CHECK(code(0.5 - 1e-6, 1) == "loop-gain");
  CHECK(code(0.5, 1) == "none");  // gain 1 out of phase: every round adds, none returns as it was
  CHECK(code(0.5, 0) == "singular-loop");
  CHECK(code(0.5, 2 * pi) == "singular-loop");
}

TEST_CASE("A squeezer in a loop amplifies one quadrature") {
  const auto code = [](double decibel, double loss) {
    NetworkDescription network;
    add_oscillator(network, "a", light(1, 1));
    network.node("sq", {{"type", "squeezer"}, {"squeezing", decibel}});
    network.link({"a", {{"loss", loss}}, "sq", "a"});
    return mistake_of(network).code;
  };
  CHECK(code(3, 0.49) == "loop-gain");  // 10^{0.3} (1 - 0.49) > 1
  CHECK(code(3, 0.51) == "none");
  CHECK(code(0, 0.01) == "none");
}

TEST_CASE("A ring on a beam splitter is an all-pass: (t - e^{i phi})/(1 - t e^{i phi})") {
  for (const double reflectivity : {0.01, 0.3, 0.9, 1.0}) {
    for (const double phase : {0.2, 1.0, pi, -2.5}) {
      CAPTURE(reflectivity, phase);
      const double t = std::sqrt(1 - reflectivity);
      const std::complex<double> turn = std::polar(1.0, phase);
      const std::complex<double> expected = (t - turn) / (1.0 - t * turn);
      check_equal(response(ring(reflectivity, phase), "bs.out1"), expected);
      CHECK_THAT(std::abs(expected), WithinRel(1.0, 1e-14));
    }
  }
}

TEST_CASE("A ring that returns light as it was is singular, out of phase it is not") {
  CHECK(mistake_of(ring(0, 0)).code == "singular-loop");
  CHECK(mistake_of(ring(0, 2 * pi)).code == "singular-loop");
  CHECK_THAT(mistake_of(ring(0, 0)).message, Contains("bs -> bs"));
  CHECK(mistake_of(ring(0, 1)).code == "none");
  CHECK(mistake_of(ring(1e-6, 0)).code == "none");
  check_equal(response(ring(0, 1), "bs.out1"), 1);
}

TEST_CASE("A ring of two beam splitters has the transmission of a Fabry-Perot interferometer") {
  const double r1 = 0.2, r2 = 0.35;  // powers that the mirrors let in and out
  const double there = 0.4, back = 0.7;
  NetworkDescription network;
  add_oscillator(network, "a", light(2, pi / 2));
  add_beam_splitter(network, "one", r1);
  add_beam_splitter(network, "two", r2);
  network.link({"a", "one.in1"});
  network.link({"one.out2", {{"phase", there}}, "two.in2"});
  network.link({"two.out2", {{"phase", back}}, "one.in2"});
  const std::complex<double> round = std::sqrt((1 - r1) * (1 - r2)) * std::polar(1.0, there + back);
  check_equal(response(network, "two.out1"),
              -std::sqrt(r1 * r2) * std::polar(1.0, there) / (1.0 - round));
  const std::complex<double> reflected =
      (std::sqrt(1 - r1) - std::sqrt(1 - r2) * std::polar(1.0, there + back)) / (1.0 - round);
  check_equal(response(network, "one.out1"), reflected);
}

TEST_CASE("An oscillator whose light returns to it is damped by Gamma (1 + s)/(1 - s)") {
  for (const double loss : {0.1, 0.5, 1.0}) {
    NetworkDescription network;
    add_oscillator(network, "a", light(2, pi / 2));
    network.link({"a", {{"loss", loss}}, "a"});
    const double s = std::sqrt(1 - loss);
    const Matrix drift = Model(network).linear_model().drift;
    CAPTURE(loss);
    CHECK_THAT(drift(0, 0), WithinRel(-0.5 * (1 + 2 * (1 + s) / (1 - s)), 1e-13));
    CHECK_THAT(drift(0, 1), WithinRel(10.0, 1e-13));
  }
}

TEST_CASE("Interlocked loops are named, with the gain of each of their steps") {
  NetworkDescription network;
  add_oscillator(network, "a", light(1, 1));
  add_beam_splitter(network, "bs", 0.5);
  add_amplifier(network, "up", 16);
  add_amplifier(network, "down", 16);
  network.link({"bs.out1", "up", "bs.in1"});
  network.link({"bs.out2", "down", "bs.in2"});
  const Mistake mistake = mistake_of(network);
  CHECK(mistake.code == "loop-gain");  // of the amplitude 4 every second step, 2 at each
  CHECK_THAT(mistake.message, Contains("bs -> up -> bs"));
  CHECK_THAT(mistake.message, Contains("amplified by 2 at each step of its interlocked loops"));
}

TEST_CASE("Two loops of one network are two mistakes") {
  NetworkDescription network;
  for (const char* name : {"a", "b"}) {
    const std::string amplifier = std::string("amp_") + name;
    add_oscillator(network, name, light(1, 1));
    add_amplifier(network, amplifier, 4);
    network.link({name, amplifier.c_str(), name});
  }
  try {
    Model{network};
    FAIL("the loops were taken");
  } catch (const DescriptionError& error) {
    REQUIRE(error.mistakes().size() == 2);
    CHECK_THAT(error.what(), Contains("a -> amp_a -> a is amplified by 2 "));
    CHECK_THAT(error.what(), Contains("b -> amp_b -> b is amplified by 2 "));
  }
}

TEST_CASE("A loop of many stations is named by its first ones") {
  NetworkDescription network;
  std::vector<Value> stations;
  for (int k = 1; k <= 12; ++k) {
    add_oscillator(network, "m" + std::to_string(k), light(1, 1));
    stations.emplace_back("m" + std::to_string(k));
  }
  stations.emplace_back("m1");
  Value link;
  link.content = Value::List(stations);
  network.links.push_back(link);
  const Mistake mistake = mistake_of(network);
  CHECK(mistake.code == "singular-loop");
  CHECK_THAT(mistake.message, Contains("m1 -> m2 -> m3"));
  CHECK_THAT(mistake.message, Contains("m8 -> (4 more) -> m1"));
}

TEST_CASE("Forty passes through the same oscillators and strong amplifiers are no loop") {
  constexpr int passes = 40;
  constexpr double rate = 2;
  NetworkDescription network;
  for (const char* name : {"a", "b"}) {
    Value::Group ports;
    for (int k = 1; k <= passes; ++k) {
      ports.push_back({"p" + std::to_string(k), {{"rate", rate}, {"angle", pi / 2}}});
    }
    Value all;
    all.content = std::move(ports);
    network.node(name, {{"type", "oscillator"},
                        {"mass", "positive"},
                        {"frequency", 10.0},
                        {"bath", {{"linewidth", 1.0}, {"occupation", 0.5}}},
                        {"ports", all}});
  }
  network.node("amp", {{"type", "amplifier"}, {"gain", 100.0}, {"repeat", 2 * passes}});
  Value link;
  Value::List chain;
  for (int k = 1; k <= passes; ++k) {
    const std::string port = ".p" + std::to_string(k);
    chain.insert(chain.end(), {"a" + port, "amp(" + std::to_string(2 * k - 1) + ")", "b" + port,
                               "amp(" + std::to_string(2 * k) + ")"});
  }
  link.content = std::move(chain);
  network.links.push_back(link);
  REQUIRE(mistake_of(network).code == "none");
  const Matrix drift = Model(network).linear_model().drift;
  // a's light of pass i meets b at pass j >= i, amplified by 10 on each way.
  double b_from_a = 0, a_from_b = 0;
  for (int between = passes - 1; between >= 0; --between) {
    b_from_a -= rate * (passes - between) * std::pow(10.0, 2 * between + 1);
    if (between > 0) a_from_b -= rate * (passes - between) * std::pow(10.0, 2 * between - 1);
  }
  CHECK_THAT(drift(2, 0), WithinRel(b_from_a, 1e-13));
  CHECK_THAT(drift(0, 2), WithinRel(a_from_b, 1e-13));
}

TEST_CASE("Oscillators that interact and follow each other on a beam are no loop of light") {
  NetworkDescription network;
  for (const char* name : {"a", "b"}) add_oscillator(network, name, light(1, 1));
  add_amplifier(network, "amp", 100);
  network.interaction(
      {{"between", Value::list({"a", "b"})}, {"kind", "beam-splitter"}, {"rate", 1.0}});
  network.link({"vacuum", "a", "amp", "b"});
  CHECK(mistake_of(network).code == "none");
}

TEST_CASE("An interaction adds its Hamiltonian to whatever loops its modes are in") {
  const auto drift = [](bool interacting) {
    NetworkDescription network;
    for (const char* name : {"a", "b", "c"}) add_oscillator(network, name, light(1, 1));
    if (interacting) {
      network.interaction(
          {{"between", Value::list({"c", "a"})}, {"kind", "position-position"}, {"rate", 0.7}});
    }
    network.link({"a", {{"loss", 0.3}}, "b", {{"phase", 0.9}}, "a"});
    network.link({"vacuum", "c"});
    return Model(network).linear_model().drift;
  };
  Matrix added = Matrix::Zero(6, 6);
  added(1, 4) = added(5, 0) = -0.7;  // dP_a = -0.7 X_c, dP_c = -0.7 X_a
  CHECK((drift(true) - drift(false) - added).cwiseAbs().maxCoeff() <= 1e-15);
}

TEST_CASE("A loop through oscillators that interact is refused like any other") {
  NetworkDescription network;
  for (const char* name : {"a", "b", "c"}) add_oscillator(network, name, light(1, 1));
  add_amplifier(network, "amp", 1.21);
  network.interaction(
      {{"between", Value::list({"a", "c"})}, {"kind", "beam-splitter"}, {"rate", 1.0}});
  network.link({"a", "b", "amp", "a"});
  network.link({"vacuum", "c"});
  const Mistake mistake = mistake_of(network);
  CHECK(mistake.code == "loop-gain");
  CHECK_THAT(mistake.message, Contains("a -> b -> amp -> a is amplified by 1.1 at each round"));
}

namespace {

/// Gain of the first amplifier, then losses: as far apart as the language lets them be.
NetworkDescription unbalanced(double gain, double loss, int pieces, double phase) {
  NetworkDescription network;
  add_oscillator(network, "a", light(1, 1));
  add_amplifier(network, "amp", gain);
  Value link;
  Value::List chain{"amp"};
  for (int k = 0; k < pieces; ++k) chain.push_back(Value({{"loss", loss}}));
  chain.push_back("a");
  chain.push_back(Value({{"phase", phase}}));
  chain.push_back("amp");
  link.content = std::move(chain);
  network.links.push_back(link);
  return network;
}

/// Two arms with an amplifier each; output `dark` of the second splitter returns.
NetworkDescription two_arms(const std::string& returns, const std::string& leaves, double gain,
                            double phase) {
  NetworkDescription network;
  add_oscillator(network, "a", light(1, 1));
  for (const char* name : {"b1", "b2"}) add_beam_splitter(network, name, 0.5);
  for (const char* name : {"up", "low"}) add_amplifier(network, name, gain);
  network.link({"b1.out1", "up", "b2.in1"});
  network.link({"b1.out2", {{"phase", phase}}, "low", "b2.in2"});
  network.link({returns.c_str(), "b1.in1"});
  network.link({leaves.c_str(), "a"});
  return network;
}

bool asks_for_equal_ways(const NetworkDescription& network) {
  const Model model(network);
  for (const std::string& note : notes(model, model.langevin_model())) {
    if (note.find("ways of equal length") != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("A ring is judged by its product, however far apart gain and loss stand") {
  CHECK(mistake_of(unbalanced(1e14, 1 - 1e-15, 1, 0.3 * pi)).code == "none");  // gain 0.32
  CHECK(mistake_of(unbalanced(1e20, 0.99, 10, 0)).code == "singular-loop");
  CHECK(mistake_of(unbalanced(1e20, 0.990001, 10, 0)).code == "none");
  CHECK(mistake_of(unbalanced(1e20, 0.98999, 10, 0)).code == "loop-gain");
}

TEST_CASE("Interlocked loops are judged balanced") {
  const auto code = [](double loss) {  // the light that returns has passed one arm or the other
    NetworkDescription network;
    add_oscillator(network, "a", light(1, 1));
    for (const char* name : {"b1", "b2"}) add_beam_splitter(network, name, 0.5);
    for (const char* name : {"up", "low"}) add_amplifier(network, name, 1e20);
    for (const char* name : {"c", "d"}) add_oscillator(network, name, light(1, 1));
    const char* const arms[][4] = {{"b1.out1", "up", "c", "b2.in1"},
                                   {"b1.out2", "low", "d", "b2.in2"}};
    for (const auto& words : arms) {
      Value::List chain{Value(words[0]), Value(words[1]), Value(words[2])};
      for (int k = 0; k < 10; ++k) chain.push_back(Value({{"loss", loss}}));
      chain.push_back(Value(words[3]));
      Value link;
      link.content = std::move(chain);
      network.links.push_back(link);
    }
    network.link({"b2.out2", "b1.in1"});
    network.link({"b2.out1", "a"});
    return mistake_of(network).code;
  };
  CHECK(code(0.990001) == "none");
  CHECK(code(0.98999) == "loop-gain");
}

TEST_CASE("An oscillator in an unbalanced ring is damped by Gamma (1 + s)/(1 - s)") {
  NetworkDescription network;
  add_oscillator(network, "a", light(2, pi / 2));
  for (const char* name : {"one", "two"}) add_amplifier(network, name, 1e12);
  network.link({"a", "one", {{"loss", 1 - 0x1p-40}}, "two", {{"loss", 1 - 0x1p-42}}, "a"});
  const double s = std::sqrt(1e24 * 0x1p-82);
  const LinearModel model = Model(network).linear_model();
  CHECK_THAT(model.drift(0, 0), WithinRel(-0.5 * (1 + 2 * (1 + s) / (1 - s)), 1e-13));
}

TEST_CASE("Of interlocked loops the one that amplifies is named") {
  NetworkDescription network;
  add_oscillator(network, "a", light(1, 1));
  add_beam_splitter(network, "bs", 0.5);
  add_amplifier(network, "amp", 100);
  network.link({"bs.out1", {{"loss", 0.99}}, "a", "bs.in1"});
  network.link({"bs.out2", "amp", "bs.in2"});
  const Mistake mistake = mistake_of(network);
  CHECK(mistake.code == "loop-gain");
  CHECK_THAT(mistake.message, Contains("loop bs -> amp -> bs is amplified"));
}

TEST_CASE("Arms that must be of equal length for the light to come to rest are noted") {
  CHECK(asks_for_equal_ways(two_arms("b2.out1", "b2.out2", 9, 0)));
  const Mistake other = mistake_of(two_arms("b2.out1", "b2.out2", 9, pi));
  CHECK(other.code == "loop-gain");
  CHECK_THAT(other.message, Contains("amplified by 1.442 at each step"));  // 3^{1/3}
  CHECK_FALSE(asks_for_equal_ways(two_arms("b2.out1", "b2.out2", 1, 0)));
  NetworkDescription single;
  add_oscillator(single, "a", light(1, 1));
  add_amplifier(single, "amp", 9);
  single.link({"a", "amp", {{"loss", 0.9}}, "a"});
  CHECK_FALSE(asks_for_equal_ways(single));
}

TEST_CASE("What interacts or runs in a loop is counted before it is merged") {
  NetworkDescription network;
  network.node("a", {{"type", "oscillator"},
                     {"repeat", 2001.0},
                     {"mass", "positive"},
                     {"frequency", 10.0},
                     {"bath", {{"linewidth", 1.0}, {"occupation", 0.5}}}});
  network.interaction({{"between", Value::list({"a(1..2000)", "a(2..2001)"})},
                       {"kind", "beam-splitter"},
                       {"rate", 0.1}});
  CHECK(mistake_of(network).code == "too-many-modes");
}
