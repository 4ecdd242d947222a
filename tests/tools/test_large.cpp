// Networks too large for matrices, as the program meets them.
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "program.hpp"

using Catch::Matchers::Contains;

namespace {

constexpr const char* kStations = "fifty_stations";
const std::string kMany = "N=1001";  // 2002 modes

/// The same with other results, or none.
std::string stations(const std::string& results) {
  std::string text = text_of(source_dir() / "models" / "fifty_stations.yaml");
  text.resize(text.find("results:"));
  return text + results;
}

/// The same with a detector at the end of the beam.
std::string watched_stations(const std::string& results) {
  std::string text = stations(results);
  const std::string nodes = "nodes:\n";
  text.insert(text.find(nodes) + nodes.size(), "  d: {type: homodyne, quadrature: P}\n");
  const std::string end = "mech(*).light]}]";
  return text.replace(text.find(end), end.size(), "mech(*).light]}, d]");
}

bool takes_schema(const Folder& folder, const std::string& json) {
  const std::string document = folder.file("solve.json", json);
  const std::string schema = (source_dir() / "docs" / "solve.schema.json").string();
  const std::string check =
      "import json, sys, jsonschema; "
      "jsonschema.validate(*[json.load(open(f)) for f in sys.argv[1:]])";
  const int status = std::system(
      ("'" GAUSSNET_PYTHON "' -c '" + check + "' '" + document + "' '" + schema + "'").c_str());
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// Bytes of an .npy file of structured records, 52 each, behind its header.
std::size_t records_of(const std::string& npy) {
  const std::size_t header =
      10 + static_cast<unsigned char>(npy[8]) + 256U * static_cast<unsigned char>(npy[9]);
  CHECK(header % 64 == 0);
  CHECK((npy.size() - header) % 52 == 0);
  return (npy.size() - header) / 52;
}

}  // namespace

TEST_CASE("two thousand modes and two are solved, and the letter's closed form holds in them") {
  const Ran ran = program({"solve", kStations, "--set", kMany});
  CAPTURE(ran.out);
  CHECK(ran.exit_code == 0);
  CHECK(ran.err.empty());
  // theory.md, Eq. (85), as models/fifty_stations.yaml has it.
  CHECK_THAT(ran.out, Contains("0.17022698") && Contains("0.19360842") && Contains("1.7706226"));
  CHECK_THAT(ran.out, Contains("2002: 1001 of positive and 1001 of negative mass") &&
                          Contains("along the cascade") && Contains("is not kept"));
  CHECK(lines_of(ran.out).size() < 80);
}

TEST_CASE("a large network without results is a digest, in every format") {
  const Folder folder;
  const std::string text = stations("");
  const Ran ran = program({"solve", "-", "--set", kMany}, text);
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("the best 20") && Contains("spin(1), mech(1)") &&
                          Contains("greatest_occupation") && Contains("oscillator"));
  CHECK_THAT(ran.out, !Contains("no results"));
  const Ran json = program({"solve", "-", "--set", kMany, "--format", "json"}, text);
  CHECK(takes_schema(folder, json.out));
  const auto read = nlohmann::json::parse(json.out);
  CHECK(read["unconditional"]["solver"] == "cascade");
  CHECK(read["unconditional"]["relative_error_bound"] < 1e-4);
  CHECK_FALSE(read["unconditional"].contains("covariance"));
  CHECK(read["results"]["best_pairs"]["unconditional"]["values"].size() == 20);
  const Ran csv = program({"solve", "-", "--set", kMany, "--format", "csv"}, text);
  CHECK(lines_of(csv.out).size() == 1 + 20 + 2);
}

