// The benchmarks; or, with --write-systems=FOLDER,N,N,..., the systems for peers.py and peers.m.
#include <benchmark/benchmark.h>

#include <sstream>
#include <string>
#include <string_view>
#include <tests/bench/registered.hpp>
#include <tests/bench/systems.hpp>
#include <vector>

namespace {

void write_systems(const std::string& folder_and_sizes) {
  std::istringstream list(folder_and_sizes);
  std::string folder;
  std::getline(list, folder, ',');
  std::vector<int> sizes;
  for (std::string size; std::getline(list, size, ',');) sizes.push_back(std::stoi(size));
  bench::write_systems(folder, sizes);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view first = argc > 1 ? argv[1] : "";
  constexpr std::string_view write = "--write-systems=";
  if (first.starts_with(write)) {
    write_systems(std::string(first.substr(write.size())));
    return 0;
  }
  bench::register_lyapunov();
  bench::register_riccati();
  bench::register_cascades();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
