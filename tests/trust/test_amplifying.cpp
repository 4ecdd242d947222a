#include <catch2/catch.hpp>
#include <cstdio>
#include <tests/linear/generators.hpp>
#include <tests/trust/amplifying.hpp>
#include <tests/trust/references.hpp>

// Long cascades that amplify: in their natural order a Schur form of the whole drift matrix loses
// half the digits or finds the wrong sign of stability.

using namespace gaussnet;
using namespace trust;

namespace {

constexpr double wanted_error = 1e-12;

/// State order[i] of the natural order becomes state i; the answer in the natural order.
LyapunovSolution solve_in_order(const LyapunovEquation& e, const std::vector<int>& order) {
  LyapunovSolution found =
      solve(LyapunovEquation{e.drift(order, order), e.diffusion(order, order)});
  Matrix V(e.drift.rows(), e.drift.rows());
  V(order, order) = found.covariance;
  found.covariance = std::move(V);
  return found;
}

void check_in_order(const LyapunovEquation& e, const Extended& exact,
                    const std::vector<int>& order) {
  const LyapunovSolution found = solve_in_order(e, order);
  CAPTURE(found.residual, found.error_bound);
  const double error = entrywise_error(found.covariance, exact);
  CHECK(forward_error(found.covariance, exact) <= wanted_error);
  CHECK(error <= wanted_error);
  CHECK(error <= found.error_bound);
}

std::vector<int> natural_order(int n) {
  std::vector<int> order(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) order[static_cast<std::size_t>(i)] = i;
  return order;
}

void check_in_all_orders(Eigen::Index oscillators) {
  const AmplifyingCascade cascade(oscillators);
  const LyapunovEquation e = cascade.equation();
  const Extended exact = cascade.covariance();
  std::vector<int> order = natural_order(static_cast<int>(2 * oscillators));
  {
    INFO("natural order");
    check_in_order(e, exact, order);
  }
  {
    INFO("reversed");
    check_in_order(e, exact, {order.rbegin(), order.rend()});
  }
  INFO("shuffled");
  std::mt19937_64 engine(7);
  std::shuffle(order.begin(), order.end(), engine);
  check_in_order(e, exact, order);
}

}  // namespace

TEST_CASE("block substitution along the beam solves the assembled equation") {
  const AmplifyingCascade cascade(8);
  const Reference found = reference(cascade.equation());
  CHECK(found.uncertainty < 1e-28);
  CHECK((cascade.covariance() - found.covariance).norm() < 1e-28 * found.covariance.norm());
}

TEST_CASE("an amplifying cascade of 256 oscillators is right to 1e-12 in any order of its states") {
  check_in_all_orders(256);
}

TEST_CASE("an amplifying cascade of 512 oscillators is right to 1e-12 in any order of its states") {
  check_in_all_orders(512);
}

TEST_CASE("amplifying cascades as a table", "[.][table]") {
  std::puts("| amplifying cascade | order of states | forward error | error of an entry | bound |");
  for (const int oscillators : {256, 512}) {
    const AmplifyingCascade cascade(oscillators);
    const LyapunovEquation e = cascade.equation();
    const Extended exact = cascade.covariance();
    const std::vector<int> natural = natural_order(2 * oscillators);
    for (const bool is_reversed : {false, true}) {
      const LyapunovSolution found = solve_in_order(
          e, is_reversed ? std::vector<int>(natural.rbegin(), natural.rend()) : natural);
      std::printf("| %d | %s | %.1e | %.1e | %.1e |\n", oscillators,
                  is_reversed ? "reversed" : "natural", forward_error(found.covariance, exact),
                  entrywise_error(found.covariance, exact), found.error_bound);
    }
  }
}
