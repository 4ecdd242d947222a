#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/analysis/sweep_plan.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <numbers>

using namespace gaussnet;
using Catch::Matchers::WithinRel;

namespace {

constexpr double pi = std::numbers::pi;
constexpr double few_roundings = 1e-15;

const std::string network =
    "gaussnet: 1\napproximation: rotating-wave\n"
    "parameters: {eps: 0, theta: 0.3 pi, phi: 2 half, half: 0.15 pi, kappa: 2pi * 1 kHz, n: 3}\n"
    "nodes:\n"
    "  a: {type: oscillator, mass: negative, frequency: 2pi * 1 MHz, bath: {linewidth: 2pi * 5 "
    "kHz, occupation: n}, light: {rate: 2pi * 20 kHz, angle: theta}}\n"
    "  b: {type: oscillator, mass: positive, frequency: 2pi * 1 MHz, bath: {linewidth: kappa, "
    "occupation: 1}, light: {rate: 2pi * 20 kHz, angle: phi}}\n"
    "  detector: {type: homodyne, quadrature: P}\n"
    "links:\n  - [a, {loss: eps}, b, detector]\n"
    "results:\n"
    "  E_N: {measure: log-negativity, partition: [[a], [b]]}\n"
    "  xi: {measure: epr, modes: [a, b]}\n";

Model with(const std::string& more) { return load_text(network + more, "plan.yaml"); }

std::vector<double> values_of(const SweepAxis& axis) {
  std::vector<double> values;
  for (int k = 0; k < axis.points; ++k) values.push_back(axis.value(k));
  return values;
}

std::string refusal_of(const std::string& more) {
  try {
    with(more);
  } catch (const DescriptionError& error) {
    return error.mistakes().front().code;
  }
  return "none";
}

std::string name_of(const Model& model, int slot) {
  return model.description().parameters[static_cast<std::size_t>(slot)].name;
}

}  // namespace

TEST_CASE("Axes keep the order of the file and hold both ends, in coherent units") {
  const Model model = with(
      "sweeps:\n  s:\n    axes:\n"
      "      theta: {from: 0.1 pi, to: 90 deg, points: 5}\n"
      "      kappa: {from: 2pi * 1 Hz, to: 2pi * 10 kHz, points: 5, scale: log}\n"
      "      eps: {values: [10 %, 0.5, 0]}\n");
  REQUIRE(model.sweeps().size() == 1);
  const SweepPlan& plan = model.sweeps().front();
  CHECK(plan.name == "s");
  CHECK_FALSE(plan.objective);
  CHECK(plan.state == StateChoice::as_asked);
  REQUIRE(plan.axes.size() == 3);
  CHECK(name_of(model, plan.axes[0].slot) == "theta");
  CHECK(name_of(model, plan.axes[1].slot) == "kappa");
  CHECK(name_of(model, plan.axes[2].slot) == "eps");
  for (int k = 0; k < 5; ++k) {
    CAPTURE(k);
    CHECK_THAT(plan.axes[0].value(k), WithinRel((0.1 + 0.1 * k) * pi, few_roundings));
    CHECK_THAT(plan.axes[1].value(k), WithinRel(2 * pi * std::pow(10, k), 10 * few_roundings));
  }
  CHECK(plan.axes[0].value(4) == pi / 2);
  CHECK(plan.axes[1].value(4) == 2 * pi * 10e3);
  CHECK(values_of(plan.axes[2]) == std::vector<double>{0.1, 0.5, 0});
  CHECK(plan.axes[0].scale == AxisScale::linear);
  CHECK(plan.axes[1].scale == AxisScale::logarithmic);
  CHECK(plan.axes[1].text == "2pi * 1 Hz to 2pi * 10 kHz, 5 points, log");
}

TEST_CASE("A descending axis, one point and one value are axes") {
  const Model model = with(
      "sweeps:\n  s:\n    axes:\n      eps: {from: 1, to: 0, points: 3}\n"
      "      n: {from: 2, to: 2, points: 1}\n      kappa: {values: [1 rad/s]}\n");
  const auto& axes = model.sweeps().front().axes;
  CHECK(values_of(axes[0]) == std::vector<double>{1, 0.5, 0});
  CHECK(values_of(axes[1]) == std::vector<double>{2});
  CHECK(values_of(axes[2]) == std::vector<double>{1});
}

