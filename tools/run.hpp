#pragma once

#include <istream>
#include <ostream>
#include <span>
#include <string>

namespace gaussnet::tools {

/// The program as a function: arguments (without the program's name) to an exit code
/// (commands.hpp). Results go to `out`, everything else to `err`; an `out` that cannot be written
/// is a failure.
int run(std::span<const std::string> arguments, std::istream& in, std::ostream& out,
        std::ostream& err);

}  // namespace gaussnet::tools
