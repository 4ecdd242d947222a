#include <catch2/catch.hpp>
#include <libnetwork/network/dimension.hpp>

using namespace gaussnet;

namespace {

Dimension raised(BaseUnit unit, int half_powers) { return base(unit, half_powers); }

Dimension product(const Dimension& a, const Dimension& b) { return multiply(a, b).value(); }

}  // namespace

TEST_CASE("hertz times 2 pi is a rate, and no other number of pi is", "[dimension]") {
  Dimension rate = dimensions::hertz;
  CHECK_FALSE(rate.cycle_free());
  CHECK_FALSE(rate.is_rate());
  rate = product(rate, dimensions::pi);
  CHECK(rate == dimensions::rate);
  CHECK(rate.is_rate());
  rate = product(rate, dimensions::pi);
  CHECK_FALSE(rate.cycle_free());
  CHECK_FALSE(rate.is_rate());
}

TEST_CASE("powers of pi are cycle-free, inverse ones are not", "[dimension]") {
  CHECK(dimensions::pi.cycle_free());
  CHECK(power(dimensions::pi, 2).value().cycle_free());
  CHECK(power(dimensions::pi, 0.5).value().cycle_free());
  CHECK_FALSE(power(dimensions::pi, -1).value().cycle_free());
  CHECK_FALSE(product(dimensions::pi, dimensions::angle).cycle_free());
  CHECK(power(dimensions::angle, 3).value().cycle_free());
}

TEST_CASE("an angle is rad or one power of pi", "[dimension]") {
  CHECK(dimensions::angle.is_angle());
  CHECK(dimensions::pi.is_angle());
  CHECK_FALSE(power(dimensions::pi, 2).value().is_angle());
  CHECK_FALSE(power(dimensions::angle, 2).value().is_angle());
  CHECK_FALSE(dimensions::number.is_angle());
  CHECK_FALSE(dimensions::cycle.is_angle());
  CHECK_FALSE(dimensions::rate.is_angle());
}

TEST_CASE("a rate is one over time, whatever its rad", "[dimension]") {
  CHECK(raised(BaseUnit::second, -2).is_rate());
  CHECK(product(dimensions::angle, dimensions::rate).is_rate());
  CHECK_FALSE(dimensions::second.is_rate());
  CHECK_FALSE(raised(BaseUnit::second, -1).is_rate());
  CHECK_FALSE(product(dimensions::rate, dimensions::kelvin).is_rate());
  // k_B T / hbar
  const Dimension thermal =
      divide(product(dimensions::boltzmann, dimensions::kelvin), dimensions::hbar).value();
  CHECK(thermal == dimensions::rate);
}

TEST_CASE("multiplying and dividing add and subtract powers", "[dimension]") {
  CHECK(product(dimensions::hertz, dimensions::second) == dimensions::cycle);
  CHECK(divide(dimensions::rate, dimensions::rate) == dimensions::number);
  CHECK(power(dimensions::rate, 2) == multiply(dimensions::rate, dimensions::rate));
  CHECK(power(power(dimensions::rate, 0.5).value(), 2) == dimensions::rate);
  CHECK(power(power(dimensions::hbar, 3).value(), 1.0 / 3) == dimensions::hbar);
  CHECK(power(dimensions::rate, -1) == divide(dimensions::number, dimensions::rate));
  CHECK(power(dimensions::rate, 0) == dimensions::number);
}

TEST_CASE("powers stay whole or half, and bounded", "[dimension]") {
  CHECK_FALSE(power(dimensions::second, 0.25).has_value());
  CHECK_FALSE(power(dimensions::second, 1.0 / 3).has_value());
  CHECK_FALSE(power(dimensions::second, 0.123456).has_value());
  CHECK_FALSE(power(dimensions::second, 64).has_value());
  CHECK_FALSE(power(dimensions::second, 1e300).has_value());
  CHECK_FALSE(power(dimensions::second, -1e300).has_value());
  CHECK(power(dimensions::number, 17).has_value());
  const Dimension high = power(dimensions::second, 60).value();
  CHECK_FALSE(multiply(high, high).has_value());
  CHECK_FALSE(divide(dimensions::second, product(high, raised(BaseUnit::second, -250 / 2)))
                  .value()
                  .is_number());
}

TEST_CASE("dropping the angles leaves the rest", "[dimension]") {
  CHECK(without_angles(dimensions::hertz) == raised(BaseUnit::second, -2));
  CHECK(without_angles(dimensions::pi) == dimensions::number);
  CHECK(dimensions::pi.is_geometric());
  CHECK(dimensions::cycle.is_geometric());
  CHECK_FALSE(dimensions::rate.is_geometric());
  CHECK_FALSE(dimensions::decibel.is_geometric());
}

TEST_CASE("dimensions are written as physicists write them", "[dimension]") {
  CHECK(to_string(dimensions::number) == "1");
  CHECK(to_string(dimensions::hertz) == "cycle/s");
  CHECK(to_string(dimensions::rate) == "rad/s");
  CHECK(to_string(dimensions::pi) == "rad/cycle");
  CHECK(to_string(dimensions::hbar) == "J s/rad");
  CHECK(to_string(dimensions::boltzmann) == "J/K");
  CHECK(to_string(raised(BaseUnit::second, -2)) == "1/s");
  CHECK(to_string(power(dimensions::rate, 0.5).value()) == "rad^(1/2)/s^(1/2)");
  CHECK(to_string(power(dimensions::rate, -2).value()) == "s^2/rad^2");
  CHECK(to_string(product(dimensions::hertz, raised(BaseUnit::kelvin, -4))) == "cycle/(K^2 s)");
  CHECK(to_string(power(dimensions::rate, 2.5).value()) == "rad^(5/2)/s^(5/2)");
}
