#pragma once

#include <cstddef>
#include <cstdint>
#include <libnetwork/errors/failures.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// One input: libFuzzer's entry, and that of replay.cpp.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

/// What must hold whatever a text says.
namespace gaussnet::fuzz {

/// Never caught by a target: libFuzzer keeps the input, replay names the file.
struct BrokenProperty : std::logic_error {
  using std::logic_error::logic_error;
};

/// @throws BrokenProperty
void require(bool holds, const std::string& property);

/// UTF-8 without control characters, so that a file cannot steer the terminal that prints it.
void require_printable(const std::string& text);

/// Every mistake has a known code, a message, a help, and a place inside `text`, and it prints.
void require_sound(const std::vector<Mistake>& mistakes, const std::string& text);

}  // namespace gaussnet::fuzz