TEST_CASE("what a large network does not have is a status with a way out") {
  const std::string text = stations(
      "results:\n"
      "  all: {measure: epr, pairs: all}\n"
      "  n: {measure: occupation, mode: spin(3)}\n");
  const Ran ran = program({"solve", "-", "--set", kMany}, text);
  CHECK(ran.exit_code == 4);
  CHECK_THAT(ran.out, Contains("too-many-modes") && Contains("'top:'"));
  const std::string warning = "too many modes for a number of all";
  CHECK_THAT(ran.err, Contains("warning: ") && Contains(warning));
  const Ran json = program({"solve", "-", "--set", kMany, "--format", "json"}, text);
  CHECK(json.exit_code == 4);
  CHECK_THAT(nlohmann::json::parse(json.out)["warnings"].dump(), Contains(warning));
  const Folder folder;
  std::string many = text;
  many.replace(many.find("N: 50"), 5, "N: 1001");
  const Ran checked = program({"check", folder.file("many.yaml", many)});
  CHECK(checked.exit_code == 0);
  CHECK_THAT(checked.err,
             Contains("warning: no number of 'all'") && Contains("'top:'") && !Contains("'n'"));
  CHECK(program({"check", folder.file("few.yaml", text)}).err.empty());
  const std::string watched = watched_stations("");
  const auto with_state = [&](const std::string& state, const std::string& network) {
    return program({"solve", "-", "--set", kMany, "--state", state}, network);
  };
  const Ran conditional = with_state("conditional", watched);
  CHECK(conditional.exit_code == 1);
  CHECK_THAT(conditional.err, Contains("[too-many-modes]") && Contains("help:"));
  const Ran both = with_state("both", watched);
  CHECK(both.exit_code == 0);
  CHECK_THAT(both.err, Contains("warning: no conditional state: the network has 2002 modes"));
  const Ran unwatched = with_state("both", text);
  CHECK(unwatched.exit_code == 4);
  CHECK_THAT(unwatched.err, Contains("[no-detector]"));
  const Ran dense = program({"solve", kStations, "--set", kMany, "--solver", "dense"});
  CHECK(dense.exit_code == 3);
  CHECK_THAT(dense.err, Contains("[too-many-modes]") && Contains("along the cascade") &&
                            Contains("leave out '--solver dense'"));
  const Ran matrices = program({"show", kStations, "--set", kMany, "--matrices"});
  CHECK(matrices.exit_code == 3);
  CHECK_THAT(matrices.err, Contains("[too-many-modes]"));
}

TEST_CASE("check takes a large network") {
  const Folder folder;
  std::string text = stations("");
  text.replace(text.find("N: 50"), 5, "N: 1001");
  const Ran ran = program({"check", folder.file("many.yaml", text)});
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("ok: 2002 modes, 0 records, 5 parameters, 0 results"));
  std::string watched = watched_stations("");
  watched.replace(watched.find("N: 50"), 5, "N: 300");
  const Ran seen = program({"check", folder.file("watched.yaml", watched)});
  // A homodyne detector takes the quadratures of both sidebands.
  CHECK_THAT(seen.out, Contains("ok: 600 modes, 2 records"));
}

TEST_CASE("a few hundred modes are summed up in the text, and lie whole in the JSON if asked for") {
  const Folder folder;
  const std::string text = stations("");
  const Ran ran = program({"solve", "-", "--set", "N=100"}, text);
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("oscillator: 200, vacuum: 1") &&
                          Contains("200: 100 of positive and 100 of negative mass") &&
                          Contains("201 blocks in a row, the largest of 1 mode\n") &&
                          Contains("is not kept") && Contains("1 thread\n"));
  for (const std::string& line : lines_of(ran.out)) CHECK(line.size() <= 100);
  const Ran asked = program({"solve", "-", "--set", "N=100", "--threads", "3"}, text);
  CHECK_THAT(asked.out, Contains("along the cascade, 3 threads"));
  const Ran passed = program({"solve", "-", "--set", "N=100", "--format", "json"}, text);
  const Ran kept =
      program({"solve", "-", "--set", "N=100", "--format", "json", "--covariance"}, text);
  for (const Ran& json : {passed, kept}) CHECK(takes_schema(folder, json.out));
  const auto short_one = nlohmann::json::parse(passed.out);
  const auto long_one = nlohmann::json::parse(kept.out);
  CHECK_FALSE(short_one["unconditional"].contains("covariance"));
  CHECK(long_one["unconditional"]["covariance"].size() == 400);
  CHECK(long_one["results"] == short_one["results"]);
  for (const auto& json : {short_one, long_one}) {
    CHECK(json["network"]["nodes"] == nlohmann::json{{"oscillator", 200}, {"vacuum", 1}});
    CHECK(json["network"]["negative_mass"] == 100);
    CHECK(json["network"]["largest_block"] == 1);
  }
  const Ran small = program({"solve", "spin_mechanical", "--format", "json"});
  CHECK_FALSE(nlohmann::json::parse(small.out).contains("network"));
}

