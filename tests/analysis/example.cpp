// What docs/first_steps.md and README.md show of the library, word for word where it matters.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/gaussnet.hpp>
#include <vector>

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("The README's program finds the EPR variance of the reference model") {
  auto model = gaussnet::load(MODELS_DIR "/spin_mechanical.yaml");
  auto state = gaussnet::unconditional_state(model.at({{"C_S", 30.0}}));
  double xi = gaussnet::epr_variance(state, {"spin", "mech"}, gaussnet::optimal_weight);
  // The optimum over the weight and the local rotations is below that at any given weight.
  CHECK(xi < gaussnet::epr_variance(state, {"spin", "mech"}, 1.0));
  CHECK(xi > 0);
  CHECK(gaussnet::epr_variance(gaussnet::unconditional_state(model), {"spin", "mech"},
                               gaussnet::optimal_weight) < 0.351573);
}

TEST_CASE("Two oscillators written in C++ cool to their baths and to the light") {
  using namespace gaussnet;
  NetworkDescription network;
  const Expression rate = network.parameter("rate", quantity("2pi * 20 kHz"));
  for (const char* name : {"a", "b"}) {
    network.node(name, {{"type", "oscillator"},
                        {"mass", "positive"},
                        {"frequency", quantity("2pi * 1 MHz")},
                        {"bath", {{"linewidth", quantity("2pi * 1 kHz")}, {"occupation", 100}}},
                        {"light", {{"beam_splitter", rate}, {"parametric", 0}}}});
  }
  network.set("approximation", "rotating-wave");
  network.link({"vacuum", "a.light"});
  network.link({"vacuum", "b.light"});
  const Model model{network};
  const SteadyState state = unconditional_state(model);
  // n = gamma_0 n_bath/(gamma_0 + Gamma): the bath's heat shared between bath and light
  CHECK_THAT(occupation(state, "a"), WithinRel(100.0 / 21, 1e-12));
  CHECK_THAT(logarithmic_negativity(state, {{"a"}, {"b"}}), WithinAbs(0, 1e-12));
}

TEST_CASE("The first steps' program runs") {
  using namespace gaussnet;
  Model model = load(MODELS_DIR "/spin_mechanical.yaml");
  SteadyState free = unconditional_state(model);
  SteadyState watched = conditional_state(model);
  double xi = epr_variance(watched, {"spin", "mech"}, optimal_weight);
  double E = logarithmic_negativity(watched, {{"spin"}, {"mech"}});
  // Watching never adds noise, and E_N of a pair is at least -ln of any of its EPR variances.
  CHECK(xi <= epr_variance(free, {"spin", "mech"}, optimal_weight));
  CHECK(E >= -std::log(xi) - 1e-9);
  for (double C_S : {3.0, 10.0, 30.0}) {
    double at_C_S =
        epr_variance(unconditional_state(model.at({{"C_S", C_S}})), {"spin", "mech"}, 1.0);
    CHECK(at_C_S > 0);
  }
  LinearModel matrices = model.linear_model();  // A, D, M, R, Gam in rad/s
  CHECK(matrices.drift.rows() == 4);
  CHECK(matrices.measurement.rows() == 2);

  NetworkDescription network;
  const Expression rate = network.parameter("rate", quantity("2pi * 20 kHz"));
  network.set("approximation", "rotating-wave");
  network.node("a", {{"type", "oscillator"},
                     {"mass", "positive"},
                     {"frequency", quantity("2pi * 1 MHz")},
                     {"bath", {{"linewidth", quantity("2pi * 1 kHz")}, {"occupation", 100}}},
                     {"light", {{"beam_splitter", rate}, {"parametric", 0}}}});
  network.node("detector", {{"type", "homodyne"}, {"quadrature", "P"}});
  network.link({"vacuum", "a.light", {{"loss", 0.1}}, "detector"});
  Model built{network};
  CHECK(occupation(conditional_state(built), "a") < occupation(unconditional_state(built), "a"));
}

TEST_CASE("The first steps' program of thousands of oscillators runs") {
  using namespace gaussnet;
  Model many = load(MODELS_DIR "/fifty_stations.yaml").at({{"N", 1500}});
  Report report = solve(many);  // results, checks and notes of 3000 modes
  CHECK(report.unconditional->status == "ok");

  struct Neighbours : CovarianceVisitor {
    explicit Neighbours(std::size_t modes) : correlation(modes) {}
    void visit(const CovarianceRows& rows) override {  // several threads, each with rows of its own
      for (int i = std::max(rows.first(), 1); i < rows.end(); ++i) {
        correlation[static_cast<std::size_t>(i)] = rows(i, i - 1).norm();
      }
    }
    std::vector<double> correlation;
  };
  std::vector<int> order = modes_along(many.cascade());  // which mode of the model is row i
  Neighbours neighbours(order.size());
  CascadeSolution solution = unconditional_state_along(many, many.cascade(), &neighbours);
  double r = solution.error_bound;  // |V_ij - exact| <= r sqrt(V_ii V_jj)
  CHECK(order.size() == 3000);
  CHECK(r < 1e-3);
  // A station's two modes are the most entangled at the beginning of the beam.
  CHECK(neighbours.correlation[1] > neighbours.correlation[2]);
  CHECK_THROWS_AS(unconditional_state(many), DescriptionError);
}
