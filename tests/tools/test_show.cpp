// What `show` says of a network, in every form.
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <libnetwork/io/npz.hpp>
#include <libnetwork/io/resolved.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/io/yaml_writer.hpp>
#include <libnetwork/network/file_keys.hpp>
#include <libnetwork/network/node_types.hpp>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <tools/builtin_models.hpp>

#include "program.hpp"

using namespace gaussnet;
using Catch::Matchers::Contains;
using Catch::Matchers::Matches;

namespace {

std::string golden(const std::string& name) {
  return text_of(source_dir() / "tests" / "tools" / "golden" / name);
}

int shell(const std::string& command) {
  const int status = std::system(command.c_str());
  REQUIRE(WIFEXITED(status));
  return WEXITSTATUS(status);
}

bool is_there(const std::string& program) {
  return shell("command -v " + program + " > /dev/null 2>&1") == 0;
}

Matrix matrix_of(const nlohmann::json& rows, Eigen::Index columns) {
  Matrix matrix(static_cast<Eigen::Index>(rows.size()), columns);
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    for (Eigen::Index j = 0; j < columns; ++j) {
      matrix(i, j) = rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)].get<double>();
    }
  }
  return matrix;
}

/// Every key with a default stands there, in inner groups, too. A temperature says the occupation.
void check_nothing_unsaid(const Value::Group& group, std::span<const KeyRow> rows) {
  for (const KeyRow& row : rows) {
    CAPTURE(row.name);
    const Setting* setting = find(group, row.name);
    const bool is_said = setting || (row.name == "occupation" && find(group, "temperature"));
    if (!row.default_text.empty()) CHECK(is_said);
    const auto* inner = setting ? setting->value.as<Value::Group>() : nullptr;
    if (!inner) continue;
    if (row.shape != KeyRow::Shape::groups) {
      check_nothing_unsaid(*inner, row.keys);
      continue;
    }
    for (const Setting& named : *inner) {
      check_nothing_unsaid(*named.value.as<Value::Group>(), row.keys.front().keys);
    }
  }
}

/// Built-in models and a network of every role: repeated nodes, an open output, a heterodyne.
std::vector<std::pair<std::string, std::string>> networks() {
  std::vector<std::pair<std::string, std::string>> all;
  for (const tools::BuiltinModel& model : tools::builtin_models()) {
    all.emplace_back(std::string(model.name), std::string(model.text));
  }
  all.emplace_back("one", one_oscillator(true));
  all.emplace_back("open", one_oscillator(false));
  all.emplace_back(
      "rich",
      "gaussnet: 1\ncarrier: 2pi * 6 GHz\ndefaults:\n  cavity: {bath: {linewidth: 2pi * 1 "
      "kHz, occupation: 0.1}}\nnodes:\n"
      "  c: {type: cavity, ports: {in: {rate: 2pi * 1 MHz}, out: {rate: 2pi * 2 MHz}}, "
      "parametric: {rate: 2pi * 10 kHz}}\n"
      "  m: {type: oscillator, mass: negative, frequency: 2pi * 1 MHz, bath: {quality: "
      "1e5, temperature: 1 K, damping: brownian}, ports: {one: {rate: 2pi * 1 kHz, angle: "
      "0.3 pi}, two: {rate: 2pi * 1 kHz, angle: 0.35 pi, phase: 0.5 pi}}}\n"
      "  s: {type: squeezed, squeezing: 6 dB}\n  b: {type: beam-splitter, "
      "reflectivity: 30 %}\n  e: {type: epr, squeezing: 3 dB, antisqueezing: 4 dB}\n"
      "  q: {type: squeezer, squeezing: 1 dB, quadrature: 0.2 pi}\n  a: {type: amplifier, "
      "gain: 1 dB}\n  d: {type: homodyne, quadrature: P, electronic_noise: -15 dB}\n"
      "interactions:\n  - {between: [c, m], kind: position-position, rate: 2pi * 3 kHz}\n"
      "links:\n  - [s, b.in1]\n  - [b.out1, c.in, {loss: 3 %, temperature: 2 K}, m.one, q, "
      "{loss: 1 %}, m.two, a, d]\n  - [e.signal, b.in2]\n  - [b.out2, {phase: 0.1 pi}, "
      "c.out]\n");
  all.emplace_back("spread",
                   "gaussnet: 1\ntitle: 'A \"quoted\" <title> \\ 100 %'\nnodes:\n"
                   "  a_1: {type: oscillator, mass: positive, frequency: 2pi * index * 1 MHz, "
                   "bath: {linewidth: 2pi * 1 kHz, occupation: index}, repeat: 2, "
                   "light: {rate: 2pi * 1 kHz, angle: 0.3 pi, phase: -0.1 pi}}\n"
                   "  d: {type: heterodyne}\n"
                   "links:\n  - [a_1(1).light, {loss: 1 dB, phase: 0.02 pi}, a_1(2).light, d]\n");
  return all;
}

}  // namespace

