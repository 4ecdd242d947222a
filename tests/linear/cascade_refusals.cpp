#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/linear/cascade.hpp>
#include <libnetwork/linear/lyapunov.hpp>
#include <limits>
#include <string>

namespace gaussnet {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::WithinRel;

RoundedMatrix exact(Matrix m) { return RoundedMatrix::exact(std::move(m)); }

RoundedMatrix unit(double size, Eigen::Index n = 2) { return exact(size * Matrix::Identity(n, n)); }

/// Damped modes in a row, each driven by the field that leaves the one before it: B = -sqrt(r),
/// C = sqrt(r), A = -r/2, in vacuum and with white noise of its own.
Cascade chain(int blocks, double rate = 1, double noise = 0.5) {
  Cascade cascade;
  const double root = std::sqrt(rate);
  cascade.kinds.push_back({unit(-0.5 * rate), unit(-root), unit(root), unit(1), unit(rate * noise),
                           unit(noise), unit(0)});
  cascade.wires.push_back({unit(0.9), unit(0.1 * noise)});
  for (int k = 0; k < blocks; ++k) cascade.blocks.push_back({0, {{k - 1, 0, 0}}});
  return cascade;
}

using Damage = std::function<void(Cascade&)>;

void check_refused(const Damage& damage, const std::string& text) {
  Cascade cascade = chain(3);
  cascade.kinds.push_back(cascade.kinds[0]);
  cascade.wires.push_back(cascade.wires[0]);
  cascade.blocks[2].kind = 1;
  cascade.blocks[2].feeds[0].wire = 1;
  REQUIRE_NOTHROW(solve(cascade));
  damage(cascade);
  CAPTURE(text);
  CHECK_THROWS_AS(solve(cascade), std::invalid_argument);
  CHECK_THROWS_WITH(solve(cascade), Contains(text));
  CHECK_THROWS_AS(solve_and_store(cascade), std::invalid_argument);
}

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("A cascade of fields that are neither 2 nor 4 quadratures is refused") {
  for (const int field : {-2, 0, 1, 3, 6}) {
    check_refused([=](Cascade& c) { c.field = field; },
                  "cascade: field is " + std::to_string(field) + "; it must be 2 or 4");
  }
  check_refused([](Cascade& c) { c.field = 4; },
                "cascade: kind 0: input has 2 columns; it needs 4 for each port");
}

TEST_CASE("A matrix of a kind that is missing or does not fit is refused by name") {
  using Member = RoundedMatrix Cascade::Kind::*;
  const std::vector<std::pair<Member, std::string>> members = {
      {&Cascade::Kind::input, "input is 0 x 0; it must be 2 x 0"},
      {&Cascade::Kind::output, "output is 0 x 0; it must be 0 x 2"},
      {&Cascade::Kind::feedthrough, "feedthrough is 0 x 0; it must be 2 x 2"},
      {&Cascade::Kind::mode_noise, "mode_noise is 0 x 0; it must be 2 x 2"},
      {&Cascade::Kind::output_noise, "output_noise is 0 x 0; it must be 2 x 2"},
      {&Cascade::Kind::cross_noise, "cross_noise is 0 x 0; it must be 2 x 2"}};
  for (const auto& [member, text] : members) {
    check_refused([m = member](Cascade& c) { c.kinds[1].*m = {}; }, "cascade: kind 1: " + text);
    const std::string name = text.substr(0, text.find(' '));
    check_refused([m = member](Cascade& c) { (c.kinds[1].*m).rounding.resize(0, 0); },
                  "cascade: kind 1: rounding of " + name + " is 0 x 0; it must be 2 x 2");
  }
  check_refused([](Cascade& c) { c.kinds[1].drift = exact(-Matrix::Identity(2, 4)); },
                "cascade: kind 1: drift is 2 x 4; it must be 2 x 2");
  check_refused([](Cascade& c) { c.kinds[1].drift = unit(-1, 3); },
                "cascade: kind 1: drift has 3 states; they come in pairs");
  check_refused([](Cascade& c) { c.kinds[1].output = exact(Matrix::Ones(3, 2)); },
                "cascade: kind 1: feedthrough is 2 x 2; it must be 3 x 2");
}

TEST_CASE("A wire that does not fit its field is refused by its number") {
  check_refused([](Cascade& c) { c.wires[1].noise = unit(1, 1); },
                "cascade: wire 1: noise is 1 x 1; it must be 2 x 2");
  check_refused([](Cascade& c) { c.wires[1].transfer = {}; },
                "cascade: wire 1: transfer is 0 x 0; it must be 2 x 2");
  check_refused([](Cascade& c) { c.wires[1].noise.rounding = Matrix::Zero(2, 1); },
                "cascade: wire 1: rounding of noise is 2 x 1; it must be 2 x 2");
}

TEST_CASE("Kinds, blocks, ports and wires that are not there are refused by their numbers") {
  for (const int kind : {-1, 2}) {
    check_refused([=](Cascade& c) { c.blocks[1].kind = kind; },
                  "cascade: block 1: kind " + std::to_string(kind) + "; there are 2");
  }
  for (const int wire : {-1, 2}) {
    check_refused([=](Cascade& c) { c.blocks[1].feeds[0].wire = wire; },
                  "block 1: feed 0 is by wire " + std::to_string(wire) + "; there are 2");
  }
  for (const int block : {-2, 1, 2, 7}) {
    check_refused([=](Cascade& c) { c.blocks[1].feeds[0].block = block; },
                  "block 1: feed 0 is from block " + std::to_string(block) +
                      "; it must be one before it, or Feed::none");
  }
  for (const int port : {-1, 1}) {
    check_refused([=](Cascade& c) { c.blocks[1].feeds[0].port = port; },
                  "block 1: feed 0 is from port " + std::to_string(port) +
                      " of block 0; that has 1 output ports");
  }
  check_refused([](Cascade& c) { c.blocks[2].feeds[0].block = 0; },
                "block 2: feed 0 is from port 0 of block 0; an output feeds one input at most");
  check_refused([](Cascade& c) { c.blocks[1].feeds.clear(); },
                "block 1: it has 0 feeds; its kind 0 needs 1, one for each input port");
  check_refused([](Cascade& c) { c.blocks[1].feeds.push_back({.wire = 0}); },
                "block 1: it has 2 feeds; its kind 0 needs 1, one for each input port");
}

TEST_CASE("Entries that are no finite numbers are refused by name") {
  for (const double bad : {nan, infinity, -infinity}) {
    check_refused([=](Cascade& c) { c.kinds[1].mode_noise.value(1, 1) = bad; },
                  "cascade: kind 1: mode_noise(1, 1) is ");
    check_refused([=](Cascade& c) { c.kinds[1].drift.value(0, 1) = bad; },
                  "cascade: kind 1: drift(0, 1) is ");
    check_refused([=](Cascade& c) { c.kinds[1].feedthrough.rounding(1, 0) = bad; },
                  "cascade: kind 1: rounding of feedthrough(1, 0) is ");
    check_refused([=](Cascade& c) { c.wires[1].transfer.value(0, 0) = bad; },
                  "cascade: wire 1: transfer(0, 0) is ");
  }
}

TEST_CASE("Noise of a cascade that is no covariance is refused by name") {
  const std::string joint =
      "cascade: kind 1: [[mode_noise, cross_noise], [cross_noise^T, "
      "output_noise]]";
  check_refused([](Cascade& c) { c.kinds[1].mode_noise.value(1, 1) = -1; },
                joint + "(1, 1) is -1; a variance cannot be negative");
  check_refused([](Cascade& c) { c.kinds[1].output_noise.value(0, 0) = -0.25; },
                joint + "(2, 2) is -0.25; a variance cannot be negative");
  // Each part is a covariance, all together are not: 0.6 > sqrt(0.5 0.5).
  check_refused([](Cascade& c) { c.kinds[1].cross_noise.value(0, 1) = 0.6; },
                joint + " is indefinite: scaled to unit variances its least eigenvalue is -0.2");
  check_refused([](Cascade& c) { c.kinds[1].mode_noise.value(0, 1) = 0.1; },
                "cascade: kind 1: mode_noise is not symmetric: ");
  check_refused([](Cascade& c) { c.kinds[1].output_noise.value(0, 1) = 0.1; },
                "cascade: kind 1: output_noise is not symmetric: ");
  check_refused([](Cascade& c) { c.wires[1].noise.value(0, 0) = -1; },
                "cascade: wire 1: noise(0, 0) is -1; a variance cannot be negative");
  check_refused([](Cascade& c) { c.wires[1].noise.value << 1, 2, 2, 1; },
                "cascade: wire 1: noise is indefinite: ");
  check_refused([](Cascade& c) { c.wires[1].noise.value << 1, 0.5, 0, 1; },
                "cascade: wire 1: noise is not symmetric: ");
}

TEST_CASE("Noise of many ports is judged as that of few") {
  const int ports = 20;  // more rows than the small test takes
  Cascade cascade;
  cascade.kinds.push_back({exact(Matrix(0, 0)), exact(Matrix(0, 2)), exact(Matrix(2 * ports, 0)),
                           exact(Matrix::Zero(2 * ports, 2)), exact(Matrix(0, 0)),
                           unit(1, 2 * ports), exact(Matrix(0, 2 * ports))});
  cascade.wires.push_back({unit(1), unit(1)});
  cascade.blocks.push_back({0, {{.wire = 0}}});
  CHECK_NOTHROW(solve(cascade));
  cascade.kinds[0].output_noise.value(39, 0) = cascade.kinds[0].output_noise.value(0, 39) = 1.5;
  CHECK_THROWS_WITH(solve(cascade), Contains("least eigenvalue is -0.5"));
}

TEST_CASE("Noise below zero by no more than its rounding is no mistake") {
  Cascade cascade = chain(3);
  cascade.kinds[0].output_noise.value(0, 0) = -1e-12;
  CHECK_THROWS_AS(solve(cascade), std::invalid_argument);
  cascade.kinds[0].output_noise.rounding(0, 0) = 2e-12;
  CHECK_NOTHROW(solve(cascade));
}

TEST_CASE("Numbers whose squares are none are refused, with what to do") {
  check_refused([](Cascade& c) { c.kinds[1].drift.value *= 1e100; },
                "cascade: kind 1: drift has entries up to 5e+99; they must not exceed 1e+60");
  check_refused([](Cascade& c) { c.kinds[1].drift.value *= 1e160; }, "choose units");
  check_refused([](Cascade& c) { c.kinds[1].drift.value *= 1e-100; },
                "cascade: kind 1: drift has entries of at most 5e-101; the largest must not be "
                "below 1e-60: choose units");
  check_refused([](Cascade& c) { c.wires[1].noise.rounding(0, 0) = 1e61; },
                "cascade: wire 1: rounding of noise has entries up to 1e+61");
  for (const double noise : {1e-200, 1e-61}) {
    CHECK_THROWS_AS(solve(chain(3, 1, noise)), InaccurateResult);
    CHECK_THROWS_WITH(
        solve(chain(3, 1, noise)),
        Contains("the variance of state 0 along the cascade is") && Contains("choose units"));
  }
}

TEST_CASE("Units of rates and of noise change nothing, up to where they are refused") {
  const CascadeSolution reference = solve(chain(5));
  // 2^196 = 1.0e59. Rates in powers of four, whose roots are exact.
  struct Units {
    int rate, noise;
  };
  for (const auto& [rate, noise] :
       {Units{-196, -196}, {-196, 196}, {-40, 0}, {0, -100}, {60, 100}, {196, -196}, {196, 0}}) {
    const double scale = std::ldexp(1.0, noise);
    const CascadeSolution found = solve(chain(5, std::ldexp(1.0, rate), 0.5 * scale));
    CAPTURE(rate, noise);
    // Fields and states have other units: the bound weighs them a little differently.
    CHECK_THAT(found.error_bound, WithinRel(reference.error_bound, 0.2));
    CHECK(found.residual == reference.residual);
    for (std::size_t k = 0; k < 5; ++k) CHECK(found.own[k] == scale * reference.own[k]);
  }
}

TEST_CASE("A quadrature far quieter than the other one of its mode is refused as that") {
  // Both decay at once; rounding of the louder one, 1e20 times as loud, hides the other.
  Cascade cascade = chain(1);
  cascade.kinds[0].mode_noise.value << 1e20, 0, 0, 1e-20;
  cascade.wires[0].noise.value.setZero();
  CHECK_THROWS_AS(solve(cascade), InaccurateResult);
  CHECK_THROWS_WITH(solve(cascade), Contains("rounding decides the variance of state 1") &&
                                        Contains("other quadrature of its mode has 1e+20") &&
                                        Contains("the dense solver bounds them apart"));
  const LyapunovSolution dense = solve(LyapunovEquation{
      .drift = cascade.kinds[0].drift.value, .diffusion = cascade.kinds[0].mode_noise.value});
  CHECK_THAT(dense.covariance(1, 1), WithinRel(1e-20, 1e-14));
}

}  // namespace gaussnet
