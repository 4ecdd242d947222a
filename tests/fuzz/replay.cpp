// Feeds files to a fuzz target without libFuzzer, for the ordinary test suite.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <libnetwork/io/text_file.hpp>

#include "properties.hpp"

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files_of(const fs::path& place) {
  if (!fs::is_directory(place)) return {place};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(place)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

/// False, with the sentence, if the file breaks a property.
bool holds(const fs::path& file) {
  const std::string text = gaussnet::read_text_file(file.string());
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());  // reading past it is seen
  try {
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    return true;
  } catch (const std::exception& error) {
    std::printf("%s: does not hold: %s\n", file.c_str(), error.what());
    return false;
  }
}

}  // namespace

int main(int argc, char** argv) {
  int num_inputs = 0;
  int num_broken = 0;
  for (int k = 1; k < argc; ++k) {
    for (const fs::path& file : files_of(argv[k])) {
      ++num_inputs;
      if (!holds(file)) ++num_broken;
    }
  }
  std::printf("%d inputs, %d break a property\n", num_inputs, num_broken);
  return num_inputs > 0 && num_broken == 0 ? 0 : 1;
}