TEST_CASE("show prints the golden texts for the reference model") {
  const std::vector<std::pair<std::vector<std::string>, std::string>> views{
      {{}, "show.txt"},
      {{"--resolved"}, "show_resolved.yaml"},
      {{"--dot"}, "show.dot"},
      {{"--mermaid"}, "show.mermaid"},
      {{"--latex"}, "show.tex"}};
  for (const auto& [options, file] : views) {
    CAPTURE(file);
    std::vector<std::string> arguments{"show", "spin_mechanical_loss"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Ran ran = program(arguments);
    CHECK(ran.exit_code == 0);
    CHECK(ran.err.empty());
    CHECK(ran.out == golden(file));
  }
}

TEST_CASE("the resolved file is the same network and leaves no default unsaid") {
  for (const auto& [name, text] : networks()) {
    const Model model = load_text(text, name);
    const std::string printed = program({"show", "-", "--resolved"}, text).out;
    CAPTURE(name, printed);
    const Model again = load_text(printed, "resolved.yaml");
    CHECK(again.linear_model().drift == model.linear_model().drift);
    CHECK(again.linear_model().diffusion == model.linear_model().diffusion);
    CHECK(again.linear_model().measurement == model.linear_model().measurement);
    CHECK(again.linear_model().measurement_noise == model.linear_model().measurement_noise);
    CHECK(again.linear_model().noise_correlation == model.linear_model().noise_correlation);
    CHECK(to_yaml(resolved(again)) == printed);
    for (const KeyRow& row : setting_keys()) {
      if (!row.default_text.empty()) CHECK(find(again.description().top, row.name));
    }
    for (const Entry& node : again.description().nodes) {
      const auto* type = find(node.settings, "type")->value.as<Value::Word>();
      CAPTURE(node.name);
      check_nothing_unsaid(node.settings, find_node_type(*type)->keys);
    }
    for (const Value& chain : again.description().links) {
      for (const Value& item : *chain.as<Value::List>()) {
        const auto* met = item.as<Value::Group>();
        if (met && !find(*met, "path")) check_nothing_unsaid(*met, link_keys());
      }
    }
  }
}

TEST_CASE("the matrices as JSON are those of the model, to the bit") {
  for (const auto& [name, text] : networks()) {
    const LinearModel linear = load_text(text, name).linear_model();
    const auto json =
        nlohmann::json::parse(program({"show", "-", "--matrices", "--format", "json"}, text).out);
    CAPTURE(name);
    const Eigen::Index modes = linear.drift.rows();
    const Eigen::Index records = linear.measurement.rows();
    const auto entries = [&](const char* letter, Eigen::Index columns) {
      return matrix_of(json["matrices"][letter]["entries"], columns);
    };
    CHECK(entries("A", modes) == linear.drift);
    CHECK(entries("D", modes) == linear.diffusion);
    CHECK(entries("M", modes) == linear.measurement);
    CHECK(entries("R", records) == linear.measurement_noise);
    CHECK(entries("Gam", records) == linear.noise_correlation);
    CHECK(json["matrices"]["A"]["rows"] == quadrature_names(linear.modes));
    CHECK(json["matrices"]["M"]["rows"] == linear.records);
    // D = B N B^T, and every name stands for one row or column.
    const auto fields = static_cast<Eigen::Index>(json["matrices"]["B"]["columns"].size());
    const Matrix B = entries("B", fields);
    const Matrix N = entries("N", fields);
    const Matrix lumped = B * N * B.transpose();
    CHECK((lumped - linear.diffusion).norm() <= 1e-14 * linear.diffusion.norm());
    CHECK(json["matrices"]["C"]["rows"].size() == json["matrices"]["C"]["entries"].size());
    CHECK(json["matrices"]["F"]["rows"].size() == json["matrices"]["F"]["entries"].size());
  }
}

TEST_CASE("numpy.load reads the archive, which holds what the JSON holds") {
  if (shell("'" GAUSSNET_PYTHON "' -c 'import numpy' > /dev/null 2>&1") != 0) {
    WARN("python3-numpy is not installed: only the archive's bytes are looked at");
    return;
  }
  const Folder folder;
  const std::string script = folder.file("compare.py", R"(
import json, sys, zipfile, numpy
assert zipfile.ZipFile(sys.argv[1]).testzip() is None
arrays = numpy.load(sys.argv[1])
said = json.load(open(sys.argv[2]))['matrices']
assert set(arrays) == set(said) | {'quadratures', 'records', 'fields', 'outputs'}, list(arrays)
for name, each in said.items():
    shape = (len(each['rows']), len(each['columns']))
    assert arrays[name].dtype == numpy.float64 and arrays[name].shape == shape, name
    assert numpy.array_equal(arrays[name], numpy.array(each['entries']).reshape(shape)), name
assert list(arrays['quadratures']) == said['A']['rows']
assert list(arrays['records']) == said['M']['rows']
assert list(arrays['fields']) == said['B']['columns']
assert list(arrays['outputs']) == said['C']['rows']
)");
  for (const auto& [name, text] : networks()) {
    CAPTURE(name);
    const std::string archive = folder.file("model.npz", "");
    const Ran ran =
        program({"show", "-", "--matrices", "--format", "json", "--npz", archive}, text);
    CHECK(ran.exit_code == 0);
    CHECK_THAT(ran.err, Contains("wrote "));
    const std::string json = folder.file("model.json", ran.out);
    CHECK(shell("'" GAUSSNET_PYTHON "' '" + script + "' '" + archive + "' '" + json + "'") == 0);
  }
}

TEST_CASE("the archive's checksum is the standard's") {
  CHECK(crc32("123456789") == 0xCBF43926U);  // the check value of CRC-32/ISO-HDLC
  CHECK(crc32("") == 0U);
}

TEST_CASE("Graphviz takes the diagram of every network") {
  for (const auto& [name, text] : networks()) {
    const std::string dot = program({"show", "-", "--dot"}, text).out;
    CAPTURE(name, dot);
    if (is_there("dot")) {
      const Folder folder;
      const std::string file = folder.file("network.dot", dot);
      CHECK(shell("dot -Tsvg '" + file + "' > '" + file + ".svg' 2> '" + file + ".err'") == 0);
      CHECK(text_of(file + ".err").empty());
    }
    CHECK(dot.find("digraph network {\n") == 0);
    CHECK(dot.substr(dot.size() - 2) == "}\n");
  }
}

TEST_CASE("diagrams connect what they declare, with losses and phases on the way") {
  for (const auto& [name, text] : networks()) {
    const std::string mermaid = program({"show", "-", "--mermaid"}, text).out;
    CAPTURE(name, mermaid);
    std::set<std::string> declared;
    const std::regex element(R"(^  (\w+)[\[({])");
    const std::regex ray(R"re(^  (\w+) (?:-->|-\.-)(\|"[^"]*"\|)? (\w+)$)re");
    int rays = 0;
    for (const std::string& line : lines_of(mermaid)) {
      std::smatch match;
      if (std::regex_search(line, match, element)) {
        declared.insert(match[1]);
      } else if (std::regex_match(line, match, ray)) {
        ++rays;
        CHECK(declared.contains(match[1]));
        CHECK(declared.contains(match[3]));
      } else {
        CHECK(line == "flowchart LR");
      }
    }
    CHECK(rays > 0);
  }
  const Ran spread = program({"show", "-", "--mermaid"}, networks().back().second);
  CHECK_THAT(spread.out, Contains("loss 20.5672 %, phase 0.02 pi") && Contains("vacuum"));
  const Ran open = program({"show", "-", "--dot"}, one_oscillator(false));
  CHECK_THAT(open.out, Contains("not detected"));
}

TEST_CASE("the LaTeX article is balanced, and compiles where pdflatex is installed") {
  for (const auto& [name, text] : networks()) {
    const std::string latex = program({"show", "-", "--latex"}, text).out;
    CAPTURE(name, latex);
    int depth = 0;
    std::vector<std::string> open;
    const std::regex bracket(R"(\\[{}\\]|[{}])");
    for (std::sregex_iterator at(latex.begin(), latex.end(), bracket), end; at != end; ++at) {
      if (at->str() == "{") ++depth;
      if (at->str() == "}") --depth;
      REQUIRE(depth >= 0);
    }
    CHECK(depth == 0);
    const std::regex environment(R"(\\(begin|end)\{(\w+\*?)\})");
    for (std::sregex_iterator at(latex.begin(), latex.end(), environment), end; at != end; ++at) {
      if ((*at)[1] == "begin") {
        open.push_back((*at)[2]);
      } else {
        REQUIRE_FALSE(open.empty());
        CHECK(open.back() == (*at)[2]);
        open.pop_back();
      }
    }
    CHECK(open.empty());
    const bool is_watched = load_text(text, name).linear_model().measurement.rows() > 0;
    CHECK((latex.find("\\nu") != std::string::npos) == is_watched);
    CHECK((latex.find("\nR = ") != std::string::npos) == is_watched);
    if (!is_there("pdflatex")) continue;
    const Folder folder;
    const std::string file = folder.file("equations.tex", latex);
    const std::string where = file.substr(0, file.rfind('/'));
    CHECK(shell("cd '" + where +
                "' && pdflatex -halt-on-error -interaction=batchmode "
                "equations.tex > /dev/null") == 0);
  }
}

TEST_CASE("views that a program is to read stand alone") {
  const Ran both = program({"show", "spin_mechanical", "--dot", "--latex"});
  CHECK(both.exit_code == 2);
  CHECK_THAT(both.err, Contains("one of --latex and --dot at a time"));
  const Ran table = program({"show", "spin_mechanical", "--mermaid", "--si"});
  CHECK(table.exit_code == 2);
  CHECK_THAT(table.err, Contains("--mermaid and --si"));
  const Ran format = program({"show", "spin_mechanical", "--format", "json"});
  CHECK(format.exit_code == 2);
  CHECK_THAT(format.err, Contains("add --matrices"));
  const Ran word = program({"show", "spin_mechanical", "--matrices", "--format", "jsn"});
  CHECK(word.exit_code == 2);
  CHECK_THAT(word.err, Contains("did you mean 'json'?"));
}

TEST_CASE("an archive that cannot be written is exit code 5") {
  const Folder folder;
  const std::string place = folder.file("file", "") + "/archive.npz";
  CHECK(program({"show", "spin_mechanical", "--npz", place}).exit_code == 5);
}

TEST_CASE("the table shows every node that is no oscillator, with its defaults") {
  const std::string table = program({"show", "-"}, networks().back().second).out;
  CHECK_THAT(table, Contains("  d  heterodyne: efficiency 100 %\n"));
  CHECK_THAT(table, Contains("a_1(1..2)") && Contains("2pi * 1 MHz ... 2pi * 2 MHz"));
  const std::string si = program({"show", "-", "--si"}, one_oscillator(true)).out;
  CHECK_THAT(si, Matches("(.|\n)*d\\.quadrature +1\\.5707963267948966 +rad\n(.|\n)*"));
  CHECK_THAT(si, Contains("d.efficiency") && Contains(" 0.6\n"));
}

TEST_CASE("the table says what a node has, with its source, and nothing that no node has") {
  const auto table = [](const char* model) { return program({"show", model}).out; };
  const std::string cooled = table("sideband_cooling");
  CHECK_THAT(cooled, Contains("2pi * 1 Hz (gamma)") && !Contains("readout rate") &&
                         !Contains("damping") && !Contains("cooperativity"));
  CHECK_THAT(cooled, Contains("  cavity, mech  position-position, rate 2pi * 40 kHz (2 g)\n"));
  CHECK_THAT(table("vitali"), Matches("(.|\n)*\n  damping +brownian\n(.|\n)*"));
  CHECK_THAT(table("light_mediated"),
             Matches("(.|\n)*\n  readout rate Gamma +each 2pi \\* 20 kHz \\(rate_s\\) +"
                     "2pi \\* 30 kHz \\(rate_m\\)\n(.|\n)*"));
  for (const auto& [name, text] : networks()) {
    if (name != "rich") continue;
    CHECK_THAT(program({"show", "-"}, text).out,
               Contains("  coupling angle theta           one 0.3 pi, two 0.35 pi\n"));
  }
  CHECK_THAT(table("opo_chain"),
             Contains("  a(2), b(2)  two-mode-squeezing, rate 2pi * 400 kHz (g)\n"));
  CHECK_THAT(table("coherent_feedback"),
             Contains("  splitter_a.out1 -> not detected\n") &&
                 Contains("  splitter_a.out2 -> a.mirror -> phase pi -> splitter_a.in2\n"));
}

TEST_CASE("antisqueezing that a file leaves out is as much as the squeezing") {
  const Ran table = program({"show", "squeezed_into_cavity", "--set", "squeezing=4 dB"});
  CHECK_THAT(table.out, Contains("squeezed: squeezing 4 dB") && Contains("antisqueezing 4 dB"));
  const Ran si = program({"show", "squeezed_into_cavity", "--si"});
  CHECK_THAT(si.out, Matches("(.|\n)*laser\\.antisqueezing +6 +dB\n(.|\n)*"));
}

TEST_CASE("the numbers in SI name ports and interactions as the file does") {
  const std::string ports = program({"show", "light_mediated", "--si"}).out;
  CHECK_THAT(ports, Matches("(.|\\n)*\n  s\\.ports\\.second\\.phase +0 +rad\n(.|\\n)*"));
  CHECK_THAT(ports, Matches("(.|\\n)*\n  m\\.light\\.phase +0 +rad\n(.|\\n)*"));
  const std::string pair = program({"show", "vitali", "--si"}).out;
  CHECK_THAT(pair, Contains("\ninteractions\n  cavity, mirror, position-position, rate  -") &&
                       Contains("  mirror.bath.damping       brownian\n"));
}