TEST_CASE("A value of an axis sets the parameter in the unit it was declared in") {
  const Model model = with("sweeps:\n  s: {axes: {kappa: {values: [2pi * 3 kHz, 10 rad/s]}}}\n");
  const SweepAxis& axis = model.sweeps().front().axes.front();
  for (const double value : values_of(axis)) {
    const Model point = model.at({{"kappa", value}});
    CHECK(point.parameters()[static_cast<std::size_t>(axis.slot)] == value);
    CHECK(values_of(point.sweeps().front().axes.front()) == values_of(axis));
  }
}

TEST_CASE("An objective knows its figure, its ranges and its ties") {
  const Model model = with(
      "sweeps:\n  s:\n    axes: {eps: {from: 0, to: 0.5, points: 3}}\n    minimise: xi\n"
      "    over: {theta: [0.2 pi, 0.4 pi], phi: [0.1 pi, 0.3 pi], "
      "kappa: {from: 1 rad/s, to: 10 rad/s, scale: log}}\n"
      "    tie: {phi: theta - 0.1 pi}\n"
      "optimisations:\n  o: {maximise: E_N, over: {theta: [0.2 pi, 0.4 pi]}, state: conditional}\n"
      "  p: {maximise: E_N, over: {theta: [0.2 pi, 0.4 pi]}, starts: 3}\n");
  REQUIRE(model.sweeps().front().objective);
  const Objective& objective = *model.sweeps().front().objective;
  CHECK(model.figures()[static_cast<std::size_t>(objective.figure)].name == "xi");
  CHECK_FALSE(objective.maximise);
  CHECK(objective.state == StateChoice::unconditional);
  REQUIRE(objective.over.size() == 2);  // phi is tied
  CHECK(name_of(model, objective.over[0].slot) == "theta");
  CHECK_THAT(objective.over[0].low, WithinRel(0.2 * pi, few_roundings));
  CHECK_THAT(objective.over[0].high, WithinRel(0.4 * pi, few_roundings));
  CHECK(objective.over[1].scale == AxisScale::logarithmic);
  REQUIRE(objective.ties.size() == 1);
  CHECK(name_of(model, objective.ties[0].slot) == "phi");
  CHECK_THAT(evaluate(objective.ties[0].value, model.parameters()),
             WithinRel(0.2 * pi, few_roundings));
  REQUIRE(model.optimisations().size() == 2);
  const OptimisationPlan& best = model.optimisations().front();
  CHECK(best.objective.maximise);
  CHECK(model.figures()[static_cast<std::size_t>(best.objective.figure)].name == "E_N");
  CHECK(best.objective.state == StateChoice::conditional);
  CHECK(best.starts == 16);
  CHECK(model.optimisations().back().starts == 3);
}

TEST_CASE("A parameter given as 0 takes the kind of the values it is swept over") {
  const Model decibels = with("sweeps:\n  s: {axes: {eps: {from: 0.5 dB, to: 3 dB, points: 2}}}\n");
  CHECK(decibels.sweeps().front().axes.front().type.dimension.is_decibel());
  CHECK(refusal_of("sweeps:\n  s: {axes: {eps: {from: 0.5 dB, to: 0.9, points: 2}}}\n") != "none");
  // the loss it is used for takes no rate, which the file's types tell with that value in place
  CHECK(refusal_of("sweeps:\n  s: {axes: {eps: {values: [2pi * 1 Hz]}}}\n") != "none");
}

TEST_CASE("What depends on a swept parameter is no reason to refuse it, what is cut off is") {
  CHECK(refusal_of("sweeps:\n  s: {axes: {half: {from: 0.1 pi, to: 0.2 pi, points: 3}}}\n") ==
        "none");
  CHECK(refusal_of("sweeps:\n  s: {axes: {half: {from: 0.1 pi, to: 0.2 pi, points: 3}, "
                   "phi: {values: [0.2 pi]}}}\n") == "unused-parameter");
}

