#include <catch2/catch.hpp>
#include <tests/laws/doubled_up.hpp>
#include <tests/laws/generated_graphs.hpp>
#include <tests/laws/graph_coverage.hpp>

using laws::GraphCoverage;
using laws::NodeType;

TEST_CASE("the generated graphs have every element, loops and double passes in both pictures") {
  const GraphCoverage coverage = laws::coverage_of(laws::graphs());
  CHECK(coverage.networks >= 500);
  CHECK(coverage.rotating_wave > 0.35 * coverage.networks);
  CHECK(coverage.rotating_wave < 0.65 * coverage.networks);
  CHECK(coverage.unstable > 50);
  CHECK(coverage.with_loop > 180);
  CHECK(coverage.loop_with_mode > 100);
  CHECK(coverage.loop_with_amplifier > 60);
  CHECK(coverage.interlocked > 30);
  CHECK(coverage.double_passes > 80);
  CHECK(coverage.several_beams > 150);
  CHECK(coverage.several_detectors > 100);
  CHECK(coverage.interactions > 60);
  CHECK(coverage.interactions_in_loops > 20);
  CHECK(coverage.brownian > 30);
  CHECK(coverage.repeated > 50);
  CHECK(coverage.warm_losses > 100);
  CHECK(coverage.pumped > 20);
  CHECK(coverage.electronic_noise > 80);
  for (int type = 0; type < laws::node_type_count; ++type) {
    CAPTURE(type);
    CHECK(coverage.nodes[type] > 60);
    CHECK(coverage.in_picture[0][type] > 30);
    if (type != static_cast<int>(NodeType::cavity)) CHECK(coverage.in_picture[1][type] > 30);
  }
}
