// What a detector sees by the ways of the light is what the matrices say.
#include <algorithm>
#include <catch2/catch.hpp>
#include <libnetwork/analysis/model.hpp>
#include <libnetwork/network/blind_detectors.hpp>
#include <tests/laws/generated_graphs.hpp>

using namespace gaussnet;

TEST_CASE("a detector is blind by the ways of the light where its rows of M and Gam are 0") {
  int blind = 0, seeing = 0;
  for (const laws::GraphRecord& record : laws::graphs()) {
    const Model model(laws::describe(record));
    const LangevinModel langevin = model.langevin_model();
    const LinearModel linear = observe(langevin);
    const std::vector<std::string> found = blind_detectors(model.cascade());
    int row = 0;
    for (const auto& output : langevin.outputs) {
      if (!output.is_record) continue;
      const bool is_zero = linear.measurement.middleRows(row, output.rows).isZero(0) &&
                           linear.noise_correlation.middleCols(row, output.rows).isZero(0);
      const bool is_found = std::find(found.begin(), found.end(), output.name) != found.end();
      CAPTURE(laws::seed_of(record), output.name);
      CHECK(is_found == is_zero);
      blind += is_zero;
      seeing += !is_zero;
      row += output.rows;
    }
  }
  CHECK(blind > 5);
  CHECK(seeing > 50);
}
