// The rules are tested on files that break them, so that the test of the tree cannot pass by not
// looking.
#include <catch2/catch.hpp>

#include "rules.hpp"

namespace {

using style::SourceFile;

std::vector<std::string> include(const std::string& path, const std::string& directive) {
  return style::include_violations({path, "// a comment\n" + directive + "\n"});
}

bool is_refused(const std::string& path, const std::string& directive) {
  const auto found = include(path, directive);
  REQUIRE(found.size() <= 1);
  return !found.empty();
}

}  // namespace

TEST_CASE("a folder includes from itself and from its left") {
  const std::vector<std::string> rooms = {"libnetwork/errors",
                                          "libnetwork/linear",
                                          "libnetwork/gaussian",
                                          "libnetwork/network",
                                          "libnetwork/analysis",
                                          "libnetwork/io",
                                          "tools"};
  for (std::size_t from = 0; from < rooms.size(); ++from) {
    for (std::size_t to = 0; to < rooms.size(); ++to) {
      const std::string path = rooms[from] + "/a.cpp";
      const std::string directive = "#include <" + rooms[to] + "/b.hpp>";
      CAPTURE(path, directive);
      CHECK(is_refused(path, directive) == (to > from));
    }
  }
}

TEST_CASE("a violation names the file, the line and the reason") {
  CHECK(include("libnetwork/linear/a.hpp", "#include <libnetwork/network/graph.hpp>") ==
        std::vector<std::string>{
            "libnetwork/linear/a.hpp:2: <libnetwork/network/graph.hpp> is to the "
            "right of this file's folder"});
}

TEST_CASE("an include is found however it is spelled") {
  for (const std::string directive :
       {"#include <libnetwork/io/a.hpp>", "  #include <libnetwork/io/a.hpp>",
        "#  include<libnetwork/io/a.hpp>", "#include <libnetwork/io/a.hpp>  // for b",
        "#include \"libnetwork/io/a.hpp\"", "#include <libnetwork/io/a.hpp>\r"}) {
    CAPTURE(directive);
    CHECK(is_refused("libnetwork/linear/a.cpp", directive));
  }
  CHECK_FALSE(is_refused("libnetwork/linear/a.cpp", "// #include <libnetwork/io/a.hpp>"));
}

TEST_CASE("our own headers are named by their path from the root") {
  CHECK(is_refused("libnetwork/linear/a.cpp", "#include \"a.hpp\""));
  CHECK(is_refused("libnetwork/linear/a.cpp", "#include \"libnetwork/linear/a.hpp\""));
  CHECK(is_refused("libnetwork/linear/a.cpp", "#include <linear/a.hpp>"));
  CHECK(is_refused("libnetwork/linear/a.cpp", "#include <libnetwork/elsewhere/a.hpp>"));
  CHECK(is_refused("libnetwork/elsewhere/a.cpp", "#include <libnetwork/linear/a.hpp>"));
}

TEST_CASE("the umbrella header is for users, not for the library") {
  CHECK_FALSE(is_refused("libnetwork/gaussnet.hpp", "#include <libnetwork/io/a.hpp>"));
  CHECK_FALSE(is_refused("tools/main.cpp", "#include <libnetwork/gaussnet.hpp>"));
  CHECK(is_refused("libnetwork/io/a.cpp", "#include <libnetwork/gaussnet.hpp>"));
  CHECK(is_refused("libnetwork/gaussnet.hpp", "#include <tools/a.hpp>"));
  CHECK(is_refused("python/a.cpp", "#include <tools/a.hpp>"));
}