TEST_CASE("what leaves the range of numbers is refused in a long cascade as in a short one") {
  const auto hot = [](const std::string& repeat) {
    return "gaussnet: 1\napproximation: rotating-wave\nnodes:\n"
           "  m: {type: oscillator, mass: positive, frequency: 1 rad/s, bath: {linewidth: 1 rad/s, "
           "occupation: 1}, light: {rate: 1e150 rad/s, angle: 0.3 pi}, repeat: " +
           repeat +
           "}\n  glow: {type: thermal, occupation: 1e200}\n"
           "links: [[glow, {repeat: " +
           repeat + ", path: [m(*)]}]]\n";
  };
  for (const std::string repeat : {"2", "200"}) {
    const Ran solved = program({"solve", "-"}, hot(repeat));
    CHECK(solved.exit_code == 3);
    CHECK_THAT(solved.err, Contains("drift and diffusion of 'm(1)'") && Contains("[not-finite]"));
    const Ran checked = program({"check", "-"}, hot(repeat));
    CHECK(checked.exit_code == 3);
    CHECK(checked.err == solved.err);
  }
}

TEST_CASE("one large block is solved by matrices, and checked as they are") {
  const std::string text =
      "gaussnet: 1\napproximation: rotating-wave\nparameters: {M: 1}\nnodes:\n"
      "  m: {type: oscillator, mass: positive, frequency: 1e6 rad/s, bath: {linewidth: 1 rad/s, "
      "occupation: 1}, light: {rate: 3 rad/s, angle: 0.3 pi}, repeat: 130}\n"
      "  glow: {type: thermal, occupation: 1, repeat: M}\n"
      "links: [[{repeat: 130, path: [m(*).light]}, {loss: 50 %}, m(1).light]]\n";
  const Ran ran = program({"solve", "-"}, text);
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("2 blocks in a row, the largest of 130 modes (m(1), ..., m(130))") &&
                          Contains("by matrices") && !Contains("along the cascade"));
  CHECK(program({"check", "-"}, text).exit_code == 0);
  std::string wide = text;
  wide.replace(wide.find("M: 1}"), 5, "M: 4000}");
  const Ran solved = program({"solve", "-"}, wide);
  CHECK(solved.exit_code == 3);
  CHECK_THAT(solved.err, Contains("[too-many-fields]"));
  CHECK(program({"check", "-"}, wide).err == solved.err);
}

TEST_CASE("what needs the matrices of many modes says so before it begins") {
  // It is refused as soon as there are matrices.
  const std::string text =
      "gaussnet: 1\napproximation: rotating-wave\nnodes:\n"
      "  m: {type: oscillator, mass: positive, frequency: 1 rad/s, bath: {linewidth: 1 rad/s, "
      "occupation: 1}, light: {rate: 1e150 rad/s, angle: 0.3 pi}, repeat: N}\n"
      "  d: {type: homodyne, quadrature: P}\n"
      "  glow: {type: thermal, occupation: 1e200}\n"
      "parameters: {N: 501}\n"
      "links: [[glow, {repeat: N, path: [m(*)]}, d]]\n";
  const Ran ran = program({"solve", "-"}, text);
  CHECK(ran.exit_code == 3);
  CHECK(ran.err.find("note: what is asked of the records needs the matrices of 501 modes") == 0);
  CHECK_THAT(program({"solve", "-", "--set", "N=500"}, text).err, !Contains("note:"));
  CHECK_THAT(program({"solve", "-", "--state", "unconditional"}, text).err, !Contains("note:"));
}

TEST_CASE("the solver is the one that is asked for, and the numbers are the same") {
  const Ran dense = program({"solve", kStations, "--solver", "dense"});
  const Ran cascade = program({"solve", kStations, "--solver", "cascade"});
  CHECK(dense.exit_code == 0);
  CHECK_THAT(dense.out, !Contains("along the cascade"));
  CHECK_THAT(cascade.out, Contains("along the cascade"));
  for (const Ran& ran : {dense, cascade}) CHECK_THAT(ran.out, Contains("0.927466"));
  const Ran json = program({"solve", kStations, "--solver", "cascade", "--format", "json"});
  CHECK(nlohmann::json::parse(json.out)["unconditional"]["solver"] == "cascade");
}

