#include <csignal>
#include <iostream>
#include <libnetwork/io/text_file.hpp>
#include <string>
#include <tools/run.hpp>
#include <vector>

namespace {

/// Ends the program as the signal would have, without what it has not finished.
extern "C" void end(int signal) {
  gaussnet::remove_unfinished_files();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

/// A signal that is ignored (nohup) stays so.
void end_cleanly_at(int signal) {
  if (std::signal(signal, end) == SIG_IGN) std::signal(signal, SIG_IGN);
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that goes away is an output that cannot be written, said as such.
  std::signal(SIGPIPE, SIG_IGN);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) end_cleanly_at(signal);
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return gaussnet::tools::run(arguments, std::cin, std::cout, std::cerr);
}
