// The solver along the cascade finds what the dense one finds.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/analysis/steady_state.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/linear/cascade.hpp>
#include <libnetwork/network/cascade_equation.hpp>
#include <numbers>
#include <tests/laws/generated_graphs.hpp>
#include <tests/laws/long_cascades.hpp>
#include <tests/laws/samples.hpp>

using gaussnet::Matrix;
using gaussnet::Model;
using gaussnet::Solver;
using gaussnet::SteadyState;
using std::numbers::pi;

TEST_CASE("along the cascade every stable graph has the state that the matrices have") {
  int held = 0;
  for (const laws::GraphRecord& record : laws::graphs()) {
    const Model model(laws::describe(record));
    const gaussnet::LinearModel linear = model.linear_model();
    if (linear.modes.empty() || laws::spectral_abscissa(linear) >= 0) continue;
    CAPTURE(laws::seed_of(record));
    const SteadyState dense = gaussnet::unconditional_state(model, linear, Solver::dense);
    const SteadyState cascade = gaussnet::unconditional_state(model, linear, Solver::cascade);
    const double difference = laws::scaled_difference(dense.covariance(), cascade.covariance());
    CHECK(difference <= dense.relative_bound() + cascade.relative_bound());
    CHECK(cascade.relative_bound() < 1e-5);
    CHECK(cascade.residual < 1e-13);
    CHECK(cascade.solver == Solver::cascade);
    ++held;
  }
  CHECK(held > 400);
}

TEST_CASE("along the cascade a graph without a steady state is refused in the same words") {
  int held = 0;
  for (const laws::GraphRecord& record : laws::graphs()) {
    const Model model(laws::describe(record));
    const gaussnet::LinearModel linear = model.linear_model();
    if (laws::spectral_abscissa(linear) < 0) continue;
    CAPTURE(laws::seed_of(record));
    const auto refusal = [&](Solver solver) -> std::string {
      try {
        gaussnet::unconditional_state(model, linear, solver);
      } catch (const gaussnet::NoSteadyState& failure) {
        return failure.why().code;
      } catch (const gaussnet::InaccurateResult&) {
        return "inaccurate";
      }
      return "";
    };
    CHECK(refusal(Solver::cascade) == refusal(Solver::dense));
    ++held;
  }
  CHECK(held > 30);
}

TEST_CASE("every pair of a long chain of dark dimers is right, entry by entry") {
  // [theory.md, Eq. (65)]: each dimer is a two-mode squeezed vacuum, and no two dimers are
  // correlated.
  const double theta = 1.1;
  const int dimers = 400;
  const Model model(laws::dark_dimers(dimers, theta));
  struct Worst : gaussnet::CovarianceVisitor {
    void visit(const gaussnet::CovarianceRows& rows) override {
      for (int i = rows.first(); i < rows.end(); ++i) {
        for (int j = 0; j <= i; ++j) {
          Eigen::Matrix2d expected = Eigen::Matrix2d::Zero();
          if (i == j) expected = alone * Eigen::Matrix2d::Identity();
          if (i == j + 1 && j % 2 == 0) expected.diagonal() << -together, together;
          const double missed = (rows(i, j).cwiseAbs() - expected.cwiseAbs()).cwiseAbs().maxCoeff();
          worst[static_cast<std::size_t>(i)] =
              std::max(worst[static_cast<std::size_t>(i)], missed / alone);
        }
      }
    }
    double alone = 0, together = 0;
    std::vector<double> worst{};
  } visitor;
  const double squeezing = -std::log(std::tan(theta - pi / 4));
  visitor.alone = 0.5 * std::cosh(squeezing);
  visitor.together = 0.5 * std::sinh(squeezing);
  visitor.worst.resize(2 * dimers);
  const auto solution = gaussnet::solve(gaussnet::cascade_equation(model.cascade()), &visitor);
  CHECK(*std::max_element(visitor.worst.begin(), visitor.worst.end()) < 1e-12);
  CHECK(solution.residual < 1e-14);
}