TEST_CASE("no number depends on the number of threads") {
  const std::string text = stations("");
  const auto json = [&](const std::string& threads) {
    return program({"solve", "-", "--set", kMany, "--format", "json", "--threads", threads}, text)
        .out;
  };
  const std::string one = json("1");
  CHECK(one.size() > 1000);
  CHECK(json("2") == one);
  CHECK(json("5") == one);
}

TEST_CASE("a count of threads is a count, a solver one of two") {
  for (const char* threads : {"0", "-1", "two", "1.5", "99999999999", ""}) {
    const Ran ran = program({"solve", kStations, "--threads=" + std::string(threads)});
    CAPTURE(threads);
    CHECK(ran.exit_code == (*threads == '\0' ? ran.exit_code : 2));
  }
  const Ran solver = program({"solve", kStations, "--solver", "dens"});
  CHECK(solver.exit_code == 2);
  CHECK_THAT(solver.err, Contains("'dense'"));
}

TEST_CASE("every pair of a network is written, whichever way it is solved") {
  const Folder folder;
  const std::string csv = folder.file("pairs.csv", "old");
  const Ran small = program({"solve", kStations, "--pairs-to", csv});
  CHECK(small.exit_code == 0);
  CHECK_THAT(small.err, Contains("replaced ") && Contains("pairs.csv"));
  const auto lines = lines_of(text_of(csv));
  REQUIRE(lines.size() == 1 + 100 * 99 / 2);
  CHECK(lines[1].find("spin(1),mech(1),1.77062255") == 0);
  const std::string npy = folder.file("pairs.npy", "");
  CHECK(program({"solve", kStations, "--set", kMany, "--pairs-to", npy}).exit_code == 0);
  CHECK(records_of(text_of(npy)) == 2002 * 2001 / 2);
}

TEST_CASE("pairs that could not be ranked are counted, however the network is solved") {
  // Each dimer is pure and strongly entangled, theta - pi/4 = 3e-7, and apart from all others
  // [theory.md, Eq. (65)]: one pair of each has no certain digit.
  std::string text = text_of(source_dir() / "models" / "dark_dimers.yaml");
  text.resize(text.find("results:"));
  text += "results:\n  best: {measure: log-negativity, pairs: all, top: 5}\n";
  for (const std::string dimers : {"10", "70"}) {
    const auto solved = [&](const std::string& angle) {
      return program(
          {"solve", "-", "--set", "N=" + dimers, "--set", "theta=" + angle, "--format", "json"},
          text);
    };
    const Ran ran = solved("0.2500001 pi");
    const std::string warning = "best (unconditional): " + dimers + " pairs could not be ranked";
    CAPTURE(dimers, ran.err);
    CHECK(ran.exit_code == 4);
    CHECK_THAT(ran.err, Contains(warning));
    CHECK_THAT(nlohmann::json::parse(ran.out)["warnings"].dump(), Contains(warning));
    const Ran well = solved("0.3 pi");
    CHECK(well.exit_code == 0);
    CHECK(well.err.empty());
  }
}

TEST_CASE("a slowest relaxation whose digits are rounding is noted") {
  const std::string text = watched_stations("");
  const auto solved = [&](const std::string& count) {
    return program({"solve", "-", "--set", count}, text).out;
  };
  CHECK_THAT(solved("N=20"), Contains("the slowest relaxation of the conditional state is known"));
  CHECK_THAT(solved("N=1"), !Contains("the slowest relaxation of the conditional state is known"));
}

TEST_CASE("a covariance that is not kept although it is asked for is a warning") {
  const Ran large =
      program({"solve", kStations, "--set", kMany, "--covariance", "--format", "json"});
  CHECK(large.exit_code == 0);
  CHECK_THAT(large.err, Contains("warning: --covariance") && Contains("up to 2000"));
  CHECK(nlohmann::json::parse(large.out)["warnings"].size() == 1);
  CHECK(program({"solve", kStations, "--set", "N=70", "--covariance"}).err.empty());
}

