#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/gaussian/gaussian_state.hpp>
#include <limits>

#include "random_states.hpp"

using namespace gaussnet;
using namespace gaussnet::testing;
using Catch::Contains;
using Catch::WithinAbs;

namespace {

GaussianState named() {
  Generator random(1);
  return GaussianState(random_state(random, 3, 1, 2).covariance(),
                       {{"spin", "mech", "cavity"}, 1e-9});
}

}  // namespace

TEST_CASE("A state keeps what it was given") {
  const GaussianState state = named();
  CHECK(state.num_modes() == 3);
  CHECK(state.covariance() == state.covariance().transpose());
  CHECK(state.error_bound() == 1e-9);
  CHECK(state.mode_names() == std::vector<std::string>{"spin", "mech", "cavity"});
  CHECK_FALSE(state.factor());
  CHECK(state.uncertainty_margin() > -1e-14);
  CHECK(GaussianState::vacuum(2).covariance() == 0.5 * Matrix::Identity(4, 4));
}

TEST_CASE("Rounding of a symmetric covariance is taken away, more is refused") {
  Matrix v = two_mode_squeezed(1);
  v(0, 2) *= 1 + 1e-15;
  const GaussianState state(v);
  CHECK(state.covariance()(0, 2) == state.covariance()(2, 0));
  v(0, 2) *= 1 + 1e-9;
  CHECK_THROWS_WITH(GaussianState(v), Contains("not symmetric") && Contains("X1"));
}

TEST_CASE("What is no covariance is refused with the reason") {
  CHECK_THROWS_WITH(GaussianState(Matrix::Identity(3, 3)), Contains("3 x 3"));
  CHECK_THROWS_AS(GaussianState(Matrix::Identity(2, 4)), std::invalid_argument);
  CHECK_THROWS_AS(GaussianState(Matrix(0, 0)), std::invalid_argument);
  CHECK_THROWS_AS(GaussianState::vacuum(0), std::invalid_argument);
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    Matrix v = Matrix::Identity(4, 4);
    v(1, 2) = v(2, 1) = bad;
    CHECK_THROWS_WITH(GaussianState(v), Contains("not finite") && Contains("X1"));
    CHECK_THROWS_AS(GaussianState(v, {{}, 0, Physicality::reported}), std::invalid_argument);
  }
}

TEST_CASE("A covariance below the uncertainty relation is refused with its margin, or held") {
  const Matrix v = 0.45 * Matrix::Identity(4, 4);
  CHECK_THROWS_WITH(GaussianState(v), Contains("-0.05"));
  CHECK_THROWS_AS(GaussianState(v), std::invalid_argument);
  const GaussianState held(v, {{}, 0, Physicality::reported});
  CHECK(held.physicality() == Physicality::reported);
  CHECK_THAT(held.uncertainty_margin(), WithinAbs(-0.05, 1e-15));
  const int one[] = {1};
  CHECK(held.reduced(one).physicality() == Physicality::reported);
}

TEST_CASE("A factor is kept beside the covariance it makes") {
  Generator random(2);
  const Matrix l = random_state(random, 3, 1, 2).factor();
  const GaussianState state = GaussianState::from_factor(l, {{"a", "b", "c"}});
  REQUIRE(state.factor());
  CHECK(*state.factor() == l);
  CHECK((state.covariance() - l * l.transpose()).norm() < 1e-14);
  const int two[] = {2, 0};
  const GaussianState part = state.reduced(two);
  REQUIRE(part.factor());
  CHECK(part.factor()->topRows(2) == l.bottomRows(2));
  CHECK(part.factor()->bottomRows(2) == l.topRows(2));
  CHECK_THROWS_WITH(GaussianState::from_factor(l.leftCols(5)), Contains("6 x 5"));
  CHECK_THROWS_AS(GaussianState::from_factor(0.9 * Matrix::Identity(4, 4) / std::sqrt(2.0)),
                  std::invalid_argument);
}

TEST_CASE("A reduced state has the rows of its modes in the order asked for") {
  const GaussianState state = named();
  const int modes[] = {2, 0};
  const GaussianState part = state.reduced(modes);
  CHECK(part.mode_names() == std::vector<std::string>{"cavity", "spin"});
  CHECK(part.error_bound() == state.error_bound());
  CHECK(part.covariance().topLeftCorner(2, 2) == state.covariance().bottomRightCorner(2, 2));
  CHECK(part.covariance().topRightCorner(2, 2) == state.covariance().bottomLeftCorner(2, 2));
  const int all[] = {0, 1, 2};
  CHECK(state.reduced(all).covariance() == state.covariance());
  const int twice[] = {1, 1};
  CHECK_THROWS_WITH(state.reduced(twice), Contains("'mech'") && Contains("twice"));
  const int beyond[] = {3};
  CHECK_THROWS_WITH(state.reduced(beyond), Contains("3"));
  CHECK_THROWS_AS(state.reduced({}), std::invalid_argument);
}

TEST_CASE("Modes are found by place and by name") {
  const GaussianState state = named();
  CHECK(state.index("mech") == 1);
  CHECK(state.index(std::string("cavity")) == 2);
  CHECK(state.index(0) == 0);
  const ModeIndexPair pair = state.indices(ModePair{"cavity", 0});
  CHECK(pair.first == 2);
  CHECK(pair.second == 0);
  const BipartitionIndices parts = state.indices(Bipartition{{"mech", "spin"}, {2}});
  CHECK(parts.a == std::vector<int>{1, 0});
  CHECK(parts.b == std::vector<int>{2});
}

TEST_CASE("Modes that are not there, or there twice, are refused with the names there are") {
  const GaussianState state = named();
  CHECK_THROWS_WITH(state.index("spn"), Contains("'spn'") && Contains("'spin', 'mech', 'cavity'"));
  CHECK_THROWS_AS(state.index("spn"), std::invalid_argument);
  CHECK_THROWS_WITH(GaussianState::vacuum(1).index("spin"), Contains("counted from 0"));
  CHECK_THROWS_WITH(state.index(3), Contains("3"));
  CHECK_THROWS_AS(state.index(-1), std::invalid_argument);
  CHECK_THROWS_WITH(state.indices(ModePair{"spin", 0}), Contains("twice"));
  CHECK_THROWS_WITH(state.indices(Bipartition{{"spin"}, {1, "spin"}}), Contains("'spin'"));
  CHECK_THROWS_AS(state.indices(Bipartition{{0, 0}, {1}}), std::invalid_argument);
  CHECK_THROWS_WITH(state.indices(Bipartition{{0}, {}}), Contains("no mode"));
  CHECK_THROWS_AS(state.indices(Bipartition{{}, {1}}), std::invalid_argument);
}

TEST_CASE("Names that do not fit the modes are refused") {
  const Matrix v = Matrix::Identity(4, 4);
  CHECK_THROWS_WITH(GaussianState(v, {{"a"}}), Contains("1 names for 2 modes"));
  CHECK_THROWS_WITH(GaussianState(v, {{"a", "a"}}), Contains("'a'"));
  CHECK_THROWS_WITH(GaussianState(v, {{}, -1}), Contains("error bound"));
  CHECK_THROWS_AS(GaussianState(v, {{}, std::numeric_limits<double>::quiet_NaN()}),
                  std::invalid_argument);
}
