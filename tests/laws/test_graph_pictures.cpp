// Both pictures of graphs with squeezed light, loops and phases agree as the frequency grows.
#include <catch2/catch.hpp>
#include <cmath>
#include <tests/laws/generated_graphs.hpp>
#include <tests/laws/graph_coverage.hpp>
#include <tests/laws/samples.hpp>

using gaussnet::Matrix;
using laws::GraphRecord;
using laws::NodeRecord;
using laws::NodeType;

namespace {

/// The fastest rate of the network itself.
double fastest_rate(const GraphRecord& record) {
  return laws::linear_model_of(record).drift.cwiseAbs().maxCoeff();
}

GraphRecord in_picture(GraphRecord record, bool rotating_wave, double frequency) {
  record.rotating_wave = rotating_wave;
  record.sideband.reset();
  for (NodeRecord& node : record.nodes) {
    if (node.has_mode()) node.frequency = frequency;
  }
  return record;
}

/// Squeezed light in it, and (if asked for) a loop; rotating-wave, on resonance.
GraphRecord drawn(std::uint64_t seed) {
  const laws::GraphLimits limits{
      .most_modes = 3, .decades = 0.7, .unstable_share = 0, .loop_share = 0.9};
  GraphRecord record;
  for (std::uint64_t draw = 0; draw < 1000; ++draw) {
    record = laws::generate_graph(1000 * seed + draw, limits);
    const laws::GraphCoverage coverage = laws::coverage_of({record});
    const bool squeezed = coverage.nodes[static_cast<int>(NodeType::squeezed)] +
                              coverage.nodes[static_cast<int>(NodeType::squeezer)] +
                              coverage.nodes[static_cast<int>(NodeType::epr)] >
                          0;
    if (!record.rotating_wave || !squeezed || coverage.loop_with_mode == 0) continue;
    record = in_picture(std::move(record), true, 1);
    if (laws::spectral_abscissa(laws::linear_model_of(record)) < -1e-2 * fastest_rate(record)) {
      return record;
    }
  }
  throw std::logic_error("no network was accepted");
}

template <class Solve>
double difference(const GraphRecord& record, double frequency, Solve solve) {
  const auto v = [&](bool rotating_wave) -> Matrix {
    return solve(laws::linear_model_of(in_picture(record, rotating_wave, frequency))).matrix;
  };
  const Matrix approximate = v(true);
  return laws::scaled_difference(approximate, v(false));
}

/// log10 of what ten times the frequency leaves of the difference.
template <class Solve>
double slope(const GraphRecord& record, Solve solve) {
  const double rate = fastest_rate(record);
  const double near = difference(record, 1e4 * rate, solve);
  const double far = difference(record, 1e5 * rate, solve);
  CAPTURE(near, far);
  CHECK(near < 0.05);
  return std::log10(far / near);
}

}  // namespace

TEST_CASE("V and V_c of graphs with squeezed light and loops agree in both pictures as 1/omega") {
  constexpr int networks = 30;
  int watched = 0;
  for (int seed = 1; seed <= networks; ++seed) {
    const GraphRecord record = drawn(static_cast<std::uint64_t>(seed));
    CAPTURE(seed);
    CHECK_THAT(slope(record, laws::unconditional), Catch::WithinAbs(-1, 0.02));
    if (record.has_detector()) {
      CHECK_THAT(slope(record, laws::conditional), Catch::WithinAbs(-1, 0.02));
      ++watched;
    }
  }
  CHECK(watched > 10);
}
