#include <catch2/catch.hpp>
#include <libnetwork/analysis/model.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <limits>

using namespace gaussnet;
using Catch::Matchers::WithinAbs;

namespace {

/// Light squeezed along `quadrature`, by a source or by a squeezer in vacuum, and what a homodyne
/// detector of X records of it.
double recorded_variance(const char* source, const Value& quadrature, const char* picture) {
  NetworkDescription network;
  network.set("approximation", picture);
  network.node("o", {{"type", "oscillator"},
                     {"mass", "positive"},
                     {"frequency", 1.0},
                     {"bath", {{"linewidth", 1.0}, {"occupation", 0}}}});
  network.node("s", {{"type", source}, {"squeezing", 10.0}, {"quadrature", quadrature}});
  network.node("d", {{"type", "homodyne"}, {"quadrature", "X"}});
  network.link({"s", "d"});
  return Model(network).linear_model().measurement_noise(0, 0);
}

NetworkDescription mode_with(const Value& bath) {
  NetworkDescription network;
  network.node("c", {{"type", "cavity"}, {"bath", bath}});
  return network;
}

}  // namespace

TEST_CASE("The quadrature of squeezing is the angle that is given, or a word for it") {
  for (const char* source : {"squeezed", "squeezer"}) {
    for (const char* picture : {"rotating-wave", "none"}) {
      CAPTURE(source, picture);
      CHECK_THAT(recorded_variance(source, "X", picture), WithinAbs(0.05, 1e-14));
      CHECK_THAT(recorded_variance(source, "P", picture), WithinAbs(5, 1e-14));
      CHECK_THAT(recorded_variance(source, 0.0, picture), WithinAbs(0.05, 1e-14));
      CHECK_THAT(recorded_variance(source, pi / 2, picture), WithinAbs(5, 1e-14));
      CHECK_THAT(recorded_variance(source, pi / 4, picture), WithinAbs((0.05 + 5) / 2, 1e-14));
    }
  }
}

TEST_CASE("A cavity may have no mirror: its bath alone damps it") {
  const LinearModel model =
      Model(mode_with({{"linewidth", 2.0}, {"occupation", 3}})).linear_model();
  CHECK(model.drift == -Matrix::Identity(2, 2));
  CHECK_THAT(model.diffusion(0, 0), WithinAbs(7, 1e-14));
  CHECK_THAT(model.diffusion(1, 1), WithinAbs(7, 1e-14));
}

TEST_CASE("A rate beyond a double is found in a cavity without mirrors too") {
  const double most = std::numeric_limits<double>::max();
  try {
    Model{mode_with({{"linewidth", most}, {"occupation", 10}})};
    FAIL("accepted");
  } catch (const DescriptionError& error) {
    CHECK(error.mistakes().front().code == "not-finite");
  }
}