TEST_CASE("Ties may follow what moves, through any number of parameters, but not run in a circle") {
  const auto tied = [](const std::string& over, const std::string& ties) {
    return refusal_of("optimisations:\n  o: {minimise: xi, over: {" + over + "}, tie: {" + ties +
                      "}}\n");
  };
  // phi = 2 half as declared
  CHECK(tied("kappa: [1 rad/s, 2 rad/s]", "half: phi / 2") == "parameter-circle");
  CHECK(tied("phi: [0.1 pi, 0.2 pi]", "half: phi / 2") == "unused-parameter");
  CHECK(tied("half: [0.1 pi, 0.2 pi]", "theta: phi") == "none");
  CHECK(tied("kappa: [1 rad/s, 2 rad/s]", "theta: phi, phi: theta") == "parameter-circle");
  CHECK(refusal_of("sweeps:\n  s: {axes: {half: {from: phi / 4, to: 0.2 pi, points: 3}}}\n") ==
        "moving-limit");
}

TEST_CASE("An end is refused only if no value of the other parameters allows it") {
  // decoherence gamma (n + 1/2) below gamma/2 belongs to no occupation
  const auto sweep = [](const std::string& axes) {
    std::string text = network;
    const std::string bath = "linewidth: kappa, occupation: 1";
    text.replace(text.find(bath), bath.size(), "linewidth: kappa, decoherence: d");
    const std::string last = "n: 3}";
    text.replace(text.find(last), last.size(), "n: 3, d: 2pi * 1 kHz}");
    return text + "sweeps:\n  s: {axes: {" + axes + "}}\n";
  };
  const std::string kappa = "kappa: {from: 2pi * 1 Hz, to: 2pi * 8 kHz, points: 3}";
  CHECK_THROWS_AS(load_text(sweep(kappa), "alone.yaml"), DescriptionError);
  CHECK_NOTHROW(load_text(sweep(kappa + ", d: {from: 2pi * 5 kHz, to: 2pi * 9 kHz, points: 2}"),
                          "both.yaml"));
}

TEST_CASE("A sweep built in code meets the same checks and makes the same plan") {
  const auto described = [](const char* goal, double high) {
    NetworkDescription description;
    const Expression theta = description.parameter("theta", 0.3 * pi);
    const Expression eps = description.parameter("eps", 0.0);
    description.set("approximation", "rotating-wave");
    for (const char* name : {"a", "b"}) {
      description.node(name, {{"type", "oscillator"},
                              {"mass", std::string(name) == "a" ? "negative" : "positive"},
                              {"frequency", 6.0e6},
                              {"bath", {{"linewidth", 1.0e3}, {"occupation", 1}}},
                              {"light", {{"rate", 1.0e5}, {"angle", theta}}}});
    }
    description.link({"vacuum", "a.light", {{"loss", eps}}, "b.light"});
    description.result("xi", {{"measure", "epr"}, {"modes", Value::list({"a", "b"})}});
    description.sweep("s", {{"axes", {{"eps", {{"from", 0.0}, {"to", high}, {"points", 3}}}}},
                            {goal, "xi"},
                            {"over", {{"theta", Value::list({0.2 * pi, 0.4 * pi})}}}});
    description.optimisation(
        "o", {{"minimise", "xi"}, {"over", {{"theta", {{"from", 0.7}, {"to", 0.9}}}}}});
    return description;
  };
  const Model model(described("minimise", 0.5));
  CHECK(values_of(model.sweeps().front().axes.front()) == std::vector<double>{0, 0.25, 0.5});
  CHECK(model.sweeps().front().objective->over.front().high == 0.4 * pi);
  CHECK(model.optimisations().front().objective.over.front().low == 0.7);
  CHECK_THROWS_WITH(Model(described("minimize", 0.5)),
                    Catch::Contains("s.minimize") && Catch::Contains("'minimise'"));
  CHECK_THROWS_WITH(Model(described("minimise", 1.5)), Catch::Contains("loss is 0 to 1"));
}

TEST_CASE("A file with sweeps is solved as without, and a note says that they are not run") {
  const Report report =
      solve(with("sweeps:\n  s: {axes: {eps: {values: [0, 1]}}}\n"
                 "  t: {axes: {eps: {values: [0, 1]}}}\n"
                 "optimisations:\n  o: {minimise: xi, over: {half: [0.1 pi, 0.2 "
                 "pi]}}\n"));
  const Report plain = solve(with(""));
  CHECK(report.results.front().unconditional->value == plain.results.front().unconditional->value);
  REQUIRE(report.notes.size() == plain.notes.size() + 2);
  const auto has = [&](const std::string& note) {
    return std::find(report.notes.begin(), report.notes.end(), note) != report.notes.end();
  };
  CHECK(has("this version checks but does not run the sweeps s and t"));
  CHECK(has("this version checks but does not run the optimisation o"));
}
