// What a scan over many pairs goes by: bounds that hold, and are worth having.
#include <Eigen/Eigenvalues>
#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/epr.hpp>
#include <libnetwork/gaussian/pair_scan.hpp>
#include <tests/gaussian/random_states.hpp>

using namespace gaussnet;
using namespace gaussnet::testing;

namespace {

/// Two modes as a row of one pair, kept alive.
struct Row {
  explicit Row(const Matrix& v)
      : own(v.topLeftCorner<2, 2>()),
        other(v.bottomRightCorner<2, 2>()),
        pair(v.topRightCorner<2, 2>()) {}
  PairRow row() const { return {own.data(), other.data(), pair.data(), 1}; }
  Eigen::Matrix2d own, other, pair;
};

double bound_of(void (*bound)(const PairRow&, double*), const Row& row) {
  double value = 0;
  bound(row.row(), &value);
  return value;
}

double least_figure(double bound) { return std::max(0.0, -std::log(bound) / 2); }

/// Two of three modes, weakly and strongly entangled, hot and cold, or not correlated at all.
std::vector<Matrix> pairs() {
  Generator random(11);
  std::vector<Matrix> states;
  for (int k = 0; k < 400; ++k) {
    const double r = k % 3 == 0 ? 0.1 : k % 3 == 1 ? 0.8 : 2.0;
    const double hottest = k % 5 == 0 ? 0.5 : k % 5 == 4 ? 1e4 : 2;
    const Matrix v = random_state(random, 3, r, hottest).covariance();
    states.push_back(v.topLeftCorner<4, 4>());
    states.push_back(v.bottomRightCorner<4, 4>());
    Matrix product = states.back();
    product.topRightCorner<2, 2>().setZero();
    product.bottomLeftCorner<2, 2>().setZero();
    states.push_back(product);
  }
  for (const double r : {0.0, 1e-9, 1e-3, 0.5, 2.0, 4.0}) {
    states.push_back(two_mode_squeezed(r));
    states.push_back(1.7 * two_mode_squeezed(r));
  }
  for (Matrix& v : states) v = Matrix((v + v.transpose()) / 2);
  return states;
}

}  // namespace

TEST_CASE("no pair is more entangled than its bound allows, and few could be") {
  int entangled = 0, certain = 0, separable = 0, close = 0;
  for (const Matrix& v : pairs()) {
    const Row row(v);
    const GaussianState state(v, {.physicality = Physicality::reported});
    const double exact = logarithmic_negativity(state, {{0}, {1}});
    const double bound = bound_of(bound_transposed, row);
    CAPTURE(v, exact, bound);
    REQUIRE(bound >= 0);
    CHECK(exact <= least_figure(bound) * (1 + 1e-14));
    if (exact == 0) ++separable;
    if (bound >= 1) ++certain;
    if (bound >= 1) CHECK(exact == 0);
    if (exact > 1e-3) ++entangled;
    if (exact > 1e-3 && least_figure(bound) < 1.001 * exact) ++close;
  }
  CHECK(entangled > 100);
  CHECK(close > 0.9 * entangled);
  CHECK(separable > 300);
  CHECK(certain > 0.9 * separable);
}

TEST_CASE("no mode steers another more than its bound allows, either way") {
  int steered = 0, certain = 0, close = 0;
  for (const Matrix& v : pairs()) {
    const Row row(v);
    const GaussianState state(v, {.physicality = Physicality::reported});
    for (const bool first_steers : {true, false}) {
      const int from = first_steers ? 0 : 1;
      const double exact = steering(state, {{from}, {1 - from}});
      const double bound = bound_of(first_steers ? bound_steered : bound_steering, row);
      CAPTURE(v, exact, bound, first_steers);
      CHECK(exact <= least_figure(bound) * (1 + 1e-14));
      if (bound >= 1) CHECK(exact == 0);
      certain += bound >= 1;
      steered += exact > 1e-3;
      close += exact > 1e-3 && least_figure(bound) < 1.001 * exact;
    }
    PairCovariance exchanged;
    exchanged << v.bottomRightCorner<2, 2>(), v.bottomLeftCorner<2, 2>(), v.topRightCorner<2, 2>(),
        v.topLeftCorner<2, 2>();
    CHECK(steering(PairCovariance(v)) == steering(state, {{0}, {1}}));
    CHECK(steering(exchanged) == steering(state, {{1}, {0}}));
  }
  CHECK(steered > 100);
  CHECK(close > 0.9 * steered);
  CHECK(certain > 500);
}

TEST_CASE("no pair has a smaller EPR variance than its bound") {
  for (const Matrix& v : pairs()) {
    const Row row(v);
    const GaussianState state(v, {.physicality = Physicality::reported});
    const double exact = epr_variance(state, {0, 1}, optimal_weight);
    const double scale = v.trace() * 1e-14;
    const double bound = bound_of(bound_epr, row);
    CAPTURE(v, exact, bound);
    CHECK(bound <= exact);
    CHECK(bound >= exact - scale);
    for (const double weight : {1.0, -0.4, 3.0}) {
      double weighted = 0;
      bound_weighted_epr(row.row(), weight, &weighted);
      const double one = epr_variance(state, {0, 1}, weight);
      const double other = epr_variance(state, {1, 0}, weight);
      CHECK(weighted <= std::min(one, other));
      CHECK(weighted >= std::min(one, other) - scale);
    }
  }
}

TEST_CASE("the condition of a pair is at least that of its covariance") {
  for (const Matrix& v : pairs()) {
    const Eigen::SelfAdjointEigenSolver<Matrix> spectrum(v);
    const double exact = spectrum.eigenvalues()(3) / spectrum.eigenvalues()(0);
    const double bound = condition_bound(Row(v).row(), 0);
    CAPTURE(v, exact, bound);
    CHECK(bound >= exact * (1 - 1e-9));
    CHECK(bound <= 40 * exact);
  }
  Matrix indefinite = two_mode_squeezed(1);
  indefinite(0, 2) = indefinite(2, 0) = 2 * indefinite(0, 0);
  CHECK(std::isinf(condition_bound(Row(indefinite).row(), 0)));
}
