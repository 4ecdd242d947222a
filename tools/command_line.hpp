#pragma once

#include <span>
#include <string>
#include <tools/commands.hpp>

namespace gaussnet::tools {

/// What the arguments ask for.
/// @throws Failure [command_line] with what is wrong and, where one is near, what may be meant
Command parse_command_line(std::span<const std::string> arguments);

}  // namespace gaussnet::tools
