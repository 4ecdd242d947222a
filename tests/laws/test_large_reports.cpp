// What is said of a network too large for matrices is what the matrices say.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <libnetwork/analysis/large_report.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/epr.hpp>
#include <libnetwork/io/pairs_file.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <map>
#include <sstream>
#include <tests/laws/generated_graphs.hpp>

using namespace gaussnet;

namespace {

void ask_of_pairs(NetworkDescription& network, double top) {
  network.result("negativity", {{"measure", "log-negativity"}, {"pairs", "all"}, {"top", top}});
  network.result("bits",
                 {{"measure", "log-negativity"}, {"pairs", "all"}, {"base", "2"}, {"top", top}});
  network.result("epr", {{"measure", "epr"}, {"pairs", "all"}, {"top", top}});
  network.result("weighted", {{"measure", "epr"}, {"pairs", "all"}, {"weight", 0.7}, {"top", top}});
  network.result("steering", {{"measure", "steering"}, {"pairs", "all"}, {"top", top}});
}

void ask_of_modes(NetworkDescription& network, const std::string& a, const std::string& b) {
  network.result("n", {{"measure", "occupation"}, {"mode", b.c_str()}});
  network.result("purity", {{"measure", "purity"}, {"modes", Value::list({b.c_str(), a.c_str()})}});
  network.result("xi", {{"measure", "epr"}, {"modes", Value::list({b.c_str(), a.c_str()})}});
  network.result("combined",
                 {{"measure", "squeezing"}, {"of", {{b + ".X", 1.5}, {a + ".P", -0.5}}}});
  network.result("one_way", {{"measure", "steering"},
                             {"from", Value::list({b.c_str()})},
                             {"to", Value::list({a.c_str()})}});
}

void check_same(const FigureValue& one, const FigureValue& other) {
  CHECK(one.status == other.status);
  CHECK(one.value == other.value);
  CHECK(one.weight == other.weight);
  CHECK(one.angles == other.angles);
}

void check_same(const Report& matrices, const Report& passed) {
  REQUIRE(matrices.results.size() == passed.results.size());
  for (std::size_t k = 0; k < matrices.results.size(); ++k) {
    const ResultReport& one = matrices.results[k];
    const ResultReport& other = passed.results[k];
    CAPTURE(one.request.name);
    REQUIRE(other.unconditional);
    check_same(*one.unconditional, *other.unconditional);
    // The bounds are those of the modes, not of the worst of all.
    CHECK(other.unconditional->bound <= one.unconditional->bound);
    REQUIRE(one.unconditional_items.size() == other.unconditional_items.size());
    for (std::size_t item = 0; item < one.unconditional_items.size(); ++item) {
      CAPTURE(item);
      CHECK(one.unconditional_items[item].a == other.unconditional_items[item].a);
      CHECK(one.unconditional_items[item].b == other.unconditional_items[item].b);
      check_same(one.unconditional_items[item].value, other.unconditional_items[item].value);
    }
  }
}

/// Stations on one beam with loss between all of them, each unlike the others.
/// @param tail  of the beam, ", d" to detect it
Model stations(int count, const std::string& results, const std::string& tail = "") {
  const std::string numbers =
      "frequency: 2pi * 1 MHz, bath: {linewidth: linewidth, occupation: 0.5 + 0.01 index}, "
      "light: {rate: (400 + 3 index) linewidth, angle: 0.3 pi}, repeat: N}\n";
  std::ostringstream text;
  text << "gaussnet: 1\napproximation: rotating-wave\nparameters: {N: " << count
       << ", linewidth: 2pi * 10 Hz}\nnodes:\n  spin: {type: oscillator, mass: negative, "
       << numbers << "  mech: {type: oscillator, mass: positive, " << numbers
       << (tail.empty() ? "" : "  d: {type: homodyne, quadrature: P}\n")
       << "links:\n  - [vacuum, {repeat: N, path: [spin(*).light, {loss: 1 %}, mech(*).light]}"
       << tail << "]\n"
       << results;
  return load_text(text.str(), "stations.yaml");
}

class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("gaussnet_pairs_" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("what passes along a graph is judged as the matrices of its state are") {
  int held = 0;
  std::map<std::string, int> with_entanglement;
  for (const laws::GraphRecord& record : laws::graphs()) {
    NetworkDescription network = laws::describe(record);
    const Model plain(network);
    const std::vector<std::string> modes = plain.cascade().modes;
    if (modes.size() < 2 || laws::spectral_abscissa(plain.linear_model()) >= 0) continue;
    CAPTURE(laws::seed_of(record));
    ask_of_pairs(network, 1 + held % 4);
    ask_of_modes(network, modes.front(), modes.back());
    const Model model(network);
    const Report matrices =
        solve(model, {.state = StateChoice::unconditional, .solver = Solver::cascade});
    const Report passed = solve_large(model, {.state = StateChoice::unconditional});
    check_same(matrices, passed);
    CHECK(passed.notes.size() == matrices.notes.size());
    CHECK(passed.unconditional->passed->relative_bound ==
          matrices.unconditional->state->relative_bound());
    CHECK(passed.unconditional->passed->residual == matrices.unconditional->state->residual);
    CHECK(passed.unconditional->passed->slowest_mode ==
          matrices.unconditional->state->slowest_mode);
    for (const ResultReport& result : passed.results) {
      with_entanglement[result.request.name] += result.unconditional->value > 0;
    }
    ++held;
  }
  CHECK(held > 200);
  CHECK(with_entanglement["negativity"] > 10);
  CHECK(with_entanglement["steering"] > 5);
}

TEST_CASE("along many panels the best pairs are the best of all, whatever the threads") {
  const std::string results =
      "results:\n"
      "  E: {measure: log-negativity, pairs: all, top: 40}\n"
      "  zeros: {measure: log-negativity, pairs: all, top: 6000}\n"
      "  xi: {measure: epr, pairs: all, top: 25}\n"
      "  G: {measure: steering, pairs: all, top: 30}\n"
      "  n: {measure: occupation, mode: mech(70)}\n";
  const Model model = stations(70, results);
  const Report matrices = solve(model, {.solver = Solver::cascade});
  const Report one = solve_large(model, {.threads = 1});
  check_same(matrices, one);
  // Some of the pairs are entangled, and what is listed beyond them is not.
  const auto& zeros = one.results[1].unconditional_items;
  REQUIRE(zeros.size() == 6000);
  CHECK(zeros.front().value.value > 0.1);
  CHECK(zeros.back().value.value == 0);
  for (const int threads : {2, 3, 5}) check_same(one, solve_large(model, {.threads = threads}));
}

TEST_CASE("without results the digest has the best pairs and the range of the occupations") {
  const Model model = stations(40, "");
  const Report report = solve_large(model);
  REQUIRE(report.results.size() == 3);
  CHECK(report.results[0].unconditional_items.size() == 20);
  const Report by_matrices = solve(model);
  const GaussianState& state = *by_matrices.unconditional->state;
  double least = 1e300, greatest = 0, entangled = 0;
  for (int j = 0; j < state.num_modes(); ++j) {
    const double n = state.covariance().block<2, 2>(2 * j, 2 * j).trace() / 2 - 0.5;
    least = std::min(least, n);
    greatest = std::max(greatest, n);
    for (int i = 0; i < j; ++i) {
      entangled = std::max(entangled, logarithmic_negativity(state, {{i}, {j}}));
    }
  }
  CHECK_THAT(report.results[0].unconditional->value, Catch::WithinRel(entangled, 1e-10));
  CHECK_THAT(report.results[1].unconditional->value, Catch::WithinRel(least, 1e-10));
  CHECK_THAT(report.results[2].unconditional->value, Catch::WithinRel(greatest, 1e-10));
  const int mode = report.results[2].request.modes.front();
  CHECK(state.covariance()(2 * mode, 2 * mode) / (greatest + 0.5) > 0.1);
}

TEST_CASE("what needs the matrices has a status and a sentence where there are none") {
  const Model model = stations(3,
                               "results:\n"
                               "  all: {measure: epr, pairs: all}\n"
                               "  parts: {measure: log-negativity, partitions: all}\n"
                               "  n: {measure: occupation, mode: mech(2), state: both}\n",
                               ", d");
  const Report report = solve_large(model, {.state = StateChoice::both});
  REQUIRE(report.conditional);
  CHECK(report.conditional->status == "too-many-modes");
  CHECK_FALSE(report.conditional->failure->help.empty());
  CHECK(report.results[0].unconditional_items.size() == 6 * 5 / 2);
  CHECK(report.results[1].unconditional->status == "too-many-modes");
  CHECK(report.results[1].unconditional->why.size() > 20);
  CHECK(report.results[2].unconditional->status == "ok");
  CHECK(report.results[2].conditional->status == "too-many-modes");
}

TEST_CASE("a long cascade's report needs no matrices and is what they say") {
  const std::string results =
      "results:\n"
      "  all: {measure: epr, pairs: all}\n"
      "  E: {measure: log-negativity, pairs: all, top: 7}\n"
      "  n: {measure: occupation, mode: mech(65)}\n";
  const Model model = stations(66, results, ", d");
  const Report dense = solve(model, {.state = StateChoice::unconditional, .solver = Solver::dense});
  const Report along = solve(model, {.state = StateChoice::unconditional});
  CHECK(dense.linear.drift.rows() == 264);
  CHECK(along.linear.drift.size() == 0);
  CHECK(along.linear.modes == dense.linear.modes);
  CHECK(along.detectors == dense.detectors);
  CHECK(along.notes == dense.notes);
  CHECK(along.warnings == dense.warnings);
  const SteadyState& one = *dense.unconditional->state;
  const SteadyState& other = *along.unconditional->state;
  CHECK(other.solver == Solver::cascade);
  CHECK(other.mode_names() == one.mode_names());
  CHECK(other.slowest_mode == one.slowest_mode);
  CHECK_THAT(other.spectral_abscissa, Catch::WithinRel(one.spectral_abscissa, 1e-12));
  const double bound = one.relative_bound() + other.relative_bound();
  CHECK(bound < 1e-6);
  const Vector root = one.covariance().diagonal().cwiseSqrt();
  const Matrix apart = (one.covariance() - other.covariance()).cwiseAbs();
  CHECK((apart.array() <= bound * (root * root.transpose()).array()).all());
  CHECK_THAT(along.unconditional->uncertainty_margin,
             Catch::WithinAbs(dense.unconditional->uncertainty_margin,
                              one.error_bound() + other.error_bound()));
  CHECK_THAT(
      along.unconditional->purity.value,
      Catch::WithinAbs(dense.unconditional->purity.value,
                       dense.unconditional->purity.bound + along.unconditional->purity.bound));
  for (std::size_t k = 0; k < dense.results.size(); ++k) {
    const auto& wanted = dense.results[k].unconditional_items;
    const auto& found = along.results[k].unconditional_items;
    REQUIRE(found.size() == wanted.size());
    for (std::size_t item = 0; item < wanted.size(); ++item) {
      CHECK_THAT(found[item].value.value, Catch::WithinAbs(wanted[item].value.value, 1e-9));
    }
  }
  CHECK(along.results[0].unconditional_items.size() == 132 * 131 / 2);
  CHECK_THAT(along.results[2].unconditional->value,
             Catch::WithinRel(dense.results[2].unconditional->value, 1e-9));
  const Report passed =
      solve(model, {.state = StateChoice::unconditional, .keeps_covariance = false});
  CHECK_FALSE(passed.unconditional->state);
  CHECK(passed.unconditional->passed->relative_bound == other.relative_bound());
  check_same(along, passed);
}

TEST_CASE("matrices are made of a long cascade where a record is asked for, and only there") {
  struct Made {};
  const ReportOptions options{.notice = [](const std::string&) { throw Made{}; }};
  const auto with_state = [&](StateChoice state) {
    ReportOptions changed = options;
    changed.state = state;
    changed.keeps_covariance = false;
    return changed;
  };
  const Model watched = stations(251, "", ", d");
  CHECK_THROWS_AS(solve(watched, with_state(StateChoice::as_asked)), Made);
  CHECK_THROWS_AS(solve(watched, with_state(StateChoice::conditional)), Made);
  CHECK(solve(watched, with_state(StateChoice::unconditional)).unconditional->status == "ok");
  const Model given =
      stations(251, "results:\n  n: {measure: occupation, mode: mech(3), given: [d]}\n", ", d");
  CHECK_THROWS_AS(solve(given, with_state(StateChoice::as_asked)), Made);
  const Model weighed = stations(251,
                                 "results:\n  xi: {measure: epr, modes: [spin(1), mech(1)], "
                                 "weight: readout, state: unconditional}\n",
                                 ", d");
  CHECK_THROWS_AS(solve(weighed, with_state(StateChoice::as_asked)), Made);
  const Model unwatched = stations(251, "");
  CHECK(solve(unwatched, with_state(StateChoice::as_asked)).unconditional->status == "ok");
  const Report both = solve(unwatched, with_state(StateChoice::both));
  CHECK(both.unconditional->status == "ok");
  CHECK(both.conditional->status == "no-detector");
}

TEST_CASE("a file of all pairs is the same along both ways and with any number of threads") {
  const Folder folder;
  const Model model = stations(50, "");
  const auto written = [&](PairsFormat format, bool is_large, int threads) {
    PairsFile file(folder / "pairs", format);
    const ReportOptions options{.solver = Solver::cascade, .threads = threads, .pairs = &file};
    const Report report = is_large ? solve_large(model, options) : solve(model, options);
    CHECK(report.unconditional->status == "ok");
    CHECK(file.is_complete());
    CHECK_FALSE(std::filesystem::exists(folder / "pairs"));
    file.finish();
    std::string bytes = read_text_file(folder / "pairs");
    std::filesystem::remove(folder / "pairs");
    return bytes;
  };
  for (const PairsFormat format : {PairsFormat::csv, PairsFormat::npy}) {
    const std::string bytes = written(format, true, 1);
    CHECK(bytes.size() > 50 * 99 * 20);
    for (const int threads : {2, 4}) CHECK(written(format, true, threads) == bytes);
    CHECK(written(format, false, 1) == bytes);
  }
}

TEST_CASE("every line of a file of pairs is what the state says of the pair") {
  const Folder folder;
  const Model model = stations(20, "");
  PairsFile file(folder / "pairs.csv", PairsFormat::csv);
  const Report report = solve(model, {.pairs = &file});
  file.finish();
  const GaussianState& state = *report.unconditional->state;
  std::istringstream lines(read_text_file(folder / "pairs.csv"));
  std::string line;
  REQUIRE(std::getline(lines, line));
  CHECK(line == "a,b,log_negativity,epr,steering_a_to_b,steering_b_to_a,condition,status");
  int pairs = 0, entangled = 0, steered = 0;
  for (; std::getline(lines, line); ++pairs) {
    std::vector<std::string> fields;
    std::istringstream parts(line);
    for (std::string part; std::getline(parts, part, ',');) fields.push_back(part);
    REQUIRE(fields.size() == 8);
    CAPTURE(line);
    const Bipartition pair{{fields[0].c_str()}, {fields[1].c_str()}};
    const Bipartition back{{fields[1].c_str()}, {fields[0].c_str()}};
    const double negativity = logarithmic_negativity(state, pair);
    CHECK(std::abs(std::stod(fields[2]) - negativity) <= 1e-13);
    CHECK(std::stod(fields[3]) ==
          epr_variance(state, {fields[0].c_str(), fields[1].c_str()}, optimal_weight));
    CHECK(std::stod(fields[4]) == steering(state, pair));
    CHECK(std::stod(fields[5]) == steering(state, back));
    CHECK(std::stod(fields[6]) >= 1);
    CHECK(fields[7] == "ok");
    entangled += negativity > 0;
    steered += std::stod(fields[4]) != std::stod(fields[5]);
  }
  CHECK(pairs == 40 * 39 / 2);
  CHECK(entangled > 5);
  CHECK(steered > 5);
}

TEST_CASE("a file of pairs whose solve fails is not there") {
  const Folder folder;
  {
    PairsFile file(folder / "pairs.csv", PairsFormat::csv);
    const Model unstable = load_text(
        "gaussnet: 1\napproximation: rotating-wave\nnodes:\n  a: {type: oscillator, mass: "
        "positive, frequency: 2pi * 1 MHz, bath: {linewidth: 2pi * 1 Hz, occupation: 0}, light: "
        "{rate: 2pi * 1 kHz, angle: 0.1 pi}}\nlinks: [[vacuum, a.light]]\n",
        "unstable.yaml");
    const Report report = solve(unstable, {.pairs = &file});
    CHECK(report.unconditional->status == "unstable");
    CHECK_FALSE(file.is_complete());
    const Report passed = solve_large(unstable);
    CHECK(passed.unconditional->status == "unstable");
    CHECK(passed.unconditional->failure->message == report.unconditional->failure->message);
    CHECK(passed.unconditional->failure->place.line == report.unconditional->failure->place.line);
  }
  CHECK(std::filesystem::is_empty(folder / ""));
}
