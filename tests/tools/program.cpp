#include "program.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <tools/run.hpp>

namespace fs = std::filesystem;

Ran program(const std::vector<std::string>& arguments, const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const int exit_code = gaussnet::tools::run(arguments, in, out, err);
  return {exit_code, out.str(), err.str()};
}

fs::path source_dir() { return GAUSSNET_SOURCE_DIR; }

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

Folder::Folder()
    : path_(fs::temp_directory_path() / ("gaussnet-" + std::to_string(std::random_device{}()))) {
  fs::create_directory(path_);
}

Folder::~Folder() { fs::remove_all(path_); }

std::string Folder::file(const std::string& name, const std::string& text) const {
  const fs::path file = path_ / name;
  std::ofstream(file, std::ios::binary) << text;
  return file.string();
}

std::string one_oscillator(bool detected) {
  return std::string(R"(gaussnet: 1
parameters: {angle: 0.3 pi, rate: 2pi * 1 kHz}
nodes:
  m:
    type: oscillator
    mass: positive
    frequency: 2pi * 1 MHz
    bath: {linewidth: 2pi * 100 Hz, occupation: 2}
    light: {rate: rate, angle: angle}
  d: {type: homodyne, quadrature: P, efficiency: 60 %}
links:
  - )") + (detected ? "[m.light, d]\n" : "[vacuum, d]\n");
}

std::string unseen_growth() {
  return R"(gaussnet: 1
title: Growth that nobody sees
nodes:
  seen:
    type: oscillator
    mass: positive
    frequency: 2pi * 1 MHz
    bath: {linewidth: 2pi * 100 Hz, occupation: 2}
    light: {rate: 2pi * 1 kHz, angle: 0.3 pi}
  hidden:
    type: oscillator
    mass: positive
    frequency: 2pi * 2 MHz
    bath: {linewidth: 2pi * 100 Hz, occupation: 2}
    light: {rate: 2pi * 1 kHz, angle: 0.1 pi}
  d: {type: homodyne, quadrature: P}
links:
  - [seen.light, d]
)";
}
