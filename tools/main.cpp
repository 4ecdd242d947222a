#include <csignal>
#include <iostream>
#include <string>
#include <tools/run.hpp>
#include <vector>

int main(int argc, char** argv) {
  // A reader that goes away is an output that cannot be written, said as such.
  std::signal(SIGPIPE, SIG_IGN);
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return gaussnet::tools::run(arguments, std::cin, std::cout, std::cerr);
}