TEST_CASE("each library is named only where it may be known") {
  struct Example {
    std::string path{}, target{};
    bool refused = false;
  };
  const std::vector<Example> examples = {
      {"libnetwork/linear/a.hpp", "Eigen/Core", false},
      {"libnetwork/linear/a.cpp", "Eigen/Eigenvalues", false},
      {"libnetwork/linear/a.hpp", "Eigen/Eigenvalues", true},
      {"libnetwork/linear/a.hpp", "Eigen/Dense", true},
      {"libnetwork/network/graph.hpp", "boost/graph/adjacency_list.hpp", false},
      {"libnetwork/network/graph.cpp", "boost/graph/adjacency_list.hpp", true},
      {"libnetwork/analysis/a.hpp", "boost/graph/adjacency_list.hpp", true},
      {"tools/a.cpp", "boost/algorithm/string.hpp", true},
      {"libnetwork/io/a.cpp", "yaml-cpp/parser.h", false},
      {"libnetwork/io/a.hpp", "yaml-cpp/parser.h", true},
      {"libnetwork/network/a.cpp", "yaml-cpp/parser.h", true},
      {"tools/a.cpp", "yaml-cpp/parser.h", true},
      {"libnetwork/linear/a.cpp", "Spectra/GenEigsSolver.h", false},
      {"libnetwork/gaussian/a.cpp", "Spectra/SymEigsSolver.h", true},
      {"libnetwork/linear/schur.cpp", "lapacke.h", false},
      {"libnetwork/linear/schur.hpp", "lapacke.h", true},
      {"libnetwork/gaussian/a.cpp", "lapacke.h", true},
      {"tools/command_line.cpp", "CLI/CLI.hpp", false},
      {"libnetwork/io/a.cpp", "CLI/CLI.hpp", true},
      {"libnetwork/io/json.cpp", "nlohmann/json.hpp", false},
      {"libnetwork/io/json.hpp", "nlohmann/json.hpp", true},
      {"libnetwork/network/a.cpp", "nlohmann/json.hpp", true},
      {"libnetwork/network/a.cpp", "iostream", true},
      {"libnetwork/analysis/a.cpp", "fstream", true},
      {"tools/main.cpp", "iostream", false},
      {"libnetwork/linear/a.cpp", "catch2/catch.hpp", true},
      {"libnetwork/linear/a.cpp", "gsl/gsl_math.h", true},
      {"libnetwork/linear/a.cpp", "vector", false},
  };
  for (const Example& example : examples) {
    CAPTURE(example.path, example.target);
    CHECK(is_refused(example.path, "#include <" + example.target + ">") == example.refused);
  }
}

TEST_CASE("Boost is named by one file") {
  const SourceFile graph{"libnetwork/network/graph.hpp",
                         "#include <boost/graph/graph_traits.hpp>\n"};
  const SourceFile other{"libnetwork/network/loops.hpp", "\n#include <boost/config.hpp>\n"};
  const SourceFile none{"libnetwork/network/blocks.hpp",
                        "#include <libnetwork/network/graph.hpp>\n"};
  CHECK(style::boost_violations({graph, none}).empty());
  CHECK(style::boost_violations({graph, none, other}) ==
        std::vector<std::string>{"libnetwork/network/loops.hpp:2: Boost is already named by "
                                 "libnetwork/network/graph.hpp"});
}

TEST_CASE("names that say nothing are refused") {
  const std::string guard = "#pragma once\n";
  CHECK(style::naming_violations({"tools/a.hpp", guard + "int modes();\n"}).empty());
  CHECK(style::naming_violations({"tools/a.hpp", guard + "int get_modes();\n"}).size() == 1);
  CHECK(style::naming_violations({"tools/a.hpp", guard + "Matrix compute_drift(int);\n"}).size() ==
        1);
  CHECK(style::naming_violations({"tools/a.hpp", "int modes();\n"}).size() == 1);
  CHECK(style::naming_violations({"libnetwork/io/utils.cpp", ""}).size() == 1);
}

TEST_CASE("yaml-cpp's nodes are refused, its events are not") {
  const auto count = [](const std::string& text) {
    return style::yaml_violations({"libnetwork/io/a.cpp", text}).size();
  };
  CHECK(count("YAML::Node model = YAML::Load(text);\n") == 1);
  CHECK(count("\n#include <yaml-cpp/yaml.h>\nauto all = YAML::LoadAll(text);\n") == 2);
  CHECK(count("#include <yaml-cpp/node/node.h>\n") == 1);
  CHECK(count("#include <yaml-cpp/parser.h>\nclass A : public YAML::EventHandler {};\n") == 0);
  CHECK(count("YamlNode node;\n") == 0);
}

TEST_CASE("numerics do not print") {
  const auto count = [](const std::string& path, const std::string& text) {
    return style::printing_violations({path, text}).size();
  };
  CHECK(count("libnetwork/linear/a.cpp", "std::cerr << residual;\n") == 1);
  CHECK(count("libnetwork/analysis/a.cpp", "\n  std::printf(\"%g\", x);\n  puts (\"x\");\n") == 2);
  CHECK(count("libnetwork/network/a.cpp", "std::snprintf(text, 32, \"%g\", x);\n") == 0);
  CHECK(count("tools/main.cpp", "return run(argc, argv, std::cout, std::cerr);\n") == 0);
}

TEST_CASE("paths of one machine are found, words and relative paths are not") {
  const auto count = [](const std::string& text) {
    return style::machine_path_violations({"docs/a.md", text}).size();
  };
  // Put together here, so that this file does not contain what it forbids.
  const std::string slash = "/";
  CHECK(count("see " + slash + "work/main\n") == 1);
  CHECK(count("fine\n`" + slash + "tmp/x`\n" + slash + "home/me\n") == 2);
  CHECK(count("-o " + slash + "var" + slash + "tmp/x\n") == 1);
  CHECK(count("from .." + slash + "shared here\n") == 1);
  CHECK(count("frame" + slash + "work/energy, build" + slash +
              "tmp/x, https://example.org/home/x\n") == 0);
}
