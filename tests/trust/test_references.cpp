#include <catch2/catch.hpp>
#include <tests/linear/generators.hpp>
#include <tests/linear/references.hpp>
#include <tests/trust/carex.hpp>
#include <tests/trust/ctlex.hpp>
#include <tests/trust/references.hpp>

// The judges first: references against closed forms and against direct elimination.

using namespace gaussnet;
using namespace trust;

namespace {

double distance(const Extended& a, const Extended& b) { return (a - b).norm() / b.norm(); }

}  // namespace

TEST_CASE("references meet the closed forms of CAREX beyond double precision") {
  int met = 0;
  for (const CarexCase& example : carex()) {
    if (!example.closed_form || example.name.starts_with("2.5")) continue;
    CAPTURE(example.name);
    const Reference found = reference(example.equation);
    CHECK(found.uncertainty < 1e-28);
    // 2.4 and 2.6 round the formula's matrices once to doubles; all others are exact.
    const bool rounded = example.name.starts_with("2.4") || example.name.starts_with("2.6");
    CHECK(distance(found.covariance, *example.closed_form) < (rounded ? 1e-15 : 1e-30));
    ++met;
  }
  CHECK(met == 15);
}

TEST_CASE("references meet the closed form of CTLEX 4.1 as far as its rounding allows") {
  for (const CtlexCase& example : ctlex()) {
    if (example.name != "4.1" && !example.name.ends_with("r1.1")) continue;
    CAPTURE(example.name);
    CHECK(distance(reference(example.equation).covariance, *example.closed_form) < 1e-14);
  }
}

TEST_CASE("references agree with elimination of the Kronecker system") {
  for (unsigned seed = 0; seed < 10; ++seed) {
    CAPTURE(seed);
    test::Random random(seed);
    const LyapunovEquation e = test::stable_equation(random, 4);
    const Matrix direct = test::reference(e).cast<double>();
    CHECK(entrywise_error(direct, reference(e).covariance) < 1e-15);
  }
}

TEST_CASE("a reference is refused where the matrices have none") {
  const Matrix one = Matrix::Identity(2, 2);
  CHECK_THROWS_AS(reference(LyapunovEquation{one, one}), NoReference);
  Matrix undamped(2, 2);
  undamped << 0, 1, -1, 0;
  CHECK_THROWS_AS(reference(LyapunovEquation{undamped, one}), NoReference);
  CHECK_THROWS_AS(reference(RiccatiEquation{one, one, Matrix::Zero(1, 2), Matrix::Identity(1, 1),
                                            Matrix::Zero(2, 1)}),
                  NoReference);
}
