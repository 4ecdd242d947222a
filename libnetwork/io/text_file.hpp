#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gaussnet {

inline constexpr std::size_t max_text_file_bytes = std::size_t{1} << 30;

/// The bytes of a file as they are.
/// @throws FileError, with the reason: no such file, a directory, no permission, larger than
/// `at_most` bytes, a failing device.
std::string read_text_file(const std::string& path, std::size_t at_most = max_text_file_bytes);

/// Writes the file whole or not at all: the bytes go to a temporary file in the same folder, are
/// flushed to the disk, and take the name in one step. A reader, or a crash, meets the old file or
/// the new one. Permissions of an existing file are kept and links followed; what is no regular
/// file (a terminal, a pipe) is written to directly.
/// @throws FileError, with the reason.
void write_text_file(const std::string& path, std::string_view text);

}  // namespace gaussnet