TEST_CASE("a readout weight without a detector is refused in a large network as in a small one") {
  const Folder folder;
  const std::string text =
      stations("results:\n  r: {measure: epr, modes: [spin(1), mech(1)], weight: readout}\n");
  std::string many = text;
  many.replace(many.find("N: 50"), 5, "N: 1001");
  for (const std::string& network : {text, many}) {
    const Ran solved = program({"solve", "-"}, network);
    CHECK(solved.exit_code == 3);
    CHECK_THAT(solved.err, Contains("needs a detector") && Contains("[readout]"));
    const Ran checked = program({"check", folder.file("m.yaml", network)});
    CHECK(checked.exit_code == 3);
    CHECK_THAT(checked.err, Contains("needs a detector"));
  }
}

TEST_CASE(
    "without results up to 64 modes are listed, and more summed up, however they are solved") {
  const auto rows = [](const std::string& set, const std::vector<std::string>& more,
                       const std::string& text) {
    std::vector<std::string> arguments{"solve", "-", "--set", set, "--format", "csv"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return lines_of(program(arguments, text).out).size() - 1;
  };
  const std::string text = stations("");
  CHECK(rows("N=32", {}, text) == 64 + 64 * 63 / 2);
  for (const char* count : {"N=33", "N=63", "N=64"}) CHECK(rows(count, {}, text) == 22);
  CHECK(rows("N=64", {"--solver", "dense"}, text) == 22);
  const std::string watched = watched_stations("");
  CHECK(rows("N=33", {"--state", "unconditional"}, watched) == 22);
  CHECK(rows("N=33", {"--state", "conditional"}, watched) == 22);
  // Both at once, each with its own best pairs and its own extremes.
  CHECK(rows("N=64", {}, watched) == 44);
  const std::string out = program({"solve", "-", "--set", "N=64"}, watched).out;
  CHECK_THAT(out, Contains("best_pairs") && Contains("greatest_conditional_occupation") &&
                      !Contains("no results"));
}

TEST_CASE("a purity says how much is known of it") {
  const std::string text =
      stations("results:\n  p: {measure: purity, modes: [spin(*), mech(*)]}\n");
  const auto solved = [&](const std::string& format) {
    return program({"solve", "-", "--set", "rate=0 rad/s", "--set", "n=1e6", "--set", "N=32",
                    "--format", format},
                   text);
  };
  // 64 modes of purity 1/(2e6 + 1) each: 1e-403 is below what double precision holds.
  const Ran small = solved("text");
  CAPTURE(small.out, small.err);
  CHECK_THAT(small.out, Contains("below ") && !Contains(" 0 +-"));
  CHECK(small.exit_code == 0);
  const auto json = nlohmann::json::parse(solved("json").out);
  CHECK(json["results"]["p"]["unconditional"]["value"] == 0);
  CHECK(json["results"]["p"]["unconditional"]["bound"] > 0);
  CHECK(json["results"]["p"]["unconditional"]["bound"] < 1e-300);
}

TEST_CASE("the relative error bound of a state is in the JSON, however it is found") {
  for (const std::string solver : {"dense", "cascade"}) {
    const auto json = nlohmann::json::parse(
        program({"solve", kStations, "--solver", solver, "--format", "json"}).out);
    CHECK(json["unconditional"]["relative_error_bound"] > 0);
    CHECK(json["unconditional"]["relative_error_bound"] < 1e-6);
  }
  const auto both =
      nlohmann::json::parse(program({"solve", "spin_mechanical", "--format", "json"}).out);
  CHECK(both["conditional"]["relative_error_bound"] > 0);
}

TEST_CASE("a file of pairs that cannot be written, or has no state, is not there") {
  const Folder folder;
  const std::string place = folder.file("file", "") + "/pairs.csv";
  CHECK(program({"solve", kStations, "--pairs-to", place}).exit_code == 5);
  const std::string kept = folder.file("kept.csv", "old");
  const Ran ran =
      program({"solve", "spin_mechanical", "--set", "theta_S=0.1 pi", "--pairs-to", kept});
  CHECK(ran.exit_code != 0);
  CHECK_THAT(ran.err, Contains("is not written") && Contains("unstable"));
  CHECK(text_of(kept) == "old");
  const Ran large =
      program({"solve", kStations, "--set", kMany, "--state", "conditional", "--pairs-to", kept});
  CHECK(large.exit_code == 1);
  CHECK(text_of(kept) == "old");
}
