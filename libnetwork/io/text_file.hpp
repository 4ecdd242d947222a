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

/// What a file has for a name until it is finished: none, where the file system has such files, so
/// that nothing is left of it however the program ends; or a temporary one in the same folder.
enum class UntilFinished { nameless, named };

/// A file that is written in parts, whole or not at all as above: it takes its name when
/// everything is there. What is no regular file is refused.
class FileInParts {
 public:
  /// @throws FileError
  explicit FileInParts(const std::string& path, UntilFinished name = UntilFinished::nameless);
  FileInParts(const FileInParts&) = delete;
  FileInParts& operator=(const FileInParts&) = delete;
  /// Leaves nothing behind unless finish() has been called.
  ~FileInParts();

  /// Behind what was appended before. @throws FileError
  void append(std::string_view bytes);
  /// From several threads, each its own range. @throws FileError
  void write_at(std::size_t offset, std::string_view bytes) const;
  /// Flushes to the disk and takes the name. @throws FileError
  void finish();

 private:
  void open_part(unsigned permissions, UntilFinished name);
  int take_name();
  std::string path_;
  std::string part_;  // empty: the file has no name
  int descriptor_ = -1;
};

/// Unlinks the temporary files of this process, for a signal that ends it: nothing but what a
/// signal handler may do.
void remove_unfinished_files() noexcept;

}  // namespace gaussnet
