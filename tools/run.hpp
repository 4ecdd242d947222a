#pragma once

#include <istream>
#include <ostream>
#include <span>
#include <string>
#include <tools/commands.hpp>

namespace gaussnet::tools {

/// The program as a function: arguments (without the program's name) to an exit code
/// (commands.hpp). Results go to `out`, everything else to `err`; an `out` that cannot be written
/// is a failure.
int run(std::span<const std::string> arguments, std::istream& in, std::ostream& out,
        std::ostream& err);

/// What the exception that is being handled means to the user. To be called in a catch clause.
/// @param file  as the command line has it; empty: the command has none
Outcome outcome_of_exception(const std::string& file);

}  // namespace gaussnet::tools
